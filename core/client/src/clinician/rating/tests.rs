//! Opening, filling in and signing a rating.

use serde_json::json;

use super::*;
use interlude_clinical::catalogue;
use interlude_clinical::entry::{Filed, InstrumentFile, Side};
use interlude_clinical::instrument::item::ItemKind;
use interlude_clinical::library::CATALOGUE;
use interlude_clinical::response::AnswerValue;

const RECORD: RecordId = RecordId([7; 16]);

fn at(time: &str) -> Moment {
    Moment::parse(&format!("2026-05-12T{time}:00-04:00")).unwrap()
}

fn zone() -> Zone {
    Zone::parse("America/New_York").unwrap()
}

fn open_in(library: &Library, instrument: &str) -> Result<Rating, ClientError> {
    let help = HelpContext { country: Some("US".to_owned()), ..HelpContext::default() };
    let of = (RECORD, SpaceId([9; 16]));
    Rating::open(of, (library, instrument), ("en", help), Context::default(), at("10:00"))
}

fn open(instrument: &str) -> Rating {
    open_in(&CATALOGUE, instrument).unwrap()
}

/// Answers an item with an option and returns the item afterwards.
#[track_caller]
fn rate(rating: &mut Rating, item: &str, value: i32) -> RatingItem {
    let view = rating.rate(item, AnswerView::Choice(value)).unwrap();
    view.items.into_iter().find(|it| it.item.id == item).unwrap()
}

/// Answers an item with an option and returns whether crisis help is shown.
#[track_caller]
fn tap(rating: &mut Rating, item: &str, value: i32) -> bool {
    rate(rating, item, value).help.is_some()
}

/// Answers every open item with `value`, except those in `but`.
fn fill(rating: &mut Rating, value: i32, but: &[&str]) {
    for id in rating.view().open {
        if !but.contains(&id.as_str()) {
            tap(rating, &id, value);
        }
    }
}

#[track_caller]
fn signed(rating: &Rating) -> interlude_clinical::response::QuestionnaireResponse {
    let Entry::Response(response) = rating.entry(at("10:05"), zone()).unwrap() else { panic!() };
    response
}

/// A library with a made-up wording of that instrument.
fn with_wording(id: &str) -> Library {
    let instrument = catalogue::instrument(id).unwrap();
    let mut option_sets = serde_json::Map::new();
    for item in &instrument.items {
        if let ItemKind::Choice { set, options } = &item.kind {
            let labels: Vec<_> = options.iter().map(|it| format!("anchor {}", it.value)).collect();
            option_sets.insert(set.clone(), json!(labels));
        }
    }
    let words = |item: &Item| (item.id.clone(), json!({"text": format!("words of {}", item.id)}));
    let items: serde_json::Map<_, _> = instrument.items.iter().map(words).collect();
    let text = json!({"instrument": id, "version": instrument.version, "language": "en",
        "state": "verified", "source": "the licensed copy", "permission": "licence 17",
        "option_sets": option_sets, "items": items})
    .to_string();
    let file =
        InstrumentFile { at: at("08:00"), zone: zone(), replaces: None, text, statement: None };
    let entry = Entry::InstrumentFile(file);
    Library::of(&[Filed { record: RecordId([1; 16]), by: Side::Clinic, entry: &entry }])
}

#[test]
fn clinicians_can_rate_only_their_forms_with_wording() {
    let ids = |library: &Library| -> Vec<String> {
        rateable(library).forms.into_iter().map(|it| it.id).collect()
    };
    assert_eq!(ids(&CATALOGUE), ["hamd17", "cgi", "vitals"]);
    assert!(rateable(&CATALOGUE).without_wording.contains(&"MADRS".to_owned()));
    let library = with_wording("madrs");
    assert!(ids(&library).contains(&"madrs".to_owned()));
    assert!(!rateable(&library).without_wording.contains(&"MADRS".to_owned()));
    let forms = rateable(&CATALOGUE).forms;
    let hamd = forms.first().unwrap();
    assert!(hamd.source_text.contains("public domain") && hamd.source_text.contains("1960;23"));
    assert_eq!((hamd.recall_text.as_str(), hamd.items), ("past week", 18));
    for (id, error) in [
        ("phq9", ClientError::PatientRated),
        ("daily_checkin", ClientError::PatientRated),
        ("madrs", ClientError::NoWording),
        ("phq99", ClientError::UnknownInstrument),
    ] {
        assert_eq!(open_in(&CATALOGUE, id).err(), Some(error), "{id}");
    }
}

#[test]
fn every_safety_answer_above_zero_returns_help() {
    let madrs = with_wording("madrs");
    for (library, id, safety, most) in
        [(&CATALOGUE, "hamd17", "hamd17.3", 4), (&madrs, "madrs", "madrs.10", 6)]
    {
        for value in 0..=most {
            let mut rating = open_in(library, id).unwrap();
            assert_eq!(tap(&mut rating, safety, value), value > 0, "{safety} {value}");
            assert!(rating.signed.is_none(), "before anything is signed");
        }
        let mut rating = open_in(library, id).unwrap();
        for item in rating.view().items {
            for option in item.item.options {
                let crisis = tap(&mut rating, &item.item.id, option.value);
                assert_eq!(crisis, item.item.id == safety && option.value > 0);
            }
        }
    }
    let mut rating = open("hamd17");
    let raised = rate(&mut rating, "hamd17.3", 1);
    assert_eq!(raised.changed_notice, None);
    let help = raised.help.unwrap();
    assert_eq!(help.heading, "Help to read out or hand on");
    assert_eq!(help.emergency.number.as_deref(), Some("911"));
    assert_eq!(help.primary.unwrap().number.as_deref(), Some("988"));
    let words = help.lines.join(" ");
    for patients in ["Thank you", "You deserve", "Your clinic", "risk"] {
        assert!(!words.contains(patients), "{words}");
    }
    let lowered = rate(&mut rating, "hamd17.3", 0);
    assert!(lowered.help.is_some(), "help stays");
    let kept = "You changed this answer. Both are kept with the rating.";
    assert_eq!(lowered.changed_notice.as_deref(), Some(kept));
    let others = rating.view().items.into_iter().filter(|it| it.item.id != "hamd17.3");
    assert!(others.clone().count() == 17 && others.into_iter().all(|it| it.help.is_none()));
    fill(&mut rating, 0, &[]);
    let event = &signed(&rating).safety[0];
    assert_eq!((event.first, event.highest, event.last), (1, 1, Some(0)));
}

#[test]
fn only_a_complete_rating_has_a_band() {
    let mut rating = open("hamd17");
    assert_eq!(rating.view().score_text, "17 not rated");
    tap(&mut rating, "hamd17.1", 0);
    assert_eq!(rating.view().score_text, "0 of 52 so far, 16 not rated");
    fill(&mut rating, 1, &["hamd17.17", "hamd17.16a", "hamd17.16b"]);
    assert_eq!(rating.view().score_text, "14 of 52 so far, 2 not rated");
    tap(&mut rating, "hamd17.16b", 2);
    assert_eq!(rating.view().score_text, "16 of 52 so far, 1 not rated");
    tap(&mut rating, "hamd17.17", 0);
    assert_eq!(rating.view().score_text, "16 of 52: moderate");
    drop(rating.rate("hamd17.17", AnswerView::Skipped).unwrap());
    assert_eq!(rating.view().score_text, "not scored, 1 not rated");
    assert!(rating.view().open.is_empty(), "marked as not rated is not open");
}

#[test]
fn one_of_16a_and_16b_is_enough() {
    let open_pair = |rating: &Rating| -> Vec<String> {
        rating.view().open.into_iter().filter(|id| id.contains("16")).collect()
    };
    let view = open("hamd17").view();
    let marked = |id: &str| view.items.iter().find(|it| it.item.id == id).unwrap().clone();
    assert_eq!(
        (marked("hamd17.16a").marker, marked("hamd17.9").marker),
        ("16A".into(), "9".into())
    );
    assert_eq!(marked("hamd17.16b").note.unwrap(), "One of 16A and 16B is enough.");
    assert_eq!(marked("hamd17.9").note, None);
    for (first, other) in [("hamd17.16a", "hamd17.16b"), ("hamd17.16b", "hamd17.16a")] {
        let mut rating = open("hamd17");
        fill(&mut rating, 0, &["hamd17.16a", "hamd17.16b"]);
        assert_eq!(open_pair(&rating), ["hamd17.16a", "hamd17.16b"]);
        let refused = rating.entry(at("10:05"), zone()).err();
        let both = vec!["hamd17.16a".to_owned(), "hamd17.16b".to_owned()];
        assert_eq!(refused, Some(ClientError::Incomplete { items: both }));
        tap(&mut rating, first, 3);
        assert_eq!(open_pair(&rating), [other], "3 says that it was not assessed");
        tap(&mut rating, first, 2);
        assert_eq!(open_pair(&rating), [""; 0]);
        let response = signed(&rating);
        assert!(!response.answers.contains_key(other), "what was not rated is absent, not zero");
        assert_eq!(rating.view().score_text, "2 of 52: normal");
    }
}

#[test]
fn a_form_without_total_counts_rated_and_unrated_items() {
    let mut rating = open("cgi");
    assert_eq!(rating.view().score_text, "2 not rated");
    tap(&mut rating, "cgi.s", 5);
    assert_eq!(rating.view().score_text, "1 rated, 1 not rated");
    assert_eq!(
        rating.entry(at("10:05"), zone()).err(),
        Some(ClientError::Incomplete { items: vec!["cgi.i".to_owned()] }),
    );
    drop(rating.rate("cgi.i", AnswerView::Skipped).unwrap());
    assert_eq!(rating.view().score_text, "1 rated, 1 not rated");
    let response = signed(&rating);
    assert!(response.answers.get("cgi.i") == Some(&AnswerValue::Skipped));
    tap(&mut rating, "cgi.i", 2);
    assert_eq!(rating.view().score_text, "2 rated");
}

#[test]
fn refused_answers_change_nothing_and_signed_ratings_are_closed() {
    let mut rating = open("hamd17");
    tap(&mut rating, "hamd17.1", 4);
    let before = rating.view();
    for (item, answer, error) in [
        ("hamd17.1", AnswerView::Choice(5), ClientError::NotOffered),
        ("hamd17.1", AnswerView::Choice(-1), ClientError::NotOffered),
        ("hamd17.1", AnswerView::Number(2.0), ClientError::NotOffered),
        ("hamd17.1", AnswerView::YesNo(true), ClientError::NotOffered),
        ("hamd17.1", AnswerView::Text("4".to_owned()), ClientError::NotOffered),
        ("hamd17.18", AnswerView::Choice(1), ClientError::UnknownItem),
        ("phq9.9", AnswerView::Choice(1), ClientError::UnknownItem),
    ] {
        assert_eq!(rating.rate(item, answer).err(), Some(error), "{item}");
        assert!(rating.view() == before, "{item}");
    }
    fill(&mut rating, 0, &[]);
    let entry = rating.entry(at("10:05"), zone()).unwrap();
    rating.sign(entry.clone());
    assert!(rating.view().signed && !before.signed);
    let refused = rating.rate("hamd17.1", AnswerView::Choice(0)).err();
    assert_eq!(refused, Some(ClientError::AlreadyClosed));
    let again = rating.entry(at("11:59"), zone()).unwrap();
    assert!(again == entry, "a later try writes what was signed");
    let response = signed(&rating);
    assert_eq!((response.language.as_str(), response.version.as_str()), ("en", "Hamilton 1960"));
    assert_eq!((response.opened, response.at), (at("10:00"), at("10:05")));
}

#[test]
fn debug_output_shows_no_answers() {
    let mut rating = open("hamd17");
    tap(&mut rating, "hamd17.3", 2);
    let shown = format!("{:?} {:?}", rating.view(), rating);
    assert!(!shown.contains("hamd17") && !shown.contains('2'), "{shown}");
}
