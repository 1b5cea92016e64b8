//! How long responses lasted: the survival curve of Kaplan and Meier with the numbers below it.

use serde::{Deserialize, Serialize};

use crate::outcome::statistics::{Seen, kaplan_meier};
use crate::words::Words;

/// Weeks for which the numbers below the curve are given.
const WEEKS: [u32; 6] = [0, 2, 4, 8, 12, 26];

/// At fewer at risk than this the curve is drawn grey.
const FEW_AT_RISK: usize = 10;

/// Time in response after the last infusion of the first series.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Curve {
    /// Number of patients whose first series ended in a response, or was followed by one.
    pub n: u32,
    /// The steps by time, starting at day 0.
    pub steps: Vec<CurveStep>,
    /// Days at which a patient was last seen in response.
    pub censored: Vec<f64>,
    /// At risk, lost and censored up to some weeks.
    pub rows: Vec<CurveRow>,
    /// The longest time in days.
    pub last_day: f64,
    /// The curve in a sentence.
    pub text: String,
}

/// From day `t` on, this part of the patients is still in response.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CurveStep {
    /// Day.
    pub t: f64,
    /// Part in response.
    pub survival: f64,
    /// Lower and upper end of the 95 % interval (log–log); `None` at 1 and at 0.
    pub ci95: Option<(f64, f64)>,
    /// Number at risk before this step.
    pub at_risk: u32,
    /// Whether fewer than ten are at risk.
    pub few: bool,
}

/// The numbers below the curve.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CurveRow {
    /// Weeks since the last infusion.
    pub week: u32,
    /// Seen in response up to this time.
    pub at_risk: u32,
    /// Lost up to this time.
    pub lost: u32,
    /// Last seen in response before this time.
    pub censored: u32,
}

/// Computes the curve of times in response.
pub(super) fn curve(seen: &[Seen], words: &Words) -> Curve {
    let survival = kaplan_meier(seen);
    let all = count(seen.len());
    let start = CurveStep {
        t: 0.0,
        survival: 1.0,
        ci95: None,
        at_risk: all,
        few: seen.len() < FEW_AT_RISK,
    };
    let steps = survival.steps.iter().zip(survival.ci95()).map(|(step, ci95)| CurveStep {
        t: step.t,
        survival: step.survival,
        ci95: ci95.map(|[low, high]| (low, high)),
        at_risk: count(step.at_risk),
        few: step.at_risk < FEW_AT_RISK,
    });
    let mut censored: Vec<f64> = seen.iter().filter(|it| !it.event).map(|it| it.t).collect();
    censored.sort_by(f64::total_cmp);
    let last_day = seen.iter().map(|it| it.t).fold(0.0, f64::max);
    let how_many =
        |holds: &dyn Fn(&Seen) -> bool| count(seen.iter().filter(|it| holds(it)).count());
    let rows = WEEKS.into_iter().filter(|week| f64::from(*week) * 7.0 <= last_day.max(0.0));
    let rows = rows.map(|week| {
        let day = f64::from(week) * 7.0;
        CurveRow {
            week,
            at_risk: how_many(&|it| it.t >= day),
            lost: how_many(&|it| it.event && it.t < day),
            censored: how_many(&|it| !it.event && it.t < day),
        }
    });
    let text = match survival.median {
        None if seen.is_empty() => words.curve_none(),
        None => words.curve_no_median(seen.len()),
        Some(median) => words.curve_median(words.decimal(median), seen.len()),
    };
    let rows = rows.collect();
    Curve {
        n: all,
        steps: std::iter::once(start).chain(steps).collect(),
        censored,
        rows,
        last_day,
        text,
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
