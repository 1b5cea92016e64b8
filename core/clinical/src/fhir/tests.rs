//! Exported responses get the same score when they are read back, and invalid resources are refused.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::*;
use crate::catalogue::{instrument, instruments};
use crate::instrument::rule::{Context, Sex};
use crate::moment::{Moment, Zone};
use crate::response::{AnswerValue, FormStatus, QuestionnaireResponse};
use crate::score::{Safety, Score, score_of};
use crate::words::Words;

const VECTORS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors");

fn response(id: &str, answers: BTreeMap<String, AnswerValue>) -> QuestionnaireResponse {
    let at = Moment::parse("2026-05-12T09:14:00-04:00").unwrap();
    QuestionnaireResponse {
        at: at.clone(),
        zone: Zone::parse("America/New_York").unwrap(),
        replaces: None,
        instrument: id.to_owned(),
        version: instrument(id).unwrap().version.clone(),
        language: "en".to_owned(),
        status: FormStatus::Submitted,
        opened: at,
        answers,
        safety: Vec::new(),
    }
}

fn answers(values: &[(&str, i32)]) -> BTreeMap<String, AnswerValue> {
    values.iter().map(|(id, value)| ((*id).to_owned(), AnswerValue::Integer(*value))).collect()
}

#[derive(Deserialize)]
struct Vectors {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    answers: BTreeMap<String, AnswerValue>,
}

#[test]
fn every_vector_scores_the_same_after_a_fhir_round_trip() {
    for instrument in instruments() {
        let path = format!("{VECTORS}/scoring/{}.json", instrument.id);
        let vectors: Vectors =
            serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        for case in vectors.cases {
            let form = response(&instrument.id, case.answers);
            let json = serde_json::to_string(&questionnaire_response(&form, instrument)).unwrap();
            let came = score_fhir(&json, Context::default()).unwrap();
            let stored = score_of(instrument, &form, Context::default());
            assert!(came == stored, "{}: {}", instrument.id, case.name);
        }
    }
}

#[test]
fn the_phq9_questionnaire_is_the_committed_one() {
    let path = format!("{VECTORS}/fhir/phq9.json");
    let written: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let ours = serde_json::to_value(questionnaire(instrument("phq9").unwrap())).unwrap();
    assert_eq!(ours, written, "cargo xtask fhirpath writes the new one to target/fhir");
}

#[test]
fn an_option_has_its_points_after_reversal_and_its_stored_value() {
    let epds = serde_json::to_value(questionnaire(instrument("epds").unwrap())).unwrap();
    let option = |item: usize, at: usize| {
        let option = &epds["item"][item]["answerOption"][at];
        let points = &option["extension"][0]["valueDecimal"];
        (option["valueCoding"]["code"].clone(), points.clone())
    };
    assert_eq!(epds["item"][2]["linkId"], "epds.3");
    assert_eq!(option(2, 0), (json!("0"), json!(3)), "reversed");
    assert_eq!(option(0, 0), (json!("0"), json!(0)));
    assert_eq!(epds["item"][2].get("text"), None, "the clinic uploads the wording");
}

#[test]
fn conditions_use_enable_when_where_r4_can_express_them() {
    let item = |id: &str, link: &str| {
        let questionnaire = questionnaire(instrument(id).unwrap());
        let item = questionnaire.item.into_iter().find(|it| it.link_id == link).unwrap();
        serde_json::to_value(item).unwrap()
    };
    let difficulty = item("phq9", "phq9.10");
    assert_eq!(difficulty["enableWhen"].as_array().unwrap().len(), 27);
    assert_eq!(difficulty["enableBehavior"], "any");
    let skipped = json!([{ "question": "sidas.1", "operator": "!=", "answerInteger": 0 }]);
    assert_eq!(item("sidas", "sidas.2")["enableWhen"], skipped);
    assert_eq!(item("audit", "audit.2")["enableWhen"][0]["operator"], "!=");
    let expression = |item: &Value| {
        assert_eq!(item.get("enableWhen"), None);
        item["extension"][0]["valueExpression"]["expression"].as_str().unwrap().to_owned()
    };
    let two_rules = expression(&item("audit", "audit.4"));
    assert_eq!(two_rules.matches(".not()").count(), 2, "{two_rules}");
    assert!(expression(&item("phq15", "phq15.4")).contains("%patient.gender"));
}

/// A PHQ-9 with every item at 1, changed by `change`.
fn phq9(change: impl FnOnce(&mut Value)) -> Result<Score<'static>, Refusal> {
    let ones: Vec<String> = (1..=9).map(|number| format!("phq9.{number}")).collect();
    let ones: Vec<(&str, i32)> = ones.iter().map(|id| (id.as_str(), 1)).collect();
    let form = response("phq9", answers(&ones));
    let form = questionnaire_response(&form, instrument("phq9").unwrap());
    let mut json = serde_json::to_value(form).unwrap();
    change(&mut json);
    score_fhir(&json.to_string(), Context::default())
}

fn text(change: impl FnOnce(&mut Value)) -> String {
    match phq9(change) {
        Ok(score) => score.text(Words::en_us()),
        Err(error) => error.to_string(),
    }
}

#[test]
fn groups_other_orders_other_urls_and_calculated_items_are_accepted() {
    let nine = "9 of 27: mild";
    assert_eq!(text(|_| {}), nine);
    assert_eq!(text(|it| it["item"].as_array_mut().unwrap().reverse()), nine);
    let group = |it: &mut Value| {
        let items = it["item"].take();
        it["item"] =
            json!([{ "linkId": "a group", "item": [{ "linkId": "inner", "item": items }] }]);
    };
    assert_eq!(text(group), nine);
    let below_an_answer = |it: &mut Value| {
        let last = it["item"].as_array_mut().unwrap().pop().unwrap();
        it["item"][0]["answer"][0]["item"] = json!([last]);
    };
    assert_eq!(text(below_an_answer), nine);
    let calculated = json!({ "linkId": "phq9.total", "answer": [{ "valueDecimal": 27 }] });
    assert_eq!(text(|it| it["item"].as_array_mut().unwrap().push(calculated)), nine);
    assert_eq!(
        text(|it| it["questionnaire"] = json!("https://example.org/Questionnaire/phq9")),
        nine
    );
    assert_eq!(text(|it| it["status"] = json!("amended")), nine);
    let loinc = json!({ "system": "http://loinc.org", "code": "LA6571-9", "display": "x\"y" });
    assert_eq!(text(|it| it["item"][0]["answer"][0]["valueCoding"] = loinc), "11 of 27: moderate");
    assert_eq!(
        text(|it| it["item"][0]["answer"] = json!([])),
        "9 of 27: mild, prorated, 1 not answered"
    );
    for given in [json!({ "valueInteger": 3 }), json!({ "valueDecimal": 3.0 })] {
        assert_eq!(text(|it| it["item"][0]["answer"][0] = given), "11 of 27: moderate");
    }
}

#[test]
fn errors_name_the_item_and_never_the_answer() {
    let bad = "the answer to phq9.1 is not on offer";
    let coded = |code: &str| json!([{ "valueCoding": { "code": code } }]);
    for answer in [
        coded("4"),
        coded("-1"),
        coded("01"),
        coded("+1"),
        coded("LA6571-9"),
        json!([{ "valueCoding": { "system": "urn:other", "code": "1" } }]),
        json!([{ "valueCoding": { "system": "urn:interlude:options:phq9:difficulty4", "code": "1" } }]),
        json!([{ "valueCoding": {} }]),
        json!([{ "valueInteger": 4 }]),
        json!([{ "valueInteger": 1.0 }]),
        json!([{ "valueDecimal": 1.5 }]),
        json!([{ "valueBoolean": true }]),
        json!([{ "valueString": "1" }]),
        json!([{ "valueQuantity": { "value": 1 } }]),
        json!([{}]),
        json!([{ "valueInteger": 1 }, { "valueInteger": 1 }]),
    ] {
        assert_eq!(text(|it| it["item"][0]["answer"] = answer.clone()), bad, "{answer}");
    }
    assert_eq!(text(|it| it["item"][1]["linkId"] = json!("phq9.1")), "phq9.1 is answered twice");
    assert_eq!(text(|it| it["item"][0]["linkId"] = json!("phq8.1")), "unknown linkId \"phq8.1\"");
    assert_eq!(
        text(|it| it["item"][0]["answer"] = json!("secret")),
        "not a FHIR resource: line 1, column 66"
    );
}

#[test]
fn only_a_completed_response_to_this_version_is_scored() {
    let refused = |change: &dyn Fn(&mut Value)| phq9(change).unwrap_err().error;
    let open = refused(&|it| it["status"] = json!("in-progress"));
    assert!(matches!(open, FhirError::NotCompleted));
    assert!(matches!(refused(&|it| it["status"] = Value::Null), FhirError::NotCompleted));
    let other = refused(&|it| it["questionnaire"] = json!("urn:interlude:questionnaire:phq9|1"));
    assert!(matches!(other, FhirError::OtherQuestionnaire));
    let unknown = phq9(|it| it["questionnaire"] = json!("Questionnaire/phq99"));
    assert_eq!(unknown.unwrap_err().to_string(), "unknown instrument \"phq99\"");
    let unnamed = refused(&|it| it["questionnaire"] = Value::Null);
    assert!(matches!(unnamed, FhirError::NoQuestionnaire));
    let patient = refused(&|it| it["resourceType"] = json!("Patient"));
    assert!(matches!(patient, FhirError::OtherResource));
}

#[test]
fn a_refused_response_still_reports_safety() {
    let safety = |change: &dyn Fn(&mut Value)| {
        let refused = phq9(change).unwrap_err();
        (refused.safety, refused.safety_unanswered)
    };
    let answer = |value: i32| json!([{ "valueInteger": value }]);
    let nine = |it: &mut Value, value: i32| it["item"][8]["answer"] = answer(value);
    // The helper answers item 9 with 1.
    assert_eq!(safety(&|it| it["status"] = json!("in-progress")), (Safety::Met, 0));
    assert_eq!(safety(&|it| it["item"][0]["linkId"] = json!("foreign")), (Safety::Met, 0));
    assert_eq!(safety(&|it| it["item"][0]["answer"] = answer(4)), (Safety::Met, 0));
    let zero = |it: &mut Value| {
        nine(it, 0);
        it["item"][0]["answer"] = answer(4);
    };
    assert_eq!(safety(&zero), (Safety::NotMet, 0));
    assert_eq!(safety(&|it| nine(it, 7)), (Safety::Unknown, 1));
    let unanswered = |it: &mut Value| {
        it["item"][8]["answer"] = json!([]);
        it["status"] = json!("stopped");
    };
    assert_eq!(safety(&unanswered), (Safety::Unknown, 1));
    let other_version = |it: &mut Value| {
        nine(it, 0);
        it["questionnaire"] = json!("urn:interlude:questionnaire:phq9|1");
    };
    assert_eq!(safety(&other_version), (Safety::Unknown, 0));
    let unknown = |it: &mut Value| it["questionnaire"] = json!("Questionnaire/phq99");
    assert_eq!(safety(&unknown), (Safety::Unknown, 0));
    assert_eq!(score_fhir("{", Context::default()).unwrap_err().safety, Safety::Unknown);
}

#[test]
fn findings_use_the_sex_of_the_context() {
    let auditc = answers(&[("auditc.1", 3), ("auditc.2", 0), ("auditc.3", 0)]);
    let form = questionnaire_response(&response("auditc", auditc), instrument("auditc").unwrap());
    let json = serde_json::to_string(&form).unwrap();
    let positive = |sex| {
        let score = score_fhir(&json, Context { sex }).unwrap();
        let found = score.findings.iter().find(|it| it.finding.name == "positive").unwrap();
        serde_json::to_value(&found.value).unwrap()
    };
    assert_eq!(positive(Some(Sex::Female)), json!(true));
    assert_eq!(positive(Some(Sex::Male)), json!(false));
}

#[test]
fn answers_of_every_kind_are_checked() {
    let daily = |answer: Value, link: &str| {
        let json = json!({
            "resourceType": "QuestionnaireResponse", "status": "completed",
            "questionnaire": "daily_checkin", "item": [{ "linkId": link, "answer": [answer] }]
        });
        score_fhir(&json.to_string(), Context::default()).is_ok()
    };
    for (link, right, wrong) in [
        ("daily.mood", json!({ "valueInteger": 5 }), json!({ "valueInteger": 11 })),
        ("daily.activation", json!({ "valueBoolean": false }), json!({ "valueInteger": 0 })),
        ("daily.sleep_hours", json!({ "valueDecimal": 7.5 }), json!({ "valueDecimal": 25.5 })),
        ("daily.sleep_hours", json!({ "valueDecimal": 7 }), json!({ "valueString": "7" })),
        ("daily.note", json!({ "valueString": "sleepy" }), json!({ "valueBoolean": true })),
    ] {
        assert!(daily(right, link) && !daily(wrong, link), "{link}");
    }
}

#[test]
fn malformed_json_is_refused_without_a_panic() {
    let deep = format!("{{\"item\":{}", "[{\"linkId\":\"a\",\"item\":".repeat(100_000));
    for json in ["", "[]", "1", "{}", "{\"item\":{}}", "{\"item\":[1]}", deep.as_str()] {
        assert!(score_fhir(json, Context::default()).is_err());
    }
}
