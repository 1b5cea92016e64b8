//! All patients at a glance, in the order of what matters between sessions.

mod row;

use serde::{Deserialize, Serialize};

use crate::entry::Counts;
use crate::instrument::points::Points;
use crate::moment::Moment;
use crate::score::ScoreStatus;
use crate::timeline::Facts;
use crate::words::Words;

/// All patients a clinician may read.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Panel {
    /// The time it was made for, as written.
    pub as_of: String,
    /// How many patients; none is ever left out.
    pub patients: u32,
    /// Records whose content could not be read, over all patients.
    pub unreadable_records: u32,
    /// How many patients have such records.
    pub unreadable_patients: u32,
    /// The notice about them; `None` if there are none.
    pub unreadable_text: Option<String>,
    /// The notice about patients whose newer records could not be fetched; `None` if there are none.
    pub late_text: Option<String>,
    /// One row for each patient, in order.
    pub rows: Vec<PanelRow>,
}

redacted!(Panel, PanelRow, Reason, LastScore, Spark, SparkPoint, LastInfusion, LastAnswer);

/// One patient at a glance.
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
    /// Why the row stands where it does; the first decides. Never empty.
    pub reasons: Vec<Reason>,
    /// The last form; `None` before the first.
    pub score: Option<LastScore>,
    /// Safety items that the latest form of an instrument left open; `None` if there are none. They are neither zero
    /// nor No.
    pub safety_unanswered_text: Option<String>,
    /// The last 84 days.
    pub spark: Spark,
    /// The last infusion; `None` before the first.
    pub last_infusion: Option<LastInfusion>,
    /// The last answer of any form; `None` before the first.
    pub last_answer: Option<LastAnswer>,
    /// States of all records.
    pub counts: Counts,
    /// Records whose content could not be read.
    pub unreadable: u32,
    /// Says that newer records could not be fetched; `None` otherwise.
    pub late_text: Option<String>,
}

/// One reason to look at a patient.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Reason {
    /// Which reason.
    pub code: ReasonCode,
    /// The reason in words.
    pub text: String,
    /// Since when, or what was before.
    pub detail: Option<String>,
}

/// Reasons to look at a patient, the weightiest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum ReasonCode {
    /// The rule of a safety item was met. It stays.
    SafetyItem,
    /// The last total is worse than the one before by the published minimal important change.
    Worse,
    /// No answer for longer than [`SILENT_AFTER_DAYS`].
    Silent,
    /// Some records could not be read; they may hold answers.
    Unreadable,
    /// Some forms were answered to a version that nobody here knows, so they are not scored.
    UnknownVersion,
    /// Nothing of these.
    None,
}

/// Longest time between two answers in the default plan, in days; beyond it a patient is silent.
pub const SILENT_AFTER_DAYS: i32 = 14;

/// Days that a sparkline shows.
pub const SPARK_DAYS: i32 = 84;

/// The last form of an instrument.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct LastScore {
    /// Id of the instrument.
    pub instrument: String,
    /// Its name in tables.
    pub short: String,
    /// When the form was closed, as written.
    pub at: String,
    /// Total in points; `None` if it cannot be told.
    pub total: Option<Points>,
    /// `17`, `not scored`, or `not scored: unknown version`.
    pub text: String,
    /// Stable name of the band.
    pub band: Option<String>,
    /// Published name of the band.
    pub band_label: Option<String>,
    /// Change from the total before, in points.
    pub change: Option<Points>,
    /// The same with its sign: `+8`.
    pub change_text: Option<String>,
    /// Baseline and now; `None` until outcomes are computed.
    pub baseline_text: Option<String>,
    /// How far the total can be trusted.
    pub status: ScoreStatus,
}

/// The last weeks of a patient as a small line.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Spark {
    /// Days shown: day 0 on the left, this number is today.
    pub days: i32,
    /// Lowest possible total.
    pub min: Points,
    /// Highest possible total.
    pub max: Points,
    /// Forms in that time; a gap where there is no total.
    pub points: Vec<SparkPoint>,
    /// Days on which infusions were given.
    pub infusions: Vec<i32>,
    /// The same in a sentence.
    pub text: String,
}

/// One form in a small line.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SparkPoint {
    /// Day, from 0 on the left.
    pub day: i32,
    /// Total; `None` is a gap.
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
    /// `day 24 · #6`.
    pub text: String,
}

/// The last answer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct LastAnswer {
    /// When, as written.
    pub at: String,
    /// Days since then.
    pub days: i32,
    /// `today 09:12`, `yesterday 21:05`, `26 Apr`.
    pub text: String,
}

/// One patient's row, not yet in its place: journals can be looked at one by one.
pub struct RankedRow(row::Ranked);

redacted!(RankedRow);

impl Panel {
    /// Says of whom newer records could not be fetched; the order stays.
    pub fn mark_late(&mut self, late: impl Fn(&str) -> Option<String>, words: &Words) {
        self.rows.iter_mut().for_each(|row| row.late_text = late(&row.patient));
        let late = self.rows.iter().filter(|row| row.late_text.is_some()).count();
        let late = u32::try_from(late).unwrap_or(u32::MAX);
        self.late_text = (late > 0).then(|| words.panel_late(late));
    }
}

impl RankedRow {
    /// Makes the row of one patient as it stands at `now`.
    #[must_use]
    pub fn of(patient: &Facts<'_>, now: &Moment) -> Self {
        Self(row::row(patient, now))
    }
}

/// Makes the panel of all `patients` at `now`, with notices in the language of `words`.
#[must_use]
pub fn panel(patients: &[Facts<'_>], now: &Moment, words: &Words) -> Panel {
    arrange(patients.iter().map(|patient| RankedRow::of(patient, now)).collect(), now, words)
}

/// Puts the rows of all patients in order; `now` is the moment they were made for.
///
/// Order: a safety item whose rule was met (newest first), worse (largest first), silent (longest first),
/// unreadable records, forms of an unknown version, then the rest; equal ones by name.
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
