//! Reads how long patients were seen, one a line of JSON.

use serde_json::{Map, Value};

use crate::outcome::statistics::Seen;

/// Why a line was left out. None carries a value of the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// Not an object.
    #[error("this is not a JSON object")]
    NotJson,
    /// Not a time.
    #[error("t must be a number, at least 0")]
    Time,
    /// Neither yes nor no.
    #[error("event must be true or false")]
    Event,
}

/// The times that were read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Times(Vec<Seen>);

impl Times {
    /// Adds one line, such as `{"t":19,"event":true}`.
    ///
    /// # Errors
    /// [`TimeError`] if the line is not a time with its event.
    pub fn add(&mut self, line: &[u8]) -> Result<(), TimeError> {
        let given: Map<String, Value> =
            serde_json::from_slice(line).map_err(|_| TimeError::NotJson)?;
        let t = given.get("t").and_then(Value::as_f64).filter(|it| *it >= 0.0);
        // 1 and 0 are what most programs for statistics write.
        let event = match given.get("event") {
            Some(Value::Bool(event)) => Some(*event),
            Some(Value::Number(number)) => match number.as_i64() {
                Some(0) => Some(false),
                Some(1) => Some(true),
                Some(_) | None => None,
            },
            _ => None,
        };
        let seen = Seen { t: t.ok_or(TimeError::Time)?, event: event.ok_or(TimeError::Event)? };
        self.0.push(seen);
        Ok(())
    }

    /// What was read, in order.
    #[must_use]
    pub fn seen(&self) -> &[Seen] {
        &self.0
    }
}
