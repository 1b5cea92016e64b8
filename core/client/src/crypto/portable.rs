//! The browser's backend: RustCrypto, because ring needs a C compiler for WebAssembly.

use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use ed25519_dalek::{Signer, SigningKey};
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::NONCE;

/// Fills `out` with HKDF-SHA-256 of `secret`, with an empty salt and the info parts in order.
#[expect(clippy::expect_used, reason = "HKDF refuses only more than 8,160 bytes; we need 44")]
pub(super) fn hkdf(secret: &[u8], info: &[&[u8]], out: &mut [u8]) {
    Hkdf::<Sha256>::new(None, secret)
        .expand_multi_info(info, out)
        .expect("the length is within the limit of HKDF");
}

/// HMAC-SHA-256 of `message`.
#[expect(clippy::expect_used, reason = "HMAC accepts keys of every length")]
pub(super) fn hmac_sha256(key: &[u8; 32], message: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes every key");
    mac.update(message);
    mac.finalize().into_bytes().into()
}

/// Seals `buffer` in place with ChaCha20-Poly1305 and appends the tag.
#[expect(clippy::expect_used, reason = "the cipher refuses only buffers of 256 GiB or more")]
pub(super) fn seal(key: &[u8; 32], nonce: &[u8; NONCE], aad: &[u8], buffer: &mut Vec<u8>) {
    ChaCha20Poly1305::new(&Key::from(*key))
        .encrypt_in_place(&Nonce::from(*nonce), aad, buffer)
        .expect("no buffer of this program reaches 256 GiB");
}

/// Opens `sealed` in place and removes the tag; `None` if authentication fails.
pub(super) fn open(
    key: &[u8; 32],
    nonce: &[u8; NONCE],
    aad: &[u8],
    sealed: &mut Vec<u8>,
) -> Option<()> {
    ChaCha20Poly1305::new(&Key::from(*key)).decrypt_in_place(&Nonce::from(*nonce), aad, sealed).ok()
}

/// Signs `message` with the Ed25519 key of `seed`.
pub(super) fn sign(seed: &[u8; 32], message: &[u8]) -> [u8; 64] {
    SigningKey::from_bytes(seed).sign(message).to_bytes()
}

/// The Ed25519 public key of `seed`.
pub(super) fn public_key(seed: &[u8; 32]) -> [u8; 32] {
    SigningKey::from_bytes(seed).verifying_key().to_bytes()
}
