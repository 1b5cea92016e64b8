//! Reading the record that founds a space.

use super::RecordError;
use super::check::{Place, check};
use super::codec::Record;
use super::genesis;
use super::open::{Genesis, Open};
use crate::id::Pin;

/// A space as founded by its genesis record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Founding {
    /// The space's pin.
    pub pin: Pin,
    /// The genesis.
    pub genesis: Genesis,
    /// The genesis record.
    pub record: Record,
}

/// Reads and checks a genesis record, with `expected` as the only root of trust.
///
/// `expected` is the pin from a QR code, a slot or a kit, never a pin received from the server. It
/// is `None` only if the space is new (the server stores it) or if the caller compares the
/// consents with its own identity (a new phone with a recovery code).
///
/// # Errors
/// [`RecordError::WrongSpace`] if the pin differs; otherwise the errors of [`check`].
pub fn found(expected: Option<&Pin>, bytes: &[u8]) -> Result<Founding, RecordError> {
    let record = Record::decode(bytes)?;
    let body = record.body.as_deref().ok_or(RecordError::Malformed)?;
    let pin = genesis::pin(body);
    if expected.is_some_and(|expected| *expected != pin) || record.header.space != pin.space() {
        return Err(RecordError::WrongSpace);
    }
    let place = Place::start(pin, record.header.series);
    let checked = check(&place, bytes, &|_| None)?;
    match checked.open {
        Some(Open::Genesis(genesis)) => Ok(Founding { pin, genesis, record }),
        _ => Err(RecordError::Malformed),
    }
}
