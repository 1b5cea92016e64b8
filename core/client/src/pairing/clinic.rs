//! Founding a clinic: the kit, the first lead, the first account (protocol.md 4.1).

use super::genesis::clinic_body;
use crate::crypto::code::{Code, CodeKind};
use crate::crypto::identity::Identity;
use crate::crypto::passphrase::{self, normal_login};
use crate::crypto::random::{Random, generate};
use crate::crypto::slot::{self, Means};
use crate::journal::{JournalError, genesis_record};
use interlude_protocol::id::{Pin, SeriesId, SlotId};
use interlude_protocol::primitive::sha256;
use interlude_protocol::record::genesis::pin;
use interlude_protocol::record::open::Role;
use interlude_protocol::wire::account::NewClinic;
use interlude_protocol::wire::bytes::{Bytes, Fixed};

/// The keys of a new clinic. Once this is dropped, only the kit contains the root's seed.
pub struct NewClinicKeys {
    /// The code of the clinic's kit, which the root is derived from. Print it, then wipe it.
    pub kit: Code,
    /// The first lead.
    pub lead: Identity,
    /// The clinic's pin.
    pub pin: Pin,
    /// The root's series, whose only record founds the clinic.
    pub series: SeriesId,
    /// The bytes of that record.
    pub genesis: Vec<u8>,
}

/// The first lead's account.
pub struct Account {
    /// Login in its stored form: NFKC, lower case.
    pub login: String,
    /// First half of the stretched passphrase, for signing in.
    pub auth: crate::crypto::Secret,
    /// The lead's sealed seed with the clinic's pin.
    pub slot: [u8; slot::SLOT],
}

impl NewClinicKeys {
    /// Generates the kit, the root, the first lead and the founding record.
    ///
    /// # Errors
    /// [`RecordError::TooLarge`](interlude_protocol::record::RecordError::TooLarge) if a name is longer than 80 characters.
    pub fn generate(
        clinic_name: &str,
        lead_name: &str,
        random: &(impl Random + ?Sized),
    ) -> Result<Self, JournalError> {
        let kit = Code::generate(CodeKind::Kit, random);
        let root = Identity::from_seed(&kit.seed());
        let lead = Identity::generate(random);
        let founders = [(Role::Root, &root, None), (Role::Lead, &lead, Some(lead_name))];
        let body = clinic_body(clinic_name, &founders, random)?;
        let (pin, series) = (pin(&body), SeriesId(generate(random)));
        let genesis = genesis_record(&root, series, body, random)?;
        Ok(Self { kit, lead, pin, series, genesis })
    }

    /// Creates the first lead's account. Takes 64 MiB and about 0.2 s.
    #[must_use]
    pub fn account(
        &self,
        login: &str,
        passphrase: &str,
        random: &(impl Random + ?Sized),
    ) -> Account {
        let split = passphrase::split(self.pin.space(), login, passphrase);
        let id = SlotId(generate(random));
        let slot = slot::seal(Means::Passphrase, id, &split.unlock, &self.lead, self.pin);
        Account { login: normal_login(login), auth: split.auth, slot }
    }

    /// Returns the body of `POST /v1/clinics`.
    ///
    /// `lead_records` are the first records of the lead's series, concatenated: the clinic's key, granted to the lead, and
    /// the first entries.
    #[must_use]
    pub fn request(&self, token: &str, account: &Account, lead_records: &[u8]) -> NewClinic {
        let records = [self.genesis.as_slice(), lead_records].concat();
        NewClinic {
            token: token.to_owned(),
            records: Bytes(records),
            fp: self.lead.fingerprint(),
            login: account.login.clone(),
            verifier: Fixed(sha256(&[account.auth.as_slice()])),
            slots: vec![Bytes(account.slot.to_vec())],
        }
    }
}
