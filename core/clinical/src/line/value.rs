//! Converts answers in lines and tables to values of items.

use super::LineValue;
use crate::instrument::item::{Item, ItemKind};

/// An answer, as a value of its item.
pub enum ItemValue {
    /// Not answered, or not assessed.
    Unanswered,
    /// A value for scoring; 0 for an answered decimal or text.
    Valid(i32),
    /// A value that the item does not offer.
    Invalid,
}

/// Converts an answer to a value of the item.
#[must_use]
pub fn item_value(item: &Item, given: LineValue) -> ItemValue {
    let not_assessed = item.not_assessed.map(|value| LineValue::Number(f64::from(value)));
    if given == LineValue::Nothing || Some(given) == not_assessed {
        return ItemValue::Unanswered;
    }
    valid(item, given).map_or(ItemValue::Invalid, ItemValue::Valid)
}

/// The value for scoring; `None` if the item does not offer it.
fn valid(item: &Item, given: LineValue) -> Option<i32> {
    match (&item.kind, given) {
        (ItemKind::Boolean, LineValue::Boolean(yes)) => Some(i32::from(yes)),
        (
            ItemKind::Choice { .. } | ItemKind::Number { .. } | ItemKind::Boolean,
            LineValue::Number(number),
        ) => whole(number).filter(|value| item.offers(*value)),
        (ItemKind::Decimal { min, max, .. }, LineValue::Number(number)) => {
            (f64::from(*min)..=f64::from(*max)).contains(&number).then_some(0)
        }
        (ItemKind::Text { .. }, LineValue::Text) => Some(0),
        (_, _) => None,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "it is whole and small")]
fn whole(number: f64) -> Option<i32> {
    (number.fract() == 0.0 && number.abs() < 1e9).then_some(number as i32)
}
