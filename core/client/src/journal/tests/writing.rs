use std::sync::Arc;

use super::people::{AT, World, note, writing};
use crate::crypto::identity::Identity;
use crate::journal::*;
use interlude_clinical::entry::Entry;
use interlude_protocol::id::RecordId;
use interlude_protocol::record::codec::Bodies;
use interlude_protocol::record::open::{Add, Close, Member, Open, Remove, Role, Why};

#[test]
fn founding_writes_genesis_mark_clinician_and_key_in_order() {
    let phone = World::new(1).phone(MemoryStore::new());
    assert_eq!(phone.own_kinds(), ["genesis", "mark", "add", "grant"]);
    assert_eq!(phone.journal.fold().members().count(), 3);
}

#[test]
fn an_own_journal_has_no_clinician_and_no_mark() {
    let world = World::new(1);
    let mut store = MemoryStore::new();
    let mut journal = Journal::found(
        &mut store,
        &world.random,
        Arc::clone(&world.device),
        Founding {
            body: world.own_body(),
            directory: None,
            writings: Vec::new(),
            beside: Vec::new(),
        },
        AT,
    )
    .unwrap();
    journal.append(&mut store, &world.random, vec![writing(1, "mine")], Vec::new(), AT).unwrap();
    let own = super::people::Program { store, journal };
    assert_eq!(own.own_kinds(), ["genesis", "grant", "entry"]);
    assert!(own.journal.fold().members().all(|(_, role)| role != Role::Clinician));
    let mut own = own;
    let refused =
        own.journal.append(&mut own.store, &world.random, vec![world.add_lead()], Vec::new(), AT);
    assert_eq!(refused, Err(JournalError::NotAllowed));
}

#[test]
fn the_phone_sees_that_the_clinic_opened_its_entry() {
    let world = World::new(1);
    let mut phone = world.phone(MemoryStore::new());
    phone.write(&world, 1, "first");
    let mut clinician = world.clinician(phone.journal.pin());
    clinician.pull(&phone);
    assert_eq!(clinician.texts(), ["first"]);
    let series = phone.journal.own_series().unwrap();
    assert_eq!(phone.journal.opened_by_clinic(series, 4), None);
    assert!(clinician.catch_up(&world));
    phone.pull(&clinician);
    assert_eq!(phone.journal.opened_by_clinic(series, 4), Some(AT));
    phone.write(&world, 2, "second");
    let last = phone.journal.tips()[&series].count - 1;
    assert_eq!(phone.journal.opened_by_clinic(series, last), None);
}

#[test]
fn a_reopened_journal_has_all_entries() {
    let world = World::new(1);
    let mut phone = world.phone(MemoryStore::new());
    phone.write(&world, 1, "first");
    let pin = phone.journal.pin();
    let directory = Some(world.directory().journal.directory());
    let device = Arc::clone(&world.device);
    phone.journal = Journal::open(&mut phone.store, pin, device, Bodies::All, directory).unwrap();
    assert_eq!(phone.texts(), ["first"]);
    phone.write(&world, 2, "second");
    assert_eq!(phone.texts(), ["first", "second"]);
    assert_eq!(phone.own_kinds(), ["genesis", "mark", "add", "grant", "entry", "entry"]);
}

#[test]
fn writing_an_entry_twice_makes_one_record() {
    let world = World::new(1);
    let mut phone = world.phone(MemoryStore::new());
    phone.write(&world, 1, "first");
    phone.write(&world, 1, "first");
    assert_eq!(phone.own_kinds().iter().filter(|kind| **kind == "entry").count(), 1);
    assert_eq!(phone.journal.counts().counted, 1);
}

#[test]
fn the_commit_of_a_record_deletes_its_draft() {
    let world = World::new(1);
    let mut phone = world.phone(MemoryStore::new());
    let record = RecordId([1; 16]);
    let draft = SealedDraft { record, sealed: vec![1] };
    phone.store.commit(&[Change::SaveDraft(draft)]).unwrap();
    let beside = vec![Change::DropDraft(record)];
    phone
        .journal
        .append(&mut phone.store, &world.random, vec![writing(1, "x")], beside, AT)
        .unwrap();
    assert!(phone.store.drafts().unwrap().is_empty());
}

#[test]
fn unsupported_records_are_refused_without_a_change() {
    let world = World::new(1);
    let mut phone = world.phone(MemoryStore::new());
    let before = phone.journal.tips();
    let subject = world.lead.fingerprint();
    let refused = [
        Open::Remove(Remove { subject, cuts: Vec::new(), reason: String::new() }),
        Open::Close(Close { why: Why::Erase }),
        Open::Add(Add {
            member: Member::presented(Role::Device, world.lead.public().clone(), None, [0; 64]),
            reason: None,
        }),
    ];
    for open in refused {
        let writings = vec![writing(1, "x"), Writing::Open(open)];
        let done = phone.journal.append(&mut phone.store, &world.random, writings, Vec::new(), AT);
        assert_eq!(done, Err(JournalError::NotYet));
        assert_eq!(phone.journal.tips(), before);
    }
    assert!(phone.texts().is_empty());
}

#[test]
fn a_stranger_cannot_write() {
    let world = World::new(1);
    let phone = world.phone(MemoryStore::new());
    let mut stranger = World::new(2).clinician(phone.journal.pin());
    stranger.pull(&phone);
    let writings = vec![writing(1, "x")];
    let done =
        stranger.journal.append(&mut stranger.store, &world.random, writings, Vec::new(), AT);
    assert_eq!(done, Err(JournalError::NotAllowed));
    assert!(!stranger.catch_up(&world));
}

#[test]
fn entries_too_long_for_a_record_are_refused() {
    let world = World::new(1);
    let mut phone = world.phone(MemoryStore::new());
    let entry = Box::new(note(&"x".repeat(70_000)));
    let writings = vec![Writing::Entry { record: RecordId([1; 16]), entry }];
    let done = phone.journal.append(&mut phone.store, &world.random, writings, Vec::new(), AT);
    assert_eq!(done, Err(JournalError::TooLong));
}

#[test]
fn a_receipt_must_match_the_log() {
    let world = World::new(1);
    let mut phone = world.phone(MemoryStore::new());
    let series = phone.journal.own_series().unwrap();
    let tip = phone.journal.tips()[&series];
    assert_eq!(phone.journal.waiting(), 4);
    let mut other = tip.hash;
    other.0[0] ^= 1;
    for lie in [
        Tip { count: tip.count + 1, ..tip },
        Tip { count: tip.count - 1, ..tip },
        Tip { hash: other, ..tip },
    ] {
        assert!(!phone.journal.acknowledge(&mut phone.store, series, lie).unwrap());
    }
    assert_eq!(phone.journal.waiting(), 4);
    assert!(phone.journal.acknowledge(&mut phone.store, series, tip).unwrap());
    assert_eq!(phone.journal.waiting(), 0);
}

#[test]
fn entries_that_a_role_may_not_write_are_counted_and_kept() {
    let world = World::new(1);
    let mut phone = world.phone(MemoryStore::new());
    let at = r#""at":"2026-05-12T09:12:00-04:00","zone":"America/New_York""#;
    let infusion =
        format!(r#"{{"kind":"infusion",{at},"route":"iv","dose_mg":41.0,"duration_minutes":40}}"#);
    let infusion = Entry::read(infusion.as_bytes()).unwrap().entry.unwrap();
    let writings = vec![Writing::Entry { record: RecordId([1; 16]), entry: Box::new(infusion) }];
    phone.journal.append(&mut phone.store, &world.random, writings, Vec::new(), AT).unwrap();
    assert_eq!(phone.journal.counts().not_allowed, 1);
    assert_eq!(phone.journal.entries().len(), 1);
    assert!(phone.journal.entries()[0].filed().is_none());
}

/// A member with a modified program can write anything, so readers decide what counts.
#[test]
fn only_a_lead_decides_what_patients_are_asked() {
    let world = World::new(1);
    let mut lead = world.directory();
    lead.write(&world, 1, "the first key");
    let clinician = Arc::new(Identity::generate(&world.random));
    let mut colleague = world.colleague(&clinician, &mut lead);
    let at = r#""at":"2026-05-12T09:12:00-04:00","zone":"America/New_York""#;
    let first = serde_json::to_string(&RecordId([1; 16])).unwrap();
    let entries = [
        format!(r#"{{"kind":"forms",{at},"instruments":["phq9"]}}"#),
        format!(r#"{{"kind":"instrument-file",{at},"text":"{{}}"}}"#),
        format!(r#"{{"kind":"retraction",{at},"of":{first},"why":"no"}}"#),
    ];
    for (name, json) in (10..).zip(&entries) {
        let entry = Entry::read(json.as_bytes()).unwrap().entry.unwrap_or_else(|| panic!("{json}"));
        let write = |program: &mut super::people::Program<MemoryStore>, name| {
            let writing =
                Writing::Entry { record: RecordId([name; 16]), entry: Box::new(entry.clone()) };
            program
                .journal
                .append(&mut program.store, &world.random, vec![writing], Vec::new(), AT)
                .unwrap();
        };
        write(&mut lead, name);
        colleague.pull(&lead);
        write(&mut colleague, name + 100);
        lead.pull(&colleague);
        for reader in [&lead, &colleague] {
            let states = reader.journal.entries();
            let state = |name: u8| {
                states.iter().find(|it| it.record == RecordId([name; 16])).map(|it| it.state)
            };
            assert_eq!(state(name), Some(RecordState::Counted), "{json}");
            assert_eq!(state(name + 100), Some(RecordState::NotAllowed), "{json}");
        }
    }
    // Entries that every clinician may write still count.
    colleague.write(&world, 2, "a word");
    lead.pull(&colleague);
    assert_eq!(lead.texts(), ["a word", "the first key"]);
    assert_eq!(lead.journal.counts().not_allowed, 3);
}
