//! Plans the records that give current members, and only them, access to new entries.

use super::fold::{Fold, Learned};
use super::keys::Keys;
use super::rule;
use crate::id::{Fingerprint, KeyId};
use crate::record::open::{Head, Role};

/// Records to write, in this order. A plan never adds a member.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// Clinicians whom the directory removed, with the cuts to record.
    pub removes: Vec<(Fingerprint, Vec<Head>)>,
    /// Recipients of a new key, including the author; empty if a usable key is held.
    pub new_key_for: Vec<Fingerprint>,
    /// Held keys to wrap for members that lack them.
    pub wraps: Vec<(KeyId, Fingerprint)>,
}

impl Plan {
    /// Whether there is nothing to write.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.removes.is_empty() && self.new_key_for.is_empty() && self.wraps.is_empty()
    }
}

/// Plans what `me` writes; `None` if `me` is not a member that may grant keys.
#[must_use]
pub fn plan_access(fold: &Fold, me: &Fingerprint, keys: &Keys) -> Option<Plan> {
    let roles = fold.valid.get(me).filter(|_| fold.is_member(me))?;
    if !rule::may_grant(fold.audience(), roles) {
        return None;
    }
    let removes = fold
        .from_directory
        .iter()
        .filter(|(subject, mine)| {
            let told =
                fold.removals.iter().any(|removal| removal.good && removal.subject == **subject);
            let lower = |head: &Head| {
                fold.high(subject, &head.series).is_some_and(|high| high < head.count)
            };
            !told || mine.values().any(lower)
        })
        .map(|(subject, mine)| (*subject, mine.values().copied().collect()))
        .collect();
    let new_key_for = if keys.usable.is_empty() {
        let readers = fold.members().filter(|(fp, _)| !fold.has_had_role(fp, Role::Root));
        readers.map(|(fp, _)| fp).collect()
    } else {
        Vec::new()
    };
    Some(Plan { removes, new_key_for, wraps: keys.missing.clone() })
}

/// Remembers how many records of each newly removed clinician the client holds.
///
/// Existing entries of `learned` are unchanged.
pub fn remember_learned(fold: &Fold, learned: &mut Learned) {
    for (fp, heads) in &fold.from_directory {
        learned
            .entry(*fp)
            .or_insert_with(|| heads.iter().map(|(series, head)| (*series, head.count)).collect());
    }
}
