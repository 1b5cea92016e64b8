//! Content keys wrapped to a member by HPKE with X-Wing.

use interlude_core::crypto::identity::Identity;
use interlude_core::crypto::wrap::unwrap;
use interlude_core::id::{Fingerprint, KeyId, SpaceId};

use super::case::{Case, Failure, same};

pub(super) fn check(case: Case<'_>) -> Result<(), Failure> {
    let recipient = Identity::from_seed(&case.array("recipient_seed")?);
    case.expect("recipient_fp", recipient.fingerprint().as_bytes())?;
    let opened = unwrap(
        &case.array("wrap")?,
        SpaceId(case.array("space")?),
        KeyId(case.array("key_id")?),
        &recipient,
        Fingerprint(case.array("grantor_fp")?),
    );
    match (opened, case.text("expected")?) {
        (Ok(key), "opens") => case.expect("JK", key.bytes()),
        (opened, expected) => same("opens", &opened.is_ok(), &(expected == "opens")),
    }
}
