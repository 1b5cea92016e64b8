//! The phone's side: lock, delegate, return. No decision is made here.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use interlude_client::crypto::random::System;
use interlude_client::error::ClientError;
use interlude_client::form::{AnswerView, FormItem, Tap};
use interlude_client::host::{Host, Platform};
use interlude_client::journal;
use interlude_client::phone::trend::Trend;
use interlude_client::phone::view::{
    ClinicView, ContentChoice, ContentKindView, InviteView, Saved, Stage, SyncReport, Today,
};
use interlude_client::phone::{self, Phone};
use interlude_client::sqlite::SqliteStore;
use interlude_client::sync::http::Http;
use interlude_client::sync::transport::Clock;
use interlude_clinical::safety::{self, CrisisDirective, HelpContext};
use tokio::runtime::Runtime;

use crate::error::{AppError, GuardError};
use crate::types::{CountryChoice, Moment};

/// How often [`PatientApp::join`] asks whether the clinic's page has answered, and how often at
/// most: its page answers within seconds while it is open.
const JOIN_EVERY: Duration = Duration::from_secs(1);
const JOIN_TRIES: u32 = 20;

/// Crisis help as "Help now" shows it: instant, and there without a journal.
///
/// `country` is a two-letter code; `None` or an unknown one gives the country-neutral help.
#[uniffi::export]
pub fn help_now(country: Option<String>) -> CrisisDirective {
    safety::help_now(&HelpContext { country, ..HelpContext::default() })
}

/// The countries for which crisis help is compiled in.
#[uniffi::export]
#[must_use]
pub fn countries() -> Vec<CountryChoice> {
    let choice =
        |it: safety::Country| CountryChoice { code: it.code.to_owned(), name: it.name.to_owned() };
    safety::countries().map(choice).collect()
}

/// Seals small secrets with a key that the phone's own key store keeps.
#[uniffi::export(with_foreign)]
pub trait KeyGuard: Send + Sync {
    /// Seals `plain`.
    fn seal(&self, plain: Vec<u8>) -> Result<Vec<u8>, GuardError>;

    /// Opens what [`KeyGuard::seal`] sealed.
    fn open(&self, sealed: Vec<u8>) -> Result<Vec<u8>, GuardError>;
}

struct Guard(Arc<dyn KeyGuard>);

impl journal::KeyGuard for Guard {
    fn seal(&self, plain: &[u8]) -> Result<Vec<u8>, journal::GuardError> {
        Ok(self.0.seal(plain.to_vec())?)
    }

    fn open(&self, sealed: &[u8]) -> Result<Vec<u8>, journal::GuardError> {
        Ok(self.0.open(sealed.to_vec())?)
    }
}

/// The phone's clock.
struct Now;

impl Clock for Now {
    #[expect(clippy::disallowed_methods, reason = "the host's clock enters here")]
    fn unix_seconds(&self) -> i64 {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        since.map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
    }
}

struct Mobile;

impl Platform for Mobile {
    type Store = SqliteStore;
    type Transport = Http;
    type Random = System;
    type Clock = Now;
}

/// A patient's diary on this phone.
///
/// Calls block; only [`PatientApp::crisis`] and [`CheckIn::answer`] are for the screen's thread.
/// Those that wait for the server hold nothing that saving needs.
#[derive(uniffi::Object)]
pub struct PatientApp {
    phone: Arc<Phone<Mobile>>,
    runtime: Runtime,
}

#[uniffi::export]
impl PatientApp {
    /// Opens the diary in `directory`, which exists; no network.
    #[uniffi::constructor]
    pub fn open(directory: &str, guard: Arc<dyn KeyGuard>) -> Result<Self, AppError> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .map_err(|_| AppError::internal())?;
        let store = SqliteStore::open(&Path::new(directory).join("diary.db"));
        let store = store.map_err(ClientError::from)?;
        let host = Host::new(store, Http::new(network()?), System, Now);
        let phone = Arc::new(Phone::open(host, Box::new(Guard(guard)))?);
        Ok(Self { phone, runtime })
    }

    /// How far the phone has come.
    #[must_use]
    pub fn stage(&self) -> Stage {
        self.phone.stage()
    }

    /// Reads an invite without sending anything.
    pub fn read_invite(&self, text: &str) -> Result<InviteView, AppError> {
        Ok(self.phone.read_invite(text)?)
    }

    /// Takes an invite up; what it returns holds the six digits to show.
    ///
    /// [`AppError::Offline`] too if the clinic's page did not answer; it may be called again.
    pub fn join(&self, text: &str) -> Result<ClinicView, AppError> {
        self.runtime.block_on(async {
            for _ in 0..JOIN_TRIES {
                if let Some(clinic) = self.phone.join(text).await? {
                    return Ok(clinic);
                }
                tokio::time::sleep(JOIN_EVERY).await;
            }
            Err(AppError::Offline {
                text: "Your clinic's page did not answer. Nothing was shared. Ask them to keep it \
                       open, and try again."
                    .to_owned(),
                retry_after_seconds: None,
            })
        })
    }

    /// Asks once whether the clinic has typed the digits; `false` means not yet.
    pub fn await_confirmation(&self) -> Result<bool, AppError> {
        Ok(self.runtime.block_on(self.phone.await_confirmation())?)
    }

    /// The clinic as far as it is known; `None` before joining.
    #[must_use]
    pub fn clinic(&self) -> Option<ClinicView> {
        self.phone.clinic()
    }

    /// The kinds of content that the patient chooses about.
    #[must_use]
    pub fn content_kinds(&self) -> Vec<ContentKindView> {
        self.phone.content_kinds()
    }

    /// Founds both journals by the patient's choices, one for each kind; returns the recovery code.
    pub fn enrol(&self, choices: &[ContentChoice], moment: &Moment) -> Result<String, AppError> {
        let (at, zone) = moment.read()?;
        Ok(self.phone.enrol(choices, &at, &zone)?)
    }

    /// Compares groups 2 and 5 of the recovery code; if they agree, the phone forgets the code.
    pub fn confirm_recovery(&self, groups: &[String]) -> Result<bool, AppError> {
        Ok(self.phone.confirm_recovery(groups)?)
    }

    /// The recovery code, until it was typed back.
    #[must_use]
    pub fn recovery_code(&self) -> Option<String> {
        self.phone.recovery_code()
    }

    /// The first screen of the day.
    pub fn today(&self, moment: &Moment) -> Result<Today, AppError> {
        let (at, zone) = moment.read()?;
        Ok(self.phone.today(&at, &zone)?)
    }

    /// Opens a form; answers of one that was left today are taken up in it.
    pub fn open_form(&self, instrument: &str, moment: &Moment) -> Result<Arc<CheckIn>, AppError> {
        let (at, zone) = moment.read()?;
        let form = self.phone.open_form(instrument, &at, &zone)?;
        Ok(Arc::new(CheckIn { phone: Arc::clone(&self.phone), form }))
    }

    /// Crisis help by what the clinic says; instant, without journal or key store.
    ///
    /// `country` overrides the clinic's. `from_form`: as after an answer, else as "Help now".
    #[expect(clippy::needless_pass_by_value, reason = "what is optional crosses owned")]
    pub fn crisis(&self, country: Option<String>, from_form: bool) -> CrisisDirective {
        self.phone.crisis(country.as_deref(), from_form)
    }

    /// The patient's own trend; `None` draws the first instrument answered.
    #[expect(clippy::needless_pass_by_value, reason = "what is optional crosses owned")]
    pub fn trend(&self, instrument: Option<String>, moment: &Moment) -> Result<Trend, AppError> {
        let (at, _) = moment.read()?;
        Ok(self.phone.trend(instrument.as_deref(), &at)?)
    }

    /// Saves a note where the patient's choice for notes says.
    pub fn note(&self, text: &str, moment: &Moment) -> Result<Saved, AppError> {
        let (at, zone) = moment.read()?;
        Ok(self.phone.note(text, &at, &zone)?)
    }

    /// Sends what waits and fetches what is new.
    pub fn sync(&self) -> Result<SyncReport, AppError> {
        Ok(self.runtime.block_on(self.phone.sync())?)
    }

    /// Tells that the app or the network is back, so that the next wait is short.
    pub fn network_is_back(&self) {
        self.phone.network_is_back();
    }

    /// The patient's choices about sharing.
    pub fn sharing(&self) -> Result<Vec<ContentChoice>, AppError> {
        Ok(self.phone.sharing()?)
    }
}

/// The client for the network: TLS by ring, and no redirect is followed.
fn network() -> Result<reqwest::Client, AppError> {
    // A second call finds the provider installed, which is as good.
    let _installed = rustls::crypto::ring::default_provider().install_default().is_ok();
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build();
    client.map_err(|_| AppError::internal())
}

/// A form on screen, from the first tap until it is closed.
#[derive(uniffi::Object)]
pub struct CheckIn {
    phone: Arc<Phone<Mobile>>,
    form: phone::CheckIn,
}

#[uniffi::export]
impl CheckIn {
    /// Full name of the form.
    #[must_use]
    pub fn title(&self) -> String {
        self.form.title()
    }

    /// Name of the form in a bar.
    #[must_use]
    pub fn short(&self) -> String {
        self.form.short()
    }

    /// Whether the care team will read it.
    #[must_use]
    pub fn shared(&self) -> bool {
        self.form.shared()
    }

    /// The questions asked now, with the answers so far.
    #[must_use]
    pub fn items(&self) -> Vec<FormItem> {
        self.form.items()
    }

    /// Takes one answer, in memory alone: no disk, and no lock that saving holds. Show crisis help
    /// in the tap before anything else; then call [`CheckIn::save_draft`] off the screen's thread.
    pub fn answer(&self, item: &str, answer: AnswerView) -> Result<Tap, AppError> {
        Ok(self.form.answer(item, answer.into())?)
    }

    /// What to say before the form is left.
    #[must_use]
    pub fn leave_text(&self) -> String {
        self.form.leave_text()
    }

    /// Whose form it is and by what licence it is shown.
    #[must_use]
    pub fn source_text(&self) -> String {
        self.form.source_text()
    }

    /// Saves the answers so far, for when the app ends; durable when it returns. Call it off the
    /// screen's thread, after the frame that follows a tap.
    pub fn save_draft(&self) -> Result<(), AppError> {
        Ok(self.phone.save_draft(&self.form)?)
    }

    /// Closes the form as left: times and safety events are saved, no other answer.
    pub fn stop(&self, moment: &Moment) -> Result<Saved, AppError> {
        let (at, zone) = moment.read()?;
        Ok(self.phone.stop(&self.form, &at, &zone)?)
    }

    /// Closes the form as answered; durable when it returns. After an error it is still open.
    pub fn submit(&self, moment: &Moment) -> Result<Saved, AppError> {
        let (at, zone) = moment.read()?;
        Ok(self.phone.submit(&self.form, &at, &zone)?)
    }
}
