//! The types of a patient's own trend.

use interlude_client::phone::trend::{
    Trend, TrendAnswer, TrendBand, TrendChoice, TrendInfusion, TrendInstrument, TrendPoint,
    TrendQuestion,
};

/// The patient's answers to one instrument, and single questions over time.
#[uniffi::remote(Record)]
pub struct Trend {
    pub instrument: TrendInstrument,
    pub available: Vec<TrendChoice>,
    /// Oldest first.
    pub points: Vec<TrendPoint>,
    pub infusions: Vec<TrendInfusion>,
    pub questions: Vec<TrendQuestion>,
    pub own_texts: Vec<String>,
    pub unreadable_text: Option<String>,
    pub unknown_text: Option<String>,
}

/// The instrument that a trend draws.
#[uniffi::remote(Record)]
pub struct TrendInstrument {
    pub id: String,
    pub title: String,
    pub short: String,
    pub direction_text: String,
    /// Lowest possible total, in points.
    pub min: f64,
    /// Highest possible total, in points.
    pub max: f64,
    /// For "What does this number mean?" only; often empty.
    pub bands: Vec<TrendBand>,
    pub source_text: String,
}

/// A range of totals and its published name.
#[uniffi::remote(Record)]
pub struct TrendBand {
    /// Such as `5–9`.
    pub range_text: String,
    pub label: String,
}

/// An instrument with answers, to choose from.
#[uniffi::remote(Record)]
pub struct TrendChoice {
    pub id: String,
    pub short: String,
}

/// One form in a trend.
#[uniffi::remote(Record)]
pub struct TrendPoint {
    /// When the form was closed: RFC 3339, local time with offset.
    pub at: String,
    /// Local date, such as `2026-05-12`.
    pub day: String,
    /// In points; `None` is a gap, never zero.
    pub total: Option<f64>,
    /// Such as `10 of 27: moderate`, or why there is no total.
    pub text: String,
    /// Code of the band, for tests and exports; not to be shown.
    pub band: Option<String>,
    /// `None` before the first infusion.
    pub days_since_infusion: Option<i32>,
}

/// An infusion in a trend.
#[uniffi::remote(Record)]
pub struct TrendInfusion {
    /// 1 for the first infusion.
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
    /// `None` if the question was skipped.
    pub value: Option<f64>,
}
