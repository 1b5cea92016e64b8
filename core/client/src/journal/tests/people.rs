//! A clinic, its lead and a patient's phone, which exchange records.

use std::sync::Arc;

use crate::crypto::identity::Identity;
use crate::crypto::random::generate;
use crate::crypto::random::testing::Repeatable;
use crate::journal::*;
use interlude_clinical::entry::Entry;
use interlude_protocol::id::{Pin, RecordId, SeriesId};
use interlude_protocol::primitive::label;
use interlude_protocol::record::codec::Bodies;
use interlude_protocol::record::genesis::{consent_context, consent_message};
use interlude_protocol::record::open::{Add, Genesis, Member, Open, Role, SpaceKind};

pub(super) const AT: u64 = 1_800_000_000;

pub(super) struct World {
    pub(super) random: Repeatable,
    pub(super) lead: Arc<Identity>,
    pub(super) device: Arc<Identity>,
    pub(super) recovery: Identity,
    pub(super) clinic: Pin,
    /// The root's series, which has one record.
    pub(super) root_series: SeriesId,
    pub(super) root_page: Vec<u8>,
}

/// A program: a journal and its store.
pub(super) struct Program<S> {
    pub(super) store: S,
    pub(super) journal: Journal,
}

fn consenting(context: &[u8; 32], role: Role, who: &Identity, name: Option<&str>) -> Member {
    let message = consent_message(context, role, &who.fingerprint());
    let consent = who.sign(label::CONSENT, &message);
    Member::presented(role, who.public().clone(), name.map(str::to_owned), consent)
}

fn genesis(
    random: &Repeatable,
    space: SpaceKind,
    clinic: Option<Pin>,
    founders: &[(Role, &Identity)],
) -> Vec<u8> {
    let nonce = generate(random);
    let fps: Vec<_> = founders.iter().map(|(_, who)| who.fingerprint()).collect();
    let context = consent_context(clinic.as_ref(), &nonce, &fps);
    let members =
        founders.iter().map(|(role, who)| consenting(&context, *role, who, None)).collect();
    let name = (space == SpaceKind::Clinic).then(|| "Clinic".to_owned());
    Open::Genesis(Genesis { space, nonce, name, clinic, members }).to_body().unwrap()
}

impl World {
    pub(super) fn new(seed: u32) -> Self {
        let random = Repeatable::new(seed);
        let root = Identity::generate(&random);
        let lead = Arc::new(Identity::generate(&random));
        let body =
            genesis(&random, SpaceKind::Clinic, None, &[(Role::Root, &root), (Role::Lead, &lead)]);
        let clinic = interlude_protocol::record::genesis::pin(&body);
        let root_series = SeriesId(generate(&random));
        let root_page = genesis_record(&root, root_series, body, &random).unwrap();
        Self {
            lead,
            device: Arc::new(Identity::generate(&random)),
            recovery: Identity::generate(&random),
            clinic,
            root_series,
            root_page,
            random,
        }
    }

    pub(super) fn directory(&self) -> Program<MemoryStore> {
        let mut store = MemoryStore::new();
        let lead = Arc::clone(&self.lead);
        let mut journal = Journal::open(&mut store, self.clinic, lead, Bodies::All, None).unwrap();
        journal.accept_page(&mut store, self.root_series, 0, &self.root_page).unwrap();
        Program { store, journal }
    }

    /// Lets the lead add `clinician` to the clinic's space. Returns the new member's program after a sync.
    pub(super) fn colleague(
        &self,
        clinician: &Arc<Identity>,
        lead: &mut Program<MemoryStore>,
    ) -> Program<MemoryStore> {
        let context = self.clinic.0;
        let member = consenting(&context, Role::Clinician, clinician, Some("Dr Kim"));
        let add = Writing::Open(Open::Add(Add { member, reason: None }));
        lead.journal.append(&mut lead.store, &self.random, vec![add], Vec::new(), AT).unwrap();
        let mut store = MemoryStore::new();
        let me = Arc::clone(clinician);
        let mut journal = Journal::open(&mut store, self.clinic, me, Bodies::All, None).unwrap();
        journal.accept_page(&mut store, self.root_series, 0, &self.root_page).unwrap();
        let mut colleague = Program { store, journal };
        colleague.pull(lead);
        colleague
    }

    pub(super) fn shared_body(&self) -> Vec<u8> {
        let founders = [(Role::Device, &*self.device), (Role::Recovery, &self.recovery)];
        genesis(&self.random, SpaceKind::Patient, Some(self.clinic), &founders)
    }

    pub(super) fn own_body(&self) -> Vec<u8> {
        let founders = [(Role::Device, &*self.device), (Role::Recovery, &self.recovery)];
        genesis(&self.random, SpaceKind::Patient, None, &founders)
    }

    pub(super) fn add_lead(&self) -> Writing {
        let member = Member::listed(self.lead.fingerprint());
        Writing::Open(Open::Add(Add { member, reason: None }))
    }

    /// The phone with a shared journal whose clinician is the lead.
    pub(super) fn phone<S: Store>(&self, mut store: S) -> Program<S> {
        let journal = Journal::found(
            &mut store,
            &self.random,
            Arc::clone(&self.device),
            Founding {
                body: self.shared_body(),
                directory: Some(self.directory().journal.directory()),
                writings: vec![self.add_lead()],
                beside: Vec::new(),
            },
            AT,
        )
        .unwrap();
        Program { store, journal }
    }

    /// The lead with an empty journal of the patient's space.
    pub(super) fn clinician(&self, pin: Pin) -> Program<MemoryStore> {
        let mut store = MemoryStore::new();
        let directory = Some(self.directory().journal.directory());
        let lead = Arc::clone(&self.lead);
        let journal = Journal::open(&mut store, pin, lead, Bodies::All, directory).unwrap();
        Program { store, journal }
    }
}

pub(super) fn note(text: &str) -> Entry {
    let json = format!(
        r#"{{"kind":"note","at":"2026-05-12T09:12:00-04:00","zone":"America/New_York","text":"{text}"}}"#
    );
    Entry::read(json.as_bytes()).unwrap().entry.unwrap()
}

pub(super) fn writing(name: u8, text: &str) -> Writing {
    Writing::Entry { record: RecordId([name; 16]), entry: Box::new(note(text)) }
}

impl<S: Store> Program<S> {
    pub(super) fn write(&mut self, world: &World, name: u8, text: &str) {
        let writings = vec![writing(name, text)];
        self.journal.append(&mut self.store, &world.random, writings, Vec::new(), AT).unwrap();
    }

    pub(super) fn catch_up(&mut self, world: &World) -> bool {
        self.journal.catch_up(&mut self.store, &world.random, AT).unwrap()
    }

    /// Accepts all records of `other` that this program lacks, as a sync does.
    pub(super) fn pull<T: Store>(&mut self, other: &Program<T>) {
        loop {
            let mut taken = 0;
            for (series, tip) in other.journal.tips() {
                let from = self.journal.tips().get(&series).map_or(0, |tip| tip.count);
                if from < tip.count {
                    let page = other.journal.page(&other.store, series, from).unwrap();
                    let accepted =
                        self.journal.accept_page(&mut self.store, series, from, &page).unwrap();
                    taken += accepted.taken;
                }
            }
            if taken == 0 {
                return;
            }
        }
    }

    /// The texts of all shown entries, sorted.
    pub(super) fn texts(&self) -> Vec<String> {
        let entries = self.journal.entries();
        let text = |opened: &Opened<'_>| {
            let Entry::Note(note) = opened.filed()?.entry else { return None };
            Some(note.text.clone())
        };
        let mut texts: Vec<_> = entries.iter().filter_map(text).collect();
        texts.sort();
        texts
    }

    /// The kinds of the records of a series, in order.
    pub(super) fn kinds(&self, series: SeriesId) -> Vec<&'static str> {
        let records = self.store.records(self.journal.pin().space(), series, 0, 999).unwrap();
        kinds(&records.into_iter().map(|(_, bytes)| bytes).collect::<Vec<_>>())
    }

    pub(super) fn own_kinds(&self) -> Vec<&'static str> {
        self.kinds(self.journal.own_series().unwrap())
    }
}

pub(super) fn kinds(records: &[Vec<u8>]) -> Vec<&'static str> {
    let kind = |bytes: &Vec<u8>| {
        let record = interlude_protocol::record::codec::Record::decode(bytes).unwrap();
        if record.header.class == interlude_protocol::record::header::Class::Sealed {
            return "entry";
        }
        match Open::parse(&record.body.unwrap()).unwrap() {
            Open::Genesis(_) => "genesis",
            Open::Add(_) => "add",
            Open::Remove(_) => "remove",
            Open::Grant(_) => "grant",
            Open::Watch(_) => "watch",
            Open::Mark(_) => "mark",
            Open::Close(_) => "close",
        }
    };
    records.iter().map(kind).collect()
}
