//! Passphrases are drawn uniformly, and equivalent logins have one salt.

use std::collections::BTreeSet;

use super::*;
use crate::crypto::random::testing::Repeatable;

#[test]
fn a_passphrase_has_six_words_of_the_list() {
    let list: BTreeSet<&str> = EFF_LONG_WORDLIST.iter().copied().collect();
    assert_eq!(list.len(), 7_776);
    let phrase = generate_passphrase(&Repeatable::new(1));
    assert_eq!(phrase.split(' ').count(), WORDS);
    assert!(phrase.split(' ').all(|word| list.contains(word)));
    assert!(list.iter().all(|word| word.to_lowercase() == *word && !word.contains(' ')));
    assert_ne!(phrase, generate_passphrase(&Repeatable::new(2)));
}

#[test]
fn words_are_drawn_uniformly() {
    let random = Repeatable::new(5);
    let mut tenths = [0_u32; 10];
    for _ in 0..20_000 {
        let drawn = word(&random);
        let place = EFF_LONG_WORDLIST.iter().position(|word| *word == drawn).unwrap();
        tenths[place * 10 / EFF_LONG_WORDLIST.len()] += 1;
    }
    // Six standard deviations of a fair draw: 6 × √(20,000 × 0.1 × 0.9).
    assert!(tenths.iter().all(|n| n.abs_diff(2_000) < 255), "{tenths:?}");
}

/// A source that returns the given bytes.
struct Script(std::cell::RefCell<Vec<u8>>);

impl Random for Script {
    fn fill(&self, bytes: &mut [u8]) {
        for byte in bytes {
            *byte = self.0.borrow_mut().remove(0);
        }
    }
}

#[test]
fn draws_that_favour_the_first_words_are_repeated() {
    // 62,208 is 8 × 7,776. From there on, only some remainders would occur a ninth time.
    let script =
        |number: u16| Script(std::cell::RefCell::new([number.to_be_bytes(), [0, 5]].concat()));
    assert_eq!(word(&script(62_207)), EFF_LONG_WORDLIST[7_775]);
    assert_eq!(word(&script(62_208)), EFF_LONG_WORDLIST[5]);
    assert_eq!(word(&script(65_535)), EFF_LONG_WORDLIST[5]);
}

#[test]
fn equivalent_spellings_of_a_login_have_one_salt() {
    let clinic = SpaceId([3; 16]);
    assert_eq!(salt(clinic, "Zoe\u{308}"), salt(clinic, "zo\u{eb}"));
    assert_ne!(salt(clinic, "zoe"), salt(clinic, "zo\u{eb}"));
    assert_ne!(salt(clinic, "zoe"), salt(SpaceId([4; 16]), "zoe"));
}

#[test]
fn the_two_secrets_differ_and_depend_on_every_word() {
    let clinic = SpaceId([3; 16]);
    let login = split(clinic, "zoe", "harbor twenty lilac onset gravel acorn");
    let spaced = split(clinic, "Zoe", "  Harbor twenty\tlilac onset  gravel acorn\n");
    assert_eq!(*login.auth, *spaced.auth);
    assert_eq!(*login.unlock, *spaced.unlock);
    assert_ne!(*login.auth, *login.unlock);
    let other = split(clinic, "zoe", "harbor twenty lilac onset gravel acre");
    assert_ne!(*login.auth, *other.auth);
}
