//! Syncing the clinic and its patients, and the long poll that reports changes.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use super::Clinician;
use crate::error::ClientError;
use crate::host::Platform;
use crate::journal::{Journal, Store};
use crate::sync::error::SyncError;
use crate::sync::run::Report;
use crate::sync::server::Caller;
use interlude_clinical::entry::{Counts, Entry};
use interlude_protocol::id::{Pin, SpaceId};
use interlude_protocol::record::codec::Bodies;
use interlude_protocol::wire::MAX_WAIT_SECONDS;
use interlude_protocol::wire::space::Era;

/// The position of the long poll.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Cursor {
    era: Era,
    next: u64,
}

/// The progress of a sync.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Progress {
    /// Number of patients whose records are opened.
    pub opened: u32,
    /// Number of patients to sync.
    pub total: u32,
    /// Number of unreadable records so far.
    pub unreadable: u32,
}

/// The result of a sync.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Synced {
    /// Number of patients whose journals are loaded.
    pub patients: u32,
    /// Number of entries.
    pub records: u32,
    /// Number of opened entries.
    pub opened: u32,
    /// Number of unreadable entries.
    pub unreadable: u32,
    /// Whether page and server have the same records.
    pub up_to_date: bool,
}

/// The result of a long poll.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Watched {
    /// Whether there is something to sync.
    pub changed: bool,
}

impl<P: Platform> Clinician<P> {
    /// Syncs the clinic's space and the patients' shared journals.
    ///
    /// The first sync covers all journals; later ones cover those that the server reports as changed or that have unsent
    /// records. A journal that the patient's phone has not founded yet is skipped. After an error the next sync compares
    /// all journals.
    ///
    /// # Errors
    /// [`ClientError::SessionEnded`] if nobody is signed in; an error that concerns all spaces
    /// ([`ClientError::concerns_all`]); an error of the clinic's own space or of a new patient's first entries.
    pub async fn sync(&self, progress: impl Fn(Progress)) -> Result<Synced, ClientError> {
        let synced = self.sync_due(progress).await;
        self.state().unreached.clear();
        if synced.is_err() {
            self.state().cursor = None;
        }
        synced
    }

    async fn sync_due(&self, progress: impl Fn(Progress)) -> Result<Synced, ClientError> {
        let clinic = self.staff()?.clinic;
        let everything = self.begin().await?;
        let mut complete = self.syncing().one(clinic.space()).await?.is_complete();
        let new = self.open_patients(clinic)?;
        let spaces = self.patients_due(clinic.space(), everything, &new);
        self.state().unreached.extend(new);
        let total = u32::try_from(spaces.len()).unwrap_or(u32::MAX);
        let (mut opened, mut unreadable) = (0_u32, 0_u32);
        progress(Progress { opened, total, unreadable });
        let done = |space, report| {
            complete &= self.note(space, report)?;
            let counts = self.host.shelf.look(space, Journal::counts);
            unreadable = unreadable.saturating_add(counts.unwrap_or_default().unreadable());
            opened = opened.saturating_add(1);
            progress(Progress { opened, total, unreadable });
            Ok(())
        };
        self.syncing().many(spaces, done).await?;
        self.introduce().await?;
        self.settle().await?;
        Ok(self.summary(clinic.space(), complete))
    }

    /// Records the result of syncing a patient's space and returns whether the space is complete.
    ///
    /// A space that fails stays due. A space with known records is kept even if the server no longer returns it.
    fn note(&self, space: SpaceId, report: Result<Report, SyncError>) -> Result<bool, SyncError> {
        let whole = match report {
            Ok(report) => report.is_complete(),
            Err(SyncError::NotFound) if !self.host.shelf.store(|store| remembers(store, space)) => {
                drop(self.host.shelf.take(space));
                true
            }
            Err(error) if error.concerns_all() => return Err(error),
            Err(_) => false,
        };
        let mut state = self.state();
        state.unreached.remove(&space);
        if whole {
            state.changed.remove(&space);
            state.late.remove(&space);
            state.whole.insert(space, self.host.now());
        } else {
            state.changed.insert(space);
            state.late.insert(space);
        }
        Ok(whole)
    }

    /// Waits up to 25 seconds for a change at the server.
    ///
    /// # Errors
    /// [`ClientError::SessionEnded`] if nobody is signed in; a network or server error.
    pub async fn watch(&self) -> Result<Watched, ClientError> {
        self.staff()?;
        let Some(cursor) = self.state().cursor else { return Ok(Watched { changed: true }) };
        let changes = self.server.changes(Caller::Staff, cursor.next, MAX_WAIT_SECONDS).await?;
        let mut state = self.state();
        if changes.era != cursor.era {
            state.cursor = None;
            return Ok(Watched { changed: true });
        }
        state.cursor = Some(Cursor { era: changes.era, next: changes.next });
        state.changed.extend(&changes.spaces);
        Ok(Watched { changed: !changes.spaces.is_empty() })
    }

    /// Reads the server's position before anything is compared. Returns whether all spaces are due.
    async fn begin(&self) -> Result<bool, ClientError> {
        if self.state().cursor.is_some() {
            return Ok(false);
        }
        let changes = self.server.changes(Caller::Staff, 0, 0).await?;
        self.state().cursor = Some(Cursor { era: changes.era, next: changes.next });
        Ok(true)
    }

    /// Opens a journal for every admitted patient and returns the new ones.
    fn open_patients(&self, clinic: Pin) -> Result<BTreeSet<SpaceId>, ClientError> {
        let shelf = &self.host.shelf;
        let admitted = shelf.look(clinic.space(), |journal| {
            let pins = journal.entries().into_iter().filter_map(|opened| {
                let Entry::Admit(admit) = opened.filed()?.entry else { return None };
                Some(admit.pin)
            });
            (pins.collect::<BTreeSet<Pin>>(), journal.directory(), Arc::clone(journal.me()))
        });
        let Some((pins, directory, me)) = admitted else { return Ok(BTreeSet::new()) };
        let here: BTreeSet<SpaceId> = shelf.spaces().into_iter().collect();
        let mut new = BTreeSet::new();
        for pin in pins.into_iter().filter(|pin| !here.contains(&pin.space())) {
            let mut journal = shelf.store(|store| {
                let directory = Some(directory.clone());
                Journal::open(store, pin, Arc::clone(&me), Bodies::All, directory)
            })?;
            journal.adopt_series();
            shelf.put(journal)?;
            new.insert(pin.space());
        }
        Ok(new)
    }

    fn patients_due(
        &self,
        clinic: SpaceId,
        everything: bool,
        new: &BTreeSet<SpaceId>,
    ) -> Vec<SpaceId> {
        let changed = self.state().changed.clone();
        let waits = |space| self.host.shelf.look(space, Journal::waiting).unwrap_or_default() > 0;
        let due = |space: &SpaceId| {
            everything || new.contains(space) || changed.contains(space) || waits(*space)
        };
        let spaces = self.host.shelf.spaces().into_iter();
        spaces.filter(|space| *space != clinic && due(space)).collect()
    }

    fn summary(&self, clinic: SpaceId, up_to_date: bool) -> Synced {
        let counts = self.host.shelf.look_at_all(|journal| {
            let patient = journal.pin().space() != clinic;
            patient.then(|| journal.counts())
        });
        let patients: Vec<Counts> = counts.into_iter().flatten().collect();
        let all = patients.iter().fold(Counts::default(), |sum, it| sum.plus(*it));
        let opened = all.counted.saturating_add(all.contested);
        Synced {
            patients: u32::try_from(patients.len()).unwrap_or(u32::MAX),
            records: opened.saturating_add(all.unreadable()),
            opened,
            unreadable: all.unreadable(),
            up_to_date,
        }
    }
}

/// Returns whether this browser has ever had a record of the space.
fn remembers(store: &impl Store, space: SpaceId) -> bool {
    store.remembered(space).is_ok_and(|tips| !tips.is_empty())
}
