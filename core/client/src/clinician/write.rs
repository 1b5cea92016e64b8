//! Writing a clinician's entries. An entry is saved once the server confirms the head of its series.

use serde::Deserialize;

use super::{Clinician, InfoForm, NewPatient};
use crate::crypto::random::generate;
use crate::error::ClientError;
use crate::host::Platform;
use crate::journal::{Opened, RecordState, Writing};
use interlude_clinical::entry::current::profile;
use interlude_clinical::entry::{Entry, Filed, Policy, Profile};
use interlude_protocol::id::{RecordId, SpaceId};

/// A corrected profile of a patient.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ProfileForm {
    /// The patient's space in hex.
    pub patient: String,
    /// The year of birth before the correction, retyped for this patient.
    pub year_of_birth: i32,
    /// The whole corrected profile.
    pub person: NewPatient,
}

interlude_clinical::redacted!(ProfileForm);

impl<P: Platform> Clinician<P> {
    /// Corrects a patient's profile: writes an entry that replaces the current one, which is kept.
    ///
    /// Scores are computed when shown, so earlier answers are scored by the corrected sex. If nothing changed, as in a
    /// retry, nothing is written.
    ///
    /// # Errors
    /// [`ClientError::NewerJournal`] if the current profile has fields that this version does not know, since the correction
    /// would drop them; [`ClientError::Invalid`] names a wrong field; [`ClientError::UnknownPatient`];
    /// [`ClientError::WrongYear`]; a network or server error.
    pub async fn correct_profile(&self, form: &ProfileForm) -> Result<(), ClientError> {
        let patient = self.retyped(&form.patient, form.year_of_birth)?;
        let current = self.host.shelf.look(patient, |journal| current_profile(&journal.entries()));
        let current = current.ok_or(ClientError::UnknownPatient)??;
        let replaces = current.as_ref().map(|(record, _)| *record);
        let next = form.person.clone().profile(self.utc()?, self.zone()?, replaces)?;
        let unchanged = current.is_some_and(|(_, before)| {
            let Profile { at, zone, replaces, .. } = before.clone();
            before == Profile { at, zone, replaces, ..next.clone() }
        });
        if unchanged {
            return self.write(patient, Vec::new()).await;
        }
        self.write_once(patient, Entry::Profile(next)).await.map(|_| ())
    }

    /// Returns the patient, after comparing the retyped year of birth.
    ///
    /// # Errors
    /// [`ClientError::WrongYear`] if the year differs; [`ClientError::UnknownPatient`].
    pub(super) fn retyped(
        &self,
        patient: &str,
        year_of_birth: i32,
    ) -> Result<SpaceId, ClientError> {
        let patient = self.patient(patient)?;
        self.check_year(patient, year_of_birth)?;
        Ok(patient)
    }

    /// Changes the clinic's information in its policy, and in every shared journal.
    ///
    /// # Errors
    /// [`ClientError::Invalid`] if the time zone is unknown; [`ClientError::SessionEnded`] while the clinic's space is not
    /// open; a network or server error.
    pub async fn set_clinic_info(&self, form: InfoForm) -> Result<(), ClientError> {
        let clinic = self.staff()?.clinic.space();
        let old = self.policy().ok_or(ClientError::SessionEnded)?;
        let info = form.named(old.info.name.clone())?;
        let (at, zone) = (self.utc()?, info.zone.clone());
        let policy = Policy { at, zone, replaces: None, info, dose_mg_per_kg: old.dose_mg_per_kg };
        self.write_once(clinic, Entry::Policy(policy)).await?;
        self.settle().await
    }

    /// Appends to a space and waits until the server confirms its head.
    pub(super) async fn write(
        &self,
        space: SpaceId,
        writings: Vec<Writing>,
    ) -> Result<(), ClientError> {
        self.append(space, writings)?;
        self.echoed(space).await
    }

    /// Appends to a space on this page only. A record that was appended before is skipped.
    pub(super) fn append(&self, space: SpaceId, writings: Vec<Writing>) -> Result<(), ClientError> {
        let (random, at) = (&self.host.random, self.host.mark_time());
        let append = self
            .host
            .shelf
            .with(space, |journal, store| journal.append(store, random, writings, Vec::new(), at));
        Ok(append.ok_or(ClientError::UnknownPatient)??)
    }

    /// Waits until the server confirms the head of a space.
    pub(super) async fn echoed(&self, space: SpaceId) -> Result<(), ClientError> {
        self.syncing().space(space).await?;
        let waiting = self.host.shelf.look(space, crate::journal::Journal::waiting);
        if waiting == Some(0) { Ok(()) } else { Err(ClientError::Offline { retry_after: None }) }
    }

    /// Writes one entry and returns its record, the same one in a retry.
    pub(super) async fn write_once(
        &self,
        space: SpaceId,
        entry: Entry,
    ) -> Result<RecordId, ClientError> {
        let record = self.name_of(&entry);
        self.write(space, vec![Writing::Entry { record, entry: Box::new(entry) }]).await?;
        self.state().writing = None;
        Ok(record)
    }

    /// Returns the record of `entry` while it is being written, as after a failed try.
    pub(super) fn being_written(&self, entry: &Entry) -> Option<RecordId> {
        let state = self.state();
        state.writing.as_ref().filter(|(known, _)| known == entry).map(|(_, record)| *record)
    }

    /// Returns the id for the record of `entry`, the same one while the entry is being written.
    fn name_of(&self, entry: &Entry) -> RecordId {
        if let Some(record) = self.being_written(entry) {
            return record;
        }
        let record = RecordId(generate(&self.host.random));
        self.state().writing = Some((entry.clone(), record));
        record
    }
}

/// Returns the current profile.
///
/// # Errors
/// [`ClientError::NewerJournal`] if this version does not know all its fields.
fn current_profile(opened: &[Opened<'_>]) -> Result<Option<(RecordId, Profile)>, ClientError> {
    let filed: Vec<Filed<'_>> = opened.iter().filter_map(Opened::filed).collect();
    let Some((record, profile)) = profile(&filed) else { return Ok(None) };
    if opened.iter().any(|it| it.record == record && it.state == RecordState::Newer) {
        return Err(ClientError::NewerJournal);
    }
    Ok(Some((record, profile.clone())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use interlude_protocol::id::{Fingerprint, RecordHash, SeriesId};
    use interlude_protocol::record::open::Role;

    #[test]
    fn a_profile_with_unknown_fields_is_not_replaced() {
        let text = r#"{"kind":"profile","at":"2026-05-12T09:12:00-04:00","zone":"America/New_York","name":"R",
            "allergies":"penicillin"}"#;
        let reading = Entry::read(text.as_bytes()).unwrap();
        assert!(reading.newer);
        let entry = reading.entry.unwrap();
        let in_state = |state| Opened {
            record: RecordId([1; 16]),
            hash: RecordHash([2; 32]),
            series: SeriesId([3; 16]),
            seq: 1,
            author: Fingerprint([4; 32]),
            role: Some(Role::Lead),
            state,
            entry: Some(&entry),
        };
        assert_eq!(
            current_profile(&[in_state(RecordState::Newer)]).err(),
            Some(ClientError::NewerJournal)
        );
        let known = current_profile(&[in_state(RecordState::Counted)]).unwrap().unwrap();
        assert_eq!(known.1.name, "R");
        assert!(current_profile(&[]).unwrap().is_none());
    }
}
