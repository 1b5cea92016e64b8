//! Stored answers as values: answers that are not on offer count as unanswered.

use super::*;
use crate::catalogue::FILES;
use crate::instrument::load::load;

fn answered(id: &str, item: &str, answer: AnswerValue) -> bool {
    let instrument = instrument(id).unwrap();
    let mut form = response(id, &[]);
    form.answers.insert(item.to_owned(), answer);
    let place = instrument.items.iter().position(|it| it.id == item).unwrap();
    values(instrument, &form.answers)[place].is_some()
}

#[test]
fn answers_not_on_offer_count_as_unanswered() {
    use AnswerValue::{Boolean, Decimal, Integer, Skipped, Text};
    for (id, item, answer, expected) in [
        ("phq9", "phq9.1", Integer(3), true),
        ("phq9", "phq9.1", Integer(4), false),
        ("phq9", "phq9.1", Integer(-1), false),
        ("phq9", "phq9.1", Decimal(1.0), false),
        ("phq9", "phq9.1", Text("1".to_owned()), false),
        ("phq9", "phq9.1", Skipped, false),
        ("audit", "audit.9", Integer(2), true),
        ("audit", "audit.9", Integer(1), false),
        ("peg", "peg.1", Integer(10), true),
        ("peg", "peg.1", Integer(11), false),
        ("daily_checkin", "daily.safety", Boolean(false), true),
        ("daily_checkin", "daily.note", Text("a walk".to_owned()), true),
        ("daily_checkin", "daily.note", Integer(0), false),
        ("vitals", "vit.spo2", Decimal(98.5), true),
        ("vitals", "vit.spo2", Integer(98), true),
        ("vitals", "vit.spo2", Integer(50), true),
        ("vitals", "vit.spo2", Decimal(100.0), true),
        ("vitals", "vit.spo2", Decimal(100.1), false),
        ("vitals", "vit.spo2", Integer(49), false),
        ("vitals", "vit.spo2", Decimal(f64::NAN), false),
        ("vitals", "vit.spo2", Boolean(true), false),
        ("vitals", "vit.spo2", Text("98".to_owned()), false),
        ("vitals", "vit.spo2", Skipped, false),
    ] {
        assert_eq!(answered(id, item, answer.clone()), expected, "{item} {:?}", answer.number());
    }
}

#[test]
fn the_text_of_a_stopped_form_is_not_scored() {
    for id in ["vitals", "phq9", "asq"] {
        let mut left = response(id, &[]);
        left.status = FormStatus::Stopped;
        let said = score(instrument(id).unwrap(), &left).text(Words::en_us());
        assert!(said.starts_with("not scored"), "{id}: {said}");
    }
}

/// The texts for clinicians, for every method.
#[test]
fn texts_have_total_and_band_but_no_risk() {
    let text = |id: &str, form: &[Option<i32>]| of(id, form).text(Words::en_us());
    assert_eq!(text("peg", &[Some(5), Some(5), Some(4)]), "4.7 of 10");
    assert_eq!(text("promis_depression_8a", &[Some(2); 8]), "T 55.1: mild");
    assert_eq!(text("who5", &[Some(3); 5]).split(':').next(), Some("60 of 100"));
    assert_eq!(text("vitals", &[None; 8]), "not answered");
    assert_eq!(text("vitals", &[Some(0); 8]), "answered");
    let mut pulse = [None; 8];
    pulse[2] = Some(0);
    assert_eq!(text("vitals", &pulse), "answered, 6 not answered");
    let mut plain = [Some(1); 9];
    plain[5..].fill(None);
    assert_eq!(
        text("daily_checkin", &plain),
        "answered, 1 not answered",
        "extras are not asked of all"
    );
    assert_eq!(text("pcl5", &[Some(2); 20]), "40 of 80");
    assert_eq!(text("pcl5", &[None; 20]), "not scored");
    let (no, yes, refused) = (Some(0), Some(1), Some(9));
    assert_eq!(text("asq", &[no, no, no, no, None, None, None]), "No to every question asked");
    assert_eq!(text("asq", &[None, no, no, no, None, None, None]), "not scored; 1 not answered");
    let fifth = text("asq", &[None, None, None, None, None, None, yes]);
    assert_eq!(fifth, "question 5: Yes; 4 not answered", "not scorable, and told");
    let positive = text("asq", &[no, yes, no, refused, None, None, None]);
    let refusal = instrument("asq").unwrap().items[3].label_of(9, Words::en_us());
    assert_eq!(positive, format!("question 2: Yes; question 4: {refusal}; 1 not answered"));
}

#[test]
fn other_decisions_are_named_but_never_denied() {
    let (_, json) = FILES.iter().find(|(name, _)| name.ends_with("asq.json")).unwrap();
    let mut file: serde_json::Value = serde_json::from_str(json).unwrap();
    file["id"] = "own".into();
    let text = |file: &serde_json::Value, values: [Option<i32>; 7]| {
        let own = load("own.json", &file.to_string()).unwrap();
        score_values(&own, values.to_vec(), Context::default()).text(Words::en_us())
    };
    let (no, yes) = (Some(0), Some(1));
    let form = [yes, no, no, no, None, None, no];
    assert_eq!(text(&file, form), "question 1: Yes", "all of it is about safety");
    for item in 0..4 {
        file["items"][item].as_object_mut().unwrap().remove("safety");
    }
    assert_eq!(text(&file, form), "Result: non acute positive");
    assert_eq!(text(&file, [no, no, no, no, None, None, None]), "Result: negative");
    let acute = [yes, no, no, no, None, None, yes];
    assert_eq!(text(&file, acute), "question 5: Yes; Result: acute positive");
    assert_eq!(text(&file, [None; 7]), "not scored; 4 not answered");
}
