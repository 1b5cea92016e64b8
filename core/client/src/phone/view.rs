//! The data that a phone's screens draw. Every text is ready to show.

use serde::{Deserialize, Serialize};

use interlude_clinical::reminder::{LogLine, ReminderChoices};

/// The stage of the phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// No invitation was accepted.
    New,
    /// The digits are shown; the clinic has not typed them yet.
    Joined,
    /// The digits matched; the patient chooses what to share.
    Confirmed,
    /// Both journals are founded.
    Enrolled,
}

/// An invitation, before anything is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InviteView {
    /// Address of the clinic's server.
    pub clinic_url: String,
    /// End of the invitation, in Unix seconds.
    pub expires_at: i64,
}

/// The clinic as the patient sees it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClinicView {
    /// Its name.
    pub clinic_name: String,
    /// The people who read, or will read, the shared journal.
    pub team: Vec<TeamMemberView>,
    /// The clinic's information for patients.
    pub info: ClinicInfoView,
    /// The six digits, until the clinic has typed them.
    pub digits: Option<String>,
}

/// A member of the care team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamMemberView {
    /// Name from the clinic's directory.
    pub name: String,
    /// `lead` or `clinician`.
    pub role: String,
}

/// A clinic's information for patients.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClinicInfoView {
    /// Name of the clinic.
    pub name: String,
    /// Telephone number, if patients may call.
    pub telephone: Option<String>,
    /// When the clinic reads answers, in words.
    pub hours: String,
    /// The clinic's time zone.
    pub zone: String,
    /// Two-letter country code for crisis help.
    pub country: Option<String>,
    /// Language (BCP 47).
    pub language: String,
    /// The number of hours within which the clinic reads answers.
    pub read_within_hours: i32,
}

/// A kind of content that the patient may share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentKindView {
    /// `check-ins`, `forms`, `notes` or `safety-plan`.
    pub code: String,
    /// Name on the screen.
    pub label: String,
}

/// The patient's choice for one kind of content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentChoice {
    /// The kind's code.
    pub kind: String,
    /// Whether the care team reads it.
    pub shared: bool,
}

/// The first screen of the day.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Today {
    /// `Tuesday 12 May`.
    pub date_text: String,
    /// `Day 5 since your infusion`; `None` without an infusion.
    pub infusion_text: Option<String>,
    /// `Next infusion: Friday 15 May`; `None` if none is planned.
    pub next_text: Option<String>,
    /// That the plan of forms changed lately; `None` otherwise.
    pub plan_text: Option<String>,
    /// At most three due forms.
    pub due: Vec<DueForm>,
    /// The status of the answers.
    pub status: StatusLine,
    /// Number of unreadable records.
    pub unreadable: i32,
    /// A sentence about them; `None` if there are none.
    pub unreadable_text: Option<String>,
}

/// A due form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueForm {
    /// Id of the instrument.
    pub instrument: String,
    /// Its name on the card.
    pub title: String,
    /// How long it takes.
    pub minutes_text: String,
}

/// The status of the newest answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusLine {
    /// The status.
    pub kind: StatusKind,
    /// The sentence; empty for [`StatusKind::None`].
    pub text: String,
}

/// The kinds of status lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatusKind {
    /// A computer of the clinic has opened the newest answer.
    SentOpened,
    /// The server has the newest answer.
    Sent,
    /// The newest answer is private.
    Private,
    /// Answers wait on this phone.
    Waiting,
    /// The last answers could not be saved.
    NotSaved,
    /// There are no answers yet.
    None,
}

/// A form that was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// `Saved.`
    pub text: String,
    /// Whether the care team can read it.
    pub shared: bool,
}

/// The result of a sync.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncReport {
    /// Records sent.
    pub pushed: i32,
    /// Records received.
    pub pulled: i32,
    /// Whether phone and server have the same records.
    pub up_to_date: bool,
    /// The result in a sentence.
    pub status_text: String,
    /// Seconds to wait before the next sync; `None` if this one was complete.
    pub retry_after_seconds: Option<i32>,
}

/// The screens about reminders.
#[derive(Clone, PartialEq, Eq)]
pub struct RemindersView {
    /// What the patient chose.
    pub choices: ReminderChoices,
    /// When the next one comes, or why none does.
    pub next_text: String,
    /// What became of the reminders of the last 60 days, newest first.
    pub log: Vec<LogLine>,
    /// That the choices could not be opened; `None` if they could.
    pub unreadable_text: Option<String>,
}

/// What a phone does about its reminders now.
#[derive(Clone, PartialEq, Eq)]
pub struct AlarmsToSet {
    /// Shows the notification.
    pub show: bool,
    /// Removes the notification.
    pub hide: bool,
    /// Local times of the alarms to set, at most 60: `2026-05-12T19:00:00`. All others are removed.
    pub at: Vec<String>,
}

interlude_clinical::redacted!(ClinicView, ClinicInfoView, Today, RemindersView, AlarmsToSet);
