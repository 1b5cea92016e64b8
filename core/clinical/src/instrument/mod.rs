//! Instruments as data: items, answers on offer, scoring, bands and safety rules.
//!
//! The files are in `core/clinical/instruments`; [`load`] reads and checks them.

pub mod applies;
mod check;
pub mod error;
pub mod facts;
mod file;
pub mod item;
pub mod load;
pub mod points;
mod reason;
mod resolve;
pub mod rule;
pub mod scoring;
pub mod unit;
pub mod unverified;
pub mod wording;

use serde::{Deserialize, Serialize};

use facts::{Change, CutPoint, Fact, Licence, LicenceClass, Loinc, Mark};
use item::Item;
use points::Points;
use rule::Skip;
use scoring::{Method, Part, Scoring};

use crate::words::Words;

/// A kind of content. The patient decides for each kind whether to share it.
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
    /// Every kind, in the order in which patients are asked.
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

    /// The name shown to users, such as `Check-ins`.
    #[must_use]
    pub fn label(self, words: &Words) -> String {
        words.content_kind(self.code())
    }

    /// The kind with this stored name; `None` if there is none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A validated measure or a set of our own questions. Loading checks that it is consistent.
#[derive(Debug, Clone, PartialEq)]
pub struct Instrument {
    /// Stable id, such as `phq9`; used in stored responses.
    pub id: String,
    /// Version of the published wording, stored with every response.
    pub version: String,
    /// Full name.
    pub title: String,
    /// Short name for tables, such as `PHQ-9`.
    pub short: String,
    /// Language of the wording (BCP 47).
    pub language: String,
    /// The kind of content, for sharing.
    pub content_kind: ContentKind,
    /// Who answers.
    pub respondent: Respondent,
    /// How long it takes, as text for a button: `about 1 minute`.
    pub duration_text: String,
    /// Conditions it is used for, such as `depression`.
    pub conditions: Vec<String>,
    /// Recall period, in days; `None` if it differs between items.
    pub recall_days: Option<u16>,
    /// Recall period in words, such as `last 2 weeks`.
    pub recall_text: String,
    /// Shortest interval between two forms, in days.
    pub minimum_interval_days: Fact,
    /// The publication; `None` for our own questions.
    pub citation: Option<String>,
    /// The permission to show it.
    pub licence: Licence,
    /// LOINC codes of the panel and its total.
    pub loinc: Loinc,
    /// Instructions, shown once before the first item.
    pub instructions: Option<String>,
    /// Text above every item; `None` if there is none.
    pub stem: Option<String>,
    /// Items in the order they are asked.
    pub items: Vec<Item>,
    /// Rules that skip items.
    pub skip: Vec<Skip>,
    /// How answers are scored.
    pub scoring: Scoring,
    /// Which direction is better; `None` if there is no total or none was published.
    pub direction: Option<Direction>,
    /// Severity bands, rising; empty if none are published.
    pub bands: Vec<SeverityBand>,
    /// Source of the bands, if not all of them were read; `None` otherwise.
    pub bands_mark: Option<Mark>,
    /// Published cut-offs.
    pub cut_points: Vec<CutPoint>,
    /// Published thresholds for change.
    pub change: Change,
    /// Other remarks: variants, doubts, pitfalls.
    pub notes: Vec<String>,
}

impl Instrument {
    /// The item with this id; `None` if there is none.
    #[must_use]
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    /// Lowest and highest possible total; both 0 if there is none.
    #[must_use]
    pub fn range(&self) -> (Points, Points) {
        let (low, high) = self.raw_range();
        let multiply = self.scoring.multiply;
        match self.scoring.method {
            Method::Sum => (Points::whole(low * multiply), Points::whole(high * multiply)),
            Method::Mean => {
                let parts = i32::try_from(self.scoring.parts.len()).unwrap_or(i32::MAX);
                let mean = |sum| Points::rounded_to_tenths(sum, parts).unwrap_or_default();
                (mean(low), mean(high))
            }
            Method::TScore => {
                let rows = self.scoring.t_scores.as_ref().map(|it| it.rows.as_slice());
                let ends = rows.and_then(|rows| Some((rows.first()?.1, rows.last()?.1)));
                ends.unwrap_or_default()
            }
            Method::SingleItems | Method::Decision => (Points::default(), Points::default()),
        }
    }

    /// Lowest and highest possible sum, before it is multiplied, divided or looked up.
    #[must_use]
    pub fn raw_range(&self) -> (i32, i32) {
        self.scoring
            .parts
            .iter()
            .map(|part| self.part_range(part))
            .fold((0, 0), |(low, high), (least, most)| {
                (low.saturating_add(least), high.saturating_add(most))
            })
    }

    fn part_range(&self, part: &Part) -> (i32, i32) {
        match part {
            Part::Item(place) => {
                let (low, high) = self.items.get(*place).map_or((0, 0), Item::points_range);
                if self.may_be_left_out(*place) { (low.min(0), high.max(0)) } else { (low, high) }
            }
            Part::HighestOf(parts) => parts
                .iter()
                .map(|part| self.part_range(part))
                .reduce(|a, b| (a.0.max(b.0), a.1.max(b.1)))
                .unwrap_or_default(),
            Part::Either(items) => {
                let ranges = items.iter().map(|place| self.part_range(&Part::Item(*place)));
                let widest = |a: (i32, i32), b: (i32, i32)| (a.0.min(b.0), a.1.max(b.1));
                ranges.reduce(widest).unwrap_or_default()
            }
            Part::FirstOf { items, not_assessed } => {
                let items = items.iter().filter_map(|place| self.items.get(*place));
                let assessed = items.flat_map(Item::values).filter(|value| value != not_assessed);
                assessed.fold((0, 0), |(low, high), value| (low.min(value), high.max(value)))
            }
        }
    }

    /// Whether a complete form may lack an answer to this item, which then has no points.
    fn may_be_left_out(&self, place: usize) -> bool {
        self.items.get(place).is_some_and(|item| item.enable_when.is_some())
            || self.skip.iter().any(|skip| skip.items.contains(&place))
            || self.scoring.never_missing.contains(&place)
    }

    /// The other items that may be answered instead of `item`, each with its value for "not
    /// assessed" if it has one.
    pub fn alternatives(&self, item: &Item) -> impl Iterator<Item = (&Item, Option<i32>)> {
        let place = self.items.iter().position(|it| it.id == item.id);
        let groups = self.scoring.parts.iter().filter_map(move |part| match part {
            Part::FirstOf { items, not_assessed } => Some((items, Some(*not_assessed))),
            Part::Either(items) => Some((items, None)),
            Part::Item(_) | Part::HighestOf(_) => None,
        });
        let own = groups.filter(move |(items, _)| place.is_some_and(|it| items.contains(&it)));
        own.flat_map(move |(items, not_assessed)| {
            let others = items.iter().filter(move |other| Some(**other) != place);
            others.filter_map(move |other| Some((self.items.get(*other)?, not_assessed)))
        })
    }

    /// The rank of the band at index `place`, counted from the least severe, from 0.
    #[must_use]
    pub fn band_step(&self, place: usize) -> usize {
        match self.direction {
            Some(Direction::HigherIsBetter) => self.bands.len().saturating_sub(place + 1),
            Some(Direction::LowerIsBetter) | None => place,
        }
    }

    /// Whether the instrument has a total.
    #[must_use]
    pub fn has_total(&self) -> bool {
        self.scoring.method.has_total()
    }

    /// Whether the range of totals is known. It is not for a T-score without its table.
    #[must_use]
    pub fn has_range(&self) -> bool {
        let (low, high) = self.range();
        self.has_total() && low < high
    }

    /// Whether the instrument can be shown: every item and every option has wording.
    #[must_use]
    pub fn has_wording(&self) -> bool {
        !self.items.is_empty() && self.items.iter().all(Item::has_wording)
    }

    /// Whether the clinic supplies the wording.
    #[must_use]
    pub fn is_bring_your_own(&self) -> bool {
        self.licence.class == LicenceClass::BringYourOwn
    }

    /// The number of numbered items, for "3 of 9".
    #[must_use]
    pub fn numbered(&self) -> usize {
        self.items.iter().filter(|item| item.number.is_some()).count()
    }

    /// The band that contains a total; `None` if there is none.
    #[must_use]
    pub fn band(&self, total: Points) -> Option<&SeverityBand> {
        self.bands.iter().rev().find(|band| band.from <= total)
    }

    /// The highest total of a band: one step below the next band.
    #[must_use]
    pub fn band_end(&self, band: &SeverityBand) -> Points {
        let next = self.bands.iter().map(|other| other.from).find(|from| *from > band.from);
        next.map_or(self.range().1, |from| from - self.scoring.method.step())
    }

    /// The range of a band as text, such as `5–9`.
    #[must_use]
    pub fn band_range_text(&self, band: &SeverityBand, words: &Words) -> String {
        let [low, high] = [band.from, self.band_end(band)].map(|it| words.tenths(it.tenths()));
        words.points_range(low, high)
    }
}

/// Who answers an instrument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Respondent {
    /// The patient.
    Patient,
    /// A clinician, about the patient.
    Clinician,
}

/// Which direction of a scale is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Lower totals are better.
    LowerIsBetter,
    /// Higher totals are better.
    HigherIsBetter,
}

impl Direction {
    /// The direction as text, such as `↓ lower is better`.
    #[must_use]
    pub fn text(self, words: &Words) -> String {
        match self {
            Self::LowerIsBetter => words.lower_is_better(),
            Self::HigherIsBetter => words.higher_is_better(),
        }
    }
}

/// A range of totals with a published name. It ends below the start of the next band.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeverityBand {
    /// Lowest total of the band.
    pub from: Points,
    /// Stable name, such as `moderately-severe`.
    pub code: String,
    /// Published name, such as `Moderately severe`.
    pub label: String,
}

#[cfg(test)]
mod tests;
