//! Which content keys may be used, and who lacks one: steps 5 and 6 of protocol.md 3.3.

use std::collections::{BTreeMap, BTreeSet};

use super::fold::Fold;
use crate::id::{Fingerprint, KeyId};
use crate::record::open::{Open, Role};

/// What one member can do with the content keys of a space.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keys {
    /// Keys that the member unwrapped from counted grants. All of them open entries.
    pub held: BTreeSet<KeyId>,
    /// Held keys that only current members can know. New entries are sealed under these only.
    pub usable: BTreeSet<KeyId>,
    /// Held keys that a current member lacks, with that member.
    pub missing: Vec<(KeyId, Fingerprint)>,
    /// Keys of entries and of counted grants that the member lacks and asks for.
    pub want: BTreeSet<KeyId>,
}

impl Keys {
    /// The key for new entries; `None` if a new key must be made first.
    #[must_use]
    pub fn write_under(&self) -> Option<KeyId> {
        self.usable.first().copied()
    }
}

/// Decides what `me` can do with the keys it unwrapped.
///
/// `opened` are the keys that `me` unwrapped and whose hash it compared with their name. Keys
/// without a counted grant are ignored.
#[must_use]
pub fn keys(fold: &Fold, me: &Fingerprint, opened: &BTreeSet<KeyId>) -> Keys {
    let granted: BTreeSet<KeyId> = fold.wraps_for(*me).map(|(key, _, _)| key).collect();
    let held: BTreeSet<KeyId> = opened.intersection(&granted).copied().collect();
    let knowers = knowers(fold);
    let made: BTreeSet<KeyId> = fold
        .counted_grants()
        .filter(|(author, grant)| grant.wraps.iter().any(|wrapped| wrapped.to == *author))
        .map(|(_, grant)| grant.key)
        .collect();
    let usable = held.iter().filter(|key| {
        made.contains(key)
            && knowers.get(key).is_none_or(|all| all.iter().all(|fp| fold.is_member(fp)))
    });
    Keys {
        usable: usable.copied().collect(),
        missing: missing(fold, me, &held),
        want: knowers.keys().filter(|key| !held.contains(key)).copied().collect(),
        held,
    }
}

/// Who can know each key: authors and recipients of its counted grants, and authors of shown
/// entries under it.
fn knowers(fold: &Fold) -> BTreeMap<KeyId, BTreeSet<Fingerprint>> {
    let mut knowers = fold.writers.clone();
    for (author, grant) in fold.counted_grants() {
        let all = knowers.entry(grant.key).or_default();
        all.insert(author);
        all.extend(grant.wraps.iter().map(|wrapped| wrapped.to));
    }
    knowers
}

fn missing(fold: &Fold, me: &Fingerprint, held: &BTreeSet<KeyId>) -> Vec<(KeyId, Fingerprint)> {
    let i_am_device = fold.has_had_role(me, Role::Device);
    // A clinician's wrap for another device or recovery code of the patient may be garbage, and
    // its recipient would notice too late. A device therefore wraps again.
    let patients_own = |fp: &Fingerprint| {
        fold.has_had_role(fp, Role::Device) || fold.has_had_role(fp, Role::Recovery)
    };
    let mut present = BTreeSet::new();
    let mut by_me = BTreeSet::new();
    for (author, grant) in fold.counted_grants() {
        let by_clinician = fold.has_had_role(&author, Role::Clinician);
        for wrapped in &grant.wraps {
            if !(by_clinician && i_am_device && patients_own(&wrapped.to)) {
                present.insert((grant.key, wrapped.to));
            }
            if author == *me {
                by_me.insert((grant.key, wrapped.to));
            }
        }
    }
    let wanted: BTreeSet<(Fingerprint, KeyId)> = fold
        .marks
        .values()
        .filter_map(|(author, open)| {
            let Open::Mark(mark) = &**open else { return None };
            Some(mark.want.iter().map(|key| (*author, *key)))
        })
        .flatten()
        .collect();
    let members: Vec<Fingerprint> = fold
        .members()
        .map(|(fp, _)| fp)
        .filter(|fp| fp != me && !fold.has_had_role(fp, Role::Root))
        .collect();
    let pairs = held.iter().flat_map(|key| members.iter().map(move |member| (*key, *member)));
    pairs
        .filter(|pair| {
            !present.contains(pair) || (wanted.contains(&(pair.1, pair.0)) && !by_me.contains(pair))
        })
        .collect()
}
