//! Local time with its offset, and time zone names.

use chrono::{DateTime, FixedOffset, NaiveDate, Timelike as _};
use serde::{Deserialize, Serialize};

/// The error for text that is not a moment or a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadMoment {
    /// Not RFC 3339 with an offset and whole seconds.
    #[error("not a time like 2026-05-12T09:12:00-04:00")]
    Time,
    /// Not shaped like an IANA zone name.
    #[error("not a time zone like America/New_York")]
    Zone,
}

/// Local time with offset in whole seconds (RFC 3339). It keeps the original text.
///
/// Moments are ordered by instant, then by text, so that the order is total.
///
/// ```
/// use interlude_clinical::moment::Moment;
/// let tap = Moment::parse("2026-05-12T09:12:00-04:00").unwrap();
/// assert_eq!(tap.date().to_string(), "2026-05-12");
/// assert!(Moment::parse("2026-05-12T09:12:00.5-04:00").is_err());
/// assert!(Moment::parse("2026-05-12 09:12").is_err());
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Moment {
    text: String,
    time: DateTime<FixedOffset>,
}

redacted!(Moment);

impl Moment {
    /// Parses RFC 3339 with an offset or `Z`, in whole seconds, without leap seconds.
    ///
    /// # Errors
    /// [`BadMoment::Time`] for any other text.
    pub fn parse(text: &str) -> Result<Self, BadMoment> {
        let whole_seconds = match text.len() {
            20 => text.ends_with('Z'),
            25 => true,
            _ => false,
        };
        if !whole_seconds || text.as_bytes().get(10) != Some(&b'T') {
            return Err(BadMoment::Time);
        }
        let time = DateTime::parse_from_rfc3339(text).map_err(|_| BadMoment::Time)?;
        if time.nanosecond() != 0 {
            return Err(BadMoment::Time);
        }
        Ok(Self { text: text.to_owned(), time })
    }

    /// The original text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The instant, with its original offset.
    #[must_use]
    pub fn time(&self) -> DateTime<FixedOffset> {
        self.time
    }

    /// The local date.
    #[must_use]
    pub fn date(&self) -> NaiveDate {
        self.time.date_naive()
    }

    /// Whole days from `earlier` to this moment, as the difference of their local dates.
    ///
    /// Negative if this moment is before `earlier`.
    #[must_use]
    pub fn days_since(&self, earlier: &Self) -> i32 {
        days_between(earlier.date(), self.date())
    }

    /// Whole days from this moment to `now`, in the offset of this moment.
    ///
    /// Negative if this moment is in the future, for example after a wrong clock.
    #[must_use]
    pub fn days_ago(&self, now: &Self) -> i32 {
        let here = now.time.with_timezone(self.time.offset());
        days_between(self.date(), here.date_naive())
    }
}

/// Days from one date to another; negative if `to` is before `from`.
#[must_use]
pub fn days_between(from: NaiveDate, to: NaiveDate) -> i32 {
    let days = to.signed_duration_since(from).num_days();
    i32::try_from(days).unwrap_or(i32::MAX)
}

impl Ord for Moment {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.time.cmp(&other.time).then_with(|| self.text.cmp(&other.text))
    }
}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Serialize for Moment {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// Name of a time zone, like `America/New_York`: 1 to [`Zone::MAX`] characters that IANA uses.
///
/// The zone need not exist, because core has no table of zones.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Zone(String);

redacted!(Zone);

impl Zone {
    /// Longest name, in bytes. The longest IANA name has 32.
    pub const MAX: usize = 40;

    /// Checks the form of a zone name.
    ///
    /// # Errors
    /// [`BadMoment::Zone`] if it is empty, too long or has other characters.
    pub fn parse(text: &str) -> Result<Self, BadMoment> {
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+');
        if text.is_empty() || text.len() > Self::MAX || !text.chars().all(fits) {
            return Err(BadMoment::Zone);
        }
        Ok(Self(text.to_owned()))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_have_whole_seconds_and_an_offset() {
        for text in
            ["2026-05-12T09:12:00-04:00", "2024-02-29T23:59:59Z", "2026-05-12T09:12:00+05:45"]
        {
            assert_eq!(Moment::parse(text).unwrap().as_str(), text);
        }
        for text in [
            "2026-05-12T09:12:00",
            "2026-05-12T09:12:00.0Z",
            "2026-05-12t09:12:00Z",
            "2026-02-29T09:12:00Z",
            "2026-06-30T23:59:60Z",
            "",
        ] {
            assert_eq!(Moment::parse(text), Err(BadMoment::Time), "{text}");
        }
    }

    #[test]
    fn days_are_differences_of_local_dates() {
        let before = Moment::parse("2026-03-07T23:30:00-05:00").unwrap();
        let after = Moment::parse("2026-03-08T00:30:00-05:00").unwrap();
        let summer = Moment::parse("2026-03-09T00:10:00-04:00").unwrap();
        assert_eq!(after.days_since(&before), 1);
        assert_eq!(summer.days_since(&after), 1);
        assert_eq!(before.days_since(&summer), -2);
    }

    #[test]
    fn days_ago_uses_the_offset_of_the_moment() {
        let tap = Moment::parse("2026-05-12T23:30:00-04:00").unwrap();
        let now = Moment::parse("2026-05-13T03:40:00+00:00").unwrap();
        assert_eq!(tap.days_ago(&now), 0);
        assert_eq!(now.days_ago(&tap), 0);
    }

    #[test]
    fn zones_have_the_form_of_iana_names() {
        assert!(Zone::parse("America/Argentina/ComodRivadavia").is_ok());
        for text in ["", "New York", "Europe/Zürich", &"x".repeat(41)] {
            assert_eq!(Zone::parse(text), Err(BadMoment::Zone));
        }
    }
}
