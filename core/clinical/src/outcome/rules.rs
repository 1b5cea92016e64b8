//! The definitions outcomes are computed by.

use std::collections::BTreeMap;
use std::str::FromStr;

use crate::catalogue::{self, CatalogueError};
use crate::instrument::points::Points;

/// What a definition typed by a person got wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RulesError {
    /// Not a loss rule.
    #[error("a loss rule is \"improvement<0.5\" or \"total>=22\", with a number of your own")]
    Loss,
    /// Not a range of remission.
    #[error("remission is \"<5\" or \"<=5\", with a number of your own")]
    RemissionRange,
    /// A number of days or scores outside its range.
    #[error(
        "a baseline is 0 to 90 days old, series lie 1 to 365 days apart, and 1 to 5 scores show a loss"
    )]
    Range,
    /// Not a window.
    #[error("a window is two numbers of days, the smaller first: 14..31")]
    Window,
    /// Not a remission.
    #[error("a remission is a total, such as 5 or phq9=5")]
    Remission,
    /// The remission of an instrument that does not exist.
    #[error("{0}; `interlude instruments` lists them")]
    Instrument(#[from] CatalogueError),
    /// No score at all would show a loss.
    #[error("a loss needs at least 1 score")]
    Confirm,
}

/// A decimal fraction, kept exactly: a numerator over a power of ten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fraction {
    numerator: i64,
    denominator: i64,
}

impl Fraction {
    /// Reads `0.5`; at most six decimals, above 0 and at most 1.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let digits = |it: &str| it.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(decimals) || whole.len() > 1 || decimals.len() > 6 {
            return None;
        }
        let numerator = format!("{whole}{decimals}").parse().ok()?;
        let denominator = 10_i64.pow(u32::try_from(decimals.len()).ok()?);
        (0 < numerator && numerator <= denominator).then_some(Self { numerator, denominator })
    }

    /// The fraction in percent, for texts.
    pub(super) fn percent(self) -> f64 {
        100.0 * number(self.numerator) / number(self.denominator)
    }

    /// Whether `part` is less than this fraction of `whole`.
    pub(super) fn exceeds(self, part: Points, whole: Points) -> bool {
        i64::from(part.tenths()) * self.denominator < i64::from(whole.tenths()) * self.numerator
    }
}

/// When a response counts as lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LossRule {
    /// The improvement on the baseline is less than this part of it.
    ImprovementBelow(Fraction),
    /// The total is at least this.
    TotalAtLeast(Points),
}

impl FromStr for LossRule {
    type Err = RulesError;

    fn from_str(text: &str) -> Result<Self, RulesError> {
        let text: String = text.split_whitespace().collect();
        let improvement = || text.strip_prefix("improvement<").and_then(Fraction::parse);
        let total = || text.strip_prefix("total>=").and_then(Points::parse);
        improvement()
            .map(Self::ImprovementBelow)
            .or_else(|| total().map(Self::TotalAtLeast))
            .ok_or(RulesError::Loss)
    }
}

/// The range of totals called remission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remission {
    /// Any total below this.
    Below(Points),
    /// Any total up to and including this.
    AtMost(Points),
}

impl FromStr for Remission {
    type Err = RulesError;

    fn from_str(text: &str) -> Result<Self, RulesError> {
        let text: String = text.split_whitespace().collect();
        let at_most = text.strip_prefix("<=").and_then(Points::parse).map(Self::AtMost);
        let below = || text.strip_prefix('<').and_then(Points::parse).map(Self::Below);
        at_most.or_else(below).ok_or(RulesError::RemissionRange)
    }
}

/// Days after the last infusion of the first series, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// First day.
    pub from: i64,
    /// Last day.
    pub to: i64,
}

impl Window {
    pub(super) fn holds(self, days: i64) -> bool {
        (self.from..=self.to).contains(&days)
    }
}

impl FromStr for Window {
    type Err = RulesError;

    fn from_str(text: &str) -> Result<Self, RulesError> {
        let (from, to) = text.split_once("..").ok_or(RulesError::Window)?;
        let days = |it: &str| it.trim().parse::<u16>().map_err(|_| RulesError::Window);
        let window = Self { from: days(from)?.into(), to: days(to)?.into() };
        if window.from <= window.to { Ok(window) } else { Err(RulesError::Window) }
    }
}

/// Every definition that a figure depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// How many days before an infusion a score may lie to count as the one before it.
    pub baseline_days: i64,
    /// An infusion more than so many days after the previous one starts a new series.
    pub series_gap_days: i64,
    /// Where the follow-up must lie; `None` takes the latest score.
    pub window: Option<Window>,
    /// When a response is lost.
    pub loss: LossRule,
    /// How many scores in a row must meet the loss rule; at least 1.
    pub confirm: usize,
    /// Remission of every instrument of which fewer points are better; `None` takes the published ranges.
    pub remission: Option<Remission>,
    /// Remission of single instruments, by id.
    pub remission_of: BTreeMap<String, Remission>,
}

/// The definitions that are used until a clinic sets its own.
static USUAL: Rules = Rules {
    baseline_days: 14,
    series_gap_days: 14,
    window: None,
    loss: LossRule::ImprovementBelow(Fraction { numerator: 5, denominator: 10 }),
    confirm: 1,
    remission: None,
    remission_of: BTreeMap::new(),
};

impl Rules {
    /// The definitions that are used until a clinic sets its own.
    #[must_use]
    pub fn usual() -> &'static Self {
        &USUAL
    }

    /// Sets the remission of all instruments of which fewer points are better, as in `5`, or of one, as in `phq9=5`.
    ///
    /// # Errors
    /// [`RulesError::Remission`] or [`RulesError::Instrument`]; nothing is changed then.
    ///
    /// ```
    /// use interlude_clinical::outcome::{Remission, Rules};
    /// let mut rules = Rules::default();
    /// rules.set_remission("phq9=4", Remission::AtMost).unwrap();
    /// assert_eq!(rules.remission_of.len(), 1);
    /// assert!(rules.set_remission("phq9", Remission::Below).is_err());
    /// ```
    pub fn set_remission(
        &mut self,
        text: &str,
        of: fn(Points) -> Remission,
    ) -> Result<(), RulesError> {
        let (id, limit) = match text.split_once('=') {
            Some((id, limit)) => (Some(id), limit),
            None => (None, text),
        };
        let remission = of(Points::parse(limit).ok_or(RulesError::Remission)?);
        match id {
            None => self.remission = Some(remission),
            Some(id) => {
                let id = catalogue::instrument(id)?.id.clone();
                self.remission_of.insert(id, remission);
            }
        }
        Ok(())
    }

    /// Sets how many scores in a row must meet the loss rule.
    ///
    /// # Errors
    /// [`RulesError::Confirm`] for 0.
    pub fn set_confirm(&mut self, scores: usize) -> Result<(), RulesError> {
        if scores == 0 {
            return Err(RulesError::Confirm);
        }
        self.confirm = scores;
        Ok(())
    }
}

impl Default for Rules {
    fn default() -> Self {
        USUAL.clone()
    }
}

/// At most a million, so exact.
fn number(whole: i64) -> f64 {
    i32::try_from(whole).map_or(0.0, f64::from)
}
