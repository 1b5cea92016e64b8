//! Founding a space and adding a member: pins, and consents that hold in one context only.

use interlude_protocol::id::{Fingerprint, Pin, RecordHash};
use interlude_protocol::primitive::sha256;
use interlude_protocol::record::RecordError;
use interlude_protocol::record::codec::Record;
use interlude_protocol::record::founding::found;
use interlude_protocol::record::genesis::{check_consent, consent_context, pin};
use interlude_protocol::record::header::{HEADER, Header};
use interlude_protocol::record::open::Open;

use super::case::{Case, Failure, array, same};

pub(super) fn check(case: Case<'_>) -> Result<(), Failure> {
    if case.has("fps") { founding(case) } else { adding(case) }
}

fn founding(case: Case<'_>) -> Result<(), Failure> {
    let body = case.text("body_utf8")?.as_bytes();
    let own = pin(body);
    case.expect("pin", own.as_bytes())?;
    case.expect("space_id", own.space().as_bytes())?;
    let founder = |it: Case<'_>| array(it.0.as_str().unwrap_or_default()).map(Fingerprint);
    let founders: Vec<Fingerprint> = case.list("fps")?.map(founder).collect::<Result<_, _>>()?;
    let clinic = case.has("clinic_pin").then(|| case.array("clinic_pin").map(Pin)).transpose()?;
    let context = consent_context(clinic.as_ref(), &case.array("nonce")?, &founders);
    case.expect("consent_ctx", &context)?;
    case.expect("consent_ctx", &sha256(&[&case.bytes("consent_ctx_input")?]))?;

    let header: [u8; HEADER] = case.array("header")?;
    let header = Header::decode(&header).map_err(|cause| cause.to_string())?;
    same("record hash", &header.hash(), &RecordHash(case.array("record_hash")?))?;
    let signature = case.array("signature")?;
    let record = Record { header, signature, body: Some(body.to_vec()) };
    verdict(case, found(Some(&own), &record.encode()).map(drop))
}

fn adding(case: Case<'_>) -> Result<(), Failure> {
    let body = case.text("body_utf8")?.as_bytes();
    let Open::Add(add) = Open::parse(body).map_err(|cause| cause.to_string())? else {
        return Err("the body adds nobody".to_owned());
    };
    case.expect("fp", add.member.fingerprint().as_bytes())?;
    verdict(case, check_consent(&case.array("pin")?, &add.member))
}

fn verdict(case: Case<'_>, outcome: Result<(), RecordError>) -> Result<(), Failure> {
    let found = outcome.map_or_else(RecordError::code, |()| "ok");
    same("verdict", &found, &case.text("expected")?)
}
