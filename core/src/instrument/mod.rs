//! What a questionnaire is: items, answers on offer, scoring, bands, safety rules. All of it is data.
//!
//! The files stand in `core/instruments`; [`load`] reads and checks them.

pub mod load;

use serde::{Deserialize, Serialize};

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

/// One question.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Stored and public name, such as `phq9.9`.
    pub id: String,
    /// Number on screen; `None` for items that follow unnumbered.
    pub number: Option<u16>,
    /// One or two own words for tables; `None` where the number serves.
    pub label: Option<String>,
    /// The wording, verbatim.
    pub text: String,
    /// What may be answered.
    pub kind: ItemKind,
    /// Whether points are counted from the other end.
    pub reverse: bool,
    /// Whether every form asks it; the others are "Add more".
    pub core: bool,
    /// The answers that bring up crisis help; `None` for most items.
    pub safety: Option<SafetyRule>,
    /// When it is asked; `None` means always.
    pub enable_when: Option<EnableWhen>,
    /// Which way is better, for items that stand alone.
    pub direction: Option<Direction>,
    /// LOINC code of the item.
    pub loinc: Option<String>,
}

impl Item {
    /// Lowest and highest value; booleans are 0 and 1, texts have 0 and 0.
    #[must_use]
    pub fn range(&self) -> (i32, i32) {
        match &self.kind {
            ItemKind::Choice { options } => {
                options
                    .iter()
                    .map(|option| option.value)
                    .fold(None, |range: Option<(i32, i32)>, value| {
                        Some(range.map_or((value, value), |(low, high)| {
                            (low.min(value), high.max(value))
                        }))
                    })
                    .unwrap_or((0, 0))
            }
            ItemKind::Number { min, max, .. } | ItemKind::Decimal { min, max, .. } => (*min, *max),
            ItemKind::Boolean => (0, 1),
            ItemKind::Text { .. } => (0, 0),
        }
    }

    /// Whether a whole number is among the answers on offer; booleans are 0 and 1.
    #[must_use]
    pub fn offers(&self, value: i32) -> bool {
        match &self.kind {
            ItemKind::Choice { options } => options.iter().any(|option| option.value == value),
            ItemKind::Number { min, max, .. } => (*min..=*max).contains(&value),
            ItemKind::Boolean => (0..=1).contains(&value),
            ItemKind::Decimal { .. } | ItemKind::Text { .. } => false,
        }
    }

    /// Points of a value: the value itself, or counted from the other end if reversed.
    #[must_use]
    pub fn points(&self, value: i32) -> i32 {
        let (low, high) = self.range();
        if self.reverse { low + high - value } else { value }
    }

    /// What a value of this item says: an option's label, Yes or No, or the number itself.
    #[must_use]
    pub fn label_of(&self, value: i32) -> String {
        let label = match &self.kind {
            ItemKind::Choice { options } => options
                .iter()
                .find(|option| option.value == value)
                .map(|option| option.label.clone()),
            ItemKind::Boolean => Some(if value == 0 { "No" } else { "Yes" }.to_owned()),
            ItemKind::Number { .. } | ItemKind::Decimal { .. } | ItemKind::Text { .. } => None,
        };
        label.unwrap_or_else(|| value.to_string())
    }

    /// How the item is named in a sentence: `item 9`, or its own word.
    #[must_use]
    pub fn name(&self) -> String {
        match (&self.label, self.number) {
            (Some(label), _) => label.clone(),
            (None, Some(number)) => format!("item {number}"),
            (None, None) => "last item".to_owned(),
        }
    }

    /// The number as text; empty for unnumbered items.
    #[must_use]
    pub fn number_text(&self) -> String {
        self.number.map(|number| number.to_string()).unwrap_or_default()
    }
}

/// What may be answered to an item.
#[derive(Debug, Clone, PartialEq)]
pub enum ItemKind {
    /// One of a few labelled values.
    Choice {
        /// In the order they are shown.
        options: Vec<AnswerOption>,
    },
    /// A whole number, one button each.
    Number {
        /// Least value.
        min: i32,
        /// Greatest value.
        max: i32,
        /// What the least value means, verbatim.
        min_label: String,
        /// What the greatest value means, verbatim.
        max_label: String,
    },
    /// A number with at most one decimal.
    Decimal {
        /// Least value.
        min: i32,
        /// Greatest value.
        max: i32,
        /// Unit, such as `h`.
        unit: String,
    },
    /// Yes or no.
    Boolean,
    /// Free text.
    Text {
        /// Longest text, in characters.
        max_characters: u16,
    },
}

/// One answer on offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerOption {
    /// Stored value.
    pub value: i32,
    /// The wording, verbatim.
    pub label: String,
    /// LOINC answer code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loinc: Option<String>,
}

/// The answers to one item that bring up crisis help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SafetyRule {
    /// Least value that meets the rule; booleans are 0 and 1.
    pub at_least: i32,
    /// What is compared.
    #[serde(default)]
    pub of: SafetyMeasure,
}

/// What a safety rule compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SafetyMeasure {
    /// The value as stored.
    #[default]
    Value,
    /// The points, after reversal.
    Points,
}

/// An item is asked once any of some earlier items reached a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnableWhen {
    /// Ids of earlier items.
    pub any_of: Vec<String>,
    /// Least value that enables.
    pub at_least: i32,
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

/// A published cut-off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CutPoint {
    /// Lowest total that meets it, in points.
    pub at_least: i32,
    /// What it was published for.
    pub meaning: String,
    /// Whether the source was read.
    pub verified: bool,
    /// Where it was published.
    pub source: String,
}

/// How much change matters, as published. A missing fact is absent, never guessed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Least change that patients notice, in points.
    #[serde(default)]
    pub minimal_important: Option<Fact>,
    /// Least change beyond measurement error, in points.
    #[serde(default)]
    pub reliable: Option<Fact>,
    /// Remission is any total below this.
    #[serde(default)]
    pub remission_below: Option<Fact>,
}

/// A number and how well it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// The number.
    pub value: i32,
    /// Whether the source was read.
    pub verified: bool,
    /// Where it was published.
    pub source: String,
}

impl Fact {
    /// The number if its source was read; `None` otherwise, so that nothing is claimed from memory.
    ///
    /// ```
    /// use interlude_core::catalogue;
    /// let change = &catalogue::instrument("phq9").unwrap().change;
    /// assert_eq!(change.minimal_important.as_ref().unwrap().verified_value(), Some(5));
    /// assert_eq!(change.reliable.as_ref().unwrap().verified_value(), None);
    /// ```
    #[must_use]
    pub fn verified_value(&self) -> Option<i32> {
        self.verified.then_some(self.value)
    }
}

/// How well something without a number is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// Whether the source was read.
    pub verified: bool,
    /// Where it was published.
    pub source: String,
}

/// Why an instrument may be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Licence {
    /// What kind of permission.
    pub class: LicenceClass,
    /// The notice that goes with the wording, verbatim.
    pub notice: String,
    /// Whether the permission was read at a source.
    pub verified: bool,
    /// Where it was read.
    pub sources: Vec<String>,
}

/// Kinds of permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LicenceClass {
    /// Free for everybody.
    Free,
    /// Written for this project.
    Own,
    /// Free where no money is made.
    NonCommercial,
    /// The clinic brings its own licence and wording.
    BringYourOwn,
}

/// LOINC codes of an instrument.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Loinc {
    /// Code of the panel.
    pub panel: Option<String>,
    /// Code of the total.
    pub total: Option<String>,
}

#[cfg(test)]
mod tests;
