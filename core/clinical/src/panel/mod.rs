//! The overview of all patients, ordered by what needs attention between sessions.

mod row;
mod signal;

use serde::{Deserialize, Serialize};

use crate::entry::Counts;
use crate::instrument::points::Points;
use crate::moment::Moment;
use crate::outcome::State;
use crate::score::ScoreStatus;
use crate::timeline::{Facts, OwnerView};
use crate::words::Words;

/// The overview of all patients whose journals a clinician may read.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Panel {
    /// Time for which it was computed, as recorded.
    pub as_of: String,
    /// Number of patients; none is ever omitted.
    pub patients: u32,
    /// Number of records whose content could not be read, over all patients.
    pub unreadable_records: u32,
    /// Number of patients with such records.
    pub unreadable_patients: u32,
    /// Notice about these records; `None` if there are none.
    pub unreadable_text: Option<String>,
    /// Notice about patients whose newer records could not be fetched; `None` if there are none.
    pub late_text: Option<String>,
    /// One row for each patient, in order.
    pub rows: Vec<PanelRow>,
}

redacted!(
    Panel,
    PanelRow,
    RowOutcome,
    Reason,
    LastScore,
    Spark,
    SparkPoint,
    LastInfusion,
    LastAnswer
);

/// The row of one patient.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PanelRow {
    /// The patient's space in hex.
    pub patient: String,
    /// Name as the clinic writes it.
    pub name: Option<String>,
    /// Date of birth, `1984-03-14`.
    pub born: Option<String>,
    /// Date of birth and age.
    pub born_text: Option<String>,
    /// The clinic's own number.
    pub clinic_number: Option<String>,
    /// Telephone number, to search by.
    pub telephone: Option<String>,
    /// Reasons for the row's position, which the first one determines. Never empty.
    pub reasons: Vec<Reason>,
    /// The last form; `None` if there is none.
    pub score: Option<LastScore>,
    /// Sentences about unanswered safety items in the latest form of each instrument; `None` if there are none.
    /// Unanswered means neither zero nor No.
    pub safety_unanswered_text: Option<String>,
    /// What the latest score says about the course; `None` without an instrument that has a total.
    pub outcome: Option<RowOutcome>,
    /// The sparkline of the last 84 days.
    pub spark: Spark,
    /// The last infusion; `None` if there is none.
    pub last_infusion: Option<LastInfusion>,
    /// The next planned infusion in one line; `None` if none is planned.
    pub planned_text: Option<String>,
    /// The patient's clinician; `None` if that is not known.
    pub owner: Option<OwnerView>,
    /// The last answer of any form; `None` if there is none.
    pub last_answer: Option<LastAnswer>,
    /// States of all records.
    pub counts: Counts,
    /// Number of records whose content could not be read.
    pub unreadable: u32,
    /// Notice that newer records could not be fetched; `None` otherwise.
    pub late_text: Option<String>,
}

/// One reason to look at a patient.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Reason {
    /// Kind of reason.
    pub code: ReasonCode,
    /// The reason in words.
    pub text: String,
    /// Since when, or the previous value.
    pub detail: Option<String>,
}

/// A reason with its weight among the same reasons of other patients; the heaviest comes first.
struct Weighed {
    reason: Reason,
    weight: i64,
}

/// Kinds of reasons to look at a patient, the most important first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum ReasonCode {
    /// The rule of a safety item was met. This reason never expires.
    SafetyItem,
    /// The last total is worse than the previous one by at least the published minimal important change.
    Worse,
    /// The latest score is no response, and an earlier one since the baseline was.
    LostResponse,
    /// In response, as many days after the last infusion as when it was lost before, at least twice.
    EarlierLosses,
    /// No response since the baseline, with a score after the third infusion.
    NotResponded,
    /// No answer for longer than [`SILENT_AFTER_DAYS`].
    Silent,
    /// An infusion is planned within [`PLANNED_DAYS`], and no form of the main instrument is as recent.
    InfusionPlanned,
    /// Forms of the care plan whose windows closed lately without an answer.
    NotAnswered,
    /// Some records could not be read; they may hold answers.
    Unreadable,
    /// Some forms are not scored, because their version is unknown.
    UnknownVersion,
    /// No reason.
    None,
}

/// Longest time between two answers in the default plan, in days; after it, a patient counts as silent.
pub const SILENT_AFTER_DAYS: i32 = 14;

/// Days before a planned infusion in which a form is expected.
pub const PLANNED_DAYS: i32 = 7;

/// Days after a window closed in which it counts as not answered.
pub const NOT_ANSWERED_DAYS: i32 = 14;

/// Days that a sparkline shows.
pub const SPARK_DAYS: i32 = 84;

/// The last form of an instrument.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct LastScore {
    /// Id of the instrument.
    pub instrument: String,
    /// Short name of the instrument.
    pub short: String,
    /// When the form was closed, as recorded.
    pub at: String,
    /// Total in points; `None` if there is none.
    pub total: Option<Points>,
    /// The total in words: `17`, `not scored`, or `not scored: unknown version`.
    pub text: String,
    /// Stable name of the band.
    pub band: Option<String>,
    /// Published name of the band.
    pub band_label: Option<String>,
    /// Change from the previous total, in points.
    pub change: Option<Points>,
    /// The change with its sign, such as `+8`.
    pub change_text: Option<String>,
    /// Baseline and latest total with the change, such as `21 → 17 · −19 %`; `None` without a baseline or a later score.
    pub baseline_text: Option<String>,
    /// Whether the total is complete, prorated, or missing.
    pub status: ScoreStatus,
}

/// The outcome of the main instrument.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct RowOutcome {
    /// The state.
    pub state: State,
    /// The state in words, such as `Lost response`.
    pub label: String,
}

/// The sparkline of a patient's last weeks.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Spark {
    /// Number of days shown: day 0 is on the left, and this number is today.
    pub days: i32,
    /// Lowest possible total.
    pub min: Points,
    /// Highest possible total.
    pub max: Points,
    /// Forms in this period; a form without a total is a gap.
    pub points: Vec<SparkPoint>,
    /// Days on which infusions were given.
    pub infusions: Vec<i32>,
    /// The sparkline in a sentence.
    pub text: String,
}

/// One form in a sparkline.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SparkPoint {
    /// Day, from 0 on the left.
    pub day: i32,
    /// Total; `None` for a gap.
    pub value: Option<Points>,
}

/// The last infusion.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct LastInfusion {
    /// Days since it was given.
    pub days: i32,
    /// 1 for the first infusion of the patient.
    pub number: u32,
    /// Both in words, such as `day 24 · #6`.
    pub text: String,
}

/// The last answer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct LastAnswer {
    /// Time of the answer, as recorded.
    pub at: String,
    /// Days since then.
    pub days: i32,
    /// The time in words: `today 09:12`, `yesterday 21:05`, `26 Apr`.
    pub text: String,
}

/// The row of one patient before sorting, so that rows can be computed one journal at a time.
pub struct RankedRow(row::Ranked);

redacted!(RankedRow);

impl Panel {
    /// Marks the patients whose newer records could not be fetched; the order does not change.
    pub fn mark_late(&mut self, late: impl Fn(&str) -> Option<String>, words: &Words) {
        self.rows.iter_mut().for_each(|row| row.late_text = late(&row.patient));
        let late = self.rows.iter().filter(|row| row.late_text.is_some()).count();
        let late = u32::try_from(late).unwrap_or(u32::MAX);
        self.late_text = (late > 0).then(|| words.panel_late(late));
    }
}

impl RankedRow {
    /// Computes the row of one patient at the time `now`.
    #[must_use]
    pub fn of(patient: &Facts<'_>, now: &Moment) -> Self {
        Self(row::row(patient, now))
    }
}

/// Computes the panel of all `patients` at the time `now`, with notices in the language of `words`.
#[must_use]
pub fn panel(patients: &[Facts<'_>], now: &Moment, words: &Words) -> Panel {
    arrange(patients.iter().map(|patient| RankedRow::of(patient, now)).collect(), now, words)
}

/// Sorts the rows of all patients; `now` is the time for which they were computed.
///
/// Order: a safety item whose rule was met (newest first), worse (largest first), lost response (newest first), days in
/// which response was lost before, no response after infusion 3 (most infusions first), silent (longest first), infusion within seven days without a form (soonest first), unreadable records, forms of an unknown version, then the rest. Rows of equal rank are sorted by name.
#[must_use]
pub fn arrange(mut rows: Vec<RankedRow>, now: &Moment, words: &Words) -> Panel {
    rows.sort_by(|a, b| a.0.rank.cmp(&b.0.rank));
    let rows: Vec<PanelRow> = rows.into_iter().map(|ranked| ranked.0.row).collect();
    let unreadable_records = rows.iter().fold(0_u32, |sum, row| sum.saturating_add(row.unreadable));
    let with_unreadable = rows.iter().filter(|row| row.unreadable > 0).count();
    let unreadable_patients = u32::try_from(with_unreadable).unwrap_or(u32::MAX);
    Panel {
        as_of: now.as_str().to_owned(),
        patients: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        unreadable_records,
        unreadable_patients,
        unreadable_text: row::unreadable_text(unreadable_records, unreadable_patients, words),
        late_text: None,
        rows,
    }
}

#[cfg(test)]
mod tests;
