//! Entries open only with their header and key, and their size depends on the class alone.

use proptest::prelude::*;

use super::*;
use crate::crypto::random::{generate, testing::Repeatable};
use interlude_protocol::id::{Fingerprint, RecordHash, RecordId, SeriesId, SpaceId};
use interlude_protocol::record::header::{PADDING_CLASSES, TAG as RECORD_TAG};

fn header() -> Header {
    Header {
        class: Class::Sealed,
        space: SpaceId([1; 16]),
        series: SeriesId([2; 16]),
        seq: 3,
        record: RecordId([4; 16]),
        author: Fingerprint([5; 32]),
        key: Header::NO_KEY,
        prev: RecordHash([6; 32]),
        body_length: 0,
        body_hash: [0; 32],
    }
}

fn key(seed: u32) -> ContentKey {
    ContentKey::from_bytes(&generate(&Repeatable::new(seed)))
}

fn sealed_padded(plain: Vec<u8>) -> (Header, Vec<u8>) {
    let mut header = header();
    header.key = key(1).id(header.space);
    header.body_length = u32::try_from(plain.len() + TAG).unwrap();
    let body = seal_padded(&key(1), &header.prefix(), plain);
    (header, body)
}

#[test]
fn entries_of_every_class_open_unchanged() {
    for class in PaddingClass::ALL {
        for length in [0, 1, class.longest()] {
            let entry = vec![b'x'; length];
            let mut header = header();
            let body = seal_entry(&key(1), &mut header, &entry, class).unwrap();
            assert_eq!(body.len(), usize::try_from(class.sealed_bytes()).unwrap());
            assert_eq!(body.len(), usize::try_from(header.body_length).unwrap());
            assert_eq!(header.body_hash, sha256(&[&body]));
            assert_eq!(header.key, key(1).id(header.space));
            assert_eq!(*open_entry(&key(1), &header, &body).unwrap(), entry);
        }
        let long = vec![b'x'; class.longest() + 1];
        assert_eq!(seal_entry(&key(1), &mut header(), &long, class), Err(TooLong));
    }
}

#[test]
fn the_classes_match_the_record_format() {
    let ours: Vec<u32> = PaddingClass::ALL.iter().map(|class| class.sealed_bytes()).collect();
    assert_eq!(ours, PADDING_CLASSES.map(|bytes| bytes + RECORD_TAG));
    for class in PaddingClass::ALL {
        assert_eq!(PaddingClass::of_sealed(class.bytes() + TAG), Some(class));
        assert_eq!(PaddingClass::of_sealed(class.bytes()), None);
    }
}

#[test]
fn a_body_opens_only_with_its_header_and_key() {
    let mut header = header();
    let body = seal_entry(&key(1), &mut header, b"{}", PaddingClass::K1).unwrap();
    let changes: [fn(&mut Header); 8] = [
        |h| h.space.0[0] ^= 1,
        |h| h.series.0[0] ^= 1,
        |h| h.seq += 1,
        |h| h.record.0[15] ^= 1,
        |h| h.author.0[31] ^= 1,
        |h| h.key.0[0] ^= 1,
        |h| h.prev.0[31] ^= 1,
        |h| h.class = Class::Open,
    ];
    for change in changes {
        let mut other = header.clone();
        change(&mut other);
        assert_eq!(open_entry(&key(1), &other, &body), Err(CannotOpen));
    }
    assert_eq!(open_entry(&key(2), &header, &body), Err(CannotOpen));
}

#[test]
fn the_prefix_affects_the_key_and_the_associated_data() {
    let mut header = header();
    let body = seal_entry(&key(1), &mut header, b"{}", PaddingClass::K1).unwrap();
    let mut other = header.clone();
    other.seq += 1;
    let (right, wrong) = (header.prefix(), other.prefix());
    assert!(key(1).entry(&right).open(&right, &body).is_ok());
    assert!(key(1).entry(&wrong).open(&right, &body).is_err());
    assert!(key(1).entry(&right).open(&wrong, &body).is_err());
}

#[test]
fn bad_length_fields_and_nonzero_padding_are_refused() {
    let padded = |length: u32| {
        let mut plain = vec![0; 1_024];
        plain[..4].copy_from_slice(&length.to_be_bytes());
        plain
    };
    for length in [0, 1, 1_020] {
        let (header, body) = sealed_padded(padded(length));
        assert!(open_entry(&key(1), &header, &body).is_ok());
    }
    for length in [1_021, 1_024, 65_536, u32::MAX] {
        let (header, body) = sealed_padded(padded(length));
        assert_eq!(open_entry(&key(1), &header, &body), Err(CannotOpen));
    }
    for position in [6, 700, 1_023] {
        let mut plain = padded(2);
        plain[position] = 1;
        let (header, body) = sealed_padded(plain);
        assert_eq!(open_entry(&key(1), &header, &body), Err(CannotOpen));
    }
    let (header, body) = sealed_padded(vec![0; 1_000]);
    assert_eq!(open_entry(&key(1), &header, &body), Err(CannotOpen));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A changed, shortened or lengthened body never opens.
    #[test]
    fn a_damaged_body_never_opens(place in 0_usize..1_040, bit in 0_u8..8, cut in 1_usize..1_040) {
        let mut header = header();
        let body = seal_entry(&key(1), &mut header, b"{\"kind\":\"note\"}", PaddingClass::K1).unwrap();
        let mut flipped = body.clone();
        flipped[place] ^= 1 << bit;
        prop_assert_eq!(open_entry(&key(1), &header, &flipped), Err(CannotOpen));
        prop_assert_eq!(open_entry(&key(1), &header, &body[..1_040 - cut]), Err(CannotOpen));
        let mut longer = body;
        longer.resize(4_112, 0);
        prop_assert_eq!(open_entry(&key(1), &header, &longer), Err(CannotOpen));
    }

    /// The size of a body depends on its class, never on the entry's content.
    #[test]
    fn the_size_depends_on_the_class_alone(entry in prop::collection::vec(any::<u8>(), 0..1_020)) {
        for class in PaddingClass::ALL {
            let body = seal_entry(&key(1), &mut header(), &entry, class).unwrap();
            prop_assert_eq!(body.len(), class.bytes() + 16);
        }
    }
}
