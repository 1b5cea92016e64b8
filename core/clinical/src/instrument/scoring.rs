//! Scoring rules as data: how answers become totals, bands and findings.

use serde::{Deserialize, Serialize};

use super::facts::Mark;
use super::points::Points;
use super::rule::{Condition, Test};

/// The scoring rules of an instrument. Items are indexes into [`super::Instrument::items`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scoring {
    /// The method.
    pub method: Method,
    /// The parts of the total.
    pub parts: Vec<Part>,
    /// How many parts may be unanswered.
    pub max_missing: u16,
    /// What happens if up to `max_missing` parts are unanswered.
    pub on_missing: OnMissing,
    /// Source of the rule on unanswered items; `None` if every item is required.
    pub missing_rule: Option<Mark>,
    /// Items that are never missing, because they do not apply to everyone.
    pub never_missing: Vec<usize>,
    /// Items without points that are missing if unanswered.
    pub also_required: Vec<usize>,
    /// The factor of the sum; 1 for most.
    pub multiply: i32,
    /// T-scores by raw sum; `None` if there are none or no source could be read.
    pub t_scores: Option<TScores>,
    /// Subscales and other scores besides the total.
    pub scores: Vec<NamedScore>,
    /// Published cut-offs and decision rules.
    pub findings: Vec<Finding>,
}

/// How a total is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// Each item is reported alone; there is no total.
    #[default]
    SingleItems,
    /// The sum of the points.
    Sum,
    /// The mean of the points, to one decimal.
    Mean,
    /// The T-score of the sum, from a table.
    TScore,
    /// There is no total; the first finding is the result.
    Decision,
}

impl Method {
    /// Whether there is a total.
    #[must_use]
    pub fn has_total(self) -> bool {
        matches!(self, Self::Sum | Self::Mean | Self::TScore)
    }

    /// The smallest difference between two totals.
    #[must_use]
    pub fn step(self) -> Points {
        match self {
            Self::Mean | Self::TScore => Points::from_tenths(1),
            Self::SingleItems | Self::Sum | Self::Decision => Points::whole(1),
        }
    }
}

/// What happens if a few items are unanswered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnMissing {
    /// There is no score.
    #[default]
    NoScore,
    /// The mean of the answered items replaces the others. The total is rounded half up, once, at
    /// the end.
    Prorate,
}

/// One term of a total or subscale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// The points of an item.
    Item(usize),
    /// The highest of several parts, all of which are required.
    HighestOf(Vec<Self>),
    /// The highest of the answered items. Without any answer, the group is missing once.
    Either(Vec<usize>),
    /// The first item that was assessed. Without one, a "not assessed" answer gives no points;
    /// without any answer, the group is missing once.
    FirstOf {
        /// Items in order of preference.
        items: Vec<usize>,
        /// The value that means "not assessed".
        not_assessed: i32,
    },
}

impl Part {
    /// All items in the part.
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
    /// Source of the table.
    pub mark: Mark,
    /// Raw sum, T-score and standard error, by rising raw sum.
    pub rows: Vec<(i32, Points, Points)>,
}

impl TScores {
    /// T-score and standard error of a raw sum; `None` if the table does not list it.
    #[must_use]
    pub fn of(&self, raw: i32) -> Option<(Points, Points)> {
        let row = self.rows.iter().find(|(sum, _, _)| *sum == raw)?;
        Some((row.1, row.2))
    }
}

/// A score besides the total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedScore {
    /// Stable name, such as `B` or `dependence`.
    pub name: String,
    /// Published name.
    pub label: String,
    /// How the score is computed.
    pub of: ScoreOf,
}

/// How a score besides the total is computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScoreOf {
    /// The sum of these parts; no score if one is missing.
    Parts(Vec<Part>),
    /// The sum before it is multiplied or looked up.
    Raw,
    /// The standard error of the T-score.
    StandardError,
}

/// A published cut-off or decision, reported besides the total. It is never a risk level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Stable name, such as `cut31`.
    pub name: String,
    /// The name shown to users.
    pub label: String,
    /// The rule.
    pub rule: FindingRule,
}

/// How a finding is computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FindingRule {
    /// The code of the first case that is true.
    Decision {
        /// Items that must be answered for a finding.
        needs: Vec<usize>,
        /// Codes and their conditions, in order.
        cases: Vec<(String, Condition)>,
        /// The code if no case is true; `None` gives no finding.
        otherwise: Option<String>,
    },
    /// Whether a condition is true.
    When {
        /// Items that must be answered for a finding.
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
    /// At least this many points; men may have a cut-off of their own.
    AtLeast {
        /// For everyone else.
        points: Points,
        /// For men.
        male: Option<Points>,
    },
    /// Less than this many points.
    Below(Points),
}
