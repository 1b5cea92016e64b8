//! Edge cases of Ed25519, on which lenient and strict libraries differ.

use interlude_protocol::primitive::{VerifyingKey, acceptable_key};

use super::case::{Case, Failure, same};

pub(super) fn check(case: Case<'_>) -> Result<(), Failure> {
    let key = case.array("key")?;
    let accepted = match case.text("what")? {
        "key" => acceptable_key(&key),
        "signature" => {
            let (message, signature) = (case.bytes("message")?, case.array("signature")?);
            VerifyingKey::read(&key).is_some_and(|key| key.verify(&message, &signature))
        }
        other => return Err(format!("nothing is known about a {other}")),
    };
    same("accepted", &accepted, &(case.text("expected")? == "accept"))
}
