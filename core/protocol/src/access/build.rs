//! Computes the fold: steps 1 to 4 of protocol.md 3.3, as specified in 3.8.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::facts::{At, OpenFact, SpaceFacts};
use super::fold::{AccessState, Fold, Learned, Presented, Removal};
use super::rule::{self, Audience, Roles};
use crate::id::{Fingerprint, SeriesId};
use crate::record::open::{Head, Member, Open, Role, SpaceKind, Who};

/// Folds the records of a space.
///
/// `directory` is the fold of the clinic's space. It is `None` for a clinic or an own journal, and
/// while the directory is not available. Adds of clinicians that it does not list are pending.
#[must_use]
pub fn fold(facts: &SpaceFacts, directory: Option<&Fold>, learned: &Learned) -> Fold {
    Build::new(facts, directory).run(facts, learned)
}

/// A fold under construction.
struct Build {
    fold: Fold,
}

/// An `add` that may count, depending on its author's role.
struct Candidate<'a> {
    author: Fingerprint,
    series: SeriesId,
    seq: u64,
    open: &'a Open,
    member: &'a Member,
}

impl Build {
    fn new(facts: &SpaceFacts, directory: Option<&Fold>) -> Self {
        let genesis = facts.open().find(|(_, fact)| fact.founds).map(|(_, fact)| &fact.open);
        let (audience, clinic) = match genesis.map(|open| &**open) {
            Some(Open::Genesis(genesis)) => match (genesis.space, genesis.clinic) {
                (SpaceKind::Clinic, _) => (Audience::Clinic, None),
                (SpaceKind::Patient, Some(clinic)) => (Audience::Shared, Some(clinic)),
                (SpaceKind::Patient, None) => (Audience::Own, None),
            },
            // A space without its genesis has no members, so its audience has no effect.
            Some(_) | None => (Audience::Own, None),
        };
        // Only the directory that the genesis names decides who is a clinician.
        let directory = directory.filter(|fold| clinic == Some(fold.pin));
        let contested = facts
            .series()
            .filter_map(|(series, _)| Some((*series, facts.contested_from(series)?)))
            .collect();
        let fold = Fold {
            pin: facts.pin(),
            audience,
            genesis: genesis.cloned(),
            ever: BTreeMap::new(),
            valid: BTreeMap::new(),
            gone: BTreeSet::new(),
            from_directory: BTreeMap::new(),
            directory_valid: directory.map(|fold| fold.valid.clone()).unwrap_or_default(),
            directory_gone: directory.map(|fold| fold.gone.clone()).unwrap_or_default(),
            removals: Vec::new(),
            contested,
            states: BTreeMap::new(),
            pending: BTreeSet::new(),
            grants: Vec::new(),
            writers: BTreeMap::new(),
            marks: BTreeMap::new(),
            opened: BTreeMap::new(),
            people: directory.map(|fold| fold.people.clone()).unwrap_or_default(),
        };
        Self { fold }
    }

    fn run(mut self, facts: &SpaceFacts, learned: &Learned) -> Fold {
        self.meet_people(facts);
        self.fold.ever = self.close(facts, false);
        self.find_removals(facts, learned);
        self.fold.valid = self.close(facts, true);
        self.judge_cuts();
        self.judge_open(facts);
        self.judge_entries(facts);
        self.fold
    }

    fn meet_people(&mut self, facts: &SpaceFacts) {
        for (_, fact) in facts.open() {
            let members = match &*fact.open {
                Open::Genesis(genesis) => genesis.members.as_slice(),
                Open::Add(add) => std::slice::from_ref(&add.member),
                Open::Remove(_)
                | Open::Grant(_)
                | Open::Watch(_)
                | Open::Mark(_)
                | Open::Close(_) => &[],
            };
            for member in members {
                if let Who::Presented { identity, name, .. } = &member.who {
                    let person = Presented { identity: (**identity).clone(), name: name.clone() };
                    self.fold
                        .people
                        .entry(identity.fingerprint())
                        .or_insert_with(|| Arc::new(person));
                }
            }
        }
    }

    /// Steps 1 and 3: the closure of allowed adds, with or without the low cuts.
    fn close(&self, facts: &SpaceFacts, cut: bool) -> BTreeMap<Fingerprint, Roles> {
        let mut reached: BTreeMap<Fingerprint, Roles> = BTreeMap::new();
        let founders = self.fold.genesis().map(|genesis| genesis.members.as_slice());
        for member in founders.unwrap_or_default() {
            reached.entry(member.fingerprint()).or_default().insert(member.role);
        }
        let mut left: Vec<_> = facts.open().filter_map(candidate).collect();
        left.retain(|add| {
            let void = self.fold.is_contested(&add.series, add.seq)
                || (cut && self.fold.is_behind_low(&add.author, &add.series, add.seq));
            !void && !self.fold.is_pending(add.member)
        });
        loop {
            let before = left.len();
            left.retain(|add| {
                let allowed = reached
                    .get(&add.author)
                    .is_some_and(|roles| rule::may_write_open(self.fold.audience, roles, add.open));
                if allowed {
                    let fp = add.member.fingerprint();
                    reached.entry(fp).or_default().insert(add.member.role);
                }
                !allowed
            });
            if left.len() == before {
                return reached;
            }
        }
    }

    /// Step 2, including removals that follow from the directory.
    fn find_removals(&mut self, facts: &SpaceFacts, learned: &Learned) {
        for ((series, seq, _), fact) in facts.open() {
            let Open::Remove(remove) = &*fact.open else { continue };
            if self.fold.removal_counts(&fact.author, &remove.subject) {
                let here =
                    |head: &&Head| head.space.is_none_or(|space| space == self.fold.pin.space());
                let mut cuts = BTreeMap::new();
                for head in remove.cuts.iter().filter(here) {
                    // Of two cuts of one series the smaller counts.
                    let cut = cuts.entry(head.series).or_insert(head.count);
                    *cut = head.count.min(*cut);
                }
                self.fold.removals.push(Removal {
                    subject: remove.subject,
                    author: fact.author,
                    series: *series,
                    seq: *seq,
                    cuts,
                    good: false,
                });
            }
        }
        let gone = self.fold.ever.iter().filter(|(fp, roles)| {
            roles.contains(&Role::Clinician) && self.fold.directory_gone.contains(*fp)
        });
        self.fold.from_directory =
            gone.map(|(fp, _)| (*fp, learned_heads(facts, learned, fp))).collect();
        self.fold.gone = self.fold.removals.iter().map(|removal| removal.subject).collect();
        self.fold.gone.extend(self.fold.from_directory.keys());
    }

    fn judge_cuts(&mut self) {
        let good: Vec<bool> = self
            .fold
            .removals
            .iter()
            .map(|removal| {
                self.fold.valid.contains_key(&removal.author)
                    && removal.author != removal.subject
                    && !self.fold.is_behind_low(&removal.author, &removal.series, removal.seq)
            })
            .collect();
        for (removal, good) in self.fold.removals.iter_mut().zip(good) {
            removal.good = good;
        }
    }

    fn judge_open(&mut self, facts: &SpaceFacts) {
        for (at, fact) in facts.open() {
            let (series, seq, _) = at;
            let state = if fact.founds {
                AccessState::Counted
            } else {
                self.fold.open_state(&fact.author, series, *seq, &fact.open)
            };
            self.fold.states.insert(*at, state);
            if let (AccessState::Pending, Open::Add(add)) = (state, &*fact.open) {
                self.fold.pending.insert(add.member.fingerprint());
            }
            if state == AccessState::Counted {
                self.take_counted(series, fact);
            }
        }
    }

    fn take_counted(&mut self, series: &SeriesId, fact: &OpenFact) {
        match &*fact.open {
            Open::Grant(_) => self.fold.grants.push((fact.author, Arc::clone(&fact.open))),
            Open::Mark(mark) => {
                // Facts are ordered by seq, so the last mark remains.
                self.fold.marks.insert(*series, (fact.author, Arc::clone(&fact.open)));
                let opened = self.fold.opened.entry(fact.author).or_default();
                for head in mark.heads.iter().filter(|head| head.space.is_none()) {
                    let highest = opened.entry(head.series).or_insert(*head);
                    if highest.count < head.count {
                        *highest = *head;
                    }
                }
            }
            Open::Genesis(_) | Open::Add(_) | Open::Remove(_) | Open::Watch(_) | Open::Close(_) => {
            }
        }
    }

    fn judge_entries(&mut self, facts: &SpaceFacts) {
        for (series, held) in facts.series() {
            for ((key, author), first) in &held.entries {
                let state = self.fold.entry_state(author, series, *first);
                if matches!(state, AccessState::Counted | AccessState::Contested) {
                    self.fold.writers.entry(*key).or_default().insert(*author);
                }
            }
        }
    }
}

fn candidate<'a>((at, fact): (&'a At, &'a OpenFact)) -> Option<Candidate<'a>> {
    let Open::Add(add) = &*fact.open else { return None };
    Some(Candidate {
        author: fact.author,
        series: at.0,
        seq: at.1,
        open: &fact.open,
        member: &add.member,
    })
}

/// The heads of `fp`'s series when its removal was learned, without empty series.
fn learned_heads(
    facts: &SpaceFacts,
    learned: &Learned,
    fp: &Fingerprint,
) -> BTreeMap<SeriesId, Head> {
    let held = facts.heads().filter(|(_, author)| author == fp).map(|(head, _)| head);
    let Some(learned) = learned.get(fp) else {
        return held.map(|head| (head.series, head)).collect();
    };
    let heads = learned.iter().filter_map(|(series, count)| {
        let last = count.checked_sub(1)?;
        // Held records are never dropped, so the hash is available.
        let hash = facts.hash_at(series, last)?;
        Some((*series, Head { space: None, series: *series, count: *count, hash }))
    });
    heads.collect()
}
