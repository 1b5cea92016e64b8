//! Slots: a clinician's seed and the clinic's pin, sealed once per means of unlocking.
//!
//! The pin travels inside, so a cleared browser regains its root of trust with the passphrase and
//! not from the server (protocol.md 1.4).

use zeroize::Zeroizing;

use super::identity::Identity;
use super::{CannotOpen, OneTime, TAG};
use interlude_protocol::id::{Fingerprint, Pin, SlotId, SpaceId};
use interlude_protocol::primitive::{label, labelled_hash};

/// Bytes of what is sealed: seed and pin.
const PLAIN: usize = 64;
/// Bytes of a slot: type, slot id, sealed seed and pin.
pub const SLOT: usize = 1 + SlotId::SIZE + PLAIN + TAG;

/// By what the slot is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Means {
    /// The `unlock` half of the passphrase.
    Passphrase,
    /// The output of a passkey's pseudo-random function for [`prf_input`].
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

/// What a passkey is asked to evaluate for `clinic`.
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

/// Seals a seed whose fingerprint is given; for the published vectors.
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

/// Opens a slot and gives back the identity and the clinic's pin.
///
/// `fingerprint` is what the server says; it is checked against the seed inside.
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

/// Opens a slot without deriving the identity; for the published vectors.
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

/// The means by which `slot` is opened, as its first byte says; `None` for an unknown one.
#[must_use]
pub fn means(slot: &[u8]) -> Option<Means> {
    let first = slot.first()?;
    [Means::Passphrase, Means::Passkey, Means::StaffCode].into_iter().find(|m| m.byte() == *first)
}

fn one_time(secret: &[u8; 32], aad: &[u8]) -> OneTime {
    OneTime::derive(secret, label::SLOT, &[aad])
}

/// `type ‖ slot id ‖ fp`: the associated data, and what the key is derived for.
fn aad(means: u8, slot: SlotId, fingerprint: Fingerprint) -> Vec<u8> {
    [&[means], slot.as_bytes(), fingerprint.as_bytes()].concat()
}

#[cfg(test)]
mod tests;
