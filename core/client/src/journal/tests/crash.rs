//! Failing commits: the store fails at the n-th change, with or without keeping it, and the program
//! retries or restarts.

use std::sync::Arc;

use super::failing::{Failing, Failure};
use super::people::{AT, Program, World, kinds, writing};
use crate::journal::*;
use interlude_protocol::id::{SeriesId, SpaceId};
use interlude_protocol::record::codec::Bodies;

/// A clinician before the first entry, and the phone whose records the clinician has.
fn about_to_write(world: &World) -> (Program<Failing>, Program<MemoryStore>) {
    let phone = world.phone(MemoryStore::new());
    let mut clinician = world.clinician(phone.journal.pin());
    clinician.pull(&phone);
    let store = Failing { disk: clinician.store, ..Failing::whole() };
    (Program { store, journal: clinician.journal }, phone)
}

fn restarted(world: &World, store: Failing, pin: interlude_protocol::id::Pin) -> Program<Failing> {
    let mut store = store;
    let directory = Some(world.directory().journal.directory());
    let lead = Arc::clone(&world.lead);
    let journal = Journal::open(&mut store, pin, lead, Bodies::All, directory).unwrap();
    Program { store, journal }
}

/// Checks that each series on disk, except those in `author_series`, contains a whole append: a mark and an entry.
fn check_whole(world: &World, disk: &MemoryStore, space: SpaceId, author_series: &[SeriesId]) {
    for (series, _) in disk.series(space).unwrap() {
        if author_series.contains(&series) {
            continue;
        }
        let records = disk.records(space, series, 0, 99).unwrap();
        let bytes: Vec<_> = records.into_iter().map(|(_, bytes)| bytes).collect();
        assert_eq!(kinds(&bytes), ["mark", "entry"], "{:?}", world.clinic);
    }
}

#[test]
fn an_append_is_atomic_wherever_it_fails() {
    for failure in [Failure::Full, Failure::Lost, Failure::Kept] {
        for n in 0..8 {
            let world = World::new(3);
            let (mut clinician, phone) = about_to_write(&world);
            let theirs: Vec<_> = phone.journal.tips().into_keys().collect();
            clinician.store.left = Some(n);
            clinician.store.failure = failure;
            let done = clinician.journal.append(
                &mut clinician.store,
                &world.random,
                vec![writing(9, "mine")],
                Vec::new(),
                AT,
            );
            let pin = phone.journal.pin();
            check_whole(&world, &clinician.store.disk, pin.space(), &theirs);
            // The same program retries, and so does a restarted one.
            let disk = clinician.store.disk.clone();
            let again = Program { store: Failing { disk, ..Failing::whole() }, ..clinician };
            let dead = restarted(
                &world,
                Failing { disk: again.store.disk.clone(), ..Failing::whole() },
                pin,
            );
            for mut program in [again, dead] {
                if done.is_ok() {
                    assert_eq!(program.texts(), ["mine"], "a successful append is on disk");
                }
                program.write(&world, 9, "mine");
                assert_eq!(program.texts(), ["mine"], "{failure:?} at change {n}");
                assert_eq!(program.own_kinds(), ["mark", "entry"]);
                check_whole(&world, &program.store.disk, pin.space(), &theirs);
            }
        }
    }
}

#[test]
fn founding_is_atomic_and_can_be_retried() {
    for n in 0..8 {
        let world = World::new(4);
        let body = world.shared_body();
        let mut store = Failing { left: Some(n), ..Failing::whole() };
        let found = |store: &mut Failing| {
            Journal::found(
                store,
                &world.random,
                Arc::clone(&world.device),
                Founding {
                    body: body.clone(),
                    directory: Some(world.directory().journal.directory()),
                    writings: vec![world.add_lead(), writing(1, "first")],
                    beside: Vec::new(),
                },
                AT,
            )
        };
        let whole = ["genesis", "mark", "add", "grant", "entry"];
        let pin = interlude_protocol::record::genesis::pin(&body);
        match found(&mut store) {
            Ok(journal) => assert_eq!(Program { store, journal }.own_kinds(), whole),
            Err(error) => {
                assert_eq!(error, JournalError::Store(StoreError::Full));
                assert!(store.disk.series(pin.space()).unwrap().is_empty());
                let journal = found(&mut store).unwrap();
                assert_eq!(Program { store, journal }.own_kinds(), whole);
            }
        }
    }
}

#[test]
fn a_page_is_accepted_after_a_failed_commit() {
    for failure in [Failure::Full, Failure::Lost, Failure::Kept] {
        for n in 0..5 {
            let world = World::new(5);
            let mut phone = world.phone(MemoryStore::new());
            phone.write(&world, 1, "first");
            let pin = phone.journal.pin();
            let mut clinician = restarted(&world, Failing::whole(), pin);
            clinician.store.left = Some(n);
            clinician.store.failure = failure;
            let series = phone.journal.own_series().unwrap();
            let page = phone.journal.page(&phone.store, series, 0).unwrap();
            let first = clinician.journal.accept_page(&mut clinician.store, series, 0, &page);
            assert_eq!(first.is_err(), n < 6);
            clinician.pull(&phone);
            assert_eq!(clinician.texts(), ["first"]);
            assert_eq!(clinician.journal.tips(), phone.journal.tips());
        }
    }
}
