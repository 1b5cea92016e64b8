//! Answers and names of things in words, as stored and as the instrument words them.

use crate::instrument::item::{Item, ItemKind};
use crate::library::refused::shortened;
use crate::words::Words;

/// What an item's value says, in a sentence: `"Several days" (1)`, `"Yes"`, `"5"`.
pub(crate) fn quoted(item: Option<&Item>, value: i32, words: &Words) -> String {
    said(item, value, "\"", words)
}

/// What an item's value says between two quotation marks; the value beside it where the words are others.
pub(crate) fn said(item: Option<&Item>, value: i32, mark: &str, words: &Words) -> String {
    let number = value.to_string();
    let label = item.map_or_else(|| number.clone(), |item| item.label_of(value));
    if label == number || item.is_some_and(|it| matches!(it.kind, ItemKind::Boolean)) {
        format!("{mark}{label}{mark}")
    } else {
        words.answer_with_value(format!("{mark}{label}{mark}"), value)
    }
}

/// A name that came in a record and is not known here, bounded.
pub(crate) fn named(id: &str) -> String {
    shortened(id, 40)
}
