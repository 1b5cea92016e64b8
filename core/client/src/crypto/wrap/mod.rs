//! Wraps: content keys sealed to one member with HPKE and X-Wing (protocol.md 2.5).

use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::XWing;
use hpke::rand_core::{TryCryptoRng, TryRng};
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use zeroize::Zeroizing;

use super::CannotOpen;
use super::content_key::ContentKey;
use super::identity::Identity;
use super::random::{Random, generate};
use interlude_protocol::id::{Fingerprint, KeyId, SpaceId};
use interlude_protocol::primitive::label;
use interlude_protocol::record::identity::PublicIdentity;
use interlude_protocol::record::open::WRAP;

/// Size of the encapsulated key, in bytes.
const ENCAPSULATED: usize = 1_120;

/// The recipient's wrapping key is invalid. Do not add its identity as a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the recipient's wrapping key is invalid")]
pub struct BadKey;

/// Wraps `key` of `space` for `recipient`. The wrap is bound to space, key id, recipient and
/// grantor.
///
/// # Errors
/// [`BadKey`] if the recipient's wrapping key is invalid.
pub fn wrap(
    key: &ContentKey,
    space: SpaceId,
    recipient: &PublicIdentity,
    grantor: Fingerprint,
    random: &(impl Random + ?Sized),
) -> Result<[u8; WRAP], BadKey> {
    let to = <XWing as Kem>::PublicKey::from_bytes(&recipient.kem).map_err(|_| BadKey)?;
    let info = info(space, key.id(space), recipient.fingerprint(), grantor);
    let (encapsulated, sealed) = hpke::single_shot_seal_with_rng::<
        ChaCha20Poly1305,
        HkdfSha256,
        XWing,
    >(
        &OpModeS::Base, &to, &info, key.bytes(), &[], &mut Rng(random)
    )
    .map_err(|_| BadKey)?;
    let mut wrap = [0; WRAP];
    let bytes = encapsulated.to_bytes().into_iter().chain(sealed);
    wrap.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
    Ok(wrap)
}

/// Opens a wrap made for `me` and checks that the key inside has the id `key`.
///
/// Without this check, a grantor could give two readers different keys under one id.
///
/// # Errors
/// [`CannotOpen`] if the wrap is damaged or made for another space, key id, recipient or grantor,
/// or if the key inside has another id.
pub fn unwrap(
    wrap: &[u8; WRAP],
    space: SpaceId,
    key: KeyId,
    me: &Identity,
    grantor: Fingerprint,
) -> Result<ContentKey, CannotOpen> {
    let (encapsulated, sealed) = wrap.split_at_checked(ENCAPSULATED).ok_or(CannotOpen)?;
    let encapsulated =
        <XWing as Kem>::EncappedKey::from_bytes(encapsulated).map_err(|_| CannotOpen)?;
    let plain = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, XWing>(
        &OpModeR::Base,
        me.kem(),
        &encapsulated,
        &info(space, key, me.fingerprint(), grantor),
        sealed,
        &[],
    )
    .map_err(|_| CannotOpen)?;
    let plain = Zeroizing::new(plain);
    let bytes: &[u8; 32] = plain.as_slice().try_into().map_err(|_| CannotOpen)?;
    let opened = ContentKey::from_bytes(bytes);
    if opened.id(space) == key { Ok(opened) } else { Err(CannotOpen) }
}

/// Whether the wrapping key of `public` is valid. Check this before adding a member.
#[must_use]
pub fn acceptable(public: &PublicIdentity) -> bool {
    <XWing as Kem>::PublicKey::from_bytes(&public.kem).is_ok()
}

/// The HPKE info: `L("wrap") ‖ space ‖ key id ‖ recipient ‖ grantor`.
fn info(space: SpaceId, key: KeyId, recipient: Fingerprint, grantor: Fingerprint) -> Vec<u8> {
    let mut info = label(label::WRAP);
    info.extend_from_slice(space.as_bytes());
    info.extend_from_slice(key.as_bytes());
    info.extend_from_slice(recipient.as_bytes());
    info.extend_from_slice(grantor.as_bytes());
    info
}

/// Adapts the host's randomness for HPKE.
struct Rng<'a, R: ?Sized>(&'a R);

impl<R: Random + ?Sized> TryRng for Rng<'_, R> {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        Ok(u32::from_be_bytes(generate(self.0)))
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        Ok(u64::from_be_bytes(generate(self.0)))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        self.0.fill(bytes);
        Ok(())
    }
}

impl<R: Random + ?Sized> TryCryptoRng for Rng<'_, R> {}

#[cfg(test)]
mod tests;
