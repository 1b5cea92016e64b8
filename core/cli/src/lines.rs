//! Scores a stream of JSON lines.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::time::Duration;

use super::CliError;
use super::progress::Progress;
use interlude_clinical::line::{Line, MOST_LINE_BYTES, Position, judge, read};

/// Some editors write it before the first line.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Writes one line for each line of input, in order.
pub(super) fn score<M: Write, C: Fn() -> Duration>(
    mut input: BufReader<impl Read>,
    output: &mut impl Write,
    progress: &mut Progress<'_, M, C>,
) -> Result<(), CliError> {
    let (mut line, mut number) = (Vec::new(), 0_usize);
    while let Some(fits) = next_line(&mut input, &mut line, number == 0).map_err(CliError::Input)? {
        number = number.saturating_add(1);
        let mut asked = if fits { read(&line) } else { Line::unreadable(Position::START) };
        asked.position.line = number;
        serde_json::to_writer(&mut *output, &judge(asked))
            .map_err(io::Error::from)
            .and_then(|()| output.write_all(b"\n"))
            .map_err(CliError::Output)?;
        progress.line();
        if input.buffer().is_empty() {
            // A program that sends line by line waits for this answer.
            output.flush().map_err(CliError::Output)?;
        }
    }
    Ok(())
}

/// Reads the next line without its end, and the first one without a byte order mark.
///
/// Returns `false` for a line that is too long and was skipped, `None` at the end.
pub(super) fn next_line(
    input: &mut impl BufRead,
    line: &mut Vec<u8>,
    first: bool,
) -> io::Result<Option<bool>> {
    // The end of a line has up to two bytes.
    let most = MOST_LINE_BYTES.saturating_add(2);
    line.clear();
    if take(input, most, line)? == 0 {
        return Ok(None);
    }
    let mut whole = line.ends_with(b"\n");
    if whole || line.len() < most {
        for end in [b"\n", b"\r"] {
            if line.ends_with(end) {
                line.pop();
            }
        }
        if first && line.starts_with(BYTE_ORDER_MARK) {
            line.drain(..BYTE_ORDER_MARK.len());
        }
        return Ok(Some(true));
    }
    while !whole {
        line.clear();
        let read = take(input, most, line)?;
        whole = read == 0 || line.ends_with(b"\n");
    }
    Ok(Some(false))
}

fn take(input: &mut impl BufRead, most: usize, line: &mut Vec<u8>) -> io::Result<usize> {
    let most = u64::try_from(most).unwrap_or(u64::MAX);
    input.take(most).read_until(b'\n', line)
}
