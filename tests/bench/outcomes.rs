//! Outcomes of a cohort: from scores in memory, and from lines of JSON.

use std::fmt::Write as _;
use std::hint::black_box;

use interlude_clinical::catalogue;
use interlude_clinical::instrument::points::Points;
use interlude_clinical::outcome::cohort::{Cohort, cohort};
use interlude_clinical::outcome::lines::{What, outcome_lines};
use interlude_clinical::outcome::{
    Course, GivenInfusion, Outcome, Rules, Scale, Score, When, outcome,
};

use crate::process::own_cpu_seconds;
use crate::table::{Table, timed};

const PATIENTS: u32 = 10_000;
/// PHQ-9 of each patient, one every three days.
const SCORES: u32 = 200;
/// Days of the infusions: a first series, then boosters.
const INFUSIONS: [i64; 12] = [0, 3, 7, 10, 14, 17, 60, 110, 160, 220, 300, 400];

/// Both.
pub(crate) fn run(table: &mut Table) {
    let from_memory = memory(table);
    let from_lines = lines(table);
    let rates = serde_json::to_string(&from_memory).expect("JSON");
    assert!(from_lines.contains(rates.trim_start_matches('{')), "{from_lines} is not {rates}");
}

/// Day and total of a score: better after each infusion, then worse again, with steps that look drawn.
fn score(patient: u32, place: u32) -> (i64, i32) {
    let day = i64::from(place) * 3 - 6;
    let since = INFUSIONS.iter().rev().find(|it| **it < day).map_or(60, |it| day - it);
    let drawn = (patient * SCORES + place).wrapping_mul(0x9E37_79B1) >> 24;
    let noise = i64::from(drawn % 7) - 3;
    let total = (22 - 14 * (60 - since.min(60)) / 60 + noise).clamp(0, 27);
    (day, i32::try_from(total).unwrap_or_default())
}

/// Orders what each patient has, and computes outcomes and their rates.
fn memory(table: &mut Table) -> Cohort {
    let infusion =
        |day: &i64| GivenInfusion { when: When::on_day(*day), dose_mg: Some(40.0), route: None };
    let infusions: Vec<GivenInfusion> = INFUSIONS.iter().map(infusion).collect();
    let scores = |patient| {
        let score = |place| {
            let (day, total) = score(patient, place);
            Score { when: When::on_day(day), total: Some(Points::whole(total)) }
        };
        (0..SCORES).map(score).collect::<Vec<_>>()
    };
    let given: Vec<_> = (0..PATIENTS).map(|it| (infusions.clone(), scores(it))).collect();
    let rules = Rules::default();
    let scale = Scale::of(catalogue::instrument("phq9").expect("the PHQ-9 is compiled in"), &rules);
    let (took, rates) = measured(|| {
        let one = |(infusions, scores)| {
            outcome(black_box(&Course::new(infusions, scores)), &scale, &rules)
        };
        let outcomes: Vec<Outcome> = given.into_iter().map(one).collect();
        cohort(&outcomes)
    });
    let how = format!("patients with {SCORES} scores; one thread, wall and CPU time; aim: ≤ 1 s");
    table.add("outcomes and their rates", rates.n, took, &how);
    rates
}

/// The same from text, as command line and Python read it.
fn lines(table: &mut Table) -> String {
    let mut text = String::new();
    for patient in 0..PATIENTS {
        for day in INFUSIONS {
            let line = r#""kind":"infusion","dose_mg":40"#;
            writeln!(text, r#"{{"patient":{patient},{line},"day":{day}}}"#).expect("a text");
        }
        for (day, total) in (0..SCORES).map(|place| score(patient, place)) {
            let line = r#""kind":"score","instrument":"phq9""#;
            writeln!(text, r#"{{"patient":{patient},{line},"total":{total},"day":{day}}}"#)
                .expect("a text");
        }
    }
    let (took, told) = measured(|| outcome_lines(black_box(&text), What::Cohort, Rules::usual()));
    assert!(told.refused.is_empty(), "{:?}", told.refused.first());
    let count = text.lines().count();
    table.add("the same, from lines of JSON", count, took, "lines; one thread, wall and CPU time");
    told.lines
}

/// How long `work` takes by the clock and by the processor, and its result.
fn measured<T>(work: impl FnOnce() -> T) -> (String, T) {
    let start = own_cpu_seconds();
    let (took, made) = timed(work);
    let cpu = own_cpu_seconds() - start;
    (format!("{:.2} s / {cpu:.2} s", took.as_secs_f64()), made)
}
