//! What has to be sent and fetched, decided without a network.

use std::collections::{BTreeMap, BTreeSet};

use crate::journal::Tip;
use interlude_protocol::id::SeriesId;

/// What to do about one series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Send what the server lacks, from this place on: records of any author prove themselves.
    Push {
        /// The series.
        series: SeriesId,
        /// The first place that the server lacks.
        from: u64,
    },
    /// Fetch what the server has more.
    Pull {
        /// The series.
        series: SeriesId,
        /// The first place that is lacking here.
        from: u64,
        /// How many records the server says to have.
        to: u64,
    },
    /// The server has another version: find and keep it, searching back from this place.
    Fork {
        /// The series.
        series: SeriesId,
        /// The last place at which the versions may differ first.
        from: u64,
        /// How many records the server's version has.
        to: u64,
    },
}

impl Step {
    /// Up to which place records are fetched; 0 where none are.
    #[must_use]
    pub fn reach(&self) -> u64 {
        match self {
            Self::Push { .. } => 0,
            Self::Pull { to, .. } | Self::Fork { to, .. } => *to,
        }
    }
}

/// What is held of a series here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Local {
    /// How far it goes.
    pub tip: Tip,
    /// The first place of which two versions are held; `None` without a fork.
    pub contested: Option<u64>,
}

/// Where the record before a tip is held here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// In the log.
    Log,
    /// Beside it, as another version of a forked series.
    Beside,
}

/// Plans what makes `local` and `remote` equal; records are only ever added, on both sides.
///
/// `kept` says where the record before a tip is held here, `None` if it is not. A server that is
/// behind is healed, but only with what continues the records it has.
///
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
                // Of a fork the server keeps its own version.
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

/// The places to search for the beginning of a fork: `from`, then ever further back, then 0.
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
