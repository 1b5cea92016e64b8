//! Days before today as moments in the demo clinic's zone, which has no daylight saving.

use chrono::{DateTime, Days, Duration, FixedOffset, NaiveDate, NaiveTime, Utc};
use interlude_client::error::ClientError;
use interlude_clinical::moment::{Moment, Zone};

/// IANA name of the zone.
pub const ZONE: &str = "America/Phoenix";

/// Turns days before today into moments.
#[derive(Debug, Clone, Copy)]
pub struct DaysAgo {
    now: DateTime<FixedOffset>,
}

impl DaysAgo {
    /// Counts back from `now`. `None` never happens for the fixed offset of the zone.
    #[must_use]
    pub fn before(now: DateTime<Utc>) -> Option<Self> {
        let zone = FixedOffset::west_opt(7 * 3_600)?;
        Some(Self { now: now.with_timezone(&zone) })
    }

    /// The zone.
    ///
    /// # Errors
    /// Never for the name above.
    pub fn zone() -> Result<Zone, ClientError> {
        Ok(Zone::parse(ZONE)?)
    }

    /// Now.
    ///
    /// # Errors
    /// Never for a clock between the years 1 and 9999.
    pub fn now(&self) -> Result<Moment, ClientError> {
        moment(self.now)
    }

    /// The local date `days` before today.
    #[must_use]
    pub fn date(&self, days: u32) -> NaiveDate {
        let today = self.now.date_naive();
        today.checked_sub_days(Days::new(u64::from(days))).unwrap_or(today)
    }

    /// `days` before today at a local time; never later than two minutes ago.
    ///
    /// # Errors
    /// Never for a clock between the years 1 and 9999.
    pub fn at(&self, days: u32, hour: u32, minute: u32) -> Result<Moment, ClientError> {
        let invalid = ClientError::Invalid { what: "time" };
        let time = NaiveTime::from_hms_opt(hour, minute, 0).ok_or(invalid.clone())?;
        let local = self.date(days).and_time(time).and_local_timezone(*self.now.offset());
        let local = local.single().ok_or(invalid)?;
        moment(local.min(self.now - Duration::minutes(2)))
    }
}

fn moment(time: DateTime<FixedOffset>) -> Result<Moment, ClientError> {
    Ok(Moment::parse(&time.format("%Y-%m-%dT%H:%M:%S%:z").to_string())?)
}
