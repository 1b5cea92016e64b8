//! Replaces `NaN`, which Python writes for a missing number although JSON does not allow it.

/// A line with `null` in place of each bare `NaN`.
pub(super) struct WithoutNan {
    pub(super) line: Vec<u8>,
    /// The end of each `null`.
    ends: Vec<usize>,
}

impl WithoutNan {
    /// `None` if the line has no `NaN` outside strings.
    pub(super) fn new(line: &[u8]) -> Option<Self> {
        let mut without = Self { line: Vec::with_capacity(line.len() + 16), ends: Vec::new() };
        let (mut rest, mut in_text) = (line, false);
        while let Some(first) = rest.first() {
            let length = match first {
                b'\\' if in_text => 2,
                b'N' if !in_text && rest.starts_with(b"NaN") => 3,
                _ => 1,
            };
            if length == 3 {
                without.line.extend(b"null");
                without.ends.push(without.line.len());
            } else {
                without.line.extend(rest.iter().take(length));
            }
            in_text ^= *first == b'"';
            rest = rest.get(length..).unwrap_or_default();
        }
        (!without.ends.is_empty()).then_some(without)
    }

    /// The column in the original line, where each `NaN` is one byte shorter than `null`.
    pub(super) fn original_column(&self, column: usize) -> usize {
        column.saturating_sub(self.ends.iter().filter(|end| **end <= column).count())
    }
}
