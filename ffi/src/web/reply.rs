//! The replies to the page.

use interlude_client::clinician::{
    BroughtFiles, DoseTexts, InfoForm, LibraryView, OutcomeRulesView, PairingProgress, Patients,
    Progress, RateableForms, RatingView, SetUp, SignedIn, Start, Synced, TeamView,
    TreatmentChoices, UnsavedRatings, UploadCheck, Uploaded, Watched,
};
use interlude_client::error::{ClientError, ErrorCode};
use interlude_clinical::chart::{Chart, PlanDraft};
use interlude_clinical::cohort::CohortView;
use interlude_clinical::doubt::InfusionDoubts;
use interlude_clinical::library::preview::Preview;
use interlude_clinical::panel::Panel;
use qrcodegen::{QrCode, QrCodeEcc};
use serde::Serialize;

/// The answer to the [`Call`](super::call::Call) with the same name.
#[derive(Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "reply", content = "ok", rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant is documented at the call with the same name")]
pub enum Reply {
    Start(Started),
    SetUp(SetUp),
    ConfirmKit,
    SignIn(SignedIn),
    Sync(Synced),
    Watch(Watched),
    Panel(Panel),
    Cohort(Box<CohortView>),
    Chart(Box<Chart>),
    ClinicInfo(InfoForm),
    SetClinicInfo,
    Invite(Invite),
    PairingState(PairingProgress),
    Confirm,
    CancelInvite,
    CheckInfusion(InfusionDoubts),
    RecordInfusion(Written),
    TreatmentChoices(TreatmentChoices),
    Team(TeamView),
    SetOwner,
    SaveEpisode,
    UsualPlan(PlanDraft),
    PreviewPlan(PlanDraft),
    SignPlan,
    PlanInfusion(Written),
    OutcomeRules(OutcomeRulesView),
    SetOutcomeRules,
    CorrectProfile,
    DoseText(DoseTexts),
    Rateable(RateableForms),
    OpenRating(RatingView),
    Rate(RatingView),
    Rating(RatingView),
    SignRating(Written),
    DiscardRating,
    UnsavedRatings(UnsavedRatings),
    TakeBack,
    Patients(Patients),
    Library(LibraryView),
    LibraryItem(Preview),
    SetForms,
    CheckUpload(Box<UploadCheck>),
    UploadInstrument(Uploaded),
    BroughtFiles(BroughtFiles),
    TakeFileBack,
    Lock,
    SignOut,
}

/// The first page to show, and the version of core.
#[derive(Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Started {
    /// The first page.
    #[serde(flatten)]
    pub start: Start,
    /// Version of core.
    pub build: &'static str,
}

/// The record that a call wrote.
#[derive(Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Written {
    /// The record's id in hex.
    pub record: String,
}

/// An invitation to show.
#[derive(Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Invite {
    /// The text of the invitation.
    pub text: String,
    /// End of the invitation (RFC 3339, UTC).
    pub expires_at: String,
    /// The text as a QR code.
    pub qr: Qr,
}

/// A QR code.
#[derive(Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Qr {
    /// Modules on each side.
    pub size: i32,
    /// One string per row, with `1` for a dark module and `0` for a light one.
    pub rows: Vec<String>,
}

impl Qr {
    /// Encodes `text`.
    ///
    /// # Errors
    /// [`ClientError::Internal`] if the text is too long.
    pub fn of(text: &str) -> Result<Self, ClientError> {
        let code = QrCode::encode_text(text, QrCodeEcc::Medium);
        let code = code.map_err(|_| ClientError::Internal)?;
        let row =
            |y| (0..code.size()).map(|x| if code.get_module(x, y) { '1' } else { '0' }).collect();
        Ok(Self { size: code.size(), rows: (0..code.size()).map(row).collect() })
    }
}

/// An event while a call runs.
#[derive(Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Event {
    /// A sync has opened another patient's records.
    Progress(Progress),
}

/// The kind of a failure.
#[derive(Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(untagged)]
pub enum FailureCode {
    /// An error of core.
    Core(ErrorCode),
    /// An error outside of core.
    Boundary(BoundaryCode),
}

/// The kinds of failure that the page and its Worker add.
#[derive(Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum BoundaryCode {
    /// The call could not be read.
    Malformed,
    /// The Worker has not started yet.
    NotStarted,
    /// The Worker could not be started.
    WorkerFailed,
    /// The page itself failed.
    Unexpected,
}

/// Why a call failed.
#[derive(Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Failure {
    /// The kind of failure.
    pub code: FailureCode,
    /// The sentences to show: what happened, what is kept, what to do.
    pub text: String,
    /// Seconds to wait before the next attempt; `null` if unknown.
    pub retry_after: Option<u64>,
}

impl From<ClientError> for Failure {
    fn from(error: ClientError) -> Self {
        Self {
            code: FailureCode::Core(error.error_code()),
            text: error.text(),
            retry_after: error.retry_after(),
        }
    }
}

/// The outcome of a call.
#[derive(Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum CallResult {
    /// The call succeeded.
    Ok(Box<Reply>),
    /// The call failed; nothing saved is lost.
    Error(Failure),
}
