//! Computes scores, bands, findings and texts from answers. A missing answer is never zero.

pub mod batch;
mod finding;
mod part;
mod safety;
mod text;

use std::collections::BTreeMap;

use crate::instrument::item::{Item, ItemKind};
use crate::instrument::points::Points;
use crate::instrument::rule::Context;
use crate::instrument::scoring::{Method, NamedScore, OnMissing, ScoreOf, Scoring};
use crate::instrument::{Instrument, SeverityBand};
use crate::response::{AnswerValue, FormStatus, QuestionnaireResponse};
pub use finding::{Found, FoundValue};
use part::AnsweredItems;
pub use safety::Safety;
pub(crate) use safety::joined;

/// Version of the scoring rules. Every exported score names it.
pub const SCORER_VERSION: &str = "2";

/// Whether a score is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum ScoreStatus {
    /// Every scored item was answered.
    Complete,
    /// A few items were not answered; the mean of the others replaces them.
    Prorated,
    /// Too many items were not answered, or the form was stopped: there is no total.
    NotScorable,
}

/// The score of a response.
#[derive(Clone, PartialEq)]
pub struct Score<'a> {
    /// The instrument. Its version is the version of the wording.
    pub instrument: &'a Instrument,
    /// Version of the scoring rules: [`SCORER_VERSION`].
    pub scorer: &'static str,
    /// Whether the score is complete.
    pub status: ScoreStatus,
    /// The primary score; `None` if it is unknown or the instrument has none.
    pub total: Option<Points>,
    /// Severity band of the total; `None` without a total or published bands.
    pub band: Option<&'a SeverityBand>,
    /// The number of scored items that apply and were not answered.
    pub missing: u32,
    /// Subscales and other scores, in the order of the definition; `None` if a part is missing.
    pub scores: Vec<(&'a NamedScore, Option<Points>)>,
    /// Cut-offs and decisions, in the order of the definition.
    pub findings: Vec<Found<'a>>,
    /// Whether any answer meets its safety rule, scored or not. Unknown if none does and a safety
    /// item is unanswered.
    pub safety: Safety,
    /// The number of safety items that apply and have no valid answer.
    pub safety_unanswered: u32,
    answers: Vec<Option<i32>>,
    context: Context,
    /// The number of items other than texts that every form asks, that apply and were not answered.
    core_unanswered: u32,
}

redacted!(Score<'_>);

impl<'a> Score<'a> {
    /// The safety items that apply and have no valid answer, in the order of the definition.
    #[must_use]
    pub fn unanswered_safety_items(&self) -> Vec<&'a Item> {
        let (instrument, form) =
            (self.instrument, AnsweredItems::new(self.instrument, &self.answers, self.context));
        form.unanswered_safety_items().filter_map(|place| instrument.items.get(place)).collect()
    }

    /// Whether every choice and yes/no item is a safety item. Texts then do not name the result.
    pub(crate) fn is_about_safety(&self) -> bool {
        let coded = |item: &&Item| matches!(item.kind, ItemKind::Choice { .. } | ItemKind::Boolean);
        self.instrument.items.iter().filter(coded).all(|item| item.safety.is_some())
    }
}

/// Scores a response. `context` is what is known about the person.
///
/// A stopped form has no scores and no findings.
#[must_use]
pub fn score_of<'a>(
    instrument: &'a Instrument,
    response: &QuestionnaireResponse,
    context: Context,
) -> Score<'a> {
    let mut scored = score_answers(instrument, &response.answers, context);
    if response.status == FormStatus::Stopped {
        scored.status = ScoreStatus::NotScorable;
        scored.total = None;
        scored.band = None;
        scored.scores.iter_mut().for_each(|(_, value)| *value = None);
        scored.findings.iter_mut().for_each(|found| found.value = FoundValue::Unknown);
    }
    scored
}

/// Scores answers by item id. `context` is what is known about the person.
#[must_use]
pub fn score_answers<'a>(
    instrument: &'a Instrument,
    answers: &BTreeMap<String, AnswerValue>,
    context: Context,
) -> Score<'a> {
    score_values(instrument, values(instrument, answers), context)
}

/// Converts answers to one value per item, in the order of the definition. Answers that are not on
/// offer count as unanswered.
fn values(instrument: &Instrument, answers: &BTreeMap<String, AnswerValue>) -> Vec<Option<i32>> {
    instrument
        .items
        .iter()
        .map(|item| match (answers.get(&item.id), &item.kind) {
            (None | Some(AnswerValue::Skipped), _) => None,
            // Neither has points; scoring only asks whether they were answered.
            (
                Some(answer @ (AnswerValue::Decimal(_) | AnswerValue::Integer(_))),
                ItemKind::Decimal { min, max, .. },
            ) => answer
                .number()
                .filter(|value| (f64::from(*min)..=f64::from(*max)).contains(value))
                .map(|_| 0),
            (Some(AnswerValue::Text(_)), ItemKind::Text { .. }) => Some(0),
            (Some(answer), _) => answer.integer().filter(|value| item.offers(*value)),
        })
        .collect()
}

/// Scores one value per item, in the order of the definition. `None` is unanswered, booleans are 0
/// and 1. Each value must be one that its item offers, or 0 for an answered decimal or text, which
/// has no points.
///
/// Parts are added as the definition says. If it allows prorating and at most `max_missing` parts
/// are unanswered, the total is `sum / answered × parts`, rounded half up once at the end.
///
/// Source: each definition cites its own and marks its rule on unanswered items.
#[must_use]
pub fn score_values(
    instrument: &Instrument,
    values: Vec<Option<i32>>,
    context: Context,
) -> Score<'_> {
    let form = AnsweredItems::new(instrument, &values, context);
    let scoring = &instrument.scoring;
    let sum = form.sum(&scoring.parts);
    let missing = sum.missing + form.required_but_missing();
    let raw = (missing == 0).then_some(sum.points);
    let (mut status, total) = total(scoring, &form, raw, missing);
    let findings = finding::all(instrument, &form, total);
    if scoring.method == Method::Decision {
        let found = findings.first().is_some_and(|result| result.value != FoundValue::Unknown);
        status = if found { ScoreStatus::Complete } else { ScoreStatus::NotScorable };
    }
    let scores = scoring.scores.iter().map(|named| {
        let value = match &named.of {
            ScoreOf::Parts(parts) => form.complete_sum(parts).map(Points::whole),
            ScoreOf::Raw => raw.map(Points::whole),
            ScoreOf::StandardError => {
                raw.and_then(|raw| Some(scoring.t_scores.as_ref()?.of(raw)?.1))
            }
        };
        (named, value)
    });
    let safety_unanswered = form.safety_unanswered();
    Score {
        scorer: SCORER_VERSION,
        status,
        total,
        band: total.and_then(|total| instrument.band(total)),
        missing: if scoring.method == Method::SingleItems { form.unanswered() } else { missing },
        scores: scores.collect(),
        findings,
        safety: Safety::of(form.meets_a_safety_rule(), safety_unanswered),
        safety_unanswered,
        core_unanswered: form.core_unanswered(),
        instrument,
        answers: values,
        context,
    }
}

fn total(
    scoring: &Scoring,
    form: &AnsweredItems<'_>,
    raw: Option<i32>,
    missing: u32,
) -> (ScoreStatus, Option<Points>) {
    let parts = i32::try_from(scoring.parts.len()).unwrap_or(i32::MAX);
    let may_prorate =
        scoring.on_missing == OnMissing::Prorate && missing <= u32::from(scoring.max_missing);
    match (scoring.method, raw) {
        (Method::SingleItems | Method::Decision, _) => (ScoreStatus::Complete, None),
        (Method::Sum, Some(sum)) => {
            (ScoreStatus::Complete, Some(Points::whole(sum.saturating_mul(scoring.multiply))))
        }
        (Method::Mean, Some(sum)) => (ScoreStatus::Complete, Points::rounded_to_tenths(sum, parts)),
        (Method::TScore, Some(sum)) => {
            let t_score = scoring.t_scores.as_ref().and_then(|table| table.of(sum));
            (ScoreStatus::Complete, t_score.map(|(t_score, _)| t_score))
        }
        (Method::Sum, None) if may_prorate => {
            let sum = form.sum(&scoring.parts);
            let total = prorate(sum.points, sum.answered, parts);
            (ScoreStatus::Prorated, total.map(|total| Points::whole(total * scoring.multiply)))
        }
        (Method::Sum | Method::Mean | Method::TScore, None) => (ScoreStatus::NotScorable, None),
    }
}

/// Returns `sum / answered × items`, rounded half up; `None` if nothing was answered.
///
/// ```
/// use interlude_clinical::score::prorate;
/// assert_eq!(prorate(14, 8, 9), Some(16)); // 15.75
/// assert_eq!(prorate(0, 0, 9), None);
/// ```
#[must_use]
pub fn prorate(sum: i32, answered: i32, items: i32) -> Option<i32> {
    Points::rounded(sum.checked_mul(items)?, answered).map(|points| points.tenths() / 10)
}

#[cfg(test)]
mod tests;
