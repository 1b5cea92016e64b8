//! Properties of the plan and the backoff.

use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::journal::Tip;
use crate::sync::backoff::Backoff;
use crate::sync::plan::{Kept, Local, Step, plan, search_back};
use interlude_protocol::id::{RecordHash, SeriesId};

/// The series of one side, each as a list of record hashes.
type Side = BTreeMap<u8, Vec<u8>>;

fn side() -> impl Strategy<Value = Side> {
    prop::collection::btree_map(0..6_u8, prop::collection::vec(0..2_u8, 0..5), 0..6)
}

fn tip(records: &[u8]) -> Tip {
    let mut hash = [0; 32];
    for (at, record) in records.iter().enumerate() {
        hash[at] = record + 1;
    }
    let hash = if records.is_empty() { RecordHash::ZERO } else { RecordHash(hash) };
    Tip { count: records.len() as u64, hash }
}

fn steps(local: &Side, remote: &Side) -> Vec<Step> {
    let here = local.iter().map(|(series, records)| {
        (SeriesId([*series; 16]), Local { tip: tip(records), contested: None })
    });
    let there = remote.iter().map(|(series, records)| (SeriesId([*series; 16]), tip(records)));
    plan(&here.collect(), &there.collect(), |series, asked| {
        let records = local.get(&series.0[0])?;
        let count = usize::try_from(asked.count).unwrap();
        (count <= records.len() && tip(&records[..count]) == asked).then_some(Kept::Log)
    })
}

proptest! {
    /// One round of the plan makes both sides equal, except for series that have forked.
    #[test]
    fn the_plan_reaches_a_fixed_point_in_one_round(local in side(), remote in side()) {
        let (mut here, mut there) = (local.clone(), remote.clone());
        for step in steps(&local, &remote) {
            match step {
                Step::Push { series, from } => {
                    let name = series.0[0];
                    let from = usize::try_from(from).unwrap();
                    let more = here[&name][from..].to_vec();
                    there.entry(name).or_default().extend(more);
                }
                Step::Pull { series, from, .. } => {
                    let name = series.0[0];
                    let from = usize::try_from(from).unwrap();
                    let known = here.entry(name).or_default();
                    // If the chain does not continue, the client traces a fork instead.
                    if there[&name].starts_with(known) {
                        let more = there[&name][from..].to_vec();
                        known.extend(more);
                    }
                }
                Step::Fork { series, from, to } => {
                    let name = series.0[0];
                    prop_assert!(from < to);
                    prop_assert!(!there[&name].starts_with(&here[&name]));
                    prop_assert!(!here[&name].starts_with(&there[&name]));
                }
            }
        }
        let agree = |name: &u8| {
            let (one, other) = (here.get(name), there.get(name));
            let (one, other) = (one.cloned().unwrap_or_default(), other.cloned().unwrap_or_default());
            one == other || !(one.starts_with(&other) || other.starts_with(&one))
        };
        prop_assert!((0..6).all(|name| agree(&name)));
        // Neither side loses records.
        prop_assert!(local.iter().all(|(name, records)| here[name].starts_with(records)));
        prop_assert!(remote.iter().all(|(name, records)| there[name].starts_with(records)));
    }

    /// The backward search reaches 0 within 20 steps.
    #[test]
    fn the_search_for_a_fork_ends_at_the_beginning(from in any::<u32>()) {
        let places = search_back(u64::from(from));
        prop_assert_eq!(places.last(), Some(&0));
        prop_assert!(places.len() <= 20);
        prop_assert!(places.windows(2).all(|pair| pair[0] > pair[1]));
    }

    /// Each delay stays below its doubling bound and 15 minutes, for any random bits.
    #[test]
    fn waits_grow_and_stay_bounded(draws in prop::collection::vec(any::<u32>(), 1..40)) {
        let mut backoff = Backoff::new();
        for (failures, draw) in draws.iter().enumerate() {
            let bound = 1_000_u64.saturating_mul(1 << failures.min(30)).min(900_000);
            prop_assert!(backoff.failed(*draw, None) <= bound);
        }
        backoff.reset();
        prop_assert!(backoff.failed(u32::MAX, None) <= 1_000);
        prop_assert_eq!(backoff.failed(0, Some(u64::MAX)), 3_600_000);
    }
}
