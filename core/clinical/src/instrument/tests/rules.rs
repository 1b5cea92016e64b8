//! Combinations of rules that a clinic's own instrument may have, but none in the catalogue has.

use super::*;
use crate::instrument::applies::Applies;
use crate::instrument::item::{AnswerOption, SafetyRule};
use crate::instrument::rule::{Context, Sex};
use crate::score::{ScoreStatus, score_values};

/// Five items of 1 to 4, summed; `change` may alter the definition.
fn own(change: impl FnOnce(&mut Value)) -> Instrument {
    let items = (1..=5).map(|it| {
        json!({"id": format!("own.{it}"), "number": it, "text": "Text", "kind": "number", "min": 1, "max": 4})
    });
    let mut file = json!({
        "id": "own", "version": "1", "title": "Own", "short": "Own", "language": "en",
        "content_kind": "forms", "respondent": "patient", "duration_text": "1 minute", "conditions": [],
        "recall_days": 7, "recall_text": "last 7 days",
        "minimum_interval_days": {"value": 1, "verified": false, "source": "own"}, "citation": null,
        "licence": {"class": "own", "notice": "own", "verified": true, "sources": []},
        "loinc": {"panel": null, "total": null}, "stem": null, "option_sets": {},
        "items": items.collect::<Vec<_>>(),
        "scoring": {"method": "sum", "items": ["own.1", "own.2", "own.3", "own.4", "own.5"]},
        "direction": "lower-is-better", "bands": [], "cut_points": [], "change": {}, "sources": ["own"]
    });
    change(&mut file);
    load("own.json", &file.to_string()).unwrap()
}

fn at_least(item: &str, value: i32) -> Value {
    json!({"of": [{"items": [item], "at_least": value}]})
}

/// Status, total and number of missing items.
fn told(own: &Instrument, form: [Option<i32>; 5]) -> (ScoreStatus, Option<i32>, u32) {
    let score = score_values(own, form.to_vec(), Context::default());
    (score.status, score.total.map(|total| total.tenths() / 10), score.missing)
}

#[test]
fn an_excluded_item_stays_excluded() {
    let own = own(|f| {
        f["items"][4]["enable_when"] = at_least("own.1", 2);
        let skip = |when: Value, items: &[&str], answers_count: bool| json!({"when": when, "items": items, "answers_count": answers_count});
        f["skip"] = json!([
            skip(at_least("own.2", 2), &["own.3", "own.4"], false),
            skip(at_least("own.1", 2), &["own.3"], true),
            skip(at_least("own.2", 3), &["own.5"], true),
        ]);
    });
    use Applies::{IfAnswered, No, Yes};
    let applies = |first: i32, second: i32| {
        own.applies(&[Some(first), Some(second), None, None, None], Context::default())
    };
    assert_eq!(applies(1, 1), [Yes, Yes, Yes, Yes, No]);
    assert_eq!(applies(2, 1), [Yes, Yes, IfAnswered, Yes, Yes]);
    assert_eq!(applies(2, 2), [Yes, Yes, No, No, Yes]);
    assert_eq!(applies(1, 3), [Yes, Yes, No, No, No]);
    assert_eq!(applies(2, 3), [Yes, Yes, No, No, IfAnswered]);
    assert_eq!(told(&own, [Some(1), Some(3), Some(4), Some(4), Some(4)]).1, Some(4));
    assert_eq!(told(&own, [Some(2), Some(3), Some(4), Some(4), Some(4)]).1, Some(9));
    assert_eq!(told(&own, [Some(2), Some(1), Some(4), Some(1), Some(1)]).1, Some(9));
    // A skip rule whose own answer is missing skips nothing.
    assert_eq!(
        told(&own, [Some(2), None, Some(4), Some(4), Some(4)]),
        (ScoreStatus::NotScorable, None, 1)
    );
    // Items that can be skipped do not raise the lowest total.
    assert_eq!(own.range(), (Points::whole(2), Points::whole(20)));
}

#[test]
fn an_unasked_group_is_not_missing() {
    for (group, half) in [
        (json!({"either": ["own.3", "own.4"]}), 2),
        (json!({"first_of": ["own.3", "own.4"], "not_assessed": 4}), 2),
    ] {
        let own = own(|f| {
            f["scoring"]["items"] = json!(["own.1", "own.2", group, "own.5"]);
            f["skip"] = json!([
                {"when": at_least("own.1", 4), "items": ["own.3", "own.4"], "answers_count": false},
                {"when": at_least("own.1", 3), "items": ["own.3"], "answers_count": true},
            ]);
        });
        let one = Some(1);
        let complete = |total| (ScoreStatus::Complete, Some(total), 0);
        let missing = (ScoreStatus::NotScorable, None, 1);
        assert_eq!(told(&own, [one, one, None, None, one]), missing);
        assert_eq!(told(&own, [one, one, None, Some(half), one]), complete(3 + half));
        assert_eq!(told(&own, [Some(4), one, None, None, one]), complete(6));
        assert_eq!(told(&own, [Some(4), one, Some(3), Some(3), one]), complete(6));
        assert_eq!(told(&own, [Some(3), one, None, None, one]), missing, "item 4 is asked");
        assert_eq!(told(&own, [Some(3), one, Some(2), None, one]), complete(7));
    }
}

#[test]
fn the_range_covers_all_possible_totals() {
    let range = |change: &dyn Fn(&mut Value)| own(change).raw_range();
    assert_eq!(range(&|_| ()), (5, 20));
    assert_eq!(range(&|f| f["scoring"]["never_missing"] = json!(["own.2"])), (4, 20));
    assert_eq!(range(&|f| f["items"][2]["enable_when"] = json!({"sex_is_not": "male"})), (4, 20));
    let group = |group: Value| move |f: &mut Value| f["scoring"]["items"] = json!([group.clone()]);
    assert_eq!(range(&group(json!({"highest_of": ["own.1", "own.2"]}))), (1, 4));
    assert_eq!(range(&group(json!({"either": ["own.1", "own.2"]}))), (1, 4));
    assert_eq!(range(&group(json!({"first_of": ["own.1", "own.2"], "not_assessed": 4}))), (0, 3));
    let wider = |f: &mut Value, rule: &str| {
        (f["items"][0]["min"], f["items"][0]["max"]) = (json!(-3), json!(2));
        f["scoring"]["items"] = json!([{rule: ["own.1", "own.2"]}]);
    };
    assert_eq!(range(&|f| wider(f, "highest_of")), (1, 4), "the lower end is the higher of both");
    assert_eq!(range(&|f| wider(f, "either")), (-3, 4));
    let below = |f: &mut Value| {
        f["items"][0]["min"] = json!(-3);
        f["scoring"]["items"] = json!([{"first_of": ["own.1"], "not_assessed": 4}]);
    };
    assert_eq!(range(&below), (-3, 3));
    let mean = own(|f| f["scoring"]["method"] = json!("mean"));
    assert_eq!(mean.range(), (Points::whole(1), Points::whole(4)));
    let times = own(|f| f["scoring"]["multiply"] = json!(100));
    assert_eq!(times.range(), (Points::whole(500), Points::whole(2000)));
    let alone = own(|f| f["scoring"] = json!({"method": "single-items"}));
    assert_eq!((alone.range(), alone.has_total()), ((Points::default(), Points::default()), false));
}

#[test]
fn a_multiplied_sum_is_prorated_first() {
    let own = own(|f| {
        f["scoring"]["multiply"] = json!(4);
        f["scoring"]["max_missing"] = json!(2);
        f["scoring"]["on_missing"] = json!("prorate");
        f["scoring"]["missing_rule"] = json!({"verified": false, "source": "own"});
    });
    let form = [Some(1), Some(1), Some(2), None, None];
    assert_eq!(told(&own, form), (ScoreStatus::Prorated, Some(28), 2), "4 / 3 × 5 = 6.7, times 4");
    let none = [None, None, None, Some(4), Some(4)];
    assert_eq!(told(&own, none), (ScoreStatus::NotScorable, None, 3));
    let score = score_values(&own, form.to_vec(), Context::default());
    assert_eq!(score.text(Words::en_us()), "28 of 80, prorated, 2 not answered");
}

#[test]
fn required_and_never_missing_items_count() {
    let own = own(|f| {
        f["scoring"]["items"] = json!(["own.1", "own.2"]);
        f["scoring"]["also_required"] = json!(["own.4"]);
        f["scoring"]["never_missing"] = json!(["own.2"]);
    });
    let one = Some(1);
    assert_eq!(told(&own, [one, None, None, one, None]), (ScoreStatus::Complete, Some(1), 0));
    assert_eq!(told(&own, [one, one, None, None, None]), (ScoreStatus::NotScorable, None, 1));
    assert_eq!(told(&own, [None; 5]), (ScoreStatus::NotScorable, None, 2));
}

#[test]
fn findings_need_their_answers() {
    let own = own(|f| {
        f["scoring"]["findings"] = json!([
            {"name": "when", "label": "W", "when": {"any": [at_least("own.1", 3), at_least("own.2", 3)]}},
            {"name": "needs", "label": "N", "when": at_least("own.1", 3), "needs": ["own.5"]},
            {"name": "first", "label": "F", "decision": {"cases": [
                {"code": "a-b", "when": at_least("own.1", 4)}, {"code": "c", "when": at_least("own.1", 2)}
            ]}},
            {"name": "below", "label": "B", "total": {"below": 10}},
            {"name": "answer", "label": "A", "answer_of": "own.2"},
            {"name": "counts", "label": "C", "counts": [
                {"items": ["own.1", "own.2"], "at_least": 2}, {"items": ["own.3"], "at_most": 1}
            ]},
            {"name": "parts", "label": "P", "parts": true},
        ]);
    });
    let said = |form: [Option<i32>; 5]| {
        let score = score_values(&own, form.to_vec(), Context::default());
        score.findings.iter().map(|it| it.text(&own, Words::en_us())).collect::<Vec<_>>()
    };
    let untold = "cannot be told: answers are missing";
    let full = [Some(4), Some(1), Some(1), Some(1), Some(2)];
    assert_eq!(said(full), ["yes", "yes", "a b", "yes", "1", "1, 1", "4, 1, 1, 1, 2"]);
    let other = [Some(2), Some(4), Some(2), Some(1), Some(1)];
    assert_eq!(said(other), ["yes", "no", "c", "no", "4", "2, 0", "2, 4, 2, 1, 1"]);
    let blank = [Some(1), None, Some(1), Some(1), None];
    assert_eq!(said(blank), [untold, untold, untold, untold, untold, "–, 1", "1, –, 1, 1, –"]);
}

#[test]
fn sex_is_not_holds_for_unknown_sex() {
    let own = own(|f| f["items"][4]["enable_when"] = json!({"sex_is_not": "female"}));
    let missing = |sex| {
        score_values(&own, vec![Some(1), Some(1), Some(1), Some(1), None], Context { sex }).missing
    };
    assert_eq!([None, Some(Sex::Female), Some(Sex::Male)].map(missing), [1, 0, 1]);
}

#[test]
fn option_points_replace_the_value() {
    let option =
        |value, points| AnswerOption { value, label: value.to_string(), points, loinc: None };
    let mut item = own(|_| ()).items[0].clone();
    item.kind = ItemKind::Choice {
        set: "set".to_owned(),
        options: vec![option(0, Some(7)), option(1, None), option(5, None)],
    };
    assert_eq!([0, 1, 5].map(|value| item.points(value)), [7, 1, 5]);
    assert_eq!((item.range(), item.points_range()), ((0, 5), (1, 7)));
    item.reverse = true;
    assert_eq!([0, 1, 5].map(|value| item.points(value)), [7, 4, 0]);
    assert_eq!([0, 1, 2, 5, 6].map(|value| item.offers(value)), [true, true, false, true, false]);
    item.safety = Some(SafetyRule { at_least: 4, of: item::SafetyMeasure::Points });
    let meets = |value| crate::response::meets_safety_rule(&item, value);
    assert_eq!([0, 1, 5].map(meets), [true, true, false]);
}

#[test]
fn items_list_values_and_labels() {
    let item =
        |id: &str| instruments().flat_map(|it| &it.items).find(|item| item.id == id).unwrap();
    assert_eq!(item("peg.1").values().collect::<Vec<_>>(), (0..=10).collect::<Vec<_>>());
    assert!(item("peg.1").offers(0) && item("peg.1").offers(10) && !item("peg.1").offers(11));
    assert_eq!(item("daily.safety").values().collect::<Vec<_>>(), [0, 1]);
    assert!(item("daily.safety").offers(1) && !item("daily.safety").offers(2));
    assert!(
        item("daily.safety").label_of(0, Words::en_us()) == "No"
            && item("daily.safety").label_of(1, Words::en_us()) == "Yes"
    );
    assert_eq!(item("daily.safety").range(), (0, 1));
    assert_eq!((item("vit.spo2").range(), item("vit.spo2").offers(98)), ((50, 100), false));
    assert_eq!((item("daily.note").range(), item("daily.note").offers(0)), ((0, 0), false));
    assert_eq!(item("daily.note").points_range(), (0, 0));
    assert_eq!(item("phq9.1").label_of(3, Words::en_us()), "Nearly every day");
    assert_eq!(
        (item("phq9.1").label_of(7, Words::en_us()), item("isi.1").label_of(2, Words::en_us())),
        ("7".to_owned(), "2".to_owned())
    );
    assert_eq!(
        (item("phq9.9").name(Words::en_us()), item("phq9.9").number_text()),
        ("item 9".to_owned(), "9".to_owned())
    );
    assert_eq!(
        (item("phq9.10").name(Words::en_us()), item("phq9.10").number_text()),
        ("last item".to_owned(), String::new())
    );
    assert_eq!(item("hamd17.16b").name(Words::en_us()), "16B");
    assert!(
        item("phq9.1").has_wording()
            && item("vit.spo2").has_wording()
            && !item("isi.1").has_wording()
    );
}
