//! Reads a form as a line of JSON and returns its score as a line of JSON, with the same bytes on
//! every host.
//!
//! Input: `{"instrument": id, "answers": {item: value}, "context": {"sex": …}}`. `context` is
//! optional; other keys are ignored. Output: all keys of [`Scored`].

mod judge;
mod nan;
mod read;
mod value;

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use crate::instrument::points::Points;
use crate::instrument::rule::Sex;
use crate::score::{FoundValue, Safety, ScoreStatus};
pub use judge::judge;
pub use read::{read, sex};
pub use value::{ItemValue, item_value};

/// Longest line, in bytes. A longer line is malformed.
pub const MOST_LINE_BYTES: usize = 1024 * 1024;

/// The answers to one form, from a line of JSON or a row of a table.
#[derive(Clone, PartialEq)]
pub struct Line<'a> {
    /// Id of the instrument; `None` if it is not a string.
    pub instrument: Option<Cow<'a, str>>,
    /// Item ids and answers, in the order given.
    pub answers: Vec<(Cow<'a, str>, LineValue)>,
    /// Sex, for published rules that depend on it; `None` if unknown, other or absent.
    pub sex: Option<Sex>,
    /// Whether part of the line could not be read.
    pub malformed: bool,
    /// The position to report for a malformed line.
    pub position: Position,
    /// Whether the answers may belong to other items or to another instrument. Safety is then never
    /// [`Safety::NotMet`].
    pub doubtful: bool,
}

impl Line<'_> {
    /// A line that could not be read at all.
    #[must_use]
    pub const fn unreadable(position: Position) -> Self {
        Self {
            instrument: None,
            answers: Vec::new(),
            sex: None,
            malformed: true,
            position,
            doubtful: true,
        }
    }
}

/// A position in the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Position {
    /// Line number from 1, in the text or the stream.
    pub line: usize,
    /// Column in bytes, from 1, of the JSON syntax error; `None` for JSON of another shape and for
    /// lines longer than [`MOST_LINE_BYTES`].
    pub column: Option<usize>,
}

impl Position {
    /// The first line, without a column.
    pub const START: Self = Self { line: 1, column: None };
}

/// The answer to an item. The content of a text is not kept, because texts have no points.
#[derive(Clone, Copy, PartialEq)]
pub enum LineValue {
    /// No answer.
    Nothing,
    /// `true` or `false`.
    Boolean(bool),
    /// A number; whole numbers may have a decimal point.
    Number(f64),
    /// A text.
    Text,
    /// A list or an object, which answers no item.
    Other,
}

/// The score of one form. The field names are the keys of the output.
#[derive(Clone, PartialEq, Serialize)]
pub struct Scored<'a> {
    /// The id from the input.
    pub instrument: Option<Cow<'a, str>>,
    /// Version of the definition; `None` if the instrument is unknown.
    pub version: Option<&'a str>,
    /// Whether the score is complete.
    pub status: LineStatus,
    /// The primary score.
    pub total: Option<Points>,
    /// Code of the severity band of the total.
    pub band: Option<&'a str>,
    /// The number of scored items that apply and were not answered; 0 for an invalid line.
    pub missing: u32,
    /// Scores besides the total, in the order of the definition; empty for an invalid line.
    #[serde(serialize_with = "object")]
    pub scores: Vec<(&'a str, Option<Points>)>,
    /// Cut-offs and decisions, in the order of the definition; empty for an invalid line.
    #[serde(serialize_with = "object")]
    pub findings: Vec<(&'a str, FoundValue<'a>)>,
    /// Whether any valid answer meets its safety rule, even on an invalid line. Unknown if none
    /// does and a safety item has no valid answer, the line could not be read, or the instrument is
    /// unknown.
    pub safety: Safety,
    /// The number of safety items that apply and have no valid answer; 0 if the instrument is
    /// unknown.
    pub safety_unanswered: u32,
    /// Why the line is invalid.
    pub error: Option<Problem<'a>>,
}

redacted!(Line<'_>, LineValue, Scored<'_>);

/// The status of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineStatus {
    /// Every scored item was answered.
    Complete,
    /// A few items were not answered; the mean of the others replaces them.
    Prorated,
    /// Too many items were not answered: there is no total.
    NotScorable,
    /// The line is invalid; `error` says why.
    Invalid,
}

impl LineStatus {
    /// The name in the output, such as `not-scorable`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Prorated => "prorated",
            Self::NotScorable => "not-scorable",
            Self::Invalid => "invalid",
        }
    }
}

impl From<ScoreStatus> for LineStatus {
    fn from(status: ScoreStatus) -> Self {
        match status {
            ScoreStatus::Complete => Self::Complete,
            ScoreStatus::Prorated => Self::Prorated,
            ScoreStatus::NotScorable => Self::NotScorable,
        }
    }
}

/// Why a line is invalid. It names the item, never the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem<'a> {
    /// The kind of problem.
    pub kind: ProblemKind,
    /// The item concerned.
    pub item: Option<Cow<'a, str>>,
    /// The position, for malformed lines only; adds the keys `line` and `column`.
    #[serde(flatten)]
    pub position: Option<Position>,
}

impl Problem<'_> {
    fn malformed(position: Position) -> Self {
        Self { kind: ProblemKind::Malformed, item: None, position: Some(position) }
    }
}

/// Kinds of problems with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemKind {
    /// The item does not offer the value. `item` is the first such item in the order of the
    /// definition.
    InvalidValue,
    /// The instrument does not have the item. `item` is the first such item in the input.
    UnknownItem,
    /// This version does not know the instrument.
    UnknownInstrument,
    /// The line is not JSON of the expected shape, gives an item twice, or is longer than
    /// [`MOST_LINE_BYTES`].
    Malformed,
}

impl ProblemKind {
    /// The name in the output, such as `invalid-value`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::InvalidValue => "invalid-value",
            Self::UnknownItem => "unknown-item",
            Self::UnknownInstrument => "unknown-instrument",
            Self::Malformed => "malformed",
        }
    }
}

/// Scores one line. Every input gives one line of output, without a line break.
///
/// ```
/// use interlude_clinical::line::score_line;
/// let line = score_line(br#"{"instrument":"phq2","answers":{"phq2.1":2,"phq2.2":1}}"#);
/// assert!(line.starts_with(r#"{"instrument":"phq2","version":"2003","status":"complete","total":3,"#), "{line}");
/// let line = score_line(b"not JSON");
/// assert!(line.ends_with(r#""error":{"kind":"malformed","item":null,"line":1,"column":2}}"#), "{line}");
/// ```
#[must_use]
pub fn score_line(line: &[u8]) -> String {
    serde_json::to_string(&judge(read(line))).unwrap_or_default()
}

/// Writes names and values as a JSON object, in order.
fn object<S: Serializer, T: Serialize>(
    pairs: &[(&str, T)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().map(|(name, value)| (name, value)))
}

#[cfg(test)]
mod tests;
