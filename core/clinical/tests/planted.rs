//! Mutation test: changes one number or rule of a definition at a time, and checks that the file is refused or that a
//! scoring vector gets another result.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that cannot read its vectors stops and says where"
)]

mod vectors;

use std::collections::BTreeMap;

use interlude_clinical::catalogue::FILES;
use interlude_clinical::instrument::Instrument;
use interlude_clinical::instrument::item::ItemKind;
use interlude_clinical::instrument::load::load;
use interlude_clinical::instrument::rule::{Context, Sex};
use interlude_clinical::moment::{Moment, Zone};
use interlude_clinical::response::{AnswerValue, FormStatus, QuestionnaireResponse};
use interlude_clinical::score::score_of;
use serde_json::{Value, json};
use vectors::vectors;

/// Fields for wording, display and provenance, which do not affect scoring.
const NO_SCORING: &[&str] = &[
    "number",
    "label",
    "text",
    "loinc",
    "min",
    "max",
    "core",
    "direction",
    "unit",
    "max_characters",
    "without_stem",
    "clinician_note",
    "missing_rule",
    // Stored answers never have this value; the lines in `tests/vectors/lines` test it.
    "not_assessed",
];

/// Changes that do not affect any result, with the reason.
const SAME: &[(&str, &str)] = &[
    ("phq9: without items.9.enable_when", "item 10 has no points"),
    ("phq9: +1 items.9.enable_when", "item 10 has no points"),
    ("asq: without items.4.enable_when", "texts do not affect the result"),
    ("asq: +1 items.4.enable_when", "texts do not affect the result"),
    ("asq: -1 items.4.enable_when", "texts do not affect the result"),
    ("asq: without items.5.enable_when", "texts do not affect the result"),
    ("asq: +1 items.5.enable_when", "texts do not affect the result"),
    ("asq: -1 items.5.enable_when", "texts do not affect the result"),
    ("asq: +1 scoring.findings.0.decision.cases.0.when.all.1", "no option has the value 2"),
    ("asq: +1 scoring.findings.0.decision.cases.1.when.all.1", "the previous case matches Yes"),
    ("asq: +1 scoring.findings.0.decision.cases.3", "an earlier case matches Yes"),
    ("asq: reversed", "a decision uses values, not points"),
    ("who5: +1 scoring.findings", "totals are multiples of four"),
    ("who5: -1 scoring.findings.0", "totals are multiples of four"),
    ("who5: +1 bands", "totals are multiples of four"),
    ("who5: -1 bands.2", "totals are multiples of four"),
    (
        "cssrs_screener: not skip.0.answers_count",
        "it has no total, and every answer counts for crisis help",
    ),
    ("promis_depression_8a: +1 bands.0", "the lowest T-score is higher"),
    ("promis_depression_8a: -1 bands.0", "the lowest T-score is higher"),
    ("shaps: without option_sets.agree_first.2.points", "the points equal the value"),
    ("shaps: without option_sets.disagree_first.1.points", "the points equal the value"),
];

/// A path into a definition: names of fields and positions in lists.
type Path = Vec<String>;

fn at<'a>(file: &'a mut Value, path: &[String]) -> &'a mut Value {
    path.iter().fold(file, |inside, step| match inside {
        Value::Array(list) => &mut list[step.parse::<usize>().unwrap()],
        Value::Object(_) | Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            &mut inside[step.as_str()]
        }
    })
}

/// Collects every value inside `value`, with its path.
fn walk(value: &Value, path: &Path, found: &mut Vec<(Path, Value)>) {
    found.push((path.clone(), value.clone()));
    let inside: Vec<(String, &Value)> = match value {
        Value::Array(list) => list.iter().enumerate().map(|(n, it)| (n.to_string(), it)).collect(),
        Value::Object(fields) => fields.iter().map(|(name, it)| (name.clone(), it)).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    };
    for (step, it) in inside {
        let mut way = path.clone();
        way.push(step);
        walk(it, &way, found);
    }
}

/// Every definition that differs from `file` in one rule, with a description of the change.
fn planted(file: &Value) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    for part in ["items", "option_sets", "skip", "scoring", "bands"] {
        if let Some(inside) = file.get(part) {
            walk(inside, &vec![part.to_owned()], &mut found);
        }
    }
    let mut all = Vec::new();
    let mut plant = |what: &str, path: &Path, change: &dyn Fn(&mut Value)| {
        let mut changed = file.clone();
        change(&mut changed);
        all.push((format!("{what} {}", path.join(".")), changed));
    };
    for (path, value) in &found {
        let name = path.last().unwrap().as_str();
        let holder = &path[..path.len() - 1];
        if path.iter().any(|step| NO_SCORING.contains(&step.as_str())) {
            continue;
        }
        let is_strict = name == "max_missing" && value == 0;
        if let Some(number) = value.as_i64().filter(|_| name != "value" && !is_strict) {
            for step in [1, -1] {
                plant(&format!("{step:+}"), path, &|it| *at(it, path) = json!(number + step));
            }
        }
        if let Some(yes) = value.as_bool().filter(|_| name != "verified") {
            plant("not", path, &|it| *at(it, path) = json!(!yes));
        }
        let optional = [
            "safety",
            "of",
            "enable_when",
            "points",
            "multiply",
            "by_sex",
            "never_missing",
            "also_required",
            "how_many",
            "at_most",
            "reverse",
        ];
        if optional.contains(&name) && path.len() > 2 {
            plant("without", path, &|it| {
                at(it, holder).as_object_mut().unwrap().remove(name);
            });
        }
        let is_part = path.len() > 2 && (path[1] == "items" || path.contains(&"items".to_owned()));
        if path[0] == "scoring" && is_part && name.parse::<usize>().is_ok()
            || path.len() == 2 && path[0] == "skip"
        {
            plant("without", path, &|it| {
                at(it, holder).as_array_mut().unwrap().remove(name.parse().unwrap());
            });
        }
    }
    // A file has all three fields or none.
    let scoring = vec!["scoring".to_owned()];
    if file["scoring"]["max_missing"].as_i64().unwrap_or_default() > 0 {
        plant("none missing allowed in", &scoring, &|it| {
            it["scoring"]["max_missing"] = json!(0);
            it["scoring"]["on_missing"] = json!("no-score");
        });
    } else {
        plant("one missing allowed in", &scoring, &|it| {
            it["scoring"]["max_missing"] = json!(1);
            it["scoring"]["on_missing"] = json!("prorate");
            it["scoring"]["missing_rule"] = json!({"verified": false, "source": "planted"});
        });
    }
    let counted = file["scoring"]["items"].to_string();
    for (place, item) in file["items"].as_array().unwrap().iter().enumerate() {
        let id = format!("\"{}\"", item["id"].as_str().unwrap());
        if item["kind"] != "text" && item.get("reverse").is_none() && counted.contains(&id) {
            let path = vec!["items".to_owned(), place.to_string()];
            plant("reversed", &path, &|it| at(it, &path)["reverse"] = json!(true));
        }
    }
    all
}

/// The whole result of scoring a vector.
fn told(instrument: &Instrument, case: &Value) -> String {
    let at = Moment::parse("2026-05-12T09:00:00Z").unwrap();
    let answers = case["answers"].as_object().unwrap().iter().filter_map(|(id, it)| {
        let kind = instrument.item(id).map(|item| &item.kind);
        let value = match (kind, it) {
            (Some(ItemKind::Decimal { .. }), Value::Number(number)) => {
                AnswerValue::Decimal(number.as_f64().unwrap())
            }
            (_, Value::Number(number)) => {
                AnswerValue::Integer(i32::try_from(number.as_i64().unwrap()).unwrap())
            }
            (_, Value::Bool(yes)) => AnswerValue::Boolean(*yes),
            (_, Value::String(text)) => AnswerValue::Text(text.clone()),
            (_, Value::Null | Value::Array(_) | Value::Object(_)) => return None,
        };
        Some((id.clone(), value))
    });
    let response = QuestionnaireResponse {
        at: at.clone(),
        zone: Zone::parse("UTC").unwrap(),
        replaces: None,
        instrument: instrument.id.clone(),
        version: instrument.version.clone(),
        language: "en".to_owned(),
        status: FormStatus::Submitted,
        opened: at,
        answers: answers.collect::<BTreeMap<_, _>>(),
        safety: Vec::new(),
    };
    let sex = match case["context"]["sex"].as_str() {
        Some("male") => Some(Sex::Male),
        Some("female") => Some(Sex::Female),
        Some(_) | None => None,
    };
    let score = score_of(instrument, &response, Context { sex });
    let scores: Vec<_> =
        score.scores.iter().map(|(it, value)| (&it.name, value.map(|it| it.tenths()))).collect();
    let findings: Vec<_> =
        score.findings.iter().map(|it| json!([it.finding.name, it.value]).to_string()).collect();
    let band = score.band.map(|band| band.code.as_str());
    let total = score.total.map(|it| it.tenths());
    let (safety, open) = (score.safety, score.safety_unanswered);
    format!(
        "{:?} {total:?} {band:?} {} {scores:?} {findings:?} {safety:?} {open}",
        score.status, score.missing
    )
}

#[test]
fn every_changed_rule_is_refused_or_changes_the_result_of_a_vector() {
    let mut cases: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for (instrument, _, case) in vectors() {
        cases.entry(instrument).or_default().push(case);
    }
    let (mut all, mut refused, mut caught_by_a_vector) = (0, 0, 0);
    let (mut survived, mut same) = (Vec::new(), vec![0; SAME.len()]);
    for (path, json) in FILES {
        let file: Value = serde_json::from_str(json).unwrap();
        let id = file["id"].as_str().unwrap();
        let Some(cases) = cases.get(id) else { continue };
        let right = load(path, json).unwrap();
        let expected: Vec<String> = cases.iter().map(|case| told(&right, case)).collect();
        for (what, changed) in planted(&file) {
            all += 1;
            let Ok(wrong) = load(path, &changed.to_string()) else {
                refused += 1;
                continue;
            };
            let caught =
                cases.iter().zip(&expected).any(|(case, right)| told(&wrong, case) != *right);
            let what = format!("{id}: {what}");
            match (caught, SAME.iter().position(|(same, _)| what.starts_with(same))) {
                (true, None) => caught_by_a_vector += 1,
                (false, None) => survived.push(what),
                (false, Some(place)) => same[place] += 1,
                (true, Some(place)) => {
                    survived.push(format!("{what} is caught, but is in SAME: {}", SAME[place].0));
                }
            }
        }
    }
    let changes_nothing: i32 = same.iter().sum();
    let counts = [refused, caught_by_a_vector, changes_nothing];
    let [refused, caught, nothing] = counts;
    eprintln!(
        "{all} planted: {refused} refused, {caught} caught by a vector, {nothing} change nothing"
    );
    assert!(all > 1_600 && counts.iter().all(|it| *it > 0), "{all} planted: {counts:?}");
    assert!(same.iter().all(|it| *it > 0), "listed as changing nothing: {same:?}");
    assert!(survived.is_empty(), "{} of {all} survived:\n{}", survived.len(), survived.join("\n"));
}
