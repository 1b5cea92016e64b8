//! Pairing: the invitation as text, the claim's MAC and signature, the reply's, and six digits.

use interlude_client::crypto::identity::Identity;
use interlude_client::crypto::pairing::Invite;
use interlude_protocol::primitive::{label, sha256};

use super::case::{Case, Failure, hold, same};

pub(super) fn check(case: Case<'_>) -> Result<(), Failure> {
    let text = case.text("qr_text")?;
    let invite = Invite::parse(text).map_err(|cause| cause.to_string())?;
    same("purpose", &u8::from(invite.purpose), &case.number("purpose")?)?;
    case.expect("pairing_id", invite.pairing.as_bytes())?;
    case.expect("secret", invite.secret.as_slice())?;
    case.expect("pin", invite.pin.as_bytes())?;
    case.expect("inviter_fp", invite.inviter.as_bytes())?;
    same("expires", &u64::try_from(invite.expires).ok(), &Some(case.number("expires")?))?;
    same("url", &invite.url.as_str(), &case.text("url")?)?;
    same("text", &invite.text().as_str(), &text)?;

    let (claim, reply) = (case.text("claim_utf8")?.as_bytes(), case.text("reply_utf8")?.as_bytes());
    let mac = invite.mac(claim);
    case.expect("mac", &mac)?;
    hold(invite.is_mac_of(claim, &mac), "the claim's own MAC is refused")?;
    case.expect("claim_hash", &sha256(&[claim]))?;
    case.expect("reply_hash", &sha256(&[reply]))?;
    let newcomer = Identity::from_seed(&case.array("newcomer_seed")?);
    let inviter = Identity::from_seed(&case.array("inviter_seed")?);
    case.expect("inviter_fp", inviter.fingerprint().as_bytes())?;
    case.expect("claim_signature", &newcomer.sign(label::CLAIM, claim))?;
    case.expect("reply_signature", &inviter.sign(label::REPLY, reply))?;
    same("digits", &invite.six_digits(claim, reply).as_str(), &case.text("digits")?)
}
