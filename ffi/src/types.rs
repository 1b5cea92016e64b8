//! The types of the phone's API, under core's names. All texts are ready to show.

use interlude_client::error::ClientError;
use interlude_client::form::{AnswerView, FormItem, FormItemKind, FormOption, Tap};
use interlude_client::phone::view::{
    ClinicInfoView, ClinicView, ContentChoice, ContentKindView, DueForm, InviteView, Saved, Stage,
    StatusKind, StatusLine, SyncReport, TeamMemberView, Today,
};
use interlude_clinical::safety::{ActionKind, Barrier, CrisisAction, CrisisDirective};

use crate::error::AppError;

/// Crisis help, to be drawn in the order of the fields.
#[uniffi::remote(Record)]
pub struct CrisisDirective {
    pub heading: String,
    pub lines: Vec<String>,
    /// The emergency number; always the first button.
    pub emergency: CrisisAction,
    /// The crisis line to call; `None` without a country.
    pub primary: Option<CrisisAction>,
    pub others: Vec<CrisisAction>,
    /// Shown on demand.
    pub more: Vec<CrisisAction>,
    /// What keeps people from reaching out, and an answer to each.
    pub barriers: Vec<Barrier>,
    pub checked_text: String,
    pub clinic_text: String,
    /// `None` if the clinic gave no telephone.
    pub clinic: Option<CrisisAction>,
    /// Whether the form is private, so that the clinic does not see the answer.
    pub private_form: bool,
    /// `None` for help without a country.
    pub country: Option<String>,
    pub language: String,
}

/// A button of the crisis screen.
#[uniffi::remote(Record)]
pub struct CrisisAction {
    pub kind: ActionKind,
    pub label: String,
    pub detail: Option<String>,
    /// Number to dial or to text: digits, with a `+` or without.
    pub number: Option<String>,
    /// Text message to fill in.
    pub body: Option<String>,
    /// Page to open.
    pub url: Option<String>,
    pub hint: Option<String>,
    /// The label for a screen reader.
    pub spoken: Option<String>,
}

/// What a button of the crisis screen does.
#[uniffi::remote(Enum)]
pub enum ActionKind {
    /// Opens the dialler.
    Call,
    /// Opens a text message.
    Text,
    /// Opens a page.
    Chat,
}

/// A reason not to reach out, and an answer to it.
#[uniffi::remote(Record)]
pub struct Barrier {
    pub said: String,
    pub reply: String,
    pub actions: Vec<CrisisAction>,
}

/// A country with crisis help of its own.
#[derive(Debug, Clone, uniffi::Record)]
pub struct CountryChoice {
    /// Two-letter code (ISO 3166-1).
    pub code: String,
    /// Name to show.
    pub name: String,
}

/// A time from the phone's clock, and the phone's time zone.
#[derive(Clone, uniffi::Record)]
pub struct LocalTime {
    /// RFC 3339 in whole seconds, local time with offset: `2026-05-12T09:12:00-04:00`.
    pub at: String,
    /// IANA name, such as `America/New_York`.
    pub zone: String,
}

impl LocalTime {
    /// Parses both parts.
    ///
    /// # Errors
    /// [`AppError::Invalid`] for another format.
    pub(crate) fn read(&self) -> Result<When, AppError> {
        let at = interlude_clinical::moment::Moment::parse(&self.at);
        let zone = interlude_clinical::moment::Zone::parse(&self.zone);
        match (at, zone) {
            (Ok(at), Ok(zone)) => Ok((at, zone)),
            _ => Err(ClientError::Invalid { what: "time" }.into()),
        }
    }
}

/// A time and a zone as core types.
pub(crate) type When = (interlude_clinical::moment::Moment, interlude_clinical::moment::Zone);

/// The result of an answer: what to draw next.
#[uniffi::remote(Record)]
pub struct Tap {
    /// Crisis help: show it before anything else.
    pub crisis: Option<CrisisDirective>,
    /// A line to show beside the question, after a safety answer was lowered.
    pub changed_notice: Option<String>,
    /// Questions to draw again, and new ones, in order.
    pub changed: Vec<FormItem>,
    /// Ids of all questions to ask now, in order.
    pub asked: Vec<String>,
}

/// An answer.
#[uniffi::remote(Enum)]
pub enum AnswerView {
    /// The value of a [`FormOption`].
    Choice(i32),
    Number(f64),
    YesNo(bool),
    Text(String),
    /// Seen and not answered.
    Skipped,
}

/// The kind of answer that a question takes.
#[uniffi::remote(Enum)]
pub enum FormItemKind {
    /// One of `options`.
    Choice,
    /// A whole number, with a button for each.
    Number,
    /// Yes or no.
    Boolean,
    /// A whole number to type.
    Integer,
    /// A number to type.
    Decimal,
    /// Free text.
    Text,
}

/// An option of a choice.
#[uniffi::remote(Record)]
pub struct FormOption {
    pub value: i32,
    pub label: String,
}

/// A question, with its answer so far.
#[uniffi::remote(Record)]
pub struct FormItem {
    pub id: String,
    /// Such as `3`; empty for unnumbered questions.
    pub number: String,
    /// How many questions are numbered.
    pub total: i32,
    pub instructions: Option<String>,
    /// The line above the question.
    pub stem: Option<String>,
    pub text: String,
    pub kind: FormItemKind,
    pub options: Vec<FormOption>,
    /// Least number.
    pub min: i32,
    /// Greatest number.
    pub max: i32,
    pub min_label: String,
    pub max_label: String,
    /// Empty if the number has no unit.
    pub unit: String,
    /// `None` if the question was not seen yet.
    pub answered: Option<AnswerView>,
    /// Whether the question must be answered or skipped; others are offered as "Add more".
    pub core: bool,
}

/// The confirmation that something was saved.
#[uniffi::remote(Record)]
pub struct Saved {
    pub text: String,
    pub shared: bool,
}

/// The stage of joining a clinic.
#[uniffi::remote(Enum)]
pub enum Stage {
    /// No clinic: next is `join`.
    New,
    /// The digits are on screen: next is `await_confirmation`.
    Joined,
    /// The clinic typed the digits: next is `enrol`.
    Confirmed,
    /// The diary exists.
    Enrolled,
}

/// The content of an invite.
#[uniffi::remote(Record)]
pub struct InviteView {
    /// Address of the clinic's server.
    pub clinic_url: String,
    /// In seconds of Unix time.
    pub expires_at: i64,
}

/// A clinic and its team.
#[uniffi::remote(Record)]
pub struct ClinicView {
    pub clinic_name: String,
    pub team: Vec<TeamMemberView>,
    pub info: ClinicInfoView,
    /// Six digits to show until the clinic has typed them; `None` after that.
    pub digits: Option<String>,
}

/// A member of the care team.
#[uniffi::remote(Record)]
pub struct TeamMemberView {
    pub name: String,
    /// `lead` or `clinician`.
    pub role: String,
}

/// What the clinic tells its patients about itself.
#[uniffi::remote(Record)]
pub struct ClinicInfoView {
    pub name: String,
    pub telephone: Option<String>,
    /// When answers are read, such as `Mon–Fri, 9 am to 5 pm`.
    pub hours: String,
    /// IANA name of the clinic's time zone.
    pub zone: String,
    /// Two-letter code.
    pub country: Option<String>,
    /// BCP 47.
    pub language: String,
    pub read_within_hours: i32,
}

/// A kind of content that the patient shares or keeps private.
#[uniffi::remote(Record)]
pub struct ContentKindView {
    /// `check-ins`, `forms`, `notes` or `safety-plan`.
    pub code: String,
    pub label: String,
}

/// The patient's choice for one kind of content.
#[uniffi::remote(Record)]
pub struct ContentChoice {
    /// The code of a [`ContentKindView`].
    pub kind: String,
    pub shared: bool,
}

/// The first screen of the day.
#[uniffi::remote(Record)]
pub struct Today {
    pub date_text: String,
    /// `None` without an infusion.
    pub infusion_text: Option<String>,
    /// `None` if no infusion is planned.
    pub next_text: Option<String>,
    /// `None` unless the plan of forms changed lately.
    pub plan_text: Option<String>,
    /// At most three forms.
    pub due: Vec<DueForm>,
    pub status: StatusLine,
    /// Number of records that could not be read.
    pub unreadable: i32,
    pub unreadable_text: Option<String>,
}

/// A form to fill in.
#[uniffi::remote(Record)]
pub struct DueForm {
    /// Id for `open_form`.
    pub instrument: String,
    pub title: String,
    pub minutes_text: String,
}

/// The state of the newest answers.
#[uniffi::remote(Record)]
pub struct StatusLine {
    pub kind: StatusKind,
    pub text: String,
}

/// Where the newest answers are.
#[uniffi::remote(Enum)]
pub enum StatusKind {
    /// A computer of the clinic has opened the newest answer.
    SentOpened,
    /// The server has it.
    Sent,
    /// It is private and saved.
    Private,
    /// It waits on this phone.
    Waiting,
    /// The last attempt to save failed.
    NotSaved,
    /// There are no answers; the text is empty.
    None,
}

/// The result of a sync.
#[uniffi::remote(Record)]
pub struct SyncReport {
    /// Number of records sent.
    pub pushed: i32,
    /// Number of records received.
    pub pulled: i32,
    /// Whether phone and server have the same records.
    pub up_to_date: bool,
    pub status_text: String,
    /// When to sync again; `None` if everything was sent and fetched.
    pub retry_after_seconds: Option<i32>,
}
