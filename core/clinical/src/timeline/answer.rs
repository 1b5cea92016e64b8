//! Texts for stored answers and unknown ids.

use crate::instrument::item::{Item, ItemKind};
use crate::library::refused::shortened;
use crate::words::Words;

/// An item's value inside a sentence: `"Several days" (1)`, `"Yes"`, `"5"`.
pub(crate) fn quoted(item: Option<&Item>, value: i32, words: &Words) -> String {
    with_value(item, value, words, |label| words.quoted(label))
}

/// An item's value outside a sentence: `Several days (1)`, `Yes`, `5`.
pub(crate) fn unquoted(item: Option<&Item>, value: i32, words: &Words) -> String {
    with_value(item, value, words, |label| label)
}

/// The label of a value, followed by the value if the label is a different text.
fn with_value(
    item: Option<&Item>,
    value: i32,
    words: &Words,
    mark: impl Fn(String) -> String,
) -> String {
    let number = value.to_string();
    let label = item.map_or_else(|| number.clone(), |item| item.label_of(value, words));
    if label == number || item.is_some_and(|it| matches!(it.kind, ItemKind::Boolean)) {
        mark(label)
    } else {
        words.answer_with_value(mark(label), value)
    }
}

/// An unknown id from a record, shortened, because records can contain ids of any length.
pub(crate) fn named(id: &str) -> String {
    shortened(id, 40)
}
