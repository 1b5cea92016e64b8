//! The access fold of every space, kept in memory and in step with storage.
//!
//! The index follows the numbers of commits. Clients see a number only after every space changed
//! up to it was folded, so no client misses a change by asking too early.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, PoisonError, RwLock, Weak};
use std::time::Duration;

use interlude_protocol::access::build::fold;
use interlude_protocol::access::facts::SpaceFacts;
use interlude_protocol::access::fold::{Fold, Learned};
use interlude_protocol::access::rule::Audience;
use interlude_protocol::id::{Fingerprint, Pin, SpaceId};
use interlude_protocol::record::check::Checked;
use interlude_protocol::record::codec::Record;
use interlude_protocol::record::open::{Open, Role};
use tokio::sync::watch;

use crate::storage::{SpaceLine, Storage, StorageError};

/// The pause before a failed storage is read again.
const AGAIN: Duration = Duration::from_secs(1);

/// A space, up to the index's commit number.
pub(crate) struct Space {
    pub(crate) fold: Arc<Fold>,
    changed: u64,
    /// How many membership records the fold has read.
    membership: u64,
}

impl Space {
    /// Whether the clinic's patients may read this author's records in its directory.
    pub(crate) fn is_directory_author(&self, author: &Fingerprint) -> bool {
        matches!(self.fold.role_of(author), Some(Role::Root | Role::Lead))
    }
}

#[derive(Default)]
struct Index {
    spaces: HashMap<SpaceId, Arc<Space>>,
    /// The spaces of each current member.
    of: HashMap<Fingerprint, BTreeSet<SpaceId>>,
    /// Number of the newest folded commit.
    number: u64,
}

/// All spaces.
pub(crate) struct Spaces {
    storage: Arc<dyn Storage>,
    index: RwLock<Index>,
    number: watch::Sender<u64>,
}

impl Spaces {
    /// Folds all spaces in storage.
    pub(crate) async fn load(storage: Arc<dyn Storage>) -> Result<Self, StorageError> {
        let spaces = Self { storage, index: RwLock::default(), number: watch::Sender::new(0) };
        spaces.catch_up().await?;
        Ok(spaces)
    }

    /// Follows storage until the index is dropped.
    pub(crate) async fn follow(spaces: Weak<Self>, mut commits: watch::Receiver<u64>) {
        while commits.changed().await.is_ok() {
            let Some(spaces) = spaces.upgrade() else { return };
            if let Err(error) = spaces.catch_up().await {
                tracing::error!(%error, "the index of spaces is behind");
                commits.mark_changed();
                tokio::time::sleep(AGAIN).await;
            }
        }
    }

    /// The space; `None` if it does not exist.
    pub(crate) fn get(&self, id: &SpaceId) -> Option<Arc<Space>> {
        self.read(|index| index.spaces.get(id).cloned())
    }

    /// Whether there is any space at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.read(|index| index.spaces.is_empty())
    }

    /// The spaces in which `fp` is a member.
    pub(crate) fn of(&self, fp: &Fingerprint) -> Vec<SpaceId> {
        self.read(|index| index.of.get(fp).into_iter().flatten().copied().collect())
    }

    /// The signing key of a current device or recovery identity.
    pub(crate) fn device_key(&self, fp: &Fingerprint) -> Option<[u8; 32]> {
        self.read(|index| {
            let spaces = index.of.get(fp)?.iter().filter_map(|id| index.spaces.get(id));
            let mut folds = spaces.map(|space| &*space.fold);
            let is_device =
                |fold: &&Fold| [Role::Device, Role::Recovery].iter().any(|r| fold.has_role(fp, *r));
            folds.find(is_device)?.signer(fp)
        })
    }

    /// Whether `fp` is a patient of the clinic with this pin.
    pub(crate) fn is_patient(&self, fp: &Fingerprint, clinic: Pin) -> bool {
        self.read(|index| {
            let mut spaces = index.of.get(fp).into_iter().flatten();
            spaces.any(|id| index.spaces.get(id).is_some_and(|s| s.fold.clinic() == Some(clinic)))
        })
    }

    /// The spaces of `fp` that changed after commit `after`, and the number for the next request.
    ///
    /// A number from the future belongs to another era; all spaces are listed then.
    pub(crate) fn changed(&self, fp: &Fingerprint, after: u64) -> (Vec<SpaceId>, u64) {
        self.read(|index| {
            let after = if after > index.number { 0 } else { after };
            let changed = |id: &&SpaceId| index.spaces.get(id).is_some_and(|s| s.changed > after);
            let spaces = index.of.get(fp).into_iter().flatten();
            (spaces.filter(changed).copied().collect(), index.number)
        })
    }

    /// A channel that reports each newly folded commit.
    pub(crate) fn number(&self) -> watch::Receiver<u64> {
        self.number.subscribe()
    }

    /// Waits until everything up to commit `number` is folded.
    pub(crate) async fn reach(&self, number: u64) {
        // The sender lives as long as this index, so the wait cannot fail.
        drop(self.number().wait_for(|reached| *reached >= number).await);
    }

    fn read<T>(&self, act: impl FnOnce(&Index) -> T) -> T {
        act(&self.index.read().unwrap_or_else(PoisonError::into_inner))
    }

    async fn catch_up(&self) -> Result<(), StorageError> {
        let after = self.read(|index| index.number);
        let lines = self.storage.changed(after).await?;
        let Some(number) = lines.last().map(|line| line.changed) else { return Ok(()) };
        // Directories first: shared journals are folded with them.
        let mut later = Vec::new();
        let mut directories = BTreeSet::new();
        for line in lines {
            if self.get(&line.id).is_some_and(|space| space.membership == line.membership) {
                self.touch(line);
                continue;
            }
            let facts = self.facts(line).await?;
            let alone = fold(&facts, None, &Learned::new());
            match alone.audience() {
                Audience::Clinic => {
                    directories.insert(alone.pin());
                    self.put(line, alone);
                }
                Audience::Own => self.put(line, alone),
                Audience::Shared => later.push((line, facts)),
            }
        }
        for (line, facts) in later {
            self.put(line, self.with_directory(&facts));
        }
        for line in self.waiting_for(&directories) {
            let facts = self.facts(line).await?;
            self.put(line, self.with_directory(&facts));
        }
        self.index.write().unwrap_or_else(PoisonError::into_inner).number = number;
        self.number.send_replace(number);
        Ok(())
    }

    /// Shared journals with pending clinicians whom these changed directories may list now.
    fn waiting_for(&self, directories: &BTreeSet<Pin>) -> Vec<SpaceLine> {
        let waits = |fold: &Fold| {
            fold.pending().next().is_some()
                && fold.clinic().is_some_and(|clinic| directories.contains(&clinic))
        };
        self.read(|index| {
            let waiting = index.spaces.iter().filter(|(_, space)| waits(&space.fold));
            let line = |(id, space): (&SpaceId, &Arc<Space>)| SpaceLine {
                id: *id,
                pin: space.fold.pin(),
                changed: space.changed,
                membership: space.membership,
            };
            waiting.map(line).collect()
        })
    }

    fn with_directory(&self, facts: &SpaceFacts) -> Fold {
        let alone = fold(facts, None, &Learned::new());
        let directory = alone.clinic().and_then(|clinic| self.get(&clinic.space()));
        match directory {
            Some(directory) => fold(facts, Some(&directory.fold), &Learned::new()),
            None => alone,
        }
    }

    async fn facts(&self, line: SpaceLine) -> Result<SpaceFacts, StorageError> {
        let mut facts = SpaceFacts::new(line.pin);
        for bytes in self.storage.membership(line.id).await? {
            facts.insert(&read_back(&bytes)?);
        }
        Ok(facts)
    }

    fn touch(&self, line: SpaceLine) {
        let mut index = self.index.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(space) = index.spaces.get_mut(&line.id) {
            let fold = Arc::clone(&space.fold);
            *space = Arc::new(Space { fold, changed: line.changed, membership: line.membership });
        }
    }

    fn put(&self, line: SpaceLine, fold: Fold) {
        let mut index = self.index.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(before) = index.spaces.get(&line.id).cloned() {
            for (fp, _) in before.fold.members() {
                if let Some(spaces) = index.of.get_mut(&fp) {
                    spaces.remove(&line.id);
                }
            }
        }
        for (fp, _) in fold.members() {
            index.of.entry(fp).or_default().insert(line.id);
        }
        let (changed, membership) = (line.changed, line.membership);
        let space = Space { fold: Arc::new(fold), changed, membership };
        index.spaces.insert(line.id, Arc::new(space));
    }
}

/// A record that was checked before it was stored.
fn read_back(bytes: &[u8]) -> Result<Checked, StorageError> {
    const DAMAGED: StorageError = StorageError::Damaged("a membership record cannot be read");
    let record = Record::decode(bytes).map_err(|_| DAMAGED)?;
    if record.body_matches() != Some(true) {
        return Err(DAMAGED);
    }
    let body = record.body.as_deref().unwrap_or_default();
    let open = Some(Open::parse(body).map_err(|_| DAMAGED)?);
    Ok(Checked { hash: record.hash(), record, open, damage: None })
}
