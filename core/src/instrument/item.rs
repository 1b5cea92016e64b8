//! One question: its wording, what may be answered, and which answers bring up crisis help.

use serde::{Deserialize, Serialize};

use super::Direction;

/// One question.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Stored and public name, such as `phq9.9`.
    pub id: String,
    /// Number on screen; `None` for items that follow unnumbered.
    pub number: Option<u16>,
    /// One or two own words for tables; `None` where the number serves.
    pub label: Option<String>,
    /// The wording, verbatim.
    pub text: String,
    /// What may be answered.
    pub kind: ItemKind,
    /// Whether points are counted from the other end.
    pub reverse: bool,
    /// Whether every form asks it; the others are "Add more".
    pub core: bool,
    /// The answers that bring up crisis help; `None` for most items.
    pub safety: Option<SafetyRule>,
    /// When it is asked; `None` means always.
    pub enable_when: Option<EnableWhen>,
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
            ItemKind::Choice { options } => {
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
            ItemKind::Choice { options } => options.iter().any(|option| option.value == value),
            ItemKind::Number { min, max, .. } => (*min..=*max).contains(&value),
            ItemKind::Boolean => (0..=1).contains(&value),
            ItemKind::Decimal { .. } | ItemKind::Text { .. } => false,
        }
    }

    /// Points of a value: the value itself, or counted from the other end if reversed.
    #[must_use]
    pub fn points(&self, value: i32) -> i32 {
        let (low, high) = self.range();
        if self.reverse { low + high - value } else { value }
    }

    /// What a value of this item says: an option's label, Yes or No, or the number itself.
    #[must_use]
    pub fn label_of(&self, value: i32) -> String {
        let label = match &self.kind {
            ItemKind::Choice { options } => options
                .iter()
                .find(|option| option.value == value)
                .map(|option| option.label.clone()),
            ItemKind::Boolean => Some(if value == 0 { "No" } else { "Yes" }.to_owned()),
            ItemKind::Number { .. } | ItemKind::Decimal { .. } | ItemKind::Text { .. } => None,
        };
        label.unwrap_or_else(|| value.to_string())
    }

    /// How the item is named in a sentence: `item 9`, or its own word.
    #[must_use]
    pub fn name(&self) -> String {
        match (&self.label, self.number) {
            (Some(label), _) => label.clone(),
            (None, Some(number)) => format!("item {number}"),
            (None, None) => "last item".to_owned(),
        }
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
    /// The wording, verbatim.
    pub label: String,
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

/// An item is asked once any of some earlier items reached a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnableWhen {
    /// Ids of earlier items.
    pub any_of: Vec<String>,
    /// Least value that enables.
    pub at_least: i32,
}
