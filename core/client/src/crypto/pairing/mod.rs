//! The secrets of a pairing: the invitation, the MAC of the claim and the six digits
//! (protocol.md 4.2).

use data_encoding::{BASE32_NOPAD, HEXLOWER};
use zeroize::Zeroizing;

use super::random::Random;
use super::{backend, derive};
use interlude_protocol::id::{Fingerprint, PairingId, Pin};
use interlude_protocol::primitive::{label, sha256};
use interlude_protocol::wire::pairing::Purpose;

/// First bytes of an invitation.
const FORMAT: &[u8; 4] = b"ILQ1";
/// Longest address of a server, in bytes.
pub const MAX_URL: usize = 100;
/// Possible lengths of an invitation's text, in characters.
const TEXT: std::ops::RangeInclusive<usize> = 178..=340;

/// Why an invitation is invalid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InviteError {
    /// The text is not an invitation, or is incomplete.
    #[error("this is not a complete invitation")]
    Malformed,
    /// The invitation has a version that this app does not know.
    #[error("the invitation is newer than this app")]
    Newer,
    /// [`acceptable_url`] rejects the server's address.
    #[error("the invitation's address is too long, malformed or unprotected")]
    Address,
}

/// An invitation, which the inviter shows as a QR code or text. Only that text contains its secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Invite {
    /// What the invited person or device becomes.
    pub purpose: Purpose,
    /// The pairing's id at the server.
    pub pairing: PairingId,
    /// Known to everyone who saw the code, but not to the server.
    pub secret: Zeroizing<[u8; 16]>,
    /// Pin of the space to join; for a patient, the clinic's.
    pub pin: Pin,
    /// The identity that must sign the reply.
    pub inviter: Fingerprint,
    /// First second at which the invitation is no longer valid, in Unix seconds.
    pub expires: i64,
    /// The server's public origin, without a trailing slash.
    pub url: String,
}

impl Invite {
    /// Generates an invitation with a new id and secret.
    ///
    /// # Errors
    /// [`InviteError::Address`] unless [`acceptable_url`] accepts `url`.
    pub fn generate(
        purpose: Purpose,
        pin: Pin,
        inviter: Fingerprint,
        expires: i64,
        url: &str,
        random: &(impl Random + ?Sized),
    ) -> Result<Self, InviteError> {
        if !acceptable_url(url) {
            return Err(InviteError::Address);
        }
        let mut pairing = PairingId([0; 16]);
        let mut secret = Zeroizing::new([0; 16]);
        random.fill(&mut pairing.0);
        random.fill(secret.as_mut_slice());
        Ok(Self { purpose, pairing, secret, pin, inviter, expires, url: url.to_owned() })
    }

    /// The text in the QR code: base32 without padding, 180 to 340 characters.
    #[must_use]
    pub fn text(&self) -> String {
        BASE32_NOPAD.encode(&self.bytes())
    }

    /// Parses a scanned or pasted text. Whitespace and letter case do not matter.
    ///
    /// # Errors
    /// [`InviteError::Newer`] for an unknown version, [`InviteError::Address`] unless
    /// [`acceptable_url`] accepts the address, [`InviteError::Malformed`] for any other fault.
    pub fn parse(text: &str) -> Result<Self, InviteError> {
        let text: String =
            text.split_whitespace().flat_map(str::chars).map(|c| c.to_ascii_uppercase()).collect();
        if !TEXT.contains(&text.len()) {
            return Err(InviteError::Malformed);
        }
        let bytes = BASE32_NOPAD.decode(text.as_bytes()).map_err(|_| InviteError::Malformed)?;
        Self::from_bytes(&bytes)
    }

    /// Whether the invitation has expired at `now`, in Unix seconds.
    #[must_use]
    pub fn has_expired(&self, now: i64) -> bool {
        now >= self.expires
    }

    /// Computes the HMAC of a claim. It proves that the claim's author has seen this invitation.
    #[must_use]
    pub fn mac(&self, claim: &[u8]) -> [u8; 32] {
        let key = derive::<32>(self.secret.as_slice(), label::CLAIM_MAC, &[]);
        backend::hmac_sha256(&key, claim)
    }

    /// Whether `mac` is the MAC of `claim`, compared in constant time.
    #[must_use]
    pub fn is_mac_of(&self, claim: &[u8], mac: &[u8; 32]) -> bool {
        let difference = self.mac(claim).iter().zip(mac).fold(0, |d, (a, b)| d | (a ^ b));
        std::hint::black_box(difference) == 0
    }

    /// Computes the six digits that the newcomer's device shows and the inviter types in.
    #[must_use]
    pub fn six_digits(&self, claim: &[u8], reply: &[u8]) -> String {
        let (claim, reply) = (sha256(&[claim]), sha256(&[reply]));
        let okm = derive::<8>(self.secret.as_slice(), label::PAIRING_CODE, &[&claim, &reply]);
        format!("{:06}", u64::from_be_bytes(*okm) % 1_000_000)
    }

    fn bytes(&self) -> Vec<u8> {
        let mut bytes = FORMAT.to_vec();
        bytes.push(self.purpose.into());
        bytes.extend_from_slice(self.pairing.as_bytes());
        bytes.extend_from_slice(self.secret.as_slice());
        bytes.extend_from_slice(self.pin.as_bytes());
        bytes.extend_from_slice(self.inviter.as_bytes());
        bytes.extend_from_slice(&self.expires.to_be_bytes());
        bytes.extend(u8::try_from(self.url.len()));
        bytes.extend_from_slice(self.url.as_bytes());
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, InviteError> {
        let mut rest = Reader(bytes);
        match &rest.take::<4>()? {
            FORMAT => {}
            [b'I', b'L', b'Q', _] => return Err(InviteError::Newer),
            _ => return Err(InviteError::Malformed),
        }
        let [purpose] = rest.take()?;
        let purpose = Purpose::try_from(purpose).map_err(|_| InviteError::Malformed)?;
        let pairing = PairingId(rest.take()?);
        let secret = Zeroizing::new(rest.take()?);
        let (pin, inviter) = (Pin(rest.take()?), Fingerprint(rest.take()?));
        let expires = u64::from_be_bytes(rest.take()?);
        let expires = i64::try_from(expires).map_err(|_| InviteError::Malformed)?;
        let [length] = rest.take()?;
        if usize::from(length) != rest.0.len() {
            return Err(InviteError::Malformed);
        }
        let url = std::str::from_utf8(rest.0).map_err(|_| InviteError::Malformed)?;
        if !acceptable_url(url) {
            return Err(InviteError::Address);
        }
        Ok(Self { purpose, pairing, secret, pin, inviter, expires, url: url.to_owned() })
    }
}

impl std::fmt::Debug for Invite {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Invite({:?}, {})", self.purpose, HEXLOWER.encode(self.pairing.as_bytes()))
    }
}

/// Whether an invitation may contain `url`.
///
/// It must use `https`, or `http` with a loopback host. It has at most [`MAX_URL`] bytes of
/// visible ASCII, without `@`, `?`, `#`, a backslash or a trailing slash.
///
/// # Example
/// ```
/// use interlude_client::crypto::pairing::acceptable_url;
/// assert!(acceptable_url("https://clinic.example"));
/// assert!(acceptable_url("http://127.0.0.1:8787"));
/// assert!(!acceptable_url("http://clinic.example"));
/// assert!(!acceptable_url("http://127.0.0.1.evil.example"));
/// ```
#[must_use]
pub fn acceptable_url(url: &str) -> bool {
    let plain = url.len() <= MAX_URL
        && url.bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b'@' | b'?' | b'#' | b'\\'))
        && !url.ends_with('/');
    let host = |rest: &str| !rest.is_empty() && !rest.starts_with(['/', ':']);
    let loopback = |rest: &str| {
        let authority = rest.split('/').next().unwrap_or_default();
        let host = match authority.rsplit_once(':') {
            Some((host, port)) if !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()) => {
                host
            }
            Some(_) | None => authority,
        };
        matches!(host, "127.0.0.1" | "localhost" | "[::1]")
    };
    plain
        && (url.strip_prefix("https://").is_some_and(host)
            || url.strip_prefix("http://").is_some_and(loopback))
}

/// Reads fixed-size arrays from the front of a slice.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], InviteError> {
        let (piece, rest) = self.0.split_first_chunk().ok_or(InviteError::Malformed)?;
        self.0 = rest;
        Ok(*piece)
    }
}

#[cfg(test)]
mod tests;
