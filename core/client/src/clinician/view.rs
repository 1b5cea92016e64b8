//! The data that the page draws: panel, chart, lists. Other functions of core compute it.

use chrono::Datelike as _;
use serde::Serialize;

use super::{Clinician, InfoForm};
use crate::error::ClientError;
use crate::host::Platform;
use crate::journal::Journal;
use crate::language::words;
use interlude_clinical::chart::{self, Chart};
use interlude_clinical::cohort::{CohortFilter, CohortView, cohort_view};
use interlude_clinical::entry::current::{self, standing};
use interlude_clinical::entry::infusion::{WeightUnit, dose_warning, per_kg_text};
use interlude_clinical::entry::{Entry, Filed, Policy, Profile};
use interlude_clinical::library::Library;
use interlude_clinical::moment::{Moment, Zone};
use interlude_clinical::panel::{self, Panel};
use interlude_clinical::timeline::Facts;
use interlude_clinical::words::Words;
use interlude_protocol::id::SpaceId;

/// One patient in a list.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Listed {
    /// The patient's space in hex.
    pub patient: String,
    /// Name as the clinic writes it.
    pub name: Option<String>,
    /// Date of birth, `YYYY-MM-DD`.
    pub born: Option<String>,
    /// The clinic's number for the patient.
    pub clinic_number: Option<String>,
}

/// All patients.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Patients {
    /// One element per patient.
    pub patients: Vec<Listed>,
}

interlude_clinical::redacted!(Listed, Patients);

/// The texts beside a dose while it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct DoseTexts {
    /// `0.5 mg/kg`; `None` without a weight.
    pub per_kg_text: Option<String>,
    /// A warning if the dose is outside the clinic's range.
    pub warning: Option<String>,
    /// A weight in pounds, converted: `180 lb = 81.6 kg`; `None` for kilograms.
    pub weight_text: Option<String>,
}

impl DoseTexts {
    pub(super) fn of(
        dose_mg: Option<f64>,
        weight: Option<(f64, WeightUnit)>,
        range: Option<(f64, f64)>,
        words: &Words,
    ) -> Self {
        let kg = weight.map(|(typed, unit)| unit.kg(typed));
        Self {
            per_kg_text: dose_mg.and_then(|mg| per_kg_text(mg, kg, words)),
            warning: dose_mg.and_then(|mg| dose_warning(mg, kg, range, words)),
            weight_text: weight.and_then(|(typed, unit)| unit.text(typed, words)),
        }
    }
}

impl<P: Platform> Clinician<P> {
    /// Returns the panel of all patients at `now`, in core's order.
    ///
    /// During the first sync it lists the patients fetched so far.
    ///
    /// # Errors
    /// [`ClientError::SessionEnded`] if nobody is signed in.
    pub fn panel(&self, now: &Moment) -> Result<Panel, ClientError> {
        let words = words();
        let mut made = self.with_facts(|facts| panel::panel(facts, now, words))?;
        let late = |patient: &str| {
            let since = self.late_since(SpaceId::from_hex(patient).ok()?, now)?;
            Some(words.late_in_panel(since))
        };
        made.mark_late(late, words);
        Ok(made)
    }

    /// Returns the outcomes of the patients that `filter` selects, at `now`.
    ///
    /// # Errors
    /// [`ClientError::UnknownInstrument`]; [`ClientError::Invalid`] for a filter that contradicts itself;
    /// [`ClientError::SessionEnded`] if nobody is signed in.
    pub fn cohort(&self, filter: &CohortFilter, now: &Moment) -> Result<CohortView, ClientError> {
        let made = self.with_facts(|facts| cohort_view(facts, filter, now, words()))??;
        made.ok_or(ClientError::Invalid { what: "filter" })
    }

    /// Calls `read` with the facts of every patient fetched so far.
    fn with_facts<T>(&self, read: impl FnOnce(&[Facts<'_>]) -> T) -> Result<T, ClientError> {
        let clinic = self.staff()?.clinic.space();
        let library = &self.clinic_library();
        let rules = &self.rules();
        let team = &self.team();
        let unreached = self.state().unreached.clone();
        let shown = |space: SpaceId| space != clinic && !unreached.contains(&space);
        Ok(self.host.shelf.look_together(|journals| {
            let patients: Vec<&Journal> =
                journals.values().filter(|it| shown(it.pin().space())).collect();
            let filed: Vec<Vec<Filed<'_>>> = patients.iter().map(|it| filed(it)).collect();
            let facts: Vec<Facts<'_>> = patients
                .iter()
                .zip(&filed)
                .map(|(journal, entries)| Facts {
                    patient: journal.pin().space(),
                    entries,
                    library,
                    rules,
                    team,
                    words: words(),
                    counts: journal.counts(),
                })
                .collect();
            read(&facts)
        }))
    }

    /// Returns the time of a patient's last complete sync, or `never`, as the messages expect it; `None` if the last sync
    /// was complete.
    fn late_since(&self, patient: SpaceId, now: &Moment) -> Option<String> {
        let state = self.state();
        let since = state.late.contains(&patient).then(|| state.whole.get(&patient).copied())?;
        let clock = since.and_then(|since| words().clock(since, now));
        Some(clock.unwrap_or_else(|| "never".to_owned()))
    }

    /// Returns a patient's chart for one instrument at `now`.
    ///
    /// # Errors
    /// [`ClientError::UnknownPatient`]; [`ClientError::UnknownInstrument`]; [`ClientError::SessionEnded`] if nobody is
    /// signed in.
    pub fn chart(
        &self,
        patient: SpaceId,
        instrument: Option<&str>,
        now: &Moment,
    ) -> Result<Chart, ClientError> {
        let chart = self.with_patient(patient, |facts| chart::chart(facts, instrument, now))?;
        let mut chart = chart?;
        let late = self.late_since(patient, now);
        chart.late_text = late.map(|since| words().late_in_chart(since));
        Ok(chart)
    }

    /// Calls `read` with the facts of one patient.
    ///
    /// # Errors
    /// [`ClientError::UnknownPatient`], also for the clinic's own space; [`ClientError::SessionEnded`] if nobody is signed in.
    pub(super) fn with_patient<T>(
        &self,
        patient: SpaceId,
        read: impl FnOnce(&Facts<'_>) -> T,
    ) -> Result<T, ClientError> {
        let clinic = self.staff()?.clinic.space();
        let (library, rules, team) = (&self.clinic_library(), &self.rules(), &self.team());
        let read = self.host.shelf.look(patient, |journal| {
            let entries = &filed(journal);
            let counts = journal.counts();
            read(&Facts { patient, entries, library, rules, team, words: words(), counts })
        });
        read.filter(|_| patient != clinic).ok_or(ClientError::UnknownPatient)
    }

    /// Returns the names of all patients, to find out whether a person is already listed.
    ///
    /// # Errors
    /// [`ClientError::SessionEnded`] if nobody is signed in.
    pub fn patients(&self) -> Result<Patients, ClientError> {
        let clinic = self.staff()?.clinic.space();
        let listed = self.host.shelf.look_at_all(|journal| {
            let space = journal.pin().space();
            let profile = profile(journal);
            (space != clinic).then(|| Listed {
                patient: space.to_hex(),
                name: profile.as_ref().map(|it| it.name.clone()),
                born: profile.as_ref().and_then(|it| it.born).map(|it| it.to_string()),
                clinic_number: profile.and_then(|it| it.clinic_number),
            })
        });
        Ok(Patients { patients: listed.into_iter().flatten().collect() })
    }

    /// Returns the clinic's information for patients, for a form.
    ///
    /// # Errors
    /// [`ClientError::SessionEnded`] while the clinic's space is not open.
    pub fn clinic_info(&self) -> Result<InfoForm, ClientError> {
        let info = self.policy().ok_or(ClientError::SessionEnded)?.info;
        Ok(InfoForm {
            telephone: info.telephone,
            hours: info.hours,
            zone: info.zone.as_str().to_owned(),
            country: info.country,
            language: info.language,
            read_within_hours: info.read_within_hours,
        })
    }

    /// The texts beside dose and weight while they are typed.
    #[must_use]
    pub fn dose_text(
        &self,
        dose_mg: Option<f64>,
        weight: Option<f64>,
        weight_unit: WeightUnit,
    ) -> DoseTexts {
        let range = self.policy().and_then(|policy| policy.dose_mg_per_kg);
        DoseTexts::of(dose_mg, weight.map(|it| (it, weight_unit)), range, words())
    }

    /// Returns the clinic's current policy; `None` while the clinic's space is not open.
    pub(super) fn policy(&self) -> Option<Policy> {
        let clinic = self.state().staff.as_ref()?.clinic.space();
        self.host.shelf.look(clinic, |journal| {
            let entries = filed(journal);
            standing(&entries).current.iter().rev().find_map(|it| {
                let Entry::Policy(policy) = it.entry else { return None };
                Some(policy.clone())
            })
        })?
    }

    /// Returns the clinic's time zone.
    ///
    /// # Errors
    /// [`ClientError::SessionEnded`] while the clinic's space is not open.
    pub(super) fn zone(&self) -> Result<Zone, ClientError> {
        Ok(self.policy().ok_or(ClientError::SessionEnded)?.info.zone)
    }

    /// Returns the clinic's instruments; the catalogue while the clinic's space is not open.
    pub(super) fn clinic_library(&self) -> Library {
        let clinic = self.state().staff.as_ref().map(|staff| staff.clinic.space());
        let library = clinic.and_then(|clinic| {
            self.host.shelf.look(clinic, |journal| Library::of(&filed(journal)))
        });
        library.unwrap_or_default()
    }

    /// Parses the hex id of a patient's space.
    ///
    /// # Errors
    /// [`ClientError::UnknownPatient`] also for the clinic's own space, and for a patient whom the running sync has not
    /// fetched yet, since nobody could tell whose space it is.
    pub(super) fn patient(&self, hex: &str) -> Result<SpaceId, ClientError> {
        let clinic = self.staff()?.clinic.space();
        let patient = SpaceId::from_hex(hex)
            .ok()
            .filter(|space| *space != clinic && !self.state().unreached.contains(space));
        let here = patient.filter(|space| self.host.shelf.look(*space, |_| ()).is_some());
        here.ok_or(ClientError::UnknownPatient)
    }

    /// Compares the retyped year of birth with the current profile, to catch the wrong patient.
    ///
    /// # Errors
    /// [`ClientError::WrongYear`] if they differ.
    pub(super) fn check_year(&self, patient: SpaceId, year: i32) -> Result<(), ClientError> {
        let profile = self.host.shelf.look(patient, profile);
        let born = profile.ok_or(ClientError::UnknownPatient)?.and_then(|it| it.born);
        if born.is_some_and(|born| born.year() != year) {
            return Err(ClientError::WrongYear);
        }
        Ok(())
    }
}

pub(super) fn filed(journal: &Journal) -> Vec<Filed<'_>> {
    journal.entries().iter().filter_map(|opened| opened.filed()).collect()
}

pub(super) fn profile(journal: &Journal) -> Option<Profile> {
    current::profile(&filed(journal)).map(|(_, profile)| profile.clone())
}
