//! A patient's care plan.

use serde::{Deserialize, Serialize};

use super::Clinician;
use super::view::filed;
use crate::error::ClientError;
use crate::host::Platform;
use crate::language::words;
use interlude_clinical::chart::{PlanRowView, row_text};
use interlude_clinical::entry::care_plan::{CarePlan, PlanRow};
use interlude_clinical::entry::current::standing;
use interlude_clinical::entry::treatment::TreatedCondition;
use interlude_clinical::entry::{Entry, Filed};
use interlude_clinical::library::Library;
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
    /// When it is signed (RFC 3339 with offset); its local date is the first day of the plan.
    pub at: String,
    /// What is asked, and when.
    pub rows: Vec<PlanRow>,
}

/// The rows of a plan in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PlanPreview {
    /// The rows.
    pub rows: Vec<PlanRowView>,
    /// What is wrong with the plan; `None` if it can be signed.
    pub wrong: Option<String>,
}

interlude_clinical::redacted!(CarePlanForm);

impl<P: Platform> Clinician<P> {
    /// Returns the plan that is usual for a condition.
    ///
    /// # Errors
    /// [`ClientError::SessionEnded`] if nobody is signed in.
    pub fn usual_plan(&self, condition: TreatedCondition) -> Result<PlanPreview, ClientError> {
        self.staff()?;
        Ok(preview(usual_rows(condition), &self.clinic_library()))
    }

    /// Returns a plan in words while it is being edited. Nothing is written.
    ///
    /// # Errors
    /// [`ClientError::SessionEnded`] if nobody is signed in.
    pub fn preview_plan(&self, rows: Vec<PlanRow>) -> Result<PlanPreview, ClientError> {
        self.staff()?;
        Ok(preview(rows, &self.clinic_library()))
    }

    /// Signs a care plan, in place of the current one, which is kept. If nothing changed, as in a retry, nothing is written.
    ///
    /// # Errors
    /// [`ClientError::Invalid`] if a row is out of range or contradicts itself, or the time is in the future; [`ClientError::UnknownInstrument`] if
    /// patients cannot be asked a form; [`ClientError::UnknownPatient`]; [`ClientError::WrongYear`]; a network or server
    /// error.
    pub async fn sign_plan(&self, form: &CarePlanForm) -> Result<(), ClientError> {
        let patient = self.retyped(&form.patient, form.year_of_birth)?;
        check(&form.rows, &self.clinic_library()).map_err(|error| match error {
            PlanError::Instrument(_) => ClientError::UnknownInstrument,
            PlanError::Range(_)
            | PlanError::Direction(_)
            | PlanError::Overlap(_)
            | PlanError::Interval(_)
            | PlanError::Twice(_) => ClientError::Invalid { what: "plan" },
        })?;
        let at = self.happened(&form.at)?;
        let current = self.host.shelf.look(patient, |journal| current_plan(&filed(journal)));
        let current = current.ok_or(ClientError::UnknownPatient)?;
        if current.as_ref().is_some_and(|(_, rows)| *rows == form.rows) {
            return self.write(patient, Vec::new()).await;
        }
        let plan = CarePlan {
            at,
            zone: self.zone()?,
            replaces: current.map(|(record, _)| record),
            rows: form.rows.clone(),
        };
        self.write_once(patient, Entry::CarePlan(plan)).await.map(drop)
    }
}

/// The rows in words, and the first thing that is wrong with them.
pub(super) fn preview(rows: Vec<PlanRow>, library: &Library) -> PlanPreview {
    let wrong = check(&rows, library).err().map(|error| error.text(words()));
    let view = |row: PlanRow| {
        let short = library.instrument(&row.instrument).map(|it| it.short.clone());
        let text = row_text(short.as_deref().unwrap_or(&row.instrument), &row, words());
        PlanRowView { row, text }
    };
    PlanPreview { rows: rows.into_iter().map(view).collect(), wrong }
}

fn current_plan(entries: &[Filed<'_>]) -> Option<(RecordId, Vec<PlanRow>)> {
    standing(entries).current.iter().rev().find_map(|it| {
        let Entry::CarePlan(plan) = it.entry else { return None };
        Some((it.record, plan.rows.clone()))
    })
}
