//! One form as a line of JSON in, its score as a line of JSON out: the same bytes on every host.
//!
//! In: `{"instrument": id, "answers": {item: value}, "context": {"sex": …}}`; `context` may be absent, other keys are
//! passed over. Out: the keys of [`Scored`], always all of them.

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

/// Longest line that is read, in bytes; a longer one is malformed.
pub const MOST_LINE_BYTES: usize = 1024 * 1024;

/// Answers to one form, as a line of JSON or a row of a table gives them.
#[derive(Clone, PartialEq)]
pub struct Asked<'a> {
    /// Id of the instrument; `None` if it was not given as text.
    pub instrument: Option<Cow<'a, str>>,
    /// Items and what was answered, in the order given.
    pub answers: Vec<(Cow<'a, str>, Given)>,
    /// For published rules that differ; `None` if unknown, other or not given.
    pub sex: Option<Sex>,
    /// Whether a part of the line could not be read.
    pub malformed: bool,
    /// Where a malformed line is reported.
    pub position: Position,
    /// Whether the answers may belong to other items or to another instrument: then no safety item counts as answered
    /// with zero.
    pub doubtful: bool,
}

impl Asked<'_> {
    /// A line of which nothing could be read.
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

/// A place in the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Position {
    /// Line, from 1: in the text that was read, or in a stream.
    pub line: usize,
    /// Column in bytes, from 1, where the line stops being JSON; `None` for JSON of another shape and for longer lines than
    /// [`MOST_LINE_BYTES`].
    pub column: Option<usize>,
}

impl Position {
    /// The first line as a whole.
    pub const START: Self = Self { line: 1, column: None };
}

/// What was given as the answer to an item. Texts have no points, so theirs is not kept.
#[derive(Clone, Copy, PartialEq)]
pub enum Given {
    /// Nothing: unanswered.
    Nothing,
    /// `true` or `false`.
    Boolean(bool),
    /// A number; whole ones with or without a decimal point.
    Number(f64),
    /// A text.
    Text,
    /// A list or an object, which answer nothing.
    Other,
}

/// What one form comes to. The names of the fields are the keys of the line.
#[derive(Clone, PartialEq, Serialize)]
pub struct Scored<'a> {
    /// The id that was given.
    pub instrument: Option<Cow<'a, str>>,
    /// Version of its definition; `None` where it is unknown.
    pub version: Option<&'a str>,
    /// How far the total can be trusted.
    pub status: LineStatus,
    /// The primary score.
    pub total: Option<Points>,
    /// Code of the severity band of the total.
    pub band: Option<&'a str>,
    /// Scored items that apply and were not answered; 0 on an invalid line.
    pub missing: u32,
    /// Numbers beside the total, in the order of the definition; none on an invalid line.
    #[serde(serialize_with = "object")]
    pub scores: Vec<(&'a str, Option<Points>)>,
    /// Cut-offs and decisions, in the order of the definition; none on an invalid line.
    #[serde(serialize_with = "object")]
    pub findings: Vec<(&'a str, FoundValue<'a>)>,
    /// Whether any valid answer meets its safety rule, whatever else is wrong; unknown if none does and a safety item has no
    /// valid answer, the line could not be read, or the instrument is unknown.
    pub safety: Safety,
    /// Safety items that apply and have no valid answer; 0 where the instrument is unknown.
    pub safety_unanswered: u32,
    /// Why the line is invalid.
    pub error: Option<Problem<'a>>,
}

redacted!(Asked<'_>, Given, Scored<'_>);

/// How far a score can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineStatus {
    /// Every item that counts was answered.
    Complete,
    /// A few were not; the mean of the others stands for them.
    Prorated,
    /// Too many were not: there is no total.
    NotScorable,
    /// Something is wrong with the line; `error` says what.
    Invalid,
}

impl LineStatus {
    /// The name on the line, such as `not-scorable`.
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

/// Why a line is invalid: an item, never its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem<'a> {
    /// What kind of problem.
    pub kind: ProblemKind,
    /// The item it is about.
    pub item: Option<Cow<'a, str>>,
    /// The place in the input; only of malformed lines, where it adds the keys `line` and `column`.
    #[serde(flatten)]
    pub position: Option<Position>,
}

impl Problem<'_> {
    fn malformed(position: Position) -> Self {
        Self { kind: ProblemKind::Malformed, item: None, position: Some(position) }
    }
}

/// What can be wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemKind {
    /// A value that its item does not offer. The first one in the order of the definition is named.
    InvalidValue,
    /// An item that the instrument does not have. The first one given is named.
    UnknownItem,
    /// An instrument that this version does not know.
    UnknownInstrument,
    /// Not JSON of that shape, an item given twice, or longer than [`MOST_LINE_BYTES`].
    Malformed,
}

impl ProblemKind {
    /// The name on the line, such as `invalid-value`.
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

/// Scores one line; whatever it holds, there is an answer, without a line break.
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

/// A list of names and values as a JSON object, in order.
fn object<S: Serializer, T: Serialize>(
    pairs: &[(&str, T)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().map(|(name, value)| (name, value)))
}

#[cfg(test)]
mod tests;
