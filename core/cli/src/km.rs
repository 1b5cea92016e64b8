//! Writes a survival curve.

use std::io::{BufReader, Read, Write};

use super::CliError;
use super::facts::each_line;
use interlude_clinical::outcome::lines::Times;
use interlude_clinical::outcome::statistics::kaplan_meier;

/// Reads times with their events, one a line of JSON, and writes the curve as one line.
pub(super) fn write(
    input: BufReader<impl Read>,
    output: &mut impl Write,
    messages: &mut impl Write,
) -> Result<(), CliError> {
    let mut times = Times::default();
    each_line(input, messages, |line| times.add(line))?;
    serde_json::to_writer(&mut *output, &kaplan_meier(times.seen()))
        .map_err(std::io::Error::from)
        .and_then(|()| output.write_all(b"\n"))
        .map_err(CliError::Output)
}
