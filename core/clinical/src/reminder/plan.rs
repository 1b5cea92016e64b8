//! The reminders to come.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use super::{Planned, ReminderChoices, ReminderKind, ReminderTime, Turn};

/// How long after the first reminder the second one comes.
const AGAIN_AFTER: TimeDelta = TimeDelta::hours(2);

/// The local dates on which something is asked and not answered, by kind.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Asks(BTreeMap<ReminderKind, BTreeSet<NaiveDate>>);

redacted!(Asks);

impl Asks {
    /// Adds the dates from `from` to `to`, both included.
    pub fn add(&mut self, kind: ReminderKind, from: NaiveDate, to: NaiveDate) {
        let days = from.iter_days().take_while(|day| *day <= to);
        self.0.entry(kind).or_default().extend(days);
    }

    /// Whether something of this kind is asked on `day` and not answered.
    #[must_use]
    pub fn on(&self, kind: ReminderKind, day: NaiveDate) -> bool {
        self.0.get(&kind).is_some_and(|days| days.contains(&day))
    }

    fn from(&self, kind: ReminderKind, day: NaiveDate) -> impl Iterator<Item = NaiveDate> + '_ {
        self.0.get(&kind).into_iter().flat_map(move |days| days.range(day..).copied())
    }
}

/// The reminders after `now`, by time: at most two for each kind and day, none in quiet hours.
pub(super) fn planned(
    choices: &ReminderChoices,
    asks: &Asks,
    now: NaiveDateTime,
    most: usize,
) -> Vec<Planned> {
    let mut all: Vec<Planned> = Vec::new();
    for kind in ReminderKind::ALL {
        let time = choices.time(kind);
        let days = asks.from(kind, now.date()).filter(|day| time.is_on(*day));
        let due = days.flat_map(|day| turns(choices, time, day));
        let due = due.filter(|(at, _)| *at > now && !choices.is_quiet(at.time()));
        all.extend(due.take(most).map(|(at, turn)| Planned { at, kind, turn }));
    }
    all.sort();
    all.truncate(most);
    all
}

fn turns(
    choices: &ReminderChoices,
    time: &ReminderTime,
    day: NaiveDate,
) -> impl Iterator<Item = (NaiveDateTime, Turn)> {
    let midnight = NaiveDateTime::from(day);
    let first = midnight.checked_add_signed(TimeDelta::minutes(time.at_minute.into()));
    let again = first.and_then(|first| first.checked_add_signed(AGAIN_AFTER));
    // What would come after midnight is asked anew on its own day.
    let again = again.filter(|at| choices.again && at.date() == day);
    [first.map(|at| (at, Turn::First)), again.map(|at| (at, Turn::Again))].into_iter().flatten()
}
