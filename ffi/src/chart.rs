//! A patient's own trend, as it crosses the boundary.

use interlude_client::form::source_of;
use interlude_clinical::chart;
use interlude_clinical::instrument::points::Points;

/// The patient's own course on one instrument.
#[derive(Clone, uniffi::Record)]
pub struct Chart {
    /// The instrument drawn.
    pub instrument: ChartInstrument,
    /// Instruments that can be drawn.
    pub available: Vec<ChartChoice>,
    /// Forms by time.
    pub points: Vec<ChartPoint>,
    /// Infusions by time.
    pub infusions: Vec<ChartInfusion>,
    /// Single questions over time.
    pub checkins: Vec<ItemCourse>,
    /// The chart in one sentence.
    pub summary: String,
    /// The notice about answers that could not be opened.
    pub unreadable_text: Option<String>,
    /// The notice about forms that cannot be scored here.
    pub unknown_text: Option<String>,
}

/// The instrument of a chart.
#[derive(Clone, uniffi::Record)]
pub struct ChartInstrument {
    /// Stored name.
    pub id: String,
    /// Full name.
    pub title: String,
    /// Name in tables.
    pub short: String,
    /// Which way is better, in words.
    pub direction_text: String,
    /// Lowest possible total.
    pub min: f64,
    /// Highest possible total.
    pub max: f64,
    /// The published names of ranges, for "What does this number mean?" only; those that a patient may read alone.
    pub bands: Vec<ChartBand>,
    /// Whose form it is and by what licence it is shown.
    pub source_text: String,
}

/// A published name of a range of totals.
#[derive(Clone, uniffi::Record)]
pub struct ChartBand {
    /// Lowest and highest total, such as `5–9`.
    pub range_text: String,
    /// Published name.
    pub label: String,
}

/// An instrument that can be drawn.
#[derive(Clone, uniffi::Record)]
pub struct ChartChoice {
    /// Stored name.
    pub id: String,
    /// Name in tables.
    pub short: String,
}

/// One form in a chart.
#[derive(Clone, uniffi::Record)]
pub struct ChartPoint {
    /// When it was closed, as written.
    pub at: String,
    /// Local date.
    pub day: String,
    /// Total in points; `None` is a gap.
    pub total: Option<f64>,
    /// `10 of 27: moderate`; without a total, why there is none.
    pub text: String,
    /// Stable name of the band, for tests and exports.
    pub band: Option<String>,
    /// Days since the last infusion before it.
    pub days_since_infusion: Option<i32>,
}

/// An infusion in a chart.
#[derive(Clone, uniffi::Record)]
pub struct ChartInfusion {
    /// 1 for the first.
    pub number: i32,
    /// Local date.
    pub day: String,
    /// What was given, in words.
    pub label: String,
}

/// A single question over time.
#[derive(Clone, uniffi::Record)]
pub struct ItemCourse {
    /// Stored name.
    pub item: String,
    /// One or two words.
    pub label: String,
    /// Least value.
    pub min: i32,
    /// Greatest value.
    pub max: i32,
    /// Answers by time.
    pub points: Vec<ItemReading>,
}

/// One answer to a single question.
#[derive(Clone, uniffi::Record)]
pub struct ItemReading {
    /// Local date.
    pub day: String,
    /// The answer; `None` if it was skipped.
    pub value: Option<f64>,
}

impl From<chart::Chart> for Chart {
    fn from(chart: chart::Chart) -> Self {
        let instrument = chart.instrument;
        let bands = instrument.bands.into_iter();
        let point = |it: chart::Point| ChartPoint {
            at: it.at,
            day: it.day,
            total: it.total.map(Points::as_f64),
            text: it.text,
            band: it.band,
            days_since_infusion: it.days_since_infusion,
        };
        let infusion = |it: chart::InfusionPoint| ChartInfusion {
            number: i32::try_from(it.number).unwrap_or(i32::MAX),
            day: it.day,
            label: it.label,
        };
        let reading = |it: chart::ItemTrendPoint| ItemReading { day: it.day, value: it.value };
        let course = |it: chart::ItemTrend| ItemCourse {
            item: it.item,
            label: it.label,
            min: it.min,
            max: it.max,
            points: it.points.into_iter().map(reading).collect(),
        };
        Self {
            instrument: ChartInstrument {
                source_text: source_of(&instrument.licence, instrument.citation.as_deref()),
                id: instrument.id,
                title: instrument.title,
                short: instrument.short,
                direction_text: instrument.direction_text,
                min: instrument.min.as_f64(),
                max: instrument.max.as_f64(),
                bands: bands
                    .map(|it| ChartBand { range_text: it.range_text, label: it.label })
                    .collect(),
            },
            available: chart
                .available
                .into_iter()
                .map(|it| ChartChoice { id: it.id, short: it.short })
                .collect(),
            points: chart.points.into_iter().map(point).collect(),
            infusions: chart.infusions.into_iter().map(infusion).collect(),
            checkins: chart.checkins.into_iter().map(course).collect(),
            summary: chart.summary,
            unreadable_text: chart.unreadable_text,
            unknown_text: chart.unknown_text,
        }
    }
}
