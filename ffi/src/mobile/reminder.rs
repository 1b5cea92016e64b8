//! Reminders on a phone.

use interlude_client::phone::view::{AlarmsToSet, RemindersView};
use interlude_clinical::reminder::{ReminderChoices, Wake};

use super::PatientApp;
use crate::error::AppError;
use crate::types::LocalTime;

#[uniffi::export]
impl PatientApp {
    /// Returns the patient's choices about reminders, the next one, and the log of 60 days.
    ///
    /// # Errors
    /// [`AppError::Guard`] if the key store fails, [`AppError::DiskFull`] if the phone cannot be read.
    pub fn reminders(&self) -> Result<RemindersView, AppError> {
        Ok(self.phone.reminders()?)
    }

    /// Keeps the patient's choices about reminders. Call [`PatientApp::wake_reminders`] after it.
    ///
    /// # Errors
    /// [`AppError::Invalid`] if a time is out of range or in the quiet hours, or no weekday is chosen;
    /// nothing is changed then. [`AppError::Guard`], [`AppError::DiskFull`].
    pub fn choose_reminders(&self, choices: ReminderChoices) -> Result<(), AppError> {
        Ok(self.phone.choose_reminders(choices)?)
    }

    /// Decides which reminder is shown now, and which alarms to set.
    ///
    /// Call it when an alarm comes, after boot, when time or zone were changed, after an update, and
    /// whenever the app was opened or something was answered. `can_show` says whether the phone shows
    /// notifications of this app. A notification must contain no word about health.
    ///
    /// # Errors
    /// [`AppError::WrongStage`] before enrolment, [`AppError::WrongKey`] if what was kept is
    /// unreadable, [`AppError::Guard`], [`AppError::DiskFull`].
    ///
    /// ```kotlin
    /// val next = app.wakeReminders(Wake.Boot, canShow, now)
    /// if (next.show) notifyNeutrally()
    /// for (local in next.at) setAlarm(LocalDateTime.parse(local).atZone(ZoneId.systemDefault()))
    /// ```
    pub fn wake_reminders(
        &self,
        wake: Wake,
        can_show: bool,
        moment: &LocalTime,
    ) -> Result<AlarmsToSet, AppError> {
        let (at, _) = moment.read()?;
        Ok(self.phone.wake_reminders(wake, can_show, &at)?)
    }
}
