//! The tables of one language: dates and signs, and conditions.

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

/// The words for a condition that instruments are used for: `messages/<language>/conditions.json`, by code.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Condition {
    /// Its name inside a sentence.
    pub(crate) name: String,
    /// What else people call it when they search; empty if nothing.
    pub(crate) search: String,
}
