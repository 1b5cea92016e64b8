//! A patient's trend: the part of a chart that patients may see.
//!
//! A [`Chart`] is for clinicians. It also contains notes beside a score, change scores and sentences about safety
//! answers. A [`Trend`] has no fields for these, so none can reach a phone's screen.

use super::degree::are_degrees;
use crate::form::source_of;
use interlude_clinical::chart::Chart;
use interlude_clinical::instrument::points::Points;

/// The patient's answers to one instrument, and single questions over time.
#[derive(Clone, PartialEq)]
pub struct Trend {
    /// The instrument shown.
    pub instrument: TrendInstrument,
    /// Instruments that can be shown.
    pub available: Vec<TrendChoice>,
    /// Forms by time.
    pub points: Vec<TrendPoint>,
    /// Infusions by time.
    pub infusions: Vec<TrendInfusion>,
    /// Single questions over time, such as those of the daily check-in.
    pub questions: Vec<TrendQuestion>,
    /// First and last answer and the days since the last infusion in sentences; empty if there is nothing to say.
    pub own_texts: Vec<String>,
    /// A sentence about unreadable answers; `None` if there are none.
    pub unreadable_text: Option<String>,
    /// A sentence about forms of unknown versions, which are not scored; `None` if there are none.
    pub unknown_text: Option<String>,
}

/// The instrument of a trend.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendInstrument {
    /// Id, such as `phq9`.
    pub id: String,
    /// Full name.
    pub title: String,
    /// Name in tables.
    pub short: String,
    /// Which direction is better: `↓ lower is better`; empty if unknown.
    pub direction_text: String,
    /// Lowest possible total, in points.
    pub min: f64,
    /// Highest possible total, in points.
    pub max: f64,
    /// The published names of ranges, shown only under "What does this number mean?". Empty unless every name is a degree
    /// and was checked at its source.
    pub bands: Vec<TrendBand>,
    /// The licence notice, then the citation.
    pub source_text: String,
}

/// A published name for a range of totals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrendBand {
    /// The range of totals, such as `5–9`.
    pub range_text: String,
    /// Published name.
    pub label: String,
}

/// An instrument that can be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrendChoice {
    /// Id, such as `phq9`.
    pub id: String,
    /// Name in tables.
    pub short: String,
}

/// One form in a trend.
#[derive(Clone, PartialEq)]
pub struct TrendPoint {
    /// When it was closed, RFC 3339 with the local offset.
    pub at: String,
    /// Local date, `2026-05-12`.
    pub day: String,
    /// Total in points; `None` is a gap.
    pub total: Option<f64>,
    /// `10 of 27: moderate`; without a total, the reason.
    pub text: String,
    /// Code of the band, for tests and exports; `None` without a total or bands.
    pub band: Option<String>,
    /// Days since the previous infusion; `None` before the first.
    pub days_since_infusion: Option<i32>,
}

/// An infusion in a trend.
#[derive(Clone, PartialEq, Eq)]
pub struct TrendInfusion {
    /// 1 for the first.
    pub number: i32,
    /// Local date, `2026-05-12`.
    pub day: String,
    /// What was given, in words.
    pub label: String,
}

/// A single question over time.
#[derive(Clone, PartialEq)]
pub struct TrendQuestion {
    /// Id of the item.
    pub item: String,
    /// One or two words.
    pub label: String,
    /// Least value.
    pub min: i32,
    /// Greatest value.
    pub max: i32,
    /// Answers by time.
    pub points: Vec<TrendAnswer>,
}

/// One answer to a single question.
#[derive(Clone, PartialEq)]
pub struct TrendAnswer {
    /// Local date, `2026-05-12`.
    pub day: String,
    /// The answer; `None` if it was skipped.
    pub value: Option<f64>,
}

interlude_clinical::redacted!(Trend, TrendPoint, TrendInfusion, TrendQuestion, TrendAnswer);

impl Trend {
    /// Takes the patient's part of `chart`.
    pub(super) fn of(chart: Chart) -> Self {
        let shown = chart.instrument;
        let with_bands = shown.bands_text.is_none() && are_degrees(&shown.bands);
        let bands = shown.bands.into_iter().filter(|_| with_bands);
        let bands = bands.map(|it| TrendBand { range_text: it.range_text, label: it.label });
        let available = chart.available.into_iter();
        let points = chart.points.into_iter().map(|it| TrendPoint {
            at: it.at,
            day: it.day,
            total: it.total.map(Points::as_f64),
            text: it.text,
            band: it.band,
            days_since_infusion: it.days_since_infusion,
        });
        let infusions = chart.infusions.into_iter().map(|it| TrendInfusion {
            number: i32::try_from(it.number).unwrap_or(i32::MAX),
            day: it.day,
            label: it.label,
        });
        let questions = chart.checkins.into_iter().map(|it| {
            let points = it.points.into_iter();
            let points = points.map(|it| TrendAnswer { day: it.day, value: it.value }).collect();
            TrendQuestion { item: it.item, label: it.label, min: it.min, max: it.max, points }
        });
        Self {
            instrument: TrendInstrument {
                source_text: source_of(&shown.licence, shown.citation.as_deref()),
                id: shown.id,
                title: shown.title,
                short: shown.short,
                direction_text: shown.direction_text,
                min: shown.min.as_f64(),
                max: shown.max.as_f64(),
                bands: bands.collect(),
            },
            available: available.map(|it| TrendChoice { id: it.id, short: it.short }).collect(),
            points: points.collect(),
            infusions: infusions.collect(),
            questions: questions.collect(),
            own_texts: chart.outcome.map(|it| it.own_texts).unwrap_or_default(),
            unreadable_text: chart.unreadable_text,
            unknown_text: chart.unknown_text,
        }
    }
}
