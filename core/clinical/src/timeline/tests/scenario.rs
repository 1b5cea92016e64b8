//! A patient's facts by date and time of day, and what the plan makes of them at a moment.

use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::chart::tests::{Journal, at};
use crate::entry::care_plan::{Anchor, PlanRow, Repeat};
use crate::entry::{Counts, Entry, Filed};
use crate::library::CATALOGUE;
use crate::moment::Moment;
use crate::outcome::Rules;
use crate::schedule::{DueItem, DueState};
use crate::timeline::{Facts, Timeline};
use crate::words::Words;
use interlude_protocol::id::SpaceId;

/// Days ahead that are computed.
pub(super) const AHEAD: u64 = 20;

/// Daily check-ins, a form before and after each infusion, and one that repeats after the series.
pub(super) fn rows() -> Vec<PlanRow> {
    let row = |instrument: &str, anchor, offset_days, window_days, repeat| PlanRow {
        instrument: instrument.to_owned(),
        anchor,
        offset_days,
        window_days,
        repeat,
    };
    vec![
        row("daily_checkin", Anchor::Start, 0, 0, Some(Repeat { every_days: 1, times: None })),
        row("phq9", Anchor::BeforeInfusion, -2, 2, None),
        row("phq9", Anchor::AfterInfusion, 1, 1, None),
        row("gad7", Anchor::AfterSeries, 1, 1, Some(Repeat { every_days: 3, times: Some(3) })),
    ]
}

/// A moment as a phone writes it.
pub(super) fn moment(time: DateTime<FixedOffset>) -> Moment {
    at(&time.format("%Y-%m-%dT%H:%M:%S%:z").to_string())
}

/// What is due by what was planned, given and answered up to an instant.
pub(super) fn due_at(entries: &[Filed<'_>], now: &Moment, ahead: u64) -> Vec<DueItem> {
    let is_known = |it: &Filed<'_>| {
        matches!(it.entry, Entry::PlannedInfusion(_)) || it.entry.at().time() <= now.time()
    };
    let known: Vec<Filed<'_>> = entries.iter().filter(|it| is_known(it)).copied().collect();
    due_with(&known, now, ahead)
}

/// What all entries make due, whatever the clock says.
pub(super) fn due_with(entries: &[Filed<'_>], now: &Moment, ahead: u64) -> Vec<DueItem> {
    let facts = Facts {
        patient: SpaceId([1; 16]),
        entries,
        library: &CATALOGUE,
        rules: Rules::usual(),
        team: crate::timeline::Team::UNKNOWN,
        words: Words::en_us(),
        counts: Counts::default(),
    };
    Timeline::of(&facts).due(now, ahead)
}

/// A window without its state.
pub(super) type Window = (String, NaiveDate, NaiveDate);

/// The windows that open on or before `until`.
pub(super) fn windows(items: &[DueItem], until: NaiveDate) -> Vec<Window> {
    let early = items.iter().filter(|it| it.opens <= until);
    early.map(|it| (it.instrument.clone(), it.opens, it.closes)).collect()
}

/// The windows that were answered, with the day.
pub(super) fn answered(items: &[DueItem]) -> Vec<(Window, NaiveDate)> {
    let days = items.iter().filter_map(|it| match it.state {
        DueState::Answered(day) => Some(((it.instrument.clone(), it.opens, it.closes), day)),
        DueState::Upcoming | DueState::Open | DueState::NotAnswered(_) => None,
    });
    days.collect()
}

/// Each date from the first day of the plan to `today` has one daily window.
pub(super) fn assert_one_daily_window_a_day(items: &[DueItem], start: NaiveDate, today: NaiveDate) {
    let daily = items.iter().filter(|it| it.instrument == "daily_checkin" && it.opens <= today);
    let days: Vec<(NaiveDate, NaiveDate)> = daily.map(|it| (it.opens, it.closes)).collect();
    let all: Vec<_> = start.iter_days().take_while(|it| *it <= today).map(|it| (it, it)).collect();
    assert_eq!(days, all);
}

/// A journal with a plan that was signed at `time`.
pub(super) fn planned(time: &Moment) -> Journal {
    let mut journal = Journal::default();
    journal.care_plan(time.as_str(), rows());
    journal
}
