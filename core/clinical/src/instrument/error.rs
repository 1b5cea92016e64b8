//! Errors of instrument files, and the limits that a file must keep.

use super::points::Points;
use crate::words::Words;

/// Largest absolute value of an item.
pub const MOST_POINTS: i32 = 1000;

/// Largest factor of a sum.
pub const MOST_MULTIPLY: i32 = 100;

/// Largest file, in bytes. A file with its wording must fit into one sealed record.
pub const MOST_BYTES: usize = 60_000;

/// Largest number of items in an instrument.
pub const MOST_ITEMS: usize = 200;

/// Deepest nesting of conditions and groups.
pub const MOST_NESTED: u8 = 4;

/// The error for an invalid instrument file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstrumentError {
    /// Name of the file.
    pub file: String,
    /// The place in the file, such as `items[phq9.5]`; empty if the error concerns the whole file.
    pub path: String,
    /// What is wrong.
    pub reason: Reason,
}

in_english!(InstrumentError, Reason);

impl InstrumentError {
    /// Returns file, place and reason as a sentence.
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

/// What is wrong with an instrument file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The file is longer than [`MOST_BYTES`].
    TooLarge,
    /// The file has more than [`MOST_ITEMS`] items.
    TooManyItems,
    /// Conditions or groups are nested deeper than [`MOST_NESTED`].
    TooDeep,
    /// The file is not JSON, or a field is missing, unknown or of the wrong type.
    Shape(String),
    /// The id differs from the file name.
    IdIsNotFileName(String),
    /// A required text or list is empty.
    Empty(EmptyPart),
    /// The licence has no notice, or no source although its class needs one.
    NoLicence,
    /// Two items have the same id.
    DuplicateId,
    /// The item numbers do not count up from 1.
    Numbering,
    /// The item names an option set that the file does not define.
    UnknownOptionSet(String),
    /// An option set has fewer than two options, a repeated value or label, or an empty label.
    BadOptionSet(String),
    /// The item lacks a field that its kind needs.
    FieldMissing {
        /// The item's kind.
        kind: &'static str,
        /// The field.
        field: &'static str,
    },
    /// The item has a field that its kind does not allow.
    FieldTooMany {
        /// The item's kind.
        kind: &'static str,
        /// The field.
        field: &'static str,
    },
    /// The lowest value is not below the highest, or one is beyond [`MOST_POINTS`].
    BadRange,
    /// A rule names an item that does not exist.
    UnknownItem(String),
    /// A rule names an item twice.
    NamedTwice(String),
    /// A condition depends on an item that does not come earlier.
    NotEarlier(String),
    /// No answer or every answer meets the safety rule.
    SafetyOutOfRange,
    /// No answer or every answer meets the note rule for clinicians.
    NoteOutOfRange,
    /// No item is asked in every form.
    NothingAsked,
    /// The item is reversed although its options give points.
    PointsReversed,
    /// The value for "not assessed" is also an answer on offer.
    NotAssessedOffered,
    /// No answer or every answer meets a test.
    TestOutOfRange(String),
    /// A condition has no rule or more than one, or a test has no bound.
    Condition,
    /// The required count of a condition is 0 or exceeds its number of items.
    HowMany,
    /// A finding has no rule or more than one.
    Finding,
    /// The name of a score or finding is empty or repeated, or its label is empty.
    Name(String),
    /// Wording is missing, and the licence class does not let the clinic supply it.
    NoWording,
    /// The scoring rule is invalid.
    Scoring(ScoringReason),
    /// The lowest band does not start at the lowest total.
    BandGap {
        /// Start of the first band.
        found: Points,
        /// Lowest possible total.
        lowest: Points,
    },
    /// A band does not start above the previous band.
    BandOverlap(String),
    /// A band starts between two possible totals.
    BandBetween(String),
    /// A band starts above the highest total, or the instrument has no total.
    BandOutOfRange(String),
    /// A cut-off is not above the lowest total or exceeds the highest.
    CutPointOutOfRange(i32),
    /// The cut-off of a finding is not above the lowest total or exceeds the highest.
    FindingOutOfRange(String),
    /// Two bands have the same code.
    DuplicateBand(String),
}

/// Parts of an instrument file that must not be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmptyPart {
    /// The version.
    Version,
    /// The full name.
    Title,
    /// The short name.
    Short,
    /// The language.
    Language,
    /// The duration text.
    Duration,
    /// The recall text.
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
    /// The code or label of a band.
    Band,
}

/// Why a scoring rule is invalid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScoringReason {
    /// The method needs a total, but there are no parts.
    NoParts,
    /// All parts may be missing.
    AllMayBeMissing,
    /// Parts may be missing, but the rule for that has no source.
    NoMissingRule,
    /// `max_missing` and `on_missing` contradict each other.
    MissingAlone,
    /// The factor is out of range, or the method is not a sum.
    Multiply,
    /// The method is single items, but there are parts to add.
    SingleItemsAdded,
    /// The method is a decision, but the first finding is not.
    NoResult,
    /// Parts may be missing although the method is not a sum.
    NotASum,
    /// A sum includes a text or a decimal.
    NotAddable,
    /// An item of `first_of` is reversed or gives points.
    FirstOfPoints,
    /// The table of T-scores has a gap or does not rise.
    TScores,
    /// A group of items has no valid rule or more than one.
    Group,
    /// A score has no rule or more than one.
    ScoreOf,
}

/// A part of a file, or the place in the file and the reason to refuse it.
pub(super) type LoadResult<T> = Result<T, (String, Reason)>;
