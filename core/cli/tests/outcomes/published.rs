//! A made-up cohort with the counts of a published one.
//!
//! McInnes 2022, J Affect Disord, doi:10.1016/j.jad.2021.12.097: 9,016 patients, of whom 537 had a PHQ-9 in the 14 days
//! before induction and another 14 to 31 days after it. Response 53.6 %, remission 28.9 %, worse 8.4 %.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::interlude;

/// Percentages of the paper, and the patients of 537 that they come to.
const PUBLISHED: [(&str, usize, f64); 3] =
    [("response", 288, 53.6), ("remission", 155, 28.9), ("worse", 45, 8.4)];

/// Days of the infusions of those who had any. The window of 14 to 31 days after the last is 31 to 48.
const INFUSIONS: [i64; 6] = [0, 3, 7, 10, 14, 17];

/// Days with their totals, and how many patients have these. The edges of baseline and window lie on and beside scores.
const COUNTED: [(&[(i64, u8)], usize); 7] = [
    // Response and remission.
    (&[(-3, 20), (30, 20), (31, 4)], 78),
    (&[(0, 10), (40, 20), (48, 4), (49, 20)], 77),
    // Response at exactly half, above remission.
    (&[(-14, 18), (35, 9), (60, 2)], 133),
    // Exactly a quarter, and no change.
    (&[(-20, 27), (-7, 20), (33, 15)], 102),
    (&[(-7, 20), (33, 20)], 102),
    // Worse, by less and by more than is called deterioration.
    (&[(-2, 15), (48, 16)], 20),
    (&[(-2, 15), (48, 25)], 25),
];

/// The paper does not tell how the other 8,479 divide; these parts are made up.
const NO_BASELINE: [(&[(i64, u8)], usize); 2] =
    [(&[(-15, 20), (35, 5)], 2_000), (&[(1, 20), (35, 5)], 1_000)];
const NO_FOLLOW_UP: [(&[(i64, u8)], usize); 2] =
    [(&[(-1, 20), (17, 10), (30, 4), (49, 4)], 3_000), (&[(-1, 20)], 1_000)];
const NO_INFUSION: [(&[(i64, u8)], usize); 1] = [(&[(-1, 20), (35, 5)], 1_479)];

/// All lines of the cohort, one patient after the other.
fn cohort() -> (usize, String) {
    let (mut patients, mut lines) = (0, String::new());
    let given = [&COUNTED[..], &NO_BASELINE, &NO_FOLLOW_UP].concat();
    let groups = given.iter().map(|it| (it, &INFUSIONS[..]));
    let groups = groups.chain(NO_INFUSION.iter().map(|it| (it, &[][..])));
    for ((scores, count), infusions) in groups {
        for _ in 0..*count {
            patients += 1;
            for day in infusions {
                let line = json!({"patient": patients, "kind": "infusion", "day": day});
                writeln!(lines, "{line}").unwrap();
            }
            for (day, total) in *scores {
                let line = json!({
                    "patient": patients, "kind": "score", "instrument": "phq9", "total": total, "day": day,
                });
                writeln!(lines, "{line}").unwrap();
            }
        }
    }
    (patients, lines)
}

#[test]
fn a_cohort_with_the_counts_of_mcinnes_2022_has_its_published_rates() {
    let (patients, lines) = cohort();
    assert_eq!(patients, 9_016);
    let (code, output, messages) =
        interlude(&["outcomes", "--cohort", "--window", "14..31"], &lines);
    assert_eq!((code, messages.as_str()), (0, ""));
    print!("{output}");
    let told: Value = serde_json::from_str(&output).unwrap();
    assert_eq!((&told["instrument"], &told["n"]), (&json!("phq9"), &json!(537)));
    let excluded = json!({"no-infusion": 1_479, "no-baseline": 3_000, "no-follow-up": 4_000});
    assert_eq!(told["excluded"], excluded);
    for (name, count, percent) in PUBLISHED {
        let rate = &told[name];
        assert_eq!(rate["count"], count, "{name}");
        let tenths = (rate["fraction"].as_f64().unwrap() * 1_000.0).round();
        assert!((tenths / 10.0 - percent).abs() < 1e-9, "{name}: {tenths} per mille");
        let [low, high] = [0, 1].map(|end| rate["ci95"][end].as_f64().unwrap() * 100.0);
        assert!(low < percent && percent < high, "{name}: {low} to {high}");
    }
    assert_eq!(told["deterioration"]["count"], 25);
}
