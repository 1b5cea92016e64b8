//! The plaintext content of a journal: one variant per kind of entry.
//!
//! Variant and field names are the stored format. Add variants and optional fields; never rename or
//! remove them. `tests/vectors/entry` has an example of each kind, which every later version must read.

pub mod care_plan;
mod clinic;
pub mod current;
pub mod infusion;
pub mod size;
pub mod treatment;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::instrument::ContentKind;
use crate::instrument::rule::{Context, Sex};
use crate::moment::{Moment, Zone};
use crate::response::QuestionnaireResponse;
use care_plan::CarePlan;
pub use clinic::{Admit, ClinicInfo, ClinicInfoEntry, Forms, InstrumentFile, OutcomeRules, Policy};
use infusion::Infusion;
use interlude_protocol::id::RecordId;
use treatment::{Episode, Owner, PlannedInfusion};

/// One entry of a journal.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Entry {
    /// A form, submitted or stopped: a patient's answers, or a clinician's rating.
    Response(QuestionnaireResponse),
    /// An infusion that was given.
    Infusion(Infusion),
    /// The patient's name and contact data.
    Profile(Profile),
    /// What the patient shares, by kind of content.
    Sharing(Sharing),
    /// The clinic's description of itself.
    ClinicInfo(ClinicInfoEntry),
    /// Free text.
    Note(Note),
    /// Retracts an entry; the original is kept.
    Retraction(Retraction),
    /// The clinic's settings; in the clinic space.
    Policy(Policy),
    /// Admits a patient's space to the clinic; in the clinic space.
    Admit(Admit),
    /// The instruments that patients are asked to fill in; in the clinic space and in each shared journal.
    Forms(Forms),
    /// A wording or a definition that the clinic uploaded; in the clinic space and in each shared journal.
    InstrumentFile(InstrumentFile),
    /// What is treated.
    Episode(Episode),
    /// An infusion that is planned.
    PlannedInfusion(PlannedInfusion),
    /// The forms that the patient is asked, and when.
    CarePlan(CarePlan),
    /// The clinic's definitions of outcomes; in the clinic space and in each shared journal.
    OutcomeRules(OutcomeRules),
    /// The patient's clinician.
    Owner(Owner),
}

redacted!(Entry, Filed<'_>, Profile, Sharing, Note, Retraction, Reading,);

/// Names and contact of a patient.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// When it was written.
    pub at: Moment,
    /// Time zone in which it was written.
    pub zone: Zone,
    /// The record that this one corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<RecordId>,
    /// Name as the clinic writes it.
    pub name: String,
    /// Date of birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born: Option<NaiveDate>,
    /// The clinic's own number for the patient.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clinic_number: Option<String>,
    /// Telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub telephone: Option<String>,
    /// Pronouns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pronouns: Option<String>,
    /// Sex used for scoring, if an instrument has a published rule for it; `None` if not stated.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "known_sex")]
    pub sex_for_scoring: Option<Sex>,
}

/// Reads an unknown sex as not stated, so that a value of a newer version does not make the profile unreadable.
fn known_sex<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Sex>, D::Error> {
    let written = serde_json::Value::deserialize(deserializer)?;
    Ok(Sex::deserialize(written).ok())
}

impl Profile {
    /// The patient's data that scoring uses.
    #[must_use]
    pub fn context(&self) -> Context {
        Context { sex: self.sex_for_scoring }
    }
}

/// The patient's choices about sharing; the newest entry counts.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sharing {
    /// When the patient chose.
    pub at: Moment,
    /// Time zone in which the patient chose.
    pub zone: Zone,
    /// The record that this one corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<RecordId>,
    /// The choice for each kind of content.
    pub choices: BTreeMap<ContentKind, SharingChoice>,
}

/// Who may read a kind of content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SharingChoice {
    /// The patient's care team.
    Shared,
    /// Only the patient.
    Own,
}

/// Free text by a patient or a clinician.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// When it was written.
    pub at: Moment,
    /// Time zone in which it was written.
    pub zone: Zone,
    /// The record that this one corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<RecordId>,
    /// The text.
    pub text: String,
}

/// Retracts one entry.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retraction {
    /// When the entry was retracted.
    pub at: Moment,
    /// Time zone in which the entry was retracted.
    pub zone: Zone,
    /// The retracted record.
    pub of: RecordId,
    /// The reason, in the author's words.
    pub why: String,
}

/// The side of an author.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The patient's device or recovery code.
    Patient,
    /// A clinician, a lead, or the clinic's root.
    Clinic,
}

/// An entry with its record and the side of its author.
#[derive(Clone, Copy)]
pub struct Filed<'a> {
    /// The record.
    pub record: RecordId,
    /// Side of its author.
    pub by: Side,
    /// The entry.
    pub entry: &'a Entry,
}

/// Number of records of a journal in each state (protocol.md 3.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Counts {
    /// Opened, allowed and understood.
    pub counted: u32,
    /// Hash, padding or JSON is wrong.
    pub damaged: u32,
    /// The key is not available yet.
    pub unopened: u32,
    /// Written after its author was removed.
    pub late: u32,
    /// Written by an author who was never a member.
    pub unknown_author: u32,
    /// Written by a member whose role does not allow it.
    pub not_allowed: u32,
    /// At or after a place with two signed records.
    pub contested: u32,
    /// Of a kind or with a field that this version does not know.
    pub newer: u32,
}

impl Counts {
    /// Number of records whose content could not be read, wholly or in part.
    #[must_use]
    pub fn unreadable(&self) -> u32 {
        [self.unopened, self.newer].iter().fold(self.damaged, |sum, n| sum.saturating_add(*n))
    }

    /// Adds the counts of another journal.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            counted: self.counted.saturating_add(other.counted),
            damaged: self.damaged.saturating_add(other.damaged),
            unopened: self.unopened.saturating_add(other.unopened),
            late: self.late.saturating_add(other.late),
            unknown_author: self.unknown_author.saturating_add(other.unknown_author),
            not_allowed: self.not_allowed.saturating_add(other.not_allowed),
            contested: self.contested.saturating_add(other.contested),
            newer: self.newer.saturating_add(other.newer),
        }
    }
}

/// The result of reading an entry.
#[derive(Clone, PartialEq)]
pub struct Reading {
    /// The entry as far as this version understands it; `None` for an unknown kind.
    pub entry: Option<Entry>,
    /// Whether it has content that this version does not know. Keep the original bytes and count the record as `newer`.
    pub newer: bool,
}

/// The error for text that is not an entry: it is not JSON, or a field of a known kind is missing or has the wrong type.
///
/// It contains nothing of the text, because errors reach logs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an entry")]
pub struct BadEntry;

impl Entry {
    /// Reads the JSON of an entry.
    ///
    /// An unknown kind gives no entry. An unknown field is ignored, so that it never hides the known ones.
    /// Both set `newer`.
    ///
    /// # Errors
    /// [`BadEntry`] if the text is not JSON, or a field of a known kind is missing or has the wrong type.
    ///
    /// ```
    /// use interlude_clinical::entry::Entry;
    /// let note = r#"{"kind":"note","at":"2026-05-12T09:12:00-04:00","zone":"America/New_York","text":"ok"}"#;
    /// assert!(!Entry::read(note.as_bytes()).unwrap().newer);
    /// assert!(Entry::read(br#"{"kind":"hologram"}"#).unwrap().entry.is_none());
    /// assert!(Entry::read(b"{\"kind\":\"note\"}").is_err());
    /// ```
    pub fn read(bytes: &[u8]) -> Result<Reading, BadEntry> {
        match serde_json::from_slice::<Self>(bytes) {
            Ok(entry) => {
                let newer = !entry.covers(bytes)?;
                Ok(Reading { entry: Some(entry), newer })
            }
            // serde has this message for an unknown kind and for an unknown value of an enumeration.
            Err(error) if error.to_string().starts_with("unknown variant") => {
                Ok(Reading { entry: None, newer: true })
            }
            Err(_) => Err(BadEntry),
        }
    }

    /// Writes the JSON that is sealed. The same entry always gives the same bytes.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The time of the event, as stated by the author.
    #[must_use]
    pub fn at(&self) -> &Moment {
        match self {
            Self::Response(entry) => &entry.at,
            Self::Infusion(entry) => &entry.at,
            Self::Profile(entry) => &entry.at,
            Self::Sharing(entry) => &entry.at,
            Self::ClinicInfo(entry) => &entry.at,
            Self::Note(entry) => &entry.at,
            Self::Retraction(entry) => &entry.at,
            Self::Policy(entry) => &entry.at,
            Self::Admit(entry) => &entry.at,
            Self::Forms(entry) => &entry.at,
            Self::InstrumentFile(entry) => &entry.at,
            Self::Episode(entry) => &entry.at,
            Self::PlannedInfusion(entry) => &entry.at,
            Self::CarePlan(entry) => &entry.at,
            Self::OutcomeRules(entry) => &entry.at,
            Self::Owner(entry) => &entry.at,
        }
    }

    /// The record that this entry corrects.
    #[must_use]
    pub fn replaces(&self) -> Option<RecordId> {
        match self {
            Self::Response(entry) => entry.replaces,
            Self::Infusion(entry) => entry.replaces,
            Self::Profile(entry) => entry.replaces,
            Self::Sharing(entry) => entry.replaces,
            Self::ClinicInfo(entry) => entry.replaces,
            Self::Note(entry) => entry.replaces,
            Self::Policy(entry) => entry.replaces,
            Self::Forms(entry) => entry.replaces,
            Self::InstrumentFile(entry) => entry.replaces,
            Self::Episode(entry) => entry.replaces,
            Self::PlannedInfusion(entry) => entry.replaces,
            Self::CarePlan(entry) => entry.replaces,
            Self::OutcomeRules(entry) => entry.replaces,
            Self::Owner(entry) => entry.replaces,
            Self::Retraction(_) | Self::Admit(_) => None,
        }
    }

    /// Whether an author of `side` may write an entry of this kind.
    ///
    /// For forms, the side also depends on the instrument: see [`Library::standing`](crate::library::Library::standing).
    #[must_use]
    pub fn may_be_written_by(&self, side: Side) -> bool {
        match self {
            Self::Sharing(_) => side == Side::Patient,
            Self::Infusion(_)
            | Self::Profile(_)
            | Self::ClinicInfo(_)
            | Self::Policy(_)
            | Self::Admit(_)
            | Self::Forms(_)
            | Self::InstrumentFile(_)
            | Self::Episode(_)
            | Self::PlannedInfusion(_)
            | Self::CarePlan(_)
            | Self::OutcomeRules(_)
            | Self::Owner(_) => side == Side::Clinic,
            Self::Response(_) | Self::Note(_) | Self::Retraction(_) => true,
        }
    }

    /// Whether only a lead may write this kind in the clinic's own space: choices of forms, uploaded files, definitions of
    /// outcomes, and retractions.
    #[must_use]
    pub fn is_a_leads(&self) -> bool {
        match self {
            Self::Forms(_)
            | Self::InstrumentFile(_)
            | Self::OutcomeRules(_)
            | Self::Retraction(_) => true,
            Self::Response(_)
            | Self::Infusion(_)
            | Self::Profile(_)
            | Self::Sharing(_)
            | Self::ClinicInfo(_)
            | Self::Note(_)
            | Self::Policy(_)
            | Self::Admit(_)
            | Self::Episode(_)
            | Self::PlannedInfusion(_)
            | Self::CarePlan(_)
            | Self::Owner(_) => false,
        }
    }

    /// Whether this version understands everything in `bytes`.
    fn covers(&self, bytes: &[u8]) -> Result<bool, BadEntry> {
        let ours = serde_json::to_vec(self).map_err(|_| BadEntry)?;
        if ours == bytes {
            return Ok(true);
        }
        let written = serde_json::from_slice(bytes).map_err(|_| BadEntry)?;
        let understood = serde_json::from_slice(&ours).map_err(|_| BadEntry)?;
        Ok(knows(&written, &understood))
    }
}

/// Whether every key of `written` whose value is not null is also in `understood`.
fn knows(written: &serde_json::Value, understood: &serde_json::Value) -> bool {
    use serde_json::Value::{Array, Object};
    match (written, understood) {
        (Object(written), Object(understood)) => written.iter().all(|(key, value)| {
            understood.get(key).map_or(value.is_null(), |known| knows(value, known))
        }),
        (Array(written), Array(understood)) => {
            written.len() == understood.len()
                && written.iter().zip(understood).all(|(value, known)| knows(value, known))
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests;
