//! The chart of one patient, ready to draw: it contains every number and sentence, in display order.

mod assessed;
mod between;
mod build;
mod draft;
mod item_trend;
mod outcome;
mod person;
mod plan;
mod point;
mod safety;
mod safety_item;
mod schedule;
mod taken_back;
mod unknown;

use serde::{Deserialize, Serialize};

use crate::catalogue::CatalogueError;
use crate::entry::Counts;
use crate::entry::infusion::Route;
use crate::instrument::facts::LicenceClass;
use crate::instrument::points::Points;
use crate::moment::Moment;
use crate::timeline::{Facts, OwnerView};

pub use between::{Between, DailyAround};
pub use draft::{PlanDraft, plan_draft};
pub use item_trend::{ItemTrend, ItemTrendKind, ItemTrendPoint};
pub use outcome::{OutcomeMark, OutcomeView, ReferenceKind, ReferenceLine, SeriesView};
pub(crate) use person::person;
pub use person::{Person, SharingView};
pub use plan::{EpisodeView, PlannedView};
pub use safety_item::{SafetyAnswer, SafetyItemView};
pub use schedule::{
    DueView, OwnSchedule, OwnWindow, PlanRowView, ScheduleView, own_schedule, own_windows,
};
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

/// The chart of one patient on one instrument.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Chart {
    /// The patient's space in hex.
    pub patient: String,
    /// The patient's data.
    pub person: Person,
    /// What the patient shares.
    pub sharing: SharingView,
    /// The instrument drawn.
    pub instrument: InstrumentView,
    /// Instruments with forms to draw.
    pub available: Vec<Available>,
    /// Forms by time.
    pub points: Vec<Point>,
    /// Infusions by time.
    pub infusions: Vec<InfusionPoint>,
    /// The patient's clinician; `None` if that is not known, as on a phone.
    pub owner: Option<OwnerView>,
    /// Infusions to come, by day.
    pub planned: Vec<PlannedView>,
    /// The episode of care; `None` if none was entered.
    pub episode: Option<EpisodeView>,
    /// The care plan and what falls due by it; `None` without a plan.
    pub schedule: Option<ScheduleView>,
    /// Single questions, one small chart for each.
    pub checkins: Vec<ItemTrend>,
    /// Every safety item that was asked, over time.
    pub safety_items: Vec<SafetyItemView>,
    /// Retracted infusions and forms, by time.
    pub taken_back: Vec<TakenBack>,
    /// The chart in one sentence.
    pub summary: String,
    /// The outcome of the drawn instrument; `None` if the instrument has no total.
    pub outcome: Option<OutcomeView>,
    /// First local date with anything to draw; `None` if there is nothing.
    pub first_day: Option<String>,
    /// Last local date with anything to draw; `None` if there is nothing.
    pub last_day: Option<String>,
    /// States of all records.
    pub counts: Counts,
    /// Number of records whose content could not be read.
    pub unreadable: u32,
    /// Notice about omitted records; `None` if there are none.
    pub unreadable_text: Option<String>,
    /// Notice about forms of an unknown version; `None` if there are none.
    pub unknown_text: Option<String>,
    /// Notice that newer records could not be fetched; `None` otherwise, and on a phone.
    pub late_text: Option<String>,
    /// Sentences about answers that met a safety rule, on all instruments; `None` if there are none.
    pub safety_text: Option<String>,
    /// Sentences about unanswered safety items in the latest form of each instrument; `None` if there are none.
    pub safety_unanswered_text: Option<String>,
}

/// Computes the chart of one patient at the time `now`.
///
/// `instrument` is the id of the instrument to draw. `None` selects the first instrument with a total that the
/// patient answered, else that has any form, else the first with a total.
///
/// # Errors
/// [`CatalogueError::UnknownInstrument`] if no instrument of the library has this id.
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
    /// Short name.
    pub short: String,
    /// Version of the wording.
    pub version: String,
    /// Version of the scoring rules.
    pub scorer: String,
    /// The licence notice.
    pub licence: String,
    /// Class of the licence.
    pub licence_class: LicenceClass,
    /// The publication.
    pub citation: Option<String>,
    /// Whether there is a total to draw.
    pub has_total: bool,
    /// Which direction is better, such as `↓ lower is better`; empty if it is unknown.
    pub direction_text: String,
    /// Lowest possible total.
    pub min: Points,
    /// Highest possible total.
    pub max: Points,
    /// Severity bands, in ascending order.
    pub bands: Vec<BandView>,
    /// Notice that the bands were not checked at their source; `None` if they were.
    pub bands_text: Option<String>,
    /// Sex by which it was asked and scored; `None` if that makes no difference.
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
    /// Lowest and highest total, such as `5–9`.
    pub range_text: String,
    /// Stable name.
    pub code: String,
    /// Published name.
    pub label: String,
    /// Position of the band, from 0 for the least severe, whichever direction is better.
    pub step: usize,
}

/// An instrument with responses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Available {
    /// Id, such as `phq9`.
    pub id: String,
    /// Short name.
    pub short: String,
    /// Number of submitted forms.
    pub responses: u32,
}

/// How a form was scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum PointStatus {
    /// Every item that counts was answered.
    Complete,
    /// A few items were not answered; the total is prorated from the others.
    Prorated,
    /// Too many items were not answered, the version is unknown, or the form was corrected or retracted later.
    NotScorable,
    /// The form was stopped after an answer met a safety rule.
    Stopped,
}

/// One form in a chart.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Point {
    /// Its record in hex.
    pub record: String,
    /// When the form was closed, as recorded.
    pub at: String,
    /// Local date, `2026-05-12`.
    pub day: String,
    /// How the form was scored.
    pub status: PointStatus,
    /// Total in points; `None` if there is none.
    pub total: Option<Points>,
    /// Stable name of the band.
    pub band: Option<String>,
    /// Published name of the band.
    pub band_label: Option<String>,
    /// The score in words, such as `10 of 27: moderate`.
    pub text: String,
    /// Change from the previous total, in points.
    pub change: Option<Points>,
    /// The change with its sign, such as `+8`.
    pub change_text: Option<String>,
    /// Number of items that count and were not answered.
    pub missing: u32,
    /// Subscales and other secondary scores.
    pub scores: Vec<NamedValue>,
    /// Published cut-offs and decisions.
    pub findings: Vec<NamedValue>,
    /// Answers that are quoted to clinicians beside the score; not for patients.
    pub notes: Vec<String>,
    /// Notice that it was answered sooner than the instrument allows; `None` otherwise.
    pub shortened_text: Option<String>,
    /// Days since the previous infusion.
    pub days_since_infusion: Option<i32>,
    /// Number of that infusion.
    pub infusion_number: Option<u32>,
    /// Safety items whose rule was met at any time while the form was open.
    pub safety: Vec<SafetyPoint>,
    /// Number of safety items that applied and have no readable answer.
    pub safety_unanswered: u32,
    /// These safety items, shown in place of their answers; unanswered means neither zero nor No.
    pub safety_not_answered: Vec<SafetyGap>,
    /// Every item and its answer; ids and stored values for an unknown version; empty for a stopped form.
    pub items: Vec<ItemPoint>,
    /// Whether the version is unknown; its items can differ from those of other forms.
    pub unknown_version: bool,
    /// The score in words before the correction; `None` if the form was not corrected.
    pub original_text: Option<String>,
    /// Notice that this form was corrected later, or retracted and why; `None` if neither.
    pub withdrawn_text: Option<String>,
    /// Notice that a clinician filled it in; `None` for the patient's own answers.
    pub rated_text: Option<String>,
    /// The text of the cursor line.
    pub cursor: String,
}

/// A secondary score or a finding.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct NamedValue {
    /// Stable name, such as `cut31`.
    pub name: String,
    /// The label.
    pub label: String,
    /// The value in words; `cannot be told: answers are missing` if an answer that it needs is missing.
    pub text: String,
}

/// A safety item whose rule was met. The worst answer to a reversed item can be 0.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SafetyPoint {
    /// Id of the item.
    pub item: String,
    /// Displayed number; empty if it has none.
    pub number: String,
    /// The item and its worst answer, such as `item 9: Several days (1)`.
    pub text: String,
    /// First answer that met the rule.
    pub first: i32,
    /// Worst answer: the one with the most points.
    pub highest: i32,
    /// Last answer; `None` if it was skipped at the end.
    pub last: Option<i32>,
    /// Whether the answer changed while the form was open.
    pub changed: bool,
}

/// A safety item that applied and has no readable answer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SafetyGap {
    /// Id of the item.
    pub item: String,
    /// Displayed number; empty if it has none.
    pub number: String,
    /// The missing answer in words, such as `item 9: not answered`.
    pub text: String,
}

/// An item and its answer.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ItemPoint {
    /// Id of the item.
    pub item: String,
    /// Displayed number; empty if it has none.
    pub number: String,
    /// The wording, verbatim.
    pub text: String,
    /// The answer as a number; `None` for texts and if it was not answered.
    pub value: Option<f64>,
    /// The answer in words: the option's label, Yes, No, a number with its unit, or the text itself;
    /// `None` if it was not answered.
    pub label: Option<String>,
    /// Severity of the answer among the options, from 0 (best) to 4 (worst); `None` if the instrument has no total or
    /// no known direction, or if the item was not answered or not assessed.
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
    /// When it began, as recorded.
    pub at: String,
    /// Local date.
    pub day: String,
    /// Route of administration.
    pub route: Route,
    /// The route in a word.
    pub route_text: String,
    /// Dose in mg.
    pub dose_mg: f64,
    /// The dose, such as `41 mg`.
    pub dose_text: String,
    /// Body weight in kg.
    pub weight_kg: Option<f64>,
    /// The dose per body weight, such as `0.5 mg/kg`.
    pub per_kg_text: Option<String>,
    /// Duration in minutes.
    pub duration_minutes: u16,
    /// The infusion in one line, such as `41 mg IV over 40 min`.
    pub label: String,
    /// Label before the correction; `None` if it was not corrected.
    pub original_text: Option<String>,
    /// Why it is right although it was asked about; `None` if nothing was asked.
    pub reason: Option<String>,
    /// Scores and daily answers from this infusion to the next.
    pub between: Between,
}

#[cfg(test)]
pub(crate) mod tests;
