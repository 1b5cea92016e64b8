//! Why an instrument file is refused, and the limits that it must keep.

use super::points::Points;
use crate::words::Words;

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstrumentError {
    /// Name of the file.
    pub file: String,
    /// The place in the file, such as `items[phq9.5]`; empty if it is the whole file.
    pub path: String,
    /// What is wrong.
    pub reason: Reason,
}

in_english!(InstrumentError, Reason);

impl InstrumentError {
    /// File, place and reason in a sentence.
    #[must_use]
    pub fn text(&self, words: &Words) -> String {
        let (file, reason) = (&self.file, self.reason.text(words));
        if self.path.is_empty() {
            words.definition_refused(file, reason)
        } else {
            words.definition_refused_at(file, &self.path, reason)
        }
    }
}

/// What can be wrong with an instrument file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Longer than [`MOST_BYTES`].
    TooLarge,
    /// More than [`MOST_ITEMS`] items.
    TooManyItems,
    /// Nested deeper than [`MOST_NESTED`].
    TooDeep,
    /// Not JSON, a field is missing, unknown or of another type.
    Shape(String),
    /// The id is not the name of the file.
    IdIsNotFileName(String),
    /// A text that people see is empty.
    Empty(EmptyPart),
    /// The licence has no notice, or was not read at any source.
    NoLicence,
    /// Two items of one id.
    DuplicateId,
    /// Two items of one number, or numbers that do not count from 1.
    Numbering,
    /// The item names an option set that the file does not have.
    UnknownOptionSet(String),
    /// An option set with fewer than two options, or one value or label twice.
    BadOptionSet(String),
    /// The kind of item needs a field that is absent.
    FieldMissing {
        /// The item's kind.
        kind: &'static str,
        /// The field.
        field: &'static str,
    },
    /// The kind of item has no such field.
    FieldTooMany {
        /// The item's kind.
        kind: &'static str,
        /// The field.
        field: &'static str,
    },
    /// The least value is not below the greatest, or one is beyond [`MOST_POINTS`].
    BadRange,
    /// A rule names an item that does not exist.
    UnknownItem(String),
    /// A rule names an item twice.
    NamedTwice(String),
    /// An item may depend only on earlier ones.
    NotEarlier(String),
    /// A safety rule that no answer or every answer would meet.
    SafetyOutOfRange,
    /// A note for clinicians that no answer or every answer would bring.
    NoteOutOfRange,
    /// No item is asked in every form.
    NothingAsked,
    /// An item is reversed although its answers say their points.
    PointsReversed,
    /// A value for "not assessed" that is also one of the answers.
    NotAssessedOffered,
    /// A test that no answer or every answer would meet.
    TestOutOfRange(String),
    /// A condition without any rule, or with two.
    Condition,
    /// A count that nothing or everything reaches.
    HowMany,
    /// A finding without a rule, or with two.
    Finding,
    /// Two scores or findings of one name.
    Name(String),
    /// Wording is missing, and the licence class does not let the clinic bring it.
    NoWording,
    /// The scoring rule cannot work.
    Scoring(ScoringReason),
    /// The lowest band does not start at the lowest total.
    BandGap {
        /// Where the first band starts.
        found: Points,
        /// Lowest possible total.
        lowest: Points,
    },
    /// A band does not start above the one before it.
    BandOverlap(String),
    /// A band starts between two totals: the one before it would end at none.
    BandBetween(String),
    /// A band lies beyond the highest total.
    BandOutOfRange(String),
    /// A cut-off lies beyond the highest total.
    CutPointOutOfRange(i32),
    /// A finding goes by a total beyond the highest one.
    FindingOutOfRange(String),
    /// Two bands of one code.
    DuplicateBand(String),
}

/// What can be empty in an instrument file and must not be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmptyPart {
    /// The version.
    Version,
    /// The full name.
    Title,
    /// The name in tables.
    Short,
    /// The language.
    Language,
    /// How long it takes.
    Duration,
    /// How far back it asks.
    Recall,
    /// The list of sources.
    Sources,
    /// The id of an item.
    ItemId,
    /// A list of items.
    Items,
    /// The code of a case.
    CaseCode,
    /// The list of cases.
    Cases,
    /// Code or label of a band.
    Band,
}

/// Why a scoring rule cannot work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScoringReason {
    /// A total of nothing.
    NoParts,
    /// Every item may be missing.
    AllMayBeMissing,
    /// Items may be missing without a source for that.
    NoMissingRule,
    /// Either half of the rule for missing items stands alone.
    MissingAlone,
    /// Something else than a sum is multiplied, or by another number.
    Multiply,
    /// Single items are added.
    SingleItemsAdded,
    /// A decision has no result.
    NoResult,
    /// Items of something else than a sum may be missing.
    NotASum,
    /// A text or a decimal is added.
    NotAddable,
    /// An item of `first_of` has points other than its values.
    FirstOfPoints,
    /// The table of T-scores has a gap or does not rise.
    TScores,
    /// A group of items has no rule, or two.
    Group,
    /// A score has no rule, or two.
    ScoreOf,
}

/// A part of a file, or the place in the file and why it is refused.
pub(super) type LoadResult<T> = Result<T, (String, Reason)>;
