//! What a clinic writes about itself and for all of its patients.

use serde::{Deserialize, Serialize};

use crate::moment::{Moment, Zone};
use interlude_protocol::id::{Pin, RecordId};

redacted!(ClinicInfoEntry, ClinicInfo, Policy, Admit, Forms, InstrumentFile);

/// The clinic's words about itself, written again into each shared journal when they change.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClinicInfoEntry {
    /// When it was written.
    pub at: Moment,
    /// Zone in which it was written.
    pub zone: Zone,
    /// The record that this one corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<RecordId>,
    /// The words.
    pub info: ClinicInfo,
}

/// What a patient is told about the clinic.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClinicInfo {
    /// Name of the clinic.
    pub name: String,
    /// Telephone, if it wants to be called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub telephone: Option<String>,
    /// When answers are read, in words: `Mon–Fri, 9 am to 5 pm`.
    pub hours: String,
    /// The clinic's zone.
    pub zone: Zone,
    /// Two-letter country code for crisis help; `None` gives the country-neutral help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Language (BCP 47).
    pub language: String,
    /// Within how many hours answers are read.
    pub read_within_hours: u16,
}

/// How the clinic works.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Policy {
    /// When it was decided.
    pub at: Moment,
    /// Zone in which it was decided.
    pub zone: Zone,
    /// The record that this one corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<RecordId>,
    /// What patients are told.
    pub info: ClinicInfo,
    /// Usual dose in mg per kg, from and to; outside it the page asks again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dose_mg_per_kg: Option<(f64, f64)>,
}

/// Admits a patient's space to the clinic.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Admit {
    /// When the patient was admitted.
    pub at: Moment,
    /// Zone in which the patient was admitted.
    pub zone: Zone,
    /// Pin of the patient's shared space.
    pub pin: Pin,
}

/// Which instruments patients are asked; the newest one counts.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forms {
    /// When it was decided.
    pub at: Moment,
    /// Zone in which it was decided.
    pub zone: Zone,
    /// The record that this one corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<RecordId>,
    /// Ids, in the order in which they are asked.
    pub instruments: Vec<String>,
}

/// An instrument file as a clinic lead uploaded it, kept to the letter.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstrumentFile {
    /// When it was uploaded.
    pub at: Moment,
    /// Zone in which it was uploaded.
    pub zone: Zone,
    /// The record that this one corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<RecordId>,
    /// The file: JSON of a wording or of a definition.
    pub text: String,
    /// Which licence the clinic says it holds, as the lead who took it over wrote it; `None` in files of before that
    /// was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<String>,
}
