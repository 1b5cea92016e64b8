//! Identities: the signing key, wrapping key and fingerprint derived from one seed.

use hpke::kem::XWing;
use hpke::{Deserializable, Kem, Serializable};
use zeroize::Zeroizing;

use super::random::{Random, generate_secret};
use super::{Secret, backend, derive};
use interlude_protocol::id::Fingerprint;
use interlude_protocol::primitive::label;
use interlude_protocol::record::identity::{KEM_PUBLIC, PublicIdentity};

/// The private identity of a clinician, a phone or a recovery code (protocol.md 1.1).
///
/// An identity of a phone or recovery code belongs to one space, one of a clinician to one clinic.
#[derive(Clone)]
pub struct Identity {
    seed: Secret,
    sign_seed: Secret,
    kem: <XWing as Kem>::PrivateKey,
    public: PublicIdentity,
    fingerprint: Fingerprint,
}

impl Identity {
    /// Derives the identity of `seed`.
    #[must_use]
    #[expect(clippy::expect_used, reason = "X-Wing accepts every private key of 32 bytes")]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        let sign_seed = derive::<32>(seed, label::SIGN_SEED, &[]);
        let kem_seed = derive::<32>(seed, label::KEM_SEED, &[]);
        let kem = <XWing as Kem>::PrivateKey::from_bytes(kem_seed.as_slice());
        let kem = kem.expect("an X-Wing private key is any 32 bytes");
        let mut kem_public = [0; KEM_PUBLIC];
        XWing::sk_to_pk(&kem).write_exact(&mut kem_public);
        let public = PublicIdentity { sign: backend::public_key(&sign_seed), kem: kem_public };
        let fingerprint = public.fingerprint();
        Self { seed: Zeroizing::new(*seed), sign_seed, kem, public, fingerprint }
    }

    /// Generates a new identity.
    #[must_use]
    pub fn generate(random: &(impl Random + ?Sized)) -> Self {
        Self::from_seed(&generate_secret(random))
    }

    /// The seed. Use it only to seal it, in a slot or with the phone's key guard.
    #[must_use]
    pub fn seed(&self) -> &Secret {
        &self.seed
    }

    /// The public keys.
    #[must_use]
    pub fn public(&self) -> &PublicIdentity {
        &self.public
    }

    /// The fingerprint of the public keys.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// Signs `message` under the label `name`: `Sign(sk, name, message)` of protocol.md.
    ///
    /// The signature covers the label, so it is invalid for any other purpose.
    #[must_use]
    pub fn sign(&self, name: &str, message: &[u8]) -> [u8; 64] {
        let mut labelled = label(name);
        labelled.extend_from_slice(message);
        backend::sign(&self.sign_seed, &labelled)
    }

    pub(super) fn kem(&self) -> &<XWing as Kem>::PrivateKey {
        &self.kem
    }
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Identity({})", self.fingerprint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::random::testing::Repeatable;
    use data_encoding::HEXLOWER;
    use interlude_protocol::primitive::verify_labelled;

    #[test]
    fn a_signature_is_valid_for_one_purpose_only() {
        let me = Identity::generate(&Repeatable::new(1));
        let signature = me.sign(label::CLAIM, b"message");
        assert!(verify_labelled(&me.public().sign, label::CLAIM, b"message", &signature));
        assert!(!verify_labelled(&me.public().sign, label::REPLY, b"message", &signature));
        assert!(!verify_labelled(&me.public().sign, label::CLAIM, b"messages", &signature));
    }

    #[test]
    fn debug_shows_the_fingerprint_and_no_key() {
        let me = Identity::generate(&Repeatable::new(1));
        let shown = format!("{me:?}");
        assert!(shown.contains(&me.fingerprint().to_hex()));
        assert!(!shown.contains(&HEXLOWER.encode(me.seed().as_slice())));
    }
}
