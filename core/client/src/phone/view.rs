//! What a phone's screens draw: plain data, every sentence ready.

use serde::{Deserialize, Serialize};

/// How far the phone has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// No invitation was taken up.
    New,
    /// The digits are shown; the clinic has not typed them yet.
    Joined,
    /// The digits agreed; the patient chooses what to share.
    Confirmed,
    /// Both journals are founded.
    Enrolled,
}

/// An invitation as it reads, before anything is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InviteView {
    /// Address of the clinic's server.
    pub clinic_url: String,
    /// End of the invitation, in seconds of Unix time.
    pub expires_at: i64,
}

/// The clinic as the patient sees it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClinicView {
    /// Its name.
    pub clinic_name: String,
    /// Who reads, or is to read, the shared journal.
    pub team: Vec<TeamMemberView>,
    /// What it says about itself.
    pub info: ClinicInfoView,
    /// The six digits, while the clinic has not typed them.
    pub digits: Option<String>,
}

/// One of the care team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamMemberView {
    /// Name as the clinic's directory has it.
    pub name: String,
    /// `lead` or `clinician`.
    pub role: String,
}

/// What a clinic says about itself.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClinicInfoView {
    /// Name of the clinic.
    pub name: String,
    /// Telephone, if it wants to be called.
    pub telephone: Option<String>,
    /// When answers are read, in words.
    pub hours: String,
    /// The clinic's time zone.
    pub zone: String,
    /// Two-letter country code for crisis help.
    pub country: Option<String>,
    /// Language (BCP 47).
    pub language: String,
    /// Within how many hours answers are read.
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
    /// At most three forms.
    pub due: Vec<DueForm>,
    /// What became of the answers.
    pub status: StatusLine,
    /// Records that could not be read.
    pub unreadable: i32,
    /// A sentence about them; `None` if there are none.
    pub unreadable_text: Option<String>,
}

/// A form that is offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueForm {
    /// Id of the instrument.
    pub instrument: String,
    /// Its name on the card.
    pub title: String,
    /// How long it takes.
    pub minutes_text: String,
}

/// What became of the newest answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusLine {
    /// What is said.
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
    /// The server has it.
    Sent,
    /// It is kept private.
    Private,
    /// It waits on this phone.
    Waiting,
    /// The last one could not be saved.
    NotSaved,
    /// There is none yet.
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

/// What a sync did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncReport {
    /// Records sent.
    pub pushed: i32,
    /// Records received.
    pub pulled: i32,
    /// Whether nothing is left that either side lacks.
    pub up_to_date: bool,
    /// A sentence about it.
    pub status_text: String,
    /// Seconds to wait before the next try; `None` if there is nothing to try.
    pub retry_after_seconds: Option<i32>,
}

interlude_clinical::redacted!(ClinicView, ClinicInfoView, Today);
