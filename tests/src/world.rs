//! Hosts for real parts: a server in this process, phones and clinicians over real HTTP.

use std::marker::PhantomData;
use std::sync::Once;
use std::time::Duration;

use interlude_client::clinician::{
    Clinician, InfoForm, InfusionForm, InviteState, NewClinicForm, NewPatient, SetUp,
};
use interlude_client::crypto::random::System;
use interlude_client::error::ClientError;
use interlude_client::host::{Host, Platform};
use interlude_client::journal::{GuardError, KeyGuard, MemoryStore, Store};
use interlude_client::phone::Phone;
use interlude_client::phone::view::ContentChoice;
use interlude_client::sync::http::Http;
use interlude_client::sync::transport::{Clock, Transport};
use interlude_clinical::moment::{Moment, Zone};
use interlude_protocol::id::SpaceId;

/// The clock of this program.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn unix_seconds(&self) -> i64 {
        now().timestamp()
    }
}

/// Now, in UTC.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the host's clock enters here")]
pub fn now() -> chrono::DateTime<chrono::Utc> {
    chrono::Utc::now()
}

/// Confirms what core asks about an infusion, so that one of any day can be recorded.
///
/// # Errors
/// As [`Clinician::check_infusion`].
pub fn confirmed<P: Platform>(
    page: &Clinician<P>,
    form: &InfusionForm,
) -> Result<InfusionForm, ClientError> {
    let asked = page.check_infusion(form)?.asked;
    let reason = if asked.is_empty() { "" } else { "Taken over from the earlier record" };
    let confirmed = asked.into_iter().map(|it| it.text).collect();
    Ok(InfusionForm { confirmed, reason: reason.to_owned(), ..form.clone() })
}

/// A key store without a key, for data that stays in this program's memory.
#[derive(Debug, Clone, Copy)]
pub struct OpenGuard;

impl KeyGuard for OpenGuard {
    fn seal(&self, plain: &[u8]) -> Result<Vec<u8>, GuardError> {
        Ok(plain.to_vec())
    }

    fn open(&self, sealed: &[u8]) -> Result<Vec<u8>, GuardError> {
        Ok(sealed.to_vec())
    }
}

/// What this program brings; the store, the network and the clock may be others.
#[derive(Debug)]
pub struct WorldPlatform<S = MemoryStore, T = Http, C = SystemClock>(PhantomData<(S, T, C)>);

impl<S: Store, T: Transport, C: Clock> Platform for WorldPlatform<S, T, C> {
    type Store = S;
    type Transport = T;
    type Random = System;
    type Clock = C;
}

/// A phone of this program, on any store.
pub type WorldPhone<S = MemoryStore> = Phone<WorldPlatform<S>>;

/// A clinician's page of this program.
pub type Page = Clinician<WorldPlatform>;

/// A transport over real sockets.
///
/// # Errors
/// [`ClientError::Internal`] if the network stack cannot be set up.
pub fn http() -> Result<Http, ClientError> {
    static PROVIDER: Once = Once::new();
    // An error means that a provider is already installed.
    PROVIDER.call_once(|| drop(rustls::crypto::ring::default_provider().install_default()));
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build();
    client.map(Http::new).map_err(|_| ClientError::Internal)
}

/// A phone on `store`.
///
/// # Errors
/// The errors of opening the journal.
pub fn phone<S: Store>(store: S) -> Result<WorldPhone<S>, ClientError> {
    Phone::open(Host::new(store, http()?, System, SystemClock), Box::new(OpenGuard))
}

/// A clinician's page at `origin`; `memory` is the memory of an earlier page.
///
/// # Errors
/// [`ClientError::Internal`] if the network stack cannot be set up.
pub fn page(origin: &str, memory: Option<&str>) -> Result<Page, ClientError> {
    Ok(Clinician::new(http()?, System, SystemClock, origin, memory))
}

/// Founds the clinic of the demo and signs its lead in.
///
/// # Errors
/// The errors of the flows.
pub async fn found(page: &Page, token: &str) -> Result<SetUp, ClientError> {
    let info = InfoForm {
        telephone: Some("602 555 0142".to_owned()),
        hours: "Mon–Fri, 9 am to 5 pm".to_owned(),
        zone: "America/Phoenix".to_owned(),
        country: Some("US".to_owned()),
        language: "en".to_owned(),
        read_within_hours: 24,
    };
    let form = NewClinicForm {
        token: token.to_owned(),
        clinic_name: "Harbor Ketamine Clinic".to_owned(),
        lead_name: "Dr Lee".to_owned(),
        login: "lee".to_owned(),
        info,
    };
    let set_up = page.set_up(form).await?;
    let [first, second] = set_up.ask;
    let group = |n: usize| set_up.kit.code.split('-').nth(n - 1).unwrap_or_default().to_owned();
    page.confirm_kit(&[group(first), group(second)])?;
    sign_in(page, &set_up.clinic, &set_up.passphrase).await?;
    Ok(set_up)
}

/// Signs in the lead of the demo's clinic and syncs.
///
/// # Errors
/// The errors of the flows.
pub async fn sign_in(page: &Page, clinic: &str, passphrase: &str) -> Result<(), ClientError> {
    let clinic = SpaceId::from_hex(clinic).map_err(|_| ClientError::WrongClinic)?;
    page.sign_in(clinic, "lee", passphrase).await?;
    page.sync(|_| {}).await?;
    Ok(())
}

/// Pairs a phone with the clinic as in protocol.md 4.2, passing the digits in code.
///
/// # Errors
/// The errors of the flows; [`ClientError::WrongStage`] if a step takes longer than ten seconds.
pub async fn enrol(
    page: &Page,
    phone: &Phone<impl Platform>,
    person: NewPatient,
    at: &Moment,
    zone: &Zone,
) -> Result<(), ClientError> {
    let invited = page.invite(person).await?;
    let mut digits = None;
    for _ in 0..200 {
        if let Some(view) = phone.join(&invited.text).await? {
            digits = view.digits;
            break;
        }
        page.pairing_state().await?;
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    page.confirm(&digits.ok_or(ClientError::WrongStage)?).await?;
    if !phone.await_confirmation().await? {
        return Err(ClientError::WrongStage);
    }
    phone.enrol(&choices(), at, zone)?;
    phone.sync().await?;
    for _ in 0..200 {
        if page.pairing_state().await?.state == InviteState::Enrolled {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Err(ClientError::WrongStage)
}

/// The `n`th minute of May 2026 in Phoenix.
///
/// # Errors
/// [`ClientError::Invalid`] after the end of the month.
pub fn minute(n: u32) -> Result<Moment, ClientError> {
    let (day, hour, minute) = (1 + n / 1_440, n / 60 % 24, n % 60);
    Ok(Moment::parse(&format!("2026-05-{day:02}T{hour:02}:{minute:02}:00-07:00"))?)
}

/// Check-ins and forms are shared; notes and safety plan stay private.
#[must_use]
pub fn choices() -> Vec<ContentChoice> {
    let kinds = [("check-ins", true), ("forms", true), ("notes", false), ("safety-plan", false)];
    kinds.map(|(kind, shared)| ContentChoice { kind: kind.to_owned(), shared }).into()
}
