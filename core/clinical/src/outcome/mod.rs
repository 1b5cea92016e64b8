//! What happened to a patient between infusions: response, remission, loss and how long a response lasted.
//!
//! Pure functions over one ordered [`Course`]. Every definition is a parameter in [`Rules`], so that a figure can be
//! printed with the definitions it was computed by. Facts only: nothing here says what dose or day should follow.

pub mod cohort;
mod course;
mod durability;
mod history;
mod interval;
pub mod lines;
mod rules;
mod scale;
pub mod statistics;
mod stored;
mod text;

use serde::Serialize;

use crate::instrument::points::Points;

pub use course::{Course, GivenInfusion, Score, When, series};
pub use durability::{Durability, durability};
pub(crate) use history::History;
pub use history::State;
pub use interval::{Interval, intervals};
pub use rules::{Fraction, LossRule, Remission, Rules, RulesError, Window};
pub use scale::Scale;
pub(crate) use text::number;

/// How a course came out, the first that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// No infusion was given.
    NoInfusion,
    /// No score lies near enough before the first infusion.
    NoBaseline,
    /// No score lies after it, or none in the window.
    NoFollowUp,
    /// Worse by at least the minimal important change.
    Deterioration,
    /// In remission at follow-up, whatever the baseline.
    Remission,
    /// Response.
    Response,
    /// Partial response.
    PartialResponse,
    /// None of these.
    NoResponse,
}

/// One instrument of one patient over the whole course; `None` is "not defined".
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outcome {
    /// Last score at or before the first infusion, near enough to it.
    pub baseline: Option<Points>,
    /// The score that is compared with the baseline.
    pub follow_up: Option<Points>,
    /// Its day, counted from the first infusion.
    pub follow_up_day: Option<i64>,
    /// Last score after the first infusion.
    pub latest: Option<Points>,
    /// Part of the baseline that is gone; only where fewer points are better.
    pub reduction: Option<f64>,
    /// Points from baseline to follow-up; positive is better.
    pub change: Option<Points>,
    /// What it comes to; `None` where the instrument defines no response.
    pub outcome: Option<Kind>,
    /// Half of the baseline is gone, or the minimal important change where more points are better.
    pub response: Option<bool>,
    /// A quarter is gone, but less than half.
    pub partial: Option<bool>,
    /// Follow-up lies in the range called remission.
    pub remission: Option<bool>,
    /// Worse by any amount.
    pub worse: Option<bool>,
    /// Worse by at least the minimal important change.
    pub deterioration: Option<bool>,
    /// Day of the first response.
    pub onset_day: Option<i64>,
    /// Day of the first response from which every later score is one.
    pub sustained_from_day: Option<i64>,
    /// Day of the first loss of response.
    pub loss_day: Option<i64>,
    /// How long the response of each series lasted.
    pub durability: Vec<Durability>,
    /// Number of scores after the first infusion.
    pub n: usize,
    /// Number of forms without a score, on any day.
    pub missing: usize,
}

/// Computes the outcome of one instrument.
///
/// ```
/// use interlude_clinical::catalogue;
/// use interlude_clinical::instrument::points::Points;
/// use interlude_clinical::outcome::{Course, GivenInfusion, Kind, Rules, Scale, Score, When, outcome};
/// let rules = Rules::default();
/// let scale = Scale::of(catalogue::instrument("phq9").unwrap(), &rules);
/// let score = |day, total| Score { when: When::on_day(day), total: Some(Points::whole(total)) };
/// let infusion = GivenInfusion { when: When::on_day(0), dose_mg: None, route: None };
/// let course = Course::new(vec![infusion], vec![score(0, 20), score(7, 10)]);
/// let it = outcome(&course, &scale, &rules);
/// assert_eq!((it.outcome, it.onset_day), (Some(Kind::Response), Some(7)));
/// ```
#[must_use]
pub fn outcome(course: &Course, scale: &Scale, rules: &Rules) -> Outcome {
    let missing = course.scores().iter().filter(|it| it.total.is_none()).count();
    let Some(first) = course.infusions().first().map(|it| it.when) else {
        return Outcome { outcome: Some(Kind::NoInfusion), missing, ..Outcome::undefined() };
    };
    let after: Vec<(When, Points)> = course.scored().filter(|(when, _)| *when > first).collect();
    let baseline = course.baseline(first, rules.baseline_days);
    let follow_up = match rules.window {
        None => after.last().copied(),
        Some(window) => course.in_window(window, rules.series_gap_days),
    };
    let known = Outcome {
        baseline,
        follow_up: follow_up.map(|(_, total)| total),
        follow_up_day: follow_up.map(|(when, _)| when.days_since(first)),
        latest: after.last().map(|(_, total)| *total),
        n: after.len(),
        missing,
        ..Outcome::undefined()
    };
    let Some(baseline) = baseline else {
        return Outcome { outcome: Some(Kind::NoBaseline), ..known };
    };
    let durability = durability(course, scale, rules, baseline);
    let is_response = |total| scale.is_response(baseline, total) == Some(true);
    let onset = after.iter().find(|(_, total)| is_response(*total));
    let sustained = after.iter().rev().take_while(|(_, total)| is_response(*total)).last();
    let known = Outcome {
        onset_day: onset.map(|(when, _)| when.days_since(first)),
        sustained_from_day: sustained.map(|(when, _)| when.days_since(first)),
        loss_day: durability.iter().find_map(|it| it.loss).map(|when| when.days_since(first)),
        durability,
        ..known
    };
    let Some((_, total)) = follow_up else {
        return Outcome { outcome: Some(Kind::NoFollowUp), ..known };
    };
    let compared = Outcome {
        reduction: scale.reduction(baseline, total),
        change: scale.change(baseline, total),
        response: scale.is_response(baseline, total),
        partial: scale.is_partial(baseline, total),
        remission: scale.is_remission(total),
        worse: scale.change(baseline, total).map(|change| change < Points::default()),
        deterioration: scale.is_deterioration(baseline, total),
        ..known
    };
    Outcome { outcome: compared.kind(), ..compared }
}

impl Outcome {
    fn undefined() -> Self {
        Self {
            baseline: None,
            follow_up: None,
            follow_up_day: None,
            latest: None,
            reduction: None,
            change: None,
            outcome: None,
            response: None,
            partial: None,
            remission: None,
            worse: None,
            deterioration: None,
            onset_day: None,
            sustained_from_day: None,
            loss_day: None,
            durability: Vec::new(),
            n: 0,
            missing: 0,
        }
    }

    /// What a compared follow-up comes to. An undefined response is never called no response.
    fn kind(&self) -> Option<Kind> {
        let held = [
            (self.deterioration, Kind::Deterioration),
            (self.remission, Kind::Remission),
            (self.response, Kind::Response),
            (self.partial, Kind::PartialResponse),
        ];
        let first = held.into_iter().find(|(holds, _)| *holds == Some(true));
        first.map(|(_, kind)| kind).or_else(|| self.response.map(|_| Kind::NoResponse))
    }
}

#[cfg(test)]
mod tests;
