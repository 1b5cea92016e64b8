//! Acts of clinicians in page checks. `session.ts` derives the same names from the page's calls.

use super::patient::{self, Patient};
use super::rating::rated;
use super::{before, now, zone};
use interlude_clinical::entry::{Entry, Profile, Retraction, Side};
use interlude_clinical::instrument::rule::Sex;
use interlude_clinical::library::Library;
use interlude_protocol::id::RecordId;

/// A patient after a sequence of acts.
#[derive(Clone)]
pub(super) struct After {
    /// The names of the acts, in order.
    pub(super) acts: Vec<String>,
    pub(super) patient: Patient,
    /// The record of the last act.
    pub(super) record: RecordId,
}

impl After {
    pub(super) fn nothing(patient: Patient) -> Self {
        Self { acts: Vec::new(), patient, record: RecordId([0; 16]) }
    }

    fn then(&self, act: String, entry: Entry) -> Self {
        let mut next = self.clone();
        next.acts.push(act);
        next.record = next.patient.file(Side::Clinic, entry);
        next
    }

    /// Records an infusion given today.
    pub(super) fn infusion(&self) -> Self {
        let given = patient::infusion(before(0, "09:05"), 41.0);
        let (at, dose, route) = (given.at.as_str(), given.dose_mg, given.route.code());
        let act = format!("infusion at {at}: {dose} mg, 82 kg, {route}, 40 min");
        self.then(act, Entry::Infusion(given))
    }

    /// Takes back a record. `patients.ts` replaces the reason with the typed one.
    pub(super) fn taken_back(&self, of: RecordId) -> Self {
        let (at, why) = (now(), "{why}".to_owned());
        let entry = Entry::Retraction(Retraction { at, zone: zone(), of, why });
        self.then(format!("take back {}", of.to_hex()), entry)
    }

    /// Signs a form for clinicians with the answers of `taps`.
    pub(super) fn rated(&self, library: &Library, form: &str, days: u64, taps: &str) -> Self {
        let at = before(days, "09:30");
        let act = format!("{form} of {}: {taps}", at.date());
        let entry = rated(library, form, taps).0.entry(at, zone()).unwrap();
        self.then(act, entry)
    }

    /// Corrects name and sex.
    pub(super) fn corrected(&self) -> Self {
        let (record, _, first) = self.patient.entries.first().unwrap();
        let Entry::Profile(before) = first else { panic!("the first entry says who it is") };
        let profile = Profile {
            at: now(),
            replaces: Some(*record),
            name: "REYES, Dana M.".to_owned(),
            sex_for_scoring: Some(Sex::Female),
            ..before.clone()
        };
        let act = "profile: REYES, Dana M., 1984-03-14, female".to_owned();
        self.then(act, Entry::Profile(profile))
    }
}
