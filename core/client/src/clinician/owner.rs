//! The patient's clinician, and the clinic's team.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Clinician;
use super::view::filed;
use crate::error::ClientError;
use crate::host::Platform;
use crate::journal::{Journal, Opened};
use crate::language::words;
use interlude_clinical::entry::current::standing;
use interlude_clinical::entry::treatment::Owner;
use interlude_clinical::entry::{Entry, Side};
use interlude_clinical::moment::Zone;
use interlude_clinical::timeline::{Colleague, OwnerView, Team};
use interlude_protocol::id::{Fingerprint, RecordId, SpaceId};
use interlude_protocol::record::open::Role;

/// Hands a patient to a clinician.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct OwnerForm {
    /// The patient's space in hex.
    pub patient: String,
    /// The year of birth, retyped for this patient.
    pub year_of_birth: i32,
    /// The clinician's fingerprint in hex.
    pub clinician: String,
    /// The current time (RFC 3339 with offset).
    pub at: String,
    /// IANA name of the time zone.
    pub zone: String,
}

/// The clinicians whom a patient can be handed to.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct TeamView {
    /// The leads and clinicians of the clinic, by name.
    pub people: Vec<OwnerView>,
}

interlude_clinical::redacted!(OwnerForm, TeamView);

impl<P: Platform> Clinician<P> {
    /// Returns the clinicians whom a patient can be handed to.
    ///
    /// # Errors
    /// [`ClientError::SessionEnded`] if nobody is signed in.
    pub fn team_view(&self) -> Result<TeamView, ClientError> {
        self.staff()?;
        let team = self.team();
        let here = team.people.iter().filter(|it| it.is_here);
        let view = |it: &Colleague| team.view(it.id, words());
        let mut people: Vec<OwnerView> = here.map(view).collect();
        people.sort_by(|a, b| (&a.text, &a.id).cmp(&(&b.text, &b.id)));
        Ok(TeamView { people })
    }

    /// Names the patient's clinician. If it is that person already, as in a retry, nothing is written.
    ///
    /// # Errors
    /// [`ClientError::Invalid`] if it is nobody of the clinic's team or the time is wrong; [`ClientError::UnknownPatient`];
    /// [`ClientError::WrongYear`]; a network or server error.
    pub async fn set_owner(&self, form: &OwnerForm) -> Result<(), ClientError> {
        let patient = self.retyped(&form.patient, form.year_of_birth)?;
        let team = self.team();
        let named = Fingerprint::from_hex(&form.clinician).ok();
        let here = |id: &Fingerprint| team.people.iter().any(|it| it.is_here && it.id == *id);
        let clinician = named.filter(here).ok_or(ClientError::Invalid { what: "clinician" })?;
        let (at, zone) = (self.happened(&form.at)?, Zone::parse(&form.zone)?);
        let current = self.host.shelf.look(patient, current_owner);
        let current = current.ok_or(ClientError::UnknownPatient)?;
        if current.is_some_and(|(_, id)| id == clinician) {
            return self.write(patient, Vec::new()).await;
        }
        let replaces = current.map(|(record, _)| record);
        let owner = Owner { at, zone, replaces, clinician };
        self.write_once(patient, Entry::Owner(owner)).await.map(drop)
    }

    /// Returns the clinic's people and who admitted each patient.
    pub(super) fn team(&self) -> Team {
        let Ok(staff) = self.staff() else { return Team::default() };
        let clinic = staff.clinic.space();
        let mut team = self.host.shelf.look_together(|journals| {
            journals.get(&clinic).map(|journal| of(journal, journals)).unwrap_or_default()
        });
        team.reader = Some(staff.me.fingerprint());
        team
    }
}

fn of(clinic: &Journal, journals: &BTreeMap<SpaceId, Journal>) -> Team {
    let fold = clinic.fold();
    let belongs = |role| matches!(role, Role::Lead | Role::Clinician);
    let known = fold.members().map(|(id, _)| id).chain(fold.removed());
    let people = known.filter(|id| fold.role_of(id).is_some_and(belongs)).map(|id| Colleague {
        id,
        name: fold.name_of(&id).map(str::to_owned),
        is_here: fold.is_member(&id),
    });
    let mut admitted = BTreeMap::new();
    for opened in by_time(clinic.entries_of(|entry| matches!(entry, Entry::Admit(_)))) {
        if let Some(Entry::Admit(admit)) = opened.entry {
            admitted.entry(admit.pin.space()).or_insert(opened.author);
        }
    }
    for (space, journal) in journals {
        // If the record of an admission is damaged, the clinic's first author in the patient's journal counts.
        if *space != clinic.pin().space() && !admitted.contains_key(space) {
            admitted.extend(first_of_clinic(journal.entries()).map(|it| (*space, it)));
        }
    }
    Team { people: people.collect(), admitted, reader: None }
}

/// Entries that are shown, by time and then by record.
fn by_time(opened: Vec<Opened<'_>>) -> Vec<Opened<'_>> {
    let mut shown: Vec<Opened<'_>> = opened.into_iter().filter(|it| it.filed().is_some()).collect();
    shown.sort_by(|a, b| {
        let at = |it: &Opened<'_>| it.entry.map(|entry| entry.at().clone());
        at(a).cmp(&at(b)).then(a.record.cmp(&b.record))
    });
    shown
}

fn first_of_clinic(opened: Vec<Opened<'_>>) -> Option<Fingerprint> {
    let by = |it: &Opened<'_>| it.filed().map(|filed| filed.by);
    by_time(opened).into_iter().find(|it| by(it) == Some(Side::Clinic)).map(|it| it.author)
}

fn current_owner(journal: &Journal) -> Option<(RecordId, Fingerprint)> {
    standing(&filed(journal)).current.iter().rev().find_map(|it| {
        let Entry::Owner(owner) = it.entry else { return None };
        Some((it.record, owner.clinician))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::RecordState;
    use interlude_clinical::entry::Note;
    use interlude_clinical::moment::Moment;
    use interlude_protocol::id::{RecordHash, SeriesId};

    #[test]
    fn without_an_admission_the_first_author_of_the_clinic_owns_the_patient() {
        let note = |day: u8| {
            let at = Moment::parse(&format!("2026-05-{day:02}T09:12:00-04:00")).unwrap();
            let zone = Zone::parse("America/New_York").unwrap();
            Entry::Note(Note { at, zone, replaces: None, text: String::new() })
        };
        let notes = [note(1), note(2), note(3), note(4)];
        let opened = |day: usize, role, state| Opened {
            record: RecordId([1; 16]),
            hash: RecordHash([2; 32]),
            series: SeriesId([3; 16]),
            seq: 1,
            author: Fingerprint([u8::try_from(day).unwrap(); 32]),
            role: Some(role),
            state,
            entry: Some(&notes[day - 1]),
        };
        let (counted, late) = (RecordState::Counted, RecordState::Late);
        let device = opened(1, Role::Device, counted);
        let removed = opened(2, Role::Lead, late);
        let all = vec![
            opened(4, Role::Lead, counted),
            opened(3, Role::Clinician, counted),
            removed,
            device,
        ];
        assert_eq!(first_of_clinic(all), Some(Fingerprint([3; 32])));
        assert_eq!(first_of_clinic(vec![device]), None);
    }
}
