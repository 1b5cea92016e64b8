//! Outcomes over all patients of a clinic: rates, who is counted, and how long responses lasted.
//!
//! Everything is computed from the patients' own entries, with the definitions printed beside it.

mod count;
mod curve;
mod published;
mod table;
mod view;

use serde::{Deserialize, Serialize};

use crate::entry::infusion::Route;
use crate::entry::treatment::TreatedCondition;
use crate::outcome::{Rules, Window};

pub use count::Group;
pub use curve::{Curve, CurveRow, CurveStep};
pub use view::cohort_view;

/// Which patients and which follow-up a cohort counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CohortFilter {
    /// Id of the instrument.
    pub instrument: String,
    /// What is treated, by the episode of care; `None` for anything.
    pub condition: Option<TreatedCondition>,
    /// The route of every infusion of the first series; `None` for any.
    pub route: Option<Route>,
    /// Least number of infusions in the first series; `None` for any.
    pub least_infusions: Option<u16>,
    /// Greatest number of infusions in the first series; `None` for any.
    pub most_infusions: Option<u16>,
    /// First and last day of the follow-up after the last infusion of the first series; `None` takes the latest score.
    pub window_days: Option<(u16, u16)>,
}

impl CohortFilter {
    /// The clinic's rules with the follow-up of this filter; `None` if the window ends before it begins or the least
    /// number of infusions is above the greatest.
    pub(crate) fn rules(&self, rules: &Rules) -> Option<Rules> {
        let ordered = |low: Option<u16>, high: Option<u16>| {
            low.zip(high).is_none_or(|(low, high)| low <= high)
        };
        let window = self.window_days.map(|(from, to)| (Some(from), Some(to)));
        let valid = ordered(self.least_infusions, self.most_infusions)
            && window.is_none_or(|(from, to)| ordered(from, to));
        let window = self.window_days.map(|(from, to)| Window { from: from.into(), to: to.into() });
        valid.then(|| Rules { window, ..rules.clone() })
    }
}

/// Outcomes of all patients that a filter selects.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CohortView {
    /// The filter that was used.
    pub filter: CohortFilter,
    /// Short name of the instrument.
    pub short: String,
    /// Number of patients with an infusion.
    pub patients: u32,
    /// Number of patients counted.
    pub n: u32,
    /// Response, remission, worse and deterioration; those that the instrument does not define are left out.
    pub rates: Vec<RateView>,
    /// Why patients are not counted; groups without a patient are left out.
    pub groups: Vec<GroupView>,
    /// How long responses lasted.
    pub curve: Curve,
    /// Published figures on the same instrument.
    pub published: Vec<PublishedRow>,
    /// The definitions, in sentences.
    pub definitions: Vec<String>,
    /// The tables as CSV, with counts below 5 hidden.
    pub csv: String,
}

/// One rate.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct RateView {
    /// Stable name: `response`, `remission`, `worse` or `deterioration`.
    pub code: String,
    /// Its name.
    pub label: String,
    /// Number of patients it holds for.
    pub count: u32,
    /// Number of patients it is defined for.
    pub n: u32,
    /// As a fraction; `None` with fewer than ten patients.
    pub fraction: Option<f64>,
    /// Lower and upper end of the 95 % interval (Wilson); `None` with fewer than ten patients.
    pub ci95: Option<(f64, f64)>,
    /// The rate in words, such as `41 of 76 · 54 % (95 % CI 43–65)`.
    pub text: String,
}

/// Patients that are not counted, for one reason.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct GroupView {
    /// The reason.
    pub group: Group,
    /// The reason in words.
    pub text: String,
    /// Number of patients.
    pub count: u32,
    /// Their spaces in hex, with their names.
    pub patients: Vec<(String, String)>,
}

/// The figures of a study.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PublishedRow {
    /// Authors, year, journal and identifier.
    pub study: String,
    /// Number of patients, follow-up and definitions, in words.
    pub text: String,
    /// Response in percent.
    pub response: Option<f64>,
    /// Remission in percent.
    pub remission: Option<f64>,
    /// Worse in percent.
    pub worse: Option<f64>,
}

redacted!(CohortView, GroupView, RateView, PublishedRow);

#[cfg(test)]
mod tests;
