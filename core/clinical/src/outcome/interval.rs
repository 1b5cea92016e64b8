//! What the scores did from one infusion to the next.

use serde::Serialize;

use super::course::{Course, When, series};
use super::rules::Rules;
use super::scale::Scale;
use crate::entry::infusion::Route;
use crate::instrument::points::Points;

/// One infusion and the scores up to the next one. Days count from the first infusion.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Interval {
    /// Number of the infusion, from 1.
    pub infusion: usize,
    /// Number of its series, from 1.
    pub series: usize,
    /// Its day.
    pub day: i64,
    /// Dose in mg.
    pub dose_mg: Option<f64>,
    /// Way it was given.
    pub route: Option<Route>,
    /// Day of the next infusion; `None` after the last.
    pub next_day: Option<i64>,
    /// Last total at or before the infusion, near enough to it.
    pub before: Option<Points>,
    /// Its day.
    pub before_day: Option<i64>,
    /// Best total after the infusion, up to and including the time of the next; of equals the earlier.
    pub best: Option<Points>,
    /// Its day.
    pub best_day: Option<i64>,
    /// Last total in the same time.
    pub last: Option<Points>,
    /// Its day.
    pub last_day: Option<i64>,
    /// Points from before to best; positive is better.
    pub change: Option<Points>,
    /// Number of totals in that time.
    pub n: usize,
}

/// Computes one interval for each infusion, in order.
#[must_use]
pub fn intervals(course: &Course, scale: &Scale, rules: &Rules) -> Vec<Interval> {
    let infusions = course.infusions();
    let Some(first) = infusions.first().map(|it| it.when) else { return Vec::new() };
    let numbers = series(infusions, rules.series_gap_days)
        .into_iter()
        .enumerate()
        .flat_map(|(place, series)| std::iter::repeat_n(place + 1, series.infusions));
    let day = |when: When| when.days_since(first);
    let interval = |(place, series): (usize, usize)| {
        let infusion = infusions.get(place)?;
        let next = infusions.get(place + 1).map(|it| it.when);
        let before = course.before(infusion.when, rules.baseline_days);
        let after: Vec<(When, Points)> = course
            .scored()
            .filter(|(when, _)| *when > infusion.when && next.is_none_or(|next| *when <= next))
            .collect();
        let best = after
            .iter()
            .copied()
            .reduce(|best, it| if scale.is_better(it.1, best.1) == Some(true) { it } else { best });
        // Without a direction none is best.
        let best = best.filter(|(_, total)| scale.is_better(*total, *total).is_some());
        let last = after.last().copied();
        let change = before.zip(best).and_then(|(from, to)| scale.change(from.1, to.1));
        Some(Interval {
            infusion: place + 1,
            series,
            day: day(infusion.when),
            dose_mg: infusion.dose_mg,
            route: infusion.route,
            next_day: next.map(day),
            before: before.map(|it| it.1),
            before_day: before.map(|it| day(it.0)),
            best: best.map(|it| it.1),
            best_day: best.map(|it| day(it.0)),
            last: last.map(|it| it.1),
            last_day: last.map(|it| day(it.0)),
            change,
            n: after.len(),
        })
    };
    numbers.enumerate().filter_map(interval).collect()
}
