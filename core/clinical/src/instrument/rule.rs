//! Conditions on the answers to one form: when an item is asked, skipped, or a finding holds.

use serde::{Deserialize, Serialize};

/// What scoring may know about a person beyond the answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Context {
    /// For published cut-offs that differ; `None` if unknown or neither.
    pub sex: Option<Sex>,
}

/// Sex, where an instrument was published with a rule for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
}

/// A range of values asked of some items. Items are places in [`super::Instrument::items`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    /// The items.
    pub items: Vec<usize>,
    /// Least value that meets it.
    pub at_least: Option<i32>,
    /// Greatest value that meets it.
    pub at_most: Option<i32>,
}

impl Test {
    /// Whether a value lies in the range.
    #[must_use]
    pub fn is_met_by(&self, value: i32) -> bool {
        self.at_least.is_none_or(|least| value >= least)
            && self.at_most.is_none_or(|most| value <= most)
    }

    /// How many of its items meet it, and how many have no answer.
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

/// Something that holds of the answers, does not hold, or cannot be told yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// At least so many items meet their test.
    Count {
        /// The tests.
        of: Vec<Test>,
        /// How many items, over all tests.
        how_many: u32,
    },
    /// All of them hold.
    All(Vec<Self>),
    /// One of them holds.
    Any(Vec<Self>),
    /// The person is not known to be of that sex.
    SexIsNot(Sex),
}

impl Condition {
    /// Whether it holds, given one value per item; `None` while unanswered items decide.
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

    /// Whether it goes by the sex of the person.
    #[must_use]
    pub fn goes_by_sex(&self) -> bool {
        match self {
            Self::SexIsNot(_) => true,
            Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::goes_by_sex),
            Self::Count { .. } => false,
        }
    }

    /// Every test in it.
    pub fn tests(&self) -> Box<dyn Iterator<Item = &Test> + '_> {
        match self {
            Self::Count { of, .. } => Box::new(of.iter()),
            Self::All(parts) | Self::Any(parts) => Box::new(parts.iter().flat_map(Self::tests)),
            Self::SexIsNot(_) => Box::new(std::iter::empty()),
        }
    }
}

/// Items that are not asked once a condition is met. Left blank, they are not missing and have no points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skip {
    /// When they are skipped; while it cannot be told, they are asked.
    pub when: Condition,
    /// The items, as places in [`super::Instrument::items`].
    pub items: Vec<usize>,
    /// Whether an answer that was given all the same counts.
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
    fn what_unanswered_items_could_still_change_is_not_told() {
        let two_of_three = at_least(&[0, 1, 2], 1, 2);
        let holds = |values: [Option<i32>; 3]| two_of_three.holds(&values, Context::default());
        assert_eq!(holds([Some(1), Some(2), None]), Some(true));
        assert_eq!(holds([Some(1), Some(0), None]), None);
        assert_eq!(holds([Some(0), Some(0), None]), Some(false));
        assert_eq!(holds([None, None, None]), None);
    }

    #[test]
    fn all_and_any_are_told_as_soon_as_one_part_decides() {
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
    fn an_unknown_sex_is_not_taken_for_male() {
        let not_male = Condition::SexIsNot(Sex::Male);
        let of = |sex| not_male.holds(&[], Context { sex });
        assert_eq!(
            [None, Some(Sex::Female), Some(Sex::Male)].map(of),
            [Some(true), Some(true), Some(false)]
        );
    }
}
