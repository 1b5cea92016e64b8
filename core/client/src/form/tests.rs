//! Form data for screens, over the shipped definitions.

use super::*;
use interlude_clinical::catalogue::{instrument, instruments};
use interlude_clinical::instrument::load::load;
use interlude_clinical::moment::Moment;
use interlude_clinical::safety::HelpContext;

/// Returns every question of an instrument, whether it is asked now or not.
fn every_item(instrument: &Instrument) -> Vec<FormItem> {
    instrument.items.iter().map(|item| form_item(instrument, item, None)).collect()
}

fn lines(id: &str) -> Vec<Option<String>> {
    every_item(instrument(id).unwrap()).into_iter().map(|item| item.stem).collect()
}

#[test]
fn a_form_without_stem_states_its_recall_period() {
    let weeks = Some("Think of the last two weeks.".to_owned());
    assert_eq!(lines("who5"), vec![weeks; 5]);
    let year = Some("Think of the past 12 months.".to_owned());
    let dast10 = lines("dast10");
    assert_eq!(dast10[0], None, "its instructions say it");
    assert_eq!(dast10[1..], vec![year; 9]);
    let audit = lines("audit");
    assert_eq!(audit[..3], vec![Some("Think of the past year.".to_owned()); 3]);
    assert_eq!(audit[3..], vec![None; 7], "the questions or their answers say it");
}

#[test]
fn texts_beside_a_wording_are_in_its_language() {
    let in_pseudo_language = |id: &str| {
        let wording = instrument(id).unwrap();
        every_item(&Instrument { language: "en-XA".to_owned(), ..wording.clone() })
    };
    let stem = in_pseudo_language("dast10").remove(1).stem;
    assert_eq!(stem.as_deref(), Some("Žžïžž øž žžé past 12 months."));
    let mut items = in_pseudo_language("session_effects").into_iter();
    let options = items.find(|it| it.kind == FormItemKind::Boolean).unwrap().options;
    let labels: Vec<_> = options.iter().map(|it| it.label.as_str()).collect();
    assert_eq!(labels, ["Žéž", "Žø"]);
}

#[test]
fn a_question_that_states_its_period_has_no_line_above() {
    for id in ["peg", "sidas", "auditc", "daily_checkin", "session_effects"] {
        assert!(lines(id).iter().all(Option::is_none), "{id}");
    }
    let phq9 = lines("phq9");
    assert!(phq9[8].as_deref().unwrap().starts_with("Over the last 2 weeks"));
    assert_eq!(phq9[9], None, "item 10 stands alone");
    assert_eq!(lines("pcptsd5")[0], None, "it asks about a whole life");
}

#[test]
fn every_screen_of_a_shipped_patient_form_states_the_period() {
    // Their items have different periods, or ask about the present or a lifetime.
    let apart = ["asq", "daily_checkin", "session_effects", "pcptsd5.0", "phq9.10"];
    let worded = instruments().filter(|it| it.has_wording());
    for it in worded.filter(|it| it.respondent == Respondent::Patient) {
        let (_, period) = it.recall_text.split_once(' ').unwrap_or_default();
        for item in every_item(it) {
            if apart.contains(&it.id.as_str()) || apart.contains(&item.id.as_str()) {
                continue;
            }
            let labels = item.options.iter().map(|option| option.label.clone());
            let texts = [item.instructions, item.stem, Some(item.text)].into_iter().flatten();
            let said = texts.chain(labels).any(|text| {
                let text = text.to_lowercase();
                text.contains(&format!("last {period}")) || text.contains(&format!("past {period}"))
            });
            assert!(said, "{}", item.id);
        }
    }
}

#[test]
fn the_asq_addresses_the_patient_and_repeats_the_question_above_follow_ups() {
    let asq = instrument("asq").unwrap();
    let at = Moment::parse("2026-05-12T09:00:00-04:00").unwrap();
    let mut draft = Draft::open(asq, at, HelpContext::default());
    for item in ["asq.1", "asq.2", "asq.3"] {
        drop(draft.answer(item, Answer::Choice(0)).unwrap());
    }
    drop(draft.answer("asq.4", Answer::Choice(1)).unwrap());
    let shown = items(&draft);
    assert!(shown.iter().all(|item| item.instructions.is_none()));
    let asked: Vec<&str> =
        shown.iter().filter(|item| item.core).map(|item| item.id.as_str()).collect();
    assert_eq!(asked, ["asq.1", "asq.2", "asq.3", "asq.4", "asq.5"]);
    let more: Vec<_> = shown.iter().filter(|item| !item.core).collect();
    assert_eq!(more.len(), 2);
    for item in more {
        assert_eq!(item.stem.as_deref(), Some("Have you ever tried to kill yourself?"));
    }
    let said = serde_json::to_string(&shown).unwrap().to_lowercase();
    assert!(!said.contains("the patient"), "{said}");
}

#[test]
fn typed_numbers_have_both_end_labels_and_units_in_words() {
    let vitals = every_item(instrument("vitals").unwrap());
    let units: Vec<&str> = vitals.iter().map(|item| item.unit.as_str()).collect();
    assert_eq!(units[..7], ["mmHg", "mmHg", "per minute", "%", "per minute", "°C", "kg"]);
    assert!(vitals.iter().all(|item| item.max_label.is_empty()), "a unit is no end");
    let mut file: serde_json::Value =
        serde_json::from_str(include_str!("../../../clinical/instruments/peg.json")).unwrap();
    let item = &mut file["items"][0];
    (item["min"], item["max"]) = ((-10).into(), 100.into());
    let wide = load("peg.json", &file.to_string()).unwrap();
    let drawn = every_item(&wide).remove(0);
    assert_eq!((drawn.kind, drawn.min, drawn.max), (FormItemKind::Integer, -10, 100));
    assert_eq!(drawn.min_label, "No pain");
    assert_eq!(drawn.max_label, "Pain as bad as you can imagine");
}

#[test]
fn a_tap_returns_every_change_of_the_screen() {
    for instrument in instruments() {
        let opened = Moment::parse("2026-05-12T09:00:00-04:00").unwrap();
        let mut draft = Draft::open(instrument, opened, HelpContext::default());
        let mut screen = items(&draft);
        for item in &instrument.items {
            let (min, max) = item.range();
            let mut answers = vec![Answer::Skip];
            match &item.kind {
                ItemKind::Choice { options, .. } => {
                    answers.extend(options.iter().map(|it| Answer::Choice(it.value)));
                }
                ItemKind::Number { .. } | ItemKind::Decimal { .. } => {
                    answers.extend([min, max].map(|it| Answer::Number(f64::from(it))));
                }
                ItemKind::Boolean => answers.extend([true, false].map(Answer::Boolean)),
                ItemKind::Text { .. } => answers.push(Answer::Text("words".to_owned())),
            }
            for answer in answers {
                let Ok(tap) = tap(&mut draft, &item.id, answer) else { continue };
                let new = |id: &String| tap.changed.iter().chain(&screen).find(|it| it.id == *id);
                screen = tap.asked.iter().filter_map(new).cloned().collect();
                assert!(screen == items(&draft), "{}", item.id);
                assert!(tap.changed.len() <= instrument.items.len());
            }
        }
    }
}

#[test]
fn a_tap_returns_no_unchanged_question() {
    let opened = Moment::parse("2026-05-12T09:00:00-04:00").unwrap();
    let mut draft = Draft::open(instrument("phq9").unwrap(), opened, HelpContext::default());
    let ids = |tap: Tap| tap.changed.into_iter().map(|it| it.id).collect::<Vec<_>>();
    let first = tap(&mut draft, "phq9.1", Answer::Choice(1)).unwrap();
    assert!(first.asked.contains(&"phq9.10".to_owned()));
    assert_eq!(ids(first), ["phq9.1", "phq9.10"], "an answer above zero asks item 10");
    assert_eq!(ids(tap(&mut draft, "phq9.2", Answer::Choice(2)).unwrap()), ["phq9.2"]);
    let none = tap(&mut draft, "phq9.2", Answer::Choice(2)).unwrap();
    assert_eq!(ids(none), Vec::<String>::new());
    assert!(tap(&mut draft, "phq9.9", Answer::Choice(1)).unwrap().crisis.is_some());
}
