//! Scores many forms at once, with one column for each item. For data sets rather than patients.
//!
//! Each row has the result of [`score_values`]. Plain sums and means, which are most instruments,
//! are scored by column; all others row by row.

mod block;
mod lane;

use super::{Safety, ScoreStatus, score_values};
use crate::instrument::Instrument;
use crate::instrument::item::{Item, ItemKind};
use crate::instrument::points::Points;
use crate::instrument::rule::Context;
use crate::response::meets_safety_rule;

/// Marks an unanswered item in a column.
pub const MISSING: i8 = i8::MIN;

/// Marks a value in a column that no item offers.
pub const WRONG: i8 = i8::MAX;

/// The value of [`BatchScores::first_invalid`] if every value of the row is valid.
pub const NO_ITEM: u8 = u8::MAX;

/// Names of the numbers in [`BatchScores::status`].
pub const STATUS: [&str; 4] = ["complete", "prorated", "not-scorable", "invalid"];

const COMPLETE: u8 = 0;
const PRORATED: u8 = 1;
const NOT_SCORABLE: u8 = 2;
const INVALID: u8 = 3;

/// Scores in columns, with one row for each form. A row with an invalid value has no total and
/// nothing missing; its safety flag still counts the valid answers.
#[derive(Clone, PartialEq, Default)]
pub struct BatchScores {
    /// The primary score; NaN if there is none.
    pub totals: Vec<f32>,
    /// Indexes into [`STATUS`].
    pub status: Vec<u8>,
    /// The number of scored items that apply and were not answered.
    pub missing: Vec<u8>,
    /// Index of the first item with an invalid value, or [`NO_ITEM`].
    pub first_invalid: Vec<u8>,
    /// 1 if a valid answer meets its safety rule, such as item 9 of the PHQ-9.
    pub safety: Vec<u8>,
    /// 1 for [`Safety::Unknown`]: `safety` is 0, but a safety item has no valid answer.
    pub safety_unknown: Vec<u8>,
    /// The number of safety items that apply and have no valid answer.
    pub safety_unanswered: Vec<u8>,
}

redacted!(BatchScores);

impl BatchScores {
    /// Allocates rows. Scoring must overwrite every value of each.
    fn of_rows(rows: usize) -> Self {
        Self {
            totals: vec![0.0; rows],
            status: vec![0; rows],
            missing: vec![0; rows],
            first_invalid: vec![0; rows],
            safety: vec![0; rows],
            safety_unknown: vec![0; rows],
            safety_unanswered: vec![0; rows],
        }
    }
}

/// Why columns cannot be scored.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BatchError {
    /// The instrument has no such item.
    #[error("unknown item {0:?}")]
    UnknownItem(String),
    /// The item offers numbers outside -127 to 126. Columns reserve 127 for [`WRONG`] and -128 for
    /// [`MISSING`].
    #[error(
        "{0:?} offers numbers outside -127 to 126, which columns cannot store: score lines instead"
    )]
    TooWide(String),
    /// An item has two columns.
    #[error("two columns for {0:?}")]
    Twice(String),
    /// A column's length differs from that of the first.
    #[error("the column for {item:?} has {found} rows, the first has {expected}")]
    Rows {
        /// The item of the column.
        item: String,
        /// Its length.
        found: usize,
        /// Length of the first column.
        expected: usize,
    },
}

/// Scores rows of answers, given as one column for each item, in any order. Items without a column
/// are unanswered.
///
/// Each value is one that its item offers, or [`MISSING`]; booleans are 0 and 1. Answered decimals
/// and texts, which have no points, are 0. `context` applies to all rows. For millions of rows,
/// calls with some ten thousand each are fastest, because they reuse memory.
///
/// # Errors
/// [`BatchError::UnknownItem`], [`BatchError::TooWide`], [`BatchError::Twice`] or
/// [`BatchError::Rows`] for the first column that does not fit.
///
/// ```
/// use interlude_clinical::score::batch::{MISSING, STATUS, score_batch};
/// use interlude_clinical::{catalogue::instrument, instrument::rule::Context};
/// let columns: [(&str, &[i8]); 2] = [("phq2.1", &[3, 1, 0]), ("phq2.2", &[2, MISSING, 7])];
/// let scores = score_batch(instrument("phq2").unwrap(), &columns, Context::default()).unwrap();
/// assert_eq!(scores.totals[0], 5.0);
/// assert!(scores.totals[1].is_nan() && scores.totals[2].is_nan());
/// let status = [0, 1, 2].map(|row| STATUS[usize::from(scores.status[row])]);
/// assert_eq!(status, ["complete", "not-scorable", "invalid"]);
/// assert_eq!(scores.first_invalid[2], 1);
/// ```
pub fn score_batch(
    instrument: &Instrument,
    columns: &[(&str, &[i8])],
    context: Context,
) -> Result<BatchScores, BatchError> {
    let (places, rows) = placed(instrument, columns)?;
    let mut scores = BatchScores::of_rows(rows);
    match block::Plan::new(instrument, &places) {
        Some(plan) => plan.score(&mut scores),
        None => row_by_row(instrument, &places, context, &mut scores),
    }
    let flags = scores.safety.iter().zip(&scores.safety_unanswered);
    for (unknown, (safety, open)) in scores.safety_unknown.iter_mut().zip(flags) {
        *unknown = u8::from(Safety::of(*safety != 0, (*open).into()) == Safety::Unknown);
    }
    Ok(scores)
}

/// A column for each item, in the order of the definition; `None` if the item has none.
type Places<'c> = Vec<Option<&'c [i8]>>;

/// Returns the columns in the order of the items, and their length.
fn placed<'c>(
    instrument: &Instrument,
    columns: &[(&str, &'c [i8])],
) -> Result<(Places<'c>, usize), BatchError> {
    let expected = columns.first().map_or(0, |(_, column)| column.len());
    let mut places: Places<'c> = vec![None; instrument.items.len()];
    for (id, column) in columns {
        let mut items = instrument.items.iter().zip(&mut places);
        let Some((item, slot)) = items.find(|(item, _)| item.id == *id) else {
            return Err(BatchError::UnknownItem((*id).to_owned()));
        };
        if !item
            .values()
            .all(|value| i8::try_from(value).is_ok_and(|it| it > MISSING && it < WRONG))
        {
            return Err(BatchError::TooWide((*id).to_owned()));
        }
        if slot.replace(column).is_some() {
            return Err(BatchError::Twice((*id).to_owned()));
        }
        if column.len() != expected {
            let (item, found) = ((*id).to_owned(), column.len());
            return Err(BatchError::Rows { item, found, expected });
        }
    }
    Ok((places, expected))
}

/// Whether an item accepts a column value other than [`MISSING`].
fn takes(item: &Item, value: i8) -> bool {
    match item.kind {
        ItemKind::Decimal { .. } | ItemKind::Text { .. } => value == 0,
        ItemKind::Choice { .. } | ItemKind::Number { .. } | ItemKind::Boolean => {
            item.offers(i32::from(value))
        }
    }
}

/// Converts points to the number type of columns.
fn float(points: Points) -> f32 {
    // Totals are far below 2²⁴ tenths, so the conversion is exact.
    points.tenths() as f32 / 10.0
}

fn small(count: u32) -> u8 {
    u8::try_from(count).unwrap_or(u8::MAX)
}

fn row_by_row(
    instrument: &Instrument,
    places: &[Option<&[i8]>],
    context: Context,
    scores: &mut BatchScores,
) {
    let BatchScores { totals, status, missing, first_invalid, safety, safety_unanswered, .. } =
        scores;
    let rows = totals.iter_mut().zip(status).zip(missing);
    let rows = rows.zip(first_invalid).zip(safety).zip(safety_unanswered).enumerate();
    for (row, (((((total, status), missing), first_invalid), safety), open)) in rows {
        let mut wrong = None;
        let mut values = Vec::with_capacity(places.len());
        for (place, (item, column)) in instrument.items.iter().zip(places).enumerate() {
            let given = column.and_then(|it| it.get(row)).copied();
            let given =
                given.filter(|it| *it != MISSING && item.not_assessed != Some((*it).into()));
            let value = given.filter(|value| takes(item, *value));
            if given.is_some() && value.is_none() && wrong.is_none() {
                wrong = u8::try_from(place).ok();
            }
            values.push(value.map(i32::from));
        }
        let score = score_values(instrument, values, context);
        *safety = u8::from(score.safety == Safety::Met);
        *open = small(score.safety_unanswered);
        *first_invalid = wrong.unwrap_or(NO_ITEM);
        if wrong.is_some() {
            (*total, *status, *missing) = (f32::NAN, INVALID, 0);
            continue;
        }
        *missing = small(score.missing);
        *total = score.total.map_or(f32::NAN, float);
        *status = match score.status {
            ScoreStatus::Complete => COMPLETE,
            ScoreStatus::Prorated => PRORATED,
            ScoreStatus::NotScorable => NOT_SCORABLE,
        };
    }
}

/// Whether a value of a column meets the safety rule of its item.
fn trips(item: &Item, value: i8) -> bool {
    meets_safety_rule(item, i32::from(value))
}

#[cfg(test)]
mod tests;
