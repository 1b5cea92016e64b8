//! Entries that a clinic writes about itself and for all of its patients.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::moment::{Moment, Zone};
use interlude_protocol::id::{Pin, RecordId};

redacted!(ClinicInfoEntry, ClinicInfo, Policy, Admit, Forms, InstrumentFile, OutcomeRules);

/// The clinic's description of itself, written to each shared journal whenever it changes.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClinicInfoEntry {
    /// When it was written.
    pub at: Moment,
    /// Time zone in which it was written.
    pub zone: Zone,
    /// The record that this one corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<RecordId>,
    /// The description.
    pub info: ClinicInfo,
}

/// Information about the clinic, for patients.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClinicInfo {
    /// Name of the clinic.
    pub name: String,
    /// Telephone, if patients can call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub telephone: Option<String>,
    /// When the clinic reads answers, in words: `Mon–Fri, 9 am to 5 pm`.
    pub hours: String,
    /// The clinic's time zone.
    pub zone: Zone,
    /// Two-letter country code for crisis help; `None` gives the country-neutral help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Language (BCP 47).
    pub language: String,
    /// Number of hours within which the clinic reads answers.
    pub read_within_hours: u16,
}

/// The clinic's settings.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Policy {
    /// When it was decided.
    pub at: Moment,
    /// Time zone in which it was decided.
    pub zone: Zone,
    /// The record that this one corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<RecordId>,
    /// Information about the clinic, for patients.
    pub info: ClinicInfo,
    /// Lowest and highest usual dose in mg per kg; the page warns about a dose outside this range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dose_mg_per_kg: Option<(f64, f64)>,
}

/// Admits a patient's space to the clinic.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Admit {
    /// When the patient was admitted.
    pub at: Moment,
    /// Time zone in which the patient was admitted.
    pub zone: Zone,
    /// Pin of the patient's shared space.
    pub pin: Pin,
}

/// The instruments that patients are asked to fill in; the newest entry counts.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forms {
    /// When it was decided.
    pub at: Moment,
    /// Time zone in which it was decided.
    pub zone: Zone,
    /// The record that this one corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<RecordId>,
    /// Ids of the instruments, in the order in which they are asked.
    pub instruments: Vec<String>,
}

/// An instrument file that a clinic lead uploaded, kept unchanged.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstrumentFile {
    /// When it was uploaded.
    pub at: Moment,
    /// Time zone in which it was uploaded.
    pub zone: Zone,
    /// The record that this one corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<RecordId>,
    /// The file: JSON of a wording or of a definition.
    pub text: String,
    /// The licence that the clinic has, as stated by the lead who uploaded the file; `None` in entries of older versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<String>,
}

/// The clinic's definitions of outcomes; the newest entry counts.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeRules {
    /// When it was decided.
    pub at: Moment,
    /// Time zone in which it was decided.
    pub zone: Zone,
    /// The record that this one corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<RecordId>,
    /// Greatest age of a baseline, in days before the first infusion.
    pub baseline_days: u16,
    /// Days without an infusion after which the next one starts a new series.
    pub series_gap_days: u16,
    /// When a response is lost: `improvement<0.5` or `total>=22`.
    pub loss: String,
    /// Number of scores in a row that must show a loss.
    pub confirm: u16,
    /// The range called remission by id of the instrument: `<5` or `<=5`.
    pub remission: BTreeMap<String, String>,
}
