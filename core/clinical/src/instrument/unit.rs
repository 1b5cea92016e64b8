//! Units of measurement as people write them.

use crate::words::Words;

/// Writes a unit, given by its code (UCUM): `mm[Hg]` is mmHg. A code without words of its own stays as it is.
#[must_use]
pub fn in_words(ucum: &str, words: &Words) -> String {
    match ucum {
        "mm[Hg]" => "mmHg".to_owned(),
        "Cel" => "°C".to_owned(),
        "/min" => words.unit_per_minute(),
        other => other.to_owned(),
    }
}
