//! SHA-256 on RustCrypto, for the browser.

use sha2::{Digest as _, Sha256};

pub(super) fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut context = Sha256::new();
    for part in parts {
        context.update(part);
    }
    context.finalize().into()
}
