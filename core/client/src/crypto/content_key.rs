//! Content keys, which seal the entries of a space.

use zeroize::Zeroizing;

use super::random::{Random, generate_secret};
use super::{OneTime, Secret, derive};
use interlude_protocol::id::{KeyId, SpaceId};
use interlude_protocol::primitive::label;

/// A key that seals and opens entries of one space; wiped when dropped, never printed.
#[derive(Clone)]
pub struct ContentKey(Secret);

impl ContentKey {
    /// Generates a new key.
    #[must_use]
    pub fn generate(random: &(impl Random + ?Sized)) -> Self {
        Self(generate_secret(random))
    }

    /// Creates a key from its unwrapped bytes.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(Zeroizing::new(*bytes))
    }

    /// The key's bytes. Use them for wrapping only.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The key's id in `space`. It commits to the key: no two keys share an id.
    #[must_use]
    pub fn id(&self, space: SpaceId) -> KeyId {
        KeyId(*derive::<32>(self.bytes(), label::KEY_ID, &[space.as_bytes()]))
    }

    /// Key and nonce of the only entry whose header has this prefix.
    pub(super) fn entry(&self, prefix: &[u8]) -> OneTime {
        OneTime::derive(self.bytes(), label::ENTRY_KEY, &[prefix])
    }

    /// Key (32 bytes) and nonce (12 bytes) of an entry, for the published vectors.
    #[must_use]
    pub fn entry_key_and_nonce(&self, prefix: &[u8]) -> ([u8; 32], [u8; 12]) {
        let entry = self.entry(prefix);
        (*entry.key, entry.nonce)
    }
}
