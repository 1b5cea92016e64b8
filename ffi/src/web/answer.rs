//! Runs calls.

use interlude_client::clinician::{Clinician, Progress};
use interlude_client::error::ClientError;
use interlude_client::host::Platform;
use interlude_client::journal::MemoryStore;
use interlude_client::language::words;
use interlude_clinical::moment::Moment;
use interlude_protocol::id::{RecordId, SpaceId};

use super::call::Call;
use super::reply::{
    BoundaryCode, CallResult, Failure, FailureCode, Invite, Qr, Reply, Started, Written,
};

/// Runs a [`Call`] in JSON and returns a [`CallResult`] in JSON.
///
/// Any other text fails with the code `malformed`. The failure does not repeat the text.
pub async fn answer_json(
    page: &Clinician<impl Platform<Store = MemoryStore>>,
    call: &str,
    progress: impl Fn(Progress),
) -> String {
    let outcome = match serde_json::from_str(call) {
        Ok(call) => match answer(page, call, progress).await {
            Ok(reply) => CallResult::Ok(Box::new(reply)),
            Err(error) => CallResult::Error(error.into()),
        },
        Err(_) => CallResult::Error(malformed()),
    };
    // Every outcome has a JSON form; the page would report an empty text as an internal error.
    serde_json::to_string(&outcome).unwrap_or_default()
}

fn malformed() -> Failure {
    Failure {
        code: FailureCode::Boundary(BoundaryCode::Malformed),
        text: words().error_malformed(),
        retry_after: None,
    }
}

/// Runs a call.
///
/// # Errors
/// The error of the [`Clinician`]'s method, or [`ClientError::Invalid`] for a malformed id or time.
pub async fn answer(
    page: &Clinician<impl Platform<Store = MemoryStore>>,
    call: Call,
    progress: impl Fn(Progress),
) -> Result<Reply, ClientError> {
    Ok(match call {
        Call::Start { clinic } => {
            let clinic = clinic.as_deref().map(clinic_of).transpose()?;
            Reply::Start(Started { start: page.start(clinic), build: env!("CARGO_PKG_VERSION") })
        }
        Call::SetUp(form) => Reply::SetUp(page.set_up(form).await?),
        Call::ConfirmKit { groups } => {
            page.confirm_kit(&groups)?;
            Reply::ConfirmKit
        }
        Call::SignIn { clinic, login, passphrase } => {
            Reply::SignIn(page.sign_in(clinic_of(&clinic)?, &login, &passphrase).await?)
        }
        Call::Sync => Reply::Sync(page.sync(progress).await?),
        Call::Watch => Reply::Watch(page.watch().await?),
        Call::Panel { now } => Reply::Panel(page.panel(&Moment::parse(&now)?)?),
        Call::Cohort { filter, now } => {
            Reply::Cohort(Box::new(page.cohort(&filter, &Moment::parse(&now)?)?))
        }
        Call::Chart { patient, instrument, now } => {
            let (patient, now) = (patient_of(&patient)?, Moment::parse(&now)?);
            Reply::Chart(Box::new(page.chart(patient, instrument.as_deref(), &now)?))
        }
        Call::ClinicInfo => Reply::ClinicInfo(page.clinic_info()?),
        Call::SetClinicInfo { info } => {
            page.set_clinic_info(info).await?;
            Reply::SetClinicInfo
        }
        Call::Invite(person) => {
            let invited = page.invite(person).await?;
            let qr = Qr::of(&invited.text)?;
            Reply::Invite(Invite { text: invited.text, expires_at: invited.expires_at, qr })
        }
        Call::PairingState => Reply::PairingState(page.pairing_state().await?),
        Call::Confirm { digits } => {
            page.confirm(&digits).await?;
            Reply::Confirm
        }
        Call::CancelInvite => {
            page.cancel_invite().await?;
            Reply::CancelInvite
        }
        Call::CheckInfusion(form) => Reply::CheckInfusion(page.check_infusion(&form)?),
        Call::RecordInfusion(form) => {
            Reply::RecordInfusion(written(page.record_infusion(&form).await?))
        }
        Call::TreatmentChoices => Reply::TreatmentChoices(page.treatment_choices()?),
        Call::Team => Reply::Team(page.team_view()?),
        Call::SetOwner(form) => {
            page.set_owner(&form).await?;
            Reply::SetOwner
        }
        Call::SaveEpisode(form) => {
            page.save_episode(&form).await?;
            Reply::SaveEpisode
        }
        Call::UsualPlan { patient, condition, now } => {
            Reply::UsualPlan(page.usual_plan(&patient, condition, &Moment::parse(&now)?)?)
        }
        Call::PreviewPlan { patient, rows, now } => {
            Reply::PreviewPlan(page.preview_plan(&patient, &rows, &Moment::parse(&now)?)?)
        }
        Call::SignPlan(form) => {
            page.sign_plan(&form).await?;
            Reply::SignPlan
        }
        Call::PlanInfusion(form) => Reply::PlanInfusion(written(page.plan_infusion(&form).await?)),
        Call::OutcomeRules => Reply::OutcomeRules(page.outcome_rules()?),
        Call::SetOutcomeRules(form) => {
            page.set_outcome_rules(form).await?;
            Reply::SetOutcomeRules
        }
        Call::CorrectProfile(form) => {
            page.correct_profile(&form).await?;
            Reply::CorrectProfile
        }
        Call::DoseText { dose_mg, weight, weight_unit } => {
            Reply::DoseText(page.dose_text(dose_mg, weight, weight_unit))
        }
        Call::Rateable => Reply::Rateable(page.rateable()?),
        Call::OpenRating { patient, instrument, at } => {
            Reply::OpenRating(page.open_rating(&patient, &instrument, Moment::parse(&at)?)?)
        }
        Call::Rate { rating, item, answer } => Reply::Rate(page.rate(&rating, &item, answer)?),
        Call::Rating { rating } => Reply::Rating(page.rating(&rating)?),
        Call::SignRating(form) => Reply::SignRating(written(page.sign_rating(&form).await?)),
        Call::DiscardRating { rating } => {
            page.discard_rating(&rating);
            Reply::DiscardRating
        }
        Call::UnsavedRatings => Reply::UnsavedRatings(page.unsaved_ratings()?),
        Call::TakeBack(form) => {
            page.take_back(&form).await?;
            Reply::TakeBack
        }
        Call::Patients => Reply::Patients(page.patients()?),
        Call::Library => Reply::Library(page.library()?),
        Call::LibraryItem { id } => Reply::LibraryItem(page.library_item(&id)?),
        Call::SetForms(form) => {
            page.set_forms(form).await?;
            Reply::SetForms
        }
        Call::CheckUpload { text } => Reply::CheckUpload(Box::new(page.check_upload(&text)?)),
        Call::UploadInstrument(form) => {
            Reply::UploadInstrument(page.upload_instrument(form).await?)
        }
        Call::BroughtFiles { id } => Reply::BroughtFiles(page.brought_files(&id)?),
        Call::TakeFileBack(form) => {
            page.take_file_back(&form).await?;
            Reply::TakeFileBack
        }
        Call::Lock => {
            page.lock();
            Reply::Lock
        }
        Call::SignOut => {
            page.sign_out().await?;
            Reply::SignOut
        }
    })
}

fn written(record: RecordId) -> Written {
    Written { record: record.to_hex() }
}

fn clinic_of(hex: &str) -> Result<SpaceId, ClientError> {
    SpaceId::from_hex(hex).map_err(|_| ClientError::Invalid { what: "clinic" })
}

fn patient_of(hex: &str) -> Result<SpaceId, ClientError> {
    SpaceId::from_hex(hex).map_err(|_| ClientError::UnknownPatient)
}
