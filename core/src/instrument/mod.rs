//! What a questionnaire is: items, answers on offer, scoring, bands, safety rules. All of it is data.
//!
//! The files stand in `core/instruments`; [`load`] reads and checks them.

mod check;
pub mod facts;
pub mod item;
pub mod load;

use serde::{Deserialize, Serialize};

use facts::{Change, CutPoint, Fact, Licence, Loinc, Mark};
use item::Item;

/// Which of the patient's choices about sharing a piece of content falls under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ContentKind {
    /// The short daily questions.
    CheckIns,
    /// Validated questionnaires.
    Forms,
    /// Diary notes.
    Notes,
    /// The patient's safety plan.
    SafetyPlan,
}

impl ContentKind {
    /// Every kind, in the order in which a patient is asked.
    pub const ALL: [Self; 4] = [Self::CheckIns, Self::Forms, Self::Notes, Self::SafetyPlan];

    /// The stored name, such as `check-ins`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::CheckIns => "check-ins",
            Self::Forms => "forms",
            Self::Notes => "notes",
            Self::SafetyPlan => "safety-plan",
        }
    }

    /// The name on a screen, such as `Check-ins`.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::CheckIns => "Check-ins",
            Self::Forms => "Forms",
            Self::Notes => "Notes",
            Self::SafetyPlan => "Safety plan",
        }
    }

    /// The kind of that stored name; `None` for any other.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A validated measure or a set of own questions, checked when it was loaded.
#[derive(Debug, Clone, PartialEq)]
pub struct Instrument {
    /// Stored and public name, such as `phq9`.
    pub id: String,
    /// Version of the published wording, stored with every response.
    pub version: String,
    /// Full name.
    pub title: String,
    /// Name in tables, such as `PHQ-9`.
    pub short: String,
    /// Language of the wording (BCP 47).
    pub language: String,
    /// The sharing choice it falls under.
    pub content_kind: ContentKind,
    /// Who answers.
    pub respondent: Respondent,
    /// How long it takes, for a button: `about 1 minute`.
    pub duration_text: String,
    /// How far back the questions ask, in days.
    pub recall_days: u16,
    /// Least number of days between two forms.
    pub minimum_interval_days: Fact,
    /// The publication; `None` for own questions.
    pub citation: Option<String>,
    /// Why it may be shown.
    pub licence: Licence,
    /// LOINC codes of the panel and its total.
    pub loinc: Loinc,
    /// The sentence above every item; `None` where items stand alone.
    pub stem: Option<String>,
    /// Items in the order they are asked.
    pub items: Vec<Item>,
    /// How the answers become a number.
    pub scoring: Scoring,
    /// Which way is better; `None` where there is no total.
    pub direction: Option<Direction>,
    /// Severity bands, rising; empty where none are published.
    pub bands: Vec<SeverityBand>,
    /// Published cut-offs.
    pub cut_points: Vec<CutPoint>,
    /// How much change matters.
    pub change: Change,
}

impl Instrument {
    /// The item of that id; `None` if this instrument has none.
    #[must_use]
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    /// Lowest and highest possible total in points; both 0 where nothing is summed.
    #[must_use]
    pub fn range(&self) -> (i32, i32) {
        self.scored_items().fold((0, 0), |(low, high), item| {
            let (least, most) = item.range();
            (low + least, high + most)
        })
    }

    /// Whether a total is computed.
    #[must_use]
    pub fn has_total(&self) -> bool {
        self.scoring.method == Method::Sum
    }

    /// The items that count towards the total.
    pub fn scored_items(&self) -> impl Iterator<Item = &Item> {
        let scored = if self.has_total() { self.scoring.items.as_slice() } else { &[] };
        scored.iter().filter_map(|id| self.item(id))
    }

    /// How many items are counted on screen: "3 of 9".
    #[must_use]
    pub fn numbered(&self) -> usize {
        self.items.iter().filter(|item| item.number.is_some()).count()
    }

    /// The band in which a total of that many points falls; `None` where none are published.
    #[must_use]
    pub fn band(&self, total: i32) -> Option<&SeverityBand> {
        self.bands.iter().rev().find(|band| band.from <= total)
    }

    /// The highest total of a band: one less than the next band's lower end.
    #[must_use]
    pub fn band_end(&self, band: &SeverityBand) -> i32 {
        let next = self.bands.iter().map(|other| other.from).find(|from| *from > band.from);
        next.map_or(self.range().1, |from| from - 1)
    }
}

/// Who answers an instrument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Respondent {
    /// The patient.
    Patient,
    /// A clinician, about the patient.
    Clinician,
}

/// Which way of the scale is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Fewer points are better.
    LowerIsBetter,
    /// More points are better.
    HigherIsBetter,
}

/// How answers become a number.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scoring {
    /// The rule.
    pub method: Method,
    /// Items that count, by id; empty for single items.
    #[serde(default)]
    pub items: Vec<String>,
    /// Most items that may be unanswered.
    #[serde(default)]
    pub max_missing: u16,
    /// What happens when some are unanswered, up to `max_missing`.
    #[serde(default)]
    pub on_missing: OnMissing,
    /// Where the rule about unanswered items comes from.
    #[serde(default)]
    pub missing_rule: Option<Mark>,
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

/// A range of totals with a published name. Bands are given by their lower end only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeverityBand {
    /// Lowest total, in points.
    pub from: i32,
    /// Stable name, such as `moderately-severe`.
    pub code: String,
    /// Published name, such as `Moderately severe`.
    pub label: String,
}

#[cfg(test)]
mod tests;
