//! Folding the log: unwraps keys, opens entries, and derives marks and findings.

use std::sync::Arc;

use super::chain::{Chain, Held, Opening};
use super::log::LEARNED;
use super::mark::{Marked, Seen};
use super::{Aside, Change, Journal, JournalError, Store, Tip};
use crate::crypto::seal::open_entry;
use crate::crypto::wrap::unwrap;
use interlude_clinical::entry::Entry;
use interlude_protocol::access::build::fold;
use interlude_protocol::access::facts::SpaceFacts;
use interlude_protocol::access::finding::{Finding, findings};
use interlude_protocol::access::keys::keys;
use interlude_protocol::access::plan::remember_learned;
use interlude_protocol::id::SeriesId;
use interlude_protocol::primitive::{VerifyingKey, sha256};
use interlude_protocol::record::header::{Class, Header};
use interlude_protocol::record::open::Open;

impl Journal {
    /// Rebuilds the facts from the log and the forks.
    pub(super) fn gather(&mut self) {
        let mut facts = SpaceFacts::new(self.pin);
        self.sealed.clear();
        self.written_under.clear();
        self.mine.clear();
        self.marked = Marked::default();
        self.unfolded = true;
        let chains = std::mem::take(&mut self.chains);
        for held in chains.values().flat_map(|chain| &chain.held) {
            facts.insert(&held.checked);
            self.note(held);
        }
        self.chains = chains;
        for (why, held) in &self.aside {
            if *why == Aside::Fork {
                facts.insert(&held.checked);
            }
        }
        self.facts = Arc::new(facts);
    }

    /// Adds a stored record to the memory.
    pub(super) fn take_in(&mut self, held: Held) {
        Arc::make_mut(&mut self.facts).insert(&held.checked);
        self.note(&held);
        let chain = self.chains.entry(held.checked.record.header.series).or_default();
        chain.held.push(held);
        chain.stored = chain.stored.max(chain.count());
    }

    /// Updates what is derived from the log.
    fn note(&mut self, held: &Held) {
        let header = &held.checked.record.header;
        if held.opening == Opening::Sealed {
            self.sealed.insert((header.series, header.seq));
        }
        let mine = header.author == self.me.fingerprint();
        // Another entry under the same key in the same series does not change the fold.
        let known = header.class == Class::Sealed
            && !self.written_under.insert((header.series, header.key));
        self.unfolded |= !known;
        if mine && header.class == Class::Sealed {
            self.mine.insert(header.record);
        }
        match &held.checked.open {
            Some(Open::Mark(mark)) if mine => self.marked.add(mark),
            Some(Open::Genesis(_) | Open::Add(_) | Open::Remove(_)) => {
                self.membership = self.membership.saturating_add(1);
            }
            Some(Open::Mark(_) | Open::Grant(_) | Open::Watch(_) | Open::Close(_)) | None => {}
        }
    }

    /// Folds if a new record can change the fold, unwraps keys, opens entries and drops the cached
    /// index.
    pub(super) fn refresh(&mut self, store: &mut impl Store) -> Result<(), JournalError> {
        self.index.take();
        if self.unfolded {
            self.refold(store)?;
            self.unfolded = false;
        }
        self.open_entries(store)?;
        self.version = self.version.saturating_add(1);
        Ok(())
    }

    fn refold(&mut self, store: &mut impl Store) -> Result<(), JournalError> {
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

    /// Marks records with an invalid signature as damaged. Returns whether there were any.
    pub(super) fn doubt_signatures(&mut self) -> bool {
        let mut any = false;
        let fold = Arc::clone(&self.fold);
        for held in self.chains.values_mut().flat_map(|chain| &mut chain.held) {
            let record = &held.checked.record;
            let signed = fold.signer(&record.header.author).is_none_or(|key| {
                VerifyingKey::read(&key).is_some_and(|key| record.is_signed_by(&key))
            });
            if !signed {
                held.opening = Opening::Damaged;
                held.checked.open = None;
                any = true;
            }
        }
        any
    }

    /// What a new mark could state: the heads of all series except the own one.
    pub(super) fn seen(&self) -> Vec<Seen> {
        let me = self.me.fingerprint();
        let own = self.writing_series();
        let here = self.chains.iter().filter(|(series, _)| Some(**series) != own);
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

    /// Signs of tampering by the server or a member: withheld records, forks and contradictions.
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
