//! The rows of a care plan, the usual plan for a condition, and what is wrong with a plan.

use crate::entry::care_plan::{Anchor, PlanRow, Repeat};
use crate::entry::treatment::TreatedCondition;
use crate::library::{Library, can_be_asked};
use crate::words::Words;

/// What is wrong with a plan: the row, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanError {
    /// The instrument is unknown or has no wording that patients may be asked.
    Instrument(usize),
    /// Offsets lie within a year, windows within 60 days, and repeats 1 to 365 days apart.
    Range(usize),
    /// Only a row before an infusion counts backwards, and it does not repeat.
    Direction(usize),
    /// The next window opens before the one before it closes.
    Overlap(usize),
    /// The same row is there already.
    Twice(usize),
}

in_english!(PlanError);

impl PlanError {
    /// What is wrong, for people; rows count from 1.
    #[must_use]
    pub fn text(&self, words: &Words) -> String {
        let (kind, row) = match *self {
            Self::Instrument(row) => ("instrument", row),
            Self::Range(row) => ("range", row),
            Self::Direction(row) => ("direction", row),
            Self::Overlap(row) => ("overlap", row),
            Self::Twice(row) => ("twice", row),
        };
        words.plan_wrong(row + 1, kind)
    }
}

/// Checks a plan; the first thing that is wrong.
///
/// # Errors
/// A [`PlanError`] that names the row.
pub fn check(rows: &[PlanRow], library: &Library) -> Result<(), PlanError> {
    for (place, row) in rows.iter().enumerate() {
        let instrument = library.instrument(&row.instrument);
        if instrument.is_none_or(|it| can_be_asked(it).is_err()) {
            return Err(PlanError::Instrument(place));
        }
        let repeats = row.repeat.map_or(1, |it| it.every_days);
        let times = row.repeat.and_then(|it| it.times).unwrap_or(1);
        let in_range = (-365..=365).contains(&row.offset_days)
            && row.window_days <= 60
            && (1..=365).contains(&repeats)
            && times >= 1;
        if !in_range {
            return Err(PlanError::Range(place));
        }
        let backwards = row.offset_days < 0;
        let before = row.anchor == Anchor::BeforeInfusion;
        if backwards && !before || before && (row.offset_days > 0 || row.repeat.is_some()) {
            return Err(PlanError::Direction(place));
        }
        if row.repeat.is_some_and(|it| it.every_days <= row.window_days) {
            return Err(PlanError::Overlap(place));
        }
        if rows.iter().take(place).any(|earlier| earlier == row) {
            return Err(PlanError::Twice(place));
        }
    }
    Ok(())
}

/// The plan that is proposed for a condition: the primary instrument before the first infusion, before and a week after
/// each, weekly four times after a series and then every two weeks, and the daily check-in.
#[must_use]
pub fn usual_rows(condition: TreatedCondition) -> Vec<PlanRow> {
    let primary = condition.proposed_instrument();
    let row = |instrument: &str, anchor, offset_days, window_days, repeat| PlanRow {
        instrument: instrument.to_owned(),
        anchor,
        offset_days,
        window_days,
        repeat,
    };
    let weekly = Some(Repeat { every_days: 7, times: Some(4) });
    let every_two_weeks = Some(Repeat { every_days: 14, times: None });
    let daily = Some(Repeat { every_days: 1, times: None });
    let mut rows = vec![
        row("daily_checkin", Anchor::Start, 0, 0, daily),
        row(primary, Anchor::Start, 0, 3, None),
        row(primary, Anchor::BeforeInfusion, -2, 2, None),
        row(primary, Anchor::AfterInfusion, 7, 3, None),
        row(primary, Anchor::AfterSeries, 14, 3, weekly),
        row(primary, Anchor::AfterSeries, 49, 3, every_two_weeks),
    ];
    if primary == "phq9" {
        rows.push(row("gad7", Anchor::Start, 0, 3, None));
        rows.push(row("gad7", Anchor::AfterSeries, 14, 3, every_two_weeks));
    }
    rows
}
