//! Sealing of entries: padded and bound to their headers (protocol.md 2.2 and 2.3).

use zeroize::Zeroizing;

use super::content_key::ContentKey;
use super::{CannotOpen, TAG};
use interlude_protocol::primitive::sha256;
use interlude_protocol::record::header::{Class, Header, PREFIX};

/// Size of the length field before the entry, in bytes.
const LENGTH: usize = 4;

/// Size of a padded entry. It depends on the entry's kind, its instrument and the length of free
/// text, never on the answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PaddingClass {
    /// 1,024 bytes: every shipped instrument without free text.
    K1,
    /// 4,096 bytes.
    K4,
    /// 16,384 bytes.
    K16,
    /// 65,536 bytes: the longest possible entry.
    K64,
}

impl PaddingClass {
    /// All classes, smallest first.
    pub const ALL: [Self; 4] = [Self::K1, Self::K4, Self::K16, Self::K64];

    /// Size before sealing, in bytes.
    #[must_use]
    pub const fn bytes(self) -> usize {
        match self {
            Self::K1 => 1_024,
            Self::K4 => 4_096,
            Self::K16 => 16_384,
            Self::K64 => 65_536,
        }
    }

    /// Size of the sealed body, in bytes.
    #[must_use]
    pub const fn sealed_bytes(self) -> u32 {
        match self {
            Self::K1 => 1_040,
            Self::K4 => 4_112,
            Self::K16 => 16_400,
            Self::K64 => 65_552,
        }
    }

    /// Length of the longest entry that fits, in bytes of JSON.
    #[must_use]
    pub const fn longest(self) -> usize {
        self.bytes() - LENGTH
    }

    /// The smallest class that fits an entry of `length` bytes; `None` above 65,532.
    ///
    /// Use it for free text and to compute an instrument's smallest class. Entries of a form use
    /// their instrument's class, not one chosen by their own length.
    ///
    /// # Example
    /// ```
    /// use interlude_client::crypto::seal::PaddingClass;
    /// assert_eq!(PaddingClass::holding(1_020), Some(PaddingClass::K1));
    /// assert_eq!(PaddingClass::holding(1_021), Some(PaddingClass::K4));
    /// assert_eq!(PaddingClass::holding(65_533), None);
    /// ```
    #[must_use]
    pub fn holding(length: usize) -> Option<Self> {
        Self::ALL.into_iter().find(|class| length <= class.longest())
    }

    /// The class of a sealed body of `length` bytes; `None` if no class has that size.
    #[must_use]
    pub fn of_sealed(length: usize) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.bytes() + TAG == length)
    }
}

/// The entry does not fit its padding class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the entry is longer than its size class allows")]
pub struct TooLong;

/// Seals `entry` (JSON) into a body of `class.sealed_bytes()` bytes and sets class, key id, body
/// length and body hash of `header`. All its other fields must be final.
///
/// The header's prefix is the associated data and an input of the key, so the body opens only with
/// this header.
///
/// # Errors
/// [`TooLong`] if the entry does not fit `class`; `header` is then unchanged.
pub fn seal_entry(
    key: &ContentKey,
    header: &mut Header,
    entry: &[u8],
    class: PaddingClass,
) -> Result<Vec<u8>, TooLong> {
    let length = u32::try_from(entry.len()).map_err(|_| TooLong)?;
    if entry.len() > class.longest() {
        return Err(TooLong);
    }
    let mut plain = Vec::with_capacity(class.bytes() + TAG);
    plain.extend_from_slice(&length.to_be_bytes());
    plain.extend_from_slice(entry);
    plain.resize(class.bytes(), 0);
    header.class = Class::Sealed;
    header.key = key.id(header.space);
    header.body_length = class.sealed_bytes();
    let body = seal_padded(key, &header.prefix(), plain);
    header.body_hash = sha256(&[&body]);
    Ok(body)
}

/// Opens a sealed body and returns the entry's JSON.
///
/// # Errors
/// [`CannotOpen`] for another key or header, a damaged body, a size that is no padding class, a
/// length field beyond the class, or padding that is not zero.
pub fn open_entry(
    key: &ContentKey,
    header: &Header,
    body: &[u8],
) -> Result<Zeroizing<Vec<u8>>, CannotOpen> {
    let class = PaddingClass::of_sealed(body.len()).ok_or(CannotOpen)?;
    let prefix = header.prefix();
    let plain = key.entry(&prefix).open(&prefix, body)?;
    let (length, rest) = plain.split_first_chunk::<LENGTH>().ok_or(CannotOpen)?;
    let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| CannotOpen)?;
    if length > class.longest() {
        return Err(CannotOpen);
    }
    let (entry, fill) = rest.split_at_checked(length).ok_or(CannotOpen)?;
    if fill.iter().any(|byte| *byte != 0) {
        return Err(CannotOpen);
    }
    Ok(Zeroizing::new(entry.to_vec()))
}

fn seal_padded(key: &ContentKey, prefix: &[u8; PREFIX], plain: Vec<u8>) -> Vec<u8> {
    key.entry(prefix).seal(prefix, plain)
}

#[cfg(test)]
mod tests;
