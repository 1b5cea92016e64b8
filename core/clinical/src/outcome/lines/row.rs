//! Lines of output.

use std::collections::BTreeMap;

use serde::Serialize;

use super::event::{Patient, Patients};
use crate::catalogue;
use crate::outcome::cohort::{Cohort, cohort};
use crate::outcome::{Course, Interval, Outcome, Rules, Scale, intervals, outcome};

/// What a line of output is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A patient and an instrument.
    Outcomes,
    /// A patient, an instrument and an infusion.
    Between,
    /// An instrument.
    Cohort,
}

/// A line of output: who, which instrument, and the figures.
#[derive(Serialize)]
pub struct Row<'a> {
    /// As the input names one; `None` in a cohort.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patient: Option<&'a Patient>,
    /// Its id.
    pub instrument: &'static str,
    /// The figures.
    #[serde(flatten)]
    pub figures: Figures,
}

/// The figures of a line, by what was asked.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Figures {
    /// Of [`What::Outcomes`].
    Outcome(Box<Outcome>),
    /// Of [`What::Between`].
    Interval(Box<Interval>),
    /// Of [`What::Cohort`].
    Cohort(Box<Cohort>),
}

redacted!(Row<'_>, Figures);

impl Row<'_> {
    /// The row as JSON, without a line break.
    #[must_use]
    pub fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Computes all rows, in order of patient and instrument.
pub fn rows<'a>(
    patients: &'a Patients,
    what: What,
    rules: &'a Rules,
) -> Box<dyn Iterator<Item = Row<'a>> + 'a> {
    let courses = patients.iter().flat_map(move |(patient, given)| {
        given.scores.iter().filter_map(move |(id, scores)| {
            let scale = Scale::of(catalogue::instrument(id).ok()?, rules);
            Some((patient, *id, scale, Course::new(given.infusions.clone(), scores.clone())))
        })
    });
    let row = |patient: &'a Patient, instrument: &'static str, figures| Row {
        patient: Some(patient),
        instrument,
        figures,
    };
    match what {
        What::Outcomes => Box::new(courses.map(move |(patient, id, scale, course)| {
            let figures = Box::new(outcome(&course, &scale, rules));
            row(patient, id, Figures::Outcome(figures))
        })),
        What::Between => Box::new(courses.flat_map(move |(patient, id, scale, course)| {
            let all = intervals(&course, &scale, rules).into_iter();
            all.map(move |it| row(patient, id, Figures::Interval(Box::new(it))))
        })),
        What::Cohort => {
            let mut by_instrument: BTreeMap<&'static str, Vec<Outcome>> = BTreeMap::new();
            for (_, id, scale, course) in courses {
                by_instrument.entry(id).or_default().push(outcome(&course, &scale, rules));
            }
            Box::new(by_instrument.into_iter().map(|(instrument, outcomes)| Row {
                patient: None,
                instrument,
                figures: Figures::Cohort(Box::new(cohort(&outcomes))),
            }))
        }
    }
}
