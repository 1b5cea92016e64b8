//! A store in memory, for browsers and tests.

use std::collections::BTreeMap;

use super::store::{Aside, Change, Kept, SealedDraft, Store, StoreError, Tip};
use interlude_protocol::id::{RecordId, SeriesId, SpaceId};

/// A [`Store`] in memory. Its content is lost on drop.
#[derive(Debug, Clone, Default)]
pub struct MemoryStore {
    spaces: BTreeMap<SpaceId, Space>,
    values: BTreeMap<(Option<SpaceId>, String), Vec<u8>>,
    drafts: BTreeMap<RecordId, Vec<u8>>,
}

#[derive(Debug, Clone, Default)]
struct Space {
    series: BTreeMap<SeriesId, Vec<Vec<u8>>>,
    remembered: BTreeMap<SeriesId, Tip>,
    aside: Vec<Kept>,
}

impl MemoryStore {
    /// Creates an empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Checks that each change fits after those before it.
    fn check(&self, changes: &[Change]) -> Result<(), StoreError> {
        let mut counts = BTreeMap::new();
        for change in changes {
            match change {
                Change::Append { space, series, seq, .. } => {
                    let count = self.counted(&mut counts, *space, *series);
                    if *seq != *count {
                        return Err(StoreError::OutOfPlace);
                    }
                    *count += 1;
                }
                Change::Mend { space, series, seq, .. } => {
                    if *seq >= *self.counted(&mut counts, *space, *series) {
                        return Err(StoreError::OutOfPlace);
                    }
                }
                Change::Supersede { space, series, from } => {
                    let count = self.counted(&mut counts, *space, *series);
                    *count = (*count).min(*from);
                }
                Change::KeepAside { .. }
                | Change::Remember { .. }
                | Change::Put { .. }
                | Change::Remove { .. }
                | Change::SaveDraft(_)
                | Change::DropDraft(_) => {}
            }
        }
        Ok(())
    }

    fn counted<'a>(
        &self,
        counts: &'a mut BTreeMap<(SpaceId, SeriesId), u64>,
        space: SpaceId,
        series: SeriesId,
    ) -> &'a mut u64 {
        counts.entry((space, series)).or_insert_with(|| {
            let held = self.spaces.get(&space).and_then(|held| held.series.get(&series));
            held.map_or(0, |records| records.len().try_into().unwrap_or(u64::MAX))
        })
    }

    fn make(&mut self, change: &Change) {
        match change {
            Change::Append { space, series, record, .. } => {
                self.log(*space, *series).push(record.clone());
            }
            Change::Mend { space, series, seq, record } => {
                let log = self.log(*space, *series);
                if let Some(place) = usize::try_from(*seq).ok().and_then(|seq| log.get_mut(seq)) {
                    place.clone_from(record);
                }
            }
            Change::Supersede { space, series, from } => {
                let log = self.log(*space, *series);
                let cut = usize::try_from(*from).unwrap_or(usize::MAX).min(log.len());
                let orphans = log.split_off(cut);
                for (seq, record) in (*from..).zip(orphans) {
                    let kept = Kept { series: *series, seq, why: Aside::Superseded, record };
                    self.keep_aside(*space, kept);
                }
            }
            Change::KeepAside { space, kept } => self.keep_aside(*space, kept.clone()),
            Change::Remember { space, series, tip } => {
                self.spaces.entry(*space).or_default().remembered.insert(*series, *tip);
            }
            Change::Put { space, name, value } => {
                if let Some(space) = space {
                    self.spaces.entry(*space).or_default();
                }
                self.values.insert((*space, (*name).to_owned()), value.clone());
            }
            Change::Remove { space, name } => {
                self.values.remove(&(*space, (*name).to_owned()));
            }
            Change::SaveDraft(SealedDraft { record, sealed }) => {
                self.drafts.insert(*record, sealed.clone());
            }
            Change::DropDraft(record) => {
                self.drafts.remove(record);
            }
        }
    }

    fn log(&mut self, space: SpaceId, series: SeriesId) -> &mut Vec<Vec<u8>> {
        self.spaces.entry(space).or_default().series.entry(series).or_default()
    }

    fn keep_aside(&mut self, space: SpaceId, kept: Kept) {
        let aside = &mut self.spaces.entry(space).or_default().aside;
        if !aside.contains(&kept) {
            aside.push(kept);
            aside.sort_by(|a, b| (a.series, a.seq, &a.record).cmp(&(b.series, b.seq, &b.record)));
        }
    }
}

impl Store for MemoryStore {
    fn commit(&mut self, changes: &[Change]) -> Result<(), StoreError> {
        self.check(changes)?;
        for change in changes {
            self.make(change);
        }
        Ok(())
    }

    fn recover(&mut self) -> Result<(), StoreError> {
        Ok(())
    }

    fn spaces(&self) -> Result<Vec<SpaceId>, StoreError> {
        Ok(self.spaces.keys().copied().collect())
    }

    fn series(&self, space: SpaceId) -> Result<Vec<(SeriesId, u64)>, StoreError> {
        let Some(held) = self.spaces.get(&space) else { return Ok(Vec::new()) };
        let count = |records: &Vec<Vec<u8>>| records.len().try_into().unwrap_or(u64::MAX);
        Ok(held.series.iter().map(|(series, records)| (*series, count(records))).collect())
    }

    fn records(
        &self,
        space: SpaceId,
        series: SeriesId,
        from: u64,
        limit: usize,
    ) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        let held = self.spaces.get(&space).and_then(|held| held.series.get(&series));
        let skip = usize::try_from(from).unwrap_or(usize::MAX);
        let records = held.into_iter().flatten().skip(skip).take(limit);
        Ok((from..).zip(records.cloned()).collect())
    }

    fn aside(&self, space: SpaceId) -> Result<Vec<Kept>, StoreError> {
        Ok(self.spaces.get(&space).map(|held| held.aside.clone()).unwrap_or_default())
    }

    fn remembered(&self, space: SpaceId) -> Result<Vec<(SeriesId, Tip)>, StoreError> {
        let held = self.spaces.get(&space);
        Ok(held
            .into_iter()
            .flat_map(|held| &held.remembered)
            .map(|(series, tip)| (*series, *tip))
            .collect())
    }

    fn value(&self, space: Option<SpaceId>, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.values.get(&(space, name.to_owned())).cloned())
    }

    fn drafts(&self) -> Result<Vec<SealedDraft>, StoreError> {
        let draft = |(record, sealed): (&RecordId, &Vec<u8>)| SealedDraft {
            record: *record,
            sealed: sealed.clone(),
        };
        Ok(self.drafts.iter().map(draft).collect())
    }
}
