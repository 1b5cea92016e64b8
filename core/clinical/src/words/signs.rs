//! The tables of one language: signs, names of months and weekdays, and conditions.

use std::borrow::Cow;

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
    /// Names from January on.
    pub(super) long_months: [String; 12],
    /// Names from Monday on.
    pub(super) long_weekdays: [String; 7],
}

impl Signs {
    /// All names of months and weekdays, each as `change` makes it.
    pub(super) fn map(self, change: fn(&str) -> Cow<'_, str>) -> Self {
        let changed = |name: String| change(&name).into_owned();
        Self {
            months: self.months.map(changed),
            weekdays: self.weekdays.map(changed),
            long_months: self.long_months.map(changed),
            long_weekdays: self.long_weekdays.map(changed),
            ..self
        }
    }
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
