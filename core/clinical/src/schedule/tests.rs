//! Windows by anchor, resets at infusions, and what became of each; and properties that hold for every plan.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::entry::care_plan::{Anchor, PlanRow, Repeat};
use crate::entry::treatment::TreatedCondition;
use crate::library::CATALOGUE;

fn day(number: i64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 1).unwrap() + chrono::Duration::days(number)
}

fn row(
    anchor: Anchor,
    offset_days: i16,
    window_days: u16,
    repeat: Option<(u16, Option<u16>)>,
) -> PlanRow {
    let repeat = repeat.map(|(every_days, times)| Repeat { every_days, times });
    PlanRow { instrument: "phq9".to_owned(), anchor, offset_days, window_days, repeat }
}

fn given(infusions: &[i64], planned: &[i64], answered: &[i64]) -> Given {
    Given {
        start: day(0),
        infusions: infusions.iter().map(|it| day(*it)).collect(),
        planned: planned.iter().map(|it| day(*it)).collect(),
        answered: answered.iter().map(|it| ("phq9".to_owned(), day(*it))).collect(),
        series_gap_days: 14,
    }
}

/// First and last days, counted from the first day of the plan.
fn windows(row: &PlanRow, given: &Given, today: i64, until: i64) -> Vec<(i64, i64)> {
    let number = |it: NaiveDate| it.signed_duration_since(day(0)).num_days();
    let items = due(std::slice::from_ref(row), given, day(today), day(until));
    items.iter().map(|it| (number(it.opens), number(it.closes))).collect()
}

#[test]
fn the_start_asks_once_or_repeats() {
    let once = row(Anchor::Start, 0, 3, None);
    assert_eq!(windows(&once, &given(&[], &[], &[]), 0, 90), [(0, 3)]);
    let weekly = row(Anchor::Start, 7, 2, Some((7, Some(3))));
    assert_eq!(windows(&weekly, &given(&[], &[], &[]), 0, 90), [(7, 9), (14, 16), (21, 23)]);
    let on = row(Anchor::Start, 0, 0, Some((30, None)));
    assert_eq!(windows(&on, &given(&[], &[], &[]), 0, 90), [(0, 0), (30, 30), (60, 60), (90, 90)]);
}

#[test]
fn the_clock_resets_at_each_infusion() {
    let after = row(Anchor::AfterInfusion, 7, 3, None);
    assert_eq!(windows(&after, &given(&[10, 13, 30], &[], &[]), 31, 90), [(20, 23), (37, 40)]);
    let cut = given(&[10, 18], &[], &[]);
    assert_eq!(
        windows(&after, &cut, 19, 90),
        [(17, 18), (25, 28)],
        "closes on the next infusion's day"
    );
    let repeated = row(Anchor::AfterInfusion, 1, 0, Some((2, None)));
    assert_eq!(
        windows(&repeated, &given(&[10, 15], &[], &[]), 16, 17),
        [(11, 11), (13, 13), (16, 16)]
    );
}

#[test]
fn before_an_infusion_that_was_given_or_is_planned() {
    let before = row(Anchor::BeforeInfusion, -2, 2, None);
    let known = given(&[10], &[10, 20, 30], &[]);
    assert_eq!(
        windows(&before, &known, 21, 90),
        [(8, 10), (28, 30)],
        "day 20 was planned and not given"
    );
    assert_eq!(windows(&before, &known, 20, 90), [(8, 10), (18, 20), (28, 30)]);
}

#[test]
fn after_a_series_only_once_it_has_ended() {
    let after = row(Anchor::AfterSeries, 7, 2, Some((7, Some(2))));
    assert_eq!(windows(&after, &given(&[0, 3, 6], &[], &[]), 7, 90), [(13, 15), (20, 22)]);
    let goes_on = given(&[0, 3, 6], &[10], &[]);
    assert!(windows(&after, &goes_on, 7, 90).is_empty(), "another is planned");
    let two = given(&[0, 3, 24], &[], &[]);
    assert_eq!(windows(&after, &two, 25, 90), [(10, 12), (17, 19), (31, 33), (38, 40)]);
}

#[test]
fn a_series_ends_on_the_day_of_its_last_planned_infusion() {
    let after = row(Anchor::AfterSeries, 1, 2, None);
    let known = given(&[0, 3], &[0, 3], &[]);
    assert_eq!(windows(&after, &known, 3, 90), [(4, 6)], "today's plan was carried out");
    assert_eq!(windows(&after, &known, 4, 90), [(4, 6)]);
}

#[test]
fn a_plan_signed_in_mid_course_asks_nothing_that_closed_before() {
    let mut known = given(&[0, 10], &[], &[11]);
    known.start = day(12);
    let after = row(Anchor::AfterInfusion, 1, 2, None);
    assert_eq!(windows(&after, &known, 12, 90), [(11, 13)], "days 1 to 3 had passed");
    let before = row(Anchor::BeforeInfusion, -2, 2, None);
    assert!(windows(&before, &known, 12, 90).is_empty());
    let state = due(&[after], &known, day(12), day(90))[0].state;
    assert_eq!(state, DueState::Answered(day(11)));
}

#[test]
fn two_infusions_on_a_day_ask_once() {
    let known = given(&[10, 10], &[], &[]);
    let after = row(Anchor::AfterInfusion, 0, 1, None);
    assert_eq!(windows(&after, &known, 11, 90), [(10, 11)]);
    let before = row(Anchor::BeforeInfusion, -1, 1, None);
    assert_eq!(windows(&before, &known, 11, 90), [(9, 10)]);
    let series = row(Anchor::AfterSeries, 7, 1, None);
    assert_eq!(windows(&series, &known, 11, 90), [(17, 18)]);
}

#[test]
fn a_window_is_open_answered_or_closed() {
    let once = [row(Anchor::Start, 10, 3, None)];
    let state = |today: i64, answered: &[i64]| {
        due(&once, &given(&[], &[], answered), day(today), day(90))[0].state
    };
    assert_eq!(state(9, &[]), DueState::Upcoming);
    assert_eq!(state(10, &[]), DueState::Open);
    assert_eq!(state(13, &[]), DueState::Open);
    assert_eq!(state(14, &[]), DueState::NotAnswered(None));
    assert_eq!(state(12, &[11]), DueState::Answered(day(11)), "not asked again in its window");
    assert_eq!(state(20, &[9, 15]), DueState::NotAnswered(Some(day(15))), "late");
}

#[test]
fn a_late_answer_counts_for_one_window_only() {
    let weekly = [row(Anchor::Start, 0, 1, Some((7, Some(2))))];
    let items = due(&weekly, &given(&[], &[], &[7]), day(20), day(90));
    assert_eq!(items[0].state, DueState::NotAnswered(None));
    assert_eq!(items[1].state, DueState::Answered(day(7)));
}

#[test]
fn the_29th_of_february_and_the_end_of_a_year_are_days_like_others() {
    let start = NaiveDate::from_ymd_opt(2028, 2, 22).unwrap();
    let known = Given { start, series_gap_days: 14, ..Given::default() };
    let weekly = [row(Anchor::Start, 0, 0, Some((7, Some(3))))];
    let items = due(&weekly, &known, start, start + chrono::Duration::days(30));
    let days: Vec<String> = items.iter().map(|it| it.opens.to_string()).collect();
    assert_eq!(days, ["2028-02-22", "2028-02-29", "2028-03-07"]);
}

#[test]
fn the_usual_plans_are_valid() {
    for condition in TreatedCondition::ALL {
        let rows = usual_rows(condition);
        assert_eq!(check(&rows, &CATALOGUE), Ok(()), "{}", condition.code());
    }
}

#[test]
fn wrong_plans_name_the_row() {
    let good = row(Anchor::Start, 0, 3, None);
    let unknown = PlanRow { instrument: "phq99".to_owned(), ..row(Anchor::Start, 0, 3, None) };
    for (wrong, error) in [
        (unknown, PlanError::Instrument(1)),
        (row(Anchor::Start, 400, 3, None), PlanError::Range(1)),
        (row(Anchor::Start, 0, 61, None), PlanError::Range(1)),
        (row(Anchor::Start, 0, 3, Some((0, None))), PlanError::Range(1)),
        (row(Anchor::Start, 0, 3, Some((7, Some(0)))), PlanError::Range(1)),
        (row(Anchor::AfterInfusion, -1, 3, None), PlanError::Direction(1)),
        (row(Anchor::BeforeInfusion, 1, 3, None), PlanError::Direction(1)),
        (row(Anchor::Start, 1, 7, Some((7, None))), PlanError::Overlap(1)),
        (good.clone(), PlanError::Twice(1)),
    ] {
        assert_eq!(check(&[good.clone(), wrong], &CATALOGUE), Err(error));
    }
}

/// Clashes of rows in words: rows' days from `today`, whether around any infusion, overlapping, days apart, and more.
fn clashing(rows: &[PlanRow], given: &Given, today: i64) -> Vec<String> {
    let found = clashes(rows, given, &CATALOGUE, day(today), day(today + 90));
    let told = |it: &Clash| {
        let number = |day: NaiveDate| {
            let from = it.infusion.unwrap_or(self::day(0));
            day.signed_duration_since(from).num_days()
        };
        let [first, second] = [it.first, it.second].map(|it| (number(it.opens), number(it.closes)));
        let around = if it.infusion.is_some() { "infusion " } else { "" };
        let how = if it.overlaps() { "overlap" } else { "close" };
        format!("{around}{first:?} {second:?} {how} +{}", it.more)
    };
    found.iter().map(told).collect()
}

#[test]
fn a_form_is_not_asked_twice_at_once_or_sooner_than_its_interval_unseen() {
    let nothing = given(&[], &[], &[]);
    let start = |offset, window| row(Anchor::Start, offset, window, None);
    let after = |offset, window| row(Anchor::AfterInfusion, offset, window, None);
    let before = |offset| row(Anchor::BeforeInfusion, offset, 0, None);
    let none: [&str; 0] = [];
    for (rows, known, expected) in [
        (vec![start(0, 3), start(7, 3)], &nothing, &none[..]),
        (vec![start(0, 3), start(6, 3)], &nothing, &["(0, 3) (6, 9) close +0"]),
        (vec![start(0, 8), start(8, 3)], &nothing, &["(0, 8) (8, 11) overlap +0"]),
        (vec![start(8, 3), start(0, 8)], &nothing, &["(0, 8) (8, 11) overlap +0"]),
        // A signature before the first infusion.
        (vec![after(7, 3), after(9, 3)], &nothing, &["infusion (7, 10) (9, 12) overlap +0"]),
        (vec![before(-7), before(-2)], &nothing, &["infusion (-7, 0) (-2, 0) overlap +0"]),
        (
            vec![after(7, 0), row(Anchor::AfterSeries, 12, 3, None)],
            &nothing,
            &["infusion (7, 7) (12, 15) close +0"],
        ),
        // One row repeated too often.
        (vec![row(Anchor::Start, 0, 0, Some((3, Some(4))))], &nothing, &["(0, 0) (3, 3) close +4"]),
        // Windows that follow from this patient's infusions.
        (vec![before(-2)], &given(&[], &[10, 13], &[]), &["(8, 10) (11, 13) close +0"]),
        (vec![start(7, 3), before(-2)], &given(&[], &[10], &[]), &["(7, 10) (8, 10) overlap +0"]),
        // The same days are asked once.
        (vec![start(8, 2), before(-2)], &given(&[], &[10], &[]), &none[..]),
    ] {
        assert_eq!(clashing(&rows, known, 0), expected, "{rows:?}");
    }
}

#[test]
fn what_is_over_and_other_forms_do_not_clash() {
    let gad7 = PlanRow { instrument: "gad7".to_owned(), ..row(Anchor::Start, 0, 3, None) };
    let none: [&str; 0] = [];
    let two = [row(Anchor::Start, 0, 3, None), gad7];
    assert_eq!(clashing(&two, &given(&[], &[], &[]), 0), none);
    let before = [row(Anchor::BeforeInfusion, -2, 2, None)];
    assert_eq!(clashing(&before, &given(&[10, 13], &[], &[]), 20), none, "both are over");
    let daily = PlanRow {
        instrument: "daily_checkin".to_owned(),
        ..row(Anchor::Start, 0, 0, Some((1, None)))
    };
    assert_eq!(clashing(&[daily], &given(&[], &[], &[]), 0), none, "its interval is a day");
}

#[test]
fn the_usual_plans_ask_nothing_too_often_before_an_infusion_is_planned() {
    let none: [&str; 0] = [];
    for condition in TreatedCondition::ALL {
        let rows = usual_rows(condition);
        assert_eq!(clashing(&rows, &given(&[], &[], &[]), 0), none, "{}", condition.code());
    }
}

fn any_row() -> impl Strategy<Value = PlanRow> {
    let anchors = prop_oneof![
        Just(Anchor::Start),
        Just(Anchor::BeforeInfusion),
        Just(Anchor::AfterInfusion),
        Just(Anchor::AfterSeries)
    ];
    let repeat = proptest::option::of((4_u16..20, proptest::option::of(1_u16..5)));
    (anchors, 0_i16..20, 0_u16..4, repeat).prop_map(|(anchor, offset, window, repeat)| {
        let before = anchor == Anchor::BeforeInfusion;
        row(anchor, if before { -offset } else { offset }, window, repeat.filter(|_| !before))
    })
}

fn any_given() -> impl Strategy<Value = Given> {
    let days = || proptest::collection::btree_set(0_i64..80, 0..8);
    (days(), days(), days()).prop_map(|(infusions, planned, answered)| {
        let list = |it: &std::collections::BTreeSet<i64>| it.iter().copied().collect::<Vec<_>>();
        given(&list(&infusions), &list(&planned), &list(&answered))
    })
}

proptest! {
    #[test]
    fn a_shift_of_all_days_shifts_every_window(
        rows in proptest::collection::vec(any_row(), 1..5),
        known in any_given(),
        today in 0_i64..90,
        by in -1_000_i64..1_000,
    ) {
        let by = chrono::Duration::days(by);
        let shift = |days: &[NaiveDate]| days.iter().map(|it| *it + by).collect::<Vec<_>>();
        let shifted = Given {
            start: known.start + by,
            infusions: shift(&known.infusions),
            planned: shift(&known.planned),
            answered: known.answered.iter().map(|(id, it)| (id.clone(), *it + by)).collect(),
            series_gap_days: known.series_gap_days,
        };
        let here = due(&rows, &known, day(today), day(120));
        let there = due(&rows, &shifted, day(today) + by, day(120) + by);
        let opens = |items: &[DueItem], by| items.iter().map(|it| (it.opens + by, it.closes + by)).collect::<Vec<_>>();
        prop_assert_eq!(opens(&here, by), opens(&there, chrono::Duration::zero()));
    }

    #[test]
    fn a_window_never_moves_or_vanishes_as_days_pass(
        rows in proptest::collection::vec(any_row(), 1..5),
        mut known in any_given(),
        today in 0_i64..90,
    ) {
        // Without plans, nothing but the day changes.
        known.planned.clear();
        let windows = |today| {
            let items = due(&rows, &known, day(today), day(120));
            items.into_iter().map(|it| (it.instrument, it.opens, it.closes)).collect::<Vec<_>>()
        };
        prop_assert_eq!(windows(today), windows(today + 1));
    }

    #[test]
    fn an_answered_window_is_never_open(
        rows in proptest::collection::vec(any_row(), 1..5),
        known in any_given(),
        today in 0_i64..90,
    ) {
        for item in due(&rows, &known, day(today), day(120)) {
            prop_assert!(item.opens <= item.closes);
            let inside = known.answered.iter().any(|(_, it)| (item.opens..=item.closes).contains(it));
            prop_assert_eq!(inside, matches!(item.state, DueState::Answered(_)));
        }
    }
}
