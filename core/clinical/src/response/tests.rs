//! Answers, the help they return, and the content of a closed form.

use proptest::prelude::*;

use super::draft::{Answer, ChangedAnswer, Draft, ResponseError, SavedDraft};
use super::*;
use crate::catalogue::{instrument, instruments};
use crate::instrument::item::ItemKind;
use crate::safety::{HelpContext, PRIVATE};
use crate::words::Words;
use crate::words::tests::{assert_from_messages, pseudo};

fn moment(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

fn closing() -> (Moment, Zone) {
    (moment("2026-05-12T09:14:00-04:00"), Zone::parse("America/New_York").unwrap())
}

fn open_with(id: &str, help: HelpContext) -> Draft {
    Draft::open(instrument(id).unwrap(), moment("2026-05-12T09:12:00-04:00"), help)
}

fn open(id: &str) -> Draft {
    open_with(id, HelpContext { country: Some("US".to_owned()), ..HelpContext::default() })
}

/// Answers an item and returns whether there was crisis help.
#[track_caller]
fn tap(draft: &mut Draft, item: &str, answer: Answer) -> bool {
    draft.answer(item, answer).unwrap().crisis.is_some()
}

fn fill(draft: &mut Draft, values: &[i32]) {
    for (number, value) in (1..).zip(values) {
        tap(draft, &format!("phq9.{number}"), Answer::Choice(*value));
    }
}

/// Converts a stored whole number to an answer from the screen.
fn answer_for(item: &Item, value: i32) -> Answer {
    match item.kind {
        ItemKind::Choice { .. } => Answer::Choice(value),
        ItemKind::Boolean => Answer::Boolean(value == 1),
        ItemKind::Number { .. } | ItemKind::Decimal { .. } | ItemKind::Text { .. } => {
            Answer::Number(f64::from(value))
        }
    }
}

#[test]
fn every_non_zero_answer_returns_crisis_help() {
    // All pairs of answers to item 9, including zero and skipped, in both orders.
    let answers =
        [Answer::Skip, Answer::Choice(0), Answer::Choice(1), Answer::Choice(2), Answer::Choice(3)];
    let meets = |answer: &Answer| matches!(answer, Answer::Choice(1..));
    for first in &answers {
        for second in &answers {
            for third in &answers {
                let mut draft = open("phq9");
                for answer in [first, second, third] {
                    assert_eq!(tap(&mut draft, "phq9.9", answer.clone()), meets(answer));
                }
            }
        }
    }
}

#[test]
fn crisis_help_ignores_other_answers_and_country() {
    let contexts = [None, Some("US"), Some("GB"), Some("ZZ")].map(|country| HelpContext {
        country: country.map(str::to_owned),
        ..HelpContext::default()
    });
    for help in contexts {
        for others in [&[][..], &[0; 8], &[3; 8]] {
            for value in 0..=3 {
                let mut draft = open_with("phq9", help.clone());
                fill(&mut draft, others);
                assert_eq!(tap(&mut draft, "phq9.9", Answer::Choice(value)), value > 0);
            }
        }
        let private = HelpContext { private_form: true, ..help };
        assert!(tap(&mut open_with("phq9", private), "phq9.9", Answer::Choice(1)));
    }
}

#[test]
fn safety_items_match_the_published_list() {
    // instruments.md, "Safety rules": any answer above zero, SBQ-R from 2, EPDS 10 by points (its first statement, position 0, is the worst).
    let mut safety_items = Vec::new();
    for instrument in instruments() {
        for item in &instrument.items {
            if matches!(item.kind, ItemKind::Text { .. }) || item.enable_when.is_some() {
                continue;
            }
            for value in item.values() {
                let mut draft = open(&instrument.id);
                let crisis = tap(&mut draft, &item.id, answer_for(item, value));
                let trips = match item.id.as_str() {
                    "epds.10" => value < 3,
                    id if id.starts_with("sbqr.") => value >= 2,
                    _ => value > 0,
                };
                assert_eq!(crisis, item.safety.is_some() && trips, "{} = {value}", item.id);
            }
            if item.safety.is_some() {
                safety_items.push(item.id.as_str());
            }
        }
    }
    safety_items.sort_unstable();
    let listed = "asq.1 asq.2 asq.3 asq.4 bdi2.9 bss.2 bss.20 bss.4 bss.5 cssrs_screener.1 \
        cssrs_screener.2 cssrs_screener.3 cssrs_screener.4 cssrs_screener.5 cssrs_screener.6 \
        daily.safety dsm5_l1.11 epds.10 hamd17.3 madrs.10 madrs_s.9 phq9.9 phqa.9 qids_sr16.12 \
        sbqr.1 sbqr.2 sbqr.3 sbqr.4 sidas.1 sidas.3";
    assert_eq!(safety_items.join(" "), listed);
}

#[test]
fn a_lowered_answer_keeps_its_event() {
    let mut draft = open("phq9");
    assert!(tap(&mut draft, "phq9.9", Answer::Choice(1)));
    assert!(tap(&mut draft, "phq9.9", Answer::Choice(3)));
    let lowered = draft.answer("phq9.9", Answer::Choice(0)).unwrap();
    assert_eq!(lowered.crisis, None);
    let said = lowered.changed.unwrap().text(Words::en_us());
    assert_eq!(said, "You changed this answer. Your clinic can see both.");
    fill(&mut draft, &[0; 8]);
    let (at, zone) = closing();
    let response = draft.submit(at, zone).unwrap();
    let [event] = &response.safety[..] else { panic!("one event") };
    assert_eq!((event.first, event.highest, event.last, event.taps), (1, 3, Some(0), 2));
    assert!(event.changed());
    assert_eq!(response.answers["phq9.9"], AnswerValue::Integer(0));
}

#[test]
fn an_answer_below_the_rule_leaves_no_event() {
    let mut draft = open("phq9");
    for answer in [Answer::Choice(0), Answer::Skip, Answer::Choice(0)] {
        let tap = draft.answer("phq9.9", answer).unwrap();
        assert!(tap.crisis.is_none() && tap.changed.is_none());
    }
    let (at, zone) = closing();
    assert!(draft.stop(at, zone).safety.is_empty());
}

#[test]
fn taps_are_counted_up_to_a_limit() {
    let mut draft = open("daily_checkin");
    for _ in 0..1000 {
        assert!(tap(&mut draft, "daily.safety", Answer::Boolean(true)));
    }
    let (at, zone) = closing();
    assert_eq!(draft.stop(at, zone).safety[0].taps, SafetyEvent::MOST_TAPS);
}

#[test]
fn a_stopped_form_keeps_no_answers() {
    let mut draft = open("phq9");
    fill(&mut draft, &[3, 2, 1]);
    assert!(tap(&mut draft, "phq9.9", Answer::Choice(2)));
    let (at, zone) = closing();
    let response = draft.stop(at.clone(), zone);
    assert_eq!(response.status, FormStatus::Stopped);
    assert!(response.answers.is_empty());
    assert_eq!(response.safety[0].last, Some(2));
    assert_eq!((response.opened.as_str(), &response.at), ("2026-05-12T09:12:00-04:00", &at));
}

#[test]
fn submitting_needs_every_core_question() {
    let (at, zone) = closing();
    let mut draft = open("phq9");
    fill(&mut draft, &[0; 8]);
    assert_eq!(
        draft.submit(at.clone(), zone.clone()),
        Err(ResponseError::Incomplete(vec!["phq9.9".to_owned()])),
    );
    assert!(!tap(&mut draft, "phq9.9", Answer::Skip));
    let response = draft.submit(at.clone(), zone.clone()).unwrap();
    assert_eq!(response.answers["phq9.9"], AnswerValue::Skipped);
    assert_eq!(response.safety_unanswered(instrument("phq9").unwrap()), 1);
    let mut daily = open("daily_checkin");
    for item in ["daily.mood", "daily.energy", "daily.anxiety", "daily.sleep_quality"] {
        assert!(!tap(&mut daily, item, Answer::Number(5.0)));
    }
    assert!(!tap(&mut daily, "daily.activation", Answer::Boolean(false)));
    assert!(!tap(&mut daily, "daily.safety", Answer::Boolean(false)));
    let response = daily.submit(at, zone).unwrap();
    assert_eq!(response.answers.len(), 6, "what was not asked is absent");
}

#[test]
fn item_ten_is_asked_only_after_a_problem() {
    let (at, zone) = closing();
    let mut draft = open("phq9");
    fill(&mut draft, &[0; 9]);
    assert_eq!(draft.items().count(), 9);
    assert_eq!(
        draft.answer("phq9.10", Answer::Choice(1)),
        Err(ResponseError::NotAsked("phq9.10".to_owned())),
    );
    assert!(!tap(&mut draft, "phq9.2", Answer::Choice(1)));
    assert_eq!(draft.items().count(), 10);
    assert!(draft.submit(at.clone(), zone.clone()).is_err(), "item 10 was not seen");
    assert!(!tap(&mut draft, "phq9.10", Answer::Choice(2)));
    assert!(draft.submit(at.clone(), zone.clone()).unwrap().answers.contains_key("phq9.10"));
    assert!(!tap(&mut draft, "phq9.2", Answer::Choice(0)));
    assert!(!draft.submit(at, zone).unwrap().answers.contains_key("phq9.10"));
}

#[test]
fn invalid_answers_are_refused_and_change_nothing() {
    let refused = |id: &str, item: &str, answer: Answer| {
        let mut draft = open(id);
        let before = draft.saved();
        let error = draft.answer(item, answer).unwrap_err();
        assert!(draft.saved() == before);
        error
    };
    let not_offered = |item: &str| ResponseError::NotOffered(item.to_owned());
    assert_eq!(
        refused("phq9", "phq9.11", Answer::Choice(0)),
        ResponseError::UnknownItem("phq9.11".into())
    );
    for answer in
        [Answer::Choice(4), Answer::Choice(-1), Answer::Number(1.0), Answer::Boolean(true)]
    {
        assert_eq!(refused("phq9", "phq9.9", answer), not_offered("phq9.9"));
    }
    for value in [-1.0, 11.0, 2.5, f64::NAN, f64::INFINITY] {
        assert_eq!(
            refused("daily_checkin", "daily.mood", Answer::Number(value)),
            not_offered("daily.mood")
        );
    }
    for value in [-0.1, 24.1, f64::NAN] {
        let item = "daily.sleep_hours";
        assert_eq!(refused("daily_checkin", item, Answer::Number(value)), not_offered(item));
    }
    assert_eq!(
        refused("daily_checkin", "daily.note", Answer::Text("x".repeat(2001))),
        ResponseError::TooLong { item: "daily.note".to_owned(), most: 2000 },
    );
}

#[test]
fn errors_carry_no_answer() {
    let mut draft = open("daily_checkin");
    let secret = "canary".repeat(400);
    let error = draft.answer("daily.note", Answer::Text(secret)).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("canary"));
    let error = open("phq9").answer("phq9.9", Answer::Choice(77)).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("77"));
    assert_eq!(format!("{:?}", Answer::Choice(77)), "Answer(..)");
}

#[test]
fn hours_of_sleep_are_kept_to_one_decimal() {
    let mut draft = open("daily_checkin");
    assert!(!tap(&mut draft, "daily.sleep_hours", Answer::Number(7.25)));
    assert!(draft.answer_of("daily.sleep_hours") == Some(&AnswerValue::Decimal(7.3)));
    assert!(!tap(&mut draft, "daily.sleep_hours", Answer::Number(-0.0)));
    let saved = serde_json::to_string(&draft.saved()).unwrap();
    assert!(saved.contains("\"daily.sleep_hours\":0.0"), "{saved}");
}

#[test]
fn a_saved_form_is_restored_or_reopened() {
    let mut draft = open("phq9");
    fill(&mut draft, &[1, 2]);
    assert!(tap(&mut draft, "phq9.9", Answer::Choice(1)));
    let saved = draft.saved();
    let json = serde_json::to_string(&saved).unwrap();
    let read: SavedDraft = serde_json::from_str(&json).unwrap();
    assert!(read == saved);
    let phq9 = instrument("phq9").unwrap();
    let restored = Draft::restore(phq9, saved.clone(), HelpContext::default()).unwrap();
    assert!(restored.saved() == saved);
    let later = moment("2026-05-12T19:00:00-04:00");
    let again = Draft::reopen(phq9, saved.clone(), later.clone(), HelpContext::default()).unwrap();
    assert_eq!(again.saved().opened, later);
    assert!(again.saved().answers == saved.answers);
    assert_eq!((again.saved().safety[0].taps, again.saved().safety[0].last), (0, Some(1)));
    let gad7 = instrument("gad7").unwrap();
    assert!(matches!(
        Draft::restore(gad7, saved, HelpContext::default()),
        Err(ResponseError::OtherInstrument),
    ));
}

#[test]
fn the_leave_text_names_what_the_clinic_sees() {
    const STAY: &str = "Leave this form? Your answers stay on this phone until tomorrow.";
    let mut draft = open("phq9");
    assert_eq!(
        draft.leave_text(Words::en_us()),
        format!("{STAY} Your clinic sees only that you started.")
    );
    assert!(tap(&mut draft, "phq9.9", Answer::Choice(1)));
    let seen = format!("{STAY} Your clinic will see that question 9 was answered.");
    assert_eq!(draft.leave_text(Words::en_us()), seen);
    assert!(!tap(&mut draft, "phq9.9", Answer::Choice(0)));
    assert_eq!(draft.leave_text(Words::en_us()), seen);
    let private = HelpContext { private_form: true, ..HelpContext::default() };
    let mut draft = open_with("daily_checkin", private);
    assert!(tap(&mut draft, "daily.safety", Answer::Boolean(true)));
    assert_eq!(draft.leave_text(Words::en_us()), format!("{STAY} {PRIVATE}"));
    let lowered = draft.answer("daily.safety", Answer::Boolean(false)).unwrap();
    assert_eq!(lowered.changed.unwrap().text(Words::en_us()), PRIVATE);
}

#[test]
fn form_texts_come_from_the_message_files() {
    let no_data = std::collections::BTreeSet::new();
    let changed = [ChangedAnswer::Rated, ChangedAnswer::Private, ChangedAnswer::Shared];
    let mut texts: Vec<String> = changed.map(|it| it.text(pseudo())).into();
    let private = HelpContext { private_form: true, ..HelpContext::default() };
    let mut answered = open("phq9");
    assert!(tap(&mut answered, "phq9.9", Answer::Choice(1)));
    for draft in [open("phq9"), open_with("daily_checkin", private), answered] {
        texts.push(draft.leave_text(pseudo()));
    }
    for text in texts {
        assert_from_messages(&text, &no_data);
    }
}

#[test]
fn a_safety_answer_without_an_event_counts() {
    let mut draft = open("phq9");
    fill(&mut draft, &[0, 0, 0, 0, 0, 0, 0, 0, 2]);
    let (at, zone) = closing();
    tap(&mut draft, "phq9.10", Answer::Skip);
    let mut response = draft.submit(at, zone).unwrap();
    response.safety.clear();
    let events = response.safety_events(instrument("phq9").unwrap());
    assert_eq!((events.len(), events[0].highest), (1, 2));
}

proptest! {
    /// Whatever the order of taps, answers above zero return help, and the closed form has the
    /// first, the highest and the last of them.
    #[test]
    fn the_event_summarises_the_taps(values in prop::collection::vec(prop::option::of(0_i32..=3), 1..40)) {
        let mut draft = open("phq9");
        for value in &values {
            let answer = value.map_or(Answer::Skip, Answer::Choice);
            prop_assert_eq!(tap(&mut draft, "phq9.9", answer), value.is_some_and(|value| value > 0));
        }
        let (at, zone) = closing();
        let stopped = draft.stop(at, zone);
        let met: Vec<i32> = values.iter().flatten().copied().filter(|value| *value > 0).collect();
        let event = stopped.safety.first();
        prop_assert_eq!(event.map(|event| event.first), met.first().copied());
        prop_assert_eq!(event.map(|event| event.highest), met.iter().max().copied());
        prop_assert_eq!(event.map(|event| usize::from(event.taps)), (!met.is_empty()).then_some(met.len()));
        if let Some(event) = event {
            prop_assert_eq!(event.last, *values.last().unwrap());
        }
    }
}
