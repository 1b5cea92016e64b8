//! All journals of one program with the store they share, behind one lock.
//!
//! The lock is held for one step at a time and never while something waits for the network, so a
//! slow server cannot keep a patient from saving.

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
    /// Versions of directories as other journals know them.
    spread: BTreeMap<SpaceId, u64>,
}

impl<S: Store> Shelf<S> {
    /// A shelf without journals.
    pub fn new(store: S) -> Self {
        let inner = Inner { store, journals: BTreeMap::new(), spread: BTreeMap::new() };
        Self { inner: Mutex::new(inner) }
    }

    /// Puts a journal on the shelf, in the place of one of the same space, and tells it of its
    /// clinic's directory if that is here.
    pub fn put(&self, journal: Journal) -> Result<(), JournalError> {
        let inner = &mut *self.lock();
        let space = journal.pin().space();
        inner.journals.insert(space, journal);
        inner.spread.remove(&space);
        inner.spread_directory(space)?;
        inner.introduce(space)
    }

    /// Takes a journal off the shelf; its records stay in the store.
    pub fn take(&self, space: SpaceId) -> Option<Journal> {
        self.lock().journals.remove(&space)
    }

    /// The spaces whose journals are here.
    pub fn spaces(&self) -> Vec<SpaceId> {
        self.lock().journals.keys().copied().collect()
    }

    /// Works with one journal and the store; `None` if the journal is not here.
    ///
    /// If the journal is a clinic's, patients' journals hear of what changed in it; if it is a
    /// patient's that has just learned its clinic, it hears of that clinic's directory.
    pub fn with<T>(
        &self,
        space: SpaceId,
        work: impl FnOnce(&mut Journal, &mut S) -> T,
    ) -> Option<T> {
        let inner = &mut *self.lock();
        let journal = inner.journals.get_mut(&space)?;
        let done = work(journal, &mut inner.store);
        // What could not be told now is told with the next change: the journals fold again then.
        inner.spread_directory(space).ok();
        inner.introduce(space).ok();
        Some(done)
    }

    /// Looks at one journal; `None` if it is not here.
    pub fn look<T>(&self, space: SpaceId, look: impl FnOnce(&Journal) -> T) -> Option<T> {
        self.lock().journals.get(&space).map(look)
    }

    /// Looks at all journals, by space.
    pub fn look_at_all<T>(&self, look: impl FnMut(&Journal) -> T) -> Vec<T> {
        self.lock().journals.values().map(look).collect()
    }

    /// Looks at all journals at once, as a panel of many patients does.
    pub fn look_together<T>(&self, look: impl FnOnce(&BTreeMap<SpaceId, Journal>) -> T) -> T {
        look(&self.lock().journals)
    }

    /// Works with the store alone.
    pub fn store<T>(&self, work: impl FnOnce(&mut S) -> T) -> T {
        work(&mut self.lock().store)
    }

    /// A program that panicked in one step left the store whole, and journals read it again.
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

    /// Tells one journal of its clinic's directory, once its genesis names the clinic.
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
