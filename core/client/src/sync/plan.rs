//! The plan of a sync: which records to send and to fetch. Pure, without I/O.

use std::collections::{BTreeMap, BTreeSet};

use crate::journal::Tip;
use interlude_protocol::id::SeriesId;

/// One transfer that a series needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Send the records that the server lacks, by any author.
    Push {
        /// The series.
        series: SeriesId,
        /// The first sequence number that the server lacks.
        from: u64,
    },
    /// Fetch the records that this client lacks.
    Pull {
        /// The series.
        series: SeriesId,
        /// The first sequence number that this client lacks.
        from: u64,
        /// The number of records that the server claims to have.
        to: u64,
    },
    /// The server has another version of the series: find where it differs and keep it too.
    Fork {
        /// The series.
        series: SeriesId,
        /// The sequence number at which the backward search starts; the versions differ from here
        /// or earlier.
        from: u64,
        /// The number of records in the server's version.
        to: u64,
    },
}

impl Step {
    /// The number of records of the series once the step has fetched them; 0 for a `Push`.
    #[must_use]
    pub fn reach(&self) -> u64 {
        match self {
            Self::Push { .. } => 0,
            Self::Pull { to, .. } | Self::Fork { to, .. } => *to,
        }
    }
}

/// The local state of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Local {
    /// Length of the series and hash of its last record.
    pub tip: Tip,
    /// The first sequence number with two local versions; `None` without a fork.
    pub contested: Option<u64>,
}

/// Where the last record of a tip is stored locally.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// In the log.
    Log,
    /// Beside the log, as another version of a forked series.
    Beside,
}

/// Plans the transfers that make `local` and `remote` equal; both sides only ever gain records.
///
/// `kept` returns where the last record of a tip is stored locally; `None` if it is not. A server
/// that is behind receives only records that continue its own.
///
/// # Example
/// ```
/// use std::collections::BTreeMap;
/// use interlude_protocol::id::{RecordHash, SeriesId};
/// use interlude_client::journal::Tip;
/// use interlude_client::sync::plan::{Step, plan};
///
/// let series = SeriesId([1; 16]);
/// let remote = BTreeMap::from([(series, Tip { count: 2, hash: RecordHash([2; 32]) })]);
/// let steps = plan(&BTreeMap::new(), &remote, |_, _| None);
/// assert_eq!(steps, [Step::Pull { series, from: 0, to: 2 }]);
/// assert!(plan(&BTreeMap::new(), &BTreeMap::new(), |_, _| None).is_empty());
/// ```
#[must_use]
pub fn plan(
    local: &BTreeMap<SeriesId, Local>,
    remote: &BTreeMap<SeriesId, Tip>,
    kept: impl Fn(SeriesId, Tip) -> Option<Kept>,
) -> Vec<Step> {
    let all: BTreeSet<SeriesId> = local.keys().chain(remote.keys()).copied().collect();
    let nothing = Local { tip: Tip::EMPTY, contested: None };
    all.into_iter()
        .filter_map(|series| {
            let here = local.get(&series).copied().unwrap_or(nothing);
            let there = remote.get(&series).copied().unwrap_or(Tip::EMPTY);
            let to = there.count;
            let kept = if to == 0 { Some(Kept::Log) } else { kept(series, there) };
            match (kept, here.contested) {
                (Some(Kept::Log), _) if to < here.tip.count => {
                    Some(Step::Push { series, from: to })
                }
                // The server keeps its own version of a fork, so nothing is sent.
                (Some(_), _) => None,
                (None, Some(from)) => Some(Step::Fork { series, from, to }),
                (None, None) if to > here.tip.count => {
                    Some(Step::Pull { series, from: here.tip.count, to })
                }
                (None, None) => Some(Step::Fork { series, from: to.saturating_sub(1), to }),
            }
        })
        .collect()
}

/// Sequence numbers at which to search for the start of a fork: `from`, then steps back that grow
/// fourfold, then 0.
#[must_use]
pub fn search_back(from: u64) -> Vec<u64> {
    let mut places = vec![from];
    let mut step = 1_u64;
    let mut at = from;
    while at > 0 {
        at = at.saturating_sub(step);
        step = step.saturating_mul(4);
        places.push(at);
    }
    places
}
