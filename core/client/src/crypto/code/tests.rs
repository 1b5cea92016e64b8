//! Parsing of typed codes, and detection of typing errors.

use proptest::prelude::*;

use super::*;
use crate::crypto::random::testing::Repeatable;

const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

#[test]
fn a_code_has_seven_groups_and_no_secret_in_debug() {
    let code = Code::generate(CodeKind::Patient, &Repeatable::new(3));
    assert_eq!(code.groups().len(), GROUPS);
    assert!(code.groups().iter().all(|group| group.len() == 4));
    assert_eq!(format!("{code:?}"), "Code(Patient)");
}

#[test]
fn has_group_normalizes_typed_text() {
    let code = Code::parse(CodeKind::Patient, "000G-40R4-0M30-E209-185G-R38E-1WTD").unwrap();
    assert!(code.has_group(2, " 4o r4"));
    assert!(code.has_group(5, "l85g"));
    assert!(!code.has_group(5, "1855"));
    assert!(!code.has_group(2, ""));
    assert!(!code.has_group(0, "000G"));
    assert!(!code.has_group(8, ""));
}

#[test]
fn each_kind_derives_another_seed() {
    let seeds = [CodeKind::Kit, CodeKind::Staff, CodeKind::Patient]
        .map(|k| Code::from_secret(k, &[7; 16]).seed());
    assert!(seeds[0] != seeds[1] && seeds[1] != seeds[2] && seeds[0] != seeds[2]);
    assert!(Code::from_secret(CodeKind::Staff, &[7; 16]).identity().is_none());
    assert!(Code::from_secret(CodeKind::Kit, &[7; 16]).identity().is_some());
}

/// Ten check bits miss about one error in 1,024.
#[test]
fn most_single_typing_errors_are_detected() {
    let random = Repeatable::new(11);
    let (mut slips, mut missed) = (0, 0);
    for _ in 0..30 {
        let code = Code::generate(CodeKind::Patient, &random);
        let text = code.text().replace('-', "");
        for place in 0..28 {
            for wrong in ALPHABET.chars().filter(|c| text.chars().nth(place) != Some(*c)) {
                let mut typed = text.clone();
                typed.replace_range(place..=place, wrong.encode_utf8(&mut [0; 4]));
                slips += 1;
                missed += u32::from(Code::parse(CodeKind::Patient, &typed).is_ok());
            }
        }
    }
    assert_eq!(slips, 30 * 28 * 31);
    assert!(missed * 1_024 < slips * 2, "{missed} of {slips} typing errors were not detected");
}

/// The last two characters contain only zero bits and check bits.
#[test]
fn every_error_in_the_last_two_characters_is_detected() {
    let random = Repeatable::new(12);
    for _ in 0..50 {
        let text = Code::generate(CodeKind::Kit, &random).text().to_string();
        for place in [32, 33] {
            for wrong in ALPHABET.chars().filter(|c| text.chars().nth(place) != Some(*c)) {
                let mut typed = text.clone();
                typed.replace_range(place..=place, wrong.encode_utf8(&mut [0; 4]));
                assert_eq!(Code::parse(CodeKind::Kit, &typed).err(), Some(CodeError::Check));
            }
        }
    }
}

proptest! {
    #[test]
    fn printed_codes_parse_in_any_spelling(
        secret in any::<[u8; 16]>(),
        lower in any::<bool>(),
        blanks in any::<bool>(),
        alike in any::<bool>(),
    ) {
        for kind in [CodeKind::Kit, CodeKind::Staff, CodeKind::Patient] {
            let code = Code::from_secret(kind, &secret);
            let mut text = code.text().to_string();
            if blanks { text = format!(" {} ", text.replace('-', "  ")); }
            if alike { text = text.replace('0', "O").replace('1', if lower { "I" } else { "L" }); }
            if lower { text = text.to_lowercase(); }
            let read = Code::parse(kind, &text).unwrap();
            prop_assert_eq!(read.secret, code.secret);
        }
    }

    #[test]
    fn parsing_never_panics(text in ".{0,60}") {
        if let Ok(code) = Code::parse(CodeKind::Patient, &text) {
            prop_assert_eq!(code.text().replace('-', ""), (*typed(&text)).clone());
        }
    }
}
