//! A clinic's definitions as they are stored, and how they are read.

use super::rules::{LossRule, Remission, Rules, RulesError};
use crate::entry::current::standing;
use crate::entry::{Entry, Filed, OutcomeRules};

/// Ranges in which a clinic's definitions make sense: days before the first infusion, days between series, and scores
/// in a row.
const BASELINE_DAYS: std::ops::RangeInclusive<u16> = 0..=90;
const SERIES_GAP_DAYS: std::ops::RangeInclusive<u16> = 1..=365;
const CONFIRM: std::ops::RangeInclusive<u16> = 1..=5;

impl Rules {
    /// Reads a clinic's definitions.
    ///
    /// # Errors
    /// A [`RulesError`] for the first definition that is out of range or is not one.
    pub fn from_entry(entry: &OutcomeRules) -> Result<Self, RulesError> {
        let within = |days: u16, range: &std::ops::RangeInclusive<u16>| {
            if range.contains(&days) { Ok(i64::from(days)) } else { Err(RulesError::Range) }
        };
        let remission = entry.remission.iter().map(|(id, text)| {
            let remission: Remission = text.parse()?;
            Ok((id.clone(), remission))
        });
        let confirm = within(entry.confirm, &CONFIRM)?;
        Ok(Self {
            baseline_days: within(entry.baseline_days, &BASELINE_DAYS)?,
            series_gap_days: within(entry.series_gap_days, &SERIES_GAP_DAYS)?,
            loss: entry.loss.parse::<LossRule>()?,
            confirm: usize::try_from(confirm).unwrap_or(1),
            remission_of: remission.collect::<Result<_, RulesError>>()?,
            ..Self::usual().clone()
        })
    }

    /// The newest definitions among a clinic's entries that can be read; the usual ones if there are none.
    #[must_use]
    pub fn told_by(entries: &[Filed<'_>]) -> Self {
        let current = standing(entries).current;
        let newest = current.iter().rev().find_map(|it| {
            let Entry::OutcomeRules(rules) = it.entry else { return None };
            Self::from_entry(rules).ok()
        });
        newest.unwrap_or_else(|| Self::usual().clone())
    }

    /// Whether an entry can change what [`Rules::told_by`] returns.
    #[must_use]
    pub fn is_told_by(entry: &Entry) -> bool {
        matches!(entry, Entry::OutcomeRules(_) | Entry::Retraction(_))
    }
}
