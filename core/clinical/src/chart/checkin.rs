//! Single questions over time: one small chart each, never summed.

use serde::{Deserialize, Serialize};

use super::course::{Course, Form};
use super::text::long_date;
use crate::entry::infusion::decimal;
use crate::instrument::Instrument;
use crate::instrument::item::{Item, ItemKind};
use crate::instrument::scoring::Method;

/// A single question over time.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckIn {
    /// Id of the item.
    pub item: String,
    /// One or two words.
    pub label: String,
    /// What is drawn.
    pub kind: CheckInKind,
    /// Least value.
    pub min: i32,
    /// Greatest value.
    pub max: i32,
    /// Answers by time.
    pub points: Vec<CheckInPoint>,
    /// The whole in a sentence.
    pub text: String,
}

/// What a single question is drawn as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CheckInKind {
    /// A number.
    Number,
    /// Yes (1) or no (0).
    Boolean,
}

/// One answer to a single question.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckInPoint {
    /// When, as written.
    pub at: String,
    /// Local date.
    pub day: String,
    /// The answer; `None` if it was skipped.
    pub value: Option<f64>,
}

/// Every single question that was ever asked, in the order of the catalogue.
pub(super) fn check_ins(course: &Course<'_>) -> Vec<CheckIn> {
    let single = course.library.instruments().filter(|it| it.scoring.method == Method::SingleItems);
    single
        .flat_map(|instrument| instrument.items.iter().map(move |item| (instrument, item)))
        .filter_map(|(instrument, item)| check_in(course, instrument, item))
        .collect()
}

/// `None` for texts and for a question that was never asked.
fn check_in(course: &Course<'_>, instrument: &Instrument, item: &Item) -> Option<CheckIn> {
    let kind = match item.kind {
        ItemKind::Number { .. } | ItemKind::Decimal { .. } => CheckInKind::Number,
        ItemKind::Boolean => CheckInKind::Boolean,
        ItemKind::Choice { .. } | ItemKind::Text { .. } => return None,
    };
    // Of a version that nobody knows, a question of the same name may have asked something else.
    let known = |form: &&Form<'_>| form.is_current() && form.instrument.is_some();
    let forms = course.forms_of(instrument).filter(known);
    let mut last = None;
    let points: Vec<CheckInPoint> = forms
        .filter_map(|form| {
            let value = form.response.answers.get(&item.id)?.number();
            last = value.map(|value| (value, form.response.at.date())).or(last);
            Some(CheckInPoint {
                at: form.response.at.as_str().to_owned(),
                day: form.response.at.date().to_string(),
                value,
            })
        })
        .collect();
    if points.is_empty() {
        return None;
    }
    let (min, max) = item.range();
    let label = item.label.clone().unwrap_or_else(|| item.name());
    let values: Vec<f64> = points.iter().filter_map(|point| point.value).collect();
    let skipped = match points.len() - values.len() {
        0 => String::new(),
        number => format!(", {number} not answered"),
    };
    let text = match (kind, last) {
        (_, None) => format!("{label}: not answered"),
        (CheckInKind::Boolean, Some(_)) => {
            let yes = values.iter().filter(|value| **value > 0.5).count();
            format!("{label}: {yes} yes, {} no{skipped}", values.len() - yes)
        }
        (CheckInKind::Number, Some((value, date))) => {
            let low = values.iter().copied().fold(value, f64::min);
            let high = values.iter().copied().fold(value, f64::max);
            format!(
                "{label}: {} on {}, lowest {}, highest {}{skipped}",
                decimal(value),
                long_date(date),
                decimal(low),
                decimal(high),
            )
        }
    };
    Some(CheckIn { item: item.id.clone(), label, kind, min, max, points, text })
}
