//! Recording an infusion: what was typed is checked, asked about and confirmed before it is written.

use serde::Deserialize;

use super::Clinician;
use super::take_back::reason;
use super::view::filed;
use crate::error::ClientError;
use crate::host::Platform;
use interlude_clinical::doubt::{InfusionDoubts, infusion_doubts};
use interlude_clinical::entry::current::standing;
use interlude_clinical::entry::infusion::{Infusion, Route, WeightUnit};
use interlude_clinical::entry::{Entry, Filed};
use interlude_clinical::moment::{Moment, Zone};
use interlude_protocol::id::{RecordId, SpaceId};

/// An infusion, as typed.
#[derive(Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct InfusionForm {
    /// The patient's space in hex.
    pub patient: String,
    /// The year of birth, retyped for this patient.
    pub year_of_birth: i32,
    /// When it began (RFC 3339 with offset).
    pub at: String,
    /// IANA name of the time zone.
    pub zone: String,
    /// `iv`, `im`, `in`, `sc`, `po` or `sl`.
    pub route: String,
    /// Dose in mg.
    pub dose_mg: f64,
    /// Body weight in `weight_unit`; `None` if it was not measured.
    pub weight: Option<f64>,
    /// The unit of `weight`.
    pub weight_unit: WeightUnit,
    /// Duration in minutes.
    pub duration_minutes: u16,
    /// The record in hex of the infusion that this one corrects; `None` for another infusion.
    pub replaces: Option<String>,
    /// What was asked about and is right, word for word as [`Clinician::check_infusion`] said it.
    #[serde(default)]
    pub confirmed: Vec<String>,
    /// Why it is right; empty if nothing was asked.
    #[serde(default)]
    pub reason: String,
}

interlude_clinical::redacted!(InfusionForm);

impl<P: Platform> Clinician<P> {
    /// Returns what must be confirmed before an infusion is signed. Nothing is written.
    ///
    /// # Errors
    /// [`ClientError::Invalid`] names a wrong field; [`ClientError::UnknownPatient`]; [`ClientError::WrongYear`];
    /// [`ClientError::SessionEnded`] if nobody is signed in.
    pub fn check_infusion(&self, form: &InfusionForm) -> Result<InfusionDoubts, ClientError> {
        let (patient, infusion) = self.typed_infusion(form)?;
        self.doubts_of(patient, &infusion)
    }

    /// Writes an infusion, or the correction of one, into the patient's shared journal and returns its record.
    ///
    /// A corrected infusion is kept and shown beside its correction. A retry with the same form makes no second record.
    ///
    /// # Errors
    /// [`ClientError::Invalid`] names a wrong field; [`ClientError::InfusionNotConfirmed`] if something was asked about and
    /// not confirmed; [`ClientError::UnknownRecord`] if the infusion to correct is not current; [`ClientError::NotAllowed`]
    /// if it is no infusion; [`ClientError::UnknownPatient`]; [`ClientError::WrongYear`]; a network or server error.
    pub async fn record_infusion(&self, form: &InfusionForm) -> Result<RecordId, ClientError> {
        let (patient, infusion) = self.typed_infusion(form)?;
        let corrected =
            |of| self.host.shelf.look(patient, |journal| correction_of(&filed(journal), of));
        if let Some(of) = infusion.replaces {
            let before = corrected(of).ok_or(ClientError::UnknownPatient)??;
            if let Some((record, before)) = before {
                if before != infusion {
                    return Err(ClientError::UnknownRecord);
                }
                self.write(patient, Vec::new()).await?;
                return Ok(record);
            }
        }
        let doubts = self.doubts_of(patient, &infusion)?;
        if doubts.refused.is_some() {
            return Err(ClientError::Invalid { what: "time" });
        }
        if !doubts.asked.iter().all(|it| form.confirmed.contains(&it.text)) {
            return Err(ClientError::InfusionNotConfirmed);
        }
        if !doubts.asked.is_empty() {
            reason(&form.reason)?;
        }
        self.write_once(patient, Entry::Infusion(infusion)).await
    }

    /// Reads the fields of an infusion.
    fn typed_infusion(&self, form: &InfusionForm) -> Result<(SpaceId, Infusion), ClientError> {
        let patient = self.retyped(&form.patient, form.year_of_birth)?;
        let route = Route::from_code(&form.route).ok_or(ClientError::Invalid { what: "route" })?;
        let why = form.reason.trim();
        let infusion = Infusion {
            at: Moment::parse(&form.at)?,
            zone: Zone::parse(&form.zone)?,
            replaces: form.replaces.as_deref().map(record_of).transpose()?,
            route,
            dose_mg: form.dose_mg,
            weight_kg: form.weight.map(|it| form.weight_unit.kg(it)),
            duration_minutes: form.duration_minutes,
            reason: if why.is_empty() { None } else { Some(reason(why)?.to_owned()) },
        };
        infusion.check()?;
        Ok((patient, infusion))
    }

    fn doubts_of(
        &self,
        patient: SpaceId,
        infusion: &Infusion,
    ) -> Result<InfusionDoubts, ClientError> {
        let range = self.policy().and_then(|policy| policy.dose_mg_per_kg);
        let now = self.utc()?;
        // After a failed try the infusion lies in the journal already, and is no second one.
        let tried = self.being_written(&Entry::Infusion(infusion.clone()));
        let own: Vec<RecordId> = infusion.replaces.into_iter().chain(tried).collect();
        self.with_patient(patient, |facts| infusion_doubts(facts, infusion, &own, range, &now))
    }
}

fn record_of(hex: &str) -> Result<RecordId, ClientError> {
    RecordId::from_hex(hex).map_err(|_| ClientError::UnknownRecord)
}

/// Returns the correction of the infusion in `record`; `None` while it is current.
///
/// # Errors
/// [`ClientError::UnknownRecord`] if there is no such record or it was taken back; [`ClientError::NotAllowed`] if it is
/// another kind of entry.
fn correction_of(
    entries: &[Filed<'_>],
    record: RecordId,
) -> Result<Option<(RecordId, Infusion)>, ClientError> {
    let standing = standing(entries);
    if let Some(current) = standing.current.iter().find(|it| it.record == record) {
        let given = matches!(current.entry, Entry::Infusion(_));
        return if given { Ok(None) } else { Err(ClientError::NotAllowed) };
    }
    let gone = standing.withdrawn.iter().find(|it| it.original.record == record);
    let by = gone.and_then(|it| it.by).ok_or(ClientError::UnknownRecord)?;
    let correction = entries.iter().find(|it| it.record == by);
    match correction.map(|it| it.entry) {
        Some(Entry::Infusion(infusion)) => Ok(Some((by, infusion.clone()))),
        _ => Err(ClientError::UnknownRecord),
    }
}
