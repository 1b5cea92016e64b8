//! How answers become numbers, bands and findings. Everything that differs between instruments is here as data.

use serde::{Deserialize, Serialize};

use super::facts::Mark;
use super::points::Points;
use super::rule::{Condition, Test};

/// How answers become a number. Items are places in [`super::Instrument::items`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scoring {
    /// The rule.
    pub method: Method,
    /// What is counted.
    pub parts: Vec<Part>,
    /// Most parts that may be unanswered.
    pub max_missing: u16,
    /// What happens when some are, up to `max_missing`.
    pub on_missing: OnMissing,
    /// Where the rule about unanswered items comes from; `None` where every item is needed.
    pub missing_rule: Option<Mark>,
    /// Items that are never missing, because they do not apply to everyone.
    pub never_missing: Vec<usize>,
    /// Items without points that are missing when they are unanswered.
    pub also_required: Vec<usize>,
    /// What the sum is multiplied by; 1 for most.
    pub multiply: i32,
    /// T-scores by raw sum; `None` where there are none or they could not be read at a source.
    pub t_scores: Option<TScores>,
    /// Subscales and other numbers beside the total.
    pub scores: Vec<NamedScore>,
    /// Published cut-offs and decision rules.
    pub findings: Vec<Finding>,
}

/// Rules that make a number of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// Every item stands alone; there is no total.
    #[default]
    SingleItems,
    /// The points are added.
    Sum,
    /// The mean of the points, to one decimal.
    Mean,
    /// The points are added and looked up in a table of T-scores.
    TScore,
    /// There is no total: the first finding is the result.
    Decision,
}

impl Method {
    /// Whether there is a total.
    #[must_use]
    pub fn has_total(self) -> bool {
        matches!(self, Self::Sum | Self::Mean | Self::TScore)
    }

    /// The least step between two totals.
    #[must_use]
    pub fn step(self) -> Points {
        match self {
            Self::Mean | Self::TScore => Points::from_tenths(1),
            Self::SingleItems | Self::Sum | Self::Decision => Points::whole(1),
        }
    }
}

/// What happens when a few items are unanswered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnMissing {
    /// No score.
    #[default]
    NoScore,
    /// The mean of the answered items stands for the others; rounded half up, once, at the end.
    Prorate,
}

/// One summand of a total or a subscale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// The points of an item.
    Item(usize),
    /// The highest of several parts, all of which are needed.
    HighestOf(Vec<Self>),
    /// The highest of those that were answered; wholly blank they are missing once.
    Either(Vec<usize>),
    /// The first item that was assessed; no points if none was but one says so; else missing once.
    FirstOf {
        /// Items in order of preference.
        items: Vec<usize>,
        /// The value that says "not assessed".
        not_assessed: i32,
    },
}

impl Part {
    /// Every item it names.
    pub fn items(&self) -> Box<dyn Iterator<Item = usize> + '_> {
        match self {
            Self::Item(item) => Box::new(std::iter::once(*item)),
            Self::HighestOf(parts) => Box::new(parts.iter().flat_map(Self::items)),
            Self::Either(items) | Self::FirstOf { items, .. } => Box::new(items.iter().copied()),
        }
    }
}

/// A table from raw sums to T-scores (mean 50, standard deviation 10 in the reference population).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TScores {
    /// How well the table is known.
    pub mark: Mark,
    /// Raw sum, T-score and its standard error, by rising raw sum.
    pub rows: Vec<(i32, Points, Points)>,
}

impl TScores {
    /// T-score and standard error of a raw sum; `None` if the table does not have it.
    #[must_use]
    pub fn of(&self, raw: i32) -> Option<(Points, Points)> {
        let row = self.rows.iter().find(|(sum, _, _)| *sum == raw)?;
        Some((row.1, row.2))
    }
}

/// A number beside the total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedScore {
    /// Stable name, such as `B` or `dependence`.
    pub name: String,
    /// Published name.
    pub label: String,
    /// What it is.
    pub of: ScoreOf,
}

/// What a number beside the total is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScoreOf {
    /// The sum of these parts; nothing if one is missing.
    Parts(Vec<Part>),
    /// The sum before it is multiplied or looked up.
    Raw,
    /// The standard error of the T-score.
    StandardError,
}

/// A published cut-off or decision, as a fact beside the total. Never a risk level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Stable name, such as `cut31`.
    pub name: String,
    /// The name on a screen.
    pub label: String,
    /// The rule.
    pub rule: FindingRule,
}

/// Rules that make a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FindingRule {
    /// The code of the first case that is met.
    Decision {
        /// Items without which nothing is found.
        needs: Vec<usize>,
        /// Codes and their conditions, in order.
        cases: Vec<(String, Condition)>,
        /// The code if no case is met; without it nothing is found.
        otherwise: Option<String>,
    },
    /// Whether a condition holds.
    When {
        /// Items without which nothing is found.
        needs: Vec<usize>,
        /// The condition.
        condition: Condition,
    },
    /// The answer to an item.
    AnswerOf(usize),
    /// Whether the total lies in a range.
    Total(TotalRule),
    /// How many items meet each test.
    Counts(Vec<Test>),
    /// The points of every part of the total.
    Parts,
}

/// A range of totals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TotalRule {
    /// At least so many points; for men another number where one was published.
    AtLeast {
        /// For everyone else.
        points: Points,
        /// For men.
        male: Option<Points>,
    },
    /// Fewer points than that.
    Below(Points),
}
