//! Reads scores and infusions, one a line of JSON, in any order.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use crate::catalogue;
use crate::entry::infusion::Route;
use crate::instrument::points::Points;
use crate::outcome::{GivenInfusion, Score, When};

/// A patient as the input names one; a number stays a number.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Patient {
    /// A whole number.
    Number(i64),
    /// A text.
    Text(String),
}

impl Serialize for Patient {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => serializer.serialize_i64(*number),
            Self::Text(text) => serializer.serialize_str(text),
        }
    }
}

/// The lines of one patient.
#[derive(Default)]
pub(super) struct Given {
    /// The time key of the first line.
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EventError {
    /// Not an object.
    #[error("this is not a JSON object")]
    NotJson,
    /// No patient, or one that is neither text nor number.
    #[error("patient must be a text or a whole number")]
    Patient,
    /// Another kind, or none.
    #[error("kind must be \"score\" or \"infusion\"")]
    Kind,
    /// No time, or two.
    #[error("give one of \"day\" and \"at\"")]
    OneTime,
    /// Not a day.
    #[error("day must be a whole number")]
    Day,
    /// Not a time.
    #[error("at must be a time with its offset (RFC 3339), such as 2026-05-12T09:00:00-04:00")]
    At,
    /// Days and times of one patient cannot be compared.
    #[error("this patient's first line has the other of \"day\" and \"at\"")]
    OtherTime,
    /// Not in the catalogue.
    #[error("unknown instrument; `interlude instruments` lists them")]
    Instrument,
    /// Only subscales or single answers.
    #[error("this instrument has no total")]
    NoTotal,
    /// Not a total; an absent one is not null.
    #[error("total must be a number with at most one decimal, or null")]
    Total,
    /// Not possible on this instrument.
    #[error("total lies outside {low} to {high}")]
    Range {
        /// Least possible total.
        low: Points,
        /// Highest possible total.
        high: Points,
    },
    /// Not a way of giving ketamine.
    #[error("unknown route; iv, im, in, sc, po and sl exist")]
    Route,
    /// Not a dose.
    #[error("dose_mg must be above 0")]
    Dose,
}

/// All patients, in order.
#[derive(Default)]
pub struct Patients(BTreeMap<Patient, Given>);

redacted!(Patient, Given, Patients);

impl Patients {
    /// Adds one line to what its patient has.
    ///
    /// # Errors
    /// [`EventError`] if the line is neither a score nor an infusion.
    pub fn add(&mut self, line: &[u8]) -> Result<(), EventError> {
        let event: Map<String, Value> =
            serde_json::from_slice(line).map_err(|_| EventError::NotJson)?;
        let patient = match event.get("patient") {
            Some(Value::String(text)) => Patient::Text(text.clone()),
            Some(Value::Number(number)) => {
                Patient::Number(number.as_i64().ok_or(EventError::Patient)?)
            }
            _ => return Err(EventError::Patient),
        };
        let (key, when) = time(&event)?;
        let known = self.0.get(&patient).and_then(|it| it.key);
        if known.is_some_and(|known| known != key) {
            return Err(EventError::OtherTime);
        }
        let fact = match event.get("kind").and_then(Value::as_str) {
            Some("score") => Fact::Score(score(&event, when)?),
            Some("infusion") => Fact::Infusion(infusion(&event, when)?),
            _ => return Err(EventError::Kind),
        };
        let given = self.0.entry(patient).or_default();
        given.key = Some(key);
        match fact {
            Fact::Score((instrument, score)) => {
                given.scores.entry(instrument).or_default().push(score);
            }
            Fact::Infusion(infusion) => given.infusions.push(infusion),
        }
        Ok(())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&Patient, &Given)> {
        self.0.iter()
    }
}

enum Fact {
    Score((&'static str, Score)),
    Infusion(GivenInfusion),
}

fn time(event: &Map<String, Value>) -> Result<(Key, When), EventError> {
    let given = |name: &str| event.get(name).filter(|it| !it.is_null());
    match (given("day"), given("at")) {
        (Some(day), None) => Ok((Key::Day, When::on_day(day.as_i64().ok_or(EventError::Day)?))),
        (None, Some(at)) => {
            let at = at.as_str().and_then(|it| chrono::DateTime::parse_from_rfc3339(it).ok());
            Ok((Key::At, When::at(at.ok_or(EventError::At)?)))
        }
        (None, None) | (Some(_), Some(_)) => Err(EventError::OneTime),
    }
}

fn score(event: &Map<String, Value>, when: When) -> Result<(&'static str, Score), EventError> {
    let id = event.get("instrument").and_then(Value::as_str).ok_or(EventError::Instrument)?;
    let instrument = catalogue::instrument(id).map_err(|_| EventError::Instrument)?;
    if !instrument.scoring.method.has_total() {
        return Err(EventError::NoTotal);
    }
    let total = match event.get("total") {
        Some(Value::Null) => None,
        Some(Value::Number(number)) => Some(points(number).ok_or(EventError::Total)?),
        _ => return Err(EventError::Total),
    };
    let (low, high) = instrument.range();
    if total.is_some_and(|it| it < low || it > high) {
        return Err(EventError::Range { low, high });
    }
    Ok((&instrument.id, Score { when, total }))
}

/// Also `20.0`, which other programs write for 20.
fn points(number: &serde_json::Number) -> Option<Points> {
    let text = number.to_string();
    Points::parse(&text).or_else(|| Points::parse(&number.as_f64()?.to_string()))
}

fn infusion(event: &Map<String, Value>, when: When) -> Result<GivenInfusion, EventError> {
    let dose_mg = match event.get("dose_mg") {
        None | Some(Value::Null) => None,
        Some(dose) => {
            Some(dose.as_f64().filter(|it| it.is_finite() && *it > 0.0).ok_or(EventError::Dose)?)
        }
    };
    let route = match event.get("route") {
        None | Some(Value::Null) => None,
        Some(route) => Some(route.as_str().and_then(Route::from_code).ok_or(EventError::Route)?),
    };
    Ok(GivenInfusion { when, dose_mg, route })
}
