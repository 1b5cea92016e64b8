//! Invalid definitions: each is refused with the file, the place and the reason.

use super::*;
use crate::instrument::error::{MOST_BYTES, MOST_ITEMS, MOST_NESTED};

/// Changes a definition of the catalogue and expects an error with this place and reason.
#[track_caller]
fn refused_in(id: &str, change: impl FnOnce(&mut Value), path: &str, reason: &Reason) {
    let (file, json) = file_of(id);
    let mut changed: Value = serde_json::from_str(json).unwrap();
    change(&mut changed);
    let error = load(file, &changed.to_string()).unwrap_err();
    assert_eq!((error.file.as_str(), error.path.as_str(), &error.reason), (file, path, reason));
    let said = error.to_string();
    assert!(said.starts_with(file) && said.contains(path) && said.ends_with(&reason.to_string()));
}

fn test(items: &[&str]) -> Value {
    json!({"of": [{"items": items, "at_least": 1}]})
}

/// Nests a condition this many levels deep.
fn nested(levels: u8) -> Value {
    (0..levels).fold(test(&["phq9.1"]), |inner, _| json!({"all": [inner]}))
}

#[test]
fn unknown_items_are_refused_everywhere() {
    let unknown = Reason::UnknownItem("phq9.99".to_owned());
    let id = json!("phq9.99");
    let scoring = |change: &dyn Fn(&mut Value), path: &str| {
        refused(|f| change(&mut f["scoring"]), path, &unknown);
    };
    scoring(&|s| s["items"][8] = id.clone(), "scoring.items");
    scoring(&|s| s["items"][8] = json!({"highest_of": ["phq9.9", "phq9.99"]}), "scoring.items");
    scoring(&|s| s["items"][8] = json!({"either": ["phq9.9", "phq9.99"]}), "scoring.items");
    scoring(
        &|s| s["items"][8] = json!({"first_of": ["phq9.99"], "not_assessed": 3}),
        "scoring.items",
    );
    scoring(&|s| s["never_missing"] = json!(["phq9.99"]), "scoring.never_missing");
    scoring(&|s| s["also_required"] = json!(["phq9.99"]), "scoring.also_required");
    scoring(
        &|s| s["scores"] = json!([{"name": "A", "label": "A", "items": ["phq9.99"]}]),
        "scoring.scores[A]",
    );
    scoring(&|s| s["findings"][2]["answer_of"] = id.clone(), "scoring.findings[item9]");
    scoring(
        &|s| s["findings"][0]["decision"]["needs"][8] = id.clone(),
        "scoring.findings[algorithm]",
    );
    scoring(
        &|s| s["findings"][0]["decision"]["cases"][1]["when"] = test(&["phq9.99"]),
        "scoring.findings[algorithm]",
    );
    let when = |s: &mut Value, finding: Value| s["findings"] = json!([finding]);
    scoring(
        &|s| when(s, json!({"name": "x", "label": "X", "when": test(&["phq9.99"])})),
        "scoring.findings[x]",
    );
    scoring(
        &|s| {
            let needs = json!({"name": "x", "label": "X", "when": test(&["phq9.1"]),
                               "needs": ["phq9.99"]});
            when(s, needs);
        },
        "scoring.findings[x]",
    );
    scoring(
        &|s| {
            let counts = json!([{"items": ["phq9.99"], "at_least": 2}]);
            when(s, json!({"name": "x", "label": "X", "counts": counts}));
        },
        "scoring.findings[x]",
    );
    refused(
        |f| f["items"][9]["enable_when"] = test(&["phq9.99"]),
        "items[phq9.10].enable_when",
        &unknown,
    );
    let skip = |when: &str, item: &str| json!([{"when": test(&[when]), "items": [item], "answers_count": true}]);
    refused(|f| f["skip"] = skip("phq9.99", "phq9.2"), "skip.when", &unknown);
    refused(|f| f["skip"] = skip("phq9.1", "phq9.99"), "skip.items", &unknown);
}

#[test]
fn invalid_conditions_are_refused() {
    let asked = |condition: Value, reason: &Reason| {
        refused(|f| f["items"][9]["enable_when"] = condition, "items[phq9.10].enable_when", reason);
    };
    let one = || test(&["phq9.1"]);
    asked(json!({}), &Reason::Condition);
    asked(json!({"all": []}), &Reason::Condition);
    asked(json!({"any": []}), &Reason::Condition);
    asked(json!({"all": [one()], "any": [one()]}), &Reason::Condition);
    asked(json!({"of": one()["of"], "sex_is_not": "male"}), &Reason::Condition);
    asked(json!({"all": [one()], "how_many": 1}), &Reason::Condition);
    asked(json!({"any": [one()], "how_many": 1}), &Reason::Condition);
    asked(json!({"sex_is_not": "male", "how_many": 1}), &Reason::Condition);
    asked(json!({"of": [{"items": ["phq9.1"]}]}), &Reason::Condition);
    asked(json!({"of": one()["of"], "how_many": 0}), &Reason::HowMany);
    asked(json!({"of": one()["of"], "how_many": 2}), &Reason::HowMany);
    asked(json!({"of": []}), &Reason::HowMany);
    let empty = Reason::Empty(EmptyPart::Items);
    asked(json!({"of": [{"items": [], "at_least": 1}]}), &empty);
    asked(test(&["phq9.1", "phq9.1"]), &Reason::NamedTwice("phq9.1".to_owned()));
    let out = Reason::TestOutOfRange("phq9.1".to_owned());
    for bounds in [
        json!({"at_least": 0}),
        json!({"at_least": 4}),
        json!({"at_most": 3}),
        json!({"at_most": -1}),
        json!({"at_least": 2, "at_most": 1}),
    ] {
        let mut test = bounds;
        test["items"] = json!(["phq9.1"]);
        asked(json!({"any": [{"all": [{"of": [test]}]}]}), &out);
    }
}

#[test]
fn tests_in_skips_and_findings_are_checked() {
    let out = || Reason::TestOutOfRange("sidas.1".to_owned());
    refused_in("sidas", |f| f["skip"][0]["when"]["of"][0]["at_most"] = json!(10), "skip", &out());
    let finding = |rule: &str, value: Value| {
        let finding = json!([{"name": "x", "label": "X", rule: value}]);
        let path = "scoring.findings[x]";
        refused_in("sidas", |f| f["scoring"]["findings"] = finding, path, &out());
    };
    let never = json!([{"items": ["sidas.1"], "at_least": 11}]);
    finding("counts", never.clone());
    finding("when", json!({"of": never}));
    finding("decision", json!({"cases": [{"code": "c", "when": {"of": never}}]}));
    // A text has no value to test.
    refused_in(
        "asq",
        |f| f["items"][6]["enable_when"] = test(&["asq.4a"]),
        "items[asq.5].enable_when",
        &Reason::TestOutOfRange("asq.4a".to_owned()),
    );
}

#[test]
fn an_item_depends_only_on_earlier_items() {
    refused(
        |f| f["items"][0]["enable_when"] = test(&["phq9.2"]),
        "items[phq9.1]",
        &Reason::NotEarlier("phq9.2".to_owned()),
    );
    for when in ["phq9.2", "phq9.3"] {
        let skip = json!([{"when": test(&[when]), "items": ["phq9.2"], "answers_count": true}]);
        refused(|f| f["skip"] = skip, "skip.when", &Reason::NotEarlier(when.to_owned()));
    }
    let skip = json!([{"when": test(&["phq9.1"]), "items": [], "answers_count": true}]);
    refused(|f| f["skip"] = skip, "skip.items", &Reason::Empty(EmptyPart::Items));
}

#[test]
fn large_long_and_deep_files_are_refused() {
    let error = load("phq9.json", &" ".repeat(MOST_BYTES + 1)).unwrap_err();
    assert_eq!((error.path.as_str(), error.reason), ("", Reason::TooLarge));
    let (file, json) = file_of("phq9");
    let padded = format!("{}{}", json, " ".repeat(MOST_BYTES - json.len()));
    assert!(load(file, &padded).is_ok(), "the limit itself is allowed");

    for (kind, reason) in [("condition", Reason::TooDeep), ("group", Reason::TooDeep)] {
        let deep = |levels: u8| match kind {
            "condition" => json!([{"name": "x", "label": "X", "when": nested(levels)}]),
            _ => json!([{"name": "x", "label": "X", "items": [(0..levels)
                .fold(json!("phq9.1"), |inner, _| json!({"highest_of": [inner]}))]}]),
        };
        let (list, path) = match kind {
            "condition" => ("findings", "scoring.findings[x]"),
            _ => ("scores", "scoring.scores[x]"),
        };
        refused(|f| f["scoring"][list] = deep(MOST_NESTED), path, &reason);
        let mut allowed: Value = serde_json::from_str(json).unwrap();
        allowed["scoring"][list] = deep(MOST_NESTED - 1);
        assert!(load(file, &allowed.to_string()).is_ok(), "{kind}");
    }
    refused(
        |f| f["items"][9]["enable_when"] = nested(MOST_NESTED),
        "items[phq9.10].enable_when",
        &Reason::TooDeep,
    );

    // Too deep for a recursive parser. The first is refused for its size alone.
    for depth in [100_000, 25_000] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let raw = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            let error = load("phq9.json", &raw).unwrap_err();
            assert!(matches!(error.reason, Reason::TooLarge | Reason::Shape(_)), "{depth}");
        }
    }
    let raw = json.replacen("\"items\": [", &format!("\"items\": [{}", "[".repeat(50_000)), 1);
    assert!(raw.len() <= MOST_BYTES);
    assert!(matches!(load(file, &raw).unwrap_err().reason, Reason::Shape(_)));
    let inside =
        json.replacen("\"when\":", &format!("\"when\": {}", "{\"all\":[".repeat(6_000)), 1);
    assert!(matches!(load(file, &inside).unwrap_err().reason, Reason::Shape(_)));
}

#[test]
fn an_instrument_has_at_most_two_hundred_items() {
    let (file, json) = file_of("asc5d");
    let with = |count: usize| {
        let mut changed: Value = serde_json::from_str(json).unwrap();
        let items = (1..=count).map(|it| {
            json!({"id": format!("i{it}"), "number": it, "kind": "number", "min": 0, "max": 1})
        });
        changed["items"] = items.collect();
        load(file, &changed.to_string())
    };
    assert_eq!(with(MOST_ITEMS).unwrap().items.len(), MOST_ITEMS);
    let error = with(MOST_ITEMS + 1).unwrap_err();
    assert_eq!((error.path.as_str(), error.reason), ("items", Reason::TooManyItems));
}

#[test]
fn ids_licences_and_wordings_are_required() {
    refused(|f| f["items"][9]["id"] = json!("phq9.1"), "items[phq9.1]", &Reason::DuplicateId);
    refused(|f| f["items"][9]["id"] = json!(" "), "items[ ]", &Reason::Empty(EmptyPart::ItemId));
    misshapen(|f| remove(&mut f["licence"], "class"), "licence: missing field `class`");
    misshapen(|f| f["licence"]["class"] = json!("public"), "licence.class: unknown variant");
    refused(
        |f| {
            f["licence"] =
                json!({"class": "non-commercial", "notice": "n", "verified": true, "sources": []});
        },
        "licence",
        &Reason::NoLicence,
    );
    refused(|f| f["licence"]["notice"] = json!("\n"), "licence", &Reason::NoLicence);
    // A clinic's own licence needs a notice but no source.
    refused_in("isi", |f| f["licence"]["notice"] = json!(""), "licence", &Reason::NoLicence);
    refused(|f| remove(&mut f["items"][2], "text"), "items[phq9.3]", &Reason::NoWording);
    refused(
        |f| remove(&mut f["option_sets"]["freq4"][0], "label"),
        "option_sets",
        &Reason::BadOptionSet("freq4".to_owned()),
    );
    refused(
        |f| f["option_sets"]["freq4"] = json!([{"value": 0, "label": "Not at all"}]),
        "option_sets",
        &Reason::BadOptionSet("freq4".to_owned()),
    );
    refused(|f| f["items"] = json!([]), "scoring.items", &Reason::UnknownItem("phq9.1".to_owned()));
    refused_in("vitals", |f| f["items"] = json!([]), "items", &Reason::Empty(EmptyPart::Items));
    for (field, what) in [
        ("version", EmptyPart::Version),
        ("short", EmptyPart::Short),
        ("language", EmptyPart::Language),
        ("duration_text", EmptyPart::Duration),
        ("recall_text", EmptyPart::Recall),
    ] {
        refused(|f| f[field] = json!(""), "", &Reason::Empty(what));
    }
}

#[test]
fn some_but_not_all_answers_meet_a_safety_rule() {
    for at_least in [-5, 0, 4, 9] {
        let rule = json!({"at_least": at_least, "of": "points"});
        refused_in(
            "epds",
            |f| f["items"][9]["safety"] = rule,
            "items[epds.10]",
            &Reason::SafetyOutOfRange,
        );
    }
    for at_least in [0, 5] {
        refused_in(
            "pcl5",
            |f| f["items"][15]["clinician_note"]["at_least"] = json!(at_least),
            "items[pcl5.16]",
            &Reason::NoteOutOfRange,
        );
    }
    let rule = json!({"at_least": 1});
    for (id, place, path) in [("asq", 4, "items[asq.4a]"), ("vitals", 0, "items[vit.sbp]")] {
        let rule = rule.clone();
        refused_in(id, |f| f["items"][place]["safety"] = rule, path, &Reason::SafetyOutOfRange);
    }
    refused_in(
        "daily_checkin",
        |f| f["items"][5]["safety"]["at_least"] = json!(2),
        "items[daily.safety]",
        &Reason::SafetyOutOfRange,
    );
}

#[test]
fn values_and_points_have_limits() {
    for points in [1_001, -1_001, i32::MAX] {
        refused_in(
            "shaps",
            |f| f["option_sets"]["disagree_first"][0]["points"] = json!(points),
            "items[shaps.1]",
            &Reason::BadRange,
        );
    }
    for value in [1_001, -1_001, i32::MIN] {
        refused(
            |f| f["option_sets"]["freq4"][0]["value"] = json!(value),
            "items[phq9.1]",
            &Reason::BadRange,
        );
    }
    let multiplied = Reason::Scoring(ScoringReason::Multiply);
    for times in [0, -4, 101, i32::MAX] {
        refused_in("who5", |f| f["scoring"]["multiply"] = json!(times), "scoring", &multiplied);
    }
    refused_in("peg", |f| f["scoring"]["multiply"] = json!(10), "scoring", &multiplied);
    refused_in(
        "who5",
        |f| {
            f["items"][0] = json!({"id": "who5.1", "number": 1, "text": "t", "kind": "number", "min": 3, "max": 3});
        },
        "items[who5.1]",
        &Reason::BadRange,
    );
}

#[test]
fn only_whole_numbers_are_added_once_each() {
    let scoring = Reason::Scoring;
    refused_in(
        "asq",
        |f| f["scoring"]["items"][0] = json!("asq.4a"),
        "scoring",
        &scoring(ScoringReason::NotAddable),
    );
    refused_in(
        "qids_sr16",
        |f| f["scoring"]["items"][1] = json!("qids_sr16.4"),
        "scoring",
        &Reason::NamedTwice("qids_sr16.4".to_owned()),
    );
    refused_in(
        "pcl5",
        |f| f["scoring"]["scores"][1]["items"] = json!(["pcl5.6", "pcl5.6"]),
        "scoring",
        &Reason::NamedTwice("pcl5.6".to_owned()),
    );
    refused_in(
        "qids_sr16",
        |f| f["scoring"]["items"][2] = json!({"either": ["qids_sr16.6", "qids_sr16.6"]}),
        "scoring.items",
        &Reason::NamedTwice("qids_sr16.6".to_owned()),
    );
    let group = scoring(ScoringReason::Group);
    for wrong in [
        json!({}),
        json!({"highest_of": []}),
        json!({"highest_of": ["phq9.9"], "either": ["phq9.9"]}),
        json!({"first_of": ["phq9.9"]}),
        json!({"either": ["phq9.9"], "not_assessed": 3}),
    ] {
        refused(|f| f["scoring"]["items"][8] = wrong, "scoring.items", &group);
    }
    let missing = scoring(ScoringReason::NotASum);
    let may_miss = |f: &mut Value| {
        f["scoring"]["max_missing"] = json!(1);
        f["scoring"]["on_missing"] = json!("prorate");
        f["scoring"]["missing_rule"] = json!({"verified": false, "source": "s"});
    };
    refused_in("peg", may_miss, "scoring", &missing);
    refused_in("promis_depression_8a", may_miss, "scoring", &missing);
    refused_in("asq", may_miss, "scoring", &missing);
    refused_in("vitals", may_miss, "scoring", &missing);
}

/// `max_missing` and `on_missing` must be set together: one alone looks like a rule but has no effect.
#[test]
fn max_missing_and_on_missing_are_set_together() {
    let apart = Reason::Scoring(ScoringReason::MissingAlone);
    let source = json!({"verified": false, "source": "s"});
    for (max_missing, on_missing) in [(1, "no-score"), (0, "prorate")] {
        for id in ["phq9", "gad2", "peg", "vitals", "asq"] {
            let change = |f: &mut Value| {
                f["scoring"]["max_missing"] = json!(max_missing);
                f["scoring"]["on_missing"] = json!(on_missing);
                f["scoring"]["missing_rule"] = source.clone();
            };
            refused_in(id, change, "scoring", &apart);
        }
    }
    // If both are absent, no item may be missing.
    for field in ["max_missing", "on_missing"] {
        refused(|f| remove(&mut f["scoring"], field), "scoring", &apart);
    }
}

#[test]
fn a_t_score_table_has_every_sum_and_rises() {
    let table = Reason::Scoring(ScoringReason::TScores);
    let rows = |change: &dyn Fn(&mut Vec<Value>)| {
        refused_in(
            "promis_depression_8a",
            |f| change(f["scoring"]["t_scores"]["rows"].as_array_mut().unwrap()),
            "scoring",
            &table,
        );
    };
    rows(&|rows| drop(rows.remove(10)));
    rows(&|rows| drop(rows.remove(0)));
    rows(&|rows| drop(rows.pop()));
    rows(&|rows| rows.swap(3, 4));
    rows(&|rows| rows[5][1] = rows[4][1].clone());
    rows(&|rows| rows.push(json!([41, 82.0, 3.4])));
    rows(&Vec::clear);
}

#[test]
fn decisions_have_a_result_and_findings_one_rule() {
    let result = Reason::Scoring(ScoringReason::NoResult);
    refused_in("asq", |f| f["scoring"]["findings"] = json!([]), "scoring", &result);
    refused_in(
        "asq",
        |f| f["scoring"]["findings"] = json!([{"name": "x", "label": "X", "answer_of": "asq.1"}]),
        "scoring",
        &result,
    );
    let path = "scoring.findings[result]";
    let decision = |change: &dyn Fn(&mut Value), reason: &Reason| {
        refused_in("asq", |f| change(&mut f["scoring"]["findings"][0]), path, reason);
    };
    decision(&|f| f["decision"]["cases"] = json!([]), &Reason::Empty(EmptyPart::Cases));
    decision(
        &|f| f["decision"]["cases"][1]["code"] = json!(""),
        &Reason::Empty(EmptyPart::CaseCode),
    );
    decision(&|f| remove(f, "decision"), &Reason::Finding);
    decision(&|f| f["answer_of"] = json!("asq.1"), &Reason::Finding);
    decision(&|f| f["parts"] = json!(true), &Reason::Finding);
    decision(&|f| f["needs"] = json!(["asq.1"]), &Reason::Finding);
    for rule in
        [json!({}), json!({"at_least": 3, "below": 5}), json!({"below": 5, "by_sex": {"male": 4}})]
    {
        let finding = json!([{"name": "x", "label": "X", "total": rule}]);
        refused(|f| f["scoring"]["findings"] = finding, "scoring.findings[x]", &Reason::Finding);
    }
    let neither = Reason::Scoring(ScoringReason::ScoreOf);
    for score in [
        json!({"name": "A", "label": "A"}),
        json!({"name": "A", "label": "A", "items": ["phq9.1"], "is": "raw"}),
    ] {
        refused(|f| f["scoring"]["scores"] = json!([score]), "scoring.scores[A]", &neither);
    }
    refused(
        |f| f["scoring"]["findings"][1]["name"] = json!("item9"),
        "scoring.findings",
        &Reason::Name("item9".to_owned()),
    );
    refused(
        |f| f["scoring"]["findings"][1]["name"] = json!(""),
        "scoring.findings",
        &Reason::Name(String::new()),
    );
    refused(
        |f| f["scoring"]["findings"][1]["label"] = json!(" "),
        "scoring.findings",
        &Reason::Name("functional".to_owned()),
    );
    refused_in(
        "pcl5",
        |f| f["scoring"]["scores"][1]["name"] = json!("B"),
        "scoring.scores",
        &Reason::Name("B".to_owned()),
    );
}

#[test]
fn cut_offs_are_inside_the_range() {
    let out = Reason::FindingOutOfRange("x".to_owned());
    let finding = |id: &str, rule: Value| {
        let finding = json!([{"name": "x", "label": "X", "total": rule}]);
        refused_in(id, |f| f["scoring"]["findings"] = finding, "bands", &out);
    };
    for points in [0, -1, 28] {
        finding("phq9", json!({"at_least": points}));
        finding("phq9", json!({"below": points}));
        finding("phq9", json!({"at_least": 3, "by_sex": {"male": points}}));
    }
    finding("vitals", json!({"at_least": 1}));
    // The highest total and the total above the lowest are inside the range.
    let (file, json) = file_of("phq9");
    for points in [1, 27] {
        let mut changed: Value = serde_json::from_str(json).unwrap();
        changed["scoring"]["findings"] =
            json!([{"name": "x", "label": "X", "total": {"at_least": points}}]);
        changed["cut_points"][0]["at_least"] = json!(points);
        assert!(load(file, &changed.to_string()).is_ok(), "{points}");
    }
    refused(|f| f["cut_points"][0]["at_least"] = json!(0), "bands", &Reason::CutPointOutOfRange(0));
}

#[test]
fn invalid_bands_are_refused() {
    let gap = |id: &str, from: Value, found: Points, lowest: Points| {
        refused_in(
            id,
            |f| f["bands"][0]["from"] = from,
            "bands",
            &Reason::BandGap { found, lowest },
        );
    };
    gap("phq9", json!(-1), Points::whole(-1), Points::default());
    gap("sbqr", json!(4), Points::whole(4), Points::whole(3));
    gap("promis_depression_8a", json!(38.3), Points::from_tenths(383), Points::from_tenths(382));
    refused(
        |f| f["bands"][3]["from"] = json!(14.5),
        "bands",
        &Reason::BandBetween("moderately-severe".to_owned()),
    );
    for (from, code) in [(10, "severe"), (15, "severe")] {
        refused(
            |f| f["bands"][4]["from"] = json!(from),
            "bands",
            &Reason::BandOverlap(code.to_owned()),
        );
    }
    refused(|f| f["bands"][1]["code"] = json!(""), "bands", &Reason::Empty(EmptyPart::Band));
    refused(|f| f["bands"][1]["label"] = json!(" "), "bands", &Reason::Empty(EmptyPart::Band));
    refused_in(
        "vitals",
        |f| f["bands"] = json!([{"from": 0, "code": "a", "label": "A"}]),
        "bands",
        &Reason::BandOutOfRange("a".to_owned()),
    );
    misshapen(|f| f["bands"][1]["from"] = json!(5.25), "at most one decimal");
    misshapen(|f| f["bands"][1]["to"] = json!(9), "unknown field `to`");
}

#[test]
fn each_kind_of_item_has_its_own_fields() {
    let item = |id: &str, change: &dyn Fn(&mut Value), path: &str, reason: Reason| {
        refused_in(id, |f| change(&mut f["items"][0]), path, &reason);
    };
    for field in ["min", "max"] {
        item(
            "peg",
            &|i| remove(i, field),
            "items[peg.1]",
            Reason::FieldMissing { kind: "number", field },
        );
    }
    for field in ["min", "max", "unit"] {
        item(
            "vitals",
            &|i| remove(i, field),
            "items[vit.sbp]",
            Reason::FieldMissing { kind: "decimal", field },
        );
    }
    item(
        "peg",
        &|i| i["unit"] = json!("mg"),
        "items[peg.1]",
        Reason::FieldTooMany { kind: "number", field: "unit" },
    );
    item(
        "peg",
        &|i| i["options"] = json!("x"),
        "items[peg.1]",
        Reason::FieldTooMany { kind: "number", field: "options" },
    );
    item(
        "vitals",
        &|i| i["min_label"] = json!("x"),
        "items[vit.sbp]",
        Reason::FieldTooMany { kind: "decimal", field: "min_label" },
    );
    refused_in(
        "daily_checkin",
        |f| f["items"][5]["max_label"] = json!("x"),
        "items[daily.safety]",
        &Reason::FieldTooMany { kind: "boolean", field: "max_label" },
    );
    refused_in(
        "asq",
        |f| remove(&mut f["items"][4], "max_characters"),
        "items[asq.4a]",
        &Reason::FieldMissing { kind: "text", field: "max_characters" },
    );
}

#[test]
fn the_not_assessed_value_is_not_an_answer() {
    let path = "items[cgi.s]";
    refused_in(
        "cgi",
        |f| f["items"][0]["not_assessed"] = json!(7),
        path,
        &Reason::NotAssessedOffered,
    );
}

#[test]
fn every_form_asks_at_least_one_question() {
    let no_core = |f: &mut Value| {
        for item in f["items"].as_array_mut().unwrap() {
            item["core"] = json!(false);
        }
    };
    refused_in("session_effects", no_core, "items", &Reason::NothingAsked);
}

#[test]
fn reverse_is_refused_without_effect() {
    refused_in(
        "shaps",
        |f| f["items"][0]["reverse"] = json!(true),
        "items[shaps.1]",
        &Reason::PointsReversed,
    );
    let words = ScoringReason::FirstOfPoints;
    for place in [15, 16] {
        let reversed = |f: &mut Value| f["items"][place]["reverse"] = json!(true);
        refused_in("hamd17", reversed, "scoring", &Reason::Scoring(words));
    }
}
