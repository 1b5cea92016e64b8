//! Whether the answers to a form meet a safety rule. This is the only place that decides it.

use serde::{Serialize, Serializer};

use crate::instrument::item::Item;
use crate::response::meets_safety_rule;

/// Whether an answer meets the safety rule of its item; `true`, `false` or `null` in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Safety {
    /// At least one answer meets its rule, even if others are missing or invalid.
    Met,
    /// Every safety item that applies has a valid answer, and none meets its rule. This includes
    /// instruments without safety items.
    NotMet,
    /// No answer meets a rule, but a safety item has no valid answer. Not the same as
    /// [`Safety::NotMet`].
    Unknown,
}

impl Safety {
    /// Decides from whether an answer meets its rule, and from the number of safety items that
    /// apply and have no valid answer.
    ///
    /// ```
    /// use interlude_clinical::score::Safety;
    /// assert_eq!(Safety::of(true, 1), Safety::Met);
    /// assert_eq!(Safety::of(false, 0), Safety::NotMet);
    /// assert_eq!(Safety::of(false, 1), Safety::Unknown);
    /// ```
    #[must_use]
    pub const fn of(met: bool, unanswered: u32) -> Self {
        match (met, unanswered) {
            (true, _) => Self::Met,
            (false, 0) => Self::NotMet,
            (false, _) => Self::Unknown,
        }
    }

    /// Returns the safety of a form whose answers may belong to other items: `Met` stays, all else
    /// is `Unknown`.
    #[must_use]
    pub const fn of_doubtful(self) -> Self {
        match self {
            Self::Met => Self::Met,
            Self::NotMet | Self::Unknown => Self::Unknown,
        }
    }

    /// Returns `Some(true)` if a rule is met, `Some(false)` if none is, `None` if unknown.
    #[must_use]
    pub const fn known(self) -> Option<bool> {
        match self {
            Self::Met => Some(true),
            Self::NotMet => Some(false),
            Self::Unknown => None,
        }
    }
}

impl Serialize for Safety {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.known().serialize(serializer)
    }
}

/// Joins two answers to one item: returns the one that meets the safety rule, else the answer on
/// which both agree, else `None`.
pub(crate) fn joined(item: &Item, first: Option<i32>, second: Option<i32>) -> Option<i32> {
    let meets = |value: &i32| meets_safety_rule(item, *value);
    let met = first.filter(meets).or_else(|| second.filter(meets));
    met.or_else(|| first.filter(|_| first == second))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::instrument;

    #[test]
    fn joined_answers_agree_or_meet_the_rule() {
        let item = instrument("phq9").unwrap().item("phq9.9").unwrap();
        let of = |first, second| joined(item, first, second);
        assert_eq!([of(Some(0), Some(2)), of(Some(2), Some(0))], [Some(2); 2]);
        assert_eq!([of(Some(1), None), of(None, Some(1))], [Some(1); 2]);
        assert_eq!(of(Some(0), Some(0)), Some(0));
        assert_eq!([of(Some(0), None), of(None, Some(0)), of(None, None)], [None; 3]);
    }

    #[test]
    fn safety_is_true_false_or_null_in_json() {
        let all = [Safety::Met, Safety::NotMet, Safety::Unknown];
        assert_eq!(serde_json::to_string(&all).unwrap(), "[true,false,null]");
        assert_eq!(all.map(Safety::of_doubtful), [Safety::Met, Safety::Unknown, Safety::Unknown]);
    }
}
