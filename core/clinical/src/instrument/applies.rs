//! Which items of a form are asked and count, and whether the sex of the person matters.

use super::Instrument;
use super::item::Item;
use super::rule::{Condition, Context};
use super::scoring::{FindingRule, TotalRule};

/// Whether an item counts on a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applies {
    /// It is asked.
    Yes,
    /// It is skipped: blank it is not missing, an answer counts.
    IfAnswered,
    /// It is skipped, or was never asked: no answer counts.
    No,
}

impl Instrument {
    /// Whether anything it asks or finds goes by the sex of the person.
    #[must_use]
    pub fn goes_by_sex(&self) -> bool {
        let asked = self.items.iter().filter_map(|item| item.enable_when.as_ref());
        let skipped = self.skip.iter().map(|skip| &skip.when);
        let found = self.scoring.findings.iter().any(|finding| match &finding.rule {
            FindingRule::Total(TotalRule::AtLeast { male, .. }) => male.is_some(),
            FindingRule::Decision { cases, .. } => cases.iter().any(|(_, it)| it.goes_by_sex()),
            FindingRule::When { condition, .. } => condition.goes_by_sex(),
            FindingRule::Total(TotalRule::Below(_))
            | FindingRule::AnswerOf(_)
            | FindingRule::Counts(_)
            | FindingRule::Parts => false,
        });
        found || asked.chain(skipped).any(Condition::goes_by_sex)
    }

    /// What applies on a form with one value per item, in the order of the items; empty where all items always do.
    #[must_use]
    pub fn applies(&self, values: &[Option<i32>], context: Context) -> Vec<Applies> {
        if self.skip.is_empty() && self.items.iter().all(|item| item.enable_when.is_none()) {
            return Vec::new();
        }
        let asked = |item: &Item| match &item.enable_when {
            Some(condition) if condition.holds(values, context) != Some(true) => Applies::No,
            Some(_) | None => Applies::Yes,
        };
        let mut applies: Vec<Applies> = self.items.iter().map(asked).collect();
        for skip in &self.skip {
            if skip.when.holds(values, context) != Some(true) {
                continue;
            }
            let skipped = if skip.answers_count { Applies::IfAnswered } else { Applies::No };
            for place in &skip.items {
                // What one rule left out altogether, another does not bring back.
                if let Some(applies) = applies.get_mut(*place).filter(|it| **it != Applies::No) {
                    *applies = skipped;
                }
            }
        }
        applies
    }
}
