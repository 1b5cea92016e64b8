//! Clocks that jump, a leap day, travel across the date line, and a plan that changes.

use chrono::{Duration, NaiveDate};

use super::scenario::*;
use crate::chart::tests::{Journal, at};
use crate::entry::Filed;
use crate::schedule::{DueItem, DueState};

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A plan from 2 June 2026 with two infusions and three answers.
fn treated() -> Journal {
    let mut journal = planned(&at("2026-06-02T09:00:00-07:00"));
    journal.infusion("2026-06-04T10:00:00-07:00", 40.0, None);
    journal.infusion("2026-06-08T10:00:00-07:00", 40.0, None);
    journal.check_in("2026-06-03T21:00:00-07:00", 5.0, None);
    journal.phq9("2026-06-05T08:00:00-07:00", 12, Some(0));
    journal.check_in("2026-06-09T21:00:00-07:00", 6.0, None);
    journal
}

fn states(items: &[DueItem], until: NaiveDate) -> Vec<(Window, DueState)> {
    let states = items.iter().filter(|it| it.opens <= until).map(|it| it.state);
    windows(items, until).into_iter().zip(states).collect()
}

#[test]
fn a_clock_that_jumps_ten_years_and_back_changes_nothing() {
    let journal = treated();
    let filed = journal.filed();
    let now = at("2026-06-10T12:00:00-07:00");
    let until = date("2026-06-25");
    let before = due_with(&filed, &now, AHEAD);
    let later = due_with(&filed, &at("2036-06-10T12:00:00-07:00"), AHEAD);
    assert_eq!(windows(&later, until), windows(&before, until));
    assert!(
        later
            .iter()
            .filter(|it| it.opens <= until)
            .all(|it| matches!(it.state, DueState::Answered(_) | DueState::NotAnswered(_)))
    );
    let days = date("2036-06-10").signed_duration_since(date("2026-06-02")).num_days() + 1;
    let daily = later.iter().filter(|it| it.instrument == "daily_checkin");
    let daily = daily.filter(|it| it.opens <= date("2036-06-10"));
    assert_eq!(i64::try_from(daily.count()).unwrap(), days);
    let earlier = due_with(&filed, &at("2016-06-10T12:00:00-07:00"), 3_700);
    assert_eq!(windows(&earlier, until), windows(&before, until));
    assert!(earlier.iter().all(|it| it.state != DueState::Open), "nothing is asked too early");
    assert!(states(&due_with(&filed, &now, AHEAD), until) == states(&before, until));
}

#[test]
fn an_answer_under_a_wrong_clock_stays_on_the_day_it_says() {
    let mut journal = treated();
    journal.check_in("2036-06-10T08:00:00-07:00", 5.0, None);
    let filed = journal.filed();
    let now = at("2026-06-10T12:00:00-07:00");
    let items = due_with(&filed, &now, AHEAD);
    let today = items.iter().find(|it| it.instrument == "daily_checkin" && it.opens == now.date());
    assert!(today.is_some_and(|it| it.state == DueState::Open), "today is still asked");
    let closed = items.iter().filter(|it| it.closes < now.date());
    let late = closed.filter(|it| matches!(it.state, DueState::NotAnswered(Some(_))));
    assert_eq!(late.count(), 0, "no closed window takes the answer as late");
}

#[test]
fn the_29th_of_february_anchors_opens_and_closes_windows() {
    for year in [2024, 2028, 2032] {
        let leap = NaiveDate::from_ymd_opt(year, 2, 29).unwrap();
        for before in 0..=4 {
            // The leap day as the first day of the plan, an infusion, and the edge of a window.
            let start = leap - Duration::days(before);
            let time = |day: NaiveDate| format!("{day}T09:00:00+01:00");
            let mut journal = planned(&at(&time(start)));
            journal.infusion(&time(start), 40.0, None);
            let now = at(&time(start + Duration::days(6)));
            let items = due_with(&journal.filed(), &now, AHEAD);
            assert_one_daily_window_a_day(&items, start, now.date());
            let forms = windows(&items, date("2999-01-01")).into_iter();
            let forms: Vec<_> = forms.filter(|it| it.0 != "daily_checkin").collect();
            let window = |form: &str, from: i64, to: i64| {
                (form.to_owned(), start + Duration::days(from), start + Duration::days(to))
            };
            assert_eq!(
                forms,
                [
                    window("phq9", -2, 0),
                    window("gad7", 1, 2),
                    window("phq9", 1, 2),
                    window("gad7", 4, 5),
                    window("gad7", 7, 8),
                ]
            );
        }
    }
}

/// Every hour from a flight's day before to its day after, by the clock of the place.
fn fly(filed: &[Filed<'_>], hours: std::ops::Range<i64>, from: i32, to: i32, lands: i64) {
    let mut answered_before = Vec::new();
    let start = filed.first().map(|it| it.entry.at().date()).unwrap();
    let takeoff = at("2026-06-20T00:00:00Z").time();
    for hour in hours {
        let offset = if hour < lands { from } else { to };
        let zone = chrono::FixedOffset::east_opt(offset * 3_600).unwrap();
        let now = moment((takeoff + Duration::hours(hour)).with_timezone(&zone));
        let items = due_at(filed, &now, AHEAD);
        assert_one_daily_window_a_day(&items, start, now.date());
        let open = items.iter().filter(|it| it.instrument == "daily_checkin");
        let open = open.filter(|it| it.state == DueState::Open).count();
        assert!(open <= 1);
        let answered = answered(&items);
        let shown = |it: &&(Window, NaiveDate)| it.0.1 <= now.date();
        assert!(answered_before.iter().filter(shown).all(|it| answered.contains(it)));
        answered_before = answered;
    }
}

#[test]
fn travel_across_the_date_line_repeats_or_skips_a_date_and_no_window() {
    // Kiritimati, 14 hours ahead of UTC, to Honolulu, 10 hours behind: 20 June comes twice.
    let mut journal = planned(&at("2026-06-15T09:00:00+14:00"));
    journal.check_in("2026-06-20T08:00:00+14:00", 5.0, None);
    journal.check_in("2026-06-20T12:00:00-10:00", 6.0, None);
    let filed = journal.filed();
    fly(&filed, -60..90, 14, -10, 3);
    let second_time = at("2026-06-20T08:00:00-10:00");
    let items = due_at(&filed, &second_time, AHEAD);
    let today = items.iter().find(|it| it.opens == second_time.date() && it.opens == it.closes);
    assert!(today.is_some_and(|it| it.state == DueState::Answered(date("2026-06-20"))));

    // And back: who takes off on the 18th lands on the 20th. The window of the 19th is there, once, and was not answered.
    let mut journal = planned(&at("2026-06-15T09:00:00-10:00"));
    journal.check_in("2026-06-18T12:00:00-10:00", 5.0, None);
    journal.check_in("2026-06-20T13:00:00+14:00", 6.0, None);
    let filed = journal.filed();
    fly(&filed, -60..90, -10, 14, -1);
    let items = due_at(&filed, &at("2026-06-20T14:00:00+14:00"), AHEAD);
    let daily = items.iter().filter(|it| it.instrument == "daily_checkin");
    let daily: Vec<_> = daily.map(|it| (it.opens, it.state)).skip(3).take(4).collect();
    assert_eq!(
        daily,
        [
            (date("2026-06-18"), DueState::Answered(date("2026-06-18"))),
            (date("2026-06-19"), DueState::NotAnswered(None)),
            (date("2026-06-20"), DueState::Answered(date("2026-06-20"))),
            (date("2026-06-21"), DueState::Upcoming),
        ]
    );
}

#[test]
fn infusions_on_both_sides_of_the_date_line_are_ordered_by_date() {
    let mut journal = planned(&at("2026-06-15T09:00:00+14:00"));
    journal.infusion("2026-06-20T01:00:00+14:00", 40.0, None);
    journal.infusion("2026-06-19T13:00:00-10:00", 40.0, None);
    let items = due_with(&journal.filed(), &at("2026-06-21T09:00:00-10:00"), AHEAD);
    let phq9 = items.iter().filter(|it| it.instrument == "phq9");
    let phq9: Vec<_> = phq9.map(|it| (it.opens, it.closes)).collect();
    let days = |from, to| (date(from), date(to));
    assert_eq!(
        phq9,
        [
            days("2026-06-17", "2026-06-19"),
            days("2026-06-18", "2026-06-20"),
            days("2026-06-21", "2026-06-22"),
        ]
    );
}

#[test]
fn a_plan_changed_in_mid_course_starts_on_its_own_day() {
    let mut journal = treated();
    journal.care_plan("2026-06-08T23:30:00-07:00", rows());
    let filed = journal.filed();
    let items = due_with(&filed, &at("2026-06-10T12:00:00-07:00"), AHEAD);
    assert_one_daily_window_a_day(&items, date("2026-06-08"), date("2026-06-10"));
    let first = items.iter().map(|it| it.closes).min();
    assert_eq!(
        first,
        Some(date("2026-06-08")),
        "what closed under the old plan is not asked again"
    );
    let old: Vec<Filed<'_>> = filed
        .iter()
        .filter(|it| it.entry.at().as_str() < "2026-06-08T12:00:00-07:00")
        .copied()
        .collect();
    let before = due_with(&old, &at("2026-06-08T12:00:00-07:00"), AHEAD);
    assert_one_daily_window_a_day(&before, date("2026-06-02"), date("2026-06-08"));
}
