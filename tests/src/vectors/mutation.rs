//! Mutations of a valid record, each with the only error it may cause.

use interlude_client::crypto::content_key::ContentKey;
use interlude_client::crypto::seal::open_entry;
use interlude_protocol::id::{Fingerprint, Pin, RecordHash, SeriesId};
use interlude_protocol::record::RecordError;
use interlude_protocol::record::check::{self, Place};
use interlude_protocol::record::header::Class;

use super::case::{Case, Failure, bytes, same};

pub(super) fn check(case: Case<'_>) -> Result<(), Failure> {
    let context = case.get("context")?;
    let mut failures: Vec<Failure> = Vec::new();
    for good in ["sealed", "open"] {
        same(good, &verdict(context, &context.bytes(good)?)?, &"ok".to_owned())?;
    }
    for edit in case.list("cases")? {
        let expected = edit.text("expected")?.to_owned();
        let name = edit.text("name")?;
        failures.extend(same(name, &verdict(context, &edited(context, edit)?)?, &expected).err());
    }
    if failures.is_empty() { Ok(()) } else { Err(failures.join("; ")) }
}

/// The error of checking a record at the context's place, and of opening it if sealed; `ok` without
/// an error.
fn verdict(context: Case<'_>, record: &[u8]) -> Result<String, Failure> {
    let author = Fingerprint(context.array("author")?);
    let signer = context.array("verify_key")?;
    let space: [u8; 16] = context.array("space")?;
    let mut pin = [0; 32];
    pin.iter_mut().zip(space).for_each(|(to, from)| *to = from);
    let place = Place {
        pin: Pin(pin),
        series: SeriesId(context.array("series")?),
        seq: context.number("seq")?,
        prev: RecordHash(context.array("prev")?),
        author: Some(author),
    };
    let key = ContentKey::from_bytes(&context.array("JK")?);
    let signers = |who: &Fingerprint| (*who == author).then_some(signer);
    let outcome = check::check(&place, record, &signers).and_then(|checked| {
        let header = &checked.record.header;
        if header.class == Class::Open {
            return Ok(());
        }
        if header.key != key.id(header.space) {
            return Err(RecordError::NoKey);
        }
        let body = checked.record.body.as_deref().unwrap_or_default();
        open_entry(&key, header, body).map(drop).map_err(|_| RecordError::CannotOpen)
    });
    Ok(outcome.map_or_else(RecordError::code, |()| "ok").to_owned())
}

fn edited(context: Case<'_>, edit: Case<'_>) -> Result<Vec<u8>, Failure> {
    if edit.has("record") {
        return edit.bytes("record");
    }
    let mut record = context.bytes(edit.text("of")?)?;
    if edit.has("edits") {
        for change in edit.list("edits")? {
            let offset = change.0.get(0).and_then(serde_json::Value::as_u64);
            let offset = offset.and_then(|it| usize::try_from(it).ok()).ok_or("no offset")?;
            let written = bytes(change.0.get(1).and_then(|it| it.as_str()).ok_or("no bytes")?)?;
            record.iter_mut().skip(offset).zip(written).for_each(|(to, from)| *to = from);
        }
    }
    if edit.has("truncate") {
        record.truncate(edit.number("truncate")?);
    }
    if edit.has("append") {
        record.extend(edit.bytes("append")?);
    }
    Ok(record)
}
