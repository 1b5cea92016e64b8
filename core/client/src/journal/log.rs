//! The journal of one space: its state, and opening it from a store.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::chain::{Chain, Held};
use super::index::Shown;
use super::mark::Marked;
use super::{Aside, Change, JournalError, Store, StoreError, Tip};
use crate::crypto::content_key::ContentKey;
use crate::crypto::identity::Identity;
use interlude_protocol::access::build::fold;
use interlude_protocol::access::facts::SpaceFacts;
use interlude_protocol::access::fold::{Fold, Learned};
use interlude_protocol::access::keys::Keys;
use interlude_protocol::id::{Fingerprint, KeyId, Pin, RecordId, SeriesId, SpaceId};
use interlude_protocol::record::check::Place;
use interlude_protocol::record::codec::Bodies;
use interlude_protocol::record::open::{Head, Role};

/// Names of the values that a journal keeps in its store.
pub(super) const OWN: &str = "own series";
pub(super) const LEARNED: &str = "learned";
pub(super) const SENT: &str = "sent";

/// The log of one space and everything derived from it.
///
/// The store keeps records, remembered tips and the own series. The journal derives the rest from
/// them when it is opened and after each change.
pub struct Journal {
    pub(super) pin: Pin,
    pub(super) space: SpaceId,
    pub(super) me: Arc<Identity>,
    pub(super) bodies: Bodies,
    pub(super) chains: BTreeMap<SeriesId, Chain>,
    pub(super) aside: Vec<(Aside, Held)>,
    pub(super) remembered: BTreeMap<SeriesId, Tip>,
    pub(super) sent: BTreeMap<SeriesId, u64>,
    pub(super) own: Option<SeriesId>,
    /// Whether the journal may continue an earlier own series.
    pub(super) adopting: bool,
    /// Own series that another copy of this identity wrote to.
    pub(super) closed: BTreeSet<SeriesId>,
    pub(super) facts: Arc<SpaceFacts>,
    pub(super) directory: Option<Directory>,
    pub(super) learned: Learned,
    pub(super) fold: Arc<Fold>,
    pub(super) content_keys: BTreeMap<KeyId, ContentKey>,
    /// Hashes of wraps that did not open, to try each wrap once.
    pub(super) useless: BTreeSet<[u8; 32]>,
    pub(super) keys: Keys,
    /// Entries that are not opened yet.
    pub(super) sealed: BTreeSet<(SeriesId, u64)>,
    /// Content keys that seal entries of a series.
    pub(super) written_under: BTreeSet<(SeriesId, KeyId)>,
    /// Ids of own entries.
    pub(super) mine: BTreeSet<RecordId>,
    pub(super) marked: Marked,
    /// Whether a new record can change the fold.
    pub(super) unfolded: bool,
    /// Increases with each record that can change the membership.
    pub(super) membership: u64,
    /// Whether the outcome of the last commit is unknown. The store must be read again first.
    pub(super) stale: bool,
    pub(super) newer: bool,
    /// Remembered tips that contradict the received records.
    pub(super) contradicted: BTreeSet<(SeriesId, u64)>,
    pub(super) version: u64,
    /// The index; empty after a change until it is read.
    pub(super) index: OnceLock<Vec<Shown>>,
}

/// The part of a clinic's space that a patient's journal needs.
#[derive(Debug, Clone)]
pub struct Directory {
    /// The fold of the clinic's space.
    pub fold: Arc<Fold>,
    /// The verified records of the clinic's space.
    pub facts: Arc<SpaceFacts>,
    /// Heads of the series of roots and leads; each names the clinic's space.
    pub heads: Vec<Head>,
    /// Differs between two states with different members.
    membership: u64,
}

impl Journal {
    /// Creates a journal without records.
    pub(super) fn empty(
        pin: Pin,
        me: Arc<Identity>,
        bodies: Bodies,
        directory: Option<Directory>,
    ) -> Self {
        let facts = SpaceFacts::new(pin);
        let learned = Learned::new();
        let folded = fold(&facts, directory.as_ref().map(|known| &*known.fold), &learned);
        Self {
            pin,
            space: pin.space(),
            me,
            bodies,
            chains: BTreeMap::new(),
            aside: Vec::new(),
            remembered: BTreeMap::new(),
            sent: BTreeMap::new(),
            own: None,
            adopting: false,
            closed: BTreeSet::new(),
            facts: Arc::new(facts),
            directory,
            learned,
            fold: Arc::new(folded),
            content_keys: BTreeMap::new(),
            useless: BTreeSet::new(),
            keys: Keys::default(),
            sealed: BTreeSet::new(),
            written_under: BTreeSet::new(),
            mine: BTreeSet::new(),
            unfolded: true,
            membership: 0,
            marked: Marked::default(),
            stale: false,
            newer: false,
            contradicted: BTreeSet::new(),
            version: 0,
            index: OnceLock::new(),
        }
    }

    /// Opens the journal of the space that `pin` names from the store.
    ///
    /// `me` reads and writes; its content keys are unwrapped each time and never stored. `bodies` is
    /// [`Bodies::Open`] for a directory without sealed bodies. `directory` is the clinic's; `None`
    /// for a clinic's space, an own journal, and if it is not available yet.
    ///
    /// # Errors
    /// [`JournalError::Store`] if the store fails.
    pub fn open(
        store: &mut impl Store,
        pin: Pin,
        me: Arc<Identity>,
        bodies: Bodies,
        directory: Option<Directory>,
    ) -> Result<Self, JournalError> {
        let mut journal = Self::empty(pin, me, bodies, directory);
        journal.load(store)?;
        Ok(journal)
    }

    /// Reads everything from the store and folds it.
    pub(super) fn load(&mut self, store: &mut impl Store) -> Result<(), JournalError> {
        self.index.take();
        self.remembered = store.remembered(self.space)?.into_iter().collect();
        self.own = read_value(store, self.space, OWN)?;
        self.sent = read_value(store, self.space, SENT)?.unwrap_or_default();
        self.learned = read_value(store, self.space, LEARNED)?.unwrap_or_default();
        self.chains.clear();
        for (series, stored) in store.series(self.space)? {
            let known = self.remembered.get(&series);
            let chain = Chain::load(store, self.pin, series, stored, self.bodies, known)?;
            self.chains.insert(series, chain);
        }
        self.aside.clear();
        for kept in store.aside(self.space)? {
            if let Some(held) = self.reread_aside(&kept) {
                self.aside.push((kept.why, held));
            }
        }
        self.gather();
        self.refresh(store)?;
        if self.doubt_signatures() {
            self.gather();
            self.refresh(store)?;
        }
        Ok(())
    }

    /// Reads the store again if the outcome of the last commit is unknown.
    pub(super) fn fresh(&mut self, store: &mut impl Store) -> Result<(), JournalError> {
        if self.stale {
            store.recover()?;
            self.load(store)?;
            self.stale = false;
        }
        Ok(())
    }

    /// Commits, and notes if the outcome is unknown.
    pub(super) fn commit(
        &mut self,
        store: &mut impl Store,
        changes: &[Change],
    ) -> Result<(), StoreError> {
        let done = store.commit(changes);
        self.stale |= done == Err(StoreError::Unavailable);
        done
    }

    fn reread_aside(&self, kept: &super::Kept) -> Option<Held> {
        use interlude_protocol::record::codec::Record;
        let record = Record::decode(&kept.record).ok()?;
        let place = Place {
            pin: self.pin,
            series: kept.series,
            seq: kept.seq,
            prev: record.header.prev,
            author: None,
        };
        let checked = super::chain::reread(&place, &kept.record, self.bodies)?;
        Some(Held::new(checked, self.bodies))
    }

    /// Sets the clinic's directory, and folds again if the membership changed.
    ///
    /// # Errors
    /// [`JournalError::Store`] if the store fails.
    pub fn set_directory(
        &mut self,
        store: &mut impl Store,
        directory: Directory,
    ) -> Result<(), JournalError> {
        self.fresh(store)?;
        let known = self.directory.as_ref().map(|known| known.membership);
        self.unfolded |= known != Some(directory.membership);
        self.directory = Some(directory);
        if self.unfolded { self.refresh(store) } else { Ok(()) }
    }

    /// Whether the clinic's directory is set.
    #[must_use]
    pub fn has_directory(&self) -> bool {
        self.directory.is_some()
    }

    /// The directory that patients' journals need of this clinic's space.
    #[must_use]
    pub fn directory(&self) -> Directory {
        let leads =
            |fp: &Fingerprint| matches!(self.fold.role_of(fp), Some(Role::Root | Role::Lead));
        let heads = self.facts.heads().filter(|(_, author)| leads(author));
        let heads = heads.map(|(head, _)| Head { space: Some(self.space), ..head }).collect();
        Directory {
            fold: Arc::clone(&self.fold),
            facts: Arc::clone(&self.facts),
            heads,
            membership: self.membership,
        }
    }

    /// The space's pin.
    #[must_use]
    pub fn pin(&self) -> Pin {
        self.pin
    }

    /// The identity that reads and writes.
    #[must_use]
    pub fn me(&self) -> &Arc<Identity> {
        &self.me
    }

    pub(super) fn learned(&self) -> &Learned {
        &self.learned
    }

    /// Members, and the access state of each record.
    #[must_use]
    pub fn fold(&self) -> &Fold {
        &self.fold
    }

    /// The verified records, as the fold sees them.
    #[must_use]
    pub fn facts(&self) -> &SpaceFacts {
        &self.facts
    }

    /// The content keys to read and write with, and the missing ones.
    #[must_use]
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Increases with each change of the fold or of an entry.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Whether the server sent records of a newer format. The journal then keeps what is written,
    /// but sends and grants nothing until the program is updated.
    #[must_use]
    pub fn is_newer(&self) -> bool {
        self.newer
    }
}

impl std::fmt::Debug for Journal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Journal").field("space", &self.space).finish_non_exhaustive()
    }
}

/// Reads a JSON value; `None` if it was never set. An unreadable value is an error, never a default.
pub(super) fn read_value<T: serde::de::DeserializeOwned>(
    store: &impl Store,
    space: SpaceId,
    name: &str,
) -> Result<Option<T>, StoreError> {
    let Some(value) = store.value(Some(space), name)? else { return Ok(None) };
    serde_json::from_slice(&value).map(Some).map_err(|_| StoreError::Damaged)
}
