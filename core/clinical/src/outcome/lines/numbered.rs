//! Counts lines, and names those that are refused.

use std::fmt::Display;

use crate::line::MOST_LINE_BYTES;

/// Some editors write it before the first line.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// The number of the current line, and whether any was taken.
#[derive(Debug, Clone, Copy, Default)]
pub struct Numbered {
    number: usize,
    used: bool,
}

impl Numbered {
    /// Passes the next line to `take`, unless it is empty. A `line` of `None` is too long and is refused. Returns the message
    /// of a refused line, such as `line 7: …`.
    pub fn next<E: Display>(
        &mut self,
        line: Option<&[u8]>,
        take: impl FnOnce(&[u8]) -> Result<(), E>,
    ) -> Option<String> {
        self.number = self.number.saturating_add(1);
        let refused = match line {
            Some(line) if line.trim_ascii().is_empty() => return None,
            Some(line) => take(line).err().map(|it| it.to_string()),
            None => Some("this is longer than 1 MiB".to_owned()),
        };
        self.used |= refused.is_none();
        refused.map(|why| format!("line {}: {why}", self.number))
    }

    /// Whether any line was taken.
    #[must_use]
    pub fn is_used(&self) -> bool {
        self.used
    }
}

/// Passes each line of a text to `take`. Returns the messages of refused lines, and whether any line was taken.
pub fn each_line<E: Display>(
    text: &str,
    mut take: impl FnMut(&[u8]) -> Result<(), E>,
) -> (Vec<String>, bool) {
    let mut numbered = Numbered::default();
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let refused = text.split('\n').filter_map(|line| {
        let line = line.strip_suffix('\r').unwrap_or(line).as_bytes();
        numbered.next(Some(line).filter(|it| it.len() <= MOST_LINE_BYTES), &mut take)
    });
    (refused.collect(), numbered.is_used())
}
