//! Scoring for research: one form as a line of JSON, or many forms as columns of bytes.
//!
//! The scores are those of app and dashboard. In Python, prefer `score_batch` of `interlude_numpy`
//! (`ffi/python`), which takes numpy arrays. The examples are in Python.

use interlude_clinical::catalogue::{self, CatalogueError};
use interlude_clinical::instrument::rule::Context;
use interlude_clinical::score::batch::{self, BatchError, BatchScores};
use interlude_clinical::{instrument, line};

/// Why columns were not scored.
#[derive(Debug, Clone, thiserror::Error, uniffi::Error)]
pub enum ScoreError {
    /// This version has no instrument with that id.
    #[error("{text}")]
    UnknownInstrument {
        /// Names the unknown id, for developers.
        text: String,
    },
    /// The instrument has no such item.
    #[error("{text}")]
    UnknownItem {
        /// Names the unknown id, for developers.
        text: String,
    },
    /// The bytes do not divide into one column per item, an item has two columns, or an item offers
    /// values beyond -127 to 126.
    #[error("{text}")]
    Shape {
        /// Says what does not fit, for developers.
        text: String,
    },
    /// The sex is not male, female, other or unknown.
    #[error("{text}")]
    Sex {
        /// Lists the allowed words, for developers.
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

/// Scores of many forms: a column for each figure, a row for each form.
///
/// A row with an invalid value has no total and 0 missing; its safety figures count the valid
/// answers. All columns but `totals` have one byte per row.
#[derive(uniffi::Record)]
pub struct ScoredColumns {
    /// The primary score in points, as little-endian 32-bit floats; NaN without a total.
    pub totals: Vec<u8>,
    /// How far to trust the total: 0 complete, 1 prorated, 2 not scorable, 3 invalid.
    pub status: Vec<u8>,
    /// Number of scored items that apply and were not answered.
    pub missing: Vec<u8>,
    /// Index in [`item_ids`] of the first item with an invalid value; 255 if all values are valid.
    pub first_invalid: Vec<u8>,
    /// 1 if a valid answer meets its safety rule, such as item 9 of the PHQ-9 above zero; else 0.
    pub safety: Vec<u8>,
    /// 1 if `safety` is 0 although a safety item that applies has no valid answer. Not a "no".
    pub safety_unknown: Vec<u8>,
    /// Number of safety items that apply and have no valid answer.
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

/// Scores one form, as the command `interlude score` does: takes and returns a line of JSON.
///
/// Input: `{"instrument": id, "answers": {item: value}, "context": {"sex": word}}`; `context` is
/// optional, `null` is unanswered. The result always has the keys `instrument`, `version`, `status`,
/// `total`, `band`, `missing`, `scores`, `findings`, `safety`, `safety_unanswered` and `error`. It has
/// no line break. Never fails: a mistake in the line gives status `invalid` and an `error`.
///
/// `safety` is `true`, `false`, or `null` if a safety item was not answered or could not be read.
///
/// ```python
/// >>> import interlude, json
/// >>> line = '{"instrument":"gad2","answers":{"gad2.1":3,"gad2.2":1}}'
/// >>> json.loads(interlude.score_line(line))["total"]
/// 4
/// >>> json.loads(interlude.score_line("{}"))["status"]
/// 'invalid'
///
/// ```
#[uniffi::export]
#[must_use]
pub fn score_line(line: &str) -> String {
    line::score_line(line.as_bytes())
}

/// Returns the ids of the items of an instrument, in the order of its definition.
///
/// # Errors
/// [`ScoreError::UnknownInstrument`].
///
/// ```python
/// >>> import interlude
/// >>> interlude.item_ids("gad2")
/// ['gad2.1', 'gad2.2']
///
/// ```
#[uniffi::export]
pub fn item_ids(instrument: &str) -> Result<Vec<String>, ScoreError> {
    let instrument = catalogue::instrument(instrument)?;
    Ok(instrument.items.iter().map(|item| item.id.clone()).collect())
}

/// Scores many forms of one instrument.
///
/// `columns` concatenates one column for each of `items`, all of the same length: one signed byte
/// per form, with the value of the answer or -128 for no answer. Booleans are 0 and 1; answered
/// decimals and texts are 0. Items without a column are unanswered. `sex` is `male`, `female`,
/// `other`, `unknown` or absent, for all forms. Call it with some ten thousand forms at a time.
///
/// # Errors
/// [`ScoreError::UnknownInstrument`], [`ScoreError::UnknownItem`], [`ScoreError::Shape`] or
/// [`ScoreError::Sex`], for the whole call. A value that an item does not offer is no error: its row
/// has status 3.
///
/// ```python
/// >>> import interlude, struct
/// >>> columns = struct.pack("3b", 3, 1, 9) + struct.pack("3b", 2, -128, 0)
/// >>> scores = interlude.score_columns("gad2", ["gad2.1", "gad2.2"], columns, None)
/// >>> struct.unpack("<3f", scores.totals), list(scores.status), list(scores.first_invalid)
/// ((5.0, nan, nan), [0, 2, 3], [255, 255, 0])
///
/// ```
#[uniffi::export]
#[expect(clippy::needless_pass_by_value, reason = "UniFFI passes lists and options by value")]
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
    let text = "sex must be male, female, other or unknown".to_owned();
    line::sex(word).ok_or(ScoreError::Sex { text })
}
