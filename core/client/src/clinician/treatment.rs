//! The episode of care and planned infusions.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Clinician;
use super::take_back::reason;
use super::view::filed;
use crate::error::ClientError;
use crate::host::Platform;
use crate::language::words;
use interlude_clinical::entry::current::standing;
use interlude_clinical::entry::infusion::{Infusion, Route};
use interlude_clinical::entry::treatment::{
    Episode, EpisodeEnd, PlannedInfusion, TreatedCondition,
};
use interlude_clinical::entry::{Entry, Filed};
use interlude_clinical::instrument::Instrument;
use interlude_clinical::library::{Library, can_be_asked};
use interlude_protocol::id::RecordId;

/// An episode of care, as typed.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct EpisodeForm {
    /// The patient's space in hex.
    pub patient: String,
    /// The year of birth, retyped for this patient.
    pub year_of_birth: i32,
    /// What is treated.
    pub condition: TreatedCondition,
    /// Goals in words; can be empty.
    pub goals: String,
    /// Id of the primary instrument.
    pub primary_instrument: String,
    /// First day, `YYYY-MM-DD`.
    pub start: String,
    /// Last day; `None` while it goes on.
    pub end_day: Option<String>,
    /// Why it ended; ignored without a last day.
    pub end_reason: String,
}

/// A planned infusion, as typed.
#[derive(Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PlannedInfusionForm {
    /// The patient's space in hex.
    pub patient: String,
    /// The year of birth, retyped for this patient.
    pub year_of_birth: i32,
    /// The day, `YYYY-MM-DD`.
    pub day: String,
    /// `iv`, `im`, `in`, `sc`, `po` or `sl`.
    pub route: String,
    /// Dose in mg; `None` if it is decided later.
    pub dose_mg: Option<f64>,
}

/// What a clinician can choose in an episode of care.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct TreatmentChoices {
    /// Every condition.
    pub conditions: Vec<ConditionChoice>,
    /// Instruments with a total that patients are asked or that is proposed for a condition.
    pub instruments: Vec<InstrumentChoice>,
    /// Instruments that patients can be asked, for care plans.
    pub asked: Vec<InstrumentChoice>,
}

/// A condition that can be treated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ConditionChoice {
    /// The condition.
    pub condition: TreatedCondition,
    /// Its name.
    pub label: String,
    /// Id of the instrument that is proposed for it.
    pub proposed: String,
}

/// An instrument that outcomes can be shown for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct InstrumentChoice {
    /// Its id.
    pub id: String,
    /// Its short name.
    pub short: String,
}

interlude_clinical::redacted!(EpisodeForm, PlannedInfusionForm);

/// Longest text of goals, in characters.
const MOST_GOALS: u16 = 2_000;

/// How far ahead an infusion can be planned, in days.
const MOST_AHEAD: i32 = 366;

impl<P: Platform> Clinician<P> {
    /// Returns what a clinician can choose in an episode of care.
    ///
    /// # Errors
    /// [`ClientError::SessionEnded`] if nobody is signed in.
    pub fn treatment_choices(&self) -> Result<TreatmentChoices, ClientError> {
        self.staff()?;
        Ok(choices(&self.clinic_library()))
    }

    /// Writes the patient's episode of care, in place of the current one, which is kept. If nothing changed, as in a retry,
    /// nothing is written.
    ///
    /// # Errors
    /// [`ClientError::Invalid`] names a wrong field; [`ClientError::TooLong`]; [`ClientError::UnknownInstrument`] if the
    /// primary instrument is unknown or has no total; [`ClientError::UnknownPatient`]; [`ClientError::WrongYear`]; a
    /// network or server error.
    pub async fn save_episode(&self, form: &EpisodeForm) -> Result<(), ClientError> {
        let patient = self.retyped(&form.patient, form.year_of_birth)?;
        let library = self.clinic_library();
        let primary = library.instrument(&form.primary_instrument).filter(|it| it.has_total());
        let primary = primary.ok_or(ClientError::UnknownInstrument)?;
        if form.goals.chars().count() > usize::from(MOST_GOALS) {
            return Err(ClientError::TooLong { most: Some(MOST_GOALS) });
        }
        let (at, zone) = (self.utc()?, self.zone()?);
        let start = day(&form.start, "start")?;
        if interlude_clinical::moment::days_between(at.date(), start) > MOST_AHEAD {
            return Err(ClientError::Invalid { what: "start" });
        }
        let end = form.end_day.as_deref().map(|text| ended(text, &form.end_reason, start));
        let current = self.host.shelf.look(patient, |journal| current_episode(&filed(journal)));
        let current = current.ok_or(ClientError::UnknownPatient)?;
        let next = Episode {
            at,
            zone,
            replaces: current.as_ref().map(|(record, _)| *record),
            condition: form.condition,
            goals: form.goals.trim().to_owned(),
            primary_instrument: primary.id.clone(),
            start,
            end: end.transpose()?,
        };
        let unchanged = current.is_some_and(|(_, before)| {
            let Episode { at, zone, replaces, .. } = before.clone();
            before == Episode { at, zone, replaces, ..next.clone() }
        });
        if unchanged {
            return self.write(patient, Vec::new()).await;
        }
        self.write_once(patient, Entry::Episode(next)).await.map(|_| ())
    }

    /// Plans an infusion and returns its record. The same plan for the same day, as in a retry, makes no second record.
    ///
    /// # Errors
    /// [`ClientError::Invalid`] names a wrong field: a day in the past or more than a year ahead, an unknown route, a dose
    /// that is not above 0 or not plausible; [`ClientError::UnknownPatient`]; [`ClientError::WrongYear`]; a network or
    /// server error.
    pub async fn plan_infusion(&self, form: &PlannedInfusionForm) -> Result<RecordId, ClientError> {
        let patient = self.retyped(&form.patient, form.year_of_birth)?;
        let route = Route::from_code(&form.route).ok_or(ClientError::Invalid { what: "route" })?;
        let (at, zone) = (self.utc()?, self.zone()?);
        let day = day(&form.day, "day")?;
        let ahead = interlude_clinical::moment::days_between(at.date(), day);
        // In zones west of Greenwich, today can be yesterday in UTC.
        if !(-1..=MOST_AHEAD).contains(&ahead) {
            return Err(ClientError::Invalid { what: "day" });
        }
        let plausible = |mg: f64| mg > 0.0 && mg <= Infusion::MOST_MG;
        if form.dose_mg.is_some_and(|mg| !plausible(mg)) {
            return Err(ClientError::Invalid { what: "dose" });
        }
        let dose_mg = form.dose_mg;
        let known = self.host.shelf.look(patient, |journal| {
            let filed = filed(journal);
            planned_before(&filed, day, route, dose_mg)
        });
        if let Some(record) = known.ok_or(ClientError::UnknownPatient)? {
            self.write(patient, Vec::new()).await?;
            return Ok(record);
        }
        let planned = PlannedInfusion { at, zone, replaces: None, day, route, dose_mg };
        self.write_once(patient, Entry::PlannedInfusion(planned)).await
    }
}

/// The choices of a clinic with this library.
pub(super) fn choices(library: &Library) -> TreatmentChoices {
    let condition = |condition: TreatedCondition| ConditionChoice {
        condition,
        label: condition.text(words()),
        proposed: condition.proposed_instrument().to_owned(),
    };
    let conditions: Vec<ConditionChoice> = TreatedCondition::ALL.map(condition).into();
    let asked = library.asked_ids();
    let wanted =
        |id: &str| asked.iter().any(|it| it == id) || conditions.iter().any(|it| it.proposed == id);
    let instruments = library.instruments().filter(|it| it.has_total() && wanted(&it.id));
    let choice = |it: &Instrument| InstrumentChoice { id: it.id.clone(), short: it.short.clone() };
    let can_ask = library.instruments().filter(|it| can_be_asked(it).is_ok());
    TreatmentChoices {
        instruments: instruments.map(choice).collect(),
        asked: can_ask.map(choice).collect(),
        conditions,
    }
}

fn day(text: &str, what: &'static str) -> Result<NaiveDate, ClientError> {
    text.parse().map_err(|_| ClientError::Invalid { what })
}

fn ended(text: &str, why: &str, start: NaiveDate) -> Result<EpisodeEnd, ClientError> {
    let day = day(text, "end")?;
    if day < start {
        return Err(ClientError::Invalid { what: "end" });
    }
    Ok(EpisodeEnd { day, reason: reason(why)?.to_owned() })
}

/// Returns the record of the same plan for the same day.
fn planned_before(
    entries: &[Filed<'_>],
    day: NaiveDate,
    route: Route,
    dose_mg: Option<f64>,
) -> Option<RecordId> {
    let same = |it: &PlannedInfusion| (it.day, it.route, it.dose_mg) == (day, route, dose_mg);
    let current = standing(entries).current;
    let known = current
        .iter()
        .find(|it| matches!(it.entry, Entry::PlannedInfusion(planned) if same(planned)));
    known.map(|it| it.record)
}

fn current_episode(entries: &[Filed<'_>]) -> Option<(RecordId, Episode)> {
    standing(entries).current.iter().rev().find_map(|it| {
        let Entry::Episode(episode) = it.entry else { return None };
        Some((it.record, episode.clone()))
    })
}
