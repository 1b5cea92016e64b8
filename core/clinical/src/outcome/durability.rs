//! How long the response of a series lasted.

use serde::Serialize;

use super::course::{Course, When, series};
use super::rules::Rules;
use super::scale::Scale;
use crate::instrument::points::Points;

/// Days in response after one series of infusions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Durability {
    /// Number of the series, from 1.
    pub series: usize,
    /// Days from its last infusion to the loss, or to the last score that could have shown one.
    pub days: i64,
    /// Whether the response was lost; otherwise the days are censored.
    pub event: bool,
    /// When it was lost.
    #[serde(skip)]
    pub loss: Option<When>,
}

/// Computes one entry for each series in whose end, or after it, the patient was in response.
///
/// Only scores after the last infusion of a series, and up to the first of the next, can show a loss. A series without
/// such a score has no entry.
#[must_use]
pub fn durability(
    course: &Course,
    scale: &Scale,
    rules: &Rules,
    baseline: Points,
) -> Vec<Durability> {
    let all = series(course.infusions(), rules.series_gap_days);
    let Some(day_zero) = all.first().map(|it| it.first) else { return Vec::new() };
    let is_response = |total| scale.is_response(baseline, total) == Some(true);
    let meets = |total| scale.is_loss(rules.loss, baseline, total) == Some(true);
    let entry = |place: usize| {
        let end = all.get(place)?.last;
        let next = all.get(place + 1).map(|it| it.first);
        let until_end = course.scored().rev().find(|(when, _)| *when <= end);
        let at_end = until_end.filter(|(when, _)| *when > day_zero);
        let after: Vec<(When, Points)> = course
            .scored()
            .filter(|(when, _)| *when > end && next.is_none_or(|next| *when <= next))
            .collect();
        let (last, _) = after.last()?;
        let from = if at_end.is_some_and(|(_, total)| is_response(total)) {
            0
        } else {
            after.iter().position(|(_, total)| is_response(*total))? + 1
        };
        let runs = after.get(from..)?.windows(rules.confirm.max(1));
        let loss = runs
            .into_iter()
            .find(|run| run.iter().all(|(_, total)| meets(*total)))
            .and_then(|run| run.first())
            .map(|(when, _)| *when);
        let days = loss.unwrap_or(*last).days_since(end);
        Some(Durability { series: place + 1, days, event: loss.is_some(), loss })
    };
    (0..all.len()).filter_map(entry).collect()
}
