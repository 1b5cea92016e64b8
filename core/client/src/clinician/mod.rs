//! The flows of a clinician's page: found a clinic, sign in, follow the patients, invite, record.
//!
//! Records live in memory and are fetched anew after every unlock; a browser keeps only pins and
//! heads ([`Clinician::memory`]). No lock is held while the network is waited for.

mod brought;
mod follow;
mod found;
mod invite;
mod library;
mod memory;
mod rate;
mod rating;
mod settle;
mod sign_in;
mod take_back;
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
pub use follow::{Progress, Synced, Watched};
pub use found::{Kit, NewClinicForm, SetUp};
pub use invite::{InviteState, Invited, NewPatient, PairingProgress};
pub use library::{FormsForm, LibraryView, UploadCheck, UploadForm, Uploaded};
pub use rate::SignForm;
pub use rating::{Rateable, RateableForms, RatingItem, RatingView};
pub use sign_in::{Me, SignedIn};
pub use take_back::TakeBackForm;
pub use unsaved::{UnsavedRating, UnsavedRatings};
pub use view::{DoseTexts, Listed, Patients};
pub use write::{InfusionForm, ProfileForm};

/// One clinician's page.
pub struct Clinician<P: Platform> {
    host: Host<P>,
    server: HostServer<P>,
    state: Mutex<Session>,
}

#[derive(Default)]
struct Session {
    /// Clinics whose pin this browser has learned, from a kit or a slot.
    pins: BTreeMap<SpaceId, Pin>,
    staff: Option<Staff>,
    founding: Option<Founding>,
    invite: Option<invite::OpenInvite>,
    /// Names of patients whose journal is not there yet.
    expected: BTreeMap<SpaceId, Expected>,
    /// The entry that is being written, so that a repeated try makes no second record.
    writing: Option<(Entry, RecordId)>,
    /// The form about a patient that is on the page.
    rating: Option<rating::Rating>,
    /// All such forms that were begun and are not saved yet.
    ratings: unsaved::Resting,
    /// Where the long poll stands; `None` means that everything has to be compared.
    cursor: Option<follow::Cursor>,
    changed: BTreeSet<SpaceId>,
    /// Patients whose journals were put on the shelf by the sync under way, which has not reached
    /// them yet: nothing is known of them, not even that there is nothing.
    unreached: BTreeSet<SpaceId>,
    /// Patients of whom the last sync did not get everything.
    late: BTreeSet<SpaceId>,
    /// When everything of a patient was here last, in seconds of Unix time.
    whole: BTreeMap<SpaceId, i64>,
    /// What [`Clinician::memory`] gave last.
    told: Option<String>,
    /// Sealed names of expected patients, as they were found in the memory.
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

/// What is to be written as soon as a patient's journal is there.
#[derive(Clone, Serialize, Deserialize)]
struct Expected {
    person: NewPatient,
    profile: RecordId,
    info: RecordId,
}

/// How far a page has come.
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
    /// No clinic is named: one can be founded.
    SetUp,
    /// A clinic is named, and nobody is signed in.
    SignIn,
    /// Somebody is signed in.
    Unlocked,
}

/// The clinic's words about itself, as a form has them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct InfoForm {
    /// Telephone, if it wants to be called.
    pub telephone: Option<String>,
    /// When answers are read, in words.
    pub hours: String,
    /// IANA name of the clinic's zone.
    pub zone: String,
    /// Two-letter country for crisis help.
    pub country: Option<String>,
    /// Language (BCP 47).
    pub language: String,
    /// Within how many hours answers are read.
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
    /// A page at `origin` that nobody has signed in to. `memory` is what [`Clinician::memory`]
    /// gave at some time before; anything else is taken for none.
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

    /// Forgets every key and everything opened; the server's session stays.
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

    /// Ends the server's session and locks. It locks also where the server cannot be reached.
    pub async fn sign_out(&self) -> Result<(), ClientError> {
        self.lock();
        let ended = self.end_session().await;
        self.server.forget_cookies();
        ended
    }
}

impl<P: Platform> Clinician<P> {
    /// How far the page has come, for the clinic that its address names.
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

    /// Who is signed in; [`ClientError::SessionEnded`] if nobody is.
    fn staff(&self) -> Result<Staff, ClientError> {
        self.state().staff.clone().ok_or(ClientError::SessionEnded)
    }

    fn syncing(&self) -> HostSyncing<'_, P> {
        self.host.syncing(&self.server, true)
    }

    /// When something happened, as it was typed (RFC 3339 with offset).
    ///
    /// [`ClientError::Invalid`] if it is no moment, or one still to come.
    fn happened(&self, at: &str) -> Result<Moment, ClientError> {
        let at = Moment::parse(at)?;
        if at.time().timestamp() > self.host.now() {
            return Err(ClientError::Invalid { what: "time" });
        }
        Ok(at)
    }

    /// Now in UTC, for entries that a page writes without a person's time.
    fn utc(&self) -> Result<Moment, ClientError> {
        let time = chrono::DateTime::from_timestamp(self.host.now(), 0);
        let time = time.ok_or(ClientError::Invalid { what: "time" })?;
        Ok(Moment::parse(&time.format("%Y-%m-%dT%H:%M:%SZ").to_string())?)
    }
}

#[cfg(test)]
mod tests;
