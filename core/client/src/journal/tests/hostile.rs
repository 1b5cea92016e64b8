//! Dishonest servers, flipped bits and copies of a phone.

use std::sync::Arc;

use proptest::prelude::*;

use super::people::{AT, Program, World, writing};
use crate::journal::*;
use interlude_protocol::access::finding::Finding;
use interlude_protocol::id::{RecordId, SeriesId, SpaceId};
use interlude_protocol::record::RecordError;
use interlude_protocol::record::codec::{Bodies, Record};

fn reopened(world: &World, program: Program<MemoryStore>) -> Program<MemoryStore> {
    let Program { mut store, journal } = program;
    let directory = Some(world.directory().journal.directory());
    let me = Arc::clone(journal.me());
    let journal = Journal::open(&mut store, journal.pin(), me, Bodies::All, directory).unwrap();
    Program { store, journal }
}

fn copy(world: &World, program: &Program<MemoryStore>) -> Program<MemoryStore> {
    let mut store = program.store.clone();
    let directory = Some(world.directory().journal.directory());
    let me = Arc::clone(program.journal.me());
    let journal =
        Journal::open(&mut store, program.journal.pin(), me, Bodies::All, directory).unwrap();
    Program { store, journal }
}

/// Changes one byte of a stored record.
fn flip(store: &mut MemoryStore, space: SpaceId, series: SeriesId, seq: u64, byte: usize) {
    let (_, mut record) = store.records(space, series, seq, 1).unwrap().remove(0);
    record[byte] ^= 1;
    store.commit(&[Change::Mend { space, series, seq, record }]).unwrap();
}

#[test]
fn flipped_bits_are_found_counted_and_repaired() {
    let world = World::new(1);
    let mut phone = world.phone(MemoryStore::new());
    for name in 1..=3 {
        phone.write(&world, name, &format!("note {name}"));
    }
    let mut clinician = world.clinician(phone.journal.pin());
    clinician.pull(&phone);
    let space = phone.journal.pin().space();
    let series = phone.journal.own_series().unwrap();
    let whole = clinician.texts();
    for byte in [5, 20, 45, 80, 130, 180, 210, 263, 300, 1303] {
        let mut hurt = copy(&world, &clinician);
        flip(&mut hurt.store, space, series, 5, byte);
        let mut hurt = reopened(&world, hurt);
        assert!(hurt.journal.counts().damaged > 0, "byte {byte}");
        assert!(hurt.texts().len() < 3, "byte {byte}");
        // After a change of `prev` it is unknown which of the two records is damaged.
        assert!(byte == 130 || hurt.texts()[0] == "note 1");
        for (series, seq) in hurt.journal.damaged() {
            let page = phone.journal.page(&phone.store, series, seq).unwrap();
            hurt.journal.accept_page(&mut hurt.store, series, seq, &page).unwrap();
        }
        hurt.pull(&phone);
        assert_eq!(hurt.texts(), whole, "byte {byte}");
        assert_eq!(hurt.journal.counts().damaged, 0);
        assert_eq!(reopened(&world, hurt).texts(), whole);
    }
}

#[test]
fn a_mark_does_not_cover_a_damaged_record() {
    let world = World::new(1);
    let mut phone = world.phone(MemoryStore::new());
    phone.write(&world, 1, "first");
    phone.write(&world, 2, "second");
    let series = phone.journal.own_series().unwrap();
    let mut page = phone.journal.page(&phone.store, series, 0).unwrap();
    let length = page.len();
    page[length - 1304 - 1] ^= 1;
    let mut clinician = world.clinician(phone.journal.pin());
    clinician.journal.accept_page(&mut clinician.store, series, 0, &page).unwrap();
    assert_eq!(clinician.texts(), ["second"]);
    assert_eq!(clinician.journal.damaged(), [(series, 4)]);
    assert!(clinician.catch_up(&world));
    phone.pull(&clinician);
    assert_eq!(phone.journal.opened_by_clinic(series, 3), Some(AT));
    assert_eq!(phone.journal.opened_by_clinic(series, 4), None);
    assert_eq!(phone.journal.opened_by_clinic(series, 5), None);
}

#[test]
fn a_false_signature_leaves_the_verified_prefix_of_a_page() {
    let world = World::new(1);
    let mut phone = world.phone(MemoryStore::new());
    phone.write(&world, 1, "first");
    let series = phone.journal.own_series().unwrap();
    let mut page = phone.journal.page(&phone.store, series, 0).unwrap();
    let length = page.len();
    page[length - 1304 + 230] ^= 1;
    let mut clinician = world.clinician(phone.journal.pin());
    let accepted = clinician.journal.accept_page(&mut clinician.store, series, 0, &page).unwrap();
    assert_eq!((accepted.taken, accepted.error), (4, Some(RecordError::BadSignature)));
    clinician.pull(&phone);
    assert_eq!(clinician.texts(), ["first"]);
}

/// Checks that `entries_of` returns the same hash, state and entry as `entries`.
fn few_are_as_among_all(journal: &Journal) {
    let seen = |all: Vec<Opened<'_>>| {
        all.iter().map(|it| (it.hash, it.state, it.entry.cloned())).collect::<Vec<_>>()
    };
    let all = seen(journal.entries());
    assert!(all.len() > 2);
    for (_, _, entry) in &all {
        let alone = seen(journal.entries_of(|other| Some(other) == entry.as_ref()));
        let among: Vec<_> = all.iter().filter(|it| it.2 == *entry).cloned().collect();
        assert!(!alone.is_empty() && alone == among);
    }
}

#[test]
fn a_restored_copy_of_a_phone_begins_a_new_series_and_keeps_all_entries() {
    let world = World::new(1);
    let mut first = world.phone(MemoryStore::new());
    first.write(&world, 1, "before");
    let mut second = copy(&world, &first);
    first.write(&world, 2, "on the first");
    second.write(&world, 3, "on the second");
    second.write(&world, 4, "more on the second");
    let series = first.journal.own_series().unwrap();
    // The server has the records of `first`. `second` gets a conflict and fetches them.
    let page = first.journal.page(&first.store, series, 5).unwrap();
    let accepted = second.journal.accept_page(&mut second.store, series, 5, &page).unwrap();
    assert!(accepted.forked);
    assert_eq!(second.journal.own_series(), None);
    let superseded = second.journal.counts();
    assert_eq!(superseded.counted, 2);
    assert!(second.catch_up(&world));
    let new = second.journal.own_series().unwrap();
    assert_ne!(new, series);
    assert_eq!(second.journal.author(new), Some(world.device.fingerprint()));
    assert_eq!(second.texts(), ["before", "more on the second", "on the first", "on the second"]);
    first.pull(&second);
    assert_eq!(first.texts(), second.texts());
    // The entries keep their ids, so no reader counts them twice.
    let names: Vec<_> = first.journal.entries().iter().map(|opened| opened.record).collect();
    assert!(names.contains(&RecordId([3; 16])) && names.contains(&RecordId([4; 16])));
    few_are_as_among_all(&second.journal);
    // Nothing more is written.
    let before = second.journal.tips();
    assert!(!second.catch_up(&world) || second.journal.tips().len() == before.len());
    let again = reopened(&world, second);
    assert_eq!(again.texts().len(), 4);
    assert_eq!(again.journal.counts().counted, 4);
}

#[test]
fn a_series_that_another_copy_continued_is_not_continued() {
    let world = World::new(1);
    let mut first = world.phone(MemoryStore::new());
    let mut second = copy(&world, &first);
    first.write(&world, 1, "on the first");
    second.pull(&first);
    assert_eq!(second.journal.own_series(), None);
    second.write(&world, 2, "on the second");
    assert_ne!(second.journal.own_series(), first.journal.own_series());
    assert_eq!(second.texts(), ["on the first", "on the second"]);
}

#[test]
fn both_versions_of_a_forked_series_are_kept_and_shown() {
    let world = World::new(1);
    let mut first = world.phone(MemoryStore::new());
    let mut second = copy(&world, &first);
    first.write(&world, 1, "one version");
    second.write(&world, 2, "the other");
    second.write(&world, 3, "and on");
    let series = first.journal.own_series().unwrap();
    let mut clinician = world.clinician(first.journal.pin());
    clinician.pull(&first);
    let page = second.journal.page(&second.store, series, 4).unwrap();
    let accepted = clinician.journal.accept_page(&mut clinician.store, series, 4, &page).unwrap();
    assert_eq!((accepted.taken, accepted.forked), (0, true));
    assert_eq!(clinician.texts(), ["and on", "one version", "the other"]);
    assert_eq!(clinician.journal.counts().contested, 3);
    few_are_as_among_all(&clinician.journal);
    let space = first.journal.pin().space();
    let fork = Finding::Fork { space, series, seq: 4 };
    assert!(clinician.journal.findings().contains(&fork));
    let again = reopened(&world, clinician);
    assert!(again.journal.findings().contains(&fork));
    assert_eq!(again.journal.counts().contested, 3);
}

#[test]
fn a_series_shorter_than_remembered_is_reported() {
    let world = World::new(1);
    let mut phone = world.phone(MemoryStore::new());
    phone.write(&world, 1, "first");
    phone.write(&world, 2, "second");
    let series = phone.journal.own_series().unwrap();
    let (space, pin) = (phone.journal.pin().space(), phone.journal.pin());
    let tip = phone.journal.tips()[&series];
    // A browser, which keeps only tips.
    let remembering = |tip| {
        let mut program = world.clinician(pin);
        program.store.commit(&[Change::Remember { space, series, tip }]).unwrap();
        reopened(&world, program)
    };
    let mut behind = remembering(tip);
    let short = phone.journal.page(&phone.store, series, 0).unwrap();
    let short = &short[..short.len() - 1304];
    behind.journal.accept_page(&mut behind.store, series, 0, short).unwrap();
    let withheld = behind.journal.findings();
    assert!(matches!(withheld[..], [Finding::Withheld { named: 6, held: 5, .. }]), "{withheld:?}");
    behind.pull(&phone);
    assert!(behind.journal.findings().is_empty());
    let mut other = tip;
    other.hash.0[0] ^= 1;
    let mut changed = remembering(other);
    changed.pull(&phone);
    let found = changed.journal.findings();
    assert!(matches!(found[..], [Finding::Contradicted { named: 6, .. }]), "{found:?}");
}

#[test]
fn a_directory_folds_without_sealed_bodies() {
    let world = World::new(1);
    let mut lead = world.directory();
    lead.write(&world, 1, "policy");
    let mut store = MemoryStore::new();
    let device = Arc::clone(&world.device);
    let mut journal = Journal::open(&mut store, world.clinic, device, Bodies::Open, None).unwrap();
    journal.accept_page(&mut store, world.root_series, 0, &world.root_page).unwrap();
    let series = lead.journal.own_series().unwrap();
    let whole = lead.journal.page(&lead.store, series, 0).unwrap();
    let mut page = Vec::new();
    for mut record in interlude_protocol::record::codec::split(&whole, Bodies::All).unwrap() {
        if record.header.class == interlude_protocol::record::header::Class::Sealed {
            record.body = None;
        }
        page.extend(Record::encode(&record));
    }
    let accepted = journal.accept_page(&mut store, series, 0, &page).unwrap();
    assert_eq!(accepted.error, None);
    assert_eq!(journal.directory().heads.len(), 2);
    assert_eq!(journal.counts(), interlude_clinical::entry::Counts::default());
    let program = reopened(&world, Program { store, journal });
    assert_eq!(program.journal.tips(), lead.journal.tips());
}

#[test]
fn a_shelf_passes_the_directory_to_patients_journals() {
    let world = World::new(1);
    let phone = world.phone(MemoryStore::new());
    let (pin, device) = (phone.journal.pin(), Arc::clone(&world.device));
    let shelf = Shelf::new(phone.store);
    let open = |pin, bodies| {
        shelf.store(|store| Journal::open(store, pin, Arc::clone(&device), bodies, None)).unwrap()
    };
    shelf.put(open(pin, Bodies::All)).unwrap();
    let clinicians = || shelf.look(pin.space(), |journal| journal.fold().pending().count());
    assert_eq!(clinicians(), Some(1));
    shelf.put(open(world.clinic, Bodies::Open)).unwrap();
    let root = world.root_series;
    shelf.with(world.clinic.space(), |journal, store| {
        journal.accept_page(store, root, 0, &world.root_page).unwrap();
    });
    assert_eq!(clinicians(), Some(0));
}

#[test]
fn a_browser_continues_its_earlier_series_if_complete() {
    let world = World::new(1);
    let mut phone = world.phone(MemoryStore::new());
    let mut first = world.clinician(phone.journal.pin());
    first.pull(&phone);
    first.write(&world, 1, "monday");
    phone.pull(&first);
    let series = first.journal.own_series().unwrap();
    let session = || {
        let mut program = world.clinician(phone.journal.pin());
        program.journal.adopt_series();
        program.pull(&phone);
        program
    };
    let mut tuesday = session();
    let mut other_tab = session();
    tuesday.write(&world, 2, "tuesday");
    assert_eq!(tuesday.journal.own_series(), Some(series));
    assert_eq!(tuesday.own_kinds(), ["mark", "entry", "entry"]);
    // The other tab sees that another copy continued the series, and begins a new one.
    other_tab.write(&world, 3, "other tab");
    let page = tuesday.journal.page(&tuesday.store, series, 2).unwrap();
    other_tab.journal.accept_page(&mut other_tab.store, series, 2, &page).unwrap();
    assert!(other_tab.catch_up(&world));
    assert_ne!(other_tab.journal.own_series(), Some(series));
    assert_eq!(other_tab.texts(), ["monday", "other tab", "tuesday"]);
    // The server withholds a remembered record, so the series is not continued.
    let mut held_back = world.clinician(phone.journal.pin());
    let mut tip = phone.journal.tips()[&series];
    tip.count += 1;
    let space = phone.journal.pin().space();
    held_back.store.commit(&[Change::Remember { space, series, tip }]).unwrap();
    let mut held_back = reopened(&world, held_back);
    held_back.journal.adopt_series();
    held_back.pull(&phone);
    held_back.write(&world, 4, "wednesday");
    assert_ne!(held_back.journal.own_series(), Some(series));
    assert!(!held_back.journal.findings().is_empty());
}

#[test]
fn a_shelf_passes_the_directory_to_a_journal_that_learns_its_clinic_later() {
    let world = World::new(1);
    let phone = world.phone(MemoryStore::new());
    let directory = world.directory();
    let (pin, lead) = (phone.journal.pin(), Arc::clone(&world.lead));
    let shelf = Shelf::new(directory.store);
    shelf.put(directory.journal).unwrap();
    let empty = shelf.store(|store| Journal::open(store, pin, lead, Bodies::All, None)).unwrap();
    shelf.put(empty).unwrap();
    let series = phone.journal.own_series().unwrap();
    let page = phone.journal.page(&phone.store, series, 0).unwrap();
    shelf.with(pin.space(), |journal, store| journal.accept_page(store, series, 0, &page).unwrap());
    shelf.look(pin.space(), |journal| {
        assert!(journal.has_directory());
        assert_eq!(journal.fold().pending().count(), 0);
        assert!(journal.findings().is_empty());
    });
}

/// Series, first sequence number and bytes.
type Page = (SeriesId, u64, Vec<u8>);

/// A phone with all records, and these records in pages of one to three.
fn pages(world: &World) -> (Program<MemoryStore>, Vec<Page>) {
    let mut phone = world.phone(MemoryStore::new());
    let mut clinician = world.clinician(phone.journal.pin());
    for name in 1..5 {
        phone.write(world, name, &format!("phone {name}"));
        clinician.pull(&phone);
        clinician.catch_up(world);
        clinician.write(world, name + 10, &format!("clinic {name}"));
        phone.pull(&clinician);
    }
    let space = phone.journal.pin().space();
    let mut pages = Vec::new();
    for (series, tip) in phone.journal.tips() {
        for from in (0..tip.count).step_by(3) {
            let records = phone.store.records(space, series, from, 3).unwrap();
            pages.push((series, from, records.into_iter().flat_map(|(_, bytes)| bytes).collect()));
        }
    }
    (phone, pages)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn order_and_repetition_of_pages_do_not_matter(order in prop::collection::vec(any::<prop::sample::Index>(), 40)) {
        let world = World::new(6);
        let (phone, pages) = pages(&world);
        let mut clinician = world.clinician(phone.journal.pin());
        let chosen = order.iter().map(|index| index.get(&pages));
        for (series, from, page) in chosen.chain(pages.iter().rev()) {
            clinician.journal.accept_page(&mut clinician.store, *series, *from, page).unwrap();
        }
        clinician.pull(&phone);
        prop_assert_eq!(clinician.texts(), phone.texts());
        prop_assert_eq!(clinician.journal.tips(), phone.journal.tips());
        prop_assert_eq!(clinician.journal.counts(), phone.journal.counts());
        prop_assert!(clinician.journal.findings().is_empty());
        let members = |program: &Program<MemoryStore>| {
            program.journal.fold().members().collect::<Vec<_>>()
        };
        prop_assert_eq!(members(&clinician), members(&phone));
    }
}

#[test]
fn a_page_contains_unsent_own_entries() {
    let world = World::new(1);
    let mut phone = world.phone(MemoryStore::new());
    let writings = (1..=40).map(|name| writing(name, "x")).collect();
    phone.journal.append(&mut phone.store, &world.random, writings, Vec::new(), AT).unwrap();
    let series = phone.journal.own_series().unwrap();
    let page = phone.journal.page(&phone.store, series, 10).unwrap();
    assert_eq!(page.len(), 34 * 1304);
    assert!(phone.journal.page(&phone.store, series, 44).unwrap().is_empty());
}
