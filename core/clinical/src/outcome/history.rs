//! A patient's course on one instrument with its outcome, as panel, chart and phone show it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::course::{Course, When};
use super::rules::Rules;
use super::scale::Scale;
use super::{Durability, Kind, Outcome, outcome, series};
use crate::instrument::points::Points;

/// What the latest score says about the course.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// No infusion was given.
    NoInfusion,
    /// No score lies near enough before the first infusion.
    NoBaseline,
    /// No score lies after the first infusion.
    NoFollowUp,
    /// Worse than the baseline by at least the minimal important change.
    Deterioration,
    /// In the range called remission.
    Remission,
    /// Response.
    Response,
    /// No response, but an earlier score since the baseline was one.
    LostResponse,
    /// Partial response.
    PartialResponse,
    /// None of these.
    NoResponse,
    /// The instrument defines no response.
    Undefined,
}

impl State {
    /// The stored name, which messages select on.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NoInfusion => "no-infusion",
            Self::NoBaseline => "no-baseline",
            Self::NoFollowUp => "no-follow-up",
            Self::Deterioration => "deterioration",
            Self::Remission => "remission",
            Self::Response => "response",
            Self::LostResponse => "lost-response",
            Self::PartialResponse => "partial-response",
            Self::NoResponse => "no-response",
            Self::Undefined => "undefined",
        }
    }
}

/// A total and the local date of its form.
pub(crate) type Dated = (Points, NaiveDate);

/// A patient's course on one instrument with its outcome.
pub(crate) struct History<'a> {
    pub(crate) course: Course,
    pub(crate) scale: Scale,
    pub(crate) rules: &'a Rules,
    pub(crate) outcome: Outcome,
}

impl<'a> History<'a> {
    pub(crate) fn new(course: Course, scale: Scale, rules: &'a Rules) -> Self {
        let outcome = outcome(&course, &scale, rules);
        Self { course, scale, rules, outcome }
    }

    pub(crate) fn state(&self) -> State {
        match self.outcome.outcome {
            None => State::Undefined,
            Some(Kind::NoInfusion) => State::NoInfusion,
            Some(Kind::NoBaseline) => State::NoBaseline,
            Some(Kind::NoFollowUp) => State::NoFollowUp,
            Some(Kind::Deterioration) => State::Deterioration,
            Some(Kind::Remission) => State::Remission,
            Some(Kind::Response) => State::Response,
            Some(Kind::PartialResponse | Kind::NoResponse) if self.is_lost() => State::LostResponse,
            Some(Kind::PartialResponse) => State::PartialResponse,
            Some(Kind::NoResponse) => State::NoResponse,
        }
    }

    /// Whether the latest score is no response and an earlier one since the baseline was.
    pub(crate) fn is_lost(&self) -> bool {
        self.outcome.response == Some(false) && self.outcome.onset_day.is_some()
    }

    pub(crate) fn is_in_response(&self) -> bool {
        self.outcome.response == Some(true)
    }

    pub(super) fn first_infusion(&self) -> Option<When> {
        self.course.infusions().first().map(|it| it.when)
    }

    pub(crate) fn baseline(&self) -> Option<Dated> {
        let (when, total) = self.course.before(self.first_infusion()?, self.rules.baseline_days)?;
        Some((total, when.date()?))
    }

    /// The scores after the first infusion.
    pub(crate) fn after(&self) -> impl DoubleEndedIterator<Item = (When, Points)> {
        let first = self.first_infusion();
        self.course.scored().filter(move |(when, _)| first.is_some_and(|first| *when > first))
    }

    pub(crate) fn latest(&self) -> Option<Dated> {
        self.after().next_back().and_then(|(when, total)| Some((total, when.date()?)))
    }

    /// The best score after the first infusion; of equals the earlier.
    pub(crate) fn best(&self) -> Option<Dated> {
        let better = |a: Points, b: Points| self.scale.is_better(a, b) == Some(true);
        let best = self.after().reduce(|best, it| if better(it.1, best.1) { it } else { best });
        best.and_then(|(when, total)| Some((total, when.date()?)))
    }

    /// Whether the baseline itself lies in the range called remission.
    pub(crate) fn is_remission_at_baseline(&self) -> bool {
        self.outcome.baseline.and_then(|it| self.scale.is_remission(it)) == Some(true)
    }

    /// Series whose response was lost, and those in which it held up to the last score.
    pub(crate) fn lasted(&self) -> (Vec<Durability>, Vec<Durability>) {
        self.outcome.durability.iter().partition(|it| it.event)
    }

    /// The shortest and longest time to a loss so far, in days since the last infusion of the series, if the patient is
    /// in response and that many days have passed now; at least two losses.
    pub(crate) fn near_earlier_losses(
        &self,
        days_since_infusion: i64,
    ) -> Option<(i64, i64, usize)> {
        let (lost, _) = self.lasted();
        let days = || lost.iter().map(|it| it.days);
        let (shortest, longest) = (days().min()?, days().max()?);
        let last = series(self.course.infusions(), self.rules.series_gap_days).len();
        let current_is_lost = lost.iter().any(|it| it.series == last);
        let inside = (shortest..=longest).contains(&days_since_infusion);
        (lost.len() >= 2 && self.is_in_response() && !current_is_lost && inside).then_some((
            shortest,
            longest,
            lost.len(),
        ))
    }

    /// Whether the third infusion was followed by a score and no score since the baseline is a response.
    pub(crate) fn has_not_responded(&self) -> bool {
        let third = self.course.infusions().get(2).map(|it| it.when);
        let scored = third.is_some_and(|third| self.after().any(|(when, _)| when > third));
        scored && self.outcome.response == Some(false) && self.outcome.onset_day.is_none()
    }

    fn is_response(&self, total: Points) -> bool {
        let baseline = self.outcome.baseline;
        baseline.and_then(|it| self.scale.is_response(it, total)) == Some(true)
    }

    /// The first score after the first infusion that `holds`.
    pub(super) fn first_that(&self, holds: impl Fn(Points) -> bool) -> Option<When> {
        self.after().find(|(_, total)| holds(*total)).map(|(when, _)| when)
    }

    /// When response and remission were first reached, when the response was last lost, and the latest score if it is
    /// worse than the baseline.
    pub(super) fn turns(&self) -> Turns {
        let latest = self.after().next_back().map(|(when, _)| when);
        Turns {
            response: self.first_that(|total| self.is_response(total)),
            remission: self.first_that(|total| self.scale.is_remission(total) == Some(true)),
            lost: self.outcome.durability.iter().rev().find_map(|it| it.loss),
            deterioration: latest.filter(|_| self.outcome.deterioration == Some(true)),
        }
    }

    /// The date of the first score of those at the end that are no response; `None` if the latest is one or there is none.
    pub(crate) fn lost_since(&self) -> Option<NaiveDate> {
        let end = self.after().rev().take_while(|(_, total)| !self.is_response(*total)).last();
        end.and_then(|(when, _)| when.date())
    }

    /// The last infusion before `when`, with its number counted from 1.
    pub(super) fn infusion_before(&self, when: When) -> Option<(usize, When)> {
        let place = self.course.infusions().iter().rposition(|it| it.when < when)?;
        self.course.infusions().get(place).map(|it| (place + 1, it.when))
    }
}

/// The scores at which an outcome changed.
pub(super) struct Turns {
    pub(super) response: Option<When>,
    pub(super) remission: Option<When>,
    pub(super) lost: Option<When>,
    pub(super) deterioration: Option<When>,
}
