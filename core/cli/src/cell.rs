//! Reads and copies cells of a table, and limits the length of rows.

use std::borrow::Cow;
use std::cell::Cell;
use std::io::{self, Read};

use csv::ByteRecord;

use super::CliError;
use interlude_clinical::instrument::item::{Item, ItemKind};
use interlude_clinical::line::{LineValue, MOST_LINE_BYTES};

/// Parses a cell: numbers as in JSON, `true` and `false` in any case, R's `NA` for nothing; anything else is text.
pub(super) fn given(item: &Item, cell: &[u8]) -> LineValue {
    if matches!(item.kind, ItemKind::Text { .. }) && !cell.is_empty() {
        return LineValue::Text;
    }
    match cell {
        [] | b"NA" => LineValue::Nothing,
        [digit @ b'0'..=b'9'] => LineValue::Number(f64::from(digit - b'0')),
        _ if cell.eq_ignore_ascii_case(b"true") => LineValue::Boolean(true),
        _ if cell.eq_ignore_ascii_case(b"false") => LineValue::Boolean(false),
        _ => serde_json::from_slice(cell).map_or(LineValue::Text, LineValue::Number),
    }
}

/// Escapes a copied cell that a spreadsheet would read as a formula. Numbers are unchanged.
pub(super) fn plain(cell: &[u8]) -> Cow<'_, [u8]> {
    let text = std::str::from_utf8(cell).unwrap_or_default();
    let is_number = text.ends_with(|it: char| it.is_ascii_digit()) && text.parse::<f64>().is_ok();
    match cell.first() {
        Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r' | b'\n') if !is_number => {
            Cow::Owned([b"'", cell].concat())
        }
        Some(_) | None => Cow::Borrowed(cell),
    }
}

/// A reader that fails at a row longer than [`MOST_LINE_BYTES`]: an unclosed quote would make the whole rest one row.
pub(super) struct Rows<'a, I> {
    pub(super) input: I,
    /// Bytes read since the last row; the reader of rows resets it.
    pub(super) since: &'a Cell<usize>,
    /// Whether the number of quotes read is odd: one may be unclosed.
    pub(super) odd_quotes: &'a Cell<bool>,
}

impl<I: Read> Read for Rows<'_, I> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        let since = self.since.get().saturating_add(read);
        self.since.set(since);
        let quotes = buffer.iter().take(read).filter(|it| **it == b'"').count();
        self.odd_quotes.set(self.odd_quotes.get() ^ (quotes % 2 == 1));
        // The buffer may hold later rows as well.
        if since > MOST_LINE_BYTES.saturating_add(buffer.len()) {
            let text = "a row is longer than 1 MiB; a quote may be unclosed";
            return Err(io::Error::new(io::ErrorKind::InvalidData, text));
        }
        Ok(read)
    }
}

/// The first line of `row` if its last cell contains a line break, as it does after an unclosed quote.
pub(super) fn long_row(row: &ByteRecord) -> Option<u64> {
    let last =
        row.iter().next_back().filter(|it| it.iter().any(|byte| matches!(byte, b'\n' | b'\r')));
    last.and(row.position()).map(csv::Position::line)
}

/// Refuses a table with an odd number of quotes whose last row is a [`long_row`]: its content was not scored.
pub(super) fn closed(odd_quotes: bool, long_row: Option<u64>) -> Result<(), CliError> {
    let Some(line) = long_row.filter(|_| odd_quotes) else { return Ok(()) };
    let text = format!("the row on line {line} extends to the end; a quote may be unclosed");
    Err(CliError::Input(io::Error::new(io::ErrorKind::InvalidData, text)))
}

pub(super) fn unread(error: csv::Error) -> CliError {
    CliError::Input(cause(error))
}

pub(super) fn unwritten(error: csv::Error) -> CliError {
    CliError::Output(cause(error))
}

/// The error of the stream, whose kind decides the exit code.
fn cause(error: csv::Error) -> io::Error {
    if !error.is_io_error() {
        return io::Error::from(error);
    }
    if let csv::ErrorKind::Io(cause) = error.into_kind() {
        cause
    } else {
        io::ErrorKind::Other.into()
    }
}
