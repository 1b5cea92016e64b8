//! What the first screen asks: by the care plan, or by the clinic's list of forms.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use super::view::DueForm;
use crate::language::words;
use interlude_clinical::chart::OwnSchedule;
use interlude_clinical::entry::{Entry, Filed, Side};
use interlude_clinical::instrument::{ContentKind, Instrument};
use interlude_clinical::library::{Library, can_be_asked};
use interlude_clinical::moment::{Moment, days_between};
use interlude_clinical::response::FormStatus;

/// Most forms on the first screen.
const MOST_DUE: usize = 3;

/// Days for which the first screen says that the plan changed.
const PLAN_NEWS_DAYS: i32 = 7;

/// The data that the first screen takes from the entries.
pub(super) struct Known {
    /// When each instrument was last submitted.
    submitted: BTreeMap<String, Moment>,
    /// The newest infusion.
    pub(super) infusion: Option<Moment>,
    /// Days of planned infusions.
    planned: BTreeSet<NaiveDate>,
}

impl Known {
    pub(super) fn of(library: &Library, entries: &[Filed<'_>]) -> Self {
        let mut known =
            Self { submitted: BTreeMap::new(), infusion: None, planned: BTreeSet::new() };
        for filed in library.standing(&without_ratings(entries)).current {
            if let Entry::Response(response) = filed.entry
                && response.status == FormStatus::Submitted
            {
                known.submitted.insert(response.instrument.clone(), response.at.clone());
            } else if let Entry::Infusion(infusion) = filed.entry {
                known.infusion = Some(infusion.at.clone());
            } else if let Entry::PlannedInfusion(planned) = filed.entry {
                known.planned.insert(planned.day);
            }
        }
        known
    }
}

impl Known {
    /// The day from which a form of the clinic's list is asked: today, or once its shortest interval has passed.
    pub(super) fn asked_from(&self, instrument: &Instrument, now: &Moment) -> NaiveDate {
        let interval = instrument.minimum_interval_days.value.max(1);
        let left = |at: &Moment| interval.saturating_sub(at.days_ago(now));
        let days = self.submitted.get(&instrument.id).map_or(0, left);
        let today = now.date();
        today.checked_add_days(Days::new(u64::try_from(days).unwrap_or(0))).unwrap_or(today)
    }

    /// The day of the next planned infusion; today only until one is given.
    pub(super) fn next(&self, now: &Moment) -> Option<NaiveDate> {
        let given = self.infusion.as_ref().map(Moment::date);
        self.planned.range(now.date()..).find(|day| Some(**day) != given).copied()
    }
}

/// Removes clinicians' ratings: they are not the patient's answers, so they neither appear in the patient's trend nor
/// decide what is due.
pub(super) fn without_ratings<'a>(entries: &[Filed<'a>]) -> Vec<Filed<'a>> {
    let rated = |it: &Filed<'_>| it.by == Side::Clinic && matches!(it.entry, Entry::Response(_));
    entries.iter().filter(|it| !rated(it)).copied().collect()
}

/// The forms that the care plan asks now. Those that close first come first, and the check-in last.
pub(super) fn planned(library: &Library, schedule: &OwnSchedule, now: &Moment) -> Vec<DueForm> {
    let open = schedule.open.iter();
    let mut open: Vec<(&Instrument, NaiveDate)> = open
        .filter_map(|(id, closes)| Some((library.instrument(id)?, *closes)))
        .filter(|(instrument, _)| can_be_asked(instrument).is_ok())
        .collect();
    open.sort_by_key(|(it, closes)| (it.content_kind == ContentKind::CheckIns, *closes));
    let forms = open.into_iter().take(MOST_DUE).map(|(instrument, closes)| DueForm {
        instrument: instrument.id.clone(),
        title: instrument.short.clone(),
        minutes_text: if closes == now.date() {
            instrument.duration_text.clone()
        } else {
            words().phone_until(&instrument.duration_text, words().day_in_full(closes))
        },
    });
    forms.collect()
}

/// Tells the patient for a week that the plan changed.
pub(super) fn plan_text(schedule: &OwnSchedule, now: &Moment) -> Option<String> {
    let days = days_between(schedule.signed, now.date());
    let recent = schedule.changed && (0..PLAN_NEWS_DAYS).contains(&days);
    recent.then(|| words().phone_plan_changed(words().day_in_full(schedule.signed)))
}

/// The forms of the clinic's list whose shortest interval has passed.
pub(super) fn due(library: &Library, known: &Known, now: &Moment) -> Vec<DueForm> {
    let mut due: Vec<&Instrument> = library
        .asked()
        .into_iter()
        .filter(|instrument| known.asked_from(instrument, now) <= now.date())
        .collect();
    // Questionnaires come first: their window closes, while the check-in returns tomorrow.
    due.sort_by_key(|instrument| instrument.content_kind == ContentKind::CheckIns);
    let forms = due.into_iter().take(MOST_DUE).map(|instrument| DueForm {
        instrument: instrument.id.clone(),
        title: instrument.short.clone(),
        minutes_text: instrument.duration_text.clone(),
    });
    forms.collect()
}
