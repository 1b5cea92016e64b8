//! Scoring errors that other programs make, with one test each.

use super::*;
use crate::catalogue::FILES;
use crate::instrument::Direction;

const N: Option<i32> = None;

fn total(id: &str, values: &[i32]) -> Option<i32> {
    told(&of_all(id, values)).1
}

#[test]
fn trap_1_qids_scores_nine_domains() {
    assert_eq!(total("qids_sr16", &[3; 16]), Some(27), "not 48");
    assert_eq!(total("qids_sr16", &[1; 16]), Some(9), "not 16");
    let mut form = [Some(1); 16];
    (form[5], form[8]) = (None, None);
    let score = of("qids_sr16", &form);
    assert_eq!(told(&score), (ScoreStatus::Complete, Some(9), Some("mild"), 0));
    (form[6], form[7]) = (None, None);
    let score = of("qids_sr16", &form);
    assert_eq!(told(&score), (ScoreStatus::NotScorable, None, None, 2), "two blank pairs");
}

#[test]
fn trap_2_phq9_prorates_without_item_ten_and_item_nine_alerts() {
    let prorated =
        of("phq9", &[Some(2), Some(2), Some(2), Some(2), Some(2), Some(2), Some(2), Some(0), N, N]);
    let expected = (ScoreStatus::Prorated, Some(16), Some("moderately-severe"), 1);
    assert_eq!(told(&prorated), expected, "14 / 8 × 9 = 15.75");
    for item_10 in 0..=3 {
        let score = of_all("phq9", &[1, 1, 1, 1, 1, 0, 0, 0, 0, item_10]);
        assert_eq!(told(&score), (ScoreStatus::Complete, Some(5), Some("mild"), 0));
    }
    // The lowest total with a safety answer, the highest without, and a form without a score.
    assert_eq!(of_all("phq9", &[0, 0, 0, 0, 0, 0, 0, 0, 1, 0]).safety, Safety::Met);
    assert_eq!(of_all("phq9", &[3, 3, 3, 3, 3, 3, 3, 3, 0, 3]).safety, Safety::NotMet);
    assert_eq!(of("phq9", &[N, N, N, N, N, N, N, N, Some(1), N]).safety, Safety::Met);
    let open =
        of("phq9", &[Some(0), Some(0), Some(0), Some(0), Some(0), Some(0), Some(0), Some(0), N, N]);
    assert_eq!(
        (open.safety, open.safety_unanswered),
        (Safety::Unknown, 1),
        "not answered is not zero"
    );
}

#[test]
fn trap_3_gad7_starts_with_not_at_all() {
    for id in ["gad7", "gad2", "phq9", "phq8", "phq4", "phq2"] {
        let item = &instrument(id).unwrap().items[0];
        assert_eq!(item.label_of(0, Words::en_us()), "Not at all", "{id}");
    }
    let all = FILES.iter().filter(|(_, json)| json.contains("\"Not at all sure\""));
    assert_eq!(all.count(), 0);
}

#[test]
fn trap_4_pcl5_rule_and_cut_off_can_disagree() {
    let mut form = [0; 20];
    for item in [1, 6, 8, 9, 15, 16] {
        form[item - 1] = 2;
    }
    let twelve = of_all("pcl5", &form);
    assert_eq!(told(&twelve).1, Some(12));
    assert!(finding(&twelve, "provisional_ptsd") == FoundValue::Holds(true));
    assert!(finding(&twelve, "cut31") == FoundValue::Holds(false));
    // All of cluster B, no avoidance, and one symptom each of D and E.
    let high = [4, 4, 4, 4, 4, 1, 1, 4, 1, 1, 1, 1, 1, 1, 4, 1, 1, 0, 0, 0];
    let high = of_all("pcl5", &high);
    assert_eq!(told(&high).1, Some(38));
    assert!(finding(&high, "provisional_ptsd") == FoundValue::Holds(false));
    assert!(finding(&high, "cut33") == FoundValue::Holds(true));
    assert!(high.band.is_none() && instrument("pcl5").unwrap().bands.is_empty());
}

#[test]
fn trap_5_epds_alerts_on_the_first_statement_of_item_ten() {
    let alerts =
        |answer: i32| of("epds", &[N, N, N, N, N, N, N, N, N, Some(answer)]).safety == Safety::Met;
    assert_eq!([0, 1, 2, 3].map(alerts), [true, true, true, false]);
    // Answers are positions from the top, so the healthiest form is not all zeros.
    assert_eq!(total("epds", &[0; 10]), Some(21));
    assert_eq!(total("epds", &[0, 0, 3, 0, 3, 3, 3, 3, 3, 3]), Some(0));
    assert_eq!(total("epds", &[3, 3, 0, 3, 0, 0, 0, 0, 0, 0]), Some(30));
}

#[test]
fn trap_6_asrm_items_are_zero_to_four_with_cut_off_six() {
    let asrm = instrument("asrm").unwrap();
    for item in &asrm.items {
        assert_eq!(item.values().collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
    }
    assert!(finding(&of_all("asrm", &[1, 1, 1, 1, 1]), "positive") == FoundValue::Holds(false));
    assert!(finding(&of_all("asrm", &[2, 1, 1, 1, 1]), "positive") == FoundValue::Holds(true));
}

#[test]
fn trap_7_sidas_without_thoughts_is_zero() {
    let alone = of("sidas", &[Some(0), N, N, N, N]);
    assert_eq!(told(&alone), (ScoreStatus::Complete, Some(0), Some("none-reported"), 0));
    assert_eq!(total("sidas", &[0, 0, 0, 0, 0]), Some(0), "item 2 reversed would add 10");
    let answered = of_all("sidas", &[0, 3, 7, 2, 2]);
    assert_eq!(told(&answered).1, Some(0), "answers after a stop do not count");
    assert_eq!(answered.safety, Safety::Met, "and still bring up crisis help");
    assert_eq!(total("sidas", &[1, 0, 0, 0, 0]), Some(11));
}

#[test]
fn trap_8_cesd_of_zeros_is_twelve() {
    assert_eq!(total("cesd", &[0; 20]), Some(12));
    assert_eq!(total("cesd", &[3; 20]), Some(48));
    let cesd = instrument("cesd").unwrap();
    assert!(cesd.items[2].text.contains("family or friends"), "{}", cesd.items[2].text);
    let label = cesd.items[0].label_of(3, Words::en_us());
    assert!(label.starts_with("Most or all of the time"), "{label}");
}

#[test]
fn trap_9_dast10_of_noes_is_one_and_blank_has_no_score() {
    let all_no = of_all("dast10", &[0; 10]);
    assert_eq!(told(&all_no), (ScoreStatus::Complete, Some(1), Some("low"), 0));
    assert_eq!(total("dast10", &[0, 0, 1, 0, 0, 0, 0, 0, 0, 0]), Some(0));
    let one = of("dast10", &[Some(1), N, N, N, N, N, N, N, N, N]);
    assert_eq!(told(&one), (ScoreStatus::NotScorable, None, None, 9));
    for instrument in instruments().filter(|it| it.has_total()) {
        let empty = of(&instrument.id, &vec![None; instrument.items.len()]);
        assert!(empty.total.is_none() && empty.missing > 0, "{}", instrument.id);
    }
}

#[test]
fn trap_10_audit_is_not_us_audit() {
    for id in ["audit", "auditc"] {
        for item in &instrument(id).unwrap().items[..3] {
            assert_eq!(item.range(), (0, 4), "{} is 0-6 in the US-AUDIT", item.id);
        }
    }
    for item in &instrument("audit").unwrap().items[8..] {
        assert_eq!(item.values().collect::<Vec<_>>(), [0, 2, 4]);
        assert!(!item.offers(1) && !item.offers(3));
    }
    // The code of the first item has no source that was read, so there is none.
    assert_eq!(instrument("auditc").unwrap().items[0].loinc, None);
    assert!(FILES.iter().all(|(_, json)| !json.contains("\"loinc\": \"68517-2\"")));
}

#[test]
fn trap_11_who5_is_better_if_higher_and_whodas_starts_at_one() {
    let direction = |id: &str| instrument(id).unwrap().direction;
    assert_eq!(direction("who5"), Some(Direction::HigherIsBetter));
    assert_eq!(direction("whodas12"), Some(Direction::LowerIsBetter));
    assert_eq!(total("who5", &[5; 5]), Some(100));
    let worst = of_all("who5", &[0; 5]);
    assert_eq!(told(&worst), (ScoreStatus::Complete, Some(0), Some("very-low"), 0));
    assert_eq!(total("whodas12", &[1; 12]), Some(12), "0 to 48 is the other coding");
    assert!(!instrument("whodas12").unwrap().items[0].offers(0));
}

#[test]
fn trap_12_promis_depression_is_form_8a() {
    let lowest = of_all("promis_depression_8a", &[1; 8]);
    assert_eq!(lowest.total, Some(Points::from_tenths(382)), "37.1 is form 8b");
    assert_eq!(beside(&lowest, "raw"), Some(8));
}

#[test]
fn trap_13_madrs_and_madrs_s_are_two_instruments() {
    let of = |id: &str| {
        let it = instrument(id).unwrap();
        (it.items.len(), it.range().1.tenths() / 10, it.recall_days)
    };
    assert_eq!(of("madrs"), (10, 60, Some(7)));
    assert_eq!(of("madrs_s"), (9, 54, Some(3)));
    // The same number is in another band.
    assert_eq!(told(&of_all("madrs", &[6, 6, 0, 0, 0, 0, 0, 0, 0, 0])).2, Some("mild"));
    assert_eq!(told(&of_all("madrs_s", &[6, 6, 0, 0, 0, 0, 0, 0, 0])).2, Some("none"));
}

#[test]
fn trap_14_shaps_counts_disagreement_and_hamd_not_assessed_is_zero() {
    let shaps = instrument("shaps").unwrap();
    let from_the_top = |item: &Item| match &item.kind {
        ItemKind::Choice { options, .. } => options.iter().map(|it| it.value).collect::<Vec<_>>(),
        ItemKind::Number { .. }
        | ItemKind::Decimal { .. }
        | ItemKind::Boolean
        | ItemKind::Text { .. } => Vec::new(),
    };
    for (item, number) in shaps.items.iter().zip(1..) {
        let flipped = [2, 4, 5, 7, 9, 12, 14].contains(&number);
        let order = if flipped { [3, 2, 1, 0] } else { [0, 1, 2, 3] };
        assert_eq!(from_the_top(item), order, "{number}");
        assert_eq!([0, 1, 2, 3].map(|value| item.points(value)), [1, 1, 0, 0], "{number}");
    }
    let agreed = of_all("shaps", &[3; 14]);
    assert_eq!(told(&agreed), (ScoreStatus::Complete, Some(0), Some("normal-hedonic-tone"), 0));
    assert_eq!(told(&of_all("shaps", &[0; 14])).1, Some(14), "high is little pleasure");
    assert_eq!(
        told(&of_all("shaps", &[1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2])).2,
        Some("normal-hedonic-tone")
    );
    assert_eq!(
        told(&of_all("shaps", &[1, 0, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2])).2,
        Some("anhedonia")
    );
    let mut rated = vec![Some(0); 18];
    (rated[15], rated[16]) = (Some(3), None);
    assert_eq!(told(&of("hamd17", &rated)), (ScoreStatus::Complete, Some(0), Some("normal"), 0));
    rated[16] = Some(3);
    assert_eq!(told(&of("hamd17", &rated)).1, Some(0), "nor 6");
}

/// Percent change and remission belong to a course, not a form. This tests only their starting
/// values.
#[test]
fn trap_15_zero_is_a_total_and_remission_has_its_own_limit() {
    assert_eq!(total("phq9", &[0; 10]), Some(0));
    let change = &instrument("phq9").unwrap().change;
    assert_eq!(change.remission_below.as_ref().map(|it| it.value), Some(5));
    assert_eq!(change.response_percent.as_ref().map(|it| it.value), Some(50));
    // If a paper says "at most", the definition says "below" one more.
    for (id, below) in [("qids_sr16", 6), ("madrs", 11), ("hamd17", 8), ("ybocs_sr", 13)] {
        let change = &instrument(id).unwrap().change;
        assert_eq!(change.remission_below.as_ref().map(|it| it.value), Some(below), "{id}");
    }
}

#[test]
fn trap_16_recall_is_not_taken_from_loinc_names() {
    // The name of this code says "last 4 weeks", but it is a member of the GAD-7 panel.
    let gad7 = instrument("gad7").unwrap();
    assert_eq!(gad7.items[5].loinc.as_deref(), Some("69689-8"));
    assert_eq!((gad7.recall_days, gad7.recall_text.as_str()), (Some(14), "last 2 weeks"));
    for instrument in instruments() {
        let items = instrument.items.iter().map(|item| &item.loinc);
        let mut codes = items.chain([&instrument.loinc.panel, &instrument.loinc.total]).flatten();
        assert!(codes.all(|code| code != "44262-4"), "{}", instrument.id);
    }
    assert!(instrument("pcl5").unwrap().items.iter().all(|item| item.loinc.is_none()));
    let phq9 = instrument("phq9").unwrap();
    assert_eq!(phq9.loinc.panel.as_deref(), Some("44249-1"));
    assert_eq!(phq9.loinc.total.as_deref(), Some("44261-6"));
    // The answers to item 10 are not in the order of their codes.
    let ItemKind::Choice { options, .. } = &phq9.items[9].kind else { panic!("a choice") };
    let codes: Vec<_> = options.iter().filter_map(|it| it.loinc.as_deref()).collect();
    assert_eq!(codes, ["LA6572-7", "LA6573-5", "LA6575-0", "LA6574-3"]);
}

#[test]
fn trap_17_every_score_names_the_version_of_its_instrument() {
    let version_of = |id: &str, answers: &str| {
        let line = format!(r#"{{"instrument":"{id}","answers":{answers}}}"#);
        let scored = crate::line::score_line(line.as_bytes());
        serde_json::from_str::<serde_json::Value>(&scored).unwrap()["version"].take()
    };
    for (id, version) in [("cadss", "1998, 23 items"), ("cadss6", "2021")] {
        assert_eq!(version_of(id, "{}"), version);
    }
    for (file, json) in FILES {
        let written: serde_json::Value = serde_json::from_str(json).unwrap();
        let (id, version) = (written["id"].as_str().unwrap(), &written["version"]);
        assert!(version.as_str().is_some_and(|it| !it.trim().is_empty()), "{file}");
        assert_eq!(version_of(id, "{}"), *version, "{file}");
        assert_eq!(version_of(id, r#"{"no such item":1}"#), *version, "{file}");
        let blank = vec![None; instrument(id).unwrap().items.len()];
        assert_eq!(of(id, &blank).instrument.version.as_str(), version, "{file}");
    }
    let [long, short] = ["cadss", "cadss6"].map(|id| instrument(id).unwrap());
    assert_eq!((long.items.len(), short.items.len()), (23, 6));
    assert_ne!(long.id, short.id);
}

#[test]
fn trap_18_skipped_blanks_are_not_missing() {
    let complete = |id: &str, form: &[Option<i32>], total: i32| {
        let score = of(id, form);
        assert_eq!((score.status, score.missing), (ScoreStatus::Complete, 0), "{id} {form:?}");
        assert_eq!(score.total, Some(Points::whole(total)), "{id} {form:?}");
    };
    let mut rated = vec![Some(1); 18];
    rated[15] = None;
    complete("hamd17", &rated, 17);
    (rated[15], rated[16]) = (Some(1), None);
    complete("hamd17", &rated, 17);
    complete("pcptsd5", &[Some(0), N, N, N, N, N], 0);
    complete("sidas", &[Some(0), N, N, N, N], 0);
    complete("audit", &[Some(0), N, N, N, N, N, N, N, Some(2), Some(4)], 6);
    complete("audit", &[Some(3), Some(0), Some(0), N, N, N, N, N, Some(0), Some(0)], 3);
    complete("auditc", &[Some(0), N, N], 0);
    // The same blanks are missing if the rule does not apply.
    for (id, form, missing) in [
        ("pcptsd5", &[Some(1), N, N, N, N, N][..], 5),
        ("sidas", &[Some(1), N, N, N, N], 4),
        ("audit", &[Some(1), N, N, N, N, N, N, N, Some(2), Some(4)], 7),
        ("audit", &[Some(3), Some(0), Some(1), N, N, N, N, N, Some(0), Some(0)], 5),
        ("auditc", &[Some(1), N, N], 2),
    ] {
        assert_eq!(told(&of(id, form)), (ScoreStatus::NotScorable, None, None, missing), "{id}");
    }
    (rated[15], rated[16]) = (None, None);
    assert_eq!(told(&of("hamd17", &rated)), (ScoreStatus::NotScorable, None, None, 1));
}

#[test]
fn trap_19_acute_and_non_acute_are_distinct_codes() {
    let result = |item_5: Option<i32>| {
        let score = of("asq", &[Some(1), Some(0), Some(0), Some(0), N, N, item_5]);
        serde_json::to_string(&finding(&score, "result")).unwrap()
    };
    assert_eq!(result(Some(1)), "\"acute-positive\"");
    assert_eq!(result(Some(0)), "\"non-acute-positive\"");
    assert_eq!(result(Some(9)), "\"positive-acuity-unknown\"");
    assert_eq!(result(None), "\"positive-acuity-unknown\"");
    assert!(finding(&of("asq", &[N; 7]), "result") == FoundValue::Unknown, "never negative");
}
