//! Units of measurement as people write them.

/// A unit as people write it, of its code in a definition (UCUM): `mm[Hg]` is mmHg. Any other stands as it is.
#[must_use]
pub fn in_words(ucum: &str) -> &str {
    match ucum {
        "mm[Hg]" => "mmHg",
        "Cel" => "°C",
        "/min" => "per minute",
        other => other,
    }
}
