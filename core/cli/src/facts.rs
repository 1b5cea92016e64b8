//! Reads a stream of JSON lines; reports and skips invalid ones.

use std::fmt::Display;
use std::io::{BufReader, Read, Write};

use super::CliError;
use super::lines::next_line;
use interlude_clinical::outcome::lines::Numbered;

/// Calls `take` with each line that is not empty. Reports refused lines on `messages`, as in `line 7: …`.
///
/// # Errors
/// [`CliError::NothingUsed`] if no line was taken; the errors of reading.
pub(super) fn each_line<E: Display>(
    mut input: BufReader<impl Read>,
    messages: &mut impl Write,
    mut take: impl FnMut(&[u8]) -> Result<(), E>,
) -> Result<(), CliError> {
    let (mut line, mut numbered, mut first) = (Vec::new(), Numbered::default(), true);
    while let Some(fits) = next_line(&mut input, &mut line, first).map_err(CliError::Input)? {
        first = false;
        if let Some(refused) = numbered.next(fits.then_some(line.as_slice()), &mut take) {
            // Where messages cannot be written, the other lines still count.
            drop(messages.write_all(format!("{refused}\n").as_bytes()));
        }
    }
    if numbered.is_used() { Ok(()) } else { Err(CliError::NothingUsed) }
}
