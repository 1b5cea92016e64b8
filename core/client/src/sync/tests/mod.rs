//! Tests of the sync against a server double that stores and compares records; `interlude-tests`
//! tests it against the real server.

mod double;
mod loops;
mod property;

use std::cell::Cell;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use double::{Double, Fault};

use super::error::SyncError;
use super::run::{Report, Syncing};
use super::server::Server;
use super::transport::Clock;
use crate::crypto::identity::Identity;
use crate::crypto::random::generate;
use crate::crypto::random::testing::Repeatable;
use crate::journal::{Founding, Journal, MemoryStore, Shelf, Writing};
use interlude_clinical::entry::Entry;
use interlude_protocol::id::{Pin, RecordId, SpaceId};
use interlude_protocol::primitive::label;
use interlude_protocol::record::codec::Bodies;
use interlude_protocol::record::genesis::{self, consent_context, consent_message};
use interlude_protocol::record::open::{Genesis, Member, Open, Role, SpaceKind};

const NOW: i64 = 1_800_000_000;

/// A clock that does not advance.
struct Still(Cell<i64>);

impl Clock for &Still {
    fn unix_seconds(&self) -> i64 {
        self.0.get()
    }
}

/// Polls a future that never waits until it completes.
fn run<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..1_000_000 {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
    panic!("the future does not complete");
}

/// A client with one journal, opened by the phone or by the recovery code.
struct Program {
    shelf: Shelf<MemoryStore>,
    space: SpaceId,
    clock: Still,
    random: Repeatable,
}

/// A patient's own journal: its phone, its recovery code and its genesis.
struct World {
    device: Arc<Identity>,
    recovery: Arc<Identity>,
    pin: Pin,
    body: Vec<u8>,
}

impl World {
    fn new() -> Self {
        let random = Repeatable::new(1);
        let device = Arc::new(Identity::generate(&random));
        let recovery = Arc::new(Identity::generate(&random));
        let nonce = generate(&random);
        let context =
            consent_context(None, &nonce, &[device.fingerprint(), recovery.fingerprint()]);
        let member = |role, who: &Identity| {
            let message = consent_message(&context, role, &who.fingerprint());
            let consent = who.sign(label::CONSENT, &message);
            Member::presented(role, who.public().clone(), None, consent)
        };
        let members = vec![member(Role::Device, &device), member(Role::Recovery, &recovery)];
        let genesis =
            Genesis { space: SpaceKind::Patient, nonce, name: None, clinic: None, members };
        let body = Open::Genesis(genesis).to_body().unwrap();
        let pin = genesis::pin(&body);
        Self { device, recovery, pin, body }
    }

    /// The phone after it has founded the journal and sent nothing. Equal seeds give equal records.
    fn phone(&self, seed: u32) -> Program {
        let random = Repeatable::new(seed);
        let mut store = MemoryStore::new();
        let founding = Founding {
            body: self.body.clone(),
            directory: None,
            writings: Vec::new(),
            beside: Vec::new(),
        };
        let me = Arc::clone(&self.device);
        let journal = Journal::found(&mut store, &random, me, founding, 1_800_000_000).unwrap();
        Program::new(store, journal, random)
    }

    /// A phone that has only the recovery code.
    fn bare(&self, seed: u32) -> Program {
        let mut store = MemoryStore::new();
        let me = Arc::clone(&self.recovery);
        let journal = Journal::open(&mut store, self.pin, me, Bodies::All, None).unwrap();
        Program::new(store, journal, Repeatable::new(seed))
    }
}

impl Program {
    fn new(store: MemoryStore, journal: Journal, random: Repeatable) -> Self {
        let space = journal.pin().space();
        let shelf = Shelf::new(store);
        shelf.put(journal).unwrap();
        Self { shelf, space, clock: Still(Cell::new(NOW)), random }
    }

    /// A copy of the phone with the same data.
    fn copied(&self, world: &World, seed: u32) -> Self {
        let mut store = self.shelf.store(|store| store.clone());
        let me = Arc::clone(&world.device);
        let journal = Journal::open(&mut store, world.pin, me, Bodies::All, None).unwrap();
        Self::new(store, journal, Repeatable::new(seed))
    }

    fn write(&self, name: u8, text: &str) {
        let json = format!(
            r#"{{"kind":"note","at":"2026-05-12T09:12:00-04:00","zone":"America/New_York","text":"{text}"}}"#
        );
        let entry = Entry::read(json.as_bytes()).unwrap().entry.unwrap();
        let writing = Writing::Entry { record: RecordId([name; 16]), entry: Box::new(entry) };
        self.shelf
            .with(self.space, |journal, store| {
                journal.append(store, &self.random, vec![writing], Vec::new(), 1_800_000_000)
            })
            .unwrap()
            .unwrap();
    }

    fn try_sync(&self, double: &Double) -> Result<Report, SyncError> {
        let server = Server::new(double, &self.clock, "https://clinic.example");
        let syncing =
            Syncing { shelf: &self.shelf, server: &server, random: &self.random, staff: false };
        run(syncing.space(self.space))
    }

    fn sync(&self, double: &Double) -> Report {
        self.try_sync(double).unwrap()
    }

    /// The texts of all notes, sorted.
    fn texts(&self) -> Vec<String> {
        self.look(|journal| {
            let entries = journal.entries();
            let notes = entries.iter().filter_map(|opened| {
                let Entry::Note(note) = opened.filed()?.entry else { return None };
                Some(note.text.clone())
            });
            let mut texts: Vec<String> = notes.collect();
            texts.sort();
            texts
        })
    }

    fn records(&self) -> u64 {
        self.look(|journal| journal.tips().values().map(|tip| tip.count).sum())
    }

    fn look<A>(&self, look: impl FnOnce(&Journal) -> A) -> A {
        self.shelf.look(self.space, look).unwrap()
    }

    fn agrees_with(&self, double: &Double) -> bool {
        self.look(|journal| journal.tips()) == double.tips(self.space)
    }
}
