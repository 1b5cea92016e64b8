//! A patient's own trend, as it crosses the boundary: core's types, field by field.

use interlude_client::phone::trend::{
    Trend, TrendAnswer, TrendBand, TrendChoice, TrendInfusion, TrendInstrument, TrendPoint,
    TrendQuestion,
};

/// The patient's answers to one instrument, and single questions over time.
#[uniffi::remote(Record)]
pub struct Trend {
    pub instrument: TrendInstrument,
    pub available: Vec<TrendChoice>,
    pub points: Vec<TrendPoint>,
    pub infusions: Vec<TrendInfusion>,
    pub questions: Vec<TrendQuestion>,
    pub summary: String,
    pub unreadable_text: Option<String>,
    pub unknown_text: Option<String>,
}

/// The instrument of a trend.
#[uniffi::remote(Record)]
pub struct TrendInstrument {
    pub id: String,
    pub title: String,
    pub short: String,
    pub direction_text: String,
    pub min: f64,
    pub max: f64,
    pub bands: Vec<TrendBand>,
    pub source_text: String,
}

/// A published name for a range of totals.
#[uniffi::remote(Record)]
pub struct TrendBand {
    pub range_text: String,
    pub label: String,
}

/// An instrument that can be drawn.
#[uniffi::remote(Record)]
pub struct TrendChoice {
    pub id: String,
    pub short: String,
}

/// One form in a trend.
#[uniffi::remote(Record)]
pub struct TrendPoint {
    pub at: String,
    pub day: String,
    pub total: Option<f64>,
    pub text: String,
    pub band: Option<String>,
    pub days_since_infusion: Option<i32>,
}

/// An infusion in a trend.
#[uniffi::remote(Record)]
pub struct TrendInfusion {
    pub number: i32,
    pub day: String,
    pub label: String,
}

/// A single question over time.
#[uniffi::remote(Record)]
pub struct TrendQuestion {
    pub item: String,
    pub label: String,
    pub min: i32,
    pub max: i32,
    pub points: Vec<TrendAnswer>,
}

/// One answer to a single question.
#[uniffi::remote(Record)]
pub struct TrendAnswer {
    pub day: String,
    pub value: Option<f64>,
}
