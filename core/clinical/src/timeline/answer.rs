//! Answers and names of things in words, as stored and as the instrument words them.

use crate::instrument::item::{Item, ItemKind};
use crate::library::refused::shortened;
use crate::words::Words;

/// What an item's value says, in a sentence: `"Several days" (1)`, `"Yes"`, `"5"`.
pub(crate) fn quoted(item: Option<&Item>, value: i32, words: &Words) -> String {
    with_value(item, value, words, |label| words.quoted(label))
}

/// What an item's value says by itself: `Several days (1)`, `Yes`, `5`.
pub(crate) fn unquoted(item: Option<&Item>, value: i32, words: &Words) -> String {
    with_value(item, value, words, |label| label)
}

/// The label of a value, with the value beside it where the label is another text.
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

/// A name that came in a record and is not known here, bounded.
pub(crate) fn named(id: &str) -> String {
    shortened(id, 40)
}
