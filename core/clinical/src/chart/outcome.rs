//! The outcome of the drawn instrument: sentences, reference lines, marks on the line, and series of infusions.

use serde::{Deserialize, Serialize};

use super::Point;
use crate::instrument::Instrument;
use crate::instrument::points::Points;
use crate::moment::Moment;
use crate::outcome::History;
use crate::outcome::{State, When, series};
use crate::words::Words;

/// The outcome of one instrument, with the definitions that it was computed by.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct OutcomeView {
    /// What the latest score says about the course.
    pub state: State,
    /// The state as clinicians name it, such as `Lost response`.
    pub label: String,
    /// The outcome in sentences, the most important first.
    pub texts: Vec<String>,
    /// The definitions, in sentences.
    pub definitions: Vec<String>,
    /// Baseline, latest total and days since the last infusion in sentences for the patient, without clinical names.
    pub own_texts: Vec<String>,
    /// Baseline, response and remission as lines over the chart.
    pub lines: Vec<ReferenceLine>,
    /// Forms to mark on the line, by time; at most four.
    pub marks: Vec<OutcomeMark>,
    /// Series of infusions with the time in response that followed.
    pub series: Vec<SeriesView>,
}

/// A line over the whole chart.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ReferenceLine {
    /// What it shows.
    pub kind: ReferenceKind,
    /// The total at which it lies.
    pub total: Points,
    /// Its label with the number, such as `response ≤ 10.5`.
    pub text: String,
}

/// Kinds of reference lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum ReferenceKind {
    /// The baseline.
    Baseline,
    /// The total up to which, or from which, a score is a response.
    Response,
    /// The limit of remission.
    Remission,
}

/// A form at which the outcome changed.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct OutcomeMark {
    /// The form's record in hex.
    pub record: String,
    /// When the form was closed, as recorded.
    pub at: String,
    /// Its total.
    pub total: Points,
    /// What changed, such as `lost response, day 24 after infusion 6`.
    pub text: String,
}

/// A series of infusions and what followed it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SeriesView {
    /// 1 for the first.
    pub number: u32,
    /// Local date of its first infusion.
    pub first_day: String,
    /// Local date of its last infusion.
    pub last_day: String,
    /// Days from its last infusion to the loss of the response, or to the last score; `None` without a response to follow.
    pub response_days: Option<u32>,
    /// Whether the response was lost.
    pub lost: bool,
    /// Number and infusions, such as `Series 2: 6 infusions`.
    pub label: String,
    /// What followed: `lost on day 19`, `held to day 12` or `no response to follow`.
    pub text: String,
}

redacted!(OutcomeView, ReferenceLine, OutcomeMark, SeriesView);

pub(super) fn outcome_view(
    history: &History<'_>,
    instrument: &Instrument,
    points: &[Point],
    days_since_infusion: Option<i32>,
    words: &Words,
) -> OutcomeView {
    let state = history.state();
    let mut own_texts = history.own_texts(instrument, words);
    own_texts.extend(days_since_infusion.filter(|days| *days >= 0).map(|it| words.own_day(it)));
    OutcomeView {
        state,
        label: state.text(words),
        texts: history.texts(instrument, words),
        definitions: history.rules.texts(instrument, words),
        own_texts,
        lines: lines(history, words),
        marks: marks(history, points, words),
        series: series_views(history, words),
    }
}

fn lines(history: &History<'_>, words: &Words) -> Vec<ReferenceLine> {
    let texts = history.line_texts(words);
    let kinds = [ReferenceKind::Baseline, ReferenceKind::Response, ReferenceKind::Remission];
    let lines = kinds.into_iter().zip(texts);
    lines
        .filter_map(|(kind, it)| it.map(|(total, text)| ReferenceLine { kind, total, text }))
        .collect()
}

fn marks(history: &History<'_>, points: &[Point], words: &Words) -> Vec<OutcomeMark> {
    let mut marks: Vec<OutcomeMark> = Vec::new();
    for (when, text) in history.marks(words) {
        let here = |point: &&Point| {
            point.total.is_some()
                && Moment::parse(&point.at).is_ok_and(|at| When::at(at.time()) == when)
        };
        let Some((point, total)) = points.iter().rfind(here).and_then(|it| Some((it, it.total?)))
        else {
            continue;
        };
        match marks.iter_mut().find(|mark| mark.record == point.record) {
            Some(mark) => mark.text = words.notes([std::mem::take(&mut mark.text), text]),
            None => marks.push(OutcomeMark {
                record: point.record.clone(),
                at: point.at.clone(),
                total,
                text,
            }),
        }
    }
    marks.sort_by(|a, b| a.at.cmp(&b.at));
    marks
}

fn series_views(history: &History<'_>, words: &Words) -> Vec<SeriesView> {
    let all = series(history.course.infusions(), history.rules.series_gap_days);
    let views = (1_u32..).zip(all).filter_map(|(number, it)| {
        let place = usize::try_from(number).ok()?;
        let lasted = history.outcome.durability.iter().find(|it| it.series == place);
        let (first, last) = (it.first.date()?, it.last.date()?);
        let text = match lasted {
            Some(it) if it.event => words.series_lost(it.days),
            Some(it) => words.series_held(it.days),
            None => words.series_none(),
        };
        Some(SeriesView {
            number,
            first_day: first.to_string(),
            last_day: last.to_string(),
            response_days: lasted.and_then(|it| u32::try_from(it.days).ok()),
            lost: lasted.is_some_and(|it| it.event),
            label: words.series_label(number, it.infusions),
            text,
        })
    });
    views.collect()
}
