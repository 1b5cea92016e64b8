//! One question: its wording, what may be answered, and which answers bring up crisis help.

use serde::{Deserialize, Serialize};

use super::Direction;
use super::facts::Mark;
use super::rule::Condition;
use crate::words::Words;

/// One question.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Stored and public name, such as `phq9.9`.
    pub id: String,
    /// Number on screen; `None` for items that follow unnumbered.
    pub number: Option<u16>,
    /// One or two own words for tables; `None` where the number serves.
    pub label: Option<String>,
    /// The wording, verbatim; empty while the clinic has not brought it.
    pub text: String,
    /// How well the wording is known, where it was not read at a source.
    pub wording_mark: Option<Mark>,
    /// Whether it stands without the sentence above every item.
    pub without_stem: bool,
    /// What may be answered.
    pub kind: ItemKind,
    /// Whether points are counted from the other end.
    pub reverse: bool,
    /// A value that some record for "not assessed"; it is no answer, and never offered.
    pub not_assessed: Option<i32>,
    /// Whether every form asks it; the others are "Add more".
    pub core: bool,
    /// The answers that bring up crisis help; `None` for most items.
    pub safety: Option<SafetyRule>,
    /// The answers that clinicians see beside the score; `None` for most items. Never shown to patients.
    pub clinician_note: Option<NoteRule>,
    /// When it is asked and counted; `None` means always.
    pub enable_when: Option<Condition>,
    /// Which way is better, for items that stand alone.
    pub direction: Option<Direction>,
    /// LOINC code of the item.
    pub loinc: Option<String>,
}

impl Item {
    /// Lowest and highest value; booleans are 0 and 1, texts have 0 and 0.
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

    /// Whether a whole number is among the answers on offer; booleans are 0 and 1.
    #[must_use]
    pub fn offers(&self, value: i32) -> bool {
        match &self.kind {
            ItemKind::Choice { options, .. } => options.iter().any(|option| option.value == value),
            ItemKind::Number { min, max, .. } => (*min..=*max).contains(&value),
            ItemKind::Boolean => (0..=1).contains(&value),
            ItemKind::Decimal { .. } | ItemKind::Text { .. } => false,
        }
    }

    /// Every whole number on offer; empty for decimals and texts.
    pub fn values(&self) -> impl Iterator<Item = i32> + '_ {
        let (options, range) = match &self.kind {
            ItemKind::Choice { options, .. } => (options.as_slice(), None),
            ItemKind::Number { min, max, .. } => (&[][..], Some(*min..=*max)),
            ItemKind::Boolean => (&[][..], Some(0..=1)),
            ItemKind::Decimal { .. } | ItemKind::Text { .. } => (&[][..], None),
        };
        options.iter().map(|option| option.value).chain(range.into_iter().flatten())
    }

    /// Points of a value: those of its option, else the value itself, counted from the other end if reversed.
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

    /// Whether an answer on offer says its points, which then stand whatever its value.
    pub(crate) fn gives_points(&self) -> bool {
        let ItemKind::Choice { options, .. } = &self.kind else { return false };
        options.iter().any(|option| option.points.is_some())
    }

    /// Fewest and most points of an answer.
    #[must_use]
    pub fn points_range(&self) -> (i32, i32) {
        let points = self.values().map(|value| self.points(value));
        let ends = points.fold(None, |ends: Option<(i32, i32)>, points| {
            Some(ends.map_or((points, points), |(low, high)| (low.min(points), high.max(points))))
        });
        ends.unwrap_or_default()
    }

    /// Whether the question and all answers on offer have their wording.
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

    /// The wording of an option; `None` if no option has that value, or its wording is not here.
    #[must_use]
    pub fn option_label(&self, value: i32) -> Option<&str> {
        let ItemKind::Choice { options, .. } = &self.kind else { return None };
        let option = options.iter().find(|option| option.value == value)?;
        Some(option.label.as_str()).filter(|label| !label.is_empty())
    }

    /// What a value of this item says: an option's label, Yes or No, or the number itself.
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

    /// How the item is named in a sentence: `item 9`, or its own word.
    #[must_use]
    pub fn name(&self, words: &Words) -> String {
        match (&self.label, self.number) {
            (Some(label), _) => label.clone(),
            (None, Some(number)) => words.item_number(number),
            (None, None) => words.item_last(),
        }
    }

    /// How the item is named to whoever answers it: `question 9`, or its own word.
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

/// What may be answered to an item.
#[derive(Debug, Clone, PartialEq)]
pub enum ItemKind {
    /// One of a few labelled values.
    Choice {
        /// Name of the option set in the file.
        set: String,
        /// In the order they are shown.
        options: Vec<AnswerOption>,
    },
    /// A whole number, one button each.
    Number {
        /// Least value.
        min: i32,
        /// Greatest value.
        max: i32,
        /// What the least value means, verbatim.
        min_label: String,
        /// What the greatest value means, verbatim.
        max_label: String,
    },
    /// A number with at most one decimal.
    Decimal {
        /// Least value.
        min: i32,
        /// Greatest value.
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
    /// The wording, verbatim; empty while the clinic has not brought it.
    #[serde(default)]
    pub label: String,
    /// Its points, where they are not the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<i32>,
    /// LOINC answer code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loinc: Option<String>,
}

/// The answers to one item that bring up crisis help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SafetyRule {
    /// Least value that meets the rule; booleans are 0 and 1.
    pub at_least: i32,
    /// What is compared.
    #[serde(default)]
    pub of: SafetyMeasure,
}

/// The answers to one item that stand beside the score, for clinicians only. They bring up no crisis help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoteRule {
    /// Least value that is noted; booleans are 0 and 1.
    pub at_least: i32,
}

/// What a safety rule compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SafetyMeasure {
    /// The value as stored.
    #[default]
    Value,
    /// The points, after reversal.
    Points,
}
