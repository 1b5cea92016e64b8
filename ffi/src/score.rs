//! Scoring for data people: lines of JSON, and columns as bytes. Python's numpy side is `ffi/python`.

use interlude_clinical::catalogue::{self, CatalogueError};
use interlude_clinical::instrument::rule::Context;
use interlude_clinical::score::batch::{self, BatchError, BatchScores};
use interlude_clinical::{instrument, line};

/// Why columns were not scored.
#[derive(Debug, Clone, thiserror::Error, uniffi::Error)]
pub enum ScoreError {
    /// No such instrument in this version.
    #[error("{text}")]
    UnknownInstrument {
        /// What is wrong.
        text: String,
    },
    /// The instrument has no such item.
    #[error("{text}")]
    UnknownItem {
        /// What is wrong.
        text: String,
    },
    /// Bytes that are not as many for each item, or two columns for one item.
    #[error("{text}")]
    Shape {
        /// What is wrong.
        text: String,
    },
    /// Another word for a sex than male, female, other and unknown.
    #[error("{text}")]
    Sex {
        /// What is wrong.
        text: String,
    },
}

impl From<CatalogueError> for ScoreError {
    fn from(error: CatalogueError) -> Self {
        Self::UnknownInstrument { text: error.to_string() }
    }
}

impl From<BatchError> for ScoreError {
    fn from(error: BatchError) -> Self {
        let text = error.to_string();
        if matches!(error, BatchError::UnknownItem(_)) {
            Self::UnknownItem { text }
        } else {
            Self::Shape { text }
        }
    }
}

/// Scores of many forms, one column for each figure; see `BatchScores` of core.
#[derive(uniffi::Record)]
pub struct ScoredColumns {
    /// Totals: four bytes each, little-endian, not a number where there is none.
    pub totals: Vec<u8>,
    /// 0 complete, 1 prorated, 2 not scorable, 3 invalid.
    pub status: Vec<u8>,
    /// Scored items that apply and were not answered.
    pub missing: Vec<u8>,
    /// Place of the first invalid item in the definition, 255 where there is none.
    pub first_invalid: Vec<u8>,
    /// 1 where a valid answer meets its safety rule.
    pub safety: Vec<u8>,
    /// 1 where none does, but a safety item that applies has no valid answer.
    pub safety_unknown: Vec<u8>,
    /// Safety items that apply and have no valid answer.
    pub safety_unanswered: Vec<u8>,
}

impl From<BatchScores> for ScoredColumns {
    fn from(scores: BatchScores) -> Self {
        let mut totals = vec![0; scores.totals.len().saturating_mul(4)];
        for (to, total) in totals.chunks_exact_mut(4).zip(scores.totals) {
            to.copy_from_slice(&total.to_le_bytes());
        }
        Self {
            totals,
            status: scores.status,
            missing: scores.missing,
            first_invalid: scores.first_invalid,
            safety: scores.safety,
            safety_unknown: scores.safety_unknown,
            safety_unanswered: scores.safety_unanswered,
        }
    }
}

/// Scores one form: a line of JSON in, a line of JSON out, as the program `interlude score` does.
#[uniffi::export]
#[must_use]
pub fn score_line(line: &str) -> String {
    line::score_line(line.as_bytes())
}

/// Ids of the items of an instrument, in the order of its definition.
#[uniffi::export]
pub fn item_ids(instrument: &str) -> Result<Vec<String>, ScoreError> {
    let instrument = catalogue::instrument(instrument)?;
    Ok(instrument.items.iter().map(|item| item.id.clone()).collect())
}

/// Scores rows of answers: for each of `items` one column of signed bytes, where -128 is unanswered. The columns lie one
/// after the other in `columns`, which is read where it is: as many bytes for each item.
#[uniffi::export]
#[expect(clippy::needless_pass_by_value, reason = "lists and what is optional cross owned")]
pub fn score_columns(
    instrument: &str,
    items: Vec<String>,
    columns: &[u8],
    sex: Option<String>,
) -> Result<ScoredColumns, ScoreError> {
    let instrument = catalogue::instrument(instrument)?;
    let context = Context { sex: sex.as_deref().map_or(Ok(None), known_sex)? };
    let rows = columns.len().checked_div(items.len()).unwrap_or_default();
    if items.len().checked_mul(rows) != Some(columns.len()) {
        let text = format!("{} bytes for {} items", columns.len(), items.len());
        return Err(ScoreError::Shape { text });
    }
    let signed: Vec<i8> = columns.iter().map(|it| it.cast_signed()).collect();
    let column = |place: usize| signed.get(place * rows..).and_then(|it| it.get(..rows));
    let named: Vec<(&str, &[i8])> = items
        .iter()
        .enumerate()
        .map(|(place, item)| (item.as_str(), column(place).unwrap_or_default()))
        .collect();
    Ok(batch::score_batch(instrument, &named, context)?.into())
}

fn known_sex(word: &str) -> Result<Option<instrument::rule::Sex>, ScoreError> {
    let text = "sex is male, female, other or unknown".to_owned();
    line::sex(word).ok_or(ScoreError::Sex { text })
}
