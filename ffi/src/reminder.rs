//! The types of a phone's reminders.

use interlude_client::phone::view::{AlarmsToSet, RemindersView};
use interlude_clinical::reminder::{LogLine, ReminderChoices, ReminderTime, Wake};

/// The patient's choices, and what became of the reminders.
#[uniffi::remote(Record)]
pub struct RemindersView {
    pub choices: ReminderChoices,
    /// When the next one comes, or why none does.
    pub next_text: String,
    /// Newest first.
    pub log: Vec<LogLine>,
    /// Set if the choices could not be opened: ask for them again.
    pub unreadable_text: Option<String>,
}

/// What the patient chose.
#[uniffi::remote(Record)]
pub struct ReminderChoices {
    pub check_in: ReminderTime,
    pub forms: ReminderTime,
    /// In minutes after local midnight, as `quiet_to_minute`. Equal values mean no quiet hours.
    pub quiet_from_minute: i32,
    pub quiet_to_minute: i32,
    /// Whether to remind once more after two hours.
    pub again: bool,
    /// Minutes by which "Later" moves a reminder, 5 to 240.
    pub later_minutes: i32,
}

/// When to remind of one kind.
#[uniffi::remote(Record)]
pub struct ReminderTime {
    pub on: bool,
    /// In minutes after local midnight, 0 to 1439.
    pub at_minute: i32,
    /// ISO weekdays, 1 (Monday) to 7.
    pub weekdays: Vec<i32>,
}

/// One line of the log.
#[uniffi::remote(Record)]
pub struct LogLine {
    /// Such as `Tue 12 May, 19:00`.
    pub when_text: String,
    pub fate_text: String,
}

/// Why the app looks at its reminders.
#[uniffi::remote(Enum)]
pub enum Wake {
    /// The patient is in the app.
    Opened,
    /// The patient opened the app by a reminder.
    Tapped,
    /// An alarm, and by how many minutes it was late.
    Alarm { late_minutes: i32 },
    /// The phone was started.
    Boot,
    /// The time zone or the clock was changed.
    ClockMoved,
    /// The app was updated.
    Updated,
    /// The patient chose "Later" on a reminder.
    Later,
}

/// What to do now.
#[uniffi::remote(Record)]
pub struct AlarmsToSet {
    /// Show the notification.
    pub show: bool,
    /// Remove the notification.
    pub hide: bool,
    /// Local times of all alarms, at most 60. Remove all others.
    pub at: Vec<String>,
}
