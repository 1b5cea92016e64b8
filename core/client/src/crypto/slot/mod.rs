//! Slots: a clinician's seed and the clinic's pin, sealed once for each means of unlocking
//! (protocol.md 1.4).
//!
//! The slot contains the pin, so a cleared browser recovers it from the slot and need not trust the
//! server.

use zeroize::Zeroizing;

use super::identity::Identity;
use super::{CannotOpen, OneTime, TAG};
use interlude_protocol::id::{Fingerprint, Pin, SlotId, SpaceId};
use interlude_protocol::primitive::{label, labelled_hash};

/// Size of the sealed seed and pin before sealing, in bytes.
const PLAIN: usize = 64;
/// Size of a slot, in bytes: type, slot id, sealed seed and pin.
pub const SLOT: usize = 1 + SlotId::SIZE + PLAIN + TAG;

/// The means that opens a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Means {
    /// The `unlock` secret of the passphrase.
    Passphrase,
    /// The output of a passkey's pseudo-random function (PRF) for [`prf_input`].
    Passkey,
    /// The seed of a staff code.
    StaffCode,
}

impl Means {
    fn byte(self) -> u8 {
        match self {
            Self::Passphrase => 1,
            Self::Passkey => 2,
            Self::StaffCode => 3,
        }
    }
}

/// The input of a passkey's PRF for `clinic`.
#[must_use]
pub fn prf_input(clinic: SpaceId) -> [u8; 32] {
    labelled_hash(label::PRF_SALT, &[clinic.as_bytes()])
}

/// Seals the seed of `identity` and the clinic's `pin` under `secret`.
#[must_use]
pub fn seal(
    means: Means,
    slot: SlotId,
    secret: &[u8; 32],
    identity: &Identity,
    pin: Pin,
) -> [u8; SLOT] {
    seal_seed(means, slot, secret, identity.fingerprint(), identity.seed(), pin)
}

/// Seals a seed under a given fingerprint, without checking it; for the published vectors.
#[must_use]
pub fn seal_seed(
    means: Means,
    slot: SlotId,
    secret: &[u8; 32],
    fingerprint: Fingerprint,
    seed: &[u8; 32],
    pin: Pin,
) -> [u8; SLOT] {
    let aad = aad(means.byte(), slot, fingerprint);
    let mut plain = Vec::with_capacity(PLAIN + TAG);
    plain.extend_from_slice(seed);
    plain.extend_from_slice(pin.as_bytes());
    let sealed = one_time(secret, &aad).seal(&aad, plain);
    let mut out = [0; SLOT];
    let open = [means.byte()].into_iter().chain(slot.0);
    out.iter_mut().zip(open.chain(sealed)).for_each(|(to, from)| *to = from);
    out
}

/// Opens a slot and returns the identity and the clinic's pin.
///
/// `fingerprint` is the server's claim; it must match the seed.
///
/// # Errors
/// [`CannotOpen`] for another secret, means or fingerprint, or a damaged slot.
pub fn open(
    slot: &[u8],
    means: Means,
    secret: &[u8; 32],
    fingerprint: Fingerprint,
) -> Result<(Identity, Pin), CannotOpen> {
    let (seed, pin) = open_seed(slot, means, secret, fingerprint)?;
    let identity = Identity::from_seed(&seed);
    if identity.fingerprint() == fingerprint { Ok((identity, pin)) } else { Err(CannotOpen) }
}

/// Opens a slot without checking the seed's fingerprint; for the published vectors.
///
/// # Errors
/// [`CannotOpen`] unless the slot was sealed with this secret, means and fingerprint.
pub fn open_seed(
    slot: &[u8],
    means: Means,
    secret: &[u8; 32],
    fingerprint: Fingerprint,
) -> Result<(Zeroizing<[u8; 32]>, Pin), CannotOpen> {
    let slot: &[u8; SLOT] = slot.try_into().map_err(|_| CannotOpen)?;
    let (kind, rest) = slot.split_first().ok_or(CannotOpen)?;
    let (id, sealed) = rest.split_first_chunk().ok_or(CannotOpen)?;
    if *kind != means.byte() {
        return Err(CannotOpen);
    }
    let aad = aad(*kind, SlotId(*id), fingerprint);
    let plain = one_time(secret, &aad).open(&aad, sealed)?;
    let (seed, pin) = plain.split_first_chunk::<32>().ok_or(CannotOpen)?;
    Ok((Zeroizing::new(*seed), Pin::try_from(pin).map_err(|_| CannotOpen)?))
}

/// The means in the first byte of `slot`; `None` if it is unknown.
#[must_use]
pub fn means(slot: &[u8]) -> Option<Means> {
    let first = slot.first()?;
    [Means::Passphrase, Means::Passkey, Means::StaffCode].into_iter().find(|m| m.byte() == *first)
}

fn one_time(secret: &[u8; 32], aad: &[u8]) -> OneTime {
    OneTime::derive(secret, label::SLOT, &[aad])
}

/// `type ‖ slot id ‖ fp`: the associated data and the info of the key derivation.
fn aad(means: u8, slot: SlotId, fingerprint: Fingerprint) -> Vec<u8> {
    [&[means], slot.as_bytes(), fingerprint.as_bytes()].concat()
}

#[cfg(test)]
mod tests;
