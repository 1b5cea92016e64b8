//! The calls of the page.

use interlude_client::clinician::{
    CarePlanForm, EpisodeForm, FormsForm, InfoForm, InfusionForm, NewClinicForm, NewPatient,
    OutcomeRulesForm, OwnerForm, PlannedInfusionForm, ProfileForm, SignForm, TakeBackForm,
    TakeFileBackForm, UploadForm,
};
use interlude_client::form::AnswerView;
use interlude_clinical::cohort::CohortFilter;
use interlude_clinical::entry::care_plan::PlanRow;
use interlude_clinical::entry::infusion::WeightUnit;
use interlude_clinical::entry::treatment::TreatedCondition;
use serde::Deserialize;

/// A call of the page. The variant of [`Reply`](super::reply::Reply) with the same name answers it.
///
/// Times are RFC 3339 with offset; ids of patients, clinics and records are hex.
#[derive(Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "call", content = "args", rename_all = "snake_case")]
pub enum Call {
    /// Returns the first page to show.
    Start {
        /// The clinic in the page's address.
        clinic: Option<String>,
    },
    /// Founds a clinic.
    SetUp(NewClinicForm),
    /// Compares two groups of the kit's code.
    ConfirmKit {
        /// The groups as typed.
        groups: [String; 2],
    },
    /// Signs in.
    SignIn {
        /// The clinic.
        clinic: String,
        /// The login as typed.
        login: String,
        /// The passphrase as typed.
        passphrase: String,
    },
    /// Fetches and opens all records, with progress events.
    Sync,
    /// Waits until records change on the server.
    Watch,
    /// Returns the panel.
    Panel {
        /// The current time.
        now: String,
    },
    /// Returns the outcomes of all patients that a filter selects.
    Cohort {
        /// The filter.
        filter: CohortFilter,
        /// The current time.
        now: String,
    },
    /// Returns a patient's chart.
    Chart {
        /// The patient.
        patient: String,
        /// The instrument to draw; core chooses if it is `null`.
        instrument: Option<String>,
        /// The current time.
        now: String,
    },
    /// Returns what the clinic tells patients about itself.
    ClinicInfo,
    /// Changes what the clinic tells patients about itself.
    SetClinicInfo {
        /// All fields.
        info: InfoForm,
    },
    /// Opens an invitation.
    Invite(NewPatient),
    /// Returns the state of the invitation.
    PairingState,
    /// Compares the six digits.
    Confirm {
        /// The digits as typed.
        digits: String,
    },
    /// Ends the invitation.
    CancelInvite,
    /// Returns what must be confirmed before an infusion is recorded.
    CheckInfusion(InfusionForm),
    /// Records an infusion.
    RecordInfusion(InfusionForm),
    /// Returns what a clinician can choose in an episode of care.
    TreatmentChoices,
    /// Returns the clinicians whom a patient can be handed to.
    Team,
    /// Names a patient's clinician.
    SetOwner(OwnerForm),
    /// Writes a patient's episode of care.
    SaveEpisode(EpisodeForm),
    /// Returns the care plan that is usual for a condition.
    UsualPlan {
        /// The patient.
        patient: String,
        /// The condition.
        condition: TreatedCondition,
        /// The current time.
        now: String,
    },
    /// Returns a care plan in words while it is being edited.
    PreviewPlan {
        /// The patient.
        patient: String,
        /// Its rows.
        rows: Vec<PlanRow>,
        /// The current time.
        now: String,
    },
    /// Signs a patient's care plan.
    SignPlan(CarePlanForm),
    /// Plans an infusion.
    PlanInfusion(PlannedInfusionForm),
    /// Returns the clinic's definitions of outcomes.
    OutcomeRules,
    /// Sets the clinic's definitions of outcomes.
    SetOutcomeRules(OutcomeRulesForm),
    /// Corrects a patient's details.
    CorrectProfile(ProfileForm),
    /// Returns the texts beside a dose and a weight that are being typed.
    DoseText {
        /// Dose in mg.
        dose_mg: Option<f64>,
        /// Body weight in `weight_unit`.
        weight: Option<f64>,
        /// The unit of `weight`.
        weight_unit: WeightUnit,
    },
    /// Returns the forms that clinicians fill in.
    Rateable,
    /// Opens a form about a patient.
    OpenRating {
        /// The patient.
        patient: String,
        /// Id of the form.
        instrument: String,
        /// The time of opening.
        at: String,
    },
    /// Answers an item of an open form.
    Rate {
        /// The form.
        rating: String,
        /// Id of the item.
        item: String,
        /// The answer.
        answer: AnswerView,
    },
    /// Returns an open form with its answers.
    Rating {
        /// The form.
        rating: String,
    },
    /// Signs a form.
    SignRating(SignForm),
    /// Discards a form.
    DiscardRating {
        /// The form.
        rating: String,
    },
    /// Returns the forms that were begun and not saved.
    UnsavedRatings,
    /// Takes back a rating or an infusion.
    TakeBack(TakeBackForm),
    /// Returns the names of all patients.
    Patients,
    /// Returns all instruments, and which of them patients are asked.
    Library,
    /// Returns all questions of an instrument.
    LibraryItem {
        /// Id of the instrument.
        id: String,
    },
    /// Decides which forms patients are asked.
    SetForms(FormsForm),
    /// Checks an uploaded file without saving it.
    CheckUpload {
        /// The file.
        text: String,
    },
    /// Saves an uploaded wording or definition.
    UploadInstrument(UploadForm),
    /// Returns the clinic's own files for an instrument.
    BroughtFiles {
        /// Id of the instrument.
        id: String,
    },
    /// Withdraws such a file.
    TakeFileBack(TakeFileBackForm),
    /// Forgets all keys.
    Lock,
    /// Ends the session and forgets all keys.
    SignOut,
}
