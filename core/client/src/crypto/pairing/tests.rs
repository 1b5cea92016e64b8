//! Invitations: their text, address, expiry, MAC and digits.

use super::*;
use crate::crypto::random::testing::Repeatable;

fn invite() -> Invite {
    let random = Repeatable::new(1);
    let (pin, inviter) = (Pin([4; 32]), Fingerprint([5; 32]));
    let url = "https://clinic.example";
    Invite::generate(Purpose::Patient, pin, inviter, 1_790_000_600, url, &random).unwrap()
}

#[test]
fn an_invitation_is_read_from_its_pasted_text() {
    let invite = invite();
    let text = invite.text();
    assert!((180..=340).contains(&text.len()));
    assert_eq!(Invite::parse(&text), Ok(invite.clone()));
    assert_eq!(Invite::parse(&text.to_lowercase()), Ok(invite.clone()));
    let (start, end) = text.split_at(70);
    assert_eq!(Invite::parse(&format!("  {start}\n  {end}\r\n")), Ok(invite));
}

#[test]
fn addresses_above_100_bytes_are_refused() {
    let with = |url: &str| {
        let random = Repeatable::new(1);
        Invite::generate(Purpose::Staff, Pin([4; 32]), Fingerprint([5; 32]), 1, url, &random)
    };
    let longest = format!("https://{}", "a".repeat(92));
    let invite = with(&longest).unwrap();
    assert_eq!(Invite::parse(&invite.text()), Ok(invite));
    assert_eq!(with(&format!("{longest}a")), Err(InviteError::Address));
    let unprotected = Invite { url: "http://clinic.example".to_owned(), ..with(&longest).unwrap() };
    assert_eq!(Invite::parse(&unprotected.text()), Err(InviteError::Address));
}

#[test]
fn only_https_and_loopback_addresses_are_acceptable() {
    for good in
        ["https://a", "https://a.example/with/a/path", "http://localhost", "http://[::1]:80"]
    {
        assert!(acceptable_url(good), "{good}");
    }
    for bad in [
        "",
        "https://",
        "https:///x",
        "ftp://a.example",
        "http://127.0.0.1@evil.example",
        "http://localhost.evil.example",
        "http://127.0.0.1:80evil",
        "https://a.example/",
        "https://a b",
        "https://ä.example",
        "http://127.0.0.1:",
        "https://a?x",
        "https://a#x",
    ] {
        assert!(!acceptable_url(bad), "{bad}");
    }
}

#[test]
fn incomplete_or_changed_text_is_refused() {
    let text = invite().text();
    for length in 0..text.len() {
        assert!(Invite::parse(text.get(..length).unwrap()).is_err(), "{length}");
    }
    assert!(Invite::parse(&format!("{text}A")).is_err());
    assert!(Invite::parse(&format!("{text}AAAAAAAA")).is_err());
    assert!(Invite::parse(&text.replacen('J', "1", 1)).is_err());
    let mut bytes = invite().bytes();
    bytes[3] = b'2';
    assert_eq!(Invite::parse(&BASE32_NOPAD.encode(&bytes)), Err(InviteError::Newer));
    bytes[3] = b'1';
    bytes[4] = 4;
    assert_eq!(Invite::parse(&BASE32_NOPAD.encode(&bytes)), Err(InviteError::Malformed));
}

#[test]
fn an_invitation_expires_at_its_second() {
    assert!(!invite().has_expired(1_790_000_599));
    assert!(invite().has_expired(1_790_000_600));
}

#[test]
fn the_mac_and_the_digits_depend_on_secret_claim_and_reply() {
    let first = invite();
    let second = Invite { secret: Zeroizing::new([0; 16]), ..first.clone() };
    assert!(first.is_mac_of(b"claim", &first.mac(b"claim")));
    assert!(!first.is_mac_of(b"claim", &second.mac(b"claim")));
    assert!(!first.is_mac_of(b"claims", &first.mac(b"claim")));
    let digits = first.six_digits(b"claim", b"reply");
    assert!(digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit()));
    assert_ne!(digits, first.six_digits(b"claim", b"reply2"));
    assert_ne!(digits, first.six_digits(b"claim2", b"reply"));
    assert_ne!(digits, second.six_digits(b"claim", b"reply"));
}

#[test]
fn debug_shows_neither_secret_nor_address() {
    let shown = format!("{:?}", invite());
    assert!(!shown.contains("clinic.example") && !shown.contains(&HEXLOWER.encode(&[4; 32])));
    assert!(!shown.contains(&HEXLOWER.encode(invite().secret.as_slice())));
}
