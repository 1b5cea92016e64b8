use super::account::SessionRequest;
use super::bytes::{Bytes, Fixed};
use super::error::ErrorBody;
use super::pairing::{PairingState, Purpose, Stage};
use super::path;
use super::space::{HeadLine, Hello, Receipt};
use crate::id::{Fingerprint, PairingId, RecordHash, SeriesId, SpaceId};
use crate::record::codec::Bodies;

#[track_caller]
fn check<T>(value: &T, json: &str)
where
    T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug,
{
    assert_eq!(serde_json::to_string(value).unwrap(), json);
    assert_eq!(&serde_json::from_str::<T>(json).unwrap(), value);
}

#[test]
fn wire_forms_are_those_of_the_first_version() {
    check(
        &Hello { formats: vec![1], era: Fixed([0; 16]), time: 1_790_000_000 },
        r#"{"formats":[1],"era":"AAAAAAAAAAAAAAAAAAAAAA","time":1790000000}"#,
    );
    check(
        &Receipt { count: 3, hash: RecordHash([255; 32]) },
        r#"{"count":3,"hash":"__________________________________________8"}"#,
    );
    check(
        &PairingState {
            purpose: Purpose::Patient,
            stage: Stage::Waiting,
            expires: 5,
            claim: None,
            reply: None,
        },
        r#"{"purpose":1,"stage":"waiting","expires":5}"#,
    );
    check(
        &ErrorBody { error: "BrokenChain".to_owned(), index: Some(2), time: None },
        r#"{"error":"BrokenChain","index":2}"#,
    );
    let line = r#"{"series":"AgICAgICAgICAgICAgICAg","author":"AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM","count":1,"hash":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}"#;
    let head = HeadLine {
        series: SeriesId([2; 16]),
        author: Fingerprint([3; 32]),
        count: 1,
        hash: RecordHash::ZERO,
    };
    check(&head, line);
}

#[test]
fn bytes_of_another_length_padding_or_alphabet_are_refused() {
    assert!(serde_json::from_str::<Fixed<2>>(r#""AAA""#).is_ok());
    for bad in [r#""AA""#, r#""AAAA""#, r#""AAA=""#, r#""+/A""#, r#""AAB""#, "[0,0]", "null"] {
        assert!(serde_json::from_str::<Fixed<2>>(bad).is_err(), "{bad}");
    }
    assert!(serde_json::from_str::<Bytes>(r#""A""#).is_err());
}

#[test]
fn requests_with_unknown_fields_are_refused() {
    let auth = "A".repeat(43);
    let good = format!(r#"{{"clinic":"{}","login":"a","auth":"{auth}"}}"#, "A".repeat(22));
    assert!(serde_json::from_str::<SessionRequest>(&good).is_ok());
    let extra = good.replace("\"login\"", "\"memory\":1,\"login\"");
    assert!(serde_json::from_str::<SessionRequest>(&extra).is_err());
}

#[test]
fn addresses_hold_opaque_hex_only() {
    let (space, series) = (SpaceId([0x11; 16]), SeriesId([0x22; 16]));
    let (space_hex, series_hex) = ("11".repeat(16), "22".repeat(16));
    assert_eq!(path::heads(space, None), format!("/v1/spaces/{space_hex}/heads"));
    assert_eq!(
        path::heads(space, Some(series)),
        format!("/v1/spaces/{space_hex}/heads?after={series_hex}")
    );
    assert_eq!(
        path::records(space, series, 7, Bodies::Open),
        format!("/v1/spaces/{space_hex}/series/{series_hex}?from=7&bodies=open")
    );
    assert_eq!(
        path::append(space, series, 7),
        format!("/v1/spaces/{space_hex}/series/{series_hex}?from=7")
    );
    assert_eq!(path::claim(PairingId([1; 16])), format!("/v1/pairings/{}/claim", "01".repeat(16)));
}

#[test]
fn nothing_secret_is_printed() {
    let request =
        SessionRequest { clinic: SpaceId([1; 16]), login: "a".to_owned(), auth: Fixed([9; 32]) };
    let printed = format!("{request:?} {:?}", Bytes(vec![9; 3]));
    assert!(printed.contains("Fixed(32)") && printed.contains("Bytes(3)"), "{printed}");
    assert!(!printed.contains("9, 9"), "{printed}");
}
