//! The care plan in a chart: its rows in words, what falls due, and how much of it was answered.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::entry::care_plan::{Anchor, PlanRow};
use crate::moment::Moment;
use crate::schedule::{DueItem, DueState};
use crate::timeline::{Facts, Timeline};
use crate::words::Words;

/// Days ahead that a preview shows.
pub(super) const PREVIEW_DAYS: u64 = 90;

/// The care plan of one patient.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ScheduleView {
    /// Its record in hex.
    pub record: String,
    /// Since when it holds, in words.
    pub since_text: String,
    /// Its rows.
    pub rows: Vec<PlanRowView>,
    /// Windows since its first day and up to 90 days ahead, by first day.
    pub items: Vec<DueView>,
    /// How many windows closed, and how many of them were answered, in words.
    pub adherence_text: String,
}

/// A row with its words.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PlanRowView {
    /// The row.
    pub row: PlanRow,
    /// The row in words, such as `PHQ-9: from 2 days before each infusion`.
    pub text: String,
}

/// One window.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct DueView {
    /// Id of the instrument.
    pub instrument: String,
    /// First day.
    pub opens: String,
    /// Last day.
    pub closes: String,
    /// `upcoming`, `open`, `answered`, `late`, `not-answered`, or `private` if the patient does not share the answer.
    pub state: String,
    /// Form, days and state in words.
    pub text: String,
}

redacted!(ScheduleView, PlanRowView, DueView);

/// The schedule; `None` without a care plan.
pub(super) fn schedule_view(timeline: &Timeline<'_>, now: &Moment) -> Option<ScheduleView> {
    let (record, plan) = timeline.plan?;
    let words = timeline.words;
    let items = timeline.due(now, PREVIEW_DAYS);
    let count = |state: &str| items.iter().filter(|it| code(timeline, it) == state).count();
    let (answered, late, not) = (count("answered"), count("late"), count("not-answered"));
    let private = count("private");
    let due = answered + late + not + private;
    Some(ScheduleView {
        record: record.to_hex(),
        since_text: words.plan_since(words.long_date(plan.at.date())),
        rows: plan.rows.iter().map(|row| row_view(timeline, row)).collect(),
        adherence_text: words.plan_adherence(due, answered, late, not, private),
        items: items.iter().map(|it| due_view(timeline, it, now)).collect(),
    })
}

/// What a patient's phone shows of the care plan.
#[derive(Clone, PartialEq, Eq)]
pub struct OwnSchedule {
    /// Forms that are open and not answered, with their last days; those that close first come first.
    pub open: Vec<(String, NaiveDate)>,
    /// The day on which the plan was signed.
    pub signed: NaiveDate,
    /// Whether it took the place of another.
    pub changed: bool,
}

redacted!(OwnSchedule);

/// What a patient's phone shows of the care plan at `now`; `None` without a plan.
#[must_use]
pub fn own_schedule(facts: &Facts<'_>, now: &Moment) -> Option<OwnSchedule> {
    let timeline = Timeline::of(facts);
    let (_, plan) = timeline.plan?;
    let mut open: Vec<(String, NaiveDate)> = Vec::new();
    for item in timeline.due(now, 0).into_iter().filter(|it| it.state == DueState::Open) {
        match open.iter_mut().find(|(id, _)| *id == item.instrument) {
            Some((_, closes)) => *closes = item.closes.min(*closes),
            None => open.push((item.instrument, item.closes)),
        }
    }
    open.sort_by_key(|(_, closes)| *closes);
    Some(OwnSchedule { open, signed: plan.at.date(), changed: plan.replaces.is_some() })
}

/// A window of a care plan that a phone can remind of: instrument, first and last day.
pub type OwnWindow = (String, NaiveDate, NaiveDate);

/// The windows that are open or to come up to so many days after `now`, not answered; `None` without a plan.
#[must_use]
pub fn own_windows(facts: &Facts<'_>, now: &Moment, days_ahead: u64) -> Option<Vec<OwnWindow>> {
    let timeline = Timeline::of(facts);
    timeline.plan?;
    let items = timeline.due(now, days_ahead).into_iter();
    let left = items.filter(|it| matches!(it.state, DueState::Open | DueState::Upcoming));
    Some(left.map(|it| (it.instrument, it.opens, it.closes)).collect())
}

/// A row with its words.
pub(super) fn row_view(timeline: &Timeline<'_>, row: &PlanRow) -> PlanRowView {
    let text = row_text(&timeline.short(&row.instrument), row, timeline.words);
    PlanRowView { row: row.clone(), text }
}

fn row_text(short: &str, row: &PlanRow, words: &Words) -> String {
    let (every, times) = match row.repeat {
        None => (0, 0),
        Some(repeat) => (repeat.every_days, repeat.times.unwrap_or(0)),
    };
    let days = row.offset_days.unsigned_abs();
    // Before an infusion, the window ends on its day.
    let window = if row.anchor == Anchor::BeforeInfusion { 0 } else { row.window_days };
    let when = words.plan_row(short, row.anchor.code(), days, window);
    if every == 0 { when } else { words.notes([when, words.plan_repeat(every, times)]) }
}

fn code(timeline: &Timeline<'_>, item: &DueItem) -> &'static str {
    match item.state {
        DueState::NotAnswered(None) if timeline.keeps_private(&item.instrument) => "private",
        DueState::Upcoming => "upcoming",
        DueState::Open => "open",
        DueState::Answered(_) => "answered",
        DueState::NotAnswered(Some(_)) => "late",
        DueState::NotAnswered(None) => "not-answered",
    }
}

pub(super) fn due_view(timeline: &Timeline<'_>, item: &DueItem, now: &Moment) -> DueView {
    let words = timeline.words;
    let date = |day| words.short_date(day, now);
    let days = if item.opens == item.closes {
        date(item.opens)
    } else {
        words.plan_days(date(item.opens), date(item.closes))
    };
    let on = match item.state {
        DueState::Answered(day) | DueState::NotAnswered(Some(day)) => date(day),
        DueState::Upcoming | DueState::Open | DueState::NotAnswered(None) => String::new(),
    };
    DueView {
        instrument: item.instrument.clone(),
        opens: item.opens.to_string(),
        closes: item.closes.to_string(),
        state: code(timeline, item).to_owned(),
        text: words.plan_due(timeline.short(&item.instrument), days, code(timeline, item), on),
    }
}
