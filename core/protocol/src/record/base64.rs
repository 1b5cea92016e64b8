//! Byte strings of fixed length as base64url without padding, for `#[serde(with = …)]`.

use std::borrow::Cow;

use data_encoding::BASE64URL_NOPAD;
use serde::de::Error as _;
use serde::{Deserialize as _, Deserializer, Serializer};

/// Writes `bytes` as text.
///
/// # Errors
/// Fails if the serializer does.
pub fn serialize<S: Serializer, const N: usize>(
    bytes: &[u8; N],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&BASE64URL_NOPAD.encode(bytes))
}

/// Reads exactly `N` bytes.
///
/// # Errors
/// Fails for any other length or spelling.
pub fn deserialize<'de, D: Deserializer<'de>, const N: usize>(
    deserializer: D,
) -> Result<[u8; N], D::Error> {
    let text = <Cow<'de, str>>::deserialize(deserializer)?;
    decode(&text).ok_or_else(|| D::Error::custom(format_args!("not {N} bytes in base64url")))
}

/// Reads exactly `N` bytes; `None` for any other length or spelling.
#[must_use]
pub fn decode<const N: usize>(text: &str) -> Option<[u8; N]> {
    BASE64URL_NOPAD.decode(text.as_bytes()).ok()?.try_into().ok()
}
