//! The flows of a clinician's page: found a clinic, sign in, sync, invite patients, record infusions and ratings.
//!
//! Records stay in memory and are fetched again after each unlock. A browser stores only pins, heads and sealed data
//! ([`Clinician::memory`]). No lock is held during a request to the server.

mod brought;
mod care_plan;
mod follow;
mod found;
mod infusion;
mod invite;
mod library;
mod memory;
mod outcome_rules;
mod owner;
mod rate;
mod rating;
mod settle;
mod sign_in;
mod take_back;
mod treatment;
mod unsaved;
mod view;
mod write;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use super::error::ClientError;
use super::host::{Host, HostServer, HostSyncing, Platform};
use crate::crypto::code::{Code, clinic_key};
use crate::crypto::identity::Identity;
use crate::journal::MemoryStore;
use interlude_clinical::entry::{ClinicInfo, Entry};
use interlude_clinical::moment::{Moment, Zone};
use interlude_protocol::id::{Pin, RecordId, SpaceId};

pub use brought::{BroughtFile, BroughtFiles, TakeFileBackForm};
pub use care_plan::CarePlanForm;
pub use follow::{Progress, Synced, Watched};
pub use found::{Kit, NewClinicForm, SetUp};
pub use infusion::InfusionForm;
pub use invite::{InviteState, Invited, NewPatient, PairingProgress};
pub use library::{FormsForm, LibraryView, UploadCheck, UploadForm, Uploaded};
pub use outcome_rules::{OutcomeRulesForm, OutcomeRulesView};
pub use owner::{OwnerForm, TeamView};
pub use rate::SignForm;
pub use rating::{Rateable, RateableForms, RatingItem, RatingView};
pub use sign_in::{Me, SignedIn};
pub use take_back::TakeBackForm;
pub use treatment::{
    ConditionChoice, EpisodeForm, InstrumentChoice, PlannedInfusionForm, TreatmentChoices,
};
pub use unsaved::{UnsavedRating, UnsavedRatings};
pub use view::{DoseTexts, Listed, Patients};
pub use write::ProfileForm;

/// One clinician's page.
pub struct Clinician<P: Platform> {
    host: Host<P>,
    server: HostServer<P>,
    state: Mutex<Session>,
}

#[derive(Default)]
struct Session {
    /// Pins of known clinics, from a kit or a slot.
    pins: BTreeMap<SpaceId, Pin>,
    staff: Option<Staff>,
    founding: Option<Founding>,
    invite: Option<invite::OpenInvite>,
    /// Invited patients whose journal does not exist yet.
    expected: BTreeMap<SpaceId, Expected>,
    /// The entry being written and its record. A retry uses the same record, so it writes nothing twice.
    writing: Option<(Entry, RecordId)>,
    /// The open rating.
    rating: Option<rating::Rating>,
    /// All ratings that are not saved yet.
    ratings: unsaved::Resting,
    /// The position of the long poll; `None` means that the next sync compares all spaces.
    cursor: Option<follow::Cursor>,
    /// Spaces that the next sync fetches.
    changed: BTreeSet<SpaceId>,
    /// New patients that the running sync has not fetched yet. They are hidden: nothing is known about them.
    unreached: BTreeSet<SpaceId>,
    /// Patients whose last sync was incomplete.
    late: BTreeSet<SpaceId>,
    /// The time of each patient's last complete sync, in Unix seconds.
    whole: BTreeMap<SpaceId, i64>,
    /// The last result of [`Clinician::memory`].
    told: Option<String>,
    /// Sealed names of expected patients, as the browser stored them. Sign-in opens them.
    sealed: BTreeMap<SpaceId, Vec<u8>>,
}

#[derive(Clone)]
struct Staff {
    me: Arc<Identity>,
    clinic: Pin,
}

/// A clinic whose kit has not been confirmed yet.
struct Founding {
    kit: Code,
    ask: [usize; 2],
}

/// The first entries for a patient's journal, written once the journal exists.
#[derive(Clone, Serialize, Deserialize)]
struct Expected {
    person: NewPatient,
    profile: RecordId,
    info: RecordId,
}

/// The page to show and the clinic it is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Start {
    /// The page to show.
    pub state: StartState,
    /// The clinic's id in hex.
    pub clinic: Option<String>,
    /// The clinic key, if this browser knows it.
    pub clinic_key: Option<String>,
}

/// The page that a browser shows first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum StartState {
    /// The address names no clinic; one can be founded.
    SetUp,
    /// The address names a clinic, and nobody is signed in.
    SignIn,
    /// A clinician is signed in.
    Unlocked,
}

/// The clinic's information for patients, as a form shows it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct InfoForm {
    /// Telephone number, if patients may call.
    pub telephone: Option<String>,
    /// When the clinic reads answers, in words.
    pub hours: String,
    /// IANA name of the clinic's time zone.
    pub zone: String,
    /// Two-letter country code for crisis help.
    pub country: Option<String>,
    /// Language (BCP 47).
    pub language: String,
    /// The number of hours within which the clinic reads answers.
    pub read_within_hours: u16,
}

interlude_clinical::redacted!(InfoForm);

impl InfoForm {
    fn named(self, name: String) -> Result<ClinicInfo, ClientError> {
        Ok(ClinicInfo {
            name,
            telephone: self.telephone.filter(|text| !text.trim().is_empty()),
            hours: self.hours,
            zone: Zone::parse(&self.zone)?,
            country: self.country,
            language: self.language,
            read_within_hours: self.read_within_hours,
        })
    }
}

impl<P: Platform<Store = MemoryStore>> Clinician<P> {
    /// Creates a page for the server at `origin`, with nobody signed in.
    ///
    /// `memory` is an earlier result of [`Clinician::memory`]. Invalid text is ignored.
    pub fn new(
        transport: P::Transport,
        random: P::Random,
        clock: P::Clock,
        origin: &str,
        memory: Option<&str>,
    ) -> Self {
        let host = Host::new(MemoryStore::default(), transport, random, clock);
        let server = host.server(origin);
        let page = Self { host, server, state: Mutex::default() };
        page.remember(memory);
        page
    }

    /// Drops all keys and all opened records. The server's session continues.
    pub fn lock(&self) {
        self.memory();
        {
            let mut state = self.state();
            state.staff = None;
            state.invite = None;
            state.founding = None;
            state.writing = None;
            state.rating = None;
            state.ratings.close();
            state.cursor = None;
            state.expected.clear();
            state.changed.clear();
            state.unreached.clear();
            state.late.clear();
            state.whole.clear();
        }
        for space in self.host.shelf.spaces() {
            drop(self.host.shelf.take(space));
        }
        self.host.shelf.store(|store| *store = MemoryStore::default());
        let memory = self.state().told.clone();
        self.remember(memory.as_deref());
    }

    /// Locks the page and ends the server's session. The page is locked even if the server cannot be reached.
    ///
    /// # Errors
    /// A network or server error, such as [`ClientError::Offline`].
    pub async fn sign_out(&self) -> Result<(), ClientError> {
        self.lock();
        let ended = self.end_session().await;
        self.server.forget_cookies();
        ended
    }
}

impl<P: Platform> Clinician<P> {
    /// Returns the page to show. `clinic` is the clinic that the page's address names.
    #[must_use]
    pub fn start(&self, clinic: Option<SpaceId>) -> Start {
        let state = self.state();
        let unlocked = state.staff.as_ref().map(|staff| staff.clinic);
        let clinic = unlocked.map(|pin| pin.space()).or(clinic);
        let pin = clinic.and_then(|clinic| state.pins.get(&clinic));
        let at = match (unlocked, clinic) {
            (Some(_), _) => StartState::Unlocked,
            (None, Some(_)) => StartState::SignIn,
            (None, None) => StartState::SetUp,
        };
        Start {
            state: at,
            clinic: clinic.map(|clinic| clinic.to_hex()),
            clinic_key: pin.map(clinic_key),
        }
    }

    fn state(&self) -> MutexGuard<'_, Session> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns who is signed in.
    ///
    /// # Errors
    /// [`ClientError::SessionEnded`] if nobody is.
    fn staff(&self) -> Result<Staff, ClientError> {
        self.state().staff.clone().ok_or(ClientError::SessionEnded)
    }

    fn syncing(&self) -> HostSyncing<'_, P> {
        self.host.syncing(&self.server, true)
    }

    /// Parses the time of an event, as typed (RFC 3339 with offset).
    ///
    /// # Errors
    /// [`ClientError::Invalid`] if the text is not a time or the time is in the future.
    fn happened(&self, at: &str) -> Result<Moment, ClientError> {
        let at = Moment::parse(at)?;
        if at.time().timestamp() > self.host.now() {
            return Err(ClientError::Invalid { what: "time" });
        }
        Ok(at)
    }

    /// Returns the current time in UTC, for entries without a typed time.
    fn utc(&self) -> Result<Moment, ClientError> {
        let time = chrono::DateTime::from_timestamp(self.host.now(), 0);
        let time = time.ok_or(ClientError::Invalid { what: "time" })?;
        Ok(Moment::parse(&time.format("%Y-%m-%dT%H:%M:%SZ").to_string())?)
    }
}

#[cfg(test)]
mod tests;
