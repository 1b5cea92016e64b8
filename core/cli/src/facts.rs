//! Reads a stream of JSON lines; reports and skips invalid ones.

use std::fmt::Display;
use std::io::{BufReader, Read, Write};

use super::CliError;
use super::lines::next_line;

/// Calls `take` with each line that is not empty. Reports refused lines on `messages`, as in `line 7: …`.
///
/// # Errors
/// [`CliError::NothingUsed`] if no line was taken; the errors of reading.
pub(super) fn each_line<E: Display>(
    mut input: BufReader<impl Read>,
    messages: &mut impl Write,
    mut take: impl FnMut(&[u8]) -> Result<(), E>,
) -> Result<(), CliError> {
    let (mut line, mut number, mut used) = (Vec::new(), 0_usize, false);
    while let Some(fits) = next_line(&mut input, &mut line, number == 0).map_err(CliError::Input)? {
        number = number.saturating_add(1);
        if fits && line.trim_ascii().is_empty() {
            continue;
        }
        let refused = if fits {
            take(&line).err().map(|it| it.to_string())
        } else {
            Some("this is longer than 1 MiB".to_owned())
        };
        match refused {
            None => used = true,
            // Where messages cannot be written, the other lines still count.
            Some(why) => drop(messages.write_all(format!("line {number}: {why}\n").as_bytes())),
        }
    }
    if used { Ok(()) } else { Err(CliError::NothingUsed) }
}
