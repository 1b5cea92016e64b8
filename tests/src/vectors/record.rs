//! Records, sealed and open: every byte of header and body, hash and signature.

use interlude_client::crypto::content_key::ContentKey;
use interlude_client::crypto::seal::{PaddingClass, open_entry, seal_entry};
use interlude_protocol::id::{Fingerprint, RecordHash, RecordId, SeriesId, SpaceId};
use interlude_protocol::primitive::{VerifyingKey, sha256};
use interlude_protocol::record::codec::Record;
use interlude_protocol::record::header::{Class, Header};

use super::case::{Case, Failure, hold, same};

pub(super) fn check(case: Case<'_>) -> Result<(), Failure> {
    let signer = case.array("verify_key")?;
    let mut before: Option<RecordHash> = None;
    for part in case.list("records")? {
        let mut header = Header {
            class: Class::Open,
            space: SpaceId(case.array("space")?),
            series: SeriesId(case.array("series")?),
            seq: part.number("seq")?,
            record: RecordId(part.array("record_id")?),
            author: Fingerprint(case.array("author")?),
            key: Header::NO_KEY,
            prev: RecordHash(part.array("prev")?),
            body_length: 0,
            body_hash: [0; 32],
        };
        let body = if case.has("JK") {
            sealed(case, part, &mut header)?
        } else {
            let body = part.text("body_utf8")?.as_bytes().to_vec();
            header.body_length = part.number("body_length")?;
            header.body_hash = sha256(&[&body]);
            body
        };
        part.expect("body_hash", &header.body_hash)?;
        part.expect("prefix", &header.prefix())?;
        part.expect("header", &header.encode())?;
        part.expect("record_hash", header.hash().as_bytes())?;
        same("body length", &header.body_length, &part.number("body_length")?)?;
        if let Some(before) = before.replace(header.hash()) {
            same("prev", &header.prev, &before)?;
        }
        let record = Record { header, signature: part.array("signature")?, body: Some(body) };
        let key = VerifyingKey::read(&signer).ok_or("the key is no point")?;
        hold(record.is_signed_by(&key), "the signature is refused")?;
        let read = Record::decode(&record.encode()).map_err(|cause| cause.to_string())?;
        hold(read == record, "the record does not come back as it was written")?;
    }
    hold(before.is_some(), "the case holds no records")
}

/// Seals the entry of `part`, completes `header`, and opens the result.
fn sealed(case: Case<'_>, part: Case<'_>, header: &mut Header) -> Result<Vec<u8>, Failure> {
    let key = ContentKey::from_bytes(&case.array("JK")?);
    case.expect("key_id", key.id(header.space).as_bytes())?;
    let size: usize = case.number("class_")?;
    let class = PaddingClass::ALL.into_iter().find(|class| class.bytes() == size);
    let class = class.ok_or_else(|| format!("no class holds {size} bytes"))?;
    let entry = part.text("entry")?.as_bytes();
    let fits = PaddingClass::holding(entry.len()).is_some_and(|smallest| smallest <= class);
    hold(fits, "the entry does not fit into its class")?;
    let body = seal_entry(&key, header, entry, class).map_err(|cause| cause.to_string())?;
    if part.has("body") {
        part.expect("body", &body)?;
    }
    part.expect("body_head", body.first_chunk::<16>().ok_or("a short body")?)?;
    part.expect("body_tail", body.last_chunk::<16>().ok_or("a short body")?)?;
    let opened = open_entry(&key, header, &body).map_err(|cause| cause.to_string())?;
    hold(*opened == entry, "the entry does not come back as it was sealed")?;
    Ok(body)
}
