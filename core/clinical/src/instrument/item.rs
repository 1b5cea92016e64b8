//! Items of an instrument: wording, answers on offer, and safety rules.

use serde::{Deserialize, Serialize};

use super::Direction;
use super::facts::Mark;
use super::rule::Condition;
use crate::words::Words;

/// One question of an instrument.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Stable id, such as `phq9.9`; used in stored answers.
    pub id: String,
    /// Number on screen; `None` for unnumbered items.
    pub number: Option<u16>,
    /// Short label for tables; `None` if the number is enough.
    pub label: Option<String>,
    /// The question, verbatim; empty until the clinic supplies it.
    pub text: String,
    /// Source of the wording, if it was not read; `None` otherwise.
    pub wording_mark: Option<Mark>,
    /// Whether the item is shown without the stem.
    pub without_stem: bool,
    /// The answers on offer.
    pub kind: ItemKind,
    /// Whether the points are reversed.
    pub reverse: bool,
    /// A value that some systems record for "not assessed". It is not an answer and is never
    /// offered.
    pub not_assessed: Option<i32>,
    /// Whether every form asks the item. Other items are under "Add more".
    pub core: bool,
    /// The answers that trigger crisis help; `None` for most items.
    pub safety: Option<SafetyRule>,
    /// The answers shown to clinicians beside the score; `None` for most items. Patients never see
    /// them.
    pub clinician_note: Option<NoteRule>,
    /// When the item is asked and counted; `None` means always.
    pub enable_when: Option<Condition>,
    /// Which direction is better, for items that are not part of a total.
    pub direction: Option<Direction>,
    /// LOINC code of the item.
    pub loinc: Option<String>,
}

impl Item {
    /// Lowest and highest value: 0 and 1 for booleans, 0 and 0 for texts.
    #[must_use]
    pub fn range(&self) -> (i32, i32) {
        match &self.kind {
            ItemKind::Choice { options, .. } => {
                options
                    .iter()
                    .map(|option| option.value)
                    .fold(None, |range: Option<(i32, i32)>, value| {
                        Some(range.map_or((value, value), |(low, high)| {
                            (low.min(value), high.max(value))
                        }))
                    })
                    .unwrap_or((0, 0))
            }
            ItemKind::Number { min, max, .. } | ItemKind::Decimal { min, max, .. } => (*min, *max),
            ItemKind::Boolean => (0, 1),
            ItemKind::Text { .. } => (0, 0),
        }
    }

    /// Whether `value` is an answer on offer; booleans offer 0 and 1, decimals and texts nothing.
    #[must_use]
    pub fn offers(&self, value: i32) -> bool {
        match &self.kind {
            ItemKind::Choice { options, .. } => options.iter().any(|option| option.value == value),
            ItemKind::Number { min, max, .. } => (*min..=*max).contains(&value),
            ItemKind::Boolean => (0..=1).contains(&value),
            ItemKind::Decimal { .. } | ItemKind::Text { .. } => false,
        }
    }

    /// All whole numbers on offer; empty for decimals and texts.
    pub fn values(&self) -> impl Iterator<Item = i32> + '_ {
        let (options, range) = match &self.kind {
            ItemKind::Choice { options, .. } => (options.as_slice(), None),
            ItemKind::Number { min, max, .. } => (&[][..], Some(*min..=*max)),
            ItemKind::Boolean => (&[][..], Some(0..=1)),
            ItemKind::Decimal { .. } | ItemKind::Text { .. } => (&[][..], None),
        };
        options.iter().map(|option| option.value).chain(range.into_iter().flatten())
    }

    /// The points of a value: those of its option, or else the value itself, reversed if the item
    /// is.
    #[must_use]
    pub fn points(&self, value: i32) -> i32 {
        if let ItemKind::Choice { options, .. } = &self.kind
            && let Some(points) =
                options.iter().find(|it| it.value == value).and_then(|it| it.points)
        {
            return points;
        }
        if !self.reverse {
            return value;
        }
        let (low, high) = self.range();
        low + high - value
    }

    /// Whether any option gives points. Such points are never reversed.
    pub(crate) fn gives_points(&self) -> bool {
        let ItemKind::Choice { options, .. } = &self.kind else { return false };
        options.iter().any(|option| option.points.is_some())
    }

    /// Lowest and highest points of an answer.
    #[must_use]
    pub fn points_range(&self) -> (i32, i32) {
        let points = self.values().map(|value| self.points(value));
        let ends = points.fold(None, |ends: Option<(i32, i32)>, points| {
            Some(ends.map_or((points, points), |(low, high)| (low.min(points), high.max(points))))
        });
        ends.unwrap_or_default()
    }

    /// Whether the question and all options have wording.
    #[must_use]
    pub fn has_wording(&self) -> bool {
        !self.text.is_empty()
            && match &self.kind {
                ItemKind::Choice { options, .. } => options.iter().all(|it| !it.label.is_empty()),
                ItemKind::Number { .. }
                | ItemKind::Decimal { .. }
                | ItemKind::Boolean
                | ItemKind::Text { .. } => true,
            }
    }

    /// The label of an option; `None` if no option has this value or the label is empty.
    #[must_use]
    pub fn option_label(&self, value: i32) -> Option<&str> {
        let ItemKind::Choice { options, .. } = &self.kind else { return None };
        let option = options.iter().find(|option| option.value == value)?;
        Some(option.label.as_str()).filter(|label| !label.is_empty())
    }

    /// The text for a value: the option's label, Yes or No, or the number itself.
    #[must_use]
    pub fn label_of(&self, value: i32, words: &Words) -> String {
        let label = match &self.kind {
            ItemKind::Choice { .. } => self.option_label(value).map(str::to_owned),
            ItemKind::Boolean if value == 0 => Some(words.answer_no()),
            ItemKind::Boolean => Some(words.answer_yes()),
            ItemKind::Number { .. } | ItemKind::Decimal { .. } | ItemKind::Text { .. } => None,
        };
        label.unwrap_or_else(|| value.to_string())
    }

    /// The item's name in a sentence: its label, or else `item 9`.
    #[must_use]
    pub fn name(&self, words: &Words) -> String {
        match (&self.label, self.number) {
            (Some(label), _) => label.clone(),
            (None, Some(number)) => words.item_number(number),
            (None, None) => words.item_last(),
        }
    }

    /// The item's name for the person who answers: `question 9`, or else its label.
    #[must_use]
    pub fn question(&self, words: &Words) -> String {
        self.number.map_or_else(|| self.name(words), |number| words.question_number(number))
    }

    /// The number as text; empty for unnumbered items.
    #[must_use]
    pub fn number_text(&self) -> String {
        self.number.map(|number| number.to_string()).unwrap_or_default()
    }
}

/// Kinds of items and the answers they take.
#[derive(Debug, Clone, PartialEq)]
pub enum ItemKind {
    /// One of several labelled values.
    Choice {
        /// Name of the option set in the file.
        set: String,
        /// The options, in display order.
        options: Vec<AnswerOption>,
    },
    /// A whole number, with one button for each.
    Number {
        /// Lowest value.
        min: i32,
        /// Highest value.
        max: i32,
        /// Label of the lowest value, verbatim.
        min_label: String,
        /// Label of the highest value, verbatim.
        max_label: String,
    },
    /// A number with at most one decimal.
    Decimal {
        /// Lowest value.
        min: i32,
        /// Highest value.
        max: i32,
        /// Unit, such as `h`.
        unit: String,
    },
    /// Yes or no.
    Boolean,
    /// Free text.
    Text {
        /// Longest text, in characters.
        max_characters: u16,
    },
}

/// One answer on offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerOption {
    /// Stored value.
    pub value: i32,
    /// The wording, verbatim; empty until the clinic supplies it.
    #[serde(default)]
    pub label: String,
    /// The points, if they differ from the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<i32>,
    /// LOINC answer code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loinc: Option<String>,
}

/// The answers to an item that trigger crisis help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SafetyRule {
    /// Lowest value that meets the rule; booleans are 0 and 1.
    pub at_least: i32,
    /// What the rule compares.
    #[serde(default)]
    pub of: SafetyMeasure,
}

/// The answers to an item that are shown beside the score, to clinicians only. They do not trigger
/// crisis help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoteRule {
    /// Lowest value to show; booleans are 0 and 1.
    pub at_least: i32,
}

/// What a safety rule compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SafetyMeasure {
    /// The stored value.
    #[default]
    Value,
    /// The points, after reversal.
    Points,
}
