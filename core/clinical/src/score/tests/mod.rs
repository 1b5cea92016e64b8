//! Scores equal the published rule for every input, with the published cut points.

mod cited;
mod exhaustive;
mod pairs;
mod property;
mod stored;
mod traps;
mod words;

use proptest::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;

use super::*;
use crate::catalogue::{instrument, instruments};
use crate::instrument::rule::Sex;
use crate::moment::{Moment, Zone};
use crate::words::Words;

/// A submitted form with `values` for the numbered items; `None` is unanswered.
fn response(id: &str, values: &[Option<i32>]) -> QuestionnaireResponse {
    let instrument = instrument(id).unwrap();
    let at = Moment::parse("2026-05-12T09:14:00-04:00").unwrap();
    let numbered = instrument.items.iter().filter(|item| item.number.is_some());
    let answers = numbered.zip(values).map(|(item, value)| {
        (item.id.clone(), value.map_or(AnswerValue::Skipped, AnswerValue::Integer))
    });
    QuestionnaireResponse {
        at: at.clone(),
        zone: Zone::parse("America/New_York").unwrap(),
        replaces: None,
        instrument: id.to_owned(),
        version: instrument.version.clone(),
        language: "en".to_owned(),
        status: FormStatus::Submitted,
        opened: at,
        answers: answers.collect(),
        safety: Vec::new(),
    }
}

/// Scores a response without any context.
fn score<'a>(instrument: &'a Instrument, response: &QuestionnaireResponse) -> Score<'a> {
    score_of(instrument, response, Context::default())
}

/// Status, total in points, band code and number of missing items.
type Told<'a> = (ScoreStatus, Option<i32>, Option<&'a str>, u32);

fn told<'a>(score: &Score<'a>) -> Told<'a> {
    let total = score.total.map(|total| {
        assert_eq!(total.tenths() % 10, 0, "a whole number of points");
        total.tenths() / 10
    });
    (score.status, total, score.band.map(|band| band.code.as_str()), score.missing)
}

/// The expected result if no item may be missing.
fn strict(total: i32, band: &str, missing: u32) -> Told<'_> {
    if missing == 0 {
        (ScoreStatus::Complete, Some(total), Some(band), 0)
    } else {
        (ScoreStatus::NotScorable, None, None, missing)
    }
}

/// The band with the highest start that the total reaches.
fn band_of<'a>(total: i32, bands: &[(i32, &'a str)]) -> &'a str {
    bands.iter().rev().find(|(from, _)| total >= *from).unwrap().1
}

/// Scores one value per item of the definition.
fn of(id: &str, values: &[Option<i32>]) -> Score<'static> {
    of_a(None, id, values)
}

/// Scores the form of a person of this sex.
fn of_a(sex: Option<Sex>, id: &str, values: &[Option<i32>]) -> Score<'static> {
    score_values(instrument(id).unwrap(), values.to_vec(), Context { sex })
}

/// Scores a form without blanks.
fn of_all(id: &str, values: &[i32]) -> Score<'static> {
    score_values(
        instrument(id).unwrap(),
        values.iter().copied().map(Some).collect(),
        Context::default(),
    )
}

/// The result of the finding with this name.
fn finding<'a>(score: &Score<'a>, name: &str) -> FoundValue<'a> {
    score.findings.iter().find(|found| found.finding.name == name).unwrap().value.clone()
}

/// The score with this name besides the total.
fn beside(score: &Score<'_>, name: &str) -> Option<i32> {
    let (_, value) = score.scores.iter().find(|(it, _)| it.name == name).unwrap();
    value.map(|points| points.tenths() / 10)
}

/// The sum and number of the given answers.
fn sum_of(values: &[Option<i32>]) -> (i32, u32) {
    let given = values.iter().flatten();
    (given.clone().sum(), u32::try_from(given.count()).unwrap())
}

/// The number of blanks.
fn blanks(values: &[Option<i32>]) -> u32 {
    u32::try_from(values.iter().filter(|value| value.is_none()).count()).unwrap()
}

fn scored(id: &str, values: &[Option<i32>]) -> (ScoreStatus, Option<i32>, Option<String>) {
    let score = score(instrument(id).unwrap(), &response(id, values));
    let whole = score.total.map(|total| total.tenths() / 10);
    (score.status, whole, score.band.map(|band| band.code.clone()))
}

#[track_caller]
fn check(id: &str, values: &[i32], total: i32, band: &str) {
    let values: Vec<_> = values.iter().copied().map(Some).collect();
    let expected = (ScoreStatus::Complete, Some(total), Some(band.to_owned()));
    assert_eq!(scored(id, &values), expected);
}

/// Kroenke, Spitzer, Williams 2001: cut points 5, 10, 15, 20.
#[test]
fn phq9_bands_start_at_the_published_cut_points() {
    check("phq9", &[0, 0, 0, 0, 0, 0, 0, 0, 0], 0, "minimal");
    check("phq9", &[1, 1, 1, 1, 0, 0, 0, 0, 0], 4, "minimal");
    check("phq9", &[1, 1, 1, 1, 1, 0, 0, 0, 0], 5, "mild");
    check("phq9", &[3, 3, 3, 0, 0, 0, 0, 0, 0], 9, "mild");
    check("phq9", &[3, 3, 3, 1, 0, 0, 0, 0, 0], 10, "moderate");
    check("phq9", &[3, 3, 3, 3, 2, 0, 0, 0, 0], 14, "moderate");
    check("phq9", &[3, 3, 3, 3, 3, 0, 0, 0, 0], 15, "moderately-severe");
    check("phq9", &[3, 3, 3, 3, 3, 3, 1, 0, 0], 19, "moderately-severe");
    check("phq9", &[3, 3, 3, 3, 3, 3, 2, 0, 0], 20, "severe");
    check("phq9", &[3, 3, 3, 3, 3, 3, 3, 3, 3], 27, "severe");
}

/// Spitzer, Kroenke, Williams, Löwe 2006: cut points 5, 10, 15.
#[test]
fn gad7_bands_start_at_the_published_cut_points() {
    check("gad7", &[0, 0, 0, 0, 0, 0, 0], 0, "minimal");
    check("gad7", &[1, 1, 1, 1, 0, 0, 0], 4, "minimal");
    check("gad7", &[1, 1, 1, 1, 1, 0, 0], 5, "mild");
    check("gad7", &[3, 3, 3, 0, 0, 0, 0], 9, "mild");
    check("gad7", &[3, 3, 3, 1, 0, 0, 0], 10, "moderate");
    check("gad7", &[3, 3, 3, 3, 2, 0, 0], 14, "moderate");
    check("gad7", &[3, 3, 3, 3, 3, 0, 0], 15, "severe");
    check("gad7", &[3, 3, 3, 3, 3, 3, 3], 21, "severe");
}

/// All 4⁹ forms, against a sum and comparisons that share no code with the engine.
#[test]
fn every_complete_phq9_scores_as_a_plain_sum() {
    let phq9 = instrument("phq9").unwrap();
    let mut form = response("phq9", &[Some(0); 9]);
    let mut totals = [0_u32; 28];
    for code in 0_u32..4_u32.pow(9) {
        let mut sum = 0;
        for number in 0..9 {
            let digit = (code >> (2 * number)) & 3;
            sum += digit;
            let answer = form.answers.get_mut(&format!("phq9.{}", number + 1)).unwrap();
            *answer = AnswerValue::Integer(i32::try_from(digit).unwrap());
        }
        let band = if sum < 5 {
            "minimal"
        } else if sum < 10 {
            "mild"
        } else if sum < 15 {
            "moderate"
        } else if sum < 20 {
            "moderately-severe"
        } else {
            "severe"
        };
        let score = score(phq9, &form);
        assert_eq!(score.total, Some(Points::whole(i32::try_from(sum).unwrap())));
        assert_eq!(score.band.unwrap().code, band);
        assert!(score.status == ScoreStatus::Complete && score.missing == 0);
        totals[usize::try_from(sum).unwrap()] += 1;
    }
    // The counts are symmetric: the engine saw each form once.
    assert_eq!(totals.iter().sum::<u32>(), 262_144);
    assert!((0..28).all(|total| totals[total] == totals[27 - total]));
}

/// Every pattern of unanswered items with every possible sum.
#[test]
fn unanswered_items_are_never_counted_as_zero() {
    for pattern in 0_u32..512 {
        let answered = 9 - pattern.count_ones();
        for level in 0..=3 {
            for raised in 0..=answered {
                let mut left = raised;
                let values: Vec<Option<i32>> = (0..9)
                    .map(|item| {
                        if (pattern >> item) & 1 == 1 {
                            return None;
                        }
                        let value = if left > 0 { (level + 1).min(3) } else { level };
                        left = left.saturating_sub(1);
                        Some(value)
                    })
                    .collect();
                let sum: i32 = values.iter().flatten().sum();
                let (status, total, _) = scored("phq9", &values);
                match answered {
                    9 => assert_eq!((status, total), (ScoreStatus::Complete, Some(sum))),
                    7 | 8 => {
                        let mean = f64::from(sum) / f64::from(answered) * 9.0;
                        let expected = (mean + 0.5 + 1e-9).floor();
                        assert_eq!(status, ScoreStatus::Prorated);
                        assert!((f64::from(total.unwrap()) - expected).abs() < 1e-9);
                    }
                    _ => assert_eq!((status, total), (ScoreStatus::NotScorable, None)),
                }
            }
        }
    }
}

#[test]
fn a_prorated_total_is_rounded_half_up_once() {
    let mut values = [Some(2), Some(2), Some(2), Some(2), Some(2), Some(2), Some(2), Some(0), None];
    let expected = (ScoreStatus::Prorated, Some(16), Some("moderately-severe".to_owned()));
    assert_eq!(scored("phq9", &values), expected, "14 / 8 × 9 = 15.75");
    values = [Some(1), Some(1), Some(1), Some(1), Some(0), Some(0), Some(0), Some(0), None];
    assert_eq!(scored("phq9", &values).1, Some(5), "4 / 8 × 9 = 4.5");
    assert_eq!(
        scored("gad7", &[Some(1), Some(1), Some(1), Some(0), Some(0), None, None]).1,
        Some(4)
    );
}

#[test]
fn item_ten_never_enters_the_total() {
    let phq9 = instrument("phq9").unwrap();
    let mut form = response("phq9", &[Some(1); 9]);
    form.answers.insert("phq9.10".to_owned(), AnswerValue::Integer(3));
    assert_eq!(score(phq9, &form).total, Some(Points::whole(9)));
}

#[test]
fn stopped_forms_and_invalid_values_have_no_score() {
    let phq9 = instrument("phq9").unwrap();
    let mut form = response("phq9", &[Some(1); 9]);
    form.status = FormStatus::Stopped;
    assert_eq!(score(phq9, &form).total, None);
    let outside = scored(
        "phq9",
        &[Some(9), Some(-1), Some(4), Some(1), Some(1), Some(1), Some(1), Some(1), Some(1)],
    );
    assert_eq!(outside, (ScoreStatus::NotScorable, None, None));
}

#[test]
fn the_text_is_one_sentence_for_clinicians() {
    let text = |values: &[Option<i32>]| {
        score(instrument("phq9").unwrap(), &response("phq9", values)).text(Words::en_us())
    };
    assert_eq!(
        text(&[Some(1), Some(1), Some(1), Some(1), Some(1), Some(1), Some(1), Some(1), Some(2)]),
        "10 of 27: moderate"
    );
    assert_eq!(
        text(&[Some(1), Some(1), Some(1), Some(1), Some(1), Some(1), Some(1), Some(1), None]),
        "9 of 27: mild, prorated, 1 not answered"
    );
    assert_eq!(text(&[None; 9]), "not scored");
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vectors {
    instrument: String,
    source: String,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    answers: BTreeMap<String, AnswerValue>,
    #[serde(default)]
    context: CaseContext,
    status: ScoreStatus,
    total: Option<Points>,
    band: Option<String>,
    text: Option<String>,
    scores: Option<BTreeMap<String, Option<Points>>>,
    findings: Option<BTreeMap<String, serde_json::Value>>,
    missing: Option<u32>,
    /// `null` if a safety item is unanswered.
    #[serde(default, deserialize_with = "some")]
    safety: Option<serde_json::Value>,
    safety_unanswered: Option<u32>,
}

/// Reads a field that must be present, but may be `null`.
fn some<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<serde_json::Value>, D::Error> {
    serde_json::Value::deserialize(deserializer).map(Some)
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct CaseContext {
    sex: Option<String>,
}

#[test]
fn every_instrument_passes_its_vectors() {
    for instrument in instruments() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors/scoring");
        let json = std::fs::read_to_string(format!("{folder}/{}.json", instrument.id)).unwrap();
        let vectors: Vectors = serde_json::from_str(&json).unwrap();
        assert_eq!(vectors.instrument, instrument.id);
        assert!(!vectors.source.is_empty() && !vectors.cases.is_empty());
        for case in vectors.cases {
            let name = format!("{}: {}", instrument.id, case.name);
            let mut form = response(&instrument.id, &[]);
            form.answers = case.answers;
            let sex = match case.context.sex.as_deref() {
                Some("male") => Some(Sex::Male),
                Some("female") => Some(Sex::Female),
                Some(_) | None => None,
            };
            let score =
                score_values(instrument, values(instrument, &form.answers), Context { sex });
            assert_eq!((score.status, score.total), (case.status, case.total), "{name}");
            assert_eq!(score.band.map(|band| band.code.clone()), case.band, "{name}");
            if let Some(text) = case.text {
                assert_eq!(score.text(Words::en_us()), text, "{name}");
            }
            if let Some(scores) = case.scores {
                let ours = score.scores.iter().map(|(it, value)| (it.name.clone(), *value));
                assert_eq!(ours.collect::<BTreeMap<_, _>>(), scores, "{name}");
            }
            if let Some(findings) = case.findings {
                let ours = score
                    .findings
                    .iter()
                    .map(|it| (it.finding.name.clone(), serde_json::to_value(&it.value).unwrap()));
                assert_eq!(ours.collect::<BTreeMap<_, _>>(), findings, "{name}");
            }
            assert!(case.missing.is_none_or(|it| it == score.missing), "{name}: {}", score.missing);
            assert!(case.safety.is_none_or(|it| it == serde_json::json!(score.safety)), "{name}");
            let open = score.safety_unanswered;
            assert!(case.safety_unanswered.is_none_or(|it| it == open), "{name}: {open}");
        }
    }
}

proptest! {
    /// A worse answer to any item never lowers the total or the band.
    #[test]
    fn score_is_monotone(values in prop::array::uniform9(0_i32..3), item in 0_usize..9) {
        let mut worse = values;
        worse[item] += 1;
        let phq9 = instrument("phq9").unwrap();
        let of = |values: [i32; 9]| response("phq9", &values.map(Some));
        let (before, after) = (of(values), of(worse));
        let (before, after) = (score(phq9, &before), score(phq9, &after));
        prop_assert!(before.total < after.total);
        prop_assert!(before.band.unwrap().from <= after.band.unwrap().from);
    }

    /// Which items are blank does not matter, only the answers to the others.
    #[test]
    fn a_prorated_total_depends_only_on_the_answers(
        values in prop::array::uniform7(0_i32..=3),
        left_out in prop::sample::subsequence((0_usize..9).collect::<Vec<_>>(), 2),
    ) {
        let mut answered = values.iter().copied();
        let spread: Vec<Option<i32>> =
            (0..9).map(|at| if left_out.contains(&at) { None } else { answered.next() }).collect();
        let packed: Vec<Option<i32>> = values.iter().copied().map(Some).chain([None, None]).collect();
        prop_assert_eq!(scored("phq9", &spread), scored("phq9", &packed));
    }
}

#[test]
fn an_unfinished_rating_names_no_band() {
    let phq9 = instrument("phq9").unwrap();
    let answers = |values: std::ops::RangeInclusive<i32>| {
        values.map(|n| (format!("phq9.{n}"), AnswerValue::Integer(2))).collect()
    };
    let so_far = |values| {
        score_answers(phq9, &answers(values), Context::default()).rating_text(false, Words::en_us())
    };
    assert_eq!(so_far(1..=7), "14 of 27 so far, 2 not rated");
    assert_eq!(so_far(1..=1), "2 of 27 so far, 8 not rated");
    let finished =
        score_answers(phq9, &answers(1..=7), Context::default()).rating_text(true, Words::en_us());
    assert_eq!(finished, "18 of 27: moderately severe, prorated, 2 not answered");
    let peg = instrument("peg").unwrap();
    let one = [("peg.1".to_owned(), AnswerValue::Integer(7))].into();
    assert_eq!(
        score_answers(peg, &one, Context::default()).rating_text(false, Words::en_us()),
        "1 rated, 2 not rated"
    );
    assert_eq!(
        score_answers(peg, &one, Context::default()).rating_text(true, Words::en_us()),
        "not scored, 2 not rated"
    );
}
