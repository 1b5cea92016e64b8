//! The journal of one space: opening it, and folding it again after every change.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::chain::{Chain, Held, Opening};
use super::mark::{Marked, Seen};
use super::{Aside, Change, JournalError, Store, StoreError, Tip};
use crate::access::facts::SpaceFacts;
use crate::access::finding::{Finding, findings};
use crate::access::fold::{Fold, Learned, fold};
use crate::access::keys::{Keys, keys};
use crate::access::plan::remember_learned;
use crate::crypto::content_key::ContentKey;
use crate::crypto::identity::Identity;
use crate::crypto::seal::open_entry;
use crate::crypto::wrap::unwrap;
use crate::entry::Entry;
use crate::id::{Fingerprint, KeyId, Pin, SeriesId, SpaceId};
use crate::primitive::sha256;
use crate::record::check::Place;
use crate::record::codec::Bodies;
use crate::record::header::Header;
use crate::record::open::{Head, Open, Role};

/// Names of the values that a journal keeps in its store.
pub(super) const OWN: &str = "own series";
const LEARNED: &str = "learned";
pub(super) const SENT: &str = "sent";

/// The log of one space and everything that follows from it.
///
/// Records, remembered heads and the own series are in the store; the rest is folded from them
/// when the journal is opened and after every change.
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
    pub(super) facts: Arc<SpaceFacts>,
    pub(super) directory: Option<Directory>,
    learned: Learned,
    pub(super) fold: Arc<Fold>,
    pub(super) content_keys: BTreeMap<KeyId, ContentKey>,
    /// Wraps that did not open, by their hash, so that each is tried once.
    useless: BTreeSet<[u8; 32]>,
    pub(super) keys: Keys,
    /// Entries that are held and not opened.
    sealed: BTreeSet<(SeriesId, u64)>,
    pub(super) marked: Marked,
    /// The store failed in a way that leaves open what it kept: read again before anything else.
    pub(super) stale: bool,
    pub(super) newer: bool,
    /// Remembered heads that the records received do not agree with.
    pub(super) contradicted: BTreeSet<(SeriesId, u64)>,
    version: u64,
}

/// What a patient's journal needs to know of its clinic's space.
#[derive(Debug, Clone)]
pub struct Directory {
    /// The fold of the clinic's space.
    pub fold: Arc<Fold>,
    /// Its records.
    pub facts: Arc<SpaceFacts>,
    /// Heads of the series of its roots and leads, with the clinic's space named.
    pub heads: Vec<Head>,
}

impl Journal {
    /// A journal without records, not yet known to any store.
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
            facts: Arc::new(facts),
            directory,
            learned,
            fold: Arc::new(folded),
            content_keys: BTreeMap::new(),
            useless: BTreeSet::new(),
            keys: Keys::default(),
            sealed: BTreeSet::new(),
            marked: Marked::default(),
            stale: false,
            newer: false,
            contradicted: BTreeSet::new(),
            version: 0,
        }
    }

    /// Opens the journal of the space that `pin` names, with whatever the store holds of it.
    ///
    /// `me` reads and writes; content keys are unwrapped anew and never stored. `bodies` is
    /// [`Bodies::Open`] for a directory that is read without its sealed bodies. `directory` is the
    /// clinic's, `None` for a clinic's space itself, an own journal, and while it is not at hand.
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

    /// Reads everything back from the store and folds it.
    pub(super) fn load(&mut self, store: &mut impl Store) -> Result<(), JournalError> {
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

    /// If the last commit left open what was kept, reads the store again.
    pub(super) fn fresh(&mut self, store: &mut impl Store) -> Result<(), JournalError> {
        if self.stale {
            store.recover()?;
            self.load(store)?;
            self.stale = false;
        }
        Ok(())
    }

    /// Commits, and remembers if it is open what was kept.
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
        use crate::record::codec::Record;
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

    /// Collects the facts anew from everything held.
    pub(super) fn gather(&mut self) {
        let mut facts = SpaceFacts::new(self.pin);
        self.sealed.clear();
        for held in self.chains.values().flat_map(|chain| &chain.held) {
            facts.insert(&held.checked);
            if held.opening == Opening::Sealed {
                let header = &held.checked.record.header;
                self.sealed.insert((header.series, header.seq));
            }
        }
        for (why, held) in &self.aside {
            if *why == Aside::Fork {
                facts.insert(&held.checked);
            }
        }
        self.facts = Arc::new(facts);
    }

    /// Takes a record that was just stored into memory.
    pub(super) fn take_in(&mut self, held: Held) {
        Arc::make_mut(&mut self.facts).insert(&held.checked);
        let header = &held.checked.record.header;
        if held.opening == Opening::Sealed {
            self.sealed.insert((header.series, header.seq));
        }
        let chain = self.chains.entry(header.series).or_default();
        chain.held.push(held);
        chain.stored = chain.stored.max(chain.count());
    }

    /// Folds, unwraps keys and opens entries; the index is a cache of the log.
    pub(super) fn refresh(&mut self, store: &mut impl Store) -> Result<(), JournalError> {
        let directory = self.directory.as_ref().map(|known| &*known.fold);
        self.fold = Arc::new(fold(&self.facts, directory, &self.learned));
        let mut learned = self.learned.clone();
        remember_learned(&self.fold, &mut learned);
        if learned != self.learned {
            let value = serde_json::to_vec(&learned).unwrap_or_default();
            let put = Change::Put { space: Some(self.space), name: LEARNED, value };
            self.commit(store, &[put])?;
            self.learned = learned;
        }
        self.unwrap_keys();
        let opened = self.content_keys.keys().copied().collect();
        self.keys = keys(&self.fold, &self.me.fingerprint(), &opened);
        self.open_entries(store)?;
        self.marked = self.my_marks();
        self.version = self.version.saturating_add(1);
        Ok(())
    }

    fn unwrap_keys(&mut self) {
        for (key, grantor, wrapped) in self.fold.wraps_for(self.me.fingerprint()) {
            if self.content_keys.contains_key(&key) {
                continue;
            }
            let name = sha256(&[&wrapped.wrap, key.as_bytes(), grantor.as_bytes()]);
            if self.useless.contains(&name) {
                continue;
            }
            match unwrap(&wrapped.wrap, self.space, key, &self.me, grantor) {
                Ok(opened) => {
                    self.content_keys.insert(key, opened);
                }
                Err(_) => {
                    self.useless.insert(name);
                }
            }
        }
    }

    fn open_entries(&mut self, store: &impl Store) -> Result<(), JournalError> {
        for (series, seq) in self.sealed.clone() {
            let Some(held) = self.held_mut(series, seq) else { continue };
            let header = held.checked.record.header.clone();
            let body = held.checked.record.body.take();
            if !self.keys.held.contains(&header.key) {
                continue;
            }
            let body = match body {
                Some(body) => Some(body),
                None => self.body_from(store, series, seq)?,
            };
            let opening = self.open_body(&header, body.as_deref());
            if let Some(held) = self.held_mut(series, seq) {
                held.opening = opening;
            }
            self.sealed.remove(&(series, seq));
        }
        let mut aside = std::mem::take(&mut self.aside);
        for (_, held) in &mut aside {
            let record = &held.checked.record;
            if held.opening == Opening::Sealed && self.keys.held.contains(&record.header.key) {
                held.opening = self.open_body(&record.header, record.body.as_deref());
            }
        }
        self.aside = aside;
        Ok(())
    }

    fn open_body(&self, header: &Header, body: Option<&[u8]>) -> Opening {
        let key = self.content_keys.get(&header.key);
        let plain = key.zip(body).and_then(|(key, body)| open_entry(key, header, body).ok());
        plain
            .and_then(|plain| Entry::read(&plain).ok())
            .map_or(Opening::Damaged, |reading| Opening::Read(Box::new(reading)))
    }

    fn held_mut(&mut self, series: SeriesId, seq: u64) -> Option<&mut Held> {
        let chain = self.chains.get_mut(&series)?;
        chain.held.get_mut(usize::try_from(seq).ok()?)
    }

    pub(super) fn body_from(
        &self,
        store: &impl Store,
        series: SeriesId,
        seq: u64,
    ) -> Result<Option<Vec<u8>>, JournalError> {
        let place = match self.chains.get(&series) {
            Some(chain) => chain.place(self.pin, series, seq),
            None => return Ok(None),
        };
        let stored = store.records(self.space, series, seq, 1)?;
        let record = stored.first().filter(|(at, _)| *at == seq);
        let checked =
            record.and_then(|(_, bytes)| super::chain::reread(&place, bytes, self.bodies));
        Ok(checked.and_then(|checked| checked.record.body))
    }

    fn my_marks(&self) -> Marked {
        let me = self.me.fingerprint();
        let mut marked = Marked::default();
        let mine = self.chains.values().filter(|chain| chain.author() == Some(me));
        for held in mine.flat_map(|chain| &chain.held) {
            if let Some(Open::Mark(mark)) = &held.checked.open {
                marked.add(mark);
            }
        }
        marked
    }

    /// Marks records whose signature the disk changed as damaged; whether there were any.
    fn doubt_signatures(&mut self) -> bool {
        let mut any = false;
        let fold = Arc::clone(&self.fold);
        for held in self.chains.values_mut().flat_map(|chain| &mut chain.held) {
            let record = &held.checked.record;
            let signed =
                fold.signer(&record.header.author).is_none_or(|key| record.is_signed_by(&key));
            if !signed {
                held.opening = Opening::Damaged;
                held.checked.open = None;
                any = true;
            }
        }
        any
    }

    /// What a mark of mine could say now: every series held but the one I write in.
    pub(super) fn seen(&self) -> Vec<Seen> {
        let me = self.me.fingerprint();
        let here = self.chains.iter().filter(|(series, _)| Some(**series) != self.own);
        let mut seen: Vec<Seen> = here
            .map(|(series, chain)| {
                let whole = chain.held.iter().take_while(|held| held.opening != Opening::Damaged);
                let count = whole.count().try_into().unwrap_or(u64::MAX);
                let opened = |held: &Held| match held.opening {
                    Opening::Open => !held.is_mark(),
                    Opening::Read(_) => true,
                    Opening::Absent | Opening::Sealed | Opening::Damaged => false,
                };
                let others = chain.author() != Some(me);
                let last = chain.held.iter().rposition(opened).filter(|_| others);
                Seen {
                    series: (None, *series),
                    tip: chain.tip_at(count),
                    opened: last.map_or(0, |at| at.saturating_add(1)).try_into().unwrap_or(0),
                }
            })
            .collect();
        let directory = self.directory.iter().flat_map(|known| &known.heads);
        seen.extend(directory.map(|head| Seen {
            series: (head.space, head.series),
            tip: Tip { count: head.count, hash: head.hash },
            opened: 0,
        }));
        seen
    }

    /// Takes a newer state of the clinic's directory in.
    pub fn set_directory(
        &mut self,
        store: &mut impl Store,
        directory: Directory,
    ) -> Result<(), JournalError> {
        self.fresh(store)?;
        self.directory = Some(directory);
        self.refresh(store)
    }

    /// What patients' journals need to know of this clinic's space.
    #[must_use]
    pub fn directory(&self) -> Directory {
        let leads =
            |fp: &Fingerprint| matches!(self.fold.role_of(fp), Some(Role::Root | Role::Lead));
        let heads = self.facts.heads().filter(|(_, author)| leads(author));
        let heads = heads.map(|(head, _)| Head { space: Some(self.space), ..head }).collect();
        Directory { fold: Arc::clone(&self.fold), facts: Arc::clone(&self.facts), heads }
    }

    /// The space's pin.
    #[must_use]
    pub fn pin(&self) -> Pin {
        self.pin
    }

    /// Who reads and writes here.
    #[must_use]
    pub fn me(&self) -> &Arc<Identity> {
        &self.me
    }

    pub(super) fn learned(&self) -> &Learned {
        &self.learned
    }

    /// Who is a member, and what each record is worth.
    #[must_use]
    pub fn fold(&self) -> &Fold {
        &self.fold
    }

    /// The verified records, as the fold sees them.
    #[must_use]
    pub fn facts(&self) -> &SpaceFacts {
        &self.facts
    }

    /// What can be done with the content keys.
    #[must_use]
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Rises with every change of the fold or of an entry.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Whether the server gave records of a newer format: nothing is sent or granted here until
    /// the program is updated; what is written stays and is kept.
    #[must_use]
    pub fn is_newer(&self) -> bool {
        self.newer
    }

    /// What a server or a member tries to hide: records held back, forks, contradictions.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let directory = self.directory.as_ref().map(|known| &*known.facts);
        let mut found = findings(&self.facts, &self.fold, directory);
        let me = self.me.fingerprint();
        found.extend(self.remembered.iter().filter_map(|(series, tip)| {
            let held = self.chains.get(series).map_or(0, Chain::count);
            (held < tip.count).then_some(Finding::Withheld {
                by: me,
                space: self.space,
                series: *series,
                named: tip.count,
                held,
                at: None,
            })
        }));
        found.extend(self.contradicted.iter().map(|(series, named)| Finding::Contradicted {
            by: me,
            space: self.space,
            series: *series,
            named: *named,
        }));
        found
    }
}

impl std::fmt::Debug for Journal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Journal").field("space", &self.space).finish_non_exhaustive()
    }
}

/// A value as JSON; `None` if it was never set. What cannot be read is an error, never a default.
pub(super) fn read_value<T: serde::de::DeserializeOwned>(
    store: &impl Store,
    space: SpaceId,
    name: &str,
) -> Result<Option<T>, StoreError> {
    let Some(value) = store.value(Some(space), name)? else { return Ok(None) };
    serde_json::from_slice(&value).map(Some).map_err(|_| StoreError::Damaged)
}
