//! What the demo clinic decides about a patient: the clinician, the episode of care, planned infusions and care plans.

use interlude_client::clinician::{CarePlanForm, EpisodeForm, OwnerForm, PlannedInfusionForm};
use interlude_client::error::ClientError;
use interlude_clinical::entry::care_plan::{Anchor, PlanRow, Repeat};
use interlude_clinical::entry::treatment::TreatedCondition;
use interlude_clinical::schedule::usual_rows;

use super::days::{DaysAgo, ZONE};
use super::people::{DemoPatient, Story};
use crate::world::Page;

/// A patient of the clinic.
pub(super) struct Patient<'a> {
    pub(super) page: &'a Page,
    pub(super) days: &'a DaysAgo,
    pub(super) space: String,
    pub(super) person: &'a DemoPatient,
    pub(super) year_of_birth: i32,
}

impl Patient<'_> {
    /// Records everything; `start` is the first day, in days before today.
    pub(super) async fn treat(&self, start: u32) -> Result<(), ClientError> {
        let condition = self.episode(start).await?;
        self.owner(start).await?;
        self.plan_infusion().await?;
        for (signed, rows) in plans(self.person.story, condition) {
            self.sign(signed, rows).await?;
        }
        Ok(())
    }

    async fn episode(&self, start: u32) -> Result<TreatedCondition, ClientError> {
        let (condition, goals) = match self.person.story {
            Story::Responder | Story::New | Story::Untreated => {
                (TreatedCondition::Depression, "Back to work")
            }
            Story::Partial | Story::NonResponder | Story::Worsening | Story::JustTreated => {
                (TreatedCondition::Trd, "Days without hours in bed")
            }
            Story::Relapse | Story::Cycling => (TreatedCondition::Bipolar, "Steady months"),
            Story::Maintenance | Story::Transferred => (TreatedCondition::Trd, "Stay well"),
            Story::Silent => (TreatedCondition::Postpartum, "Enjoy time with the baby"),
        };
        let episode = EpisodeForm {
            patient: self.space.clone(),
            year_of_birth: self.year_of_birth,
            condition,
            goals: goals.to_owned(),
            primary_instrument: condition.proposed_instrument().to_owned(),
            start: self.days.date(start).to_string(),
            end_day: None,
            end_reason: String::new(),
        };
        self.page.save_episode(&episode).await?;
        Ok(condition)
    }

    /// Names the signed-in clinician as the patient's.
    async fn owner(&self, start: u32) -> Result<(), ClientError> {
        let me = self.page.team_view()?.people.into_iter().find(|it| it.is_me);
        let owner = OwnerForm {
            patient: self.space.clone(),
            year_of_birth: self.year_of_birth,
            clinician: me.ok_or(ClientError::SessionEnded)?.id,
            at: self.days.at(start, 8, 30)?.as_str().to_owned(),
            zone: ZONE.to_owned(),
        };
        self.page.set_owner(&owner).await
    }

    /// Plans the next infusion of those who stay well with infusions, and the first of who had none.
    async fn plan_infusion(&self) -> Result<(), ClientError> {
        let in_days = match self.person.story {
            Story::Maintenance => 3,
            Story::Untreated => 4,
            Story::Silent => 5,
            Story::Cycling => 9,
            Story::Responder
            | Story::Partial
            | Story::NonResponder
            | Story::Relapse
            | Story::Worsening
            | Story::New
            | Story::Transferred
            | Story::JustTreated => return Ok(()),
        };
        let today = self.days.date(0);
        let day = today.checked_add_days(chrono::Days::new(in_days)).unwrap_or(today);
        let planned = PlannedInfusionForm {
            patient: self.space.clone(),
            year_of_birth: self.year_of_birth,
            day: day.to_string(),
            route: "iv".to_owned(),
            dose_mg: Some((self.person.weight_kg * 0.5).round()),
        };
        self.page.plan_infusion(&planned).await.map(drop)
    }

    /// Signs a plan, and confirms what it asks too often.
    async fn sign(&self, signed: u32, rows: Vec<PlanRow>) -> Result<(), ClientError> {
        let at = self.days.at(signed, 11, 0)?;
        let confirmed = self.page.preview_plan(&self.space, &rows, &at)?.clashes;
        let plan = CarePlanForm {
            patient: self.space.clone(),
            year_of_birth: self.year_of_birth,
            rows,
            confirmed,
            at: at.as_str().to_owned(),
        };
        self.page.sign_plan(&plan).await
    }
}

/// Care plans with the days before today on which they were signed, oldest first.
fn plans(story: Story, condition: TreatedCondition) -> Vec<(u32, Vec<PlanRow>)> {
    match story {
        Story::Maintenance => vec![(70, usual_rows(condition))],
        Story::Cycling => vec![(100, usual_rows(condition)), (2, weekly())],
        Story::NonResponder => vec![(60, every_state())],
        Story::Responder
        | Story::Partial
        | Story::Relapse
        | Story::Worsening
        | Story::Silent
        | Story::New
        | Story::Untreated
        | Story::Transferred
        | Story::JustTreated => Vec::new(),
    }
}

fn row(instrument: &str, offset_days: i16, window_days: u16, every_days: u16) -> PlanRow {
    PlanRow {
        instrument: instrument.to_owned(),
        anchor: Anchor::Start,
        offset_days,
        window_days,
        repeat: Some(Repeat { every_days, times: None }),
    }
}

fn weekly() -> Vec<PlanRow> {
    vec![row("phq9", 0, 3, 7), row("daily_checkin", 0, 0, 1)]
}

/// A plan from 60 days ago. The PHQ-9 comes in its window each week, the GAD-7 a day or more after its window, and nobody
/// answers the PEG, whose last window opened two days ago.
fn every_state() -> Vec<PlanRow> {
    vec![row("phq9", 4, 2, 7), row("gad7", 0, 3, 14), row("peg", 2, 3, 14)]
}
