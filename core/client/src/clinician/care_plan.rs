//! A patient's care plan.

use serde::Deserialize;

use super::Clinician;
use super::view::filed;
use crate::error::ClientError;
use crate::host::Platform;
use interlude_clinical::chart::{PlanDraft, plan_draft};
use interlude_clinical::entry::care_plan::{CarePlan, PlanRow};
use interlude_clinical::entry::current::standing;
use interlude_clinical::entry::treatment::TreatedCondition;
use interlude_clinical::entry::{Entry, Filed};
use interlude_clinical::moment::Moment;
use interlude_clinical::schedule::{PlanError, check, usual_rows};
use interlude_protocol::id::RecordId;

/// A care plan, as typed.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CarePlanForm {
    /// The patient's space in hex.
    pub patient: String,
    /// The year of birth, retyped for this patient.
    pub year_of_birth: i32,
    /// What is asked, and when.
    pub rows: Vec<PlanRow>,
    /// The clashes of the draft that the clinician has read and confirmed, word for word.
    #[serde(default)]
    pub confirmed: Vec<String>,
    /// When it is signed (RFC 3339 with offset); its local date is the first day of the plan.
    pub at: String,
}

interlude_clinical::redacted!(CarePlanForm);

impl<P: Platform> Clinician<P> {
    /// Returns the plan that is usual for a condition.
    ///
    /// # Errors
    /// [`ClientError::UnknownPatient`]; [`ClientError::SessionEnded`] if nobody is signed in.
    pub fn usual_plan(
        &self,
        patient: &str,
        condition: TreatedCondition,
        now: &Moment,
    ) -> Result<PlanDraft, ClientError> {
        self.preview_plan(patient, &usual_rows(condition), now)
    }

    /// Returns a patient's plan in words while it is being edited. Nothing is written.
    ///
    /// # Errors
    /// [`ClientError::UnknownPatient`]; [`ClientError::SessionEnded`] if nobody is signed in.
    pub fn preview_plan(
        &self,
        patient: &str,
        rows: &[PlanRow],
        now: &Moment,
    ) -> Result<PlanDraft, ClientError> {
        let patient = self.patient(patient)?;
        self.with_patient(patient, |facts| plan_draft(facts, rows, now))
    }

    /// Signs a care plan, in place of the current one, which is kept. Its first day is the local date of `at`. If nothing
    /// changed, as in a retry, nothing is written.
    ///
    /// # Errors
    /// [`ClientError::Invalid`] if a row is out of range or contradicts itself, or if the time is wrong;
    /// [`ClientError::UnknownInstrument`] if patients cannot be asked a form; [`ClientError::PlanNotConfirmed`] if the plan
    /// asks a form too often and that was not confirmed; [`ClientError::UnknownPatient`]; [`ClientError::WrongYear`]; a
    /// network or server error.
    pub async fn sign_plan(&self, form: &CarePlanForm) -> Result<(), ClientError> {
        let patient = self.retyped(&form.patient, form.year_of_birth)?;
        check(&form.rows, &self.clinic_library()).map_err(|error| match error {
            PlanError::Instrument(_) => ClientError::UnknownInstrument,
            PlanError::Range(_)
            | PlanError::Direction(_)
            | PlanError::Overlap(_)
            | PlanError::Twice(_) => ClientError::Invalid { what: "plan" },
        })?;
        let (at, zone) = (self.happened(&form.at)?, self.zone()?);
        let current = self.host.shelf.look(patient, |journal| current_plan(&filed(journal)));
        let current = current.ok_or(ClientError::UnknownPatient)?;
        if current.as_ref().is_some_and(|(_, rows)| *rows == form.rows) {
            return self.write(patient, Vec::new()).await;
        }
        let draft = self.with_patient(patient, |facts| plan_draft(facts, &form.rows, &at))?;
        if !draft.clashes.iter().all(|it| form.confirmed.contains(it)) {
            return Err(ClientError::PlanNotConfirmed);
        }
        let plan = CarePlan {
            at,
            zone,
            replaces: current.map(|(record, _)| record),
            rows: form.rows.clone(),
        };
        self.write_once(patient, Entry::CarePlan(plan)).await.map(drop)
    }
}

fn current_plan(entries: &[Filed<'_>]) -> Option<(RecordId, Vec<PlanRow>)> {
    standing(entries).current.iter().rev().find_map(|it| {
        let Entry::CarePlan(plan) = it.entry else { return None };
        Some((it.record, plan.rows.clone()))
    })
}
