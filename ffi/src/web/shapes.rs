//! What the page sends with a call, and what it gets where core's own answer is not enough.

use interlude_client::clinician::InfoForm;
use interlude_client::form::AnswerView;
use serde::{Deserialize, Serialize};

use super::plain::Qr;

#[derive(Serialize)]
pub(super) struct Event<T> {
    pub(super) kind: &'static str,
    #[serde(flatten)]
    pub(super) about: T,
}

#[derive(Deserialize)]
pub(super) struct ClinicArgs {
    pub(super) clinic: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Started {
    #[serde(flatten)]
    pub(super) start: interlude_client::clinician::Start,
    pub(super) build: &'static str,
}

#[derive(Deserialize)]
pub(super) struct SignInArgs {
    pub(super) clinic: String,
    pub(super) login: String,
    pub(super) passphrase: String,
}

#[derive(Deserialize)]
pub(super) struct GroupsArgs {
    pub(super) groups: [String; 2],
}

#[derive(Deserialize)]
pub(super) struct PanelArgs {
    pub(super) now: String,
}

#[derive(Deserialize)]
pub(super) struct ChartArgs {
    pub(super) patient: String,
    pub(super) instrument: Option<String>,
    pub(super) now: String,
}

#[derive(Deserialize)]
pub(super) struct InfoArgs {
    pub(super) info: InfoForm,
}

#[derive(Deserialize)]
pub(super) struct DigitsArgs {
    pub(super) digits: String,
}

#[derive(Deserialize)]
pub(super) struct DoseArgs {
    pub(super) dose_mg: f64,
    pub(super) weight_kg: Option<f64>,
}

#[derive(Deserialize)]
pub(super) struct InstrumentArgs {
    pub(super) id: String,
}

#[derive(Deserialize)]
pub(super) struct CheckArgs {
    pub(super) text: String,
}

#[derive(Deserialize)]
pub(super) struct OpenRatingArgs {
    pub(super) patient: String,
    pub(super) instrument: String,
    pub(super) at: String,
}

#[derive(Deserialize)]
pub(super) struct RateArgs {
    pub(super) rating: String,
    pub(super) item: String,
    pub(super) answer: AnswerView,
}

#[derive(Deserialize)]
pub(super) struct RatingArgs {
    pub(super) rating: String,
}

#[derive(Serialize)]
pub(super) struct Written {
    pub(super) record: String,
}

#[derive(Serialize)]
pub(super) struct Invite {
    pub(super) text: String,
    pub(super) expires_at: String,
    pub(super) qr: Qr,
}
