//! Seed to keys to fingerprint.

use interlude_client::crypto::identity::Identity;
use interlude_protocol::primitive;

use super::case::{Case, Failure, hold};

pub(super) fn check(case: Case<'_>) -> Result<(), Failure> {
    let identity = Identity::from_seed(&case.array("seed")?);
    case.expect("sign", &identity.public().sign)?;
    case.expect("kem", &identity.public().kem)?;
    case.expect("fp", identity.fingerprint().as_bytes())?;
    hold(primitive::acceptable_key(&identity.public().sign), "an ordinary key is refused")
}
