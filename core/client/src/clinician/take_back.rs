//! Retracting a rating or an infusion that was written by mistake, such as for the wrong patient.

use serde::Deserialize;

use super::Clinician;
use super::view::filed;
use crate::error::ClientError;
use crate::host::Platform;
use interlude_clinical::entry::current::standing;
use interlude_clinical::entry::{Entry, Filed, Retraction, Side};
use interlude_clinical::moment::Zone;
use interlude_protocol::id::RecordId;

/// A record to retract, with the reason.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct TakeBackForm {
    /// The patient's space in hex.
    pub patient: String,
    /// The year of birth, retyped for this patient.
    pub year_of_birth: i32,
    /// The record to retract, in hex.
    pub record: String,
    /// The reason, in the clinician's words: 1 to 500 characters.
    pub why: String,
    /// The current time (RFC 3339 with offset).
    pub at: String,
    /// IANA name of the time zone.
    pub zone: String,
}

interlude_clinical::redacted!(TakeBackForm);

/// Longest reason, in characters.
const MOST_CHARACTERS: usize = 500;

impl<P: Platform> Clinician<P> {
    /// Retracts a rating, an infusion or a planned one. The record is kept and shown as taken back; it no longer counts.
    ///
    /// A retry after an error makes no second record.
    ///
    /// # Errors
    /// [`ClientError::NotAllowed`] if the patient wrote the record or it is another kind of entry;
    /// [`ClientError::UnknownRecord`] if the patient's journal has no such record; [`ClientError::Invalid`] if the reason
    /// is empty or too long; [`ClientError::UnknownPatient`]; [`ClientError::WrongYear`]; a network or server error.
    pub async fn take_back(&self, form: &TakeBackForm) -> Result<(), ClientError> {
        let patient = self.retyped(&form.patient, form.year_of_birth)?;
        let why = reason(&form.why)?;
        let of = RecordId::from_hex(&form.record).map_err(|_| ClientError::UnknownRecord)?;
        let can = self.host.shelf.look(patient, |journal| can_take_back(&filed(journal), of));
        if !can.ok_or(ClientError::UnknownPatient)?? {
            return self.write(patient, Vec::new()).await;
        }
        let (at, zone, why) = (self.happened(&form.at)?, Zone::parse(&form.zone)?, why.to_owned());
        self.write_once(patient, Entry::Retraction(Retraction { at, zone, of, why })).await?;
        Ok(())
    }
}

/// Trims and checks a reason.
///
/// # Errors
/// [`ClientError::Invalid`] if it has no letter or digit, or is too long.
pub(super) fn reason(why: &str) -> Result<&str, ClientError> {
    let why = why.trim();
    // Spaces and marks of direction alone say nothing.
    if !why.chars().any(char::is_alphanumeric) || why.chars().count() > MOST_CHARACTERS {
        return Err(ClientError::Invalid { what: "reason" });
    }
    Ok(why)
}

/// Returns whether the clinic's rating or infusion, given or planned, in `record` is not retracted yet.
fn can_take_back(entries: &[Filed<'_>], record: RecordId) -> Result<bool, ClientError> {
    let written = entries.iter().find(|it| it.record == record);
    let written = written.ok_or(ClientError::UnknownRecord)?;
    let kind = matches!(
        written.entry,
        Entry::Response(_) | Entry::Infusion(_) | Entry::PlannedInfusion(_)
    );
    if !kind || written.by != Side::Clinic {
        return Err(ClientError::NotAllowed);
    }
    Ok(standing(entries).current.iter().any(|it| it.record == record))
}
