//! The stored format is stable, unknown content is kept and reported, and sizes reveal no answers.

use proptest::prelude::*;
use serde::Deserialize;

use super::current::standing;
use super::infusion::{BadInfusion, Route, dose_warning, per_kg_text};
use super::size::fullest;
use super::*;
use crate::catalogue::{FILES, instrument, instruments};
use crate::response::AnswerValue;
use crate::response::draft::{Answer, Draft};
use crate::safety::HelpContext;
use crate::words::Words;
use crate::words::tests::{assert_from_messages, pseudo};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vectors {
    about: String,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    json: String,
    /// `complete` (read and written again byte for byte), `newer`, `newer-unknown` or `refused`.
    expected: String,
}

fn vectors() -> Vec<(String, Vectors)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors/entry");
    let mut all: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap())
        })
        .collect();
    all.sort_by(|(a, _): &(String, Vectors), (b, _)| a.cmp(b));
    all
}

#[test]
fn entries_of_every_release_round_trip_byte_for_byte() {
    let mut read = 0;
    for (file, vectors) in vectors() {
        assert!(!vectors.about.is_empty());
        for case in vectors.cases {
            let name = format!("{file}: {}", case.name);
            let reading = Entry::read(case.json.as_bytes());
            match case.expected.as_str() {
                "complete" => {
                    let reading = reading.unwrap();
                    assert!(!reading.newer, "{name}");
                    assert_eq!(reading.entry.unwrap().to_json(), case.json, "{name}");
                }
                "newer" => {
                    let reading = reading.unwrap();
                    assert!(reading.newer && reading.entry.is_some(), "{name}");
                }
                "newer-unknown" => {
                    assert!(reading.unwrap() == Reading { entry: None, newer: true }, "{name}");
                }
                "refused" => assert_eq!(reading.map(|_| ()), Err(BadEntry), "{name}"),
                other => panic!("{name}: {other}"),
            }
            read += 1;
        }
    }
    assert!(read >= 20);
}

#[test]
fn every_kind_has_a_vector() {
    let all: String =
        vectors().into_iter().flat_map(|(_, it)| it.cases).map(|it| it.json).collect();
    for kind in [
        "response",
        "infusion",
        "profile",
        "sharing",
        "clinic-info",
        "note",
        "retraction",
        "policy",
        "admit",
        "forms",
        "instrument-file",
        "episode",
        "planned-infusion",
        "care-plan",
        "outcome-rules",
        "owner",
    ] {
        assert!(all.contains(&format!("{{\"kind\":\"{kind}\"")), "{kind}");
    }
}

#[test]
fn spacing_and_explicit_nulls_are_not_newer_content() {
    let json = r#"{ "zone": "UTC", "kind": "note", "replaces": null,
                    "at": "2026-05-12T09:12:00Z", "text": "a" }"#;
    let reading = Entry::read(json.as_bytes()).unwrap();
    assert!(!reading.newer);
    let whole = r#"{"kind":"infusion","at":"2026-05-12T10:00:00Z","zone":"UTC","route":"iv","dose_mg":41,"duration_minutes":40}"#;
    assert!(!Entry::read(whole.as_bytes()).unwrap().newer);
}

#[test]
fn an_unknown_sex_does_not_hide_the_name() {
    for sex in [r#""other""#, "3", "{}"] {
        let json = format!(
            r#"{{"kind":"profile","at":"2026-05-12T09:12:00Z","zone":"UTC","name":"A","sex_for_scoring":{sex}}}"#
        );
        let reading = Entry::read(json.as_bytes()).unwrap();
        let Some(Entry::Profile(profile)) = reading.entry else { panic!("{sex}") };
        assert_eq!((profile.name.as_str(), profile.sex_for_scoring), ("A", None));
        assert!(reading.newer, "{sex}");
    }
}

#[test]
fn debug_and_errors_contain_nothing_of_an_entry() {
    let json = r#"{"kind":"note","at":"2026-05-12T09:12:00Z","zone":"UTC","text":"canary"}"#;
    let entry = Entry::read(json.as_bytes()).unwrap().entry.unwrap();
    assert_eq!(format!("{entry:?}"), "Entry(..)");
    let broken = Entry::read(br#"{"kind":"note","text":"canary"}"#).unwrap_err();
    assert_eq!(format!("{broken} {broken:?}"), "not an entry BadEntry");
}

fn record(id: u8) -> RecordId {
    RecordId([id; 16])
}

fn infusion(at: &str, dose_mg: f64, replaces: Option<u8>) -> Entry {
    Entry::Infusion(Infusion {
        at: Moment::parse(at).unwrap(),
        zone: Zone::parse("UTC").unwrap(),
        replaces: replaces.map(record),
        route: Route::Iv,
        dose_mg,
        weight_kg: Some(82.0),
        duration_minutes: 40,
        reason: None,
    })
}

fn retraction(of: u8) -> Entry {
    Entry::Retraction(Retraction {
        at: Moment::parse("2026-06-01T09:00:00Z").unwrap(),
        zone: Zone::parse("UTC").unwrap(),
        of: record(of),
        why: "entered in error".to_owned(),
    })
}

/// Ids of the current infusions by time, ids of the withdrawn ones, and the number of entries not allowed.
fn divide(entries: &[(u8, Side, Entry)]) -> (Vec<u8>, Vec<u8>, u32) {
    let filed: Vec<Filed<'_>> = entries
        .iter()
        .map(|(id, by, entry)| Filed { record: record(*id), by: *by, entry })
        .collect();
    let forward = standing(&filed);
    let backward = standing(&filed.iter().rev().copied().collect::<Vec<_>>());
    let ids = |list: &[Filed<'_>]| {
        let given = list.iter().filter(|it| matches!(it.entry, Entry::Infusion(_)));
        given.map(|it| it.record.0[0]).collect::<Vec<_>>()
    };
    assert_eq!(ids(&forward.current), ids(&backward.current));
    let gone = forward.withdrawn.iter().map(|it| it.original.record.0[0]).collect();
    (ids(&forward.current), gone, forward.not_allowed)
}

#[test]
fn a_correction_replaces_its_original_which_is_kept() {
    let clinic = Side::Clinic;
    let first = (1, clinic, infusion("2026-05-01T10:00:00Z", 410.0, None));
    let second = (2, clinic, infusion("2026-05-01T10:00:00Z", 41.0, Some(1)));
    let third = (3, clinic, infusion("2026-05-01T10:05:00Z", 40.0, Some(2)));
    assert_eq!(divide(&[first.clone(), second.clone()]), (vec![2], vec![1], 0));
    let all = [first.clone(), second.clone(), third];
    assert_eq!(divide(&all), (vec![3], vec![1, 2], 0));
    let other = (4, clinic, infusion("2026-05-01T10:09:00Z", 42.0, Some(1)));
    assert_eq!(divide(&[first.clone(), second.clone(), other]), (vec![2, 4], vec![1], 0));
    let taken_back = (9, clinic, retraction(2));
    assert_eq!(divide(&[first, second, taken_back]), (vec![], vec![1, 2], 0));
}

#[test]
fn the_other_side_can_neither_correct_nor_retract() {
    let given = (1, Side::Clinic, infusion("2026-05-01T10:00:00Z", 41.0, None));
    let patient = (2, Side::Patient, infusion("2026-05-01T10:00:00Z", 1.0, Some(1)));
    assert_eq!(divide(&[given.clone(), patient]), (vec![1], vec![], 1));
    assert_eq!(divide(&[given.clone(), (3, Side::Patient, retraction(1))]), (vec![1], vec![], 0));
    let note = |replaces: Option<u8>| {
        Entry::Note(Note {
            at: Moment::parse("2026-05-01T10:00:00Z").unwrap(),
            zone: Zone::parse("UTC").unwrap(),
            replaces: replaces.map(record),
            text: "a note".to_owned(),
        })
    };
    let (first, second) = (note(None), note(Some(5)));
    for (by, withdrawn) in [(Side::Patient, 0), (Side::Clinic, 1)] {
        let original = Filed { record: record(5), by: Side::Clinic, entry: &first };
        let correction = Filed { record: record(6), by, entry: &second };
        assert_eq!(standing(&[original, correction]).withdrawn.len(), withdrawn);
    }
    let unknown = (4, Side::Clinic, infusion("2026-05-02T10:00:00Z", 41.0, Some(77)));
    assert_eq!(divide(&[given, unknown]), (vec![1, 4], vec![], 0));
}

#[test]
fn cyclic_corrections_hide_nothing() {
    let one = (1, Side::Clinic, infusion("2026-05-01T10:00:00Z", 41.0, Some(2)));
    let two = (2, Side::Clinic, infusion("2026-05-02T10:00:00Z", 41.0, Some(1)));
    let own = (3, Side::Clinic, infusion("2026-05-03T10:00:00Z", 41.0, Some(3)));
    assert_eq!(divide(&[one, two, own]), (vec![1, 2, 3], vec![], 0));
}

#[test]
fn routes_kinds_and_doses_are_named_by_the_message_files() {
    let no_data = std::collections::BTreeSet::new();
    let Entry::Infusion(given) = infusion("2026-05-01T10:00:00Z", 41.5, None) else { panic!() };
    let words = pseudo();
    let mut texts = vec![given.dose_text(words), given.label(words)];
    texts.extend(per_kg_text(41.5, Some(82.0), words));
    texts.extend(dose_warning(410.0, Some(82.0), Some((0.3, 1.0)), words));
    texts.extend(Route::ALL.map(|it| it.text(words)));
    texts.extend(Route::ALL.map(|it| it.short(words)));
    texts.extend(ContentKind::ALL.map(|it| it.label(words)));
    texts.extend(ContentKind::ALL.map(|it| words.content_kind_inside(it.code())));
    for text in texts {
        assert_from_messages(&text, &no_data);
    }
}

#[test]
fn every_route_and_kind_has_a_distinct_name() {
    let words = Words::en_us();
    let distinct = |names: Vec<String>| {
        let number = names.len();
        assert_eq!(names.into_iter().collect::<std::collections::BTreeSet<_>>().len(), number);
    };
    distinct(Route::ALL.map(|it| it.text(words)).into());
    distinct(Route::ALL.map(|it| it.short(words)).into());
    distinct(ContentKind::ALL.map(|it| it.label(words)).into());
    distinct(ContentKind::ALL.map(|it| words.content_kind_inside(it.code())).into());
}

#[test]
fn doses_are_written_with_a_leading_and_without_a_trailing_zero() {
    let words = Words::en_us();
    assert_eq!([0.5, 41.0, 0.505].map(|it| words.decimal(it)), ["0.5", "41", "0.51"]);
    assert_eq!(per_kg_text(35.0, Some(82.0), words).unwrap(), "0.43\u{a0}mg/kg");
    assert_eq!(per_kg_text(35.0, Some(0.0), words), None);
    let Entry::Infusion(given) = infusion("2026-05-01T10:00:00Z", 41.0, None) else { panic!() };
    assert_eq!(given.label(words), "41\u{a0}mg IV over 40\u{a0}min");
    let range = Some((0.3, 1.0));
    assert_eq!(dose_warning(41.0, Some(82.0), range, words), None);
    assert_eq!(dose_warning(410.0, Some(82.0), None, words), None);
    let said = dose_warning(410.0, Some(82.0), range, words).unwrap().replace('\u{a0}', " ");
    assert_eq!(
        said,
        "410 mg = 5 mg/kg is outside your clinic's range 0.3–1 mg/kg. Check the point."
    );
}

#[test]
fn an_implausible_infusion_is_refused() {
    let checked = |change: fn(&mut Infusion)| {
        let Entry::Infusion(mut given) = infusion("2026-05-01T10:00:00Z", 41.0, None) else {
            panic!()
        };
        change(&mut given);
        given.check()
    };
    assert_eq!(checked(|_| {}), Ok(()));
    assert_eq!(checked(|it| it.dose_mg = 0.0), Err(BadInfusion::Dose));
    assert_eq!(checked(|it| it.dose_mg = f64::NAN), Err(BadInfusion::Dose));
    assert_eq!(checked(|it| it.dose_mg = 2001.0), Err(BadInfusion::Dose));
    assert_eq!(checked(|it| it.weight_kg = Some(8.0)), Err(BadInfusion::Weight));
    assert_eq!(checked(|it| it.duration_minutes = 1441), Err(BadInfusion::Duration));
}

#[test]
fn the_fullest_form_of_every_instrument_fits_the_smallest_class() {
    // The smallest class has 1,024 bytes, of which 4 are the length (protocol.md 2.3).
    let sizes: Vec<(&str, usize)> =
        instruments().map(|it| (it.id.as_str(), fullest(it).len())).collect();
    let larger: Vec<_> = sizes.into_iter().filter(|(_, size)| size + 4 > 1024).collect();
    assert_eq!(larger, [("asc5d", 1769)], "94 items, in the next class");
}

#[test]
fn every_kind_of_small_entry_fits_the_smallest_class() {
    assert!(infusion("2026-05-01T10:00:00+05:45", 1234.56, Some(1)).padding_basis() + 4 <= 1024);
}

proptest! {
    /// The padding class does not depend on the answers, how often they changed, or how the form was closed.
    #[test]
    fn size_does_not_depend_on_answers(
        values in prop::collection::vec((0_usize..10, prop::option::of(0_i32..=3)), 0..60),
        replaces in any::<bool>(),
    ) {
        let phq9 = instrument("phq9").unwrap();
        let opened = Moment::parse("2026-05-12T09:12:00-04:00").unwrap();
        let mut draft = Draft::open(phq9, opened.clone(), HelpContext::default());
        for (item, value) in values {
            let answer = value.map_or(Answer::Skip, Answer::Choice);
            drop(draft.answer(&format!("phq9.{}", item + 1), answer));
        }
        let zone = Zone::parse("America/Argentina/ComodRivadavia").unwrap();
        let mut stopped = draft.stop(opened, zone);
        stopped.answers = draft.saved().answers;
        stopped.replaces = replaces.then(|| record(255));
        let entry = Entry::Response(stopped);
        prop_assert_eq!(entry.padding_basis(), fullest(phq9).len());
        prop_assert!(entry.to_json().len() <= entry.padding_basis());
    }

    /// Only free text makes a check-in larger, by the length of its JSON.
    #[test]
    fn size_depends_on_free_text(text in ".{0,300}") {
        let daily = instrument("daily_checkin").unwrap();
        let opened = Moment::parse("2026-05-12T09:12:00-04:00").unwrap();
        let mut draft = Draft::open(daily, opened.clone(), HelpContext::default());
        drop(draft.answer("daily.note", Answer::Text(text.clone())));
        let mut response = draft.stop(opened, Zone::parse("UTC").unwrap());
        response.answers = draft.saved().answers;
        let length = serde_json::to_string(&AnswerValue::Text(text)).unwrap().len();
        prop_assert_eq!(Entry::Response(response).padding_basis(), fullest(daily).len() + length);
    }

    /// Arbitrary bytes never cause a panic.
    #[test]
    fn reading_arbitrary_bytes_does_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        drop(Entry::read(&bytes));
    }
}

#[test]
fn a_clinics_own_form_has_one_class_whatever_the_answers() {
    let (_, json) = FILES.iter().find(|(name, _)| *name == "sidas.json").unwrap();
    let own = crate::instrument::load::load("own.json", &json.replace("sidas", "own")).unwrap();
    let when = Moment::parse("2026-05-12T09:00:00-04:00").unwrap();
    let zone = || Zone::parse("UTC").unwrap();
    let basis = |value: Option<i32>| {
        let mut draft = Draft::open(&own, when.clone(), HelpContext::default());
        if let Some(value) = value {
            for item in &own.items {
                drop(draft.answer(&item.id, Answer::Number(f64::from(value))));
            }
            return Entry::Response(draft.submit(when.clone(), zone()).unwrap()).padding_basis();
        }
        Entry::Response(draft.stop(when.clone(), zone())).padding_basis()
    };
    assert!(basis(Some(10)) > 1_020, "it is in the second class");
    assert_eq!((basis(None), basis(Some(0))), (basis(Some(10)), basis(Some(10))));
}
