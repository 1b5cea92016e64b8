//! Sealing of local data on a phone or in a browser, under a key derived from the identity.

use super::identity::Identity;
use super::random::{Random, generate};
use super::{CannotOpen, NONCE, OneTime, Secret, TAG, backend, derive};
use interlude_protocol::primitive::label;
use zeroize::Zeroizing;

/// A key for small local data: a draft, an index, the recovery seed until its confirmation.
///
/// Records use [`seal_entry`](super::seal::seal_entry), which binds them to their headers.
#[derive(Clone)]
pub struct LocalKey(Secret);

impl LocalKey {
    /// Derives the key of `identity` for `purpose`. Each purpose has its own key.
    #[must_use]
    pub fn of(identity: &Identity, purpose: &str) -> Self {
        Self(derive(identity.seed().as_slice(), label::LOCAL, &[purpose.as_bytes()]))
    }

    /// Seals `plain` for storage under the name `place`, which [`LocalKey::open`] requires again.
    ///
    /// Returns nonce (12 bytes), ciphertext and tag (16 bytes).
    #[must_use]
    pub fn seal(&self, place: &[u8], plain: &[u8], random: &(impl Random + ?Sized)) -> Vec<u8> {
        let nonce: [u8; NONCE] = generate(random);
        let mut buffer = Vec::with_capacity(plain.len() + TAG);
        buffer.extend_from_slice(plain);
        backend::seal(&self.0, &nonce, place, &mut buffer);
        let mut sealed = nonce.to_vec();
        sealed.append(&mut buffer);
        sealed
    }

    /// Opens data that was sealed for `place`.
    ///
    /// # Errors
    /// [`CannotOpen`] for another key, another place or damaged data.
    pub fn open(&self, place: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, CannotOpen> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or(CannotOpen)?;
        OneTime { key: self.0.clone(), nonce: *nonce }.open(place, sealed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::random::testing::Repeatable;

    #[test]
    fn sealed_data_opens_only_with_its_identity_purpose_and_place() {
        let random = Repeatable::new(1);
        let me = Identity::generate(&random);
        let key = LocalKey::of(&me, "drafts");
        let sealed = key.seal(b"phq9", b"half an answer", &random);
        assert_eq!(key.open(b"phq9", &sealed).unwrap().as_slice(), b"half an answer");
        assert_eq!(key.open(b"gad7", &sealed), Err(CannotOpen));
        assert_eq!(LocalKey::of(&me, "index").open(b"phq9", &sealed), Err(CannotOpen));
        let other = Identity::generate(&random);
        assert_eq!(LocalKey::of(&other, "drafts").open(b"phq9", &sealed), Err(CannotOpen));
        assert_eq!(key.open(b"phq9", &sealed[..11]), Err(CannotOpen));
    }
}
