//! Reads scores and infusions, one a line of JSON, in any order.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use interlude_clinical::catalogue;
use interlude_clinical::entry::infusion::Route;
use interlude_clinical::instrument::points::Points;
use interlude_clinical::outcome::{GivenInfusion, Score, When};

/// A patient as the input names one; a number stays a number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Patient {
    Number(i64),
    Text(String),
}

impl fmt::Display for Patient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

impl Serialize for Patient {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => serializer.serialize_i64(*number),
            Self::Text(text) => serializer.serialize_str(text),
        }
    }
}

/// The history of one patient.
#[derive(Default)]
pub(super) struct History {
    /// The time key of the patient's first line.
    key: Option<Key>,
    pub(super) infusions: Vec<GivenInfusion>,
    /// Scores by instrument, in the order of the input.
    pub(super) scores: BTreeMap<&'static str, Vec<Score>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Key {
    Day,
    At,
}

/// Why a line was left out. None carries a value of the line.
#[derive(Debug, thiserror::Error)]
pub(super) enum LineError {
    #[error("this is not a JSON object")]
    NotJson,
    #[error("patient must be a text or a whole number")]
    Patient,
    #[error("kind must be \"score\" or \"infusion\"")]
    Kind,
    #[error("give one of \"day\" and \"at\"")]
    OneTime,
    #[error("day must be a whole number")]
    Day,
    #[error("at must be a time with its offset (RFC 3339), such as 2026-05-12T09:00:00-04:00")]
    At,
    #[error("this patient's first line has the other of \"day\" and \"at\"")]
    OtherTime,
    #[error("unknown instrument; `interlude instruments` lists them")]
    Instrument,
    #[error("this instrument has no total")]
    NoTotal,
    #[error("total must be a number with at most one decimal, or null")]
    Total,
    #[error("total lies outside {low} to {high}")]
    Range { low: Points, high: Points },
    #[error("unknown route; iv, im, in, sc, po and sl exist")]
    Route,
    #[error("dose_mg must be above 0")]
    Dose,
}

/// All patients, in order.
pub(super) type Patients = BTreeMap<Patient, History>;

/// Adds one line to its patient's history.
pub(super) fn add(patients: &mut Patients, line: &[u8]) -> Result<(), LineError> {
    let event: Map<String, Value> = serde_json::from_slice(line).map_err(|_| LineError::NotJson)?;
    let patient = match event.get("patient") {
        Some(Value::String(text)) => Patient::Text(text.clone()),
        Some(Value::Number(number)) => Patient::Number(number.as_i64().ok_or(LineError::Patient)?),
        _ => return Err(LineError::Patient),
    };
    let (key, when) = time(&event)?;
    let known = patients.get(&patient).and_then(|it| it.key);
    if known.is_some_and(|known| known != key) {
        return Err(LineError::OtherTime);
    }
    let fact = match event.get("kind").and_then(Value::as_str) {
        Some("score") => Fact::Score(score(&event, when)?),
        Some("infusion") => Fact::Infusion(infusion(&event, when)?),
        _ => return Err(LineError::Kind),
    };
    let history = patients.entry(patient).or_default();
    history.key = Some(key);
    match fact {
        Fact::Score((instrument, score)) => {
            history.scores.entry(instrument).or_default().push(score);
        }
        Fact::Infusion(infusion) => history.infusions.push(infusion),
    }
    Ok(())
}

enum Fact {
    Score((&'static str, Score)),
    Infusion(GivenInfusion),
}

fn time(event: &Map<String, Value>) -> Result<(Key, When), LineError> {
    let given = |name: &str| event.get(name).filter(|it| !it.is_null());
    match (given("day"), given("at")) {
        (Some(day), None) => Ok((Key::Day, When::on_day(day.as_i64().ok_or(LineError::Day)?))),
        (None, Some(at)) => {
            let at = at.as_str().and_then(|it| chrono::DateTime::parse_from_rfc3339(it).ok());
            Ok((Key::At, When::at(at.ok_or(LineError::At)?)))
        }
        (None, None) | (Some(_), Some(_)) => Err(LineError::OneTime),
    }
}

fn score(event: &Map<String, Value>, when: When) -> Result<(&'static str, Score), LineError> {
    let id = event.get("instrument").and_then(Value::as_str).ok_or(LineError::Instrument)?;
    let instrument = catalogue::instrument(id).map_err(|_| LineError::Instrument)?;
    if !instrument.scoring.method.has_total() {
        return Err(LineError::NoTotal);
    }
    let total = match event.get("total") {
        Some(Value::Null) => None,
        Some(Value::Number(number)) => Some(points(number).ok_or(LineError::Total)?),
        _ => return Err(LineError::Total),
    };
    let (low, high) = instrument.range();
    if total.is_some_and(|it| it < low || it > high) {
        return Err(LineError::Range { low, high });
    }
    Ok((&instrument.id, Score { when, total }))
}

/// Also `20.0`, which other programs write for 20.
fn points(number: &serde_json::Number) -> Option<Points> {
    let text = number.to_string();
    Points::parse(&text).or_else(|| Points::parse(&number.as_f64()?.to_string()))
}

fn infusion(event: &Map<String, Value>, when: When) -> Result<GivenInfusion, LineError> {
    let dose_mg = match event.get("dose_mg") {
        None | Some(Value::Null) => None,
        Some(dose) => {
            Some(dose.as_f64().filter(|it| it.is_finite() && *it > 0.0).ok_or(LineError::Dose)?)
        }
    };
    let route = match event.get("route") {
        None | Some(Value::Null) => None,
        Some(route) => Some(route.as_str().and_then(Route::from_code).ok_or(LineError::Route)?),
    };
    Ok(GivenInfusion { when, dose_mg, route })
}
