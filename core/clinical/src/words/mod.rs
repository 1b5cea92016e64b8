//! Dates, counts and signs as people read them.

use chrono::{DateTime, Datelike as _, NaiveDate};

use crate::moment::Moment;

/// A date for clinicians: `12 May 2026`.
#[must_use]
pub fn long_date(date: NaiveDate) -> String {
    date.format("%-d %b %Y").to_string()
}

/// A date beside others of the same year: `12 May`; with its year if that is not the year of `now`.
#[must_use]
pub fn short_date(date: NaiveDate, now: &Moment) -> String {
    if date.year() == now.date().year() {
        date.format("%-d %b").to_string()
    } else {
        long_date(date)
    }
}

/// How long ago: `today 09:12`, `yesterday 21:05`, `26 Apr`. Local time of the one who wrote.
#[must_use]
pub fn when(at: &Moment, now: &Moment) -> String {
    let clock = at.time().format("%H:%M");
    match at.days_ago(now) {
        0 => format!("today {clock}"),
        1 => format!("yesterday {clock}"),
        _ => short_date(at.date(), now),
    }
}

/// A time of the clock in the offset of `now`: `14:02`, on another day `Tue 12 May, 14:02`; `None` beyond all time.
#[must_use]
pub fn clock(unix_seconds: i64, now: &Moment) -> Option<String> {
    let local = DateTime::from_timestamp(unix_seconds, 0)?.with_timezone(now.time().offset());
    let today = local.date_naive() == now.date();
    Some(local.format(if today { "%H:%M" } else { "%a %-d %b, %H:%M" }).to_string())
}

/// A number with its noun: `1 form`, `2 forms`.
#[must_use]
pub fn count(number: u32, noun: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{s}")
}

/// Date of birth with the age at `now`: `14 Mar 1984 (42)`.
#[must_use]
pub fn born(date: NaiveDate, now: &Moment) -> String {
    match now.date().years_since(date) {
        Some(age) => format!("{} ({age})", long_date(date)),
        None => long_date(date),
    }
}

/// The length of a collection as a count.
#[must_use]
pub fn number_of<T>(items: &[T]) -> u32 {
    u32::try_from(items.len()).unwrap_or(u32::MAX)
}

/// At most two decimals, with a leading zero and no trailing one: `0.5`, `41`.
#[must_use]
pub fn decimal(number: f64) -> String {
    let rounded = (number * 100.0).round() / 100.0;
    format!("{rounded}")
}
