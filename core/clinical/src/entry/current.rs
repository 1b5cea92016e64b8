//! Applies corrections and retractions to the entries of a journal. Originals are kept.

use std::collections::BTreeMap;

use super::{Entry, Filed, Profile, Retraction, Side};
use interlude_protocol::id::RecordId;

/// The entries of a journal, divided into current and withdrawn ones.
#[derive(Default)]
pub struct Standing<'a> {
    /// Current entries, by time and then by record.
    pub current: Vec<Filed<'a>>,
    /// Entries that were corrected or retracted, by time and then by record.
    pub withdrawn: Vec<Withdrawn<'a>>,
    /// Number of entries that were omitted because their author's side may not write them.
    pub not_allowed: u32,
}

/// An entry that was corrected or retracted.
#[derive(Clone, Copy)]
pub struct Withdrawn<'a> {
    /// The original.
    pub original: Filed<'a>,
    /// The record that corrected it; `None` if none did.
    pub by: Option<RecordId>,
    /// The earliest retraction of it; `None` if there is none.
    pub taken_back: Option<&'a Retraction>,
}

/// Divides entries into current ones and those that were corrected or retracted.
///
/// Only the author's own side can correct or retract an entry, and a correction must be of the same kind as its
/// original. The order of `entries` does not matter.
#[must_use]
pub fn standing<'a>(entries: &[Filed<'a>]) -> Standing<'a> {
    let mut result = Standing::default();
    let mut known: BTreeMap<RecordId, Filed<'a>> = BTreeMap::new();
    for filed in entries {
        if filed.entry.may_be_written_by(filed.by) {
            known.insert(filed.record, *filed);
        } else {
            result.not_allowed = result.not_allowed.saturating_add(1);
        }
    }
    let mut corrected: BTreeMap<RecordId, RecordId> = BTreeMap::new();
    let mut taken_back: BTreeMap<RecordId, &'a Retraction> = BTreeMap::new();
    for filed in known.values() {
        if let Entry::Retraction(retraction) = filed.entry
            && side_of(&known, retraction.of) == Some(filed.by)
        {
            let first = taken_back.entry(retraction.of).or_insert(retraction);
            if retraction.at < first.at {
                *first = retraction;
            }
        }
        if let Some(original) = filed.entry.replaces().and_then(|id| known.get(&id))
            && original.by == filed.by
            && std::mem::discriminant(original.entry) == std::mem::discriminant(filed.entry)
        {
            corrected.insert(original.record, filed.record);
        }
    }
    for filed in known.values() {
        let by = corrected.get(&filed.record).copied();
        let taken_back = taken_back.get(&filed.record).copied();
        let stands =
            taken_back.is_none() && (by.is_none() || in_a_circle(&corrected, filed.record));
        if stands {
            result.current.push(*filed);
        } else {
            result.withdrawn.push(Withdrawn { original: *filed, by, taken_back });
        }
    }
    result.current.sort_by(|a, b| a.entry.at().cmp(b.entry.at()).then(a.record.cmp(&b.record)));
    result.withdrawn.sort_by(|a, b| {
        let (a, b) = (&a.original, &b.original);
        a.entry.at().cmp(b.entry.at()).then(a.record.cmp(&b.record))
    });
    result
}

/// The current profile and its record; `None` if there is no profile.
#[must_use]
pub fn profile<'a>(entries: &[Filed<'a>]) -> Option<(RecordId, &'a Profile)> {
    standing(entries).current.iter().rev().find_map(|it| {
        let Entry::Profile(profile) = it.entry else { return None };
        Some((it.record, profile))
    })
}

fn side_of(known: &BTreeMap<RecordId, Filed<'_>>, record: RecordId) -> Option<Side> {
    known.get(&record).map(|filed| filed.by)
}

/// Whether corrections lead back to `start`. No correction of such a cycle is the last, so all of them stay current.
fn in_a_circle(corrected: &BTreeMap<RecordId, RecordId>, start: RecordId) -> bool {
    let mut at = start;
    for _ in 0..=corrected.len() {
        match corrected.get(&at) {
            Some(next) if *next == start => return true,
            Some(next) => at = *next,
            None => return false,
        }
    }
    // A walk longer than the number of corrections is in a cycle that does not contain `start`.
    true
}
