//! A clinician takes back what the clinic wrote by mistake, such as about the wrong patient.

use serde::Deserialize;

use super::Clinician;
use super::view::filed;
use crate::error::ClientError;
use crate::host::Platform;
use interlude_clinical::entry::current::standing;
use interlude_clinical::entry::{Entry, Filed, Retraction, Side};
use interlude_clinical::moment::Zone;
use interlude_protocol::id::RecordId;

/// What is taken back, and why.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct TakeBackForm {
    /// The patient's space in hex.
    pub patient: String,
    /// The year of birth, retyped for this patient.
    pub year_of_birth: i32,
    /// The record in hex.
    pub record: String,
    /// Why, in the clinician's words: 1 to 500 characters.
    pub why: String,
    /// Now (RFC 3339 with offset).
    pub at: String,
    /// IANA name of the zone.
    pub zone: String,
}

interlude_clinical::redacted!(TakeBackForm);

/// Longest reason, in characters.
const MOST_CHARACTERS: usize = 500;

impl<P: Platform> Clinician<P> {
    /// Takes back a rating or an infusion. It is kept, shown as taken back, and counts no more.
    ///
    /// Repeating it after an error makes no second record. [`ClientError::NotAllowed`] for what the patient wrote
    /// and for other kinds of entry, [`ClientError::UnknownRecord`] for a record that this patient's journal does
    /// not hold, [`ClientError::Invalid`] for a reason that is empty or too long.
    pub async fn take_back(&self, form: &TakeBackForm) -> Result<(), ClientError> {
        let patient = self.retyped(&form.patient, form.year_of_birth)?;
        let why = reason(&form.why)?;
        let of = RecordId::from_hex(&form.record).map_err(|_| ClientError::UnknownRecord)?;
        let stands = self.host.shelf.look(patient, |journal| stands(&filed(journal), of));
        if !stands.ok_or(ClientError::UnknownPatient)?? {
            return self.write(patient, Vec::new()).await;
        }
        let (at, zone, why) = (self.happened(&form.at)?, Zone::parse(&form.zone)?, why.to_owned());
        self.write_once(patient, Entry::Retraction(Retraction { at, zone, of, why })).await?;
        Ok(())
    }
}

/// Why something is taken back, in a person's words; [`ClientError::Invalid`] if it is empty or too long.
pub(super) fn reason(why: &str) -> Result<&str, ClientError> {
    let why = why.trim();
    if why.is_empty() || why.chars().count() > MOST_CHARACTERS {
        return Err(ClientError::Invalid { what: "reason" });
    }
    Ok(why)
}

/// Whether the clinic's rating or infusion in that record still stands.
fn stands(entries: &[Filed<'_>], record: RecordId) -> Result<bool, ClientError> {
    let written = entries.iter().find(|it| it.record == record);
    let written = written.ok_or(ClientError::UnknownRecord)?;
    let kind = matches!(written.entry, Entry::Response(_) | Entry::Infusion(_));
    if !kind || written.by != Side::Clinic {
        return Err(ClientError::NotAllowed);
    }
    Ok(standing(entries).current.iter().any(|it| it.record == record))
}
