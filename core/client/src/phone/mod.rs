//! The flows of a patient's phone: join, enrol, answer, sync (protocol.md 4.2 and 4.3).
//!
//! Two threads may use one phone: a request to the server holds no lock that saving needs.

mod degree;
mod due;
mod form;
mod join;
mod reminders;
mod saved;
mod sync;
mod today;
pub mod trend;
pub mod view;

pub use form::CheckIn;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::crypto::code::{Code, CodeKind};
use crate::crypto::identity::Identity;
use crate::error::ClientError;
use crate::host::{Host, HostServer, Platform};
use crate::journal::{Change, Journal, KeyGuard, Store as _};
use crate::pairing::newcomer::{Newcomer, PairingAnswer};
use crate::pairing::reply::TeamMember;
use crate::sync::backoff::Backoff;
use interlude_clinical::entry::ClinicInfo;
use interlude_clinical::safety::HelpContext;
use interlude_protocol::id::{Pin, RecordId, SpaceId};
use interlude_protocol::record::codec::Bodies;
use interlude_protocol::wire::bytes::Bytes;
use interlude_protocol::wire::pairing::ReplyUpload;
use saved::{SavedEnrolled, SavedJoining, SavedStage};
use view::Stage;

/// A patient's app on one phone.
pub struct Phone<P: Platform> {
    host: Host<P>,
    guard: Box<dyn KeyGuard>,
    life: Mutex<Life<P>>,
    /// The data for crisis help, under its own lock so that help never waits.
    help: Mutex<HelpContext>,
    /// Forms on screen. Their drafts are not closed as abandoned.
    on_screen: Mutex<BTreeSet<RecordId>>,
    backoff: Mutex<Backoff>,
    /// Whether the last attempt to save failed.
    unsaved: AtomicBool,
}

/// The stage of the phone, with its data.
enum Life<P: Platform> {
    New,
    Joining(Arc<Joining<P>>),
    Enrolled(Arc<Enrolled<P>>),
}

impl<P: Platform> Clone for Life<P> {
    fn clone(&self) -> Self {
        match self {
            Self::New => Self::New,
            Self::Joining(joining) => Self::Joining(Arc::clone(joining)),
            Self::Enrolled(enrolled) => Self::Enrolled(Arc::clone(enrolled)),
        }
    }
}

/// A pairing in progress.
struct Joining<P: Platform> {
    newcomer: Newcomer,
    server: Arc<HostServer<P>>,
    replied: Option<Replied>,
    confirmed: bool,
}

/// The clinic's reply, verified against the clinic's directory.
#[derive(Clone)]
struct Replied {
    upload: ReplyUpload,
    answer: PairingAnswer,
    team: Vec<TeamMember>,
    info: ClinicInfo,
}

/// An enrolled phone.
struct Enrolled<P: Platform> {
    server: Arc<HostServer<P>>,
    clinic: Pin,
    shared: Pin,
    own: Pin,
    shared_me: Arc<Identity>,
    own_me: Arc<Identity>,
    recovery: Option<Code>,
    info: ClinicInfo,
}

impl<P: Platform> Phone<P> {
    /// Opens the app from its store, without network.
    ///
    /// # Errors
    /// [`ClientError::Guard`] or [`ClientError::WrongKey`] if the key store cannot open the stored data;
    /// [`ClientError::DamagedJournal`] if the file is damaged, which is left unchanged; [`ClientError::Storage`] and
    /// [`ClientError::NewerJournal`].
    pub fn open(host: Host<P>, guard: Box<dyn KeyGuard>) -> Result<Self, ClientError> {
        let phone = Self {
            host,
            guard,
            life: Mutex::new(Life::New),
            help: Mutex::default(),
            on_screen: Mutex::default(),
            backoff: Mutex::default(),
            unsaved: AtomicBool::new(false),
        };
        let saved = phone.host.shelf.store(|store| SavedStage::load(store, &*phone.guard))?;
        let life = match saved {
            None => Life::New,
            Some(SavedStage::Joining(saved)) => phone.open_joining(&saved)?,
            Some(SavedStage::Enrolled(saved)) => {
                let enrolled = phone.open_enrolled(&saved)?;
                phone.open_journals(&enrolled)?;
                Life::Enrolled(Arc::new(enrolled))
            }
        };
        *phone.lock_life() = life;
        phone.refresh_help();
        Ok(phone)
    }

    /// Returns the stage of the phone.
    pub fn stage(&self) -> Stage {
        match self.life() {
            Life::New => Stage::New,
            Life::Joining(joining) if joining.replied.is_none() => Stage::New,
            Life::Joining(joining) if joining.confirmed => Stage::Confirmed,
            Life::Joining(_) => Stage::Joined,
            Life::Enrolled(_) => Stage::Enrolled,
        }
    }

    /// Returns the host.
    pub fn host(&self) -> &Host<P> {
        &self.host
    }

    fn open_joining(&self, saved: &SavedJoining) -> Result<Life<P>, ClientError> {
        let newcomer = Newcomer::restore(&saved.newcomer.0).map_err(|_| ClientError::WrongKey)?;
        let server = Arc::new(self.host.server(&newcomer.invite().url));
        let mut joining = Joining { newcomer, server, replied: None, confirmed: saved.confirmed };
        if let Some(upload) = &saved.reply {
            self.open_directory(joining.newcomer.invite().pin, joining.newcomer.requester())?;
            joining.replied = Some(self.check_reply(&joining.newcomer, upload)?);
        }
        Ok(Life::Joining(Arc::new(joining)))
    }

    fn open_enrolled(&self, saved: &SavedEnrolled) -> Result<Enrolled<P>, ClientError> {
        let recovery = saved.recovery.as_deref().map(|text| Code::parse(CodeKind::Patient, text));
        Ok(Enrolled {
            server: Arc::new(self.host.server(&saved.url)),
            clinic: saved.clinic,
            shared: saved.shared,
            own: saved.own,
            shared_me: Arc::new(Identity::from_seed(&saved.shared_seed)),
            own_me: Arc::new(Identity::from_seed(&saved.own_seed)),
            recovery: recovery.transpose().map_err(|_| ClientError::WrongKey)?,
            info: saved.info.clone(),
        })
    }

    fn open_journals(&self, enrolled: &Enrolled<P>) -> Result<(), ClientError> {
        self.open_directory(enrolled.clinic, &enrolled.shared_me)?;
        let journals = [(enrolled.shared, &enrolled.shared_me), (enrolled.own, &enrolled.own_me)];
        for (pin, me) in journals {
            let journal = self
                .host
                .shelf
                .store(|store| Journal::open(store, pin, Arc::clone(me), Bodies::All, None))?;
            self.host.shelf.put(journal)?;
        }
        Ok(())
    }

    /// Opens the clinic's directory, as far as it was fetched.
    fn open_directory(&self, clinic: Pin, me: &Identity) -> Result<(), ClientError> {
        let me = Arc::new(me.clone());
        let open = |store: &mut P::Store| Journal::open(store, clinic, me, Bodies::Open, None);
        let journal = self.host.shelf.store(open)?;
        Ok(self.host.shelf.put(journal)?)
    }

    /// Saves the phone's stage.
    fn keep(&self, saved: &SavedStage) -> Result<(), ClientError> {
        let change = saved.to_change(&*self.guard)?;
        Ok(self.host.shelf.store(|store| store.commit(&[change]))?)
    }

    fn keep_joining(&self, joining: Joining<P>) -> Result<(), ClientError> {
        let newcomer = joining.newcomer.save()?;
        self.keep(&SavedStage::Joining(SavedJoining {
            newcomer: Bytes(newcomer.to_vec()),
            reply: joining.replied.as_ref().map(|replied| replied.upload.clone()),
            confirmed: joining.confirmed,
        }))?;
        *self.lock_life() = Life::Joining(Arc::new(joining));
        self.refresh_help();
        Ok(())
    }

    /// Deletes a pairing that has ended. Nobody has shared anything with its identities.
    fn forget_joining(&self) -> Result<(), ClientError> {
        self.host.shelf.store(|store| store.commit(&[SavedStage::forget()]))?;
        *self.lock_life() = Life::New;
        Ok(())
    }

    fn saved_enrolled(enrolled: &Enrolled<P>) -> SavedStage {
        SavedStage::Enrolled(Box::new(SavedEnrolled {
            url: enrolled.server.origin().to_owned(),
            clinic: enrolled.clinic,
            shared: enrolled.shared,
            shared_seed: **enrolled.shared_me.seed(),
            own: enrolled.own,
            own_seed: **enrolled.own_me.seed(),
            recovery: enrolled.recovery.as_ref().map(|code| code.text().to_string()),
            info: enrolled.info.clone(),
        }))
    }

    fn life(&self) -> Life<P> {
        self.lock_life().clone()
    }

    fn lock_life(&self) -> MutexGuard<'_, Life<P>> {
        self.life.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the data of an enrolled phone.
    ///
    /// # Errors
    /// [`ClientError::WrongStage`] before enrolment.
    fn enrolled(&self) -> Result<Arc<Enrolled<P>>, ClientError> {
        match self.life() {
            Life::Enrolled(enrolled) => Ok(enrolled),
            Life::New | Life::Joining(_) => Err(ClientError::WrongStage),
        }
    }

    /// Calls `work` with an open journal.
    fn with<A>(
        &self,
        space: SpaceId,
        work: impl FnOnce(&mut Journal, &mut P::Store) -> A,
    ) -> Result<A, ClientError> {
        self.host.shelf.with(space, work).ok_or(ClientError::Internal)
    }

    /// Appends to a journal and remembers whether saving failed.
    fn append(
        &self,
        pin: Pin,
        writing: crate::journal::Writing,
        beside: Vec<Change>,
    ) -> Result<(), ClientError> {
        let at = self.host.mark_time();
        let done = self.with(pin.space(), |journal, store| {
            journal.append(store, &self.host.random, vec![writing], beside, at)
        });
        let done = done.and_then(|done| done.map_err(ClientError::from));
        self.unsaved.store(done.is_err(), Ordering::Relaxed);
        done
    }
}

impl<P: Platform> std::fmt::Debug for Phone<P> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Phone(..)")
    }
}

#[cfg(test)]
mod tests;
