//! The preview of an instrument's questions.

use serde::Serialize;

use super::blank::blank_wording;
use crate::instrument::item::{Item, ItemKind};
use crate::instrument::{Instrument, unit};
use crate::words::Words;

/// The preview of an instrument.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Preview {
    /// Id of the instrument.
    pub id: String,
    /// Full name.
    pub title: String,
    /// Instructions before the first question.
    pub instructions: Option<String>,
    /// The sentence that is shown above every question.
    pub stem: Option<String>,
    /// The questions, in order.
    pub items: Vec<PreviewItem>,
    /// A wording file for the instrument with empty texts.
    pub blank_wording: String,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PreviewItem {
    /// Id, such as `phq9.9`.
    pub id: String,
    /// Displayed number; empty if it has none.
    pub number: String,
    /// The wording; empty until the clinic uploads it.
    pub text: String,
    /// `choice`, `number`, `decimal`, `boolean` or `text`.
    pub kind: &'static str,
    /// The kind of answer, in words.
    pub kind_text: String,
    /// The answer options in order; for a number, the labels of its ends.
    pub answers: Vec<String>,
    /// Whether an answer can trigger crisis help.
    pub safety: bool,
}

/// Shows every question of an instrument as patients see it.
#[must_use]
pub fn preview(it: &Instrument, words: &Words) -> Preview {
    let items = it.items.iter().map(|item| PreviewItem {
        id: item.id.clone(),
        number: item.number_text(),
        text: item.text.clone(),
        kind: match item.kind {
            ItemKind::Choice { .. } => "choice",
            ItemKind::Number { .. } => "number",
            ItemKind::Decimal { .. } => "decimal",
            ItemKind::Boolean => "boolean",
            ItemKind::Text { .. } => "text",
        },
        kind_text: kind_text(&item.kind, words),
        answers: answers(item, words),
        safety: item.safety.is_some(),
    });
    Preview {
        id: it.id.clone(),
        title: it.title.clone(),
        instructions: it.instructions.clone(),
        stem: it.stem.clone(),
        items: items.collect(),
        blank_wording: blank_wording(it),
    }
}

fn kind_text(kind: &ItemKind, words: &Words) -> String {
    match kind {
        ItemKind::Choice { .. } => words.kind_choice(),
        ItemKind::Number { min, max, .. } => words.kind_number(*min, *max),
        ItemKind::Decimal { min, max, unit } => {
            words.kind_decimal(*min, *max, unit::in_words(unit, words))
        }
        ItemKind::Boolean => words.kind_boolean(),
        ItemKind::Text { max_characters } => words.kind_text(*max_characters),
    }
}

fn answers(item: &Item, words: &Words) -> Vec<String> {
    match &item.kind {
        ItemKind::Choice { options, .. } => {
            options.iter().map(|option| option.label.clone()).collect()
        }
        ItemKind::Number { min, max, min_label, max_label } => [(min, min_label), (max, max_label)]
            .into_iter()
            .filter(|(_, label)| !label.is_empty())
            .map(|(value, label)| words.end_of_range(*value, label))
            .collect(),
        ItemKind::Boolean => vec![item.label_of(1, words), item.label_of(0, words)],
        ItemKind::Decimal { .. } | ItemKind::Text { .. } => Vec::new(),
    }
}
