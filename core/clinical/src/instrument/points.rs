//! Points with one decimal, stored exactly.

use std::fmt;
use std::ops::{Add, Sub};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Points of a total or subscale. They are stored in tenths, so that sums, means and T-scores are
/// exact.
///
/// In JSON a number, without a decimal point if it is whole.
///
/// ```
/// use interlude_clinical::instrument::points::Points;
/// assert_eq!(Points::whole(16).to_string(), "16");
/// assert_eq!(Points::from_tenths(47).to_string(), "4.7");
/// assert_eq!(Points::whole(3) - Points::whole(5), Points::whole(-2));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Points(i32);

impl Points {
    /// Creates a whole number of points.
    #[must_use]
    pub const fn whole(points: i32) -> Self {
        Self(points.saturating_mul(10))
    }

    /// Creates points from tenths.
    #[must_use]
    pub const fn from_tenths(tenths: i32) -> Self {
        Self(tenths)
    }

    /// Returns the number of tenths.
    #[must_use]
    pub const fn tenths(self) -> i32 {
        self.0
    }

    /// Divides and rounds half up to whole points; `None` if the denominator is not above zero.
    ///
    /// ```
    /// use interlude_clinical::instrument::points::Points;
    /// assert_eq!(Points::rounded(126, 8), Some(Points::whole(16))); // 15.75
    /// assert_eq!(Points::rounded(1, 0), None);
    /// ```
    #[must_use]
    pub fn rounded(numerator: i32, denominator: i32) -> Option<Self> {
        divide(numerator, denominator).map(Self::whole)
    }

    /// Divides and rounds half up to one decimal; `None` if the denominator is not above zero.
    #[must_use]
    pub fn rounded_to_tenths(numerator: i32, denominator: i32) -> Option<Self> {
        divide(numerator.checked_mul(10)?, denominator).map(Self)
    }

    /// The points as a float, for charts and other languages.
    #[must_use]
    pub fn as_f64(self) -> f64 {
        f64::from(self.0) / 10.0
    }
}

/// Divides and rounds half up; `None` if the denominator is not above zero or the result is out of
/// range.
fn divide(numerator: i32, denominator: i32) -> Option<i32> {
    if denominator <= 0 {
        return None;
    }
    let (numerator, denominator) = (i64::from(numerator), i64::from(denominator));
    i32::try_from((2 * numerator + denominator).div_euclid(2 * denominator)).ok()
}

impl Add for Points {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Points {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, tenth) = (self.0 / 10, (self.0 % 10).abs());
        match tenth {
            0 => write!(f, "{whole}"),
            _ if self.0 < 0 && whole == 0 => write!(f, "-0.{tenth}"),
            _ => write!(f, "{whole}.{tenth}"),
        }
    }
}

impl Serialize for Points {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % 10 == 0 {
            serializer.serialize_i32(self.0 / 10)
        } else {
            serializer.serialize_f64(self.as_f64())
        }
    }
}

impl<'de> Deserialize<'de> for Points {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error as _;
        let number = serde_json::Number::deserialize(deserializer)?;
        Self::parse(&number.to_string())
            .ok_or_else(|| D::Error::custom("points are numbers with at most one decimal"))
    }
}

impl Points {
    /// Parses a number with at most one decimal, such as `70` or `54.9`; `None` for any other text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, tenth) = text.split_once('.').unwrap_or((text, "0"));
        let digit = |text: &str| text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digit(tenth) {
            return None;
        }
        let (magnitude, tenth): (i32, i32) = (whole.parse().ok()?, tenth.parse().ok()?);
        let tenth = if whole.starts_with('-') { -tenth } else { tenth };
        magnitude.checked_mul(10)?.checked_add(tenth).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_rounded_up() {
        assert_eq!(Points::rounded(9, 2), Some(Points::whole(5)));
        assert_eq!(Points::rounded(36, 8), Some(Points::whole(5)), "4.5");
        assert_eq!(Points::rounded(35, 8), Some(Points::whole(4)));
        assert_eq!(Points::rounded_to_tenths(14, 3), Some(Points::from_tenths(47)));
        assert_eq!(Points::rounded_to_tenths(1, 4), Some(Points::from_tenths(3)), "0.25");
        assert_eq!(Points::rounded(3, 0), None);
    }

    #[test]
    fn points_are_json_numbers() {
        for (text, tenths) in [
            ("0", 0),
            ("0.5", 5),
            ("54.9", 549),
            ("-0.5", -5),
            ("-1.5", -15),
            ("-3", -30),
            ("70", 700),
        ] {
            let points: Points = serde_json::from_str(text).unwrap();
            assert_eq!(points.tenths(), tenths);
            assert_eq!(serde_json::to_string(&points).unwrap(), text);
            assert_eq!(points.to_string(), text);
        }
        assert!(serde_json::from_str::<Points>("1.25").is_err());
        assert!(serde_json::from_str::<Points>("\"1\"").is_err());
    }

    #[test]
    fn points_have_at_most_one_decimal() {
        for text in ["", ".", "1.", ".5", "1.25", "1.a", "a.1", "1e3", "--1", "1.-2", "99999999999"]
        {
            assert_eq!(Points::parse(text), None, "{text}");
        }
        assert_eq!(Points::parse("214748364.7"), Some(Points::from_tenths(i32::MAX)));
        assert_eq!(Points::parse("214748364.8"), None);
    }
}
