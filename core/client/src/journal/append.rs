//! Writing own records: one transaction for each append (protocol.md 6).

use std::collections::BTreeSet;
use std::sync::Arc;

use super::chain::{Chain, Held};
use super::log::{Directory, OWN};
use super::mark;
use super::plan::{NextFold, allowed};
use super::run::Run;
use super::{Aside, Change, Journal, JournalError, Store, Tip};
use crate::crypto::content_key::ContentKey;
use crate::crypto::identity::Identity;
use crate::crypto::random::{Random, generate};
use crate::crypto::seal::{PaddingClass, open_entry};
use interlude_clinical::entry::Entry;
use interlude_protocol::access::keys::Keys;
use interlude_protocol::access::release::supported;
use interlude_protocol::id::{KeyId, RecordId, SeriesId};
use interlude_protocol::record::check::Checked;
use interlude_protocol::record::codec::Bodies;
use interlude_protocol::record::genesis;
use interlude_protocol::record::header::Class;
use interlude_protocol::record::limit;
use interlude_protocol::record::open::Open;

/// Something to write.
#[derive(Clone)]
pub enum Writing {
    /// An entry. Writing it twice under the same name makes one record.
    Entry {
        /// The record's id.
        record: RecordId,
        /// The entry.
        entry: Box<Entry>,
    },
    /// An open record that a person decided on, such as adding a clinician.
    Open(Open),
}

/// What founds a space.
#[derive(Clone)]
pub struct Founding {
    /// Body of the genesis, written byte for byte.
    pub body: Vec<u8>,
    /// The clinic's directory; `None` for an own journal or a clinic's space.
    pub directory: Option<Directory>,
    /// Open records and entries to write after the genesis.
    pub writings: Vec<Writing>,
    /// Changes to make in the same transaction.
    pub beside: Vec<Change>,
}

/// An entry as JSON, with its padding class.
struct Plain {
    record: RecordId,
    json: Vec<u8>,
    class: PaddingClass,
}

/// Creates the genesis record of a space that others write to, signed by `founder` as the first
/// record of `series`. It is the only record that a clinic's root writes.
///
/// # Errors
/// [`JournalError::Record`] if `body` is not a valid genesis.
pub fn genesis_record(
    founder: &Identity,
    series: SeriesId,
    body: Vec<u8>,
    random: &(impl Random + ?Sized),
) -> Result<Vec<u8>, JournalError> {
    let mut run = Run::new(genesis::pin(&body).space(), series, founder, Tip::EMPTY);
    run.open_body(Open::parse(&body)?, body, random)?;
    Ok(run.finish().iter().flat_map(|checked| checked.record.encode()).collect())
}

impl Journal {
    /// Founds a space: writes the genesis, signed by `me`, the writings and a content key for all
    /// members, in one transaction.
    ///
    /// `at` is the time of a mark, in seconds of Unix time.
    ///
    /// # Errors
    /// Those of [`Journal::append`].
    pub fn found(
        store: &mut impl Store,
        random: &(impl Random + ?Sized),
        me: Arc<Identity>,
        founding: Founding,
        at: u64,
    ) -> Result<Self, JournalError> {
        let Founding { body, directory, writings, beside } = founding;
        let mut journal = Self::empty(genesis::pin(&body), me, Bodies::All, directory);
        journal.write(store, random, Some(body), writings, beside, at)?;
        Ok(journal)
    }

    /// Appends to the own series, in one transaction: a mark if heads changed since the last one,
    /// the open records of `writings`, the grants that `plan_access` requires, the entries, the
    /// new tip, and `beside` (usually [`Change::DropDraft`]).
    ///
    /// Never waits for a network. Skips entries whose id was written already, so a caller may
    /// retry after any error. `at` is the time of a mark, in seconds of Unix time.
    ///
    /// # Errors
    /// - [`JournalError::Store`] if the store fails.
    /// - [`JournalError::Record`] if a record is invalid or too large.
    /// - [`JournalError::NotAllowed`] if this identity may not write one of the records, or has no
    ///   content key to seal an entry.
    /// - [`JournalError::NotYet`] if this version does not support an open record.
    /// - [`JournalError::TooLong`] if an entry does not fit into a record.
    pub fn append(
        &mut self,
        store: &mut impl Store,
        random: &(impl Random + ?Sized),
        writings: Vec<Writing>,
        beside: Vec<Change>,
        at: u64,
    ) -> Result<(), JournalError> {
        self.write(store, random, None, writings, beside, at)
    }

    /// Writes what is due without a person's action: superseded entries, missing grants, and a
    /// mark of opened records. Returns whether it wrote anything.
    ///
    /// # Errors
    /// Those of [`Journal::append`].
    pub fn catch_up(
        &mut self,
        store: &mut impl Store,
        random: &(impl Random + ?Sized),
        at: u64,
    ) -> Result<bool, JournalError> {
        self.fresh(store)?;
        if !self.fold.is_member(&self.me.fingerprint()) || self.newer {
            return Ok(false);
        }
        let before = self.chains.values().map(Chain::count).sum::<u64>();
        self.write(store, random, None, Vec::new(), Vec::new(), at)?;
        Ok(self.chains.values().map(Chain::count).sum::<u64>() > before)
    }

    fn write(
        &mut self,
        store: &mut impl Store,
        random: &(impl Random + ?Sized),
        founding: Option<Vec<u8>>,
        writings: Vec<Writing>,
        beside: Vec<Change>,
        at: u64,
    ) -> Result<(), JournalError> {
        self.fresh(store)?;
        let me = Arc::clone(&self.me);
        let (entries, opens) = self.divide(store, writings)?;
        let own = self.writing_series();
        let series = own.unwrap_or_else(|| SeriesId(generate(random)));
        let tip = self.chains.get(&series).map_or(Tip::EMPTY, Chain::tip);
        let mut run = Run::new(self.space, series, &me, tip);
        let mut draft = NextFold::new(self);
        if let Some(body) = founding {
            run.open_body(Open::parse(&body)?, body, random)?;
            draft.follow(&run);
        }
        let (fold, keys) = draft.with(&opens, &run, random)?;
        let (grants, new_key) = self.plan(&fold, &keys, random)?;
        let want: Vec<KeyId> = keys.want.iter().copied().take(limit::KEYS).collect();
        let acts = !(entries.is_empty() && opens.is_empty() && grants.is_empty());
        let marks = if acts {
            mark::before(&self.marked, &self.seen(), &want, at)
        } else {
            mark::after(&self.marked, &self.seen(), &want, at)
        };
        for open in marks.into_iter().map(Open::Mark).chain(opens).chain(grants) {
            run.open(open, random)?;
        }
        self.seal(&mut run, &entries, &keys, new_key.as_ref())?;
        let records = run.finish();
        if records.is_empty() && beside.is_empty() {
            return Ok(());
        }
        allowed(&fold, &records)?;
        let changes = self.changes(series, &records, beside);
        self.commit(store, &changes)?;
        if !records.is_empty() {
            self.own = Some(series);
        }
        for checked in records {
            let tip =
                Tip { count: checked.record.header.seq.saturating_add(1), hash: checked.hash };
            self.remembered.insert(series, tip);
            self.take_in(Held::new(checked, self.bodies));
        }
        self.refresh(store)
    }

    /// Divides writings into entries and open records. Superseded entries come first; entries
    /// that were written already are skipped.
    fn divide(
        &self,
        store: &impl Store,
        writings: Vec<Writing>,
    ) -> Result<(Vec<Plain>, Vec<Open>), JournalError> {
        let mut written = self.mine.clone();
        let mut entries = self.to_write_again(store, &mut written)?;
        let mut opens = Vec::new();
        for writing in writings {
            match writing {
                Writing::Entry { record, entry } => {
                    if written.insert(record) {
                        let json = entry.to_json().into_bytes();
                        let basis = entry.padding_basis().max(json.len());
                        let class = PaddingClass::holding(basis).ok_or(JournalError::TooLong)?;
                        entries.push(Plain { record, json, class });
                    }
                }
                Writing::Open(open) => {
                    supported(&open).map_err(|_| JournalError::NotYet)?;
                    opens.push(open);
                }
            }
        }
        Ok((entries, opens))
    }

    /// Own superseded entries that were not written again yet.
    fn to_write_again(
        &self,
        store: &impl Store,
        written: &mut BTreeSet<RecordId>,
    ) -> Result<Vec<Plain>, JournalError> {
        if !self.aside.iter().any(|(why, _)| *why == Aside::Superseded) {
            return Ok(Vec::new());
        }
        let mut again = Vec::new();
        for kept in store.aside(self.space)? {
            let Ok(record) = interlude_protocol::record::codec::Record::decode(&kept.record) else {
                continue;
            };
            let header = &record.header;
            if kept.why != Aside::Superseded
                || header.class != Class::Sealed
                || written.contains(&header.record)
            {
                continue;
            }
            let body = record.body.as_deref().unwrap_or_default();
            let key = self.content_keys.get(&header.key);
            let plain = key.and_then(|key| open_entry(key, header, body).ok());
            if let (Some(plain), Some(class)) = (plain, PaddingClass::of_sealed(body.len())) {
                written.insert(header.record);
                again.push(Plain { record: header.record, json: plain.to_vec(), class });
            }
        }
        Ok(again)
    }

    fn seal(
        &self,
        run: &mut Run<'_>,
        entries: &[Plain],
        keys: &Keys,
        new_key: Option<&ContentKey>,
    ) -> Result<(), JournalError> {
        if entries.is_empty() {
            return Ok(());
        }
        let held = keys.write_under().and_then(|id| self.content_keys.get(&id));
        let key = held.or(new_key).ok_or(JournalError::NotAllowed)?;
        entries.iter().try_for_each(|plain| run.entry(plain.record, &plain.json, plain.class, key))
    }

    fn changes(&self, series: SeriesId, records: &[Checked], beside: Vec<Change>) -> Vec<Change> {
        let space = self.space;
        let append = |checked: &Checked| Change::Append {
            space,
            series,
            seq: checked.record.header.seq,
            record: checked.record.encode(),
        };
        let mut changes: Vec<Change> = records.iter().map(append).collect();
        if let Some(last) = records.last() {
            let tip = Tip { count: last.record.header.seq.saturating_add(1), hash: last.hash };
            changes.push(Change::Remember { space, series, tip });
        }
        if self.own != Some(series) && !records.is_empty() {
            let value = serde_json::to_vec(&series).unwrap_or_default();
            changes.push(Change::Put { space: Some(space), name: OWN, value });
        }
        changes.extend(beside);
        changes
    }
}
