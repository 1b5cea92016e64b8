//! What was given to an item, as the item has it: the same for a line, and for a table by rows and by columns.

use super::Given;
use crate::instrument::item::{Item, ItemKind};

/// What was given to an item.
pub enum Answer {
    /// It was not answered, or not assessed.
    Nothing,
    /// A value that scoring takes; 0 for an answered decimal or text.
    Value(i32),
    /// Nothing that the item offers.
    Wrong,
}

/// What was given, as the item has it.
#[must_use]
pub fn answer(item: &Item, given: Given) -> Answer {
    let not_assessed = item.not_assessed.map(|value| Given::Number(f64::from(value)));
    if given == Given::Nothing || Some(given) == not_assessed {
        return Answer::Nothing;
    }
    value(item, given).map_or(Answer::Wrong, Answer::Value)
}

/// The value that scoring takes; `None` if the item does not offer it.
fn value(item: &Item, given: Given) -> Option<i32> {
    match (&item.kind, given) {
        (ItemKind::Boolean, Given::Boolean(yes)) => Some(i32::from(yes)),
        (
            ItemKind::Choice { .. } | ItemKind::Number { .. } | ItemKind::Boolean,
            Given::Number(number),
        ) => whole(number).filter(|value| item.offers(*value)),
        (ItemKind::Decimal { min, max, .. }, Given::Number(number)) => {
            (f64::from(*min)..=f64::from(*max)).contains(&number).then_some(0)
        }
        (ItemKind::Text { .. }, Given::Text) => Some(0),
        (_, _) => None,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "it is whole and small")]
fn whole(number: f64) -> Option<i32> {
    (number.fract() == 0.0 && number.abs() < 1e9).then_some(number as i32)
}
