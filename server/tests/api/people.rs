//! People who sign: identities, and the chains of records that they write.

use interlude_client::crypto::identity::Identity;
use interlude_client::crypto::random::{System, generate};
use interlude_protocol::id::{Fingerprint, KeyId, Pin, RecordHash, RecordId, SeriesId};
use interlude_protocol::primitive::label;
use interlude_protocol::record::codec::{Record, join};
use interlude_protocol::record::genesis::{self, consent_context, consent_message};
use interlude_protocol::record::header::{Class, Header};
use interlude_protocol::record::open::{Add, Genesis, Mark, Member, Open, Role, SpaceKind};

pub(crate) fn person() -> Identity {
    Identity::generate(&System)
}

pub(crate) fn random<const N: usize>() -> [u8; N] {
    generate(&System)
}

/// A member that consents to `context`.
pub(crate) fn member(
    identity: &Identity,
    role: Role,
    name: Option<&str>,
    context: &[u8; 32],
) -> Member {
    let message = consent_message(context, role, &identity.fingerprint());
    let consent = identity.sign(label::CONSENT, &message);
    Member::presented(role, identity.public().clone(), name.map(str::to_owned), consent)
}

/// The genesis body of a space, and its pin.
pub(crate) fn genesis_body(
    kind: SpaceKind,
    clinic: Option<Pin>,
    founders: &[(&Identity, Role)],
) -> (Vec<u8>, Pin) {
    let nonce: [u8; 16] = random();
    let fps: Vec<Fingerprint> = founders.iter().map(|(who, _)| who.fingerprint()).collect();
    let context = consent_context(clinic.as_ref(), &nonce, &fps);
    let name = (kind == SpaceKind::Clinic).then_some("Praxis Grün");
    let members = founders.iter().map(|(who, role)| member(who, *role, name, &context)).collect();
    let name = name.map(str::to_owned);
    let genesis = Open::Genesis(Genesis { space: kind, nonce, name, clinic, members });
    let body = genesis.to_body().unwrap();
    let pin = genesis::pin(&body);
    (body, pin)
}

/// One writer's chain of records.
#[derive(Clone)]
pub(crate) struct Chain {
    pub(crate) pin: Pin,
    pub(crate) series: SeriesId,
    author: Identity,
    pub(crate) records: Vec<Record>,
}

impl Chain {
    pub(crate) fn new(pin: Pin, author: &Identity) -> Self {
        Self { pin, series: SeriesId(random()), author: author.clone(), records: Vec::new() }
    }

    /// The header of the next record, which a test may modify before signing.
    pub(crate) fn next(&self, class: Class) -> Header {
        Header {
            class,
            space: self.pin.space(),
            series: self.series,
            seq: self.records.len() as u64,
            record: RecordId(random()),
            author: self.author.fingerprint(),
            key: if class == Class::Sealed { KeyId([9; 32]) } else { Header::NO_KEY },
            prev: self.records.last().map_or(RecordHash::ZERO, Record::hash),
            body_length: 0,
            body_hash: [0; 32],
        }
    }

    /// Signs `header` over `body` and appends the record.
    pub(crate) fn push(&mut self, header: Header, body: Vec<u8>) {
        let author = &self.author;
        let sign = |bytes: &[u8; 200]| author.sign(label::RECORD_SIGNATURE, bytes);
        self.records.push(Record::compose(header, body, sign).unwrap());
    }

    pub(crate) fn body(&mut self, body: &[u8]) -> &mut Self {
        self.push(self.next(Class::Open), body.to_vec());
        self
    }

    pub(crate) fn open(&mut self, open: &Open) -> &mut Self {
        self.body(&open.to_body().unwrap())
    }

    pub(crate) fn add(&mut self, member: Member) -> &mut Self {
        self.open(&Open::Add(Add { member, reason: None }))
    }

    pub(crate) fn mark(&mut self) -> &mut Self {
        self.open(&Open::Mark(Mark { heads: vec![], want: vec![], at: 1 }))
    }

    /// Appends `count` entries of the smallest class.
    pub(crate) fn entries(&mut self, count: usize) -> &mut Self {
        for _ in 0..count {
            self.push(self.next(Class::Sealed), vec![7; 1_040]);
        }
        self
    }

    /// The records from `from` on as an upload.
    pub(crate) fn bytes(&self, from: usize) -> Vec<u8> {
        join(&self.records[from..])
    }

    pub(crate) fn hash(&self) -> RecordHash {
        self.records.last().unwrap().hash()
    }
}
