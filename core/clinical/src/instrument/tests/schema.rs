//! The published schemas accept what the loader accepts: shipped files, our own files, and those
//! with one value changed.

use std::collections::BTreeSet;

use super::*;
use crate::catalogue::TRANSLATIONS;
use crate::instrument::wording::Wording;

const INSTRUMENT: &str = include_str!("../../../instruments/instrument.schema.json");
const WORDING: &str = include_str!("../../../instruments/translation.schema.json");

/// Whether `value` matches `schema`; `root` has the definitions that it refers to. An unknown
/// keyword fails the test, so that none is ignored.
fn fits(value: &Value, schema: &Value, root: &Value) -> bool {
    if let Some(anything) = schema.as_bool() {
        return anything;
    }
    let rules = schema.as_object().unwrap();
    let fits = |value: &Value, schema: &Value| fits(value, schema, root);
    let (list, fields) = (value.as_array(), value.as_object());
    rules.iter().all(|(keyword, rule)| match keyword.as_str() {
        "$schema" | "title" | "description" | "$defs" | "then" | "else" => true,
        "$ref" => {
            fits(value, root.pointer(rule.as_str().unwrap().trim_start_matches('#')).unwrap())
        }
        "type" => match rule.as_array() {
            Some(types) => types.iter().any(|it| is_of_type(value, it)),
            None => is_of_type(value, rule),
        },
        "const" => value == rule,
        "enum" => rule.as_array().unwrap().contains(value),
        "minLength" => value.as_str().is_none_or(|it| it.chars().count() >= number(rule)),
        "pattern" => value.as_str().is_none_or(|it| matches(it, rule.as_str().unwrap())),
        "minimum" => value.as_f64().is_none_or(|it| it >= rule.as_f64().unwrap()),
        "maximum" => value.as_f64().is_none_or(|it| it <= rule.as_f64().unwrap()),
        "minItems" => list.is_none_or(|it| it.len() >= number(rule)),
        "maxItems" => list.is_none_or(|it| it.len() <= number(rule)),
        "uniqueItems" => list.is_none_or(|it| {
            let texts: BTreeSet<String> = it.iter().map(ToString::to_string).collect();
            texts.len() == it.len()
        }),
        "prefixItems" => list.is_none_or(|it| {
            it.iter().zip(rule.as_array().unwrap()).all(|(value, rule)| fits(value, rule))
        }),
        "items" => list.is_none_or(|it| {
            let before = rules.get("prefixItems").map_or(0, |it| it.as_array().unwrap().len());
            it.iter().skip(before).all(|value| fits(value, rule))
        }),
        "required" => fields.is_none_or(|it| {
            rule.as_array().unwrap().iter().all(|name| it.contains_key(name.as_str().unwrap()))
        }),
        "properties" => fields.is_none_or(|it| {
            let known = it.iter().filter_map(|(name, value)| Some((value, rule.get(name)?)));
            known.into_iter().all(|(value, rule)| fits(value, rule))
        }),
        "additionalProperties" => fields.is_none_or(|it| {
            let known =
                |name: &str| rules.get("properties").is_some_and(|it| it.get(name).is_some());
            it.iter().filter(|(name, _)| !known(name)).all(|(_, value)| fits(value, rule))
        }),
        "allOf" => rule.as_array().unwrap().iter().all(|it| fits(value, it)),
        "anyOf" => rule.as_array().unwrap().iter().any(|it| fits(value, it)),
        "oneOf" => rule.as_array().unwrap().iter().filter(|it| fits(value, it)).count() == 1,
        "if" => {
            let then = if fits(value, rule) { "then" } else { "else" };
            rules.get(then).is_none_or(|it| fits(value, it))
        }
        other => panic!("the test does not know {other}"),
    })
}

fn number(rule: &Value) -> usize {
    usize::try_from(rule.as_u64().unwrap()).unwrap()
}

fn is_of_type(value: &Value, name: &Value) -> bool {
    match name.as_str().unwrap() {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("no type {other}"),
    }
}

fn matches(text: &str, pattern: &str) -> bool {
    match pattern {
        r"\S" => !text.trim().is_empty(),
        r"^\s*$" => text.trim().is_empty(),
        "^[a-z][a-z0-9_]*$" => {
            let inside = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '_';
            text.starts_with(|it: char| it.is_ascii_lowercase()) && text.chars().all(inside)
        }
        other => panic!("the test does not know {other}"),
    }
}

/// Collects the JSON pointers of a file, one for each kind of place: for a list, that of the first
/// item of the kind.
fn places(
    value: &Value,
    way: &str,
    kind: &str,
    seen: &mut BTreeSet<String>,
    found: &mut Vec<String>,
) {
    if !way.is_empty() && seen.insert(format!("{kind} {}", shape(value))) {
        found.push(way.to_owned());
    }
    if let Some(fields) = value.as_object() {
        // Option set names and item ids are data, not kinds of place.
        let named = ["option_sets", "items"].iter().any(|it| kind.ends_with(it));
        for (name, inside) in fields {
            let step = if named { "*" } else { name };
            places(inside, &format!("{way}/{name}"), &format!("{kind}/{step}"), seen, found);
        }
    }
    for (place, inside) in value.as_array().into_iter().flatten().enumerate() {
        places(inside, &format!("{way}/{place}"), &format!("{kind}/*"), seen, found);
    }
}

/// The shape of a value, without its content: two items of one kind have the same fields.
fn shape(value: &Value) -> String {
    let fields = value.as_object().map(|it| it.keys().cloned().collect::<Vec<_>>().join(" "));
    let kind = value.get("kind").map(ToString::to_string).unwrap_or_default();
    fields.map_or_else(|| format!("{}{}", value.is_array(), value.is_string()), |it| it + &kind)
}

/// Returns copies of a file with one place changed each, with a description of the change.
fn changed(file: &Value) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    places(file, "", "", &mut BTreeSet::new(), &mut found);
    let others = [
        json!(null),
        json!(""),
        json!(" "),
        json!("x"),
        json!(0),
        json!(1),
        json!(-1),
        json!(1.5),
        json!(true),
        json!(false),
        json!([]),
        json!({}),
    ];
    let mut all = Vec::new();
    for way in &found {
        let mut plant = |what: &str, change: &dyn Fn(&mut Value)| {
            let mut changed = file.clone();
            change(changed.pointer_mut(way).unwrap());
            all.push((format!("{way} {what}"), changed));
        };
        for other in &others {
            // serde_json also reads a list as an object's fields in order; nobody writes that.
            if !(other.is_array() && file.pointer(way).unwrap().is_object()) {
                plant(&other.to_string(), &|it| *it = other.clone());
            }
        }
        let written = file.pointer(way).unwrap();
        if let Some(fields) = written.as_object() {
            plant("with a strange field", &|it| it["strange"] = json!(1));
            for name in fields.keys() {
                plant(&format!("without {name}"), &|it| remove(it, name));
            }
        } else if written.as_array().is_some_and(|it| !it.is_empty()) {
            plant("the first alone", &|it| it.as_array_mut().unwrap().truncate(1));
            plant("the first twice", &|it| {
                let first = it[0].clone();
                it.as_array_mut().unwrap().insert(0, first);
            });
        }
    }
    all
}

/// Whether a schema can express the loader's reason.
fn can_be_said(reason: &Reason) -> bool {
    let about_others = [
        ScoringReason::AllMayBeMissing,
        ScoringReason::NotAddable,
        ScoringReason::FirstOfPoints,
        ScoringReason::TScores,
        ScoringReason::NoResult,
    ];
    if let Reason::Scoring(text) = reason {
        return !about_others.contains(text);
    }
    matches!(reason, Reason::Shape(text) if !text.contains("at most one decimal"))
        || matches!(reason, Reason::Name(name) if name.is_empty())
        || matches!(
            reason,
            Reason::Empty(_)
                | Reason::TooManyItems
                | Reason::NoLicence
                | Reason::FieldMissing { .. }
                | Reason::FieldTooMany { .. }
                | Reason::NoWording
                | Reason::Condition
                | Reason::Finding
        )
}

/// A form with only the fields that the loader requires.
fn least() -> Value {
    json!({
        "id": "own_least", "version": "1", "title": "Least", "short": "Least", "language": "en",
        "content_kind": "forms", "respondent": "patient", "duration_text": "1 minute", "conditions": [],
        "recall_text": "today", "minimum_interval_days": {"value": 1, "verified": false, "source": ""},
        "licence": {"class": "own", "notice": "ours", "verified": true, "sources": []}, "loinc": {},
        "option_sets": {}, "items": [{"id": "own_least.1", "text": "Well?", "kind": "boolean"}],
        "scoring": {"method": "single-items"}, "bands": [], "cut_points": [], "change": {}, "sources": [""]
    })
}

#[test]
fn the_instrument_schema_matches_the_loader() {
    let schema: Value = serde_json::from_str(INSTRUMENT).unwrap();
    let mut files: Vec<Value> = vec![least()];
    for (file, json) in FILES {
        files.push(serde_json::from_str(json).unwrap());
        assert!(fits(files.last().unwrap(), &schema, &schema), "{file}");
    }
    let mut with_schema = least();
    with_schema["$schema"] = json!("instrument.schema.json");
    files.push(with_schema);
    // Together these have every kind of place.
    let chosen = [
        "own_least",
        "phq9",
        "asq",
        "qids_sr16",
        "hamd17",
        "promis_depression_8a",
        "who5",
        "pcl5",
        "auditc",
        "phq15",
        "cgi",
        "daily_checkin",
        "vitals",
    ];
    let (mut accepted, mut refused, mut unseen) = (0, 0, 0);
    let mut apart = Vec::new();
    for file in files.iter().filter(|it| chosen.contains(&it["id"].as_str().unwrap())) {
        let id = file["id"].as_str().unwrap();
        assert!(load(&format!("{id}.json"), &file.to_string()).is_ok(), "{id}");
        for (what, changed) in changed(file) {
            let loaded = load(&format!("{id}.json"), &changed.to_string());
            match (loaded, fits(&changed, &schema, &schema)) {
                (Ok(_), true) => accepted += 1,
                (Err(_), false) => refused += 1,
                (Err(error), true) if !can_be_said(&error.reason) => unseen += 1,
                (Ok(_), false) => apart.push(format!("{id}{what}: refused by the schema only")),
                (Err(error), true) => apart.push(format!("{id}{what}: {error}")),
            }
        }
    }
    eprintln!(
        "{accepted} accepted by both, {refused} refused by both, {unseen} by the loader only"
    );
    assert!(apart.is_empty(), "{}:\n{}", apart.len(), apart.join("\n"));
    assert!(accepted > 1_000 && refused > 5_000 && unseen > 100);
}

#[test]
fn the_wording_schema_matches_the_loader() {
    let schema: Value = serde_json::from_str(WORDING).unwrap();
    let least = json!({"instrument": "isi", "version": "1", "language": "en", "state": "verified", "source": "", "items": {}});
    let brought = json!({
        "instrument": "peg", "version": "1", "language": "en", "state": "unverified", "source": "a copy",
        "permission": "licence 17", "notes": ["a note"], "title": "PEG", "instructions": "Read this.", "stem": "In the last week",
        "option_sets": {"yes": ["No", "Yes"]}, "items": {"peg.1": {"text": "Pain?", "min_label": "None", "max_label": "Worst"}}
    });
    let mut files = vec![least, brought];
    files.extend(TRANSLATIONS.iter().map(|(_, json)| serde_json::from_str(json).unwrap()));
    let mut counts = [0, 0];
    for file in files {
        assert!(fits(&file, &schema, &schema), "{file}");
        for (what, changed) in changed(&file) {
            let is_read = Wording::load(&changed.to_string()).is_ok();
            assert_eq!(fits(&changed, &schema, &schema), is_read, "{}{what}", file["instrument"]);
            counts[usize::from(is_read)] += 1;
        }
    }
    assert!(counts.iter().all(|it| *it > 100), "{counts:?}");
}

/// Pairs of fields that are valid alone but not together; no single change of a shipped file covers
/// them.
#[test]
fn loader_and_schema_refuse_conflicting_fields() {
    let schema: Value = serde_json::from_str(INSTRUMENT).unwrap();
    for (id, place, field, value) in [
        ("phq9", "/scoring/findings/2", "needs", json!(["phq9.1"])),
        ("phq9", "/scoring/findings/2", "parts", json!(true)),
        ("phq9", "/scoring/findings/2", "counts", json!([])),
        ("phq9", "/items/9/enable_when", "all", json!([{"sex_is_not": "male"}])),
        ("phq9", "/items/9/enable_when", "sex_is_not", json!("male")),
        ("phq9", "/items/0", "min", json!(0)),
        ("phq9", "/items/0", "unit", json!("mg")),
        ("phq9", "/scoring", "method", json!("mean")),
        ("phq9", "/scoring", "max_missing", json!(0)),
        ("phq9", "/scoring", "on_missing", json!("no-score")),
        ("phq9", "/scoring", "missing_rule", json!(null)),
        ("phq9", "/licence", "sources", json!([])),
        ("who5", "/scoring/findings/0/total", "at_least", json!(3)),
        ("who5", "/scoring/findings/0/total", "by_sex", json!({"male": 3})),
        ("who5", "/scoring/scores/0", "items", json!(["who5.1"])),
        ("auditc", "/scoring/findings/0/total/by_sex", "female", json!(3)),
        ("qids_sr16", "/scoring/items/2", "not_assessed", json!(3)),
        ("qids_sr16", "/scoring/items/2", "either", json!(["qids_sr16.1"])),
        ("peg", "/items/0", "max_characters", json!(10)),
        ("peg", "/scoring", "multiply", json!(2)),
        ("vitals", "/scoring", "items", json!(["vit.hr"])),
    ] {
        let (file, json) = file_of(id);
        let mut changed: Value = serde_json::from_str(json).unwrap();
        changed.pointer_mut(place).unwrap()[field] = value.clone();
        assert!(load(file, &changed.to_string()).is_err(), "{id}{place} {field}: {value}");
        assert!(!fits(&changed, &schema, &schema), "{id}{place} {field}: {value}");
    }
}
