//! Ed25519 at its edges, where lenient and strict libraries differ.

use interlude_core::primitive::{acceptable_key, verify};

use super::case::{Case, Failure, same};

pub(super) fn check(case: Case<'_>) -> Result<(), Failure> {
    let key = case.array("key")?;
    let accepted = match case.text("what")? {
        "key" => acceptable_key(&key),
        "signature" => verify(&key, &case.bytes("message")?, &case.array("signature")?),
        other => return Err(format!("nothing is known about a {other}")),
    };
    same("accepted", &accepted, &(case.text("expected")? == "accept"))
}
