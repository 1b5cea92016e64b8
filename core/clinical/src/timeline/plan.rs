//! What a care plan is compared with: infusions, plans and answers of one patient.

use chrono::NaiveDate;

use super::Timeline;
use crate::entry::care_plan::PlanRow;
use crate::moment::Moment;
use crate::response::FormStatus;
use crate::schedule::{DueItem, Given, due};

impl Timeline<'_> {
    /// The windows of the care plan that open up to so many days after `now`; empty without a plan.
    pub(crate) fn due(&self, now: &Moment, days_ahead: u64) -> Vec<DueItem> {
        self.due_of(now, days_ahead, |_| true)
    }

    /// The same for the instruments that are `wanted`, by id.
    pub(crate) fn due_of(
        &self,
        now: &Moment,
        days_ahead: u64,
        wanted: impl Fn(&str) -> bool,
    ) -> Vec<DueItem> {
        let Some((_, plan)) = self.plan else { return Vec::new() };
        let today = now.date();
        let until = today.checked_add_days(chrono::Days::new(days_ahead)).unwrap_or(today);
        let rows: Vec<PlanRow> =
            plan.rows.iter().filter(|it| wanted(&it.instrument)).cloned().collect();
        due(&rows, &self.given(plan.at.date()), today, until)
    }

    /// What a plan whose first day is `start` is compared with.
    pub(crate) fn given(&self, start: NaiveDate) -> Given {
        let own = self.assessments.iter().filter(|it| it.is_own() && it.is_current());
        let submitted = own.filter(|it| it.response.status == FormStatus::Submitted);
        let answered = submitted.map(|it| (it.response.instrument.clone(), it.response.at.date()));
        // Who crosses the date line can write an earlier date at a later instant.
        let mut answered: Vec<(String, NaiveDate)> = answered.collect();
        answered.sort_by_key(|(_, day)| *day);
        let mut infusions: Vec<NaiveDate> =
            self.infusions.iter().map(|it| it.infusion.at.date()).collect();
        infusions.sort_unstable();
        Given {
            start,
            infusions,
            planned: self.planned.iter().map(|(_, it)| it.day).collect(),
            answered,
            series_gap_days: u16::try_from(self.rules.series_gap_days).unwrap_or(u16::MAX),
        }
    }
}
