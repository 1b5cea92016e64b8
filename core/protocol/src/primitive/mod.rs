//! Cryptography without secrets, shared by server and clients: SHA-256 and the verification of
//! Ed25519 signatures.
//!
//! `ring` hashes natively, RustCrypto in the browser; dalek verifies signatures everywhere. The
//! same test vectors hold for both builds.

pub mod label;

#[cfg(not(target_arch = "wasm32"))]
#[path = "ring.rs"]
mod backend;
#[cfg(target_arch = "wasm32")]
#[path = "rustcrypto.rs"]
mod backend;

#[cfg(test)]
mod tests;

use curve25519_dalek::edwards::CompressedEdwardsY;
use ed25519_dalek::{Signature, Verifier as _};

/// SHA-256 of the concatenated `parts`.
#[must_use]
pub fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    backend::sha256(parts)
}

/// Returns `L(name)`: prefix, name and a zero byte. The zero keeps one label from beginning another.
///
/// ```
/// use interlude_protocol::primitive::label;
/// assert_eq!(interlude_protocol::primitive::label(label::RECORD), b"interlude/1 record\0");
/// ```
#[must_use]
pub fn label(name: &str) -> Vec<u8> {
    [label::PREFIX.as_bytes(), name.as_bytes(), &[0]].concat()
}

/// `H(name, parts)`: SHA-256 of the label and the concatenated `parts` (protocol.md 1.2).
#[must_use]
pub fn labelled_hash(name: &str, parts: &[&[u8]]) -> [u8; 32] {
    let label = label(name);
    let mut all = Vec::with_capacity(parts.len() + 1);
    all.push(label.as_slice());
    all.extend_from_slice(parts);
    sha256(&all)
}

/// A public key, read once to check many signatures.
///
/// Reading does not check whether the key may be trusted; [`acceptable_key`] does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyingKey(ed25519_dalek::VerifyingKey);

impl VerifyingKey {
    /// Reads a key; `None` if it is not a point of the curve. No signature verifies under such bytes.
    #[must_use]
    pub fn read(public: &[u8; 32]) -> Option<Self> {
        ed25519_dalek::VerifyingKey::from_bytes(public).ok().map(Self)
    }

    /// Whether `signature` over exactly `message` is by this key.
    ///
    /// Every platform uses the cofactorless equation and requires a reduced S (protocol.md 1.1):
    /// `verify`, never `verify_strict` and never batch verification.
    #[must_use]
    pub fn verify(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        self.0.verify(message, &Signature::from_bytes(signature)).is_ok()
    }

    /// Whether `signature` over `L(name) ‖ message` is by this key.
    #[must_use]
    pub fn verify_labelled(&self, name: &str, message: &[u8], signature: &[u8; 64]) -> bool {
        self.verify(&[label(name).as_slice(), message].concat(), signature)
    }
}

/// Whether `signature` over `L(name) ‖ message` is by `public`.
#[must_use]
pub fn verify_labelled(
    public: &[u8; 32],
    name: &str,
    message: &[u8],
    signature: &[u8; 64],
) -> bool {
    VerifyingKey::read(public).is_some_and(|key| key.verify_labelled(name, message, signature))
}

/// Whether a public key may be trusted: on the curve, canonically encoded and not of small order.
/// Checked once, when a key first appears (protocol.md 1.1).
#[must_use]
pub fn acceptable_key(public: &[u8; 32]) -> bool {
    // Decompression accepts y ≥ p and a signed zero; encoding the point again reveals both.
    CompressedEdwardsY(*public)
        .decompress()
        .is_some_and(|point| point.compress().0 == *public && !point.is_small_order())
}
