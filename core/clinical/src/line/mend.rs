//! Lines that a parser of JSON refuses as a whole although what they answer is plain.

/// A line that may be read now.
pub(super) struct Mended {
    pub(super) line: Vec<u8>,
    /// Whether nothing was replaced but what JSON allows (RFC 8259): numbers of any size and any escapes.
    pub(super) was_json: bool,
}

/// Not JSON, but what Python and JavaScript write for a number that is none.
const NO_NUMBERS: [&[u8]; 3] = [b"NaN", b"-Infinity", b"Infinity"];

/// The line with another great number for each that no float holds (no item offers either), U+FFFD for each half of a
/// character and for bytes that are no UTF-8, a space for a tab or a line break in a text, and `null` for numbers that are none.
pub(super) fn mend(line: &[u8]) -> Mended {
    let text = String::from_utf8_lossy(line);
    let mut mended =
        Mended { line: Vec::with_capacity(line.len()), was_json: text.as_bytes() == line };
    let (mut rest, mut in_text) = (text.as_bytes(), false);
    while let Some(first) = rest.first() {
        let length = match first {
            b'\\' if in_text => escape(rest, &mut mended.line),
            0..=0x1f if in_text => {
                mended.was_json = false;
                mended.line.push(b' ');
                1
            }
            _ if in_text => copied(rest, 1, &mut mended.line),
            b'0'..=b'9' | b'-' | b'N' | b'I' => number(rest, &mut mended),
            _ => copied(rest, 1, &mut mended.line),
        };
        in_text ^= *first == b'"';
        rest = rest.get(length..).unwrap_or_default();
    }
    mended
}

/// Copies the first bytes of `rest`; how many, which is at least one.
fn copied(rest: &[u8], length: usize, line: &mut Vec<u8>) -> usize {
    line.extend(rest.iter().take(length));
    length.max(1)
}

/// Copies an escape in a text, a pair of surrogates as one.
fn escape(rest: &[u8], line: &mut Vec<u8>) -> usize {
    match (unit(rest), unit(rest.get(6..).unwrap_or_default())) {
        (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => copied(rest, 12, line),
        (Some(0xd800..=0xdfff), _) => {
            line.extend(b"\\ufffd");
            6
        }
        _ => copied(rest, 2, line),
    }
}

/// The code unit of the escape `\uXXXX` at the start of `rest`.
fn unit(rest: &[u8]) -> Option<u16> {
    let digits = rest.strip_prefix(b"\\u")?.get(..4)?;
    let digits = std::str::from_utf8(digits).ok().filter(|it| !it.starts_with('+'))?;
    u16::from_str_radix(digits, 16).ok()
}

/// Copies a number outside of texts.
fn number(rest: &[u8], mended: &mut Mended) -> usize {
    if let Some(none) = NO_NUMBERS.iter().find(|it| rest.starts_with(it)) {
        mended.was_json = false;
        mended.line.extend(b"null");
        return none.len();
    }
    let digits = |it: &&u8| matches!(it, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
    let length = rest.iter().take_while(digits).count();
    let token = rest.get(..length).and_then(|it| std::str::from_utf8(it).ok());
    if token.and_then(|it| it.parse::<f64>().ok()).is_some_and(f64::is_infinite) {
        mended.line.extend(b"1e308");
        return length;
    }
    copied(rest, length.max(1), &mut mended.line)
}
