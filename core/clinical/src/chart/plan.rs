//! The episode of care and the planned infusions in a chart.

use serde::{Deserialize, Serialize};

use crate::entry::infusion::Route;
use crate::entry::treatment::{Episode, PlannedInfusion, TreatedCondition};
use crate::moment::{Moment, days_between};
use crate::timeline::Timeline;
use crate::words::Words;
use interlude_protocol::id::RecordId;

/// The episode of care.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct EpisodeView {
    /// Its record in hex.
    pub record: String,
    /// What is treated.
    pub condition: TreatedCondition,
    /// Goals, in words.
    pub goals: String,
    /// Id of the primary instrument.
    pub primary_instrument: String,
    /// First day, `2026-03-14`.
    pub start: String,
    /// Last day; `None` while it goes on.
    pub end_day: Option<String>,
    /// Why it ended; `None` while it goes on.
    pub end_reason: Option<String>,
    /// Condition, days and reason in a sentence.
    pub text: String,
}

/// An infusion to come.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PlannedView {
    /// Its record in hex.
    pub record: String,
    /// Its day.
    pub day: String,
    /// Route of administration.
    pub route: Route,
    /// Dose in mg; `None` if it is decided later.
    pub dose_mg: Option<f64>,
    /// Day, dose and route in one line.
    pub label: String,
}

redacted!(EpisodeView, PlannedView);

impl TreatedCondition {
    /// The condition in words, such as `treatment-resistant depression`.
    #[must_use]
    pub fn text(self, words: &Words) -> String {
        words.treated_condition(self.code())
    }
}

pub(super) fn episode_view((record, episode): (RecordId, &Episode), words: &Words) -> EpisodeView {
    let condition = episode.condition.text(words);
    let start = words.long_date(episode.start);
    let text = match &episode.end {
        None => words.episode_since(condition, start),
        Some(end) => words.episode_ended(condition, start, words.long_date(end.day), &end.reason),
    };
    EpisodeView {
        record: record.to_hex(),
        condition: episode.condition,
        goals: episode.goals.clone(),
        primary_instrument: episode.primary_instrument.clone(),
        start: episode.start.to_string(),
        end_day: episode.end.as_ref().map(|it| it.day.to_string()),
        end_reason: episode.end.as_ref().map(|it| it.reason.clone()),
        text,
    }
}

/// Infusions that are planned for the day of `now` or later, by day.
pub(super) fn planned_views(timeline: &Timeline<'_>, now: &Moment) -> Vec<PlannedView> {
    let words = timeline.words;
    let view = |(record, planned): &(RecordId, &PlannedInfusion)| PlannedView {
        record: record.to_hex(),
        day: planned.day.to_string(),
        route: planned.route,
        dose_mg: planned.dose_mg,
        label: label(planned, now, words),
    };
    timeline.still_planned(now).map(view).collect()
}

/// Day, dose and route in one line, such as `15 May 2026, in 3 days: 41 mg IV`.
pub(super) fn label(planned: &PlannedInfusion, now: &Moment, words: &Words) -> String {
    let dose = match planned.dose_mg {
        Some(mg) => words.dose(words.decimal(mg)),
        None => words.dose_decided_later(),
    };
    let days = days_between(now.date(), planned.day);
    let date = words.long_date(planned.day);
    words.planned_infusion(date, days, dose, planned.route.short(words))
}
