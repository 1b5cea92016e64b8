//! The tables of one language: signs, names of months and weekdays, and conditions.

use serde::Deserialize;

/// Signs and names for numbers and dates: `messages/<language>/signs.json`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Signs {
    /// Decimal separator.
    pub(super) decimal: String,
    /// Sign of a change below zero.
    pub(super) minus: String,
    /// Sign of a change above zero.
    pub(super) plus: String,
    /// Short names, starting with January.
    pub(super) months: [String; 12],
    /// Short names, starting with Monday.
    pub(super) weekdays: [String; 7],
}

/// The names of a condition that instruments are used for: `messages/<language>/conditions.json`, by code.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Condition {
    /// Its name inside a sentence.
    pub(crate) name: String,
    /// Search terms besides the name; empty if there are none.
    pub(crate) search: String,
}
