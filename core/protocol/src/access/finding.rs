//! Misbehaviour of a server or a member that marks and cuts reveal: withheld records, forks,
//! contradictions.

use std::collections::BTreeMap;

use super::facts::SpaceFacts;
use super::fold::{AccessState, Fold};
use crate::id::{Fingerprint, SeriesId, SpaceId};
use crate::record::open::{Head, Open};

/// A discrepancy, shown until it is resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Finding {
    /// A mark or a cut names more records than are held.
    Withheld {
        /// The author of the mark or the cut.
        by: Fingerprint,
        /// The space of the series.
        space: SpaceId,
        /// The series.
        series: SeriesId,
        /// How many records were named.
        named: u64,
        /// How many are held.
        held: u64,
        /// The author's clock, in seconds of Unix time; `None` for a cut.
        at: Option<u64>,
    },
    /// A mark or a cut names another hash than the held record's.
    Contradicted {
        /// The author of the mark or the cut.
        by: Fingerprint,
        /// The space of the series.
        space: SpaceId,
        /// The series.
        series: SeriesId,
        /// How many records were named; the last one differs.
        named: u64,
    },
    /// A series has two validly signed records at one place.
    Fork {
        /// The space of the series.
        space: SpaceId,
        /// The series.
        series: SeriesId,
        /// The first such place.
        seq: u64,
    },
}

/// Compares the heads that members name with the records held, in the space and its directory.
///
/// `directory` holds the records of the clinic's space; `None` equals an empty set. Of several
/// claims by one author about one series, the largest is returned.
#[must_use]
pub fn findings(facts: &SpaceFacts, fold: &Fold, directory: Option<&SpaceFacts>) -> Vec<Finding> {
    let here = facts.pin().space();
    let mut withheld = BTreeMap::new();
    let mut found: Vec<Finding> = facts
        .series()
        .filter_map(|(series, _)| {
            let seq = facts.contested_from(series)?;
            Some(Finding::Fork { space: here, series: *series, seq })
        })
        .collect();
    let mut claim = |by: Fingerprint, head: &Head, at: Option<u64>| {
        let space = head.space.unwrap_or(here);
        let of_space = if space == here { Some(facts) } else { directory };
        let of_space = of_space.filter(|facts| facts.pin().space() == space);
        let held = of_space.map_or(0, |facts| facts.count(&head.series));
        let series = head.series;
        if head.count > held {
            let known = withheld.entry((by, space, series)).or_insert((head.count, held, at));
            if known.0 < head.count {
                *known = (head.count, held, at);
            }
        } else if let (Some(facts), Some(last)) = (of_space, head.count.checked_sub(1))
            && !facts.holds(&series, last, &head.hash)
        {
            found.push(Finding::Contradicted { by, space, series, named: head.count });
        }
    };
    for ((series, seq, hash), fact) in facts.open() {
        if fold.state(*series, *seq, *hash) != AccessState::Counted {
            continue;
        }
        match &*fact.open {
            Open::Mark(mark) => {
                mark.heads.iter().for_each(|head| claim(fact.author, head, Some(mark.at)));
            }
            Open::Remove(remove) => {
                remove.cuts.iter().for_each(|head| claim(fact.author, head, None));
            }
            Open::Genesis(_) | Open::Add(_) | Open::Grant(_) | Open::Watch(_) | Open::Close(_) => {}
        }
    }
    found.extend(withheld.into_iter().map(|((by, space, series), (named, held, at))| {
        Finding::Withheld { by, space, series, named, held, at }
    }));
    found.sort_unstable();
    found.dedup();
    found
}
