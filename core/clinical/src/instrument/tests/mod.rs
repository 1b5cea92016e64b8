//! Invalid instrument files, and the published contents of the compiled-in ones.

mod marked;
mod mutated;
mod refused;
mod rules;
mod schema;
mod wording;
mod words;

use serde_json::{Value, json};

use super::error::{EmptyPart, Reason, ScoringReason};
use super::item::ItemKind;
use super::load::load;
use super::*;
use crate::catalogue::{FILES, instrument, instruments};

/// Changes the PHQ-9 and expects an error with this item and reason.
#[track_caller]
fn refused(change: impl FnOnce(&mut Value), path: &str, reason: &Reason) {
    let mut file: Value = serde_json::from_str(FILES[0].1).unwrap();
    change(&mut file);
    let error = load("phq9.json", &file.to_string()).unwrap_err();
    assert_eq!((error.path.as_str(), &error.reason), (path, reason));
    let said = error.to_string();
    assert!(said.starts_with("phq9.json"), "{said}");
    assert!(said.contains(path), "{said}");
    assert!(said.ends_with(&reason.to_string()), "{said}");
}

/// Changes the PHQ-9 and expects an error about its JSON fields.
#[track_caller]
fn misshapen(change: impl FnOnce(&mut Value), said: &str) {
    let mut file: Value = serde_json::from_str(FILES[0].1).unwrap();
    change(&mut file);
    let error = load("phq9.json", &file.to_string()).unwrap_err().to_string();
    assert!(error.starts_with("phq9.json") && error.contains(said), "{error}");
}

/// The definition with this id: its file name and content.
fn file_of(id: &str) -> (&'static str, &'static str) {
    let of_id = |(file, _): &&(&str, &str)| file.rsplit('/').next() == Some(&format!("{id}.json"));
    *FILES.iter().find(of_id).unwrap()
}

fn remove(file: &mut Value, field: &str) {
    file.as_object_mut().unwrap().remove(field);
}

#[test]
fn a_file_with_a_missing_or_unknown_field_is_refused() {
    misshapen(|file| remove(file, "licence"), "missing field `licence`");
    misshapen(|file| remove(file, "bands"), "missing field `bands`");
    misshapen(|file| file["item"] = json!([]), "unknown field `item`");
    misshapen(|file| file["items"][0]["answer"] = json!(1), "unknown field `answer`");
    misshapen(|file| file["scoring"]["method"] = json!("median"), "unknown variant `median`");
    let error = load("phq9.json", "{").unwrap_err();
    assert!(matches!(error.reason, Reason::Shape(_)));
}

#[test]
fn a_file_needs_its_id_texts_and_licence() {
    refused(|f| f["id"] = json!("phq-9"), "id", &Reason::IdIsNotFileName("phq-9".to_owned()));
    refused(|f| f["title"] = json!(" "), "", &Reason::Empty(EmptyPart::Title));
    refused(|f| f["licence"]["notice"] = json!(""), "licence", &Reason::NoLicence);
    refused(|f| f["licence"]["sources"] = json!([]), "licence", &Reason::NoLicence);
    refused(|f| f["sources"] = json!([]), "", &Reason::Empty(EmptyPart::Sources));
}

#[test]
fn invalid_items_are_refused() {
    refused(|f| f["items"][4]["id"] = json!("phq9.4"), "items[phq9.4]", &Reason::DuplicateId);
    refused(|f| f["items"][4]["number"] = json!(6), "items[phq9.5]", &Reason::Numbering);
    refused(|f| f["items"][4]["text"] = json!(""), "items[phq9.5]", &Reason::NoWording);
    refused(
        |f| f["items"][4]["options"] = json!("freq5"),
        "items[phq9.5]",
        &Reason::UnknownOptionSet("freq5".to_owned()),
    );
    refused(
        |f| remove(&mut f["items"][4], "options"),
        "items[phq9.5]",
        &Reason::FieldMissing { kind: "choice", field: "options" },
    );
    refused(
        |f| f["items"][4]["min"] = json!(0),
        "items[phq9.5]",
        &Reason::FieldTooMany { kind: "choice", field: "min" },
    );
    let number = |min: i32, max: i32| {
        json!({"id": "phq9.5", "number": 5, "text": "Pain", "kind": "number",
               "min": min, "max": max, "min_label": "None", "max_label": "Worst"})
    };
    refused(|f| f["items"][4] = number(10, 0), "items[phq9.5]", &Reason::BadRange);
    refused(|f| f["items"][4] = number(0, 1001), "items[phq9.5]", &Reason::BadRange);
    refused(
        |f| f["option_sets"]["freq4"][1]["value"] = json!(0),
        "option_sets",
        &Reason::BadOptionSet("freq4".to_owned()),
    );
    refused(
        |f| f["option_sets"]["freq4"][1]["label"] = json!("Not at all"),
        "option_sets",
        &Reason::BadOptionSet("freq4".to_owned()),
    );
}

#[test]
fn a_safety_rule_separates_answers() {
    for at_least in [-1, 0, 4] {
        refused(
            |f| f["items"][8]["safety"]["at_least"] = json!(at_least),
            "items[phq9.9]",
            &Reason::SafetyOutOfRange,
        );
    }
}

#[test]
fn rules_name_only_existing_earlier_items() {
    let unknown = Reason::UnknownItem("phq9.11".to_owned());
    refused(
        |f| f["items"][9]["enable_when"]["of"][0]["items"][2] = json!("phq9.11"),
        "items[phq9.10].enable_when",
        &unknown,
    );
    refused(
        |f| f["items"][9]["enable_when"]["of"][0]["items"][2] = json!("phq9.10"),
        "items[phq9.10]",
        &Reason::NotEarlier("phq9.10".to_owned()),
    );
    refused(
        |f| f["items"][9]["enable_when"]["of"][0]["at_least"] = json!(4),
        "items[phq9.10].enable_when",
        &Reason::TestOutOfRange("phq9.1".to_owned()),
    );
    refused(|f| f["scoring"]["items"][0] = json!("phq9.11"), "scoring.items", &unknown);
    refused(
        |f| f["scoring"]["items"][0] = json!("phq9.2"),
        "scoring",
        &Reason::NamedTwice("phq9.2".to_owned()),
    );
}

#[test]
fn a_sum_needs_items_and_a_source_for_its_missing_rule() {
    let scoring = Reason::Scoring;
    refused(|f| f["scoring"]["items"] = json!([]), "scoring", &scoring(ScoringReason::NoParts));
    refused(
        |f| f["scoring"]["max_missing"] = json!(9),
        "scoring",
        &scoring(ScoringReason::AllMayBeMissing),
    );
    refused(
        |f| remove(&mut f["scoring"], "missing_rule"),
        "scoring",
        &scoring(ScoringReason::NoMissingRule),
    );
    refused(
        |f| f["scoring"]["method"] = json!("single-items"),
        "scoring",
        &scoring(ScoringReason::SingleItemsAdded),
    );
}

#[test]
fn bands_cover_the_range() {
    refused(
        |f| f["bands"][0]["from"] = json!(1),
        "bands",
        &Reason::BandGap { found: Points::whole(1), lowest: Points::default() },
    );
    for from in [5, 4] {
        refused(
            |f| f["bands"][2]["from"] = json!(from),
            "bands",
            &Reason::BandOverlap("moderate".to_owned()),
        );
    }
    refused(
        |f| f["bands"][4]["from"] = json!(28),
        "bands",
        &Reason::BandOutOfRange("severe".to_owned()),
    );
    refused(
        |f| f["bands"][4]["code"] = json!("mild"),
        "bands",
        &Reason::DuplicateBand("mild".to_owned()),
    );
    refused(
        |f| f["cut_points"][0]["at_least"] = json!(28),
        "bands",
        &Reason::CutPointOutOfRange(28),
    );
}

#[test]
fn a_safety_rule_can_compare_reversed_points() {
    let file = json!({
        "id": "own", "version": "1", "title": "Own", "short": "Own", "language": "en",
        "content_kind": "forms", "respondent": "patient", "duration_text": "1 minute", "conditions": [],
        "recall_days": 7, "recall_text": "last 7 days",
        "minimum_interval_days": {"value": 1, "verified": false, "source": "own"}, "citation": null,
        "licence": {"class": "own", "notice": "own", "verified": true, "sources": []},
        "loinc": {"panel": null, "total": null}, "stem": null,
        "option_sets": {"four": [{"value": 0, "label": "Quite often"}, {"value": 3, "label": "Never"}]},
        "items": [{"id": "own.1", "number": 1, "text": "Thoughts of harm", "kind": "choice",
                   "options": "four", "reverse": true, "safety": {"at_least": 1, "of": "points"}}],
        "scoring": {"method": "sum", "items": ["own.1"]}, "direction": "lower-is-better",
        "bands": [], "cut_points": [], "change": {}, "sources": ["own"]
    });
    let own = load("own.json", &file.to_string()).unwrap();
    assert!(crate::response::meets_safety_rule(&own.items[0], 0));
    assert!(!crate::response::meets_safety_rule(&own.items[0], 3));
}

#[test]
fn the_phq9_has_its_published_wording() {
    // Kroenke, Spitzer, Williams 2001; wording as in CamCOPS extra_strings/phq9.xml.
    let phq9 = instrument("phq9").unwrap();
    assert_eq!(
        phq9.stem.as_deref(),
        Some(
            "Over the last 2 weeks, how often have you been bothered by any of the following problems?"
        ),
    );
    let texts: Vec<&str> = phq9.items.iter().map(|item| item.text.as_str()).collect();
    assert_eq!(texts[0], "Little interest or pleasure in doing things");
    assert_eq!(
        texts[8],
        "Thoughts that you would be better off dead or of hurting yourself in some way",
    );
    let labels = |item: &Item| match &item.kind {
        ItemKind::Choice { options, .. } => {
            options.iter().map(|o| (o.value, o.label.clone())).collect::<Vec<_>>()
        }
        ItemKind::Number { .. }
        | ItemKind::Decimal { .. }
        | ItemKind::Boolean
        | ItemKind::Text { .. } => panic!("every item of the PHQ-9 is a choice"),
    };
    let freq = ["Not at all", "Several days", "More than half the days", "Nearly every day"];
    for item in &phq9.items[..9] {
        let expected: Vec<_> = (0..).zip(freq.map(str::to_owned)).collect();
        assert_eq!(labels(item), expected);
    }
    assert_eq!(labels(&phq9.items[9])[3], (3, "Extremely difficult".to_owned()));
    assert_eq!(
        (phq9.range(), phq9.numbered(), phq9.items.len()),
        ((Points::default(), Points::whole(27)), 9, 10)
    );
}

#[test]
fn unread_facts_have_no_verified_value() {
    let claims = |id: &str| {
        let change = &instrument(id).unwrap().change;
        [&change.minimal_important, &change.reliable, &change.remission_below]
            .map(|fact| fact.as_ref().and_then(Fact::verified_value))
    };
    assert_eq!(claims("phq9"), [Some(5), None, Some(5)]);
    assert_eq!(claims("gad7"), [Some(4), Some(6), None]);
    assert_eq!(claims("daily_checkin"), [None, None, None]);
}

#[test]
fn unverified_bands_have_a_notice() {
    let marked: Vec<&str> = instruments()
        .filter(|it| it.bands_text(Words::en_us()).is_some())
        .map(|it| it.id.as_str())
        .collect();
    let memory = [
        "k6",
        "audit",
        "bdi2",
        "madrs",
        "madrs_s",
        "promis_depression_8a",
        "pss10",
        "sbqr",
        "shaps",
        "wsas",
        "ybocs_sr",
    ];
    let sorted = |ids: &[&str]| {
        let mut ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
        ids.sort();
        ids
    };
    assert_eq!(sorted(&marked), sorted(&memory));
    let told = instrument("madrs").unwrap().bands_text(Words::en_us()).unwrap();
    assert_eq!(told, "The bands of the MADRS are not verified: from memory.");
}

#[test]
fn the_check_in_has_six_core_questions_and_no_total() {
    let daily = instrument("daily_checkin").unwrap();
    let core: Vec<_> = daily.items.iter().filter(|item| item.core).map(|item| &*item.id).collect();
    assert_eq!(
        core,
        [
            "daily.mood",
            "daily.energy",
            "daily.anxiety",
            "daily.sleep_quality",
            "daily.activation",
            "daily.safety",
        ],
    );
    assert!(!daily.has_total());
    assert_eq!(daily.range(), (Points::default(), Points::default()));
}
