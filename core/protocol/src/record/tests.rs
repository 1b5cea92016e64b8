//! Tests of pages, founding and limits; vectors in `interlude-tests` cover single records.

use proptest::prelude::*;
use ring::signature::{Ed25519KeyPair, KeyPair as _};

use super::RecordError;
use super::check::{Page, Place, check, check_each, check_page};
use super::codec::{Bodies, Record, join, split};
use super::founding::found;
use super::genesis::{consent_context, consent_message, pin};
use super::header::{Class, HEADER, Header};
use super::identity::PublicIdentity;
use super::limit;
use super::open::{
    Add, Genesis, Grant, Head, Mark, Member, Open, Remove, Role, SpaceKind, WRAP, Watch, Wrapped,
};
use crate::id::{Fingerprint, KeyId, Pin, RecordHash, RecordId, SeriesId};
use crate::primitive::{label, sha256};

/// A signer with test keys.
struct Signer {
    pair: Ed25519KeyPair,
    identity: PublicIdentity,
}

impl Signer {
    fn new(seed: u8) -> Self {
        let pair = Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap();
        let sign = pair.public_key().as_ref().try_into().unwrap();
        Self { pair, identity: PublicIdentity { sign, kem: [seed; 1_216] } }
    }

    fn fp(&self) -> Fingerprint {
        self.identity.fingerprint()
    }

    fn sign(&self, name: &str, message: &[u8]) -> [u8; 64] {
        let labelled = [label(name).as_slice(), message].concat();
        self.pair.sign(&labelled).as_ref().try_into().unwrap()
    }

    fn write(&self, place: &Place, class: Class, body: &[u8]) -> Record {
        let header = Header {
            class,
            space: place.pin.space(),
            series: place.series,
            seq: place.seq,
            record: RecordId([u8::try_from(place.seq).unwrap(); 16]),
            author: self.fp(),
            key: if class == Class::Sealed { KeyId([5; 32]) } else { Header::NO_KEY },
            prev: place.prev,
            body_length: 0,
            body_hash: [0; 32],
        };
        let sign = |header: &[u8; HEADER]| self.sign(label::RECORD_SIGNATURE, header);
        Record::compose(header, body.to_vec(), sign).unwrap()
    }

    fn member(&self, role: Role, context: &[u8; 32]) -> Member {
        let consent = self.sign(label::CONSENT, &consent_message(context, role, &self.fp()));
        Member::presented(role, self.identity.clone(), None, consent)
    }
}

const PIN: Pin = Pin([1; 32]);

fn start() -> Place {
    Place::start(PIN, SeriesId([2; 16]))
}

/// Alternately a sealed and an open record.
fn chain(author: &Signer, length: u64) -> Vec<Record> {
    let mut place = start();
    (0..length)
        .map(|seq| {
            let record = if seq % 2 == 0 {
                author.write(&place, Class::Sealed, &[7; 1_040])
            } else {
                author.write(
                    &place,
                    Class::Open,
                    &Open::Watch(Watch { at: seq }).to_body().unwrap(),
                )
            };
            place = Place::after(PIN, &record.header);
            record
        })
        .collect()
}

fn page(records: &[Record], bodies: Bodies) -> Page {
    check_page(&start(), &join(records), bodies, &|fp| {
        let author = Signer::new(3);
        (*fp == author.fp()).then_some(author.identity.sign)
    })
}

#[test]
fn a_good_page_is_taken_whole_and_the_place_moves_behind_it() {
    let author = Signer::new(3);
    let records = chain(&author, 5);
    let page = page(&records, Bodies::All);
    assert_eq!(page.error, None);
    assert_eq!(page.records.iter().map(|c| c.record.clone()).collect::<Vec<_>>(), records);
    assert_eq!(page.place.head(), records[4].head());
    assert_eq!(page.place.author, Some(author.fp()));
    assert_eq!(split(&join(&records), Bodies::All).unwrap(), records);
}

#[test]
fn the_longest_prefix_that_ends_in_a_good_signature_is_kept() {
    let mut records = chain(&Signer::new(3), 5);
    records[4].signature[0] ^= 1;
    records[3].signature[0] ^= 1;
    let page = page(&records, Bodies::All);
    assert_eq!((page.records.len(), page.error), (3, Some(RecordError::BadSignature)));
    assert_eq!(page.place.head(), records[2].head());
}

#[test]
fn the_last_signature_stands_for_the_run_but_the_server_asks_for_each() {
    let author = Signer::new(3);
    let mut records = chain(&author, 4);
    records[1].signature = [0; 64];
    assert_eq!(page(&records, Bodies::All).records.len(), 4);
    let each = check_each(&start(), &join(&records), &|_| Some(author.identity.sign));
    assert_eq!(each.unwrap_err(), (1, RecordError::BadSignature));
}

#[test]
fn a_chain_that_does_not_name_the_record_before_is_cut_there() {
    let author = Signer::new(3);
    let mut records = chain(&author, 5);
    let mut elsewhere = Place::after(PIN, &records[1].header);
    elsewhere.prev = RecordHash([9; 32]);
    records[2] = author.write(&elsewhere, Class::Sealed, &[7; 1_040]);
    let page = page(&records, Bodies::All);
    assert_eq!((page.records.len(), page.error), (2, Some(RecordError::BrokenChain)));
}

#[test]
fn a_dropped_a_doubled_and_a_reordered_record_break_the_chain() {
    let records = chain(&Signer::new(3), 4);
    for order in [vec![0, 1, 3], vec![0, 1, 1, 2], vec![0, 2, 1, 3], vec![1, 2]] {
        let mixed: Vec<_> = order.iter().map(|at| records[*at].clone()).collect();
        let page = page(&mixed, Bodies::All);
        assert_eq!(page.error, Some(RecordError::BrokenChain), "{order:?}");
        let good = order.iter().zip(0..).take_while(|(at, seq)| *at == seq).count();
        assert_eq!(page.records.len(), good, "{order:?}");
    }
}

#[test]
fn an_author_cannot_take_over_the_series_of_another() {
    let (author, thief) = (Signer::new(3), Signer::new(4));
    let mut records = chain(&author, 2);
    let behind = Place::after(PIN, &records[1].header);
    records.push(thief.write(&behind, Class::Sealed, &[7; 1_040]));
    let page = check_page(&start(), &join(&records), Bodies::All, &|fp| {
        let known = [&author, &thief].into_iter().find(|signer| signer.fp() == *fp);
        known.map(|signer| signer.identity.sign)
    });
    assert_eq!((page.records.len(), page.error), (2, Some(RecordError::BrokenChain)));
}

#[test]
fn records_of_an_unknown_author_and_of_another_space_are_not_taken() {
    let stranger = chain(&Signer::new(4), 2);
    assert_eq!(page(&stranger, Bodies::All).error, Some(RecordError::UnknownAuthor));
    let elsewhere = Place::start(Pin([8; 32]), SeriesId([2; 16]));
    let foreign = [Signer::new(3).write(&elsewhere, Class::Sealed, &[7; 1_040])];
    assert_eq!(page(&foreign, Bodies::All).error, Some(RecordError::WrongSpace));
}

#[test]
fn a_damaged_body_is_kept_as_damaged_and_does_not_stop_the_series() {
    let mut records = chain(&Signer::new(3), 4);
    records[2].body = Some(vec![8; 1_040]);
    let page = page(&records, Bodies::All);
    assert_eq!((page.records.len(), page.error), (4, None));
    assert_eq!(page.records[2].damage, Some(RecordError::Malformed));
    assert_eq!(page.records[2].record.body, None);
    assert!(page.records[1].open.is_some() && page.records[1].damage.is_none());
}

#[test]
fn a_page_without_sealed_bodies_proves_the_same_chain() {
    let mut records = chain(&Signer::new(3), 4);
    for record in records.iter_mut().filter(|record| record.header.class == Class::Sealed) {
        record.body = None;
    }
    let without = page(&records, Bodies::Open);
    assert_eq!((without.records.len(), without.error), (4, None));
    assert!(without.records.iter().all(|checked| checked.damage.is_none()));
    // The same bytes read as a full page are not records.
    assert!(page(&records, Bodies::All).error.is_some());
}

#[test]
fn a_torn_page_keeps_what_is_whole() {
    let records = chain(&Signer::new(3), 3);
    let bytes = join(&records);
    let torn = &bytes[..bytes.len() - 1];
    let page = check_page(&start(), torn, Bodies::All, &|_| Some(Signer::new(3).identity.sign));
    assert_eq!((page.records.len(), page.error), (2, Some(RecordError::Malformed)));
}

fn journal(clinic: Option<Pin>) -> (Signer, Signer, Vec<u8>) {
    let (device, recovery) = (Signer::new(3), Signer::new(4));
    let context = consent_context(clinic.as_ref(), &[6; 16], &[device.fp(), recovery.fp()]);
    let genesis = Genesis {
        space: SpaceKind::Patient,
        nonce: [6; 16],
        name: None,
        clinic,
        members: vec![
            device.member(Role::Device, &context),
            recovery.member(Role::Recovery, &context),
        ],
    };
    (device, recovery, Open::Genesis(genesis).to_body().unwrap())
}

fn founding(author: &Signer, body: &[u8]) -> Vec<u8> {
    let place = Place::start(pin(body), SeriesId([2; 16]));
    author.write(&place, Class::Open, body).encode()
}

#[test]
fn a_space_is_founded_only_under_its_own_pin_and_by_its_first_device() {
    let (device, recovery, body) = journal(Some(PIN));
    let bytes = founding(&device, &body);
    let founded = found(Some(&pin(&body)), &bytes).unwrap();
    assert_eq!(founded.pin.space(), founded.record.header.space);
    assert_eq!(found(Some(&Pin([0; 32])), &bytes), Err(RecordError::WrongSpace));
    let by_recovery = founding(&recovery, &body);
    assert_eq!(found(None, &by_recovery), Err(RecordError::Malformed));
}

#[test]
fn a_consent_lifted_into_another_genesis_founds_nothing() {
    let (device, _, body) = journal(Some(PIN));
    let Ok(Open::Genesis(mut genesis)) = Open::parse(&body) else { panic!() };
    genesis.clinic = None;
    let other = Open::Genesis(genesis).to_body().unwrap();
    assert_eq!(found(None, &founding(&device, &other)), Err(RecordError::BadConsent));
}

#[test]
fn a_consent_given_beside_other_founders_founds_nothing() {
    let (_, recovery, body) = journal(None);
    let Ok(Open::Genesis(mut genesis)) = Open::parse(&body) else { panic!() };
    // A stranger takes the device's place and keeps the code's consent, clinic and nonce.
    let stranger = Signer::new(9);
    let context = consent_context(None, &genesis.nonce, &[stranger.fp(), recovery.fp()]);
    genesis.members[0] = stranger.member(Role::Device, &context);
    let forged = Open::Genesis(genesis).to_body().unwrap();
    assert_eq!(found(None, &founding(&stranger, &forged)), Err(RecordError::BadConsent));
}

#[test]
fn a_member_whose_key_is_of_small_order_is_refused_though_its_signature_verifies() {
    let author = Signer::new(3);
    let mut identity_point = [0; 32];
    identity_point[0] = 1;
    // R = identity and S = 0 satisfy the equation for this key and any message.
    let mut forged = [0; 64];
    forged[0] = 1;
    let key = crate::primitive::VerifyingKey::read(&identity_point).unwrap();
    assert!(key.verify(b"anything", &forged));
    let weak = PublicIdentity { sign: identity_point, kem: [0; 1_216] };
    let member = Member::presented(Role::Device, weak, None, forged);
    let body = Open::Add(Add { member, reason: None }).to_body().unwrap();
    let record = author.write(&start(), Class::Open, &body).encode();
    let checked = check(&start(), &record, &|_| Some(author.identity.sign));
    assert_eq!(checked, Err(RecordError::BadConsent));
}

#[test]
fn lists_and_names_above_their_limit_are_too_large() {
    let head = Head { space: None, series: SeriesId([0; 16]), count: 1, hash: RecordHash::ZERO };
    let mark =
        |heads: usize| Open::Mark(Mark { heads: vec![head; heads], want: Vec::new(), at: 0 });
    let wrapped = Wrapped { to: Fingerprint([0; 32]), wrap: [0; WRAP] };
    let grant = |wraps: usize| {
        Open::Grant(Grant { key: KeyId([1; 32]), wraps: vec![wrapped.clone(); wraps] })
    };
    let remove = |length: usize| {
        let reason = "ä".repeat(length);
        Open::Remove(Remove { subject: Fingerprint([0; 32]), cuts: Vec::new(), reason })
    };
    for fits in [mark(limit::HEADS), grant(limit::WRAPS), remove(limit::NAME)] {
        let body = fits.to_body().unwrap();
        assert_eq!(Open::parse(&body), Ok(fits));
    }
    for over in [mark(limit::HEADS + 1), grant(limit::WRAPS + 1), remove(limit::NAME + 1)] {
        assert_eq!(over.to_body(), Err(RecordError::TooLarge));
        let body = serde_json::to_vec(&over).unwrap();
        assert_eq!(Open::parse(&body), Err(RecordError::TooLarge));
    }
}

#[test]
fn bodies_with_anything_unexpected_are_malformed() {
    let deep = format!(r#"{{"kind":"watch","at":{}1{}}}"#, "[".repeat(4_000), "]".repeat(4_000));
    for body in [
        r#"{"kind":"watch","at":1,"kind":"watch"}"#,
        r#"{"kind":"watch","at":1,"at":2}"#,
        r#"{"kind":"watch","at":1,"by":2}"#,
        r#"{"kind":"watch","at":-1}"#,
        r#"{"kind":"watch","at":1.0}"#,
        r#"{"kind":"watch","at":9007199254740992}"#,
        r#"{"kind":"watch","at":1} x"#,
        r#"{"kind":"close","why":"bored"}"#,
        r#"{"kind":"mark","heads":[],"at":1}"#,
        r#"{"kind":"add","member":{"role":"device","fp":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}}"#,
        r#"{"kind":"add","member":{"role":"clinician","fp":"AAAA"}}"#,
        r#"["watch",1]"#,
        r#"{"kind":4,"at":1}"#,
        r#"{"kind":"close","why":{"left":null}}"#,
        r#"{"kind":"mark","heads":[[null,"AAAAAAAAAAAAAAAAAAAAAA",0,"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"]],"want":[],"at":1}"#,
        r#"{"kind":"mark","heads":[{"space":null,"series":"AAAAAAAAAAAAAAAAAAAAAA","count":0,"hash":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}],"want":[],"at":1}"#,
        &deep,
    ] {
        let start: String = body.chars().take(60).collect();
        assert_eq!(Open::parse(body.as_bytes()), Err(RecordError::Malformed), "{start}");
    }
}

proptest! {
    /// A written record reads back; any changed byte is an error, never another value.
    #[test]
    fn a_record_is_read_as_written_or_not_at_all(
        text in ".{0,40}", at in 0_usize..100_000, bit in 0_u8..8,
    ) {
        let author = Signer::new(3);
        let body = Open::Watch(Watch { at: text.len() as u64 }).to_body().unwrap();
        let record = author.write(&start(), Class::Open, &body);
        let mut bytes = record.encode();
        prop_assert_eq!(Record::decode(&bytes).unwrap(), record);
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        prop_assert!(check(&start(), &bytes, &|_| Some(author.identity.sign)).is_err());
    }

    /// Arbitrary input neither panics nor is accepted by the page reader.
    #[test]
    fn noise_is_never_a_record(noise in prop::collection::vec(any::<u8>(), 0..2_000)) {
        let page = check_page(&start(), &noise, Bodies::All, &|_| Some(sha256(&[])));
        prop_assert!(page.records.is_empty());
        prop_assert_eq!(page.error.is_none(), noise.is_empty());
    }
}
