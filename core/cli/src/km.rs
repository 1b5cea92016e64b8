//! Writes a survival curve.

use std::io::{BufReader, Read, Write};

use serde_json::{Map, Value};

use super::CliError;
use super::facts::each_line;
use interlude_clinical::outcome::statistics::{Seen, kaplan_meier};

/// Why a line was left out.
#[derive(Debug, thiserror::Error)]
enum LineError {
    #[error("this is not a JSON object")]
    NotJson,
    #[error("t must be a number, at least 0")]
    Time,
    #[error("event must be true or false")]
    Event,
}

/// Reads times with their events, one a line of JSON, and writes the curve as one line.
pub(super) fn write(
    input: BufReader<impl Read>,
    output: &mut impl Write,
    messages: &mut impl Write,
) -> Result<(), CliError> {
    let mut seen = Vec::new();
    each_line(input, messages, |line| {
        seen.push(read(line)?);
        Ok::<(), LineError>(())
    })?;
    serde_json::to_writer(&mut *output, &kaplan_meier(&seen))
        .map_err(std::io::Error::from)
        .and_then(|()| output.write_all(b"\n"))
        .map_err(CliError::Output)
}

fn read(line: &[u8]) -> Result<Seen, LineError> {
    let given: Map<String, Value> = serde_json::from_slice(line).map_err(|_| LineError::NotJson)?;
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
    Ok(Seen { t: t.ok_or(LineError::Time)?, event: event.ok_or(LineError::Event)? })
}
