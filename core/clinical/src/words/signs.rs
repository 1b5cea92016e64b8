//! Dates and signs of one language, as a table.

use serde::Deserialize;

/// What a language writes in dates and numbers: `messages/<language>/signs.json`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Signs {
    /// Between whole and fraction.
    pub(super) decimal: String,
    /// Before a number below zero.
    pub(super) minus: String,
    /// Before a change above zero.
    pub(super) plus: String,
    /// Short names from January on.
    pub(super) months: [String; 12],
    /// Short names from Monday on.
    pub(super) weekdays: [String; 7],
}
