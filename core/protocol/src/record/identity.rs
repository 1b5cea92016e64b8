//! Public identities: a signing key and an encryption key under one fingerprint.

use super::base64;
use crate::id::Fingerprint;
use crate::primitive::{acceptable_key, label, labelled_hash};

/// Length of an X-Wing public key, in bytes.
pub const KEM_PUBLIC: usize = 1_216;

/// A person's or device's two public keys.
#[derive(Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicIdentity {
    /// Ed25519 public key.
    #[serde(with = "base64")]
    pub sign: [u8; 32],
    /// X-Wing public key.
    #[serde(with = "base64")]
    pub kem: [u8; KEM_PUBLIC],
}

impl PublicIdentity {
    /// The fingerprint of both keys together, so that one of them cannot be exchanged alone.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint(labelled_hash(label::IDENTITY, &[&self.sign, &self.kem]))
    }

    /// Whether the signing key may be trusted (protocol.md 1.1).
    #[must_use]
    pub fn is_acceptable(&self) -> bool {
        acceptable_key(&self.sign)
    }
}

impl std::fmt::Debug for PublicIdentity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PublicIdentity({})", self.fingerprint())
    }
}
