//! Signing in: the passphrase opens the slot, which contains the keys and the root of trust.

use std::sync::Arc;

use serde::Serialize;

use super::{Clinician, Staff};
use crate::crypto::code::clinic_key;
use crate::crypto::identity::Identity;
use crate::crypto::passphrase::{normal_login, split};
use crate::crypto::slot::{self, Means};
use crate::error::ClientError;
use crate::host::Platform;
use crate::journal::Journal;
use crate::sync::error::SyncError;
use crate::sync::server::{Call, Caller};
use crate::sync::transport::Method;
use interlude_protocol::id::{Pin, SpaceId};
use interlude_protocol::record::codec::Bodies;
use interlude_protocol::record::open::Role;
use interlude_protocol::wire::account::{SessionAnswer, SessionRequest};
use interlude_protocol::wire::bytes::{Bytes, Fixed};
use interlude_protocol::wire::path;

/// A signed-in clinician and the clinic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SignedIn {
    /// The clinic's id in hex.
    pub clinic: String,
    /// The clinic's name, from its verified genesis.
    pub clinic_name: String,
    /// The clinic key.
    pub clinic_key: String,
    /// The clinician.
    pub me: Me,
}

/// The clinician who signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Me {
    /// Name from the clinic's directory.
    pub name: String,
    /// `lead` or `clinician`.
    pub role: &'static str,
    /// Login in its stored form.
    pub login: String,
}

impl<P: Platform> Clinician<P> {
    /// Signs in and opens the keys. Takes 64 MiB and about 0.2 s before the first request.
    ///
    /// # Errors
    /// [`ClientError::CannotUnlock`] if login, passphrase or slot is wrong, without saying which;
    /// [`ClientError::ChangedClinicKey`] if the slot's clinic key differs from the one this browser knows;
    /// [`ClientError::NotAllowed`] if the account is no clinician of the clinic; a network or server error.
    pub async fn sign_in(
        &self,
        clinic: SpaceId,
        login: &str,
        passphrase: &str,
    ) -> Result<SignedIn, ClientError> {
        let words = passphrase.split_whitespace().collect::<Vec<_>>().join(" ");
        let login = normal_login(login.trim());
        let keys = split(clinic, &login, &words.to_lowercase());
        let request = SessionRequest { clinic, login: login.clone(), auth: Fixed(*keys.auth) };
        let call = Call::json(Caller::Nobody, Method::Post, path::SESSION, &request)?;
        let answer: SessionAnswer = match self.server.ask(call).await {
            Err(SyncError::SignedOut | SyncError::NotFound) => Err(ClientError::CannotUnlock),
            answer => answer.map_err(ClientError::from),
        }?;
        let (me, pin) = open_slots(&answer, &keys.unlock).ok_or(ClientError::CannotUnlock)?;
        let known = self.state().pins.get(&clinic).copied();
        if pin.space() != clinic || known.is_some_and(|known| known != pin) {
            return Err(ClientError::ChangedClinicKey);
        }
        self.unlock(Arc::new(me), pin, login).await
    }

    async fn unlock(
        &self,
        me: Arc<Identity>,
        pin: Pin,
        login: String,
    ) -> Result<SignedIn, ClientError> {
        let clinic = pin.space();
        let mut opened = self
            .host
            .shelf
            .store(|store| Journal::open(store, pin, Arc::clone(&me), Bodies::All, None))?;
        opened.adopt_series();
        self.host.shelf.put(opened)?;
        self.syncing().one(clinic).await?;
        let fp = me.fingerprint();
        let signed_in = self.host.shelf.with(clinic, |journal, _| {
            let fold = journal.fold();
            let role = [(Role::Lead, "lead"), (Role::Clinician, "clinician")]
                .into_iter()
                .find(|(role, _)| fold.has_role(&fp, *role))?;
            Some(SignedIn {
                clinic: clinic.to_hex(),
                clinic_name: fold.genesis().and_then(|it| it.name.clone()).unwrap_or_default(),
                clinic_key: clinic_key(&pin),
                me: Me {
                    name: fold.name_of(&fp).unwrap_or_default().to_owned(),
                    role: role.1,
                    login,
                },
            })
        });
        let signed_in = signed_in.flatten().ok_or(ClientError::NotAllowed)?;
        {
            let mut state = self.state();
            state.pins.insert(clinic, pin);
            state.staff = Some(Staff { me: Arc::clone(&me), clinic: pin });
            state.founding = None;
        }
        self.open_sealed(&me);
        Ok(signed_in)
    }

    /// Ends the server's session.
    pub(super) async fn end_session(&self) -> Result<(), ClientError> {
        let call = Call::empty(Caller::Staff, Method::Delete, path::SESSION);
        match self.server.call(call).await {
            Ok(_) | Err(SyncError::SignedOut) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

/// Opens the first slot that the passphrase fits.
fn open_slots(answer: &SessionAnswer, unlock: &[u8; 32]) -> Option<(Identity, Pin)> {
    let open = |Bytes(slot): &Bytes| slot::open(slot, Means::Passphrase, unlock, answer.fp).ok();
    answer.slots.iter().find_map(open)
}
