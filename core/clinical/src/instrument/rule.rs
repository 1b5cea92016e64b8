//! Conditions on the answers to a form. They decide which items are asked or skipped, and findings.

use serde::{Deserialize, Serialize};

/// What scoring uses about a person besides the answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Context {
    /// Sex, for published rules that depend on it; `None` if unknown or neither.
    pub sex: Option<Sex>,
}

/// Sex, for instruments whose published rules depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
}

/// A range of values, and the items it applies to, as indexes into [`super::Instrument::items`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    /// The items.
    pub items: Vec<usize>,
    /// Lowest value in the range.
    pub at_least: Option<i32>,
    /// Highest value in the range.
    pub at_most: Option<i32>,
}

impl Test {
    /// Whether a value is in the range.
    #[must_use]
    pub fn is_met_by(&self, value: i32) -> bool {
        self.at_least.is_none_or(|least| value >= least)
            && self.at_most.is_none_or(|most| value <= most)
    }

    /// Returns how many of the items meet the test, and how many have no answer.
    #[must_use]
    pub fn count(&self, values: &[Option<i32>]) -> (u32, u32) {
        self.items.iter().fold((0, 0), |(met, unknown), place| {
            match values.get(*place).copied().flatten() {
                Some(value) => (met + u32::from(self.is_met_by(value)), unknown),
                None => (met, unknown + 1),
            }
        })
    }
}

/// A condition on the answers: true, false, or undecided while answers are missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// At least `how_many` items meet their test.
    Count {
        /// The tests.
        of: Vec<Test>,
        /// The required number of items, over all tests.
        how_many: u32,
    },
    /// All parts are true.
    All(Vec<Self>),
    /// At least one part is true.
    Any(Vec<Self>),
    /// The person is not known to be of this sex.
    SexIsNot(Sex),
}

impl Condition {
    /// Evaluates the condition with one value per item; `None` if it depends on unanswered items.
    #[must_use]
    pub fn holds(&self, values: &[Option<i32>], context: Context) -> Option<bool> {
        match self {
            Self::Count { of, how_many } => {
                let (met, unknown) = of.iter().fold((0, 0), |(met, unknown), test| {
                    let (more, open) = test.count(values);
                    (met + more, unknown + open)
                });
                match (met >= *how_many, met + unknown >= *how_many) {
                    (true, _) => Some(true),
                    (false, true) => None,
                    (false, false) => Some(false),
                }
            }
            Self::All(parts) => {
                let mut all = Some(true);
                for part in parts {
                    match part.holds(values, context) {
                        Some(false) => return Some(false),
                        None => all = None,
                        Some(true) => {}
                    }
                }
                all
            }
            Self::Any(parts) => {
                let mut any = Some(false);
                for part in parts {
                    match part.holds(values, context) {
                        Some(true) => return Some(true),
                        None => any = None,
                        Some(false) => {}
                    }
                }
                any
            }
            Self::SexIsNot(sex) => Some(context.sex != Some(*sex)),
        }
    }

    /// Whether the condition depends on the person's sex.
    #[must_use]
    pub fn goes_by_sex(&self) -> bool {
        match self {
            Self::SexIsNot(_) => true,
            Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::goes_by_sex),
            Self::Count { .. } => false,
        }
    }

    /// All tests in the condition.
    pub fn tests(&self) -> Box<dyn Iterator<Item = &Test> + '_> {
        match self {
            Self::Count { of, .. } => Box::new(of.iter()),
            Self::All(parts) | Self::Any(parts) => Box::new(parts.iter().flat_map(Self::tests)),
            Self::SexIsNot(_) => Box::new(std::iter::empty()),
        }
    }
}

/// Items that are not asked if a condition is true. If left blank, they are not missing and have no
/// points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skip {
    /// When the items are skipped. They are asked while the condition is undecided.
    pub when: Condition,
    /// The items, as indexes into [`super::Instrument::items`].
    pub items: Vec<usize>,
    /// Whether an answer to a skipped item counts.
    pub answers_count: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_least(items: &[usize], value: i32, how_many: u32) -> Condition {
        let test = Test { items: items.to_vec(), at_least: Some(value), at_most: None };
        Condition::Count { of: vec![test], how_many }
    }

    #[test]
    fn a_condition_is_undecided_while_unanswered_items_matter() {
        let two_of_three = at_least(&[0, 1, 2], 1, 2);
        let holds = |values: [Option<i32>; 3]| two_of_three.holds(&values, Context::default());
        assert_eq!(holds([Some(1), Some(2), None]), Some(true));
        assert_eq!(holds([Some(1), Some(0), None]), None);
        assert_eq!(holds([Some(0), Some(0), None]), Some(false));
        assert_eq!(holds([None, None, None]), None);
    }

    #[test]
    fn one_part_can_decide_all_and_any() {
        let parts = vec![at_least(&[0], 1, 1), at_least(&[1], 1, 1)];
        let (all, any) = (Condition::All(parts.clone()), Condition::Any(parts));
        let both = |values: [Option<i32>; 2]| {
            let of = |it: &Condition| it.holds(&values, Context::default());
            (of(&all), of(&any))
        };
        assert_eq!(both([Some(1), None]), (None, Some(true)));
        assert_eq!(both([Some(0), None]), (Some(false), None));
        assert_eq!(both([Some(1), Some(1)]), (Some(true), Some(true)));
        assert_eq!(both([Some(0), Some(0)]), (Some(false), Some(false)));
    }

    #[test]
    fn an_unknown_sex_does_not_count_as_male() {
        let not_male = Condition::SexIsNot(Sex::Male);
        let of = |sex| not_male.holds(&[], Context { sex });
        assert_eq!(
            [None, Some(Sex::Female), Some(Sex::Male)].map(of),
            [Some(true), Some(true), Some(false)]
        );
    }
}
