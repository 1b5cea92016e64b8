//! Everything a journal holds, as plain content: one variant per kind of entry.
//!
//! Variant and field names are the stored format. Add variants and optional fields; never rename or
//! remove. `tests/vectors/entry` holds one example of each, which must decode for ever.

mod clinic;
pub mod current;
pub mod infusion;
pub mod size;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::instrument::ContentKind;
use crate::instrument::rule::{Context, Sex};
use crate::moment::{Moment, Zone};
use crate::response::QuestionnaireResponse;
pub use clinic::{Admit, ClinicInfo, ClinicInfoEntry, Forms, InstrumentFile, Policy};
use infusion::Infusion;
use interlude_protocol::id::RecordId;

/// One entry.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Entry {
    /// A form, submitted or stopped: a patient's answers, or a clinician's rating.
    Response(QuestionnaireResponse),
    /// An infusion that was given.
    Infusion(Infusion),
    /// Who the patient is.
    Profile(Profile),
    /// What the patient shares, by kind of content.
    Sharing(Sharing),
    /// What the clinic says about itself.
    ClinicInfo(ClinicInfoEntry),
    /// Free text.
    Note(Note),
    /// Takes an entry back; the original is kept.
    Retraction(Retraction),
    /// How the clinic works; in the clinic space.
    Policy(Policy),
    /// A patient's space that belongs to the clinic; in the clinic space.
    Admit(Admit),
    /// What patients are asked; in the clinic space, and in each shared journal.
    Forms(Forms),
    /// A wording or a definition that the clinic brought; in the clinic space, and in each shared journal.
    InstrumentFile(InstrumentFile),
}

redacted!(Entry, Filed<'_>, Profile, Sharing, Note, Retraction, Reading,);

/// Names and contact of a patient.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// When it was written.
    pub at: Moment,
    /// Zone in which it was written.
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
    /// Sex that scoring goes by, where an instrument was published with a rule for it; `None` is not stated.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "known_sex")]
    pub sex_for_scoring: Option<Sex>,
}

/// A sex that only a newer version knows is not stated here: it must not hide the name beside it.
fn known_sex<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Sex>, D::Error> {
    let written = serde_json::Value::deserialize(deserializer)?;
    Ok(Sex::deserialize(written).ok())
}

impl Profile {
    /// What scoring may know of the person.
    #[must_use]
    pub fn context(&self) -> Context {
        Context { sex: self.sex_for_scoring }
    }
}

/// The patient's choices about sharing; the newest one counts.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sharing {
    /// When the patient chose.
    pub at: Moment,
    /// Zone in which the patient chose.
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
    /// Zone in which it was written.
    pub zone: Zone,
    /// The record that this one corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<RecordId>,
    /// The text.
    pub text: String,
}

/// Takes one entry back.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retraction {
    /// When it was taken back.
    pub at: Moment,
    /// Zone in which it was taken back.
    pub zone: Zone,
    /// The record taken back.
    pub of: RecordId,
    /// Why, in the author's words.
    pub why: String,
}

/// On whose side an author stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The patient's device or recovery code.
    Patient,
    /// A clinician, a lead, or the clinic's root.
    Clinic,
}

/// An entry with the record it came in and the side of its author.
#[derive(Clone, Copy)]
pub struct Filed<'a> {
    /// The record.
    pub record: RecordId,
    /// Side of its author.
    pub by: Side,
    /// What it holds.
    pub entry: &'a Entry,
}

/// How many records of a journal are in which state (protocol.md 3.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Counts {
    /// Opened, allowed and understood.
    pub counted: u32,
    /// Hash, padding or JSON is wrong.
    pub damaged: u32,
    /// The key is not here yet.
    pub unopened: u32,
    /// Written after its author was removed.
    pub late: u32,
    /// Written by nobody who ever was a member.
    pub unknown_author: u32,
    /// Written by somebody whose role may not write it.
    pub not_allowed: u32,
    /// Two versions of one place exist.
    pub contested: u32,
    /// Of a kind or with a field that only a newer version knows.
    pub newer: u32,
}

impl Counts {
    /// Records whose content could not be read, wholly or in part.
    #[must_use]
    pub fn unreadable(&self) -> u32 {
        [self.unopened, self.newer].iter().fold(self.damaged, |sum, n| sum.saturating_add(*n))
    }

    /// Adds another journal's counts.
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

/// What reading the text of an entry gave.
#[derive(Clone, PartialEq)]
pub struct Reading {
    /// What this version understands; `None` for a kind that it does not know.
    pub entry: Option<Entry>,
    /// Something in it is known only to a newer version. Keep the bytes whole and count it as `newer`.
    pub newer: bool,
}

/// The text is not an entry: not JSON, or a known kind with a field missing or of a wrong type.
///
/// It carries nothing of the text, because it reaches logs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an entry")]
pub struct BadEntry;

impl Entry {
    /// Reads an entry as it was opened from a record.
    ///
    /// An unknown kind gives no entry; an unknown field leaves what is known readable, so that an answer
    /// is never hidden by a field beside it. Both are marked `newer`.
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
            // serde says this of an unknown kind and of an unknown value of an enumeration.
            Err(error) if error.to_string().starts_with("unknown variant") => {
                Ok(Reading { entry: None, newer: true })
            }
            Err(_) => Err(BadEntry),
        }
    }

    /// Writes the entry as it is sealed. The same entry always gives the same bytes.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// When it happened, as its author says.
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
            Self::Retraction(_) | Self::Admit(_) => None,
        }
    }

    /// Whether an author of that side may write such an entry.
    ///
    /// Which side fills in a form is said by its instrument: [`Library::standing`](crate::library::Library::standing).
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
            | Self::InstrumentFile(_) => side == Side::Clinic,
            Self::Response(_) | Self::Note(_) | Self::Retraction(_) => true,
        }
    }

    /// Whether only a lead decides this in the clinic's own space: what patients are asked, what the clinic brought, and
    /// that it is taken back.
    #[must_use]
    pub fn is_a_leads(&self) -> bool {
        match self {
            Self::Forms(_) | Self::InstrumentFile(_) | Self::Retraction(_) => true,
            Self::Response(_)
            | Self::Infusion(_)
            | Self::Profile(_)
            | Self::Sharing(_)
            | Self::ClinicInfo(_)
            | Self::Note(_)
            | Self::Policy(_)
            | Self::Admit(_) => false,
        }
    }

    /// Whether everything in `bytes` was understood.
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

/// Whether every key that was written, and holds something, is among those understood.
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
