//! The windows of a plan and what became of each.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::entry::care_plan::{Anchor, PlanRow};

/// What is known of a patient, on local dates.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Given {
    /// First day of the plan.
    pub start: NaiveDate,
    /// Days of infusions, in order.
    pub infusions: Vec<NaiveDate>,
    /// Days of planned infusions, in order.
    pub planned: Vec<NaiveDate>,
    /// Instruments and days of submitted forms, in order of days.
    pub answered: Vec<(String, NaiveDate)>,
    /// Days without an infusion after which the next one starts a new series.
    pub series_gap_days: u16,
}

/// One window of a plan.
#[derive(Clone, PartialEq, Eq)]
pub struct DueItem {
    /// Id of the instrument.
    pub instrument: String,
    /// First day.
    pub opens: NaiveDate,
    /// Last day.
    pub closes: NaiveDate,
    /// What became of it.
    pub state: DueState,
}

/// First and last day of a window.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First day.
    pub opens: NaiveDate,
    /// Last day.
    pub closes: NaiveDate,
}

redacted!(Given, DueItem, Span);

/// What became of a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueState {
    /// It has not opened yet.
    Upcoming,
    /// It is open and was not answered yet.
    Open,
    /// It was answered on this day.
    Answered(NaiveDate),
    /// It closed without an answer; the day of a later answer before the next window opened.
    NotAnswered(Option<NaiveDate>),
}

/// Returns every window that opens on or before `until`, by first day; `today` decides which are open.
///
/// A window that closed before the first day of the plan was never asked, and is left out.
#[must_use]
pub fn due(rows: &[PlanRow], given: &Given, today: NaiveDate, until: NaiveDate) -> Vec<DueItem> {
    let windows = spans(rows, given, today, until).into_iter();
    let item = |(row, Span { opens, closes }): (usize, Span)| {
        let instrument = rows.get(row)?.instrument.clone();
        Some(DueItem { instrument, opens, closes, state: DueState::Upcoming })
    };
    let mut items: Vec<DueItem> = windows.filter_map(item).collect();
    // Two rows can ask the same form for the same days.
    items.dedup();
    let mut days: BTreeMap<&str, Days> = BTreeMap::new();
    for item in &items {
        days.entry(&item.instrument).or_default().opens.push(item.opens);
    }
    for (instrument, day) in &given.answered {
        if let Some(days) = days.get_mut(instrument.as_str()) {
            days.answered.push(*day);
        }
    }
    let state = |item: &DueItem| {
        days.get(item.instrument.as_str()).map_or(item.state, |days| days.state(item, today))
    };
    let states: Vec<DueState> = items.iter().map(state).collect();
    for (item, state) in items.iter_mut().zip(states) {
        item.state = state;
    }
    items
}

/// Every window that opens on or before `until` and was asked, with the place of its row; by days and instrument.
pub(super) fn spans(
    rows: &[PlanRow],
    given: &Given,
    today: NaiveDate,
    until: NaiveDate,
) -> Vec<(usize, Span)> {
    let mut found: Vec<(usize, Span)> = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        let windows = windows(row, given, today, until).into_iter();
        let asked = windows.filter(|(_, closes)| *closes >= given.start);
        found.extend(asked.map(|(opens, closes)| (place, Span { opens, closes })));
    }
    let instrument = |place: usize| rows.get(place).map(|row| &row.instrument);
    found.sort_by(|(a, one), (b, other)| {
        let days = (one.opens, one.closes).cmp(&(other.opens, other.closes));
        days.then_with(|| instrument(*a).cmp(&instrument(*b))).then(a.cmp(b))
    });
    found
}

/// Days of one instrument, each list in order.
#[derive(Default)]
struct Days {
    opens: Vec<NaiveDate>,
    answered: Vec<NaiveDate>,
}

impl Days {
    fn state(&self, item: &DueItem, today: NaiveDate) -> DueState {
        let first = |days: &[NaiveDate], least: NaiveDate| {
            days.get(days.partition_point(|day| *day < least)).copied()
        };
        if let Some(day) = first(&self.answered, item.opens).filter(|day| *day <= item.closes) {
            return DueState::Answered(day);
        }
        if item.closes >= today {
            return if item.opens > today { DueState::Upcoming } else { DueState::Open };
        }
        let Some(after) = item.closes.succ_opt() else { return DueState::NotAnswered(None) };
        let next = first(&self.opens, after);
        let late = first(&self.answered, after);
        DueState::NotAnswered(late.filter(|day| next.is_none_or(|next| *day < next)))
    }
}

/// First and last days of one row's windows.
fn windows(
    row: &PlanRow,
    given: &Given,
    today: NaiveDate,
    until: NaiveDate,
) -> Vec<(NaiveDate, NaiveDate)> {
    match row.anchor {
        Anchor::Start => repeated(row, given.start, None, until),
        Anchor::BeforeInfusion => {
            let mut days: Vec<NaiveDate> = given.infusions.clone();
            // A planned infusion that was not given asks nothing once its day is over.
            days.extend(given.planned.iter().filter(|day| **day >= today));
            days.sort_unstable();
            days.dedup();
            let window = |day: NaiveDate| Some((moved(day, row.offset_days.into())?, day));
            days.into_iter().filter_map(window).filter(|(opens, _)| *opens <= until).collect()
        }
        Anchor::AfterInfusion => {
            let anchors = with_next(&given.infusions);
            anchors.flat_map(|(day, next)| repeated(row, day, next, until)).collect()
        }
        Anchor::AfterSeries => {
            let ends = series_ends(given, today);
            ends.into_iter().flat_map(|(day, next)| repeated(row, day, next, until)).collect()
        }
    }
}

/// Windows from an anchor on. The clock resets at the next infusion: no later window opens, and an open one closes then.
fn repeated(
    row: &PlanRow,
    anchor: NaiveDate,
    next: Option<NaiveDate>,
    until: NaiveDate,
) -> Vec<(NaiveDate, NaiveDate)> {
    let times = row.repeat.map_or(Some(1), |it| it.times);
    let every = row.repeat.map_or(1, |it| i64::from(it.every_days.max(1)));
    let first = i64::from(row.offset_days);
    let mut windows = Vec::new();
    for place in 0_i64.. {
        let more = times.is_none_or(|times| place < i64::from(times));
        let Some(opens) = moved(anchor, first + place * every).filter(|_| more) else { break };
        if opens > until || next.is_some_and(|next| opens >= next) {
            break;
        }
        let Some(closes) = moved(opens, row.window_days.into()) else { break };
        windows.push((opens, next.map_or(closes, |next| closes.min(next))));
    }
    windows
}

/// The last infusion of each series and the infusion after it. The newest one ends a series unless another is planned
/// before a new series would begin.
fn series_ends(given: &Given, today: NaiveDate) -> Vec<(NaiveDate, Option<NaiveDate>)> {
    let gap = i64::from(given.series_gap_days);
    let days_between = |from: NaiveDate, to: NaiveDate| to.signed_duration_since(from).num_days();
    with_next(&given.infusions)
        .filter(|(day, next)| match next {
            Some(next) => days_between(*day, *next) > gap,
            None => {
                // A plan for the day itself was carried out.
                let soon =
                    |it: NaiveDate| it >= today && it > *day && days_between(*day, it) <= gap;
                !given.planned.iter().any(|it| soon(*it))
            }
        })
        .collect()
}

/// Each infusion with the next one; `None` after the last.
fn with_next(infusions: &[NaiveDate]) -> impl Iterator<Item = (NaiveDate, Option<NaiveDate>)> + '_ {
    let nexts = infusions.iter().copied().map(Some).chain([None]);
    infusions.iter().copied().zip(nexts.skip(1))
}

fn moved(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    match u64::try_from(days) {
        Ok(ahead) => day.checked_add_days(chrono::Days::new(ahead)),
        Err(_) => day.checked_sub_days(chrono::Days::new(days.unsigned_abs())),
    }
}
