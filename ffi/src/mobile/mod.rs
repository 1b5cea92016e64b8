//! The API for apps on phones: one [`PatientApp`] per phone, and a [`CheckIn`] per open form.
//!
//! An app calls, in this order: [`PatientApp::open`], [`PatientApp::join`],
//! [`PatientApp::await_confirmation`] and [`PatientApp::enrol`] once; then [`PatientApp::today`],
//! [`PatientApp::open_form`] and [`PatientApp::sync`] every day. [`help_now`] always works. The
//! examples are in Kotlin, where errors are called `AppException`; whole programs are in `examples`.

pub mod check_in;
mod reminder;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use interlude_client::crypto::random::System;
use interlude_client::error::ClientError;
use interlude_client::host::{Host, Platform};
use interlude_client::journal;
use interlude_client::language::words;
use interlude_client::phone::Phone;
use interlude_client::phone::trend::Trend;
use interlude_client::phone::view::{
    ClinicView, ContentChoice, ContentKindView, InviteView, Saved, Stage, SyncReport, Today,
};
use interlude_client::sqlite::SqliteStore;
use interlude_client::sync::http::Http;
use interlude_client::sync::transport::Clock;
use interlude_clinical::safety::{self, CrisisDirective, HelpContext};
use tokio::runtime::Runtime;

use check_in::CheckIn;

use crate::error::{AppError, GuardError};
use crate::types::{CountryChoice, LocalTime};

/// Interval and number of requests by which [`PatientApp::join`] waits for the clinic's page. An open
/// page answers within seconds.
const JOIN_EVERY: Duration = Duration::from_secs(1);
const JOIN_TRIES: u32 = 20;

/// Returns crisis help for the "Help now" button: instant, offline, and without an open diary.
///
/// `country` is a two-letter code (ISO 3166-1). `None` or an unknown code returns help without a
/// country, never nothing.
///
/// ```kotlin
/// val help = helpNow("US")
/// dial(help.primary?.number ?: help.emergency.number)      // "988"
/// ```
#[uniffi::export]
pub fn help_now(country: Option<String>) -> CrisisDirective {
    safety::help_now(&HelpContext { country, ..HelpContext::default() })
}

/// Lists the countries with crisis help of their own, in the order to show.
#[uniffi::export]
#[must_use]
pub fn countries() -> Vec<CountryChoice> {
    let choice =
        |it: safety::Country| CountryChoice { code: it.code.to_owned(), name: it.name.to_owned() };
    safety::countries().map(choice).collect()
}

/// Seals small secrets with a key that never leaves the phone's key store. The app implements it.
///
/// A new key opens nothing that the old key sealed: keep one key for the life of the diary.
#[uniffi::export(with_foreign)]
pub trait KeyGuard: Send + Sync {
    /// Encrypts `plain`, a few kilobytes at most, so that changes are detected.
    ///
    /// # Errors
    /// [`GuardError::Refused`] if the key store fails.
    fn seal(&self, plain: Vec<u8>) -> Result<Vec<u8>, GuardError>;

    /// Decrypts the result of [`KeyGuard::seal`].
    ///
    /// # Errors
    /// [`GuardError::Refused`] if the key is gone or `sealed` was changed.
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
/// Calls block, so make them on a background thread. [`PatientApp::crisis`] and [`CheckIn::answer`]
/// are fast enough for the main thread. Threads may share one `PatientApp`: saving never waits for
/// the network. Times are a [`LocalTime`] from the phone's clock; each call that takes one can fail with
/// [`AppError::Invalid`] if its format is wrong.
///
/// The order of calls: [`PatientApp::open`]; [`PatientApp::join`], then
/// [`PatientApp::await_confirmation`] about once a second; [`PatientApp::enrol`];
/// [`PatientApp::open_form`] with the calls of [`CheckIn`]; [`PatientApp::sync`].
#[derive(uniffi::Object)]
pub struct PatientApp {
    phone: Arc<Phone<Mobile>>,
    runtime: Runtime,
}

#[uniffi::export]
impl PatientApp {
    /// Opens the diary in `directory`, an existing folder, or starts a new one. Uses no network.
    ///
    /// # Errors
    /// [`AppError::Guard`] if the key store fails, [`AppError::WrongKey`] if it opens something else,
    /// [`AppError::DamagedJournal`] and [`AppError::NewerJournal`] if the file cannot be used and
    /// [`AppError::DiskFull`] if it cannot be read or written. The file is never deleted or emptied.
    ///
    /// ```kotlin
    /// val app = PatientApp.open(context.noBackupFilesDir.path, keyStoreGuard)
    /// ```
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

    /// Returns the next step to offer: join, wait for the clinic, choose what to share, or use.
    #[must_use]
    pub fn stage(&self) -> Stage {
        self.phone.stage()
    }

    /// Reads the text of an invite. Sends nothing.
    ///
    /// # Errors
    /// [`AppError::InvalidInvite`], [`AppError::ExpiredInvite`], or [`AppError::NewerJournal`] if the
    /// app is too old for the invite.
    pub fn read_invite(&self, text: &str) -> Result<InviteView, AppError> {
        Ok(self.phone.read_invite(text)?)
    }

    /// Claims an invite and returns the clinic with the six digits to show, such as `482913`.
    ///
    /// Waits up to 20 seconds for the clinic's page. Repeat the call with the same text after
    /// [`AppError::Offline`], also when that page did not answer. Nothing is shared yet.
    ///
    /// # Errors
    /// The errors of [`PatientApp::read_invite`]; [`AppError::UsedInvite`], [`AppError::InviteBurnt`]
    /// or [`AppError::WrongClinic`] if the invite is lost; [`AppError::WrongStage`] once a clinic has
    /// confirmed; [`AppError::Offline`], [`AppError::ServerRefused`] or [`AppError::WrongClock`] from
    /// the server.
    ///
    /// ```kotlin
    /// val clinic = app.join(pasted)
    /// show(clinic.clinicName, clinic.digits)
    /// ```
    pub fn join(&self, text: &str) -> Result<ClinicView, AppError> {
        self.runtime.block_on(async {
            for _ in 0..JOIN_TRIES {
                if let Some(clinic) = self.phone.join(text).await? {
                    return Ok(clinic);
                }
                tokio::time::sleep(JOIN_EVERY).await;
            }
            Err(AppError::Offline {
                text: words().error_clinic_did_not_answer(),
                retry_after_seconds: None,
            })
        })
    }

    /// Returns whether the clinic has typed the six digits. Ask again in a second while `false`.
    ///
    /// # Errors
    /// [`AppError::InviteBurnt`] if the clinic typed other digits or ended the invite, and
    /// [`AppError::ExpiredInvite`] after ten minutes; the phone is new again then.
    /// [`AppError::WrongStage`] before [`PatientApp::join`] has returned. [`AppError::Offline`],
    /// [`AppError::ServerRefused`] or [`AppError::WrongClock`] from the server.
    ///
    /// ```kotlin
    /// while (!app.awaitConfirmation()) delay(1_000)
    /// ```
    pub fn await_confirmation(&self) -> Result<bool, AppError> {
        Ok(self.runtime.block_on(self.phone.await_confirmation())?)
    }

    /// Returns the clinic, its team and, until confirmed, the digits. `None` before joining.
    #[must_use]
    pub fn clinic(&self) -> Option<ClinicView> {
        self.phone.clinic()
    }

    /// Lists the kinds of content that the patient shares or keeps private, in the order to show.
    #[must_use]
    pub fn content_kinds(&self) -> Vec<ContentKindView> {
        self.phone.content_kinds()
    }

    /// Creates the diary and returns the recovery code, to be written on paper.
    ///
    /// `choices` holds one choice for each of [`PatientApp::content_kinds`]. The code is seven groups
    /// of four characters, `7K2M-9QXD-…`. Uses no network; repeat the call after any error.
    ///
    /// # Errors
    /// [`AppError::WrongStage`] unless the clinic has confirmed and the phone is not enrolled yet,
    /// [`AppError::Invalid`] if a kind has no choice, [`AppError::Guard`] or [`AppError::DiskFull`] if
    /// the diary cannot be written.
    ///
    /// ```kotlin
    /// val choices = app.contentKinds().map { ContentChoice(it.code, it.code in sharedKinds) }
    /// val code = app.enrol(choices, LocalTime("2026-05-12T09:12:00-04:00", "America/New_York"))
    /// ```
    pub fn enrol(&self, choices: &[ContentChoice], moment: &LocalTime) -> Result<String, AppError> {
        let (at, zone) = moment.read()?;
        Ok(self.phone.enrol(choices, &at, &zone)?)
    }

    /// Compares `groups` with the second and the fifth group of the recovery code.
    ///
    /// Returns `true` if both agree, and also later: the phone then forgets the code.
    ///
    /// # Errors
    /// [`AppError::WrongStage`] before enrolment, [`AppError::Guard`] or [`AppError::DiskFull`] if the
    /// phone cannot be written.
    pub fn confirm_recovery(&self, groups: &[String]) -> Result<bool, AppError> {
        Ok(self.phone.confirm_recovery(groups)?)
    }

    /// Returns the recovery code. `None` before enrolment and after [`PatientApp::confirm_recovery`].
    #[must_use]
    pub fn recovery_code(&self) -> Option<String> {
        self.phone.recovery_code()
    }

    /// Returns the first screen of the day: forms due, state of the newest answers, last infusion.
    ///
    /// # Errors
    /// [`AppError::WrongStage`] before enrolment.
    ///
    /// ```kotlin
    /// for (form in app.today(now).due) addCard(form.title, form.minutesText)
    /// ```
    pub fn today(&self, moment: &LocalTime) -> Result<Today, AppError> {
        let (at, zone) = moment.read()?;
        Ok(self.phone.today(&at, &zone)?)
    }

    /// Opens a form. If the same form was left unfinished today, it starts with those answers.
    ///
    /// # Errors
    /// [`AppError::WrongStage`] before enrolment, [`AppError::UnknownInstrument`] if the form is
    /// unknown or not for patients.
    ///
    /// ```kotlin
    /// val form = app.openForm("phq9", now)
    /// for (item in form.items()) draw(item)
    /// ```
    pub fn open_form(
        &self,
        instrument: &str,
        moment: &LocalTime,
    ) -> Result<Arc<CheckIn>, AppError> {
        let (at, zone) = moment.read()?;
        let form = self.phone.open_form(instrument, &at, &zone)?;
        Ok(Arc::new(CheckIn { phone: Arc::clone(&self.phone), form }))
    }

    /// Returns crisis help with the clinic's country, hours and telephone. Instant, on any thread.
    ///
    /// `country` replaces the clinic's country. `from_form` selects the wording after an answer
    /// instead of that of "Help now".
    #[expect(clippy::needless_pass_by_value, reason = "UniFFI passes options by value")]
    pub fn crisis(&self, country: Option<String>, from_form: bool) -> CrisisDirective {
        self.phone.crisis(country.as_deref(), from_form)
    }

    /// Returns the patient's own trend: answers to one instrument, single questions and infusions.
    ///
    /// `instrument` is an id such as `phq9`. `None` selects the first instrument that was answered.
    /// Ratings by clinicians are left out.
    ///
    /// # Errors
    /// [`AppError::WrongStage`] before enrolment, [`AppError::UnknownInstrument`] for an unknown id.
    ///
    /// ```kotlin
    /// for (point in app.trend("phq9", now).points) plot(point.day, point.total)   // null is a gap
    /// ```
    #[expect(clippy::needless_pass_by_value, reason = "UniFFI passes options by value")]
    pub fn trend(&self, instrument: Option<String>, moment: &LocalTime) -> Result<Trend, AppError> {
        let (at, _) = moment.read()?;
        Ok(self.phone.trend(instrument.as_deref(), &at)?)
    }

    /// Saves a note, shared or private as the patient chose for notes. Durable when it returns.
    ///
    /// # Errors
    /// [`AppError::Invalid`] for an empty note, [`AppError::TooLong`], [`AppError::DiskFull`], and
    /// [`AppError::WrongStage`] before enrolment.
    pub fn note(&self, text: &str, moment: &LocalTime) -> Result<Saved, AppError> {
        let (at, zone) = moment.read()?;
        Ok(self.phone.note(text, &at, &zone)?)
    }

    /// Sends waiting records and fetches new ones. Repeat after any error; nothing is sent twice.
    ///
    /// # Errors
    /// [`AppError::Offline`] with the seconds to wait, [`AppError::ServerRefused`],
    /// [`AppError::WrongClock`], [`AppError::NewerJournal`] if the app is too old for the server,
    /// [`AppError::DiskFull`], and [`AppError::WrongStage`] before enrolment. A failure of one journal
    /// only is in the report.
    ///
    /// ```kotlin
    /// val wait = try { app.sync().retryAfterSeconds } catch (it: AppException.Offline) { it.retryAfterSeconds }
    /// wait?.let { seconds -> syncAgainIn(seconds) }
    /// ```
    pub fn sync(&self) -> Result<SyncReport, AppError> {
        Ok(self.runtime.block_on(self.phone.sync())?)
    }

    /// Shortens the wait of the next failed sync. Call it when the app or the network returns.
    pub fn network_is_back(&self) {
        self.phone.network_is_back();
    }

    /// Returns the patient's choices about sharing, one for each of [`PatientApp::content_kinds`].
    ///
    /// # Errors
    /// [`AppError::WrongStage`] before enrolment.
    pub fn sharing(&self) -> Result<Vec<ContentChoice>, AppError> {
        Ok(self.phone.sharing()?)
    }
}

/// The HTTP client: TLS by ring, and no redirects.
fn network() -> Result<reqwest::Client, AppError> {
    // The provider is installed once per process; a second diary finds it installed.
    let _installed = rustls::crypto::ring::default_provider().install_default().is_ok();
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build();
    client.map_err(|_| AppError::internal())
}
