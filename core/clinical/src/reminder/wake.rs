//! What a phone does when it wakes: which reminder is shown, which alarms are set next, and what the log says.

use chrono::NaiveDateTime;

use super::plan::planned;
use super::{
    Asks, Cause, Fate, LOG_DAYS, Logged, MOST_PENDING, Planned, ReminderKind, Reminders, Turn,
};
use crate::moment::{Moment, days_between};

/// A reminder that comes later than this is called late. Android may shift an alarm by some minutes.
const LATE_AFTER_MINUTES: i64 = 15;

/// Why the program looks at its reminders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wake {
    /// The patient is in the app: opened it, answered, or changed a choice.
    Opened,
    /// The patient opened the app by a reminder.
    Tapped,
    /// An alarm, so many minutes after the instant for which it was set.
    Alarm {
        /// Minutes.
        late_minutes: i32,
    },
    /// The phone was started.
    Boot,
    /// The time zone or the clock was changed.
    ClockMoved,
    /// The app was updated.
    Updated,
    /// The patient chose "Later" on a reminder.
    Later,
}

/// What the host does.
#[derive(Clone, PartialEq, Eq)]
pub struct Woken {
    /// Shows the notification.
    pub show: bool,
    /// Removes the notification: what it was about is done.
    pub hide: bool,
    /// Local times of all alarms to set; others are removed.
    pub alarms: Vec<NaiveDateTime>,
}

redacted!(Woken);

impl Reminders {
    /// Decides what becomes of the reminders whose time has come, and plans the next ones.
    ///
    /// `asks` is what is asked and not answered. `can_show` says whether the host may show a notification.
    pub fn wake(&mut self, wake: Wake, now: &Moment, can_show: bool, asks: &Asks) -> Woken {
        let local = now.time().naive_local();
        self.forget(now);
        self.note_tap(wake, now);
        let mut show = false;
        let set = std::mem::take(&mut self.planned);
        let (come, ahead): (Vec<_>, Vec<_>) = set.into_iter().partition(|it| it.at <= local);
        for planned in come {
            let fate = self.fate(&planned, wake, local, can_show, asks);
            show |= matches!(fate, Fate::Shown { .. });
            self.log.push(Logged { planned, fate, at: now.clone() });
        }
        self.plan_again(wake, now, ahead, asks);
        let mut alarms: Vec<NaiveDateTime> = self.planned.iter().map(|it| it.at).collect();
        alarms.dedup();
        Woken { show, hide: wake == Wake::Later || (!show && self.is_done(asks, local)), alarms }
    }

    /// Drops what is too old, and what a wrong clock wrote ahead of time.
    fn forget(&mut self, now: &Moment) {
        self.log.retain(|it| {
            let age = days_between(it.planned.at.date(), now.date());
            it.at.time() <= now.time() && age <= LOG_DAYS
        });
    }

    fn note_tap(&mut self, wake: Wake, now: &Moment) {
        if wake != Wake::Tapped {
            return;
        }
        for logged in self.log.iter_mut().rev() {
            if let Fate::Shown { opened, .. } = &mut logged.fate {
                opened.get_or_insert_with(|| now.clone());
                break;
            }
        }
    }

    fn fate(
        &self,
        planned: &Planned,
        wake: Wake,
        local: NaiveDateTime,
        can_show: bool,
        asks: &Asks,
    ) -> Fate {
        let minutes = local.signed_duration_since(planned.at).num_minutes();
        // In an hour that daylight saving skips, only the alarm knows that it is in time.
        let minutes = if let Wake::Alarm { late_minutes } = wake {
            minutes.min(late_minutes.into())
        } else {
            minutes
        };
        let late = (minutes > LATE_AFTER_MINUTES).then_some(match wake {
            Wake::Boot => Cause::PhoneOff,
            Wake::ClockMoved => Cause::ClockMoved,
            Wake::Opened | Wake::Tapped | Wake::Alarm { .. } | Wake::Updated | Wake::Later => {
                Cause::Asleep
            }
        });
        if planned.at.date() != local.date() {
            // Its day is over; what is still asked has a reminder of its own today.
            return Fate::NotShown(late.unwrap_or(Cause::Asleep));
        }
        if !asks.on(planned.kind, local.date()) {
            return Fate::NotShown(Cause::AlreadyDone);
        }
        if !can_show {
            return Fate::NotShown(Cause::NotificationsOff);
        }
        if matches!(wake, Wake::Opened | Wake::Tapped | Wake::Later) {
            return Fate::NotShown(late.unwrap_or(Cause::AppOpen));
        }
        if self.choices.is_quiet(local.time()) {
            return Fate::NotShown(Cause::QuietHours);
        }
        Fate::Shown { late, opened: None }
    }

    /// Plans from now on. `ahead` are the reminders that were planned and whose time has not come.
    fn plan_again(&mut self, wake: Wake, now: &Moment, ahead: Vec<Planned>, asks: &Asks) {
        let local = now.time().naive_local();
        let today = local.date();
        let mut next = planned(&self.choices, asks, local, MOST_PENDING);
        for planned in ahead {
            let asked = asks.on(planned.kind, planned.at.date());
            if planned.turn == Turn::Later && asked {
                next.push(planned);
            } else if planned.turn == Turn::First && !asked && planned.at.date() == today {
                self.log.push(Logged {
                    planned,
                    fate: Fate::NotShown(Cause::AlreadyDone),
                    at: now.clone(),
                });
            }
        }
        if wake == Wake::Later {
            next.extend(self.later(local, asks));
        }
        // After travel to the west, a time of day comes twice.
        next.retain(|it| !self.log.iter().any(|logged| is_same(&logged.planned, it)));
        next.sort();
        next.truncate(MOST_PENDING);
        self.planned = next;
    }

    /// The reminder that "Later" asks for: one, for the kind that was shown last.
    fn later(&self, local: NaiveDateTime, asks: &Asks) -> Option<Planned> {
        let kind =
            self.log.iter().rev().find(|it| matches!(it.fate, Fate::Shown { .. }))?.planned.kind;
        let by = chrono::TimeDelta::minutes(self.choices.later_minutes.into());
        let at = local.checked_add_signed(by)?;
        let fits = asks.on(kind, at.date()) && !self.choices.is_quiet(at.time());
        fits.then_some(Planned { at, kind, turn: Turn::Later })
    }

    /// Whether nothing of what was shown last is still asked.
    fn is_done(&self, asks: &Asks, local: NaiveDateTime) -> bool {
        let mut shown = self.log.iter().filter(|it| matches!(it.fate, Fate::Shown { .. }));
        let Some(last) = shown.clone().next_back() else { return true };
        let is_asked = |kind: ReminderKind| asks.on(kind, local.date());
        !shown.any(|it| it.at == last.at && is_asked(it.planned.kind))
    }
}

/// Whether two reminders are the same one of their day. Reminders after "Later" can be several a day.
fn is_same(a: &Planned, b: &Planned) -> bool {
    let day = a.at.date() == b.at.date();
    day && a.kind == b.kind && a.turn == b.turn && (a.turn != Turn::Later || a.at == b.at)
}
