//! From answers to a number, a band and a sentence. Missing is never zero.

use crate::instrument::{Instrument, OnMissing, SeverityBand};
use crate::response::{AnswerValue, FormStatus, QuestionnaireResponse};

/// How far a total can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ScoreStatus {
    /// Every item that counts was answered.
    Complete,
    /// A few were not; the mean of the others stands for them.
    Prorated,
    /// Too many were not, or the form was left: there is no total.
    NotScorable,
}

/// What a response comes to.
#[derive(Clone, PartialEq)]
pub struct Score<'a> {
    /// How far the total can be trusted.
    pub status: ScoreStatus,
    /// Total in points; `None` if it cannot be told.
    pub total: Option<i32>,
    /// Severity band of the total; `None` without a total or where no bands are published.
    pub band: Option<&'a SeverityBand>,
    /// Items that count and were not answered.
    pub missing: u32,
    /// Highest possible total.
    pub most: i32,
}

redacted!(Score<'_>);

impl Score<'_> {
    /// The score as a clinician reads it: `10 of 27: moderate`, or `not scored`.
    #[must_use]
    pub fn text(&self) -> String {
        let Some(total) = self.total else { return "not scored".to_owned() };
        let band = self.band.map(|band| format!(": {}", band.label.to_lowercase()));
        let missing = match self.status {
            ScoreStatus::Prorated => format!(", prorated, {} not answered", self.missing),
            ScoreStatus::Complete | ScoreStatus::NotScorable => String::new(),
        };
        format!("{total} of {}{}{missing}", self.most, band.unwrap_or_default())
    }
}

/// Scores a response; `None` where the instrument has no total.
///
/// Points are added over the items that count. If at most `max_missing` of them are unanswered and the
/// instrument says so, the total is `sum / answered × items`, rounded half up once at the end.
///
/// Source: Kroenke, Spitzer, Williams. J Gen Intern Med 2001;16:606-613 (sum and bands of the PHQ-9). The rule for
/// unanswered items is marked in each instrument's file.
#[must_use]
pub fn score<'a>(
    instrument: &'a Instrument,
    response: &QuestionnaireResponse,
) -> Option<Score<'a>> {
    if !instrument.has_total() {
        return None;
    }
    let most = instrument.range().1;
    let (mut sum, mut answered, mut items) = (0_i32, 0_i32, 0_i32);
    for item in instrument.scored_items() {
        items += 1;
        let value = response.answers.get(&item.id).and_then(AnswerValue::integer);
        if let Some(value) = value.filter(|value| item.offers(*value)) {
            answered += 1;
            sum += item.points(value);
        }
    }
    let missing = items - answered;
    let may_prorate = instrument.scoring.on_missing == OnMissing::Prorate
        && missing <= i32::from(instrument.scoring.max_missing);
    let (status, total) = match response.status {
        FormStatus::Stopped => (ScoreStatus::NotScorable, None),
        FormStatus::Submitted if missing == 0 => (ScoreStatus::Complete, Some(sum)),
        FormStatus::Submitted if may_prorate => {
            (ScoreStatus::Prorated, prorate(sum, answered, items))
        }
        FormStatus::Submitted => (ScoreStatus::NotScorable, None),
    };
    let band = total.and_then(|total| instrument.band(total));
    let missing = u32::try_from(missing).unwrap_or_default();
    Some(Score { status, total, band, missing, most })
}

/// `sum / answered × items` in points, rounded half up; `None` if nothing was answered.
///
/// ```
/// use interlude_core::score::prorate;
/// assert_eq!(prorate(14, 8, 9), Some(16)); // 15.75
/// assert_eq!(prorate(0, 0, 9), None);
/// ```
#[must_use]
pub fn prorate(sum: i32, answered: i32, items: i32) -> Option<i32> {
    (2 * sum * items + answered).checked_div_euclid(2 * answered)
}

#[cfg(test)]
mod tests;
