//! Reads cases of vector files and compares results with them.

use data_encoding::HEXLOWER;
use serde_json::Value;

/// A readable description of a failure.
pub type Failure = String;

/// One case of a vector file, or a part of it.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a>(pub &'a Value);

impl<'a> Case<'a> {
    /// The member `name`; a failure if there is none.
    pub fn get(self, name: &str) -> Result<Self, Failure> {
        self.0.get(name).map(Self).ok_or_else(|| format!("the case has no {name}"))
    }

    /// Whether there is a member `name` that is not null.
    #[must_use]
    pub fn has(self, name: &str) -> bool {
        self.0.get(name).is_some_and(|value| !value.is_null())
    }

    /// The text `name`.
    pub fn text(self, name: &str) -> Result<&'a str, Failure> {
        self.get(name)?.0.as_str().ok_or_else(|| format!("{name} is not text"))
    }

    /// The whole number `name`.
    pub fn number<N: TryFrom<u64>>(self, name: &str) -> Result<N, Failure> {
        let number = self.get(name)?.0.as_u64().ok_or_else(|| format!("{name} is no number"))?;
        N::try_from(number).map_err(|_| format!("{name} is too large"))
    }

    /// The bytes written in hex by `name`.
    pub fn bytes(self, name: &str) -> Result<Vec<u8>, Failure> {
        bytes(self.text(name)?)
    }

    /// Exactly `N` bytes, written in hex by `name`.
    pub fn array<const N: usize>(self, name: &str) -> Result<[u8; N], Failure> {
        array(self.text(name)?)
    }

    /// The members of the list `name`.
    pub fn list(self, name: &str) -> Result<impl Iterator<Item = Case<'a>>, Failure> {
        let list = self.get(name)?.0.as_array().ok_or_else(|| format!("{name} is not a list"))?;
        Ok(list.iter().map(Case))
    }

    /// Fails unless `found` equals the bytes written in hex by `name`.
    pub fn expect(self, name: &str, found: &[u8]) -> Result<(), Failure> {
        same(name, &HEXLOWER.encode(found), &self.text(name)?.to_owned())
    }
}

/// The bytes of `hex`.
pub fn bytes(hex: &str) -> Result<Vec<u8>, Failure> {
    HEXLOWER.decode(hex.as_bytes()).map_err(|cause| format!("{hex}: {cause}"))
}

/// The `N` bytes of `hex`.
pub fn array<const N: usize>(hex: &str) -> Result<[u8; N], Failure> {
    bytes(hex)?.try_into().map_err(|_| format!("{hex}: not {N} bytes"))
}

/// Fails unless `found` equals `expected`; the failure shows both.
pub fn same<T: PartialEq + std::fmt::Debug>(
    what: &str,
    found: &T,
    expected: &T,
) -> Result<(), Failure> {
    if found == expected {
        return Ok(());
    }
    Err(format!("{what} is {found:?}, not {expected:?}"))
}

/// Fails with `text` unless `holds`.
pub fn hold(holds: bool, text: &str) -> Result<(), Failure> {
    if holds { Ok(()) } else { Err(text.to_owned()) }
}
