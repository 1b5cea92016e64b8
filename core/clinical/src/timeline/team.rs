//! The people of a clinic, and whose patient somebody is.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Timeline;
use crate::words::Words;
use interlude_protocol::id::{Fingerprint, SpaceId};

/// The people of a clinic, and who admitted each patient.
#[derive(Clone, Default)]
pub struct Team {
    /// Everyone who is or was a lead or a clinician.
    pub people: Vec<Colleague>,
    /// Who admitted each patient, by the patient's shared space.
    pub admitted: BTreeMap<SpaceId, Fingerprint>,
    /// The person who reads; `None` on a phone.
    pub reader: Option<Fingerprint>,
}

/// One person of a clinic, as its directory says.
#[derive(Clone, PartialEq, Eq)]
pub struct Colleague {
    /// The person's keys.
    pub id: Fingerprint,
    /// The person's name; `None` without one.
    pub name: Option<String>,
    /// Whether the person still belongs to the clinic.
    pub is_here: bool,
}

/// The clinician a patient belongs to.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct OwnerView {
    /// The clinician's fingerprint in hex.
    pub id: String,
    /// The clinician's name, and whether that person has left the clinic.
    pub text: String,
    /// Whether it is the person who reads.
    pub is_me: bool,
}

redacted!(Team, Colleague, OwnerView);

impl Team {
    /// A team of which nothing is known, as on a phone.
    pub const UNKNOWN: &'static Self =
        &Self { people: Vec::new(), admitted: BTreeMap::new(), reader: None };

    /// A clinician in words.
    #[must_use]
    pub fn view(&self, id: Fingerprint, words: &Words) -> OwnerView {
        let person = self.people.iter().find(|it| it.id == id);
        let (name, known) = match person {
            Some(Colleague { name: Some(name), is_here: true, .. }) => (name.as_str(), "here"),
            Some(Colleague { name: Some(name), is_here: false, .. }) => (name.as_str(), "left"),
            Some(Colleague { name: None, .. }) | None => ("", "unknown"),
        };
        let is_me = self.reader == Some(id);
        OwnerView { id: id.to_hex(), text: words.owner(name, known), is_me }
    }
}

impl Timeline<'_> {
    /// The patient's clinician: whom the newest entry names, else who admitted the patient. `None` if neither is known.
    pub(crate) fn owner(&self) -> Option<OwnerView> {
        let admitted = || self.team.admitted.get(&self.patient).copied();
        let id = self.owner.map(|it| it.clinician).or_else(admitted)?;
        Some(self.team.view(id, self.words))
    }
}
