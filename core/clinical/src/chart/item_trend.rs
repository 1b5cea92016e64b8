//! Single questions over time: one small chart for each; their answers are never summed.

use serde::{Deserialize, Serialize};

use crate::instrument::Instrument;
use crate::instrument::item::{Item, ItemKind};
use crate::instrument::scoring::Method;
use crate::timeline::{Assessment, Timeline};

/// A single question over time.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ItemTrend {
    /// Id of the item.
    pub item: String,
    /// Label of one or two words.
    pub label: String,
    /// How it is drawn.
    pub kind: ItemTrendKind,
    /// Lowest possible value.
    pub min: i32,
    /// Highest possible value.
    pub max: i32,
    /// Answers by time.
    pub points: Vec<ItemTrendPoint>,
    /// The trend in a sentence.
    pub text: String,
}

/// How a single question is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum ItemTrendKind {
    /// A number.
    Number,
    /// Yes (1) or no (0).
    Boolean,
}

/// One answer to a single question.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ItemTrendPoint {
    /// Time of the answer, as recorded.
    pub at: String,
    /// Local date.
    pub day: String,
    /// The answer; `None` if it was skipped.
    pub value: Option<f64>,
}

/// Every single question that was ever asked, in the order of the catalogue.
pub(super) fn item_trends(timeline: &Timeline<'_>) -> Vec<ItemTrend> {
    let single =
        timeline.library.instruments().filter(|it| it.scoring.method == Method::SingleItems);
    single
        .flat_map(|instrument| instrument.items.iter().map(move |item| (instrument, item)))
        .filter_map(|(instrument, item)| item_trend(timeline, instrument, item))
        .collect()
}

/// The trend of one question; `None` for choices, texts, and questions that were never asked.
fn item_trend(timeline: &Timeline<'_>, instrument: &Instrument, item: &Item) -> Option<ItemTrend> {
    let kind = match item.kind {
        ItemKind::Number { .. } | ItemKind::Decimal { .. } => ItemTrendKind::Number,
        ItemKind::Boolean => ItemTrendKind::Boolean,
        ItemKind::Choice { .. } | ItemKind::Text { .. } => return None,
    };
    // In an unknown version, a different question may have the same id.
    let known = |form: &&Assessment<'_>| form.is_current() && form.instrument.is_some();
    let forms = timeline.forms_of(instrument).filter(known);
    let mut last = None;
    let points: Vec<ItemTrendPoint> = forms
        .filter_map(|form| {
            let value = form.response.answers.get(&item.id)?.number();
            last = value.map(|value| (value, form.response.at.date())).or(last);
            Some(ItemTrendPoint {
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
    let values: Vec<f64> = points.iter().filter_map(|point| point.value).collect();
    let words = timeline.words;
    let label = item.label.clone().unwrap_or_else(|| item.name(words));
    let not_answered = points.len() - values.len();
    let text = match (kind, last) {
        (_, None) => words.trend_unanswered(&label),
        (ItemTrendKind::Boolean, Some(_)) => {
            let yes = values.iter().filter(|value| **value > 0.5).count();
            words.trend_boolean(&label, yes, values.len() - yes, not_answered)
        }
        (ItemTrendKind::Number, Some((value, date))) => {
            let low = values.iter().copied().fold(value, f64::min);
            let high = values.iter().copied().fold(value, f64::max);
            let [value, low, high] = [value, low, high].map(|it| words.decimal(it));
            words.trend_number(&label, value, words.long_date(date), low, high, not_answered)
        }
    };
    Some(ItemTrend { item: item.id.clone(), label, kind, min, max, points, text })
}
