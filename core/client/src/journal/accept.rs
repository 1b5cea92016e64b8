//! Accepting pages of records from other writers, and giving pages out.

use std::collections::BTreeMap;

use super::chain::{Chain, Held, Opening};
use super::log::{OWN, SENT};
use super::{Aside, Change, Journal, JournalError, Kept, Store, Tip};
use interlude_protocol::id::{Fingerprint, SeriesId};
use interlude_protocol::primitive::VerifyingKey;
use interlude_protocol::record::check::{Checked, Page, check_page};
use interlude_protocol::record::codec::Bodies;
use interlude_protocol::record::{RecordError, limit};

/// The outcome of accepting a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accepted {
    /// Number of new records.
    pub taken: u64,
    /// The tip of the series now.
    pub tip: Tip,
    /// Why the rest of the page was refused; `None` if every record was verified. After
    /// [`RecordError::UnknownAuthor`], retry when other series have advanced.
    pub error: Option<RecordError>,
    /// Whether the page contains another validly signed version of a known record.
    pub forked: bool,
}

impl Journal {
    /// Accepts a page of `series` whose first record is record `from`. The page must continue or
    /// overlap the log, or continue a version kept aside.
    ///
    /// Stores the verified records and the new tip in one transaction, then folds and opens them.
    /// Skips known records and repairs damaged bodies. Keeps another validly signed version of a
    /// known record aside as a fork. If the series is this identity's own, the page's version
    /// replaces the local one, and a new series begins; the next write repeats the replaced
    /// entries there.
    ///
    /// # Errors
    /// [`JournalError::Store`] if the store fails. A page that fails a check is not an error here;
    /// see [`Accepted::error`].
    pub fn accept_page(
        &mut self,
        store: &mut impl Store,
        series: SeriesId,
        from: u64,
        bytes: &[u8],
    ) -> Result<Accepted, JournalError> {
        self.fresh(store)?;
        let page = self.check(series, from, bytes);
        self.newer |=
            matches!(page.error, Some(RecordError::UnknownFormat | RecordError::UnknownSuite));
        let error = page.error;
        let sorted = self.sort(series, page);
        let forked = !sorted.other.is_empty();
        let (changes, taken) = self.changes_of(series, &sorted);
        if !changes.is_empty() {
            self.commit(store, &changes)?;
            self.make(store, series, sorted)?;
        }
        let tip = self.chains.get(&series).map_or(Tip::EMPTY, Chain::tip);
        Ok(Accepted { taken, tip, error, forked })
    }

    /// Checks a page against the log, or against a version kept aside that it continues.
    fn check(&self, series: SeriesId, from: u64, bytes: &[u8]) -> Page {
        let none = Chain::default();
        let chain = self.chains.get(&series).unwrap_or(&none);
        let place = chain.place(self.pin, series, from);
        let signers = |fp: &Fingerprint| self.fold.signer(fp);
        let page = check_page(&place, bytes, self.bodies, &signers);
        if !page.records.is_empty() {
            return page;
        }
        let before = self.aside.iter().map(|(_, held)| &held.checked).filter(|checked| {
            let header = &checked.record.header;
            header.series == series && header.seq.checked_add(1) == Some(from)
        });
        let others = before.map(|checked| {
            let place = interlude_protocol::record::check::Place { prev: checked.hash, ..place };
            check_page(&place, bytes, self.bodies, &signers)
        });
        others.into_iter().find(|page| !page.records.is_empty()).unwrap_or(page)
    }

    /// Divides the records of a page into new ones, repairs and those of another version.
    fn sort(&self, series: SeriesId, page: Page) -> Sorted {
        let none = Chain::default();
        let chain = self.chains.get(&series).unwrap_or(&none);
        let count = chain.count();
        let mut sorted = Sorted::default();
        for checked in page.records {
            let seq = checked.record.header.seq;
            match chain.get(seq) {
                Some(held) if held.checked.hash == checked.hash => {
                    if held.opening == Opening::Damaged && self.is_sound(&checked) {
                        sorted.mended.push(checked);
                    }
                }
                Some(_) => sorted.other.push(checked),
                None if sorted.other.is_empty() && seq >= count => sorted.new.push(checked),
                None => sorted.other.push(checked),
            }
        }
        // Records that continue a version kept aside belong to that version.
        if let Some(first) = sorted.new.first()
            && first.record.header.prev != chain.tip().hash
        {
            sorted.other.append(&mut sorted.new);
        }
        sorted
    }

    /// Whether the body is intact and the record's own signature is valid. A page check may verify only the last one.
    fn is_sound(&self, checked: &Checked) -> bool {
        let key = self.fold.signer(&checked.record.header.author);
        let key = key.and_then(|key| VerifyingKey::read(&key));
        checked.damage.is_none() && key.is_some_and(|key| checked.record.is_signed_by(&key))
    }

    fn is_mine(&self, series: SeriesId) -> bool {
        let me = self.me.fingerprint();
        self.chains.get(&series).and_then(Chain::author) == Some(me)
    }

    fn changes_of(&self, series: SeriesId, sorted: &Sorted) -> (Vec<Change>, u64) {
        let space = self.space;
        let mut changes = Vec::new();
        let stored = self.chains.get(&series).map_or(0, |chain| chain.stored);
        for checked in &sorted.mended {
            let record = checked.record.encode();
            changes.push(Change::Mend { space, series, seq: checked.record.header.seq, record });
        }
        let mut new: Vec<&Checked> = sorted.new.iter().collect();
        let mut stored = stored;
        if let Some(first) = sorted.other.first() {
            if self.is_mine(series) {
                let from = first.record.header.seq;
                changes.push(Change::Supersede { space, series, from });
                stored = from;
                new.extend(&sorted.other);
            } else {
                changes.extend(sorted.other.iter().map(|checked| Change::KeepAside {
                    space,
                    kept: Kept {
                        series,
                        seq: checked.record.header.seq,
                        why: Aside::Fork,
                        record: checked.record.encode(),
                    },
                }));
            }
        }
        for checked in &new {
            let (seq, record) = (checked.record.header.seq, checked.record.encode());
            changes.push(if seq < stored {
                Change::Mend { space, series, seq, record }
            } else {
                Change::Append { space, series, seq, record }
            });
        }
        if let Some(last) = new.last() {
            let tip = Tip { count: last.record.header.seq.saturating_add(1), hash: last.hash };
            if self.remembered.get(&series).is_none_or(|known| known.count <= tip.count) {
                changes.push(Change::Remember { space, series, tip });
            }
            if self.own == Some(series) {
                // Only a restored copy of this phone can write to its series.
                changes.push(Change::Remove { space: Some(space), name: OWN });
            }
        }
        (changes, u64::try_from(new.len()).unwrap_or(u64::MAX))
    }

    /// Applies committed records to the memory.
    fn make(
        &mut self,
        store: &mut impl Store,
        series: SeriesId,
        sorted: Sorted,
    ) -> Result<(), JournalError> {
        let broken = self.chains.get(&series).is_some_and(|chain| chain.stored > chain.count());
        self.compare_remembered(series, &sorted.new);
        if let Some(last) = sorted.new.last() {
            let tip = Tip { count: last.record.header.seq.saturating_add(1), hash: last.hash };
            let known = self.remembered.entry(series).or_insert(tip);
            if known.count <= tip.count {
                *known = tip;
            }
        }
        if self.own == Some(series) && !(sorted.new.is_empty() && sorted.other.is_empty()) {
            self.own = None;
            self.closed.insert(series);
        }
        if broken || !sorted.mended.is_empty() || !sorted.other.is_empty() {
            return self.load(store);
        }
        for checked in sorted.new {
            self.take_in(Held::new(checked, self.bodies));
        }
        self.refresh(store)
    }

    /// Notes a contradiction if the new records do not match the remembered head.
    fn compare_remembered(&mut self, series: SeriesId, new: &[Checked]) {
        let Some(known) = self.remembered.get(&series) else { return };
        let at = new
            .iter()
            .find(|checked| checked.record.header.seq.checked_add(1) == Some(known.count));
        if at.is_some_and(|checked| checked.hash != known.hash) {
            self.contradicted.insert((series, known.count));
        }
    }

    /// The tip of each series in the log.
    #[must_use]
    pub fn tips(&self) -> BTreeMap<SeriesId, Tip> {
        self.chains.iter().map(|(series, chain)| (*series, chain.tip())).collect()
    }

    /// The tip after the first `count` records of a series; `None` if the log has fewer.
    #[must_use]
    pub fn tip_at(&self, series: SeriesId, count: u64) -> Option<Tip> {
        let tip = self.chains.get(&series)?.tip_at(count);
        (tip.count == count).then_some(tip)
    }

    /// Which bodies the pages of this space contain. [`Bodies::Open`] for a directory without
    /// sealed bodies.
    #[must_use]
    pub fn bodies(&self) -> Bodies {
        self.bodies
    }

    /// The author of a series; `None` if the log has none of its records.
    #[must_use]
    pub fn author(&self, series: SeriesId) -> Option<Fingerprint> {
        self.chains.get(&series)?.author()
    }

    /// Returns a page of records of a series, beginning with record `from`: at most 256 records
    /// and 1 MiB.
    ///
    /// The page ends before the first record whose body is damaged or absent. It is empty if
    /// there is no record to give.
    ///
    /// # Errors
    /// [`JournalError::Store`] if the store fails.
    pub fn page(
        &self,
        store: &impl Store,
        series: SeriesId,
        from: u64,
    ) -> Result<Vec<u8>, JournalError> {
        let mut page = Vec::new();
        let Some(chain) = self.chains.get(&series) else { return Ok(page) };
        let records = store.records(self.space, series, from, limit::REQUEST_RECORDS)?;
        for ((seq, bytes), expected) in records.into_iter().zip(from..) {
            let whole = chain
                .get(seq)
                .is_some_and(|held| !matches!(held.opening, Opening::Damaged | Opening::Absent));
            if seq != expected || !whole || page.len().saturating_add(bytes.len()) > limit::PAGE {
                break;
            }
            page.extend_from_slice(&bytes);
        }
        Ok(page)
    }

    /// Places of damaged records, which must be fetched again.
    #[must_use]
    pub fn damaged(&self) -> Vec<(SeriesId, u64)> {
        let of = |(series, chain): (&SeriesId, &Chain)| {
            let held = (0..).zip(&chain.held);
            let bad = held.filter(|(_, held)| held.opening == Opening::Damaged);
            bad.map(|(seq, _)| (*series, seq)).collect::<Vec<_>>()
        };
        self.chains.iter().flat_map(of).collect()
    }

    /// The series that this journal writes to. `None` before the first record, and after another
    /// copy of this identity wrote to it.
    #[must_use]
    pub fn own_series(&self) -> Option<SeriesId> {
        self.own
    }

    /// Lets the journal continue this identity's longest series if it has no own series yet.
    ///
    /// For browsers, which keep no records: call it after opening the journal. Otherwise every
    /// session would add a series to every space. Does not continue a series that another copy,
    /// such as another tab, has written to meanwhile, nor one that lacks remembered records.
    pub fn adopt_series(&mut self) {
        self.adopting = true;
    }

    /// The series to continue; `None` if the next record begins a new one.
    pub(super) fn writing_series(&self) -> Option<SeriesId> {
        let whole = |series: &SeriesId| {
            self.chains.get(series).is_none_or(|chain| chain.stored == chain.count())
        };
        let me = self.me.fingerprint();
        let mine = || {
            let mine = self.chains.iter().filter(|(series, chain)| {
                let known = self.remembered.get(*series).map_or(0, |tip| tip.count);
                chain.author() == Some(me)
                    && !self.closed.contains(*series)
                    && known <= chain.count()
            });
            mine.max_by_key(|(_, chain)| chain.count()).map(|(series, _)| *series)
        };
        let adopted = || self.adopting.then(mine).flatten();
        self.own.or_else(adopted).filter(whole)
    }

    /// Saves the server's receipt for an own series. Returns `false`, and saves nothing, if the
    /// receipt does not match the log.
    ///
    /// # Errors
    /// [`JournalError::Store`] if the store fails.
    pub fn acknowledge(
        &mut self,
        store: &mut impl Store,
        series: SeriesId,
        receipt: Tip,
    ) -> Result<bool, JournalError> {
        self.fresh(store)?;
        if self.tip_at(series, receipt.count) != Some(receipt) {
            return Ok(false);
        }
        let known = self.sent.get(&series).copied().unwrap_or(0);
        if known < receipt.count {
            let mut sent = self.sent.clone();
            sent.insert(series, receipt.count);
            let value = serde_json::to_vec(&sent).unwrap_or_default();
            self.commit(store, &[Change::Put { space: Some(self.space), name: SENT, value }])?;
            self.sent = sent;
        }
        Ok(true)
    }

    /// Saves the server's heads of all own series as receipts, whichever of this identity's clients sent the
    /// records. Ignores heads that do not match the log.
    ///
    /// # Errors
    /// [`JournalError::Store`] if the store fails.
    pub fn acknowledge_all(
        &mut self,
        store: &mut impl Store,
        heads: &BTreeMap<SeriesId, Tip>,
    ) -> Result<(), JournalError> {
        for (series, tip) in heads {
            if self.is_mine(*series) {
                self.acknowledge(store, *series, *tip)?;
            }
        }
        Ok(())
    }

    /// Number of records of a series that the server has acknowledged.
    #[must_use]
    pub fn sent(&self, series: SeriesId) -> u64 {
        self.sent.get(&series).copied().unwrap_or(0)
    }

    /// Number of own records that the server has not acknowledged.
    #[must_use]
    pub fn waiting(&self) -> u64 {
        let mine = self.chains.iter().filter(|(series, _)| self.is_mine(**series));
        mine.map(|(series, chain)| chain.count().saturating_sub(self.sent(*series))).sum()
    }
}

/// The records of a page, sorted.
#[derive(Default)]
struct Sorted {
    /// Records that continue the log.
    new: Vec<Checked>,
    /// Intact copies of damaged records.
    mended: Vec<Checked>,
    /// Records of another version of the series.
    other: Vec<Checked>,
}
