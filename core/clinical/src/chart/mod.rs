//! One patient's course, ready to be drawn: every number, sentence and order comes from here.

mod assessed;
mod build;
mod item_trend;
mod person;
mod point;
mod safety;
mod taken_back;
mod unknown;

use serde::{Deserialize, Serialize};

use crate::catalogue::CatalogueError;
use crate::entry::Counts;
use crate::entry::infusion::Route;
use crate::instrument::facts::LicenceClass;
use crate::instrument::points::Points;
use crate::moment::Moment;
use crate::timeline::Facts;

pub use item_trend::{ItemTrend, ItemTrendKind, ItemTrendPoint};
pub(crate) use person::person;
pub use person::{Person, SharingView};
pub use taken_back::TakenBack;

redacted!(
    Chart,
    Person,
    SharingView,
    Point,
    NamedValue,
    SafetyPoint,
    SafetyGap,
    ItemPoint,
    InfusionPoint,
    ItemTrend,
    ItemTrendPoint,
    TakenBack
);

/// One patient's course on one instrument.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Chart {
    /// The patient's space in hex.
    pub patient: String,
    /// Who it is.
    pub person: Person,
    /// What the patient shares.
    pub sharing: SharingView,
    /// The instrument drawn.
    pub instrument: InstrumentView,
    /// Instruments that can be drawn.
    pub available: Vec<Available>,
    /// Forms by time.
    pub points: Vec<Point>,
    /// Infusions by time.
    pub infusions: Vec<InfusionPoint>,
    /// Single questions, one small chart each.
    pub checkins: Vec<ItemTrend>,
    /// Infusions and forms that were taken back, by time.
    pub taken_back: Vec<TakenBack>,
    /// The chart in one sentence.
    pub summary: String,
    /// First local date with anything to draw.
    pub first_day: Option<String>,
    /// Last local date with anything to draw.
    pub last_day: Option<String>,
    /// States of all records.
    pub counts: Counts,
    /// Records whose content could not be read.
    pub unreadable: u32,
    /// The notice about records left out; `None` if there are none.
    pub unreadable_text: Option<String>,
    /// Forms answered to a version that nobody here knows; `None` if there are none.
    pub unknown_text: Option<String>,
    /// Says that newer records could not be fetched; `None` otherwise, and on a phone.
    pub late_text: Option<String>,
    /// Answers that met a safety rule, on all instruments; `None` if there were none.
    pub safety_text: Option<String>,
    /// Safety items that the latest form of an instrument left open, on all instruments; `None` if there are none.
    pub safety_unanswered_text: Option<String>,
}

/// Makes the chart of one patient as it stands at `now`.
///
/// `instrument` is the id of the one to draw; `None` takes the first of the catalogue that has a total and
/// was answered, else the PHQ-9. An unknown id is an error.
pub fn chart(
    facts: &Facts<'_>,
    instrument: Option<&str>,
    now: &Moment,
) -> Result<Chart, CatalogueError> {
    build::build(facts, instrument, now)
}

/// The instrument of a chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct InstrumentView {
    /// Id, such as `phq9`.
    pub id: String,
    /// Full name.
    pub title: String,
    /// Name in tables.
    pub short: String,
    /// Version of the wording.
    pub version: String,
    /// Version of the rules by which the totals were made.
    pub scorer: String,
    /// The notice that goes with the wording.
    pub licence: String,
    /// Kind of permission.
    pub licence_class: LicenceClass,
    /// The publication.
    pub citation: Option<String>,
    /// Whether there is a total to draw.
    pub has_total: bool,
    /// Which way is better: `↓ lower is better`; empty where neither is known to be.
    pub direction_text: String,
    /// Lowest possible total.
    pub min: Points,
    /// Highest possible total.
    pub max: Points,
    /// Severity bands, rising.
    pub bands: Vec<BandView>,
    /// Says that the bands were not read at a source; `None` where they were.
    pub bands_text: Option<String>,
    /// By which sex it was asked and scored; `None` where that makes no difference.
    pub sex_text: Option<String>,
}

/// One severity band of a chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct BandView {
    /// Lowest total.
    pub from: Points,
    /// Highest total.
    pub to: Points,
    /// Both, such as `5–9`.
    pub range_text: String,
    /// Stable name.
    pub code: String,
    /// Published name.
    pub label: String,
    /// Its place from the least severe on, from 0, whichever way is better.
    pub step: usize,
}

/// An instrument of which there are responses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Available {
    /// Id, such as `phq9`.
    pub id: String,
    /// Name in tables.
    pub short: String,
    /// Number of submitted forms.
    pub responses: u32,
}

/// How a form came to its place in a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum PointStatus {
    /// Every item that counts was answered.
    Complete,
    /// A few were not; the mean of the others stands for them.
    Prorated,
    /// Too many were not answered, its version is not known here, or the form was corrected or taken back later.
    NotScorable,
    /// The form was left, after an answer had met a safety rule.
    Stopped,
}

/// One form in a chart.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Point {
    /// Its record in hex.
    pub record: String,
    /// When it was closed, as written.
    pub at: String,
    /// Local date, `2026-05-12`.
    pub day: String,
    /// How it is to be read.
    pub status: PointStatus,
    /// Total in points.
    pub total: Option<Points>,
    /// Stable name of the band.
    pub band: Option<String>,
    /// Published name of the band.
    pub band_label: Option<String>,
    /// `10 of 27: moderate`.
    pub text: String,
    /// Change from the total before, in points.
    pub change: Option<Points>,
    /// The same with its sign: `+8`.
    pub change_text: Option<String>,
    /// Items that count and were not answered.
    pub missing: u32,
    /// Subscales and other numbers beside the total.
    pub scores: Vec<NamedValue>,
    /// Published cut-offs and decisions.
    pub findings: Vec<NamedValue>,
    /// Answers that clinicians are to see beside the score, verbatim; not for patients.
    pub notes: Vec<String>,
    /// Says that it was answered sooner than the instrument allows; `None` otherwise.
    pub shortened_text: Option<String>,
    /// Days since the last infusion before it.
    pub days_since_infusion: Option<i32>,
    /// Number of that infusion.
    pub infusion_number: Option<u32>,
    /// Safety items whose rule was met at any time while the form was open.
    pub safety: Vec<SafetyPoint>,
    /// How many safety items applied and have no answer that can be read.
    pub safety_unanswered: u32,
    /// Each of them, to be shown where its answer would be: neither zero nor No.
    pub safety_not_answered: Vec<SafetyGap>,
    /// Every item and its answer; empty for a form that was left. Of an unknown version ids and stored values.
    pub items: Vec<ItemPoint>,
    /// Whether nobody here knows the version that was answered: its items are not those of other forms.
    pub unknown_version: bool,
    /// What the form said before it was corrected; `None` if it never was.
    pub original_text: Option<String>,
    /// Says that this form was corrected, or taken back later and why; `None` while it stands.
    pub withdrawn_text: Option<String>,
    /// Says that a clinician filled it in; `None` for the patient's own answers.
    pub rated_text: Option<String>,
    /// A whole sentence for the cursor line.
    pub cursor: String,
}

/// A number or a finding beside the total.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct NamedValue {
    /// Stable name, such as `cut31`.
    pub name: String,
    /// What it is.
    pub label: String,
    /// What it says, in words; `cannot be told: answers are missing` where one that it needs is.
    pub text: String,
}

/// A safety item whose rule was met; of an item counted from the other end the worst answer may be 0.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SafetyPoint {
    /// Id of the item.
    pub item: String,
    /// Its number on screen.
    pub number: String,
    /// `item 9: Several days (1)`.
    pub text: String,
    /// First answer that met the rule.
    pub first: i32,
    /// Worst answer: the one with the most points.
    pub highest: i32,
    /// Last answer; `None` if it was skipped in the end.
    pub last: Option<i32>,
    /// Whether the answer changed while the form was open.
    pub changed: bool,
}

/// A safety item that applied and has no answer that can be read.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SafetyGap {
    /// Id of the item.
    pub item: String,
    /// Its number on screen; empty if it has none.
    pub number: String,
    /// `item 9: not answered`.
    pub text: String,
}

/// An item and its answer.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ItemPoint {
    /// Id of the item.
    pub item: String,
    /// Its number on screen; empty if it has none.
    pub number: String,
    /// The wording, verbatim.
    pub text: String,
    /// The answer as a number; `None` for texts and if it was not answered.
    pub value: Option<f64>,
    /// The answer in words: the option's label, Yes, No, a number with its unit, or the text itself;
    /// `None` if it was not answered.
    pub label: Option<String>,
    /// How bad the answer is among those on offer, from 0 to 4, whichever way the item is counted; `None` where
    /// there is no total and if it was not answered or not assessed.
    pub step: Option<u8>,
}

/// An infusion in a chart.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct InfusionPoint {
    /// Its record in hex.
    pub record: String,
    /// 1 for the first infusion of the patient.
    pub number: u32,
    /// When it began, as written.
    pub at: String,
    /// Local date.
    pub day: String,
    /// Way it was given.
    pub route: Route,
    /// The same in a word.
    pub route_text: String,
    /// Dose in mg.
    pub dose_mg: f64,
    /// `41 mg`.
    pub dose_text: String,
    /// Body weight in kg.
    pub weight_kg: Option<f64>,
    /// `0.5 mg/kg`.
    pub per_kg_text: Option<String>,
    /// Over how many minutes.
    pub duration_minutes: u16,
    /// `41 mg IV over 40 min`.
    pub label: String,
    /// Label before it was corrected; `None` if it never was.
    pub original_text: Option<String>,
}

#[cfg(test)]
pub(crate) mod tests;
