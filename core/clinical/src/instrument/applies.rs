//! Which items of a form are asked and counted, and whether they depend on the person's sex.

use super::Instrument;
use super::item::Item;
use super::rule::{Condition, Context};
use super::scoring::{FindingRule, TotalRule};

/// Whether an item is asked and counted on a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applies {
    /// The item is asked.
    Yes,
    /// The item is skipped: a blank is not missing, but an answer counts.
    IfAnswered,
    /// The item is skipped or never asked: an answer does not count.
    No,
}

impl Instrument {
    /// Whether any question or finding depends on the person's sex.
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

    /// Whether each item applies, given one value per item, in the order of the items. Empty if all
    /// items always apply.
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
                // An item that one rule excluded stays excluded.
                if let Some(applies) = applies.get_mut(*place).filter(|it| **it != Applies::No) {
                    *applies = skipped;
                }
            }
        }
        applies
    }
}
