//! The native backend, for phones, servers and tests: ring.

use ring::{aead, hkdf, hmac, signature};
use signature::KeyPair as _;

use super::{NONCE, TAG};

struct Length(usize);

impl hkdf::KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

/// Fills `out` with HKDF-SHA-256 of `secret`, with an empty salt and the info parts in order.
#[expect(clippy::expect_used, reason = "ring refuses only more than 8,160 bytes; we need 44")]
pub(super) fn hkdf(secret: &[u8], info: &[&[u8]], out: &mut [u8]) {
    hkdf::Salt::new(hkdf::HKDF_SHA256, &[])
        .extract(secret)
        .expand(info, Length(out.len()))
        .and_then(|okm| okm.fill(out))
        .expect("the length is within the limit of HKDF");
}

/// HMAC-SHA-256 of `message`.
pub(super) fn hmac_sha256(key: &[u8; 32], message: &[u8]) -> [u8; 32] {
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), message);
    let mut out = [0; 32];
    for (to, from) in out.iter_mut().zip(tag.as_ref()) {
        *to = *from;
    }
    out
}

/// Seals `buffer` in place with ChaCha20-Poly1305 and appends the tag.
#[expect(clippy::expect_used, reason = "ring refuses only buffers of 256 GiB or more")]
pub(super) fn seal(key: &[u8; 32], nonce: &[u8; NONCE], aad: &[u8], buffer: &mut Vec<u8>) {
    let nonce = aead::Nonce::assume_unique_for_key(*nonce);
    cipher(key)
        .seal_in_place_append_tag(nonce, aead::Aad::from(aad), buffer)
        .expect("no buffer of this program reaches 256 GiB");
}

/// Opens `sealed` in place and removes the tag; `None` if authentication fails.
pub(super) fn open(
    key: &[u8; 32],
    nonce: &[u8; NONCE],
    aad: &[u8],
    sealed: &mut Vec<u8>,
) -> Option<()> {
    let length = sealed.len().checked_sub(TAG)?;
    let nonce = aead::Nonce::assume_unique_for_key(*nonce);
    cipher(key).open_in_place(nonce, aead::Aad::from(aad), sealed).ok()?;
    sealed.truncate(length);
    Some(())
}

/// Signs `message` with the Ed25519 key of `seed`.
pub(super) fn sign(seed: &[u8; 32], message: &[u8]) -> [u8; 64] {
    let signature = key_pair(seed).sign(message);
    let mut out = [0; 64];
    for (to, from) in out.iter_mut().zip(signature.as_ref()) {
        *to = *from;
    }
    out
}

/// The Ed25519 public key of `seed`.
pub(super) fn public_key(seed: &[u8; 32]) -> [u8; 32] {
    let pair = key_pair(seed);
    let mut out = [0; 32];
    for (to, from) in out.iter_mut().zip(pair.public_key().as_ref()) {
        *to = *from;
    }
    out
}

#[expect(clippy::expect_used, reason = "ring refuses other lengths only; the type fixes this one")]
fn cipher(key: &[u8; 32]) -> aead::LessSafeKey {
    let key = aead::UnboundKey::new(&aead::CHACHA20_POLY1305, key);
    aead::LessSafeKey::new(key.expect("the key is 32 bytes long"))
}

#[expect(clippy::expect_used, reason = "ring refuses other lengths only; the type fixes this one")]
fn key_pair(seed: &[u8; 32]) -> signature::Ed25519KeyPair {
    signature::Ed25519KeyPair::from_seed_unchecked(seed).expect("the seed is 32 bytes long")
}
