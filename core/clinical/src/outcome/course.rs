//! One patient's infusions and the scores of one instrument, in order.

use std::cmp::Ordering;

use serde::Serialize;

use super::rules::Window;
use crate::entry::infusion::Route;
use crate::instrument::points::Points;

/// When something happened: an instant to order by, and a local day to count by.
#[derive(Debug, Clone, Copy, Eq)]
pub struct When {
    /// Seconds and nanoseconds of Unix time; of a bare day, its number in seconds.
    instant: (i64, u32),
    /// Number of the local date.
    day: i64,
}

impl When {
    /// A bare day of a course, on whatever day that course begins to count.
    #[must_use]
    pub fn on_day(day: i64) -> Self {
        Self { instant: (day.saturating_mul(86_400), 0), day }
    }

    /// An instant and the local date on which it fell.
    #[must_use]
    pub fn at(at: chrono::DateTime<chrono::FixedOffset>) -> Self {
        use chrono::Datelike as _;
        let instant = (at.timestamp(), at.timestamp_subsec_nanos());
        Self { instant, day: at.date_naive().num_days_from_ce().into() }
    }

    /// The local date, if it was made of an instant.
    pub(crate) fn date(self) -> Option<chrono::NaiveDate> {
        chrono::NaiveDate::from_num_days_from_ce_opt(i32::try_from(self.day).ok()?)
    }

    /// Local days from `earlier` to this.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i64 {
        self.day.saturating_sub(earlier.day)
    }
}

impl PartialEq for When {
    fn eq(&self, other: &Self) -> bool {
        self.instant == other.instant
    }
}

impl Ord for When {
    fn cmp(&self, other: &Self) -> Ordering {
        self.instant.cmp(&other.instant)
    }
}

impl PartialOrd for When {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// One form; `total` is `None` if it could not be scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Score {
    /// When it was filled in.
    pub when: When,
    /// Its total.
    pub total: Option<Points>,
}

/// One infusion as far as outcomes read it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GivenInfusion {
    /// When it began.
    pub when: When,
    /// Dose in mg; `None` if unknown.
    pub dose_mg: Option<f64>,
    /// Way it was given; `None` if unknown.
    pub route: Option<Route>,
}

/// Infusions and scores of one instrument, by time. At the same time a score comes before an infusion.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Course {
    infusions: Vec<GivenInfusion>,
    scores: Vec<Score>,
}

impl Course {
    /// Orders what is given; of several scores at the same time the one given last counts.
    #[must_use]
    pub fn new(mut infusions: Vec<GivenInfusion>, scores: Vec<Score>) -> Self {
        infusions.sort_by_key(|it| it.when);
        let mut latest_first: Vec<Score> = scores.into_iter().rev().collect();
        latest_first.sort_by_key(|it| it.when);
        latest_first.dedup_by_key(|it| it.when);
        Self { infusions, scores: latest_first }
    }

    /// The infusions, by time.
    #[must_use]
    pub fn infusions(&self) -> &[GivenInfusion] {
        &self.infusions
    }

    /// The forms, by time.
    #[must_use]
    pub fn scores(&self) -> &[Score] {
        &self.scores
    }

    /// The forms that have a total, by time.
    pub(super) fn scored(&self) -> impl DoubleEndedIterator<Item = (When, Points)> {
        self.scores.iter().filter_map(|it| Some((it.when, it.total?)))
    }

    /// The last total at or before `infusion`, at most so many days before it, with its time.
    pub(super) fn before(&self, infusion: When, days: i64) -> Option<(When, Points)> {
        let mut until = self.scored().rev().filter(|(when, _)| *when <= infusion);
        until.next().filter(|(when, _)| infusion.days_since(*when) <= days)
    }

    pub(super) fn baseline(&self, first: When, days: i64) -> Option<Points> {
        self.before(first, days).map(|(_, total)| total)
    }

    /// The last total that lies in the window after the first series.
    pub(super) fn in_window(&self, window: Window, gap: i64) -> Option<(When, Points)> {
        let all = series(&self.infusions, gap);
        let end = all.first()?.last;
        let next = all.get(1).map(|it| it.first);
        let mut later = self
            .scored()
            .rev()
            .filter(|(when, _)| *when > end && next.is_none_or(|next| *when <= next));
        later.find(|(when, _)| window.holds(when.days_since(end)))
    }
}

/// A run of infusions without a long gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Series {
    /// When its first infusion began.
    #[serde(skip)]
    pub first: When,
    /// When its last infusion began.
    #[serde(skip)]
    pub last: When,
    /// Number of its infusions.
    pub infusions: usize,
}

/// Groups infusions, which are in order, into series: one that lies more than `gap` days after the previous one starts the next.
#[must_use]
pub fn series(infusions: &[GivenInfusion], gap: i64) -> Vec<Series> {
    let mut all: Vec<Series> = Vec::new();
    for when in infusions.iter().map(|it| it.when) {
        match all.last_mut().filter(|it| when.days_since(it.last) <= gap) {
            Some(current) => {
                current.last = when;
                current.infusions += 1;
            }
            None => all.push(Series { first: when, last: when, infusions: 1 }),
        }
    }
    all
}
