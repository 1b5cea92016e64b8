//! A store whose commit fails at the n-th change, with or without keeping it.

use crate::journal::*;
use interlude_protocol::id::{SeriesId, SpaceId};

/// How the failing commit ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failure {
    /// With [`StoreError::Full`]; nothing was kept.
    Full,
    /// With [`StoreError::Unavailable`]; nothing was kept.
    Lost,
    /// With [`StoreError::Unavailable`]; everything was kept.
    Kept,
}

/// A store that fails once, in the commit that contains change number `left`.
pub(crate) struct Failing {
    pub(crate) disk: MemoryStore,
    pub(crate) left: Option<usize>,
    pub(crate) failure: Failure,
    /// Number of commits so far.
    pub(crate) commits: usize,
    /// Called within each commit.
    pub(crate) during: Option<Box<dyn FnMut()>>,
}

impl Failing {
    pub(crate) fn whole() -> Self {
        Self {
            disk: MemoryStore::new(),
            left: None,
            failure: Failure::Full,
            commits: 0,
            during: None,
        }
    }
}

impl Store for Failing {
    fn commit(&mut self, changes: &[Change]) -> Result<(), StoreError> {
        self.commits += 1;
        if let Some(during) = &mut self.during {
            during();
        }
        if let Some(left) = self.left {
            if left < changes.len() {
                self.left = None;
                return match self.failure {
                    Failure::Full => Err(StoreError::Full),
                    Failure::Lost => Err(StoreError::Unavailable),
                    Failure::Kept => {
                        self.disk.commit(changes)?;
                        Err(StoreError::Unavailable)
                    }
                };
            }
            self.left = Some(left - changes.len());
        }
        self.disk.commit(changes)
    }

    fn recover(&mut self) -> Result<(), StoreError> {
        Ok(())
    }

    fn spaces(&self) -> Result<Vec<SpaceId>, StoreError> {
        self.disk.spaces()
    }

    fn series(&self, space: SpaceId) -> Result<Vec<(SeriesId, u64)>, StoreError> {
        self.disk.series(space)
    }

    fn records(
        &self,
        space: SpaceId,
        series: SeriesId,
        from: u64,
        limit: usize,
    ) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        self.disk.records(space, series, from, limit)
    }

    fn aside(&self, space: SpaceId) -> Result<Vec<Kept>, StoreError> {
        self.disk.aside(space)
    }

    fn remembered(&self, space: SpaceId) -> Result<Vec<(SeriesId, Tip)>, StoreError> {
        self.disk.remembered(space)
    }

    fn value(&self, space: Option<SpaceId>, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.disk.value(space, name)
    }

    fn drafts(&self) -> Result<Vec<SealedDraft>, StoreError> {
        self.disk.drafts()
    }
}
