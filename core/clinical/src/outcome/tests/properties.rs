//! What holds for every course.

use proptest::prelude::*;

use super::{Rules, by, course, points, scale};
use crate::outcome::{Course, GivenInfusion, Outcome, Score, When, intervals, outcome};

type Scores = Vec<(i64, i32)>;

fn courses() -> impl Strategy<Value = (Vec<i64>, Scores)> {
    let infusions = prop::collection::vec(-5_i64..60, 0..8);
    let scores = prop::collection::vec((-20_i64..90, -1_i32..=27), 0..20);
    (infusions, scores)
}

fn phq9(infusions: &[i64], scores: &[(i64, i32)]) -> Outcome {
    by("phq9", &Rules::default(), infusions, scores)
}

proptest! {
    #[test]
    fn a_shift_of_all_days_changes_nothing((infusions, scores) in courses(), shift in -500_i64..500) {
        let moved: Vec<i64> = infusions.iter().map(|it| it + shift).collect();
        let later: Scores = scores.iter().map(|(day, total)| (day + shift, *total)).collect();
        prop_assert_eq!(with_loss_day(phq9(&moved, &later)), with_loss_day(phq9(&infusions, &scores)));
    }

    #[test]
    fn the_order_of_lines_at_different_times_changes_nothing((infusions, scores) in courses()) {
        let mut once = scores;
        once.sort_by_key(|it| it.0);
        once.dedup_by_key(|it| it.0);
        let backwards: Scores = once.iter().rev().copied().collect();
        let reversed: Vec<i64> = infusions.iter().rev().copied().collect();
        prop_assert_eq!(phq9(&reversed, &backwards), phq9(&infusions, &once));
    }

    #[test]
    fn a_correction_equals_the_corrected_history(
        (infusions, scores) in courses(),
        place in any::<prop::sample::Index>(),
        total in -1_i32..=27,
    ) {
        prop_assume!(!scores.is_empty());
        let day = scores[place.index(scores.len())].0;
        let mut corrected = scores.clone();
        corrected.push((day, total));
        let mut replaced: Scores = scores.into_iter().filter(|it| it.0 != day).collect();
        replaced.push((day, total));
        prop_assert_eq!(phq9(&infusions, &corrected), phq9(&infusions, &replaced));
    }

    /// Twice the points, by a scale with room for them: only what is counted in points changes.
    #[test]
    fn twice_the_points_is_the_same_response((infusions, scores) in courses()) {
        let doubled: Scores = scores.iter().map(|(day, it)| (*day, if *it < 0 { -1 } else { it * 2 })).collect();
        let (once, twice) = (by("isi", &Rules::default(), &infusions, &scores), by("isi", &Rules::default(), &infusions, &doubled));
        prop_assert_eq!((once.response, once.partial, once.reduction), (twice.response, twice.partial, twice.reduction));
        prop_assert_eq!((once.onset_day, once.durability), (twice.onset_day, twice.durability));
    }

    /// Clocks are put forward or back on some day; hours of the wall and dates are what people write.
    #[test]
    fn local_dates_are_the_days_whatever_the_offsets(
        (infusions, scores) in courses(),
        (hour, change) in (0_u32..24, -20_i64..90),
        (before, after) in prop_oneof![(-12_i32..=13).prop_map(|it| (it, it + 1)), (-11_i32..=14).prop_map(|it| (it, it - 1))],
    ) {
        let when = |day: i64| {
            let offset = if day < change { before } else { after };
            let zone = chrono::FixedOffset::east_opt(offset * 3_600).unwrap();
            let date = chrono::NaiveDate::from_ymd_opt(2026, 3, 8).unwrap() + chrono::Days::new(u64::try_from(day + 20).unwrap());
            When::at(date.and_hms_opt(hour, 30, 0).unwrap().and_local_timezone(zone).unwrap())
        };
        let given = infusions.iter().map(|day| GivenInfusion { when: when(*day), dose_mg: None, route: None });
        let filled = scores.iter().map(|(day, total)| Score {
            when: when(*day),
            total: Some(points(*total)).filter(|_| *total >= 0),
        });
        let rules = Rules::default();
        let it = outcome(&Course::new(given.collect(), filled.collect()), &scale("phq9", &rules), &rules);
        prop_assert_eq!(with_loss_day(it), with_loss_day(phq9(&infusions, &scores)));
    }

    #[test]
    fn a_second_infusion_at_the_same_time_adds_an_interval_and_changes_no_outcome(
        (infusions, scores) in courses(),
        place in any::<prop::sample::Index>(),
    ) {
        prop_assume!(!infusions.is_empty());
        let mut twice = infusions.clone();
        twice.push(infusions[place.index(infusions.len())]);
        prop_assert_eq!(phq9(&twice, &scores), phq9(&infusions, &scores));
        let rules = Rules::default();
        let all = intervals(&course(&twice, &scores), &scale("phq9", &rules), &rules);
        prop_assert_eq!(all.len(), twice.len());
    }

    #[test]
    fn the_figures_agree_with_each_other((infusions, scores) in courses()) {
        let it = phq9(&infusions, &scores);
        prop_assert!(it.onset_day <= it.sustained_from_day || it.sustained_from_day.is_none());
        prop_assert!(it.partial != Some(true) || it.response == Some(false));
        prop_assert!(it.deterioration != Some(true) || it.worse == Some(true));
        prop_assert_eq!(it.loss_day.is_some(), it.durability.iter().any(|it| it.event));
        prop_assert!(it.durability.iter().all(|it| it.days >= 0));
        prop_assert!(it.change.is_none() == it.response.is_none());
    }
}

/// The instant of a loss moves with the days; its day does not.
fn with_loss_day(mut it: Outcome) -> Outcome {
    for entry in &mut it.durability {
        entry.loss = None;
    }
    it
}

#[test]
fn instants_order_and_local_dates_count() {
    let at = |text: &str| When::at(chrono::DateTime::parse_from_rfc3339(text).unwrap());
    let score = |text: &str, total| Score { when: at(text), total: Some(points(total)) };
    // 23:30 in New York is the next day in UTC; the local date is the patient's day.
    let infusion =
        GivenInfusion { when: at("2026-03-07T23:30:00-05:00"), dose_mg: None, route: None };
    let scores = vec![
        score("2026-03-07T22:00:00-05:00", 20),
        score("2026-03-08T05:00:00+00:00", 12),
        score("2026-03-09T00:30:00-04:00", 8),
    ];
    let course = Course::new(vec![infusion], scores);
    let rules = Rules::default();
    let it = outcome(&course, &scale("phq9", &rules), &rules);
    assert_eq!((it.n, it.onset_day, it.follow_up_day), (2, Some(2), Some(2)));
    // The same instant in another zone is the same time.
    let same = Course::new(
        Vec::new(),
        vec![score("2026-03-08T05:00:00+00:00", 1), score("2026-03-08T00:00:00-05:00", 2)],
    );
    assert_eq!(same.scores().len(), 1);
}
