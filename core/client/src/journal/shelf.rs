//! All journals of one program and their shared store, behind one lock.
//!
//! Each step locks anew, and no step waits for the network, so a slow server cannot keep a
//! patient from saving.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Journal, JournalError, Store};
use interlude_protocol::id::{Pin, SpaceId};

/// The journals of a phone (shared, own, and the clinic's directory) or of a clinician (the
/// clinic's space and one for each patient).
#[derive(Debug)]
pub struct Shelf<S> {
    inner: Mutex<Inner<S>>,
}

#[derive(Debug)]
struct Inner<S> {
    store: S,
    journals: BTreeMap<SpaceId, Journal>,
    /// Versions of the directories that other journals have.
    spread: BTreeMap<SpaceId, u64>,
}

impl<S: Store> Shelf<S> {
    /// Creates a shelf without journals.
    pub fn new(store: S) -> Self {
        let inner = Inner { store, journals: BTreeMap::new(), spread: BTreeMap::new() };
        Self { inner: Mutex::new(inner) }
    }

    /// Adds a journal, replacing one of the same space, and sets its clinic's directory if that
    /// is on the shelf.
    ///
    /// # Errors
    /// [`JournalError::Store`] if the store fails.
    pub fn put(&self, journal: Journal) -> Result<(), JournalError> {
        let inner = &mut *self.lock();
        let space = journal.pin().space();
        inner.journals.insert(space, journal);
        inner.spread.remove(&space);
        inner.spread_directory(space)?;
        inner.introduce(space)
    }

    /// Removes a journal. Its records stay in the store.
    pub fn take(&self, space: SpaceId) -> Option<Journal> {
        self.lock().journals.remove(&space)
    }

    /// The spaces of all journals.
    pub fn spaces(&self) -> Vec<SpaceId> {
        self.lock().journals.keys().copied().collect()
    }

    /// Calls `work` with one journal and the store; `None` without such a journal.
    ///
    /// Afterwards updates directories: a change of a clinic's journal reaches the patients'
    /// journals, and a patient's journal that has just learned its clinic gets the directory.
    pub fn with<T>(
        &self,
        space: SpaceId,
        work: impl FnOnce(&mut Journal, &mut S) -> T,
    ) -> Option<T> {
        let inner = &mut *self.lock();
        let journal = inner.journals.get_mut(&space)?;
        let done = work(journal, &mut inner.store);
        // A failed update is repeated after the next change, when the journals fold again.
        inner.spread_directory(space).ok();
        inner.introduce(space).ok();
        Some(done)
    }

    /// Calls `look` with one journal; `None` without such a journal.
    pub fn look<T>(&self, space: SpaceId, look: impl FnOnce(&Journal) -> T) -> Option<T> {
        self.lock().journals.get(&space).map(look)
    }

    /// Calls `look` with each journal, in order of spaces.
    pub fn look_at_all<T>(&self, look: impl FnMut(&Journal) -> T) -> Vec<T> {
        self.lock().journals.values().map(look).collect()
    }

    /// Calls `look` with all journals at once, for a panel of many patients.
    pub fn look_together<T>(&self, look: impl FnOnce(&BTreeMap<SpaceId, Journal>) -> T) -> T {
        look(&self.lock().journals)
    }

    /// Calls `work` with the store.
    pub fn store<T>(&self, work: impl FnOnce(&mut S) -> T) -> T {
        work(&mut self.lock().store)
    }

    /// Ignores poisoning: after a panic the store is consistent, because each commit is atomic.
    fn lock(&self) -> MutexGuard<'_, Inner<S>> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<S: Store> Inner<S> {
    fn spread_directory(&mut self, clinic: SpaceId) -> Result<(), JournalError> {
        let Some(source) = self.journals.get(&clinic) else { return Ok(()) };
        let version = source.version();
        if self.spread.get(&clinic) == Some(&version) {
            return Ok(());
        }
        let directory = source.directory();
        for journal in self.journals.values_mut() {
            if clinic_of(journal) == Some(clinic) {
                journal.set_directory(&mut self.store, directory.clone())?;
            }
        }
        self.spread.insert(clinic, version);
        Ok(())
    }

    /// Sets the directory of a journal without one, if its genesis names a clinic on the shelf.
    fn introduce(&mut self, space: SpaceId) -> Result<(), JournalError> {
        let alone = self.journals.get(&space).filter(|journal| !journal.has_directory());
        let clinic = alone.and_then(clinic_of).and_then(|clinic| self.journals.get(&clinic));
        let Some(directory) = clinic.map(Journal::directory) else { return Ok(()) };
        match self.journals.get_mut(&space) {
            Some(journal) => journal.set_directory(&mut self.store, directory),
            None => Ok(()),
        }
    }
}

fn clinic_of(journal: &Journal) -> Option<SpaceId> {
    journal.fold().clinic().as_ref().map(Pin::space)
}
