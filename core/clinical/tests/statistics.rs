//! Survival and intervals against lifelines and statsmodels; `tests/vectors/outcome/make.py` wrote the vectors.

#![expect(clippy::unwrap_used, reason = "a test says where it fails")]

use interlude_clinical::outcome::statistics::{Rate, Seen, kaplan_meier};
use serde::Deserialize;

const TOLERANCE: f64 = 1e-6;

type Step = (f64, usize, usize, f64, Option<f64>, Option<f64>);

#[derive(Deserialize)]
struct Cohort {
    seen: Vec<(f64, u8)>,
    steps: Vec<Step>,
    median: Option<f64>,
}

fn vectors(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors/outcome");
    std::fs::read_to_string(format!("{folder}/{name}.jsonl")).unwrap()
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= TOLERANCE
}

#[test]
fn a_thousand_survival_curves_are_those_of_lifelines() {
    let text = vectors("kaplan_meier");
    for (number, line) in text.lines().enumerate() {
        let cohort: Cohort = serde_json::from_str(line).unwrap();
        let seen = cohort.seen.iter().map(|(t, event)| Seen { t: *t, event: *event == 1 });
        let curve = kaplan_meier(&seen.collect::<Vec<_>>());
        assert_eq!(curve.steps.len(), cohort.steps.len(), "{number}");
        for ((step, ci95), (t, at_risk, events, survival, low, high)) in
            curve.steps.iter().zip(curve.ci95()).zip(&cohort.steps)
        {
            assert!(near(step.t, *t) && near(step.survival, *survival), "{number}: {step:?}");
            assert_eq!((step.at_risk, step.events), (*at_risk, *events), "{number}");
            if let Some(([own_low, own_high], (low, high))) = ci95.zip(low.zip(*high)) {
                assert!(near(own_low, low) && near(own_high, high), "{number}: {step:?}");
            }
        }
        assert_eq!(curve.median, cohort.median, "{number}");
    }
    assert_eq!(text.lines().count(), 1_000);
}

#[test]
fn wilson_is_that_of_statsmodels_for_every_count_up_to_a_hundred() {
    let text = vectors("wilson");
    for line in text.lines() {
        let (count, n, low, high): (usize, usize, f64, f64) = serde_json::from_str(line).unwrap();
        let rate = Rate::of(count, n).unwrap();
        assert!(near(rate.ci95[0], low) && near(rate.ci95[1], high), "{line}: {rate:?}");
    }
    assert_eq!(text.lines().count(), 5_150);
}
