//! Reminders on the phone. They are kept here, sealed by the key store, and never sent.

use chrono::{Days, NaiveDate};

use super::Phone;
use super::due::Known;
use super::view::{AlarmsToSet, RemindersView};
use crate::error::ClientError;
use crate::host::Platform;
use crate::journal::{Change, Store as _};
use crate::language::words;
use interlude_clinical::chart::own_windows;
use interlude_clinical::instrument::ContentKind;
use interlude_clinical::library::{Library, can_be_asked};
use interlude_clinical::moment::Moment;
use interlude_clinical::reminder::{Asks, ReminderChoices, ReminderKind, Reminders, Wake};

/// Name of the stored value.
const REMINDERS: &str = "reminders";

/// Days ahead for which alarms are planned. A plan may ask nothing for a year.
const DAYS_AHEAD: u64 = 400;

impl<P: Platform> Phone<P> {
    /// Returns the choices about reminders, the next one, and the log of 60 days.
    ///
    /// # Errors
    /// [`ClientError::Guard`] if the key store fails; a storage error.
    pub fn reminders(&self) -> Result<RemindersView, ClientError> {
        let (reminders, readable) = match self.load_reminders() {
            Ok(reminders) => (reminders, true),
            Err(ClientError::WrongKey) => (Reminders::default(), false),
            Err(error) => return Err(error),
        };
        let words = words();
        Ok(RemindersView {
            next_text: reminders.next_text(words),
            log: reminders.lines(words),
            unreadable_text: (!readable).then(|| words.reminder_unreadable()),
            choices: reminders.choices,
        })
    }

    /// Keeps the choices about reminders, durably. Call [`Phone::wake_reminders`] after it.
    ///
    /// # Errors
    /// [`ClientError::Reminder`] if the choices cannot be kept, which changes nothing; [`ClientError::Guard`]; a storage
    /// error.
    pub fn choose_reminders(&self, choices: ReminderChoices) -> Result<(), ClientError> {
        choices.check()?;
        let mut reminders = match self.load_reminders() {
            Err(ClientError::WrongKey) => Reminders::default(),
            loaded => loaded?,
        };
        reminders.choices = choices;
        self.keep_reminders(&reminders)
    }

    /// Decides which reminder is shown now, and which alarms are set next. Durable when it returns.
    ///
    /// `can_show` says whether the phone shows notifications of this app.
    ///
    /// # Errors
    /// [`ClientError::WrongStage`] before enrolment; [`ClientError::WrongKey`] if what was kept is unreadable;
    /// [`ClientError::Guard`]; a storage error.
    pub fn wake_reminders(
        &self,
        wake: Wake,
        can_show: bool,
        now: &Moment,
    ) -> Result<AlarmsToSet, ClientError> {
        let asks = self.asks(now)?;
        let before = self.load_reminders()?;
        let mut reminders = before.clone();
        let woken = reminders.wake(wake, now, can_show, &asks);
        if reminders != before {
            self.keep_reminders(&reminders)?;
        }
        Ok(AlarmsToSet {
            show: woken.show,
            hide: woken.hide,
            at: woken.alarms.iter().map(|at| at.format("%Y-%m-%dT%H:%M:%S").to_string()).collect(),
        })
    }

    /// What is asked and not answered, from today on.
    fn asks(&self, now: &Moment) -> Result<Asks, ClientError> {
        let enrolled = self.enrolled()?;
        let library = self.library(&enrolled);
        let windows = self.with_facts(&enrolled, &library, |facts| {
            own_windows(facts, now, DAYS_AHEAD)
                .unwrap_or_else(|| listed(&library, &Known::of(&library, facts.entries), now))
        });
        let mut asks = Asks::default();
        for (id, opens, closes) in windows {
            let asked = library.instrument(&id).filter(|it| can_be_asked(it).is_ok());
            let Some(instrument) = asked else { continue };
            let kind = match instrument.content_kind {
                ContentKind::CheckIns => ReminderKind::CheckIn,
                ContentKind::Forms | ContentKind::Notes | ContentKind::SafetyPlan => {
                    ReminderKind::Forms
                }
            };
            asks.add(kind, opens.max(now.date()), closes);
        }
        Ok(asks)
    }

    fn load_reminders(&self) -> Result<Reminders, ClientError> {
        let sealed = self.host.shelf.store(|store| store.value(None, REMINDERS))?;
        let Some(sealed) = sealed else { return Ok(Reminders::default()) };
        let plain = self.guard.open(&sealed)?;
        serde_json::from_slice(&plain).map_err(|_| ClientError::WrongKey)
    }

    fn keep_reminders(&self, reminders: &Reminders) -> Result<(), ClientError> {
        let plain = serde_json::to_vec(reminders).map_err(|_| ClientError::Internal)?;
        let value = self.guard.seal(&plain)?;
        let change = Change::Put { space: None, name: REMINDERS, value };
        Ok(self.host.shelf.store(|store| store.commit(&[change]))?)
    }
}

/// The forms of the clinic's list, from the day on which each is asked again.
fn listed(library: &Library, known: &Known, now: &Moment) -> Vec<(String, NaiveDate, NaiveDate)> {
    let today = now.date();
    let last = today.checked_add_days(Days::new(DAYS_AHEAD)).unwrap_or(today);
    let asked = library.asked().into_iter();
    asked.map(|it| (it.id.clone(), known.asked_from(it, now), last)).collect()
}
