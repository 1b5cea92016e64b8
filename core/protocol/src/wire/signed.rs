//! Signed requests: the bytes that a device signs and the header they travel in (protocol.md 5).
//!
//! Clients sign [`message`]. The server parses [`Authorization`] and calls
//! [`Authorization::is_signed_by`].

use std::str::FromStr;

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};

use crate::id::Fingerprint;
use crate::primitive::{label, sha256, verify_labelled};

/// First word of the header.
const SCHEME: &str = "Interlude ";

/// The signed bytes: method, origin, path with query, time and hash of the body, one per line.
///
/// `target` is the path with its query as sent; `time` is in Unix seconds.
///
/// ```
/// use interlude_protocol::wire::signed::message;
/// let message = message("GET", "https://clinic.example", "/v1/mine", 0, b"");
/// assert!(message.starts_with(b"GET\nhttps://clinic.example\n/v1/mine\n0\ne3b0c442"));
/// ```
#[must_use]
pub fn message(method: &str, origin: &str, target: &str, time: i64, body: &[u8]) -> Vec<u8> {
    let body = HEXLOWER.encode(&sha256(&[body]));
    format!("{method}\n{origin}\n{target}\n{time}\n{body}").into_bytes()
}

/// The header `Authorization` of a signed request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Authorization {
    /// The claimed caller.
    pub fingerprint: Fingerprint,
    /// When the request was signed, in Unix seconds of the server's clock as the caller estimates it.
    pub time: i64,
    /// Signature over [`message`].
    pub signature: [u8; 64],
}

/// The error for a header that is not that of a signed request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the header of a signed request")]
pub struct BadHeader;

impl Authorization {
    /// Whether the key `sign` signed the given request.
    ///
    /// Look up `sign` by [`Self::fingerprint`], and compare [`Self::time`] with the clock.
    #[must_use]
    pub fn is_signed_by(
        &self,
        sign: &[u8; 32],
        method: &str,
        origin: &str,
        target: &str,
        body: &[u8],
    ) -> bool {
        let message = message(method, origin, target, self.time, body);
        verify_labelled(sign, label::REQUEST, &message, &self.signature)
    }
}

impl std::fmt::Display for Authorization {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let signature = BASE64URL_NOPAD.encode(&self.signature);
        write!(f, "{SCHEME}fp={}, time={}, sig={signature}", self.fingerprint, self.time)
    }
}

impl FromStr for Authorization {
    type Err = BadHeader;

    fn from_str(header: &str) -> Result<Self, BadHeader> {
        let rest = header.strip_prefix(SCHEME).ok_or(BadHeader)?;
        let mut fields = rest.split(',').map(str::trim_start);
        let mut field = |name| fields.next()?.strip_prefix(name)?.strip_prefix('=');
        let fingerprint = field("fp").and_then(|fp| Fingerprint::from_hex(fp).ok());
        let time = field("time").and_then(seconds);
        let signature = field("sig").and_then(|s| BASE64URL_NOPAD.decode(s.as_bytes()).ok());
        let signature = signature.and_then(|bytes| bytes.try_into().ok());
        match (fingerprint, time, signature, fields.next()) {
            (Some(fingerprint), Some(time), Some(signature), None) => {
                Ok(Self { fingerprint, time, signature })
            }
            _ => Err(BadHeader),
        }
    }
}

/// Reads seconds in the canonical spelling: digits without sign or leading zeros.
fn seconds(text: &str) -> Option<i64> {
    text.parse::<i64>().ok().filter(|time| *time >= 0 && time.to_string() == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header() -> Authorization {
        Authorization { fingerprint: Fingerprint([7; 32]), time: 1_790_000_000, signature: [9; 64] }
    }

    #[test]
    fn a_header_reads_back_what_was_written() {
        assert_eq!(header().to_string().parse(), Ok(header()));
    }

    #[test]
    fn a_header_that_could_be_read_two_ways_is_refused() {
        let good = header().to_string();
        for bad in [
            String::new(),
            good.replace("Interlude ", "Bearer "),
            good.replace("time=1790000000", "time=+1790000000"),
            good.replace("time=1790000000", "time=01790000000"),
            good.replace("time=1790000000", "time=-1"),
            good.replace("fp=07", "fp=0"),
            good.replace("fp=", "FP="),
            good.replace(", sig=", ", sig=AA"),
            format!("{good}, more=1"),
            format!("{good}="),
        ] {
            assert_eq!(bad.parse::<Authorization>(), Err(BadHeader), "{bad}");
        }
    }
}
