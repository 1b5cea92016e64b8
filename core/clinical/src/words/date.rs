//! Formats dates, times and numbers.

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveDateTime, NaiveTime};

use super::Words;
use crate::moment::Moment;

impl Words {
    /// A date with its year: `12 May 2026`.
    ///
    /// ```
    /// use interlude_clinical::words::Words;
    /// let date = chrono::NaiveDate::from_ymd_opt(2026, 5, 12).unwrap();
    /// assert_eq!(Words::en_us().long_date(date), "12 May 2026");
    /// ```
    #[must_use]
    pub fn long_date(&self, date: NaiveDate) -> String {
        self.date(date.day(), self.month(date), date.year().to_string())
    }

    /// A date without its year: `12 May`; with the year if it is not that of `now`.
    #[must_use]
    pub fn short_date(&self, date: NaiveDate, now: &Moment) -> String {
        if date.year() == now.date().year() {
            self.date_this_year(date.day(), self.month(date))
        } else {
            self.long_date(date)
        }
    }

    /// A patient's today, in long names: `Tuesday 12 May`.
    ///
    /// ```
    /// use interlude_clinical::words::Words;
    /// let date = chrono::NaiveDate::from_ymd_opt(2026, 5, 12).unwrap();
    /// assert_eq!(Words::en_us().day_in_full(date), "Tuesday 12 May");
    /// ```
    #[must_use]
    pub fn day_in_full(&self, date: NaiveDate) -> String {
        let weekday = named(&self.signs().long_weekdays, date.weekday().num_days_from_monday());
        let month = named(&self.signs().long_months, date.month0());
        self.full_day(weekday, date.day(), month)
    }

    /// A time relative to `now`: `today 09:12`, `yesterday 21:05`, `26 Apr`; in the author's local time.
    #[must_use]
    pub fn when(&self, at: &Moment, now: &Moment) -> String {
        let clock = at.time().format("%H:%M").to_string();
        match at.days_ago(now) {
            0 => self.today_at(clock),
            1 => self.yesterday_at(clock),
            _ => self.short_date(at.date(), now),
        }
    }

    /// A time of day in the offset of `now`: `14:02`, or `Tue 12 May, 14:02` on another day. `None` if it is out of
    /// chrono's range.
    #[must_use]
    pub fn clock(&self, unix_seconds: i64, now: &Moment) -> Option<String> {
        let local = DateTime::from_timestamp(unix_seconds, 0)?.with_timezone(now.time().offset());
        let same_day = local.date_naive() == now.date();
        Some(if same_day {
            self.time_of_day(local.time())
        } else {
            self.day_and_time(local.naive_local())
        })
    }

    /// A time of day: `14:02`.
    pub(crate) fn time_of_day(&self, time: NaiveTime) -> String {
        time.format("%H:%M").to_string()
    }

    /// A local date and time: `Tue 12 May, 14:02`.
    pub(crate) fn day_and_time(&self, local: NaiveDateTime) -> String {
        let date = local.date();
        let day = self.date_this_year(date.day(), self.month(date));
        self.weekday_at(self.weekday(date), day, self.time_of_day(local.time()))
    }

    /// Date of birth with the age at `now`: `14 Mar 1984 (42)`.
    #[must_use]
    pub fn born(&self, date: NaiveDate, now: &Moment) -> String {
        match now.date().years_since(date) {
            Some(age) => self.date_and_age(self.long_date(date), age),
            None => self.long_date(date),
        }
    }

    /// A number with at most two decimals, a leading zero and no trailing zeros: `0.5`, `41`.
    pub(crate) fn decimal(&self, number: f64) -> String {
        let rounded = (number * 100.0).round() / 100.0;
        rounded.to_string().replacen('.', &self.signs().decimal, 1)
    }

    /// A number rounded to one decimal: `5.3`, `6`.
    pub(crate) fn one_decimal(&self, number: f64) -> String {
        self.decimal((number * 10.0).round() / 10.0)
    }

    /// A number of tenths, such as the points of a score: `10`, `5.5`.
    pub(crate) fn tenths(&self, tenths: i32) -> String {
        let (whole, rest) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
        let minus = if tenths < 0 { "-" } else { "" };
        match rest {
            0 => format!("{minus}{whole}"),
            _ => format!("{minus}{whole}{}{rest}", self.signs().decimal),
        }
    }

    /// A change in tenths with its sign: `+3`, `−1.5`, `0`.
    pub(crate) fn signed_tenths(&self, tenths: i32) -> String {
        let size = self.tenths(tenths.saturating_abs());
        match tenths {
            0 => size,
            above if above > 0 => format!("{}{size}", self.signs().plus),
            _ => format!("{}{size}", self.signs().minus),
        }
    }

    /// A fraction in whole percent: `54 %`.
    pub(crate) fn whole_percent(&self, fraction: f64) -> String {
        self.whole_percent_of(self.decimal((fraction * 100.0).round()))
    }

    /// A change in whole percent with its sign: `−62 %`, `+5 %`, `0 %`.
    pub(crate) fn percent(&self, percent: i64) -> String {
        let signs = self.signs();
        let sign = match percent {
            0 => "",
            above if above > 0 => &signs.plus,
            _ => &signs.minus,
        };
        self.percent_change(sign, percent.unsigned_abs())
    }

    fn month(&self, date: NaiveDate) -> &str {
        named(&self.signs().months, date.month0())
    }

    fn weekday(&self, date: NaiveDate) -> &str {
        named(&self.signs().weekdays, date.weekday().num_days_from_monday())
    }
}

/// The name of a month or weekday, counted from 0.
fn named(names: &[String], number: u32) -> &str {
    let place = usize::try_from(number).unwrap_or_default();
    names.get(place).map_or("", String::as_str)
}
