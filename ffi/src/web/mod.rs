//! The browser's side: one object in a Worker, which takes and gives plain objects.
//!
//! Each method reads its arguments, calls the core and hands back what it gave. No key and no
//! decision leaves the core.

mod plain;
mod shapes;

use interlude_client::clinician::{
    Clinician, FormsForm, InfusionForm, NewClinicForm, Person, ProfileForm, SignForm, TakeBackForm,
    TakeFileBackForm, UploadForm,
};
use interlude_client::crypto::random::System;
use interlude_client::sync::http::Http;
use interlude_client::sync::transport::Clock;
use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use plain::{Answer, Nothing, fail, give, moment, nothing, patient_of, plain, qr, read, space};
use shapes::{
    ChartArgs, CheckArgs, ClinicArgs, DigitsArgs, DoseArgs, Event, GroupsArgs, InfoArgs,
    InstrumentArgs, Invite, OpenRatingArgs, PanelArgs, RateArgs, RatingArgs, SignInArgs, Started,
    Written,
};

/// The browser's clock.
struct BrowserClock;

impl Clock for BrowserClock {
    #[expect(clippy::cast_possible_truncation, reason = "seconds fit for ages to come")]
    fn unix_seconds(&self) -> i64 {
        (js_sys::Date::now() / 1000.0).floor() as i64
    }
}

/// A clinician's session, as the Worker holds it.
#[wasm_bindgen]
pub struct ClinicianSession {
    page: Clinician<Http, System, BrowserClock>,
    on_event: Function,
}

/// Scores one form: a line of JSON in, a line of JSON out, as the program `interlude score` does.
#[wasm_bindgen]
#[must_use]
pub fn score_line(line: &str) -> String {
    interlude_clinical::line::score_line(line.as_bytes())
}

#[wasm_bindgen]
impl ClinicianSession {
    /// A session at `origin`; `store` is what [`ClinicianSession::store`] gave at some time before, `ratings` are those
    /// that [`ClinicianSession::ratings_to_keep`] gave and that were not to be forgotten, by record.
    #[wasm_bindgen(constructor)]
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "JavaScript hands values over")]
    pub fn new(
        origin: String,
        store: Option<String>,
        ratings: Option<String>,
        on_event: Function,
    ) -> Self {
        let http = Http::new(reqwest::Client::new());
        let page = Clinician::new(http, System, BrowserClock, &origin, store.as_deref());
        if let Some(ratings) = ratings {
            page.remember_ratings(&ratings);
        }
        Self { page, on_event }
    }

    /// What the browser should keep, if it changed since it was last asked for.
    #[must_use]
    pub fn store(&self) -> Option<String> {
        self.page.memory()
    }

    /// Ratings that the browser should keep, each by itself, or forget (`null`), if there are any.
    #[must_use]
    pub fn ratings_to_keep(&self) -> Option<String> {
        self.page.ratings_to_keep()
    }

    /// How far this page has come.
    #[expect(clippy::unused_async, reason = "every call of the Worker is a promise")]
    pub async fn start(&self, args: JsValue) -> Answer {
        let ClinicArgs { clinic } = read(args)?;
        let clinic = clinic.as_deref().map(space).transpose();
        give(clinic.map(|clinic| Started {
            start: self.page.start(clinic),
            build: env!("CARGO_PKG_VERSION"),
        }))
    }

    /// Founds a clinic.
    pub async fn set_up(&self, args: JsValue) -> Answer {
        let form: NewClinicForm = read(args)?;
        give(self.page.set_up(form).await)
    }

    /// Compares two groups of the kit.
    #[expect(clippy::unused_async, reason = "every call of the Worker is a promise")]
    pub async fn confirm_kit(&self, args: JsValue) -> Answer {
        let GroupsArgs { groups } = read(args)?;
        give(self.page.confirm_kit(&groups).map(nothing))
    }

    /// Signs in.
    pub async fn sign_in(&self, args: JsValue) -> Answer {
        let SignInArgs { clinic, login, passphrase } = read(args)?;
        let clinic = space(&clinic).map_err(fail)?;
        give(self.page.sign_in(clinic, &login, &passphrase).await)
    }

    /// Brings everything up to date, with events of how far it has come.
    pub async fn sync(&self, _args: JsValue) -> Answer {
        let tell = |about| {
            if let Ok(event) = plain(&Event { kind: "progress", about }) {
                // A page that went away needs no news.
                self.on_event.call1(&JsValue::NULL, &event).ok();
            }
        };
        give(self.page.sync(tell).await)
    }

    /// Waits for a change at the server.
    pub async fn watch(&self, _args: JsValue) -> Answer {
        give(self.page.watch().await)
    }

    /// The panel.
    #[expect(clippy::unused_async, reason = "every call of the Worker is a promise")]
    pub async fn panel(&self, args: JsValue) -> Answer {
        let PanelArgs { now } = read(args)?;
        give(moment(&now).and_then(|now| self.page.panel(&now)))
    }

    /// One patient's chart.
    #[expect(clippy::unused_async, reason = "every call of the Worker is a promise")]
    pub async fn chart(&self, args: JsValue) -> Answer {
        let ChartArgs { patient, instrument, now } = read(args)?;
        let patient = patient_of(&patient).map_err(fail)?;
        give(moment(&now).and_then(|now| self.page.chart(patient, instrument.as_deref(), &now)))
    }

    /// The clinic's words about itself.
    #[expect(clippy::unused_async, reason = "every call of the Worker is a promise")]
    pub async fn clinic_info(&self, _args: JsValue) -> Answer {
        give(self.page.clinic_info())
    }

    /// Changes the clinic's words about itself.
    pub async fn set_clinic_info(&self, args: JsValue) -> Answer {
        let InfoArgs { info } = read(args)?;
        give(self.page.set_clinic_info(info).await.map(nothing))
    }

    /// Opens an invitation.
    pub async fn invite(&self, args: JsValue) -> Answer {
        let person: Person = read(args)?;
        let invited = self.page.invite(person).await.map_err(fail)?;
        let qr = qr(&invited.text)?;
        plain(&Invite { text: invited.text, expires_at: invited.expires_at, qr })
    }

    /// How far the invitation has come.
    pub async fn pairing_state(&self, _args: JsValue) -> Answer {
        give(self.page.pairing_state().await)
    }

    /// Compares the six digits.
    pub async fn confirm(&self, args: JsValue) -> Answer {
        let DigitsArgs { digits } = read(args)?;
        give(self.page.confirm(&digits).await.map(nothing))
    }

    /// Ends the invitation.
    pub async fn cancel_invite(&self, _args: JsValue) -> Answer {
        give(self.page.cancel_invite().await.map(nothing))
    }

    /// Records an infusion.
    pub async fn record_infusion(&self, args: JsValue) -> Answer {
        let form: InfusionForm = read(args)?;
        let written = self.page.record_infusion(&form).await;
        give(written.map(|record| Written { record: record.to_hex() }))
    }

    /// Corrects who a patient is.
    pub async fn correct_profile(&self, args: JsValue) -> Answer {
        let form: ProfileForm = read(args)?;
        give(self.page.correct_profile(&form).await.map(nothing))
    }

    /// Words beside a dose.
    #[expect(clippy::unused_async, reason = "every call of the Worker is a promise")]
    pub async fn dose_text(&self, args: JsValue) -> Answer {
        let DoseArgs { dose_mg, weight_kg } = read(args)?;
        give(Ok(self.page.dose_text(dose_mg, weight_kg)))
    }

    /// What clinicians can fill in.
    #[expect(clippy::unused_async, reason = "every call of the Worker is a promise")]
    pub async fn rateable(&self, _args: JsValue) -> Answer {
        give(self.page.rateable())
    }

    /// Opens a form about a patient.
    #[expect(clippy::unused_async, reason = "every call of the Worker is a promise")]
    pub async fn open_rating(&self, args: JsValue) -> Answer {
        let OpenRatingArgs { patient, instrument, at } = read(args)?;
        give(moment(&at).and_then(|at| self.page.open_rating(&patient, &instrument, at)))
    }

    /// Takes one answer to it.
    #[expect(clippy::unused_async, reason = "every call of the Worker is a promise")]
    pub async fn rate(&self, args: JsValue) -> Answer {
        let RateArgs { rating, item, answer } = read(args)?;
        give(self.page.rate(&rating, &item, answer))
    }

    /// The form as it stands.
    #[expect(clippy::unused_async, reason = "every call of the Worker is a promise")]
    pub async fn rating(&self, args: JsValue) -> Answer {
        let RatingArgs { rating } = read(args)?;
        give(self.page.rating(&rating))
    }

    /// Signs it.
    pub async fn sign_rating(&self, args: JsValue) -> Answer {
        let form: SignForm = read(args)?;
        let written = self.page.sign_rating(&form).await;
        give(written.map(|record| Written { record: record.to_hex() }))
    }

    /// Discards it.
    #[expect(clippy::unused_async, reason = "every call of the Worker is a promise")]
    pub async fn discard_rating(&self, args: JsValue) -> Answer {
        let RatingArgs { rating } = read(args)?;
        self.page.discard_rating(&rating);
        plain(&Nothing {})
    }

    /// Forms that were begun and are not saved yet.
    #[expect(clippy::unused_async, reason = "every call of the Worker is a promise")]
    pub async fn unsaved_ratings(&self, _args: JsValue) -> Answer {
        give(self.page.unsaved_ratings())
    }

    /// Takes back a rating or an infusion.
    pub async fn take_back(&self, args: JsValue) -> Answer {
        let form: TakeBackForm = read(args)?;
        give(self.page.take_back(&form).await.map(nothing))
    }

    /// Names of all patients.
    #[expect(clippy::unused_async, reason = "every call of the Worker is a promise")]
    pub async fn patients(&self, _args: JsValue) -> Answer {
        give(self.page.patients())
    }

    /// Every instrument, and which of them patients are asked.
    #[expect(clippy::unused_async, reason = "every call of the Worker is a promise")]
    pub async fn library(&self, _args: JsValue) -> Answer {
        give(self.page.library())
    }

    /// Every question of an instrument.
    #[expect(clippy::unused_async, reason = "every call of the Worker is a promise")]
    pub async fn library_item(&self, args: JsValue) -> Answer {
        let InstrumentArgs { id } = read(args)?;
        give(self.page.library_item(&id))
    }

    /// Decides what patients are asked.
    pub async fn set_forms(&self, args: JsValue) -> Answer {
        let form: FormsForm = read(args)?;
        give(self.page.set_forms(form).await.map(nothing))
    }

    /// Says what a wording or a definition would bring, and writes nothing.
    #[expect(clippy::unused_async, reason = "every call of the Worker is a promise")]
    pub async fn check_upload(&self, args: JsValue) -> Answer {
        let CheckArgs { text } = read(args)?;
        give(self.page.check_upload(&text))
    }

    /// Takes a wording or a definition of the clinic's own.
    pub async fn upload_instrument(&self, args: JsValue) -> Answer {
        let form: UploadForm = read(args)?;
        give(self.page.upload_instrument(form).await)
    }

    /// The files that the clinic brought for an instrument.
    #[expect(clippy::unused_async, reason = "every call of the Worker is a promise")]
    pub async fn brought_files(&self, args: JsValue) -> Answer {
        let InstrumentArgs { id } = read(args)?;
        give(self.page.brought_files(&id))
    }

    /// Takes one of them back.
    pub async fn take_file_back(&self, args: JsValue) -> Answer {
        let form: TakeFileBackForm = read(args)?;
        give(self.page.take_file_back(&form).await.map(nothing))
    }

    /// Forgets every key.
    #[expect(clippy::unused_async, reason = "every call of the Worker is a promise")]
    pub async fn lock(&self, _args: JsValue) -> Answer {
        self.page.lock();
        plain(&Nothing {})
    }

    /// Ends the session and forgets every key.
    pub async fn sign_out(&self, _args: JsValue) -> Answer {
        give(self.page.sign_out().await.map(nothing))
    }
}
