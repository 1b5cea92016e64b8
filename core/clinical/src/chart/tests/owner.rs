//! The patient's clinician: the person who admitted the patient, until an entry names another.

use super::*;
use crate::entry::treatment::Owner;
use crate::panel::panel;
use crate::timeline::Colleague;
use interlude_protocol::id::Fingerprint;

fn id(person: u8) -> Fingerprint {
    Fingerprint([person; 32])
}

/// Dr Lee reads and admitted the patient, Dr Moreno belongs to the clinic, Dr Park left it.
fn team() -> Team {
    let person = |id, name: &str, is_here| Colleague { id, name: Some(name.to_owned()), is_here };
    let people = [(1, "Dr Lee", true), (2, "Dr Moreno", true), (3, "Dr Park", false)];
    let people = people.map(|(it, name, here)| person(id(it), name, here));
    let admitted = [(SpaceId([7; 16]), id(1)), (SpaceId([8; 16]), id(2))];
    Team { people: people.into(), admitted: admitted.into(), reader: Some(id(1)) }
}

fn named(time: &str, person: u8, replaces: Option<RecordId>) -> Entry {
    let at = at(&format!("2026-05-{time}:00-04:00"));
    Entry::Owner(Owner { at, zone: zone(), replaces, clinician: id(person) })
}

/// The owner on the chart and in the panel's row, which must be the same.
fn owner(journal: &Journal, team: &Team) -> Option<OwnerView> {
    let facts = Facts {
        patient: SpaceId([7; 16]),
        entries: &journal.filed(),
        library: &CATALOGUE,
        rules: Rules::usual(),
        team,
        words: Words::en_us(),
        counts: journal.counts,
    };
    let shown = chart(&facts, None, &at(NOW)).unwrap().owner;
    let row = panel(&[facts], &at(NOW), Words::en_us()).rows.remove(0);
    assert_eq!(row.owner, shown);
    shown
}

fn told(journal: &Journal) -> (String, bool) {
    let owner = owner(journal, &team()).unwrap();
    (owner.text, owner.is_me)
}

#[test]
fn at_first_it_is_the_person_who_admitted_the_patient() {
    let journal = Journal::default();
    assert_eq!(told(&journal), ("Dr Lee".to_owned(), true));
    assert_eq!(owner(&journal, Team::UNKNOWN), None, "a phone knows no directory");
}

#[test]
fn the_newest_entry_names_the_owner_in_whatever_order_entries_arrive() {
    let mut journal = Journal::default();
    journal.file(Side::Clinic, named("11T10:00", 3, None));
    journal.file(Side::Clinic, named("10T10:00", 2, None));
    assert_eq!(told(&journal), ("Dr Park, left the clinic".to_owned(), false));
    let first = journal.file(Side::Clinic, named("11T11:00", 1, None));
    assert_eq!(told(&journal), ("Dr Lee".to_owned(), true));
    // Two clinicians change the same entry at the same time: the later entry counts.
    journal.file(Side::Clinic, named("12T08:00", 2, Some(first)));
    journal.file(Side::Clinic, named("12T07:00", 3, Some(first)));
    assert_eq!(told(&journal), ("Dr Moreno".to_owned(), false));
}

#[test]
fn an_entry_that_was_taken_back_or_is_the_patients_names_nobody() {
    let mut journal = Journal::default();
    let record = journal.file(Side::Clinic, named("11T10:00", 2, None));
    journal.file(Side::Patient, named("12T08:00", 3, None));
    assert_eq!(told(&journal), ("Dr Moreno".to_owned(), false));
    journal.retract(Side::Clinic, record);
    assert_eq!(told(&journal), ("Dr Lee".to_owned(), true));
}

#[test]
fn somebody_who_is_not_in_the_directory_is_no_ones_name() {
    let mut journal = Journal::default();
    journal.file(Side::Clinic, named("11T10:00", 9, None));
    assert_eq!(told(&journal), ("Not in the clinic's directory".to_owned(), false));
}
