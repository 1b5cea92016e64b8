//! What a page can ask.

use interlude_client::clinician::{
    FormsForm, InfoForm, InfusionForm, NewClinicForm, NewPatient, ProfileForm, SignForm,
    TakeBackForm, TakeFileBackForm, UploadForm,
};
use interlude_client::form::AnswerView;
use serde::Deserialize;

/// One call of the page. Its answer is the variant of [`Reply`](super::reply::Reply) with the same name.
///
/// Times are RFC 3339 with offset; patients, clinics and records are ids in hex.
#[derive(Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "call", content = "args", rename_all = "snake_case")]
pub enum Call {
    /// Which page to show first, for the clinic that the address names.
    Start {
        /// The clinic of the address.
        clinic: Option<String>,
    },
    /// Founds a clinic.
    SetUp(NewClinicForm),
    /// Compares two groups of the kit.
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
    /// Fetches and opens everything, with events about the progress.
    Sync,
    /// Waits for a change at the server.
    Watch,
    /// The panel.
    Panel {
        /// The page's time.
        now: String,
    },
    /// One patient's chart.
    Chart {
        /// The patient.
        patient: String,
        /// The instrument to draw; the core chooses if it is `null`.
        instrument: Option<String>,
        /// The page's time.
        now: String,
    },
    /// The clinic's words about itself.
    ClinicInfo,
    /// Changes the clinic's words about itself.
    SetClinicInfo {
        /// All of them.
        info: InfoForm,
    },
    /// Opens an invitation.
    Invite(NewPatient),
    /// The step that the invitation has reached.
    PairingState,
    /// Compares the six digits.
    Confirm {
        /// The digits as typed.
        digits: String,
    },
    /// Ends the invitation.
    CancelInvite,
    /// Records an infusion.
    RecordInfusion(InfusionForm),
    /// Corrects who a patient is.
    CorrectProfile(ProfileForm),
    /// The words beside a dose that is being typed.
    DoseText {
        /// Dose in mg.
        dose_mg: f64,
        /// Body weight in kg.
        weight_kg: Option<f64>,
    },
    /// The forms that clinicians can fill in.
    Rateable,
    /// Opens a form about a patient.
    OpenRating {
        /// The patient.
        patient: String,
        /// Id of the form.
        instrument: String,
        /// When it is opened.
        at: String,
    },
    /// Answers one item of the open form.
    Rate {
        /// The form.
        rating: String,
        /// Id of the item.
        item: String,
        /// The answer.
        answer: AnswerView,
    },
    /// The open form with its answers.
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
    /// The forms that were begun and are not saved yet.
    UnsavedRatings,
    /// Takes back a rating or an infusion.
    TakeBack(TakeBackForm),
    /// The names of all patients.
    Patients,
    /// Every instrument, and which of them patients are asked.
    Library,
    /// Every question of an instrument.
    LibraryItem {
        /// Id of the instrument.
        id: String,
    },
    /// Decides what patients are asked.
    SetForms(FormsForm),
    /// Checks a wording or a definition, and writes nothing.
    CheckUpload {
        /// The file.
        text: String,
    },
    /// Takes over a wording or a definition of the clinic's own.
    UploadInstrument(UploadForm),
    /// The files that the clinic brought for an instrument.
    BroughtFiles {
        /// Id of the instrument.
        id: String,
    },
    /// Takes one of those files back.
    TakeFileBack(TakeFileBackForm),
    /// Forgets every key.
    Lock,
    /// Ends the session and forgets every key.
    SignOut,
}
