//! Outcomes of one instrument over many patients.

use serde::Serialize;

use super::statistics::{Rate, Seen, Survival, kaplan_meier};
use super::{Kind, Outcome};

/// Patients of a cohort that no rate counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Excluded {
    /// Without an infusion.
    pub no_infusion: usize,
    /// Without a baseline.
    pub no_baseline: usize,
    /// Without a follow-up.
    pub no_follow_up: usize,
}

/// Rates and survival of one instrument. A rate that is defined for nobody is `None`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cohort {
    /// Patients with baseline and follow-up.
    pub n: usize,
    /// The others, by what they lack.
    pub excluded: Excluded,
    /// Response.
    pub response: Option<Rate>,
    /// Remission.
    pub remission: Option<Rate>,
    /// Worse by any amount.
    pub worse: Option<Rate>,
    /// Worse by the minimal important change.
    pub deterioration: Option<Rate>,
    /// How long the response of each patient's first series lasted.
    pub durability: Survival,
}

/// Counts the outcomes of one instrument, one for each patient.
#[must_use]
pub fn cohort(outcomes: &[Outcome]) -> Cohort {
    let lacking = |kind| outcomes.iter().filter(|it| it.outcome == Some(kind)).count();
    let excluded = Excluded {
        no_infusion: lacking(Kind::NoInfusion),
        no_baseline: lacking(Kind::NoBaseline),
        no_follow_up: lacking(Kind::NoFollowUp),
    };
    let rate = |of: fn(&Outcome) -> Option<bool>| {
        let defined: Vec<bool> = outcomes.iter().filter_map(of).collect();
        Rate::of(defined.iter().filter(|it| **it).count(), defined.len())
    };
    let seen: Vec<Seen> = outcomes.iter().filter_map(Outcome::first_series).collect();
    Cohort {
        n: outcomes.len() - excluded.no_infusion - excluded.no_baseline - excluded.no_follow_up,
        excluded,
        response: rate(|it| it.response),
        remission: rate(|it| it.remission),
        worse: rate(|it| it.worse),
        deterioration: rate(|it| it.deterioration),
        durability: kaplan_meier(&seen),
    }
}

impl Outcome {
    /// How long the response of the first series lasted; `None` without an entry for it.
    #[must_use]
    pub fn first_series(&self) -> Option<Seen> {
        let first = self.durability.iter().find(|it| it.series == 1)?;
        let days = u32::try_from(first.days).unwrap_or_default();
        Some(Seen { t: days.into(), event: first.event })
    }
}
