//! Why an instrument file is refused, and the limits that it must keep.

use super::points::Points;

/// Greatest value that an item may have, above or below zero.
pub const MOST_POINTS: i32 = 1000;

/// Greatest number that a sum is multiplied by.
pub const MOST_MULTIPLY: i32 = 100;

/// Largest file, in bytes: with its wording it must fit into one sealed record.
pub const MOST_BYTES: usize = 60_000;

/// Most items of an instrument.
pub const MOST_ITEMS: usize = 200;

/// How deep conditions and groups may be nested.
pub const MOST_NESTED: u8 = 4;

/// Why an instrument file was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}{}: {reason}", if .path.is_empty() { String::new() } else { format!(", {path}") })]
pub struct InstrumentError {
    /// Name of the file.
    pub file: String,
    /// The place in the file, such as `items[phq9.5]`; empty if it is the whole file.
    pub path: String,
    /// What is wrong.
    pub reason: Reason,
}

/// What can be wrong with an instrument file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Longer than [`MOST_BYTES`].
    #[error("larger than {MOST_BYTES} bytes")]
    TooLarge,
    /// More than [`MOST_ITEMS`] items.
    #[error("more than {MOST_ITEMS} items")]
    TooManyItems,
    /// Nested deeper than [`MOST_NESTED`].
    #[error("conditions and groups may be nested {MOST_NESTED} deep")]
    TooDeep,
    /// Not JSON, a field is missing, unknown or of another type.
    #[error("{0}")]
    Shape(String),
    /// The id is not the name of the file.
    #[error("the id {0:?} is not the name of the file")]
    IdIsNotFileName(String),
    /// A text that people see is empty.
    #[error("{0} is empty")]
    Empty(&'static str),
    /// The licence has no notice, or was not read at any source.
    #[error("the licence has no notice or names no source")]
    NoLicence,
    /// Two items of one id.
    #[error("the id is used twice")]
    DuplicateId,
    /// Two items of one number, or numbers that do not count from 1.
    #[error("numbers must count from 1 in order")]
    Numbering,
    /// The item names an option set that the file does not have.
    #[error("unknown option set {0:?}")]
    UnknownOptionSet(String),
    /// An option set with fewer than two options, or one value or label twice.
    #[error("option set {0:?} needs two or more options with distinct values and labels")]
    BadOptionSet(String),
    /// The kind of item needs a field that is absent.
    #[error("an item of kind {kind:?} needs {field}")]
    FieldMissing {
        /// The item's kind.
        kind: &'static str,
        /// The field.
        field: &'static str,
    },
    /// The kind of item has no such field.
    #[error("an item of kind {kind:?} has no {field}")]
    FieldTooMany {
        /// The item's kind.
        kind: &'static str,
        /// The field.
        field: &'static str,
    },
    /// The least value is not below the greatest, or one is beyond [`MOST_POINTS`].
    #[error("the least value must be below the greatest, both within {MOST_POINTS} of zero")]
    BadRange,
    /// A rule names an item that does not exist.
    #[error("unknown item {0:?}")]
    UnknownItem(String),
    /// A rule names an item twice.
    #[error("names {0:?} twice")]
    NamedTwice(String),
    /// An item may depend only on earlier ones.
    #[error("depends on {0:?}, which does not come earlier")]
    NotEarlier(String),
    /// A safety rule that no answer or every answer would meet.
    #[error("the safety rule must lie above the least and not above the greatest value")]
    SafetyOutOfRange,
    /// A note for clinicians that no answer or every answer would bring.
    #[error("the note must lie above the least and not above the greatest value")]
    NoteOutOfRange,
    /// No item is asked in every form.
    #[error("at least one item must be asked in every form")]
    NothingAsked,
    /// An item is reversed although its answers say their points.
    #[error("its answers say their points: reverse would change nothing")]
    PointsReversed,
    /// A value for "not assessed" that is also one of the answers.
    #[error("the value for \"not assessed\" must not be one of the answers")]
    NotAssessedOffered,
    /// A test that no answer or every answer would meet.
    #[error("the test must be met by some answers to {0:?} and not by all")]
    TestOutOfRange(String),
    /// A condition without any rule, or with two.
    #[error("a condition is one of of, all, any or sex_is_not, and a test has a bound")]
    Condition,
    /// A count that nothing or everything reaches.
    #[error("how_many must be between 1 and the number of items")]
    HowMany,
    /// A finding without a rule, or with two.
    #[error("a finding has one rule: decision, when, answer_of, total, counts or parts")]
    Finding,
    /// Two scores or findings of one name.
    #[error("the name {0:?} is used twice or empty")]
    Name(String),
    /// Wording is missing, and the licence class does not let the clinic bring it.
    #[error("the wording is missing")]
    NoWording,
    /// The scoring rule cannot work.
    #[error("scoring: {0}")]
    Scoring(&'static str),
    /// The lowest band does not start at the lowest total.
    #[error("bands leave a gap: the first starts at {found}, the lowest total is {lowest}")]
    BandGap {
        /// Where the first band starts.
        found: Points,
        /// Lowest possible total.
        lowest: Points,
    },
    /// A band does not start above the one before it.
    #[error("bands overlap: {0:?} does not start above the band before it")]
    BandOverlap(String),
    /// A band starts between two totals: the one before it would end at none.
    #[error("the band {0:?} starts between two totals")]
    BandBetween(String),
    /// A band or cut-off lies beyond the highest total.
    #[error("{0} lies outside the range of totals")]
    OutOfRange(String),
    /// Two bands of one code.
    #[error("the band code {0:?} is used twice")]
    DuplicateBand(String),
}

/// A part of a file, or the place in the file and why it is refused.
pub(super) type LoadResult<T> = Result<T, (String, Reason)>;
