//! Content keys wrapped to a member by HPKE with X-Wing.

use interlude_client::crypto::identity::Identity;
use interlude_client::crypto::random::Random;
use interlude_client::crypto::wrap::{unwrap, wrap};
use interlude_protocol::id::{Fingerprint, KeyId, SpaceId};

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
        (Ok(key), "opens") => {
            case.expect("JK", key.bytes())?;
            let grantor = Fingerprint(case.array("grantor_fp")?);
            let eseed = Eseed(case.array("eseed")?);
            let space = SpaceId(case.array("space")?);
            let again = wrap(&key, space, recipient.public(), grantor, &eseed)
                .map_err(|cause| cause.to_string())?;
            case.expect("wrap", &again)
        }
        (opened, expected) => same("opens", &opened.is_ok(), &(expected == "opens")),
    }
}

/// Replays the randomness of the vectors, so that sealing produces the same bytes.
struct Eseed([u8; 64]);

impl Random for Eseed {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.iter_mut().zip(self.0).for_each(|(to, from)| *to = from);
    }
}
