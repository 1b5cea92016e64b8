//! Founding a clinic: the kit, the first lead, the first policy (protocol.md 4.1).

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Clinician, Founding, InfoForm};
use crate::crypto::code::clinic_key;
use crate::crypto::passphrase::generate_passphrase;
use crate::crypto::random::{Random, generate};
use crate::error::ClientError;
use crate::host::Platform;
use crate::journal::{Journal, JournalError, MemoryStore, Writing};
use crate::pairing::clinic::NewClinicKeys;
use crate::sync::error::SyncError;
use crate::sync::server::{Call, Caller};
use crate::sync::transport::Method;
use interlude_clinical::entry::{Entry, Policy};
use interlude_protocol::id::RecordId;
use interlude_protocol::record::RecordError;
use interlude_protocol::record::codec::Bodies;
use interlude_protocol::wire::account::Founded;
use interlude_protocol::wire::path;

/// The form that founds a clinic.
#[derive(Clone, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct NewClinicForm {
    /// The set-up token that the operator's command printed.
    pub token: String,
    /// Name of the clinic.
    pub clinic_name: String,
    /// Name of the first lead.
    pub lead_name: String,
    /// The lead's login.
    pub login: String,
    /// The clinic's information for patients.
    pub info: InfoForm,
}

/// A founded clinic. Only this value contains the passphrase and the kit's code.
#[derive(Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SetUp {
    /// The clinic's id in hex.
    pub clinic: String,
    /// The clinic key.
    pub clinic_key: String,
    /// The kit to print and keep on paper.
    pub kit: Kit,
    /// Six words that open the lead's keys.
    pub passphrase: String,
    /// The groups of the kit's code to type back, counted from 1.
    pub ask: [usize; 2],
}

/// The paper kit of a clinic.
#[derive(Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Kit {
    /// The code that the root identity is derived from.
    pub code: String,
    /// The server's address.
    pub url: String,
    /// The clinic key.
    pub clinic_key: String,
    /// The clinic's id in hex.
    pub clinic: String,
}

interlude_clinical::redacted!(NewClinicForm, SetUp, Kit);

impl<P: Platform> Clinician<P> {
    /// Founds a clinic and the account of its first lead, who can then sign in.
    ///
    /// # Errors
    /// [`ClientError::Invalid`] names the wrong field, the token included; nothing was founded then. A network or server
    /// error. [`ClientError::WrongClinic`] if the server founded another clinic.
    pub async fn set_up(&self, form: NewClinicForm) -> Result<SetUp, ClientError> {
        let random = &self.host.random;
        let named = |text: &str| !text.trim().is_empty();
        if !named(&form.clinic_name) || !named(&form.lead_name) {
            return Err(ClientError::Invalid { what: "name" });
        }
        if !named(&form.login) {
            return Err(ClientError::Invalid { what: "login" });
        }
        let info = form.info.named(form.clinic_name.clone())?;
        let keys = NewClinicKeys::generate(&form.clinic_name, &form.lead_name, random);
        let keys = keys.map_err(|error| {
            let long = error == JournalError::Record(RecordError::TooLarge);
            if long { ClientError::Invalid { what: "name" } } else { error.into() }
        })?;
        let passphrase = generate_passphrase(random);
        let account = keys.account(&form.login, &passphrase, random);
        let (at, zone) = (self.utc()?, info.zone.clone());
        let policy = Policy { at, zone, replaces: None, info, dose_mg_per_kg: None };
        let records = self.first_records(&keys, policy)?;
        let request = keys.request(form.token.trim(), &account, &records);
        let call = Call::json(Caller::Nobody, Method::Post, path::CLINICS, &request)?;
        let founded: Founded = match self.server.ask(call).await {
            Err(SyncError::NotFound) => Err(ClientError::Invalid { what: "token" }),
            Err(SyncError::Refused { code, .. }) if code == "malformed" => {
                Err(ClientError::Invalid { what: "login" })
            }
            answer => answer.map_err(ClientError::from),
        }?;
        if founded.clinic != keys.pin.space() {
            return Err(ClientError::WrongClinic);
        }
        let ask = two_groups(random);
        let clinic = keys.pin.space().to_hex();
        let key = clinic_key(&keys.pin);
        let kit = Kit {
            code: keys.kit.text().to_string(),
            url: self.server.origin().to_owned(),
            clinic_key: key.clone(),
            clinic: clinic.clone(),
        };
        let mut state = self.state();
        state.pins.insert(keys.pin.space(), keys.pin);
        state.founding = Some(Founding { kit: keys.kit, ask });
        Ok(SetUp { clinic, clinic_key: key, kit, passphrase: passphrase.to_string(), ask })
    }

    /// Compares the groups typed back from paper, and wipes the root's code if they match.
    ///
    /// # Errors
    /// [`ClientError::WrongGroups`] if a group differs; [`ClientError::WrongStage`] if no kit waits for confirmation.
    pub fn confirm_kit(&self, groups: &[String; 2]) -> Result<(), ClientError> {
        let mut state = self.state();
        let founding = state.founding.as_ref().ok_or(ClientError::WrongStage)?;
        let typed = founding.ask.iter().zip(groups);
        if !typed.into_iter().all(|(group, text)| founding.kit.has_group(*group, text)) {
            return Err(ClientError::WrongGroups);
        }
        state.founding = None;
        Ok(())
    }

    /// Writes the first records of the lead's series: the clinic's key and its policy.
    fn first_records(&self, keys: &NewClinicKeys, policy: Policy) -> Result<Vec<u8>, ClientError> {
        let random = &self.host.random;
        let store = &mut MemoryStore::default();
        let me = Arc::new(crate::crypto::identity::Identity::from_seed(keys.lead.seed()));
        let mut journal = Journal::open(store, keys.pin, me, Bodies::All, None)?;
        journal.accept_page(store, keys.series, 0, &keys.genesis)?;
        let record = RecordId(generate(random));
        let entry = Writing::Entry { record, entry: Box::new(Entry::Policy(policy)) };
        journal.append(store, random, vec![entry], Vec::new(), self.host.mark_time())?;
        let series = journal.own_series().ok_or(ClientError::Internal)?;
        Ok(journal.page(store, series, 0)?)
    }
}

/// Draws two different groups of a code, counted from 1, in ascending order.
fn two_groups(random: &impl Random) -> [usize; 2] {
    let [one, two] = generate::<2>(random);
    let first = usize::from(one % 7);
    let second = (first + 1 + usize::from(two % 6)) % 7;
    [first.min(second) + 1, first.max(second) + 1]
}
