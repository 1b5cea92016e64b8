//! Display texts for units of measurement.

use crate::words::Words;

/// Returns the display text of a UCUM unit, such as mmHg for `mm[Hg]`. An unknown unit is returned
/// unchanged.
#[must_use]
pub fn in_words(ucum: &str, words: &Words) -> String {
    match ucum {
        "mm[Hg]" => "mmHg".to_owned(),
        "Cel" => "°C".to_owned(),
        "/min" => words.unit_per_minute(),
        other => other.to_owned(),
    }
}
