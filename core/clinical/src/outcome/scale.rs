//! How two totals of an instrument compare.

use super::rules::{LossRule, Remission, Rules};
use crate::instrument::points::Points;
use crate::instrument::{Direction, Instrument};

/// Instruments whose published range of remission is used without a clinic's own.
const REMISSION_USED: [&str; 5] = ["phq9", "gad7", "madrs", "qids_sr16", "hamd17"];

/// What outcomes need to know of an instrument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    pub(super) direction: Option<Direction>,
    /// The minimal important change, if its source was read.
    pub(super) important: Option<Points>,
    pub(super) remission: Option<Remission>,
}

impl Scale {
    /// Takes the direction and the verified facts of an instrument, and the clinic's own remission where there is one.
    #[must_use]
    pub fn of(instrument: &Instrument, rules: &Rules) -> Self {
        let change = &instrument.change;
        let fact = change.minimal_important.as_ref();
        let used = REMISSION_USED.contains(&instrument.id.as_str());
        let published = change.remission_below.as_ref().filter(|_| used);
        let lower = instrument.direction == Some(Direction::LowerIsBetter);
        let own = rules.remission_of.get(&instrument.id).copied();
        Self {
            direction: instrument.direction,
            important: fact.and_then(|it| it.verified_value()).map(Points::whole),
            remission: own
                .or(rules.remission.filter(|_| lower))
                .or_else(|| published.map(|it| Remission::Below(Points::whole(it.value)))),
        }
    }

    pub(super) fn is_lower_better(&self) -> bool {
        self.direction == Some(Direction::LowerIsBetter)
    }

    /// Whether of two totals the first is better; `None` where no direction was published.
    #[must_use]
    pub fn is_better(&self, a: Points, b: Points) -> Option<bool> {
        Some(match self.direction? {
            Direction::LowerIsBetter => a < b,
            Direction::HigherIsBetter => a > b,
        })
    }

    /// Points from one total to a later one; positive is better.
    #[must_use]
    pub fn change(&self, from: Points, to: Points) -> Option<Points> {
        Some(match self.direction? {
            Direction::LowerIsBetter => from - to,
            Direction::HigherIsBetter => to - from,
        })
    }

    /// The part of the baseline that is gone. A baseline of 0 has none.
    pub(super) fn reduction(&self, baseline: Points, total: Points) -> Option<f64> {
        let above_zero = baseline > Points::default();
        (self.is_lower_better() && above_zero)
            .then(|| (baseline - total).as_f64() / baseline.as_f64())
    }

    /// Response, compared exactly: `None` where more points are better and no important change is verified.
    #[must_use]
    pub fn is_response(&self, baseline: Points, total: Points) -> Option<bool> {
        match self.direction? {
            Direction::LowerIsBetter => Some(gone(baseline, total, 2)),
            Direction::HigherIsBetter => Some(total - baseline >= self.important?),
        }
    }

    /// At least a quarter, less than half; never where more points are better.
    pub(super) fn is_partial(&self, baseline: Points, total: Points) -> Option<bool> {
        Some(match self.direction? {
            Direction::LowerIsBetter => gone(baseline, total, 4) && !gone(baseline, total, 2),
            Direction::HigherIsBetter => false,
        })
    }

    pub(super) fn is_remission(&self, total: Points) -> Option<bool> {
        Some(match self.remission? {
            Remission::Below(limit) => total < limit,
            Remission::AtMost(limit) => total <= limit,
        })
    }

    /// Worse by the minimal important change; `None` where none is verified.
    #[must_use]
    pub fn is_deterioration(&self, baseline: Points, total: Points) -> Option<bool> {
        let important = self.important?;
        self.change(total, baseline).map(|worse| worse >= important)
    }

    /// Whether a total meets the loss rule; `None` where the rule needs what is not known.
    pub(super) fn is_loss(&self, rule: LossRule, baseline: Points, total: Points) -> Option<bool> {
        match (rule, self.direction?) {
            (LossRule::TotalAtLeast(limit), _) => Some(total >= limit),
            (LossRule::ImprovementBelow(part), Direction::LowerIsBetter) => {
                Some(part.exceeds(baseline - total, baseline))
            }
            (LossRule::ImprovementBelow(_), Direction::HigherIsBetter) => {
                Some(total - baseline < self.important?)
            }
        }
    }
}

/// Whether at least one part in `parts` of the baseline is gone. Nothing is gone of 0.
fn gone(baseline: Points, total: Points, parts: i64) -> bool {
    let (from, to) = (i64::from(baseline.tenths()), i64::from(total.tenths()));
    from > 0 && (from - to) * parts >= from
}
