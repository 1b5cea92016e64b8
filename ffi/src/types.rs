//! What crosses the boundary to a phone: core's types, field by field, under core's names.

use interlude_client::form::{AnswerView, FormItem, FormItemKind, FormOption, Tap};
use interlude_client::phone::view::{
    ClinicInfoView, ClinicView, ContentChoice, ContentKindView, DueForm, InviteView, Saved, Stage,
    StatusKind, StatusLine, SyncReport, TeamMemberView, Today,
};
use interlude_clinical::safety::{ActionKind, Barrier, CrisisAction, CrisisDirective};

use crate::error::AppError;

/// Crisis help, ready to be drawn at once.
#[uniffi::remote(Record)]
pub struct CrisisDirective {
    pub heading: String,
    pub lines: Vec<String>,
    pub emergency: CrisisAction,
    pub primary: Option<CrisisAction>,
    pub others: Vec<CrisisAction>,
    pub more: Vec<CrisisAction>,
    pub barriers: Vec<Barrier>,
    pub checked_text: String,
    pub clinic_text: String,
    pub clinic: Option<CrisisAction>,
    pub private_form: bool,
    pub country: Option<String>,
    pub language: String,
}

/// One button of the crisis screen.
#[uniffi::remote(Record)]
pub struct CrisisAction {
    pub kind: ActionKind,
    pub label: String,
    pub detail: Option<String>,
    pub number: Option<String>,
    pub body: Option<String>,
    pub url: Option<String>,
    pub hint: Option<String>,
    pub spoken: Option<String>,
}

/// What a button of the crisis screen does.
#[uniffi::remote(Enum)]
pub enum ActionKind {
    Call,
    Text,
    Chat,
}

/// One thing that makes it hard to reach out.
#[uniffi::remote(Record)]
pub struct Barrier {
    pub said: String,
    pub reply: String,
    pub actions: Vec<CrisisAction>,
}

/// A country for which crisis help is compiled in.
#[derive(Debug, Clone, uniffi::Record)]
pub struct CountryChoice {
    /// Two-letter code.
    pub code: String,
    /// Name to show.
    pub name: String,
}

/// A moment as the phone knows it.
#[derive(Clone, uniffi::Record)]
pub struct Moment {
    /// RFC 3339 local time with offset, whole seconds.
    pub at: String,
    /// IANA name of the zone.
    pub zone: String,
}

impl Moment {
    /// Reads both parts; a text that is neither is [`AppError::Internal`].
    pub(crate) fn read(&self) -> Result<When, AppError> {
        let at = interlude_clinical::moment::Moment::parse(&self.at);
        let zone = interlude_clinical::moment::Zone::parse(&self.zone);
        match (at, zone) {
            (Ok(at), Ok(zone)) => Ok((at, zone)),
            _ => Err(AppError::internal()),
        }
    }
}

/// A moment and its zone, as the core takes them.
pub(crate) type When = (interlude_clinical::moment::Moment, interlude_clinical::moment::Zone);

/// What one tap on an answer leads to: all that the screen needs to draw next.
///
/// Show `crisis` before anything else. `changed` are the questions that read differently now,
/// `asked` the ids of all questions asked now, in order.
#[uniffi::remote(Record)]
pub struct Tap {
    pub crisis: Option<CrisisDirective>,
    pub changed_notice: Option<String>,
    pub changed: Vec<FormItem>,
    pub asked: Vec<String>,
}

/// An answer on its way in or out.
#[uniffi::remote(Enum)]
pub enum AnswerView {
    Choice(i32),
    Number(f64),
    YesNo(bool),
    Text(String),
    Skipped,
}

/// What may be answered to an item.
#[uniffi::remote(Enum)]
pub enum FormItemKind {
    Choice,
    Number,
    Boolean,
    Integer,
    Decimal,
    Text,
}

/// One answer on offer.
#[uniffi::remote(Record)]
pub struct FormOption {
    pub value: i32,
    pub label: String,
}

/// One question as it is asked now.
#[uniffi::remote(Record)]
pub struct FormItem {
    pub id: String,
    pub number: String,
    pub total: i32,
    pub instructions: Option<String>,
    pub stem: Option<String>,
    pub text: String,
    pub kind: FormItemKind,
    pub options: Vec<FormOption>,
    pub min: i32,
    pub max: i32,
    pub min_label: String,
    pub max_label: String,
    pub unit: String,
    pub answered: Option<AnswerView>,
    pub core: bool,
}

/// A form that was saved.
#[uniffi::remote(Record)]
pub struct Saved {
    pub text: String,
    pub shared: bool,
}

/// How far the phone has come.
#[uniffi::remote(Enum)]
pub enum Stage {
    New,
    Joined,
    Confirmed,
    Enrolled,
}

/// An invitation as it reads, before anything is sent.
#[uniffi::remote(Record)]
pub struct InviteView {
    pub clinic_url: String,
    pub expires_at: i64,
}

/// The clinic as the patient sees it.
#[uniffi::remote(Record)]
pub struct ClinicView {
    pub clinic_name: String,
    pub team: Vec<TeamMemberView>,
    pub info: ClinicInfoView,
    pub digits: Option<String>,
}

/// One of the care team.
#[uniffi::remote(Record)]
pub struct TeamMemberView {
    pub name: String,
    pub role: String,
}

/// What a clinic says about itself.
#[uniffi::remote(Record)]
pub struct ClinicInfoView {
    pub name: String,
    pub telephone: Option<String>,
    pub hours: String,
    pub zone: String,
    pub country: Option<String>,
    pub language: String,
    pub read_within_hours: i32,
}

/// A kind of content that the patient may share.
#[uniffi::remote(Record)]
pub struct ContentKindView {
    pub code: String,
    pub label: String,
}

/// The patient's choice for one kind of content.
#[uniffi::remote(Record)]
pub struct ContentChoice {
    pub kind: String,
    pub shared: bool,
}

/// The first screen of the day.
#[uniffi::remote(Record)]
pub struct Today {
    pub date_text: String,
    pub infusion_text: Option<String>,
    pub due: Vec<DueForm>,
    pub status: StatusLine,
    pub unreadable: i32,
    pub unreadable_text: Option<String>,
}

/// A form that is offered.
#[uniffi::remote(Record)]
pub struct DueForm {
    pub instrument: String,
    pub title: String,
    pub minutes_text: String,
}

/// What became of the newest answers.
#[uniffi::remote(Record)]
pub struct StatusLine {
    pub kind: StatusKind,
    pub text: String,
}

/// The kinds of status lines.
#[uniffi::remote(Enum)]
pub enum StatusKind {
    SentOpened,
    Sent,
    Private,
    Waiting,
    NotSaved,
    None,
}

/// What a sync did.
#[uniffi::remote(Record)]
pub struct SyncReport {
    pub pushed: i32,
    pub pulled: i32,
    pub up_to_date: bool,
    pub status_text: String,
    pub retry_after_seconds: Option<i32>,
}
