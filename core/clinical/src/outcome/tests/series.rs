//! Series, loss, durability and the time between infusions.

use super::{by, course, of, points, scale};
use crate::outcome::{Interval, LossRule, Outcome, Rules, intervals, series};

/// Series, days and whether lost.
fn durability(it: &Outcome) -> Vec<(usize, i64, bool)> {
    it.durability.iter().map(|it| (it.series, it.days, it.event)).collect()
}

#[test]
fn an_infusion_more_than_14_days_after_the_previous_one_starts_a_series() {
    let sizes = |days: &[i64]| {
        let all = series(course(days, &[]).infusions(), 14);
        all.iter().map(|it| it.infusions).collect::<Vec<_>>()
    };
    assert_eq!(sizes(&[0, 3, 17]), [3]);
    assert_eq!(sizes(&[0, 3, 18, 18, 40]), [2, 2, 1]);
    assert!(sizes(&[]).is_empty());
}

#[test]
fn durability_counts_from_the_last_infusion_of_a_series_to_the_loss_or_the_last_score() {
    let scores = [(0, 20), (3, 10), (10, 9), (22, 11), (40, 8), (60, 12)];
    let it = of("phq9", &[0, 3, 30], &scores);
    assert_eq!(durability(&it), [(1, 19, true), (2, 30, true)]);
    assert_eq!(it.loss_day, Some(22));
    let kept = of("phq9", &[0, 3], &[(0, 20), (3, 10), (10, 9)]);
    assert_eq!((durability(&kept), kept.loss_day), (vec![(1, 7, false)], None));
}

#[test]
fn a_series_without_response_or_without_a_score_after_it_has_no_entry() {
    assert!(of("phq9", &[0], &[(0, 20), (5, 15)]).durability.is_empty());
    assert!(of("phq9", &[0, 5], &[(0, 20), (5, 9)]).durability.is_empty());
    // In response only later: a loss before it does not count.
    let regained = of("phq9", &[0], &[(0, 20), (5, 15), (9, 10), (12, 11)]);
    assert_eq!(durability(&regained), [(1, 12, true)]);
    // The score before the first infusion is no response of the series.
    assert!(of("phq9", &[0], &[(0, 0), (5, 1)]).durability.is_empty());
}

#[test]
fn a_score_at_the_next_series_still_belongs_to_the_one_before() {
    let it = of("phq9", &[0, 30], &[(0, 20), (4, 8), (30, 18), (31, 9)]);
    assert_eq!(durability(&it), [(1, 30, true), (2, 1, false)]);
}

#[test]
fn a_loss_may_need_several_scores_in_a_row_within_its_series() {
    let rules = Rules { confirm: 2, ..Rules::default() };
    let scores = [(0, 20), (2, 8), (5, 12), (8, 9), (11, 12), (14, 13)];
    assert_eq!(durability(&by("phq9", &rules, &[0], &scores)), [(1, 11, true)]);
    let cut = [(0, 20), (2, 8), (20, 12), (21, 12)];
    assert_eq!(durability(&by("phq9", &rules, &[0, 20], &cut)), [(1, 20, false)]);
}

#[test]
fn a_loss_may_be_a_total_and_where_more_is_better_it_is_the_end_of_the_important_change() {
    let rules = Rules { loss: "total>=22".parse().unwrap(), ..Rules::default() };
    assert!(matches!(rules.loss, LossRule::TotalAtLeast(_)));
    let scores = [(0, 40), (2, 20), (9, 21), (16, 22)];
    assert_eq!(durability(&by("madrs", &rules, &[0], &scores)), [(1, 16, true)]);
    assert_eq!(durability(&of("who5", &[0], &[(0, 40), (2, 50), (9, 49)])), [(1, 9, true)]);
    let third = Rules { loss: "improvement < 0.3".parse().unwrap(), ..Rules::default() };
    let exact = |total| durability(&by("phq9", &third, &[0], &[(0, 10), (2, 5), (9, total)]));
    assert_eq!((exact(7), exact(8)), (vec![(1, 9, false)], vec![(1, 9, true)]));
    for wrong in ["", "improvement<0", "improvement<1.5", "improvement<-1", "total>22", "total>="] {
        assert!(wrong.parse::<LossRule>().is_err(), "{wrong}");
    }
}

#[test]
fn of_scores_at_one_time_the_one_given_last_counts() {
    let it = of("phq9", &[0], &[(7, 5), (0, 20), (7, 15), (7, 10)]);
    assert_eq!((it.follow_up, it.n), (Some(points(10)), 1));
    let taken = of("phq9", &[0], &[(0, 20), (7, 15), (7, -1)]);
    assert_eq!((taken.follow_up, taken.n, taken.missing), (None, 0, 1));
}

#[test]
fn between_two_infusions_lie_the_scores_up_to_the_time_of_the_second() {
    let rules = Rules::default();
    let days = [0, 3, 3, 20];
    let scores = [(-14, 21), (1, 15), (2, 12), (3, 12), (10, 8), (19, 14), (20, 9)];
    let all = intervals(&course(&days, &scores), &scale("phq9", &rules), &rules);
    let told = |it: &Interval| (it.series, it.before_day, it.best_day, it.last_day, it.n);
    let told: Vec<_> = all.iter().map(told).collect();
    assert_eq!(
        told,
        [
            (1, Some(-14), Some(2), Some(3), 3),
            (1, Some(3), None, None, 0),
            (1, Some(3), Some(10), Some(20), 3),
            (2, Some(20), None, None, 0),
        ]
    );
    assert_eq!(all[0].change, Some(points(9)));
    assert_eq!((all[1].next_day, all[3].next_day, all[3].change), (Some(3), None, None));
    let higher = intervals(
        &course(&[0], &[(0, 40), (3, 60), (5, 60), (7, 50)]),
        &scale("who5", &rules),
        &rules,
    );
    assert_eq!((higher[0].best_day, higher[0].change), (Some(3), Some(points(20))));
}
