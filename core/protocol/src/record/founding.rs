//! Reading the record that founds a space.

use super::RecordError;
use super::check::{Place, check};
use super::codec::Record;
use super::genesis;
use super::open::{Genesis, Open};
use crate::id::Pin;

/// A space as its genesis record founds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Founding {
    /// The space's pin.
    pub pin: Pin,
    /// The genesis.
    pub genesis: Genesis,
    /// The record that carries it.
    pub record: Record,
}

/// Reads and checks a genesis record, with `expected` as the only root of trust.
///
/// `expected` is the pin from a QR code, a slot or a kit, never one that the server named; `None`
/// only where the space is new to everybody (the server storing it) or where the caller compares
/// the consents with its own identity (a bare phone with a recovery code).
/// [`RecordError::WrongSpace`] if the pin differs.
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
