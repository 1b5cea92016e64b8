//! Reminders on a phone: what the patient chose, when to remind, and what became of each reminder.
//!
//! Everything is on the phone's own clock: 19:00 stays 19:00 over daylight saving and travel. The host turns local times
//! into alarms by the zone table of its system, which is updated; core has none. [`Reminders::wake`] is called by each
//! alarm, and whenever the host wakes: it decides what is shown and names the alarms to set next.

mod plan;
mod text;
mod wake;

pub use plan::Asks;
pub use text::LogLine;
pub use wake::{Wake, Woken};

use chrono::{Datelike as _, NaiveDate, NaiveDateTime, NaiveTime, Timelike as _};
use serde::{Deserialize, Serialize};

use crate::moment::Moment;

/// Days for which the log is kept.
pub const LOG_DAYS: i32 = 60;

/// Most alarms that are set at once.
pub const MOST_PENDING: usize = 60;

const MINUTES_PER_DAY: i32 = 24 * 60;

/// What a reminder is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReminderKind {
    /// The daily check-in.
    CheckIn,
    /// Questionnaires.
    Forms,
}

impl ReminderKind {
    /// All kinds.
    pub const ALL: [Self; 2] = [Self::CheckIn, Self::Forms];
}

/// When the patient wants to be reminded of one kind.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReminderTime {
    /// Whether it is switched on.
    pub on: bool,
    /// Minutes after local midnight, 0 to 1439.
    pub at_minute: i32,
    /// ISO weekdays, 1 (Monday) to 7.
    pub weekdays: Vec<i32>,
}

/// What the patient chose.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReminderChoices {
    /// For check-ins.
    pub check_in: ReminderTime,
    /// For questionnaires.
    pub forms: ReminderTime,
    /// Start of the quiet hours, in minutes after local midnight.
    pub quiet_from_minute: i32,
    /// End of the quiet hours, in minutes after local midnight; before the start, it is on the next day. If both are
    /// equal, there are none.
    pub quiet_to_minute: i32,
    /// Whether to remind once more after two hours.
    pub again: bool,
    /// Minutes by which "Later" moves a reminder, 5 to 240.
    pub later_minutes: i32,
}

/// Why choices cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReminderError {
    /// A time of day or a length is out of range.
    #[error("a time of a reminder is out of range")]
    OutOfRange,
    /// A kind is switched on without a weekday.
    #[error("a reminder that is on has no weekday")]
    NoWeekday,
    /// A reminder would fall into the quiet hours, and never be shown.
    #[error("a reminder is within the quiet hours")]
    Quiet,
}

impl ReminderTime {
    /// Whether it is switched on for the weekday of `day`.
    fn is_on(&self, day: NaiveDate) -> bool {
        let weekday = i32::try_from(day.weekday().number_from_monday());
        self.on && weekday.is_ok_and(|weekday| self.weekdays.contains(&weekday))
    }
}

impl Default for ReminderChoices {
    /// Everything off, at 19:00 every day, and quiet from 22:00 to 08:00.
    fn default() -> Self {
        let time = ReminderTime { on: false, at_minute: 19 * 60, weekdays: (1..=7).collect() };
        Self {
            check_in: time.clone(),
            forms: time,
            quiet_from_minute: 22 * 60,
            quiet_to_minute: 8 * 60,
            again: false,
            later_minutes: 60,
        }
    }
}

impl ReminderChoices {
    /// Checks the choices.
    ///
    /// # Errors
    /// [`ReminderError`] says what to change.
    pub fn check(&self) -> Result<(), ReminderError> {
        let minutes = [self.quiet_from_minute, self.quiet_to_minute];
        let times = ReminderKind::ALL.map(|kind| self.time(kind));
        let at = times.map(|it| it.at_minute);
        let in_range = |it: &i32| (0..MINUTES_PER_DAY).contains(it);
        let days = times.iter().flat_map(|it| &it.weekdays);
        if !minutes.iter().chain(&at).all(in_range)
            || !(5..=240).contains(&self.later_minutes)
            || !days.into_iter().all(|day| (1..=7).contains(day))
        {
            return Err(ReminderError::OutOfRange);
        }
        let mut on = times.iter().filter(|it| it.on);
        if on.clone().any(|it| it.weekdays.is_empty()) {
            return Err(ReminderError::NoWeekday);
        }
        if on.any(|it| self.is_quiet_minute(it.at_minute)) {
            return Err(ReminderError::Quiet);
        }
        Ok(())
    }

    /// The time chosen for one kind.
    #[must_use]
    pub fn time(&self, kind: ReminderKind) -> &ReminderTime {
        match kind {
            ReminderKind::CheckIn => &self.check_in,
            ReminderKind::Forms => &self.forms,
        }
    }

    fn is_quiet(&self, time: NaiveTime) -> bool {
        let minute = time.hour().saturating_mul(60).saturating_add(time.minute());
        self.is_quiet_minute(i32::try_from(minute).unwrap_or(0))
    }

    fn is_quiet_minute(&self, minute: i32) -> bool {
        let (from, to) = (self.quiet_from_minute, self.quiet_to_minute);
        if from <= to { (from..to).contains(&minute) } else { minute >= from || minute < to }
    }
}

/// A reminder with its local time.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Planned {
    /// Local time.
    pub at: NaiveDateTime,
    /// What it is about.
    pub kind: ReminderKind,
    /// Which one of its day it is.
    pub turn: Turn,
}

/// Which reminder of a day and kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Turn {
    /// At the chosen time.
    First,
    /// Two hours later.
    Again,
    /// After "Later".
    Later,
}

/// A reminder whose time has come, and what became of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logged {
    /// The reminder.
    pub planned: Planned,
    /// What became of it.
    pub fate: Fate,
    /// When that was decided.
    pub at: Moment,
}

/// What became of a reminder.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// It was shown.
    Shown {
        /// Why it was late; `None` if it was in time.
        late: Option<Cause>,
        /// When the patient opened the app by it.
        opened: Option<Moment>,
    },
    /// It was not shown.
    NotShown(Cause),
}

/// Why a reminder was late or not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// It was answered before.
    AlreadyDone,
    /// The patient was in the app at that time.
    AppOpen,
    /// Notifications are switched off for this app.
    NotificationsOff,
    /// The time had come too late, within the quiet hours.
    QuietHours,
    /// The phone was off.
    PhoneOff,
    /// The phone moved to another time zone, or its clock was set.
    ClockMoved,
    /// The phone did not wake the app: it saved battery, or had stopped the app.
    Asleep,
}

/// The choices, the alarms that are set, and the log of a phone.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminders {
    /// What the patient chose.
    pub choices: ReminderChoices,
    /// Alarms that are set, by time.
    pub planned: Vec<Planned>,
    /// What became of earlier ones, oldest first.
    pub log: Vec<Logged>,
}

redacted!(ReminderTime, ReminderChoices, Planned, Logged, Fate, Reminders);

#[cfg(test)]
mod tests;
