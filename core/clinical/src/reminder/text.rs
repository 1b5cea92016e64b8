//! Reminders in words.

use super::{Cause, Fate, Logged, ReminderError, Reminders};
use crate::moment::Moment;
use crate::words::Words;

/// One line of the log.
#[derive(Clone, PartialEq, Eq)]
pub struct LogLine {
    /// The local time for which it was planned: `Tue 12 May, 19:00`.
    pub when_text: String,
    /// What became of it.
    pub fate_text: String,
}

redacted!(LogLine);

impl Reminders {
    /// The log in words, newest first.
    #[must_use]
    pub fn lines(&self, words: &Words) -> Vec<LogLine> {
        let mut log: Vec<&Logged> = self.log.iter().collect();
        log.sort_by(|a, b| b.planned.cmp(&a.planned));
        let line = |it: &&Logged| LogLine {
            when_text: words.day_and_time(it.planned.at),
            fate_text: fate_text(it, words),
        };
        log.iter().map(line).collect()
    }

    /// When the next reminder comes, or that none does.
    #[must_use]
    pub fn next_text(&self, words: &Words) -> String {
        if !self.choices.check_in.on && !self.choices.forms.on {
            return words.reminder_off();
        }
        let next = self.planned.first();
        next.map_or_else(
            || words.reminder_none_next(),
            |it| words.reminder_next(words.day_and_time(it.at)),
        )
    }
}

impl ReminderError {
    /// What to change.
    #[must_use]
    pub fn text(self, words: &Words) -> String {
        match self {
            Self::OutOfRange => words.reminder_wrong_range(),
            Self::NoWeekday => words.reminder_wrong_weekday(),
            Self::Quiet => words.reminder_wrong_quiet(),
        }
    }
}

fn fate_text(logged: &Logged, words: &Words) -> String {
    let time = |at: &Moment| {
        let local = at.time().naive_local();
        let same_day = local.date() == logged.planned.at.date();
        if same_day { words.time_of_day(local.time()) } else { words.day_and_time(local) }
    };
    match &logged.fate {
        Fate::NotShown(cause) => words.reminder_not_shown(cause.code()),
        Fate::Shown { late, opened } => {
            let shown = words.reminder_shown(late.map_or("in-time", Cause::code), time(&logged.at));
            match opened {
                Some(at) => words.reminder_opened(shown, time(at)),
                None => shown,
            }
        }
    }
}

impl Cause {
    /// Its code in messages.
    fn code(self) -> &'static str {
        match self {
            Self::AlreadyDone => "already-done",
            Self::AppOpen => "app-open",
            Self::NotificationsOff => "notifications-off",
            Self::QuietHours => "quiet-hours",
            Self::PhoneOff => "phone-off",
            Self::ClockMoved => "clock-moved",
            Self::Asleep => "asleep",
        }
    }
}
