//! Cryptography: identities, content keys, sealing, wraps, codes and slots.
//!
//! All primitives come from libraries. Two backends produce the same bytes, and the test vectors
//! run on both: ring natively, RustCrypto in the browser. Secrets are wiped when dropped, and
//! their `Debug` output does not contain them.

pub mod code;
pub mod content_key;
pub mod identity;
pub mod local;
pub mod pairing;
pub mod passphrase;
pub mod random;
pub mod request;
pub mod seal;
pub mod slot;
pub mod wrap;

#[cfg(not(target_arch = "wasm32"))]
#[path = "native.rs"]
mod backend;
#[cfg(target_arch = "wasm32")]
#[path = "portable.rs"]
mod backend;

use zeroize::Zeroizing;

use interlude_protocol::primitive::label;

/// A secret of 32 bytes, wiped when dropped.
pub type Secret = Zeroizing<[u8; 32]>;

/// Sealed data did not open: the key or context is wrong, or the data is damaged.
///
/// The error does not name the cause, which could help an attacker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the data cannot be opened with this key")]
pub struct CannotOpen;

/// Sizes of a ChaCha20-Poly1305 key, nonce and tag, in bytes.
const KEY: usize = 32;
const NONCE: usize = 12;
const TAG: usize = 16;

/// `HKDF(secret, name ‖ info, N)` of protocol.md 1.2.
fn derive<const N: usize>(secret: &[u8], name: &str, info: &[&[u8]]) -> Zeroizing<[u8; N]> {
    let name = label(name);
    let mut parts = vec![name.as_slice()];
    parts.extend_from_slice(info);
    let mut out = Zeroizing::new([0; N]);
    backend::hkdf(secret, &parts, out.as_mut_slice());
    out
}

/// A key and its nonce, for a single use.
struct OneTime {
    key: Secret,
    nonce: [u8; NONCE],
}

impl OneTime {
    /// Splits `HKDF(secret, name ‖ info, 44)` into key (32) and nonce (12).
    fn derive(secret: &[u8], name: &str, info: &[&[u8]]) -> Self {
        let okm = derive::<{ KEY + NONCE }>(secret, name, info);
        let mut key = Zeroizing::new([0; KEY]);
        let mut nonce = [0; NONCE];
        let mut bytes = okm.iter().copied();
        key.iter_mut().chain(&mut nonce).zip(&mut bytes).for_each(|(to, from)| *to = from);
        Self { key, nonce }
    }

    fn seal(&self, aad: &[u8], mut plain: Vec<u8>) -> Vec<u8> {
        backend::seal(&self.key, &self.nonce, aad, &mut plain);
        plain
    }

    fn open(&self, aad: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, CannotOpen> {
        let mut buffer = Zeroizing::new(sealed.to_vec());
        backend::open(&self.key, &self.nonce, aad, &mut buffer).ok_or(CannotOpen)?;
        Ok(buffer)
    }
}
