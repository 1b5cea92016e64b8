//! Planning of grants, so that exactly the members can read.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::run::Run;
use super::{Journal, JournalError};
use crate::crypto::content_key::ContentKey;
use crate::crypto::random::Random;
use crate::crypto::wrap::wrap;
use interlude_protocol::access::build::fold;
use interlude_protocol::access::fold::{AccessState, Fold};
use interlude_protocol::access::keys::{Keys, keys};
use interlude_protocol::access::plan::plan_access;
use interlude_protocol::id::{Fingerprint, KeyId};
use interlude_protocol::record::check::Checked;
use interlude_protocol::record::open::{Grant, Open, Wrapped};
use interlude_protocol::record::{RecordError, limit};

impl Journal {
    /// The grants that access requires, and the new content key if one of them introduces it.
    pub(super) fn plan(
        &self,
        fold: &Fold,
        keys: &Keys,
        random: &(impl Random + ?Sized),
    ) -> Result<(Vec<Open>, Option<ContentKey>), JournalError> {
        let me = self.me.fingerprint();
        let plan = if self.newer { None } else { plan_access(fold, &me, keys) };
        let Some(plan) = plan else { return Ok((Vec::new(), None)) };
        if !plan.removes.is_empty() {
            return Err(JournalError::NotYet);
        }
        let mut grants = Vec::new();
        let mut new_key = None;
        if !plan.new_key_for.is_empty() {
            let key = ContentKey::generate(random);
            grants.push(self.grant(fold, &key, &plan.new_key_for, random)?);
            new_key = Some(key);
        }
        let mut missing: BTreeMap<KeyId, Vec<Fingerprint>> = BTreeMap::new();
        for (key, member) in plan.wraps {
            missing.entry(key).or_default().push(member);
        }
        for (id, members) in missing {
            let Some(key) = self.content_keys.get(&id) else { continue };
            for some in members.chunks(limit::WRAPS) {
                grants.push(self.grant(fold, key, some, random)?);
            }
        }
        grants.retain(|open| !matches!(open, Open::Grant(grant) if grant.wraps.is_empty()));
        Ok((grants, new_key))
    }

    /// Wraps `key` for `members`. Skips members whose keys are unknown or invalid.
    fn grant(
        &self,
        fold: &Fold,
        key: &ContentKey,
        members: &[Fingerprint],
        random: &(impl Random + ?Sized),
    ) -> Result<Open, JournalError> {
        let me = self.me.fingerprint();
        let wraps = members.iter().filter_map(|member| {
            let identity = fold.identity(member)?;
            let wrap = wrap(key, self.space, identity, me, random).ok()?;
            Some(Wrapped { to: *member, wrap })
        });
        Ok(Open::Grant(Grant { key: key.id(self.space), wraps: wraps.collect() }))
    }
}

/// Computes the fold and the keys as they will be after a run is written.
pub(super) struct NextFold<'a> {
    journal: &'a Journal,
    founding: Vec<Checked>,
}

impl<'a> NextFold<'a> {
    pub(super) fn new(journal: &'a Journal) -> Self {
        Self { journal, founding: Vec::new() }
    }

    /// Adds the genesis of a run.
    pub(super) fn follow(&mut self, run: &Run<'_>) {
        self.founding = run.so_far().to_vec();
    }

    /// Folds as if `opens` followed the run.
    pub(super) fn with(
        &self,
        opens: &[Open],
        run: &Run<'_>,
        random: &(impl Random + ?Sized),
    ) -> Result<(Arc<Fold>, Keys), JournalError> {
        let journal = self.journal;
        if opens.is_empty() && self.founding.is_empty() {
            return Ok((Arc::clone(&journal.fold), journal.keys.clone()));
        }
        let mut facts = (*journal.facts).clone();
        let mut rehearsal = run.rehearse();
        for open in opens {
            rehearsal.open(open.clone(), random)?;
        }
        for checked in self.founding.iter().chain(&rehearsal.finish()) {
            facts.insert(checked);
        }
        let directory = journal.directory.as_ref().map(|known| &*known.fold);
        let fold = fold(&facts, directory, journal.learned());
        let opened = journal.content_keys.keys().copied().collect();
        let keys = keys(&fold, &journal.me.fingerprint(), &opened);
        Ok((Arc::new(fold), keys))
    }
}

/// Refuses a run that contains a record without effect.
pub(super) fn allowed(fold: &Fold, records: &[Checked]) -> Result<(), JournalError> {
    for checked in records {
        let header = &checked.record.header;
        if let Some(Open::Genesis(genesis)) = &checked.open {
            genesis.check(&header.author)?;
            continue;
        }
        match fold.state_if_written(header, checked.open.as_ref()) {
            AccessState::Counted => {}
            AccessState::Late
            | AccessState::UnknownAuthor
            | AccessState::NotAllowed
            | AccessState::Contested
            | AccessState::Pending => return Err(JournalError::NotAllowed),
        }
        if header.seq >= limit::SEQ {
            return Err(RecordError::TooLarge.into());
        }
    }
    Ok(())
}
