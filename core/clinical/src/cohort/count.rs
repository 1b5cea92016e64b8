//! Who of a clinic's patients is counted, and why the others are not.

use serde::{Deserialize, Serialize};

use super::CohortFilter;
use crate::entry::treatment::TreatedCondition;
use crate::moment::Moment;
use crate::outcome::History;
use crate::outcome::{Kind, Outcome, Rules, series};

/// Whether a patient is counted, or the first reason why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// No infusion was given.
    NoInfusion,
    /// Another condition is treated, or none was entered.
    OtherCondition,
    /// An infusion of the first series was given by another route.
    OtherRoute,
    /// No score lies near enough before the first infusion.
    NoBaseline,
    /// The first series has fewer infusions than asked for.
    FewerInfusions,
    /// The first series has more infusions than asked for.
    MoreInfusions,
    /// The follow-up is still to come.
    StillRunning,
    /// No score lies where the follow-up must.
    NoFollowUp,
    /// Counted in every rate that the instrument defines.
    Counted,
}

impl Group {
    pub(super) const EXCLUDED: [Self; 8] = [
        Self::NoInfusion,
        Self::OtherCondition,
        Self::OtherRoute,
        Self::NoBaseline,
        Self::FewerInfusions,
        Self::MoreInfusions,
        Self::StillRunning,
        Self::NoFollowUp,
    ];

    /// The stored name, which messages select on.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::NoInfusion => "no-infusion",
            Self::OtherCondition => "other-condition",
            Self::OtherRoute => "other-route",
            Self::NoBaseline => "no-baseline",
            Self::FewerInfusions => "fewer-infusions",
            Self::MoreInfusions => "more-infusions",
            Self::StillRunning => "still-running",
            Self::NoFollowUp => "no-follow-up",
            Self::Counted => "counted",
        }
    }
}

/// One patient's outcome by the rules of a filter.
pub(super) struct Member {
    pub(super) name: String,
    pub(super) patient: String,
    pub(super) group: Group,
    pub(super) outcome: Outcome,
}

/// The group of a patient; the reasons are checked in the order of [`Group`].
pub(super) fn group(
    history: &History<'_>,
    condition: Option<TreatedCondition>,
    filter: &CohortFilter,
    rules: &Rules,
    now: &Moment,
) -> Group {
    let infusions = history.course.infusions();
    let Some(first) = series(infusions, rules.series_gap_days).first().copied() else {
        return Group::NoInfusion;
    };
    if filter.condition.is_some() && filter.condition != condition {
        return Group::OtherCondition;
    }
    let mut given = infusions.iter().take(first.infusions);
    if filter.route.is_some_and(|route| given.any(|it| it.route != Some(route))) {
        return Group::OtherRoute;
    }
    if history.outcome.outcome == Some(Kind::NoBaseline) {
        return Group::NoBaseline;
    }
    if filter.least_infusions.is_some_and(|least| first.infusions < usize::from(least)) {
        return Group::FewerInfusions;
    }
    if filter.most_infusions.is_some_and(|most| first.infusions > usize::from(most)) {
        return Group::MoreInfusions;
    }
    if history.outcome.outcome != Some(Kind::NoFollowUp) {
        return Group::Counted;
    }
    let today = crate::outcome::When::at(now.time());
    let days = today.days_since(first.last);
    match rules.window {
        Some(window) if days <= window.to => Group::StillRunning,
        _ => Group::NoFollowUp,
    }
}
