//! Content keys: their names, and the key and nonce of each entry.

use interlude_client::crypto::content_key::ContentKey;
use interlude_protocol::id::SpaceId;

use super::case::{Case, Failure};

pub(super) fn check(case: Case<'_>) -> Result<(), Failure> {
    let key = ContentKey::from_bytes(&case.array("JK")?);
    case.expect("key_id", key.id(SpaceId(case.array("space")?)).as_bytes())?;
    for entry in case.list("entry")? {
        let (entry_key, nonce) = key.entry_key_and_nonce(&entry.bytes("prefix")?);
        entry.expect("key", &entry_key)?;
        entry.expect("nonce", &nonce)?;
    }
    Ok(())
}
