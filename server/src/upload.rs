//! The checks of an upload (protocol.md 5, "The server checks"), which need public keys only.

use std::sync::Arc;

use axum::body::Bytes;
use interlude_protocol::access::build::fold;
use interlude_protocol::access::facts::SpaceFacts;
use interlude_protocol::access::fold::{AccessState, Fold, Learned};
use interlude_protocol::access::release;
use interlude_protocol::id::{Fingerprint, Pin, SeriesId};
use interlude_protocol::record::RecordError;
use interlude_protocol::record::check::{Checked, Place, check_each};
use interlude_protocol::record::founding::found;
use interlude_protocol::record::header::{HEADER, Header, SIGNATURE};
use interlude_protocol::record::limit;
use interlude_protocol::record::open::Open;
use interlude_protocol::wire::error::code;

use crate::error::ApiError;
use crate::storage::{NewRecord, Upload};

/// Records checked by one task: enough to justify a thread, few enough to balance the load.
const SHARE: usize = 32;

/// Where each record of an upload begins, and its header.
struct Frames {
    bytes: Bytes,
    frames: Vec<(usize, Header)>,
}

/// Finds the records in `bytes`; at least one and at most 256.
fn frames(bytes: Bytes) -> Result<Frames, ApiError> {
    let mut frames = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let index = frames.len();
        if index == limit::REQUEST_RECORDS {
            return Err(ApiError::TooLarge);
        }
        let malformed = || ApiError::record(index, RecordError::Malformed);
        let rest = bytes.get(at..).unwrap_or_default();
        let header = rest.first_chunk::<HEADER>().ok_or_else(malformed)?;
        let header = Header::decode(header).map_err(|error| ApiError::record(index, error))?;
        let body = usize::try_from(header.body_length).map_err(|_| malformed())?;
        let length = HEADER + SIGNATURE + body;
        if rest.len() < length {
            return Err(malformed());
        }
        frames.push((at, header));
        at += length;
    }
    if frames.is_empty() { Err(ApiError::Malformed) } else { Ok(Frames { bytes, frames }) }
}

/// Splits a first upload of several series into one upload each, in the order given.
pub(crate) fn by_series(bytes: Bytes) -> Result<Vec<(SeriesId, Bytes)>, ApiError> {
    let Frames { bytes, frames } = frames(bytes)?;
    let mut runs: Vec<(SeriesId, usize)> = Vec::new();
    for (at, header) in frames {
        if runs.last().is_none_or(|(series, _)| *series != header.series) {
            runs.push((header.series, at));
        }
    }
    let ends = runs.iter().skip(1).map(|(_, at)| *at).chain([bytes.len()]);
    Ok(runs.iter().zip(ends).map(|((series, at), end)| (*series, bytes.slice(*at..end))).collect())
}

/// The fold of a space that exists only in the first record of this upload.
///
/// `pin` is the expected pin; `None` if a set-up token allows any clinic.
pub(crate) fn founded(
    bytes: &Bytes,
    pin: Option<&Pin>,
    directory: Option<&Fold>,
) -> Result<Fold, ApiError> {
    let Frames { bytes, frames } = frames(bytes.clone())?;
    let end = frames.get(1).map_or(bytes.len(), |(at, _)| *at);
    let first = bytes.get(..end).unwrap_or_default();
    let founding = found(pin, first).map_err(|error| ApiError::record(0, error))?;
    let mut facts = SpaceFacts::new(founding.pin);
    let hash = founding.record.hash();
    let open = Some(Open::Genesis(founding.genesis));
    facts.insert(&Checked { record: founding.record, hash, open, damage: None });
    Ok(fold(&facts, directory, &Learned::new()))
}

/// Checks an upload, except for what depends on stored records.
///
/// `fold` is the fold before the upload. Storage compares the first record's `prev` with the
/// stored head in the transaction that appends.
pub(crate) async fn check(
    fold: Arc<Fold>,
    series: SeriesId,
    from: u64,
    bytes: Bytes,
) -> Result<Upload, ApiError> {
    let Frames { bytes, frames } = frames(bytes)?;
    let Some((_, first)) = frames.first() else { return Err(ApiError::Malformed) };
    let (author, prev) = (first.author, first.prev);
    let place = Place { seq: from, prev, ..Place::start(fold.pin(), series) };
    let checked = check_signatures(&fold, place, &bytes, &frames).await?;
    let mut room = limit::MEMBERS.saturating_sub(fold.members().count());
    let ends = frames.iter().skip(1).map(|(at, _)| *at).chain([bytes.len()]);
    let places = frames.iter().map(|(at, _)| *at).zip(ends);
    let mut records = Vec::with_capacity(checked.len());
    for ((index, checked), (at, end)) in checked.into_iter().enumerate().zip(places) {
        may_be_stored(&fold, &checked, index)?;
        let membership = checked.open.as_ref().is_some_and(Open::is_membership);
        if matches!(&checked.open, Some(Open::Add(_))) {
            let left = room.checked_sub(1);
            room = left.ok_or_else(|| ApiError::record(index, RecordError::TooLarge))?;
        }
        records.push(NewRecord { hash: checked.hash, membership, bytes: bytes.slice(at..end) });
    }
    Ok(Upload { series, author, from, prev, records })
}

/// Checks chain, signatures and bodies in parallel.
async fn check_signatures(
    fold: &Arc<Fold>,
    place: Place,
    bytes: &Bytes,
    frames: &[(usize, Header)],
) -> Result<Vec<Checked>, ApiError> {
    let mut work = Vec::new();
    let mut place = place;
    for (number, part) in frames.chunks(SHARE).enumerate() {
        let first = number * SHARE;
        let begin = part.first().map_or(0, |(at, _)| *at);
        let end = frames.get(first + part.len()).map_or(bytes.len(), |(at, _)| *at);
        let (fold, bytes) = (Arc::clone(fold), bytes.slice(begin..end));
        work.push((
            first,
            tokio::task::spawn_blocking(move || {
                check_each(&place, &bytes, &|author| signer(&fold, author))
            }),
        ));
        if let Some((_, last)) = part.last() {
            place = Place::after(place.pin, last);
        }
    }
    let mut all = Vec::with_capacity(frames.len());
    for (first, part) in work {
        let part = part.await.map_err(|_| ApiError::Busy(1))?;
        all.extend(part.map_err(|(index, error)| ApiError::record(first + index, error))?);
    }
    Ok(all)
}

/// The key of an author who is or was a member.
fn signer(fold: &Fold, author: &Fingerprint) -> Option<[u8; 32]> {
    fold.was_ever_member(author).then(|| fold.signer(author))?
}

/// Refuses records that this release does not support or that would have no effect.
fn may_be_stored(fold: &Fold, checked: &Checked, index: usize) -> Result<(), ApiError> {
    let header = &checked.record.header;
    let supported = checked.open.as_ref().map_or(Ok(()), release::supported);
    supported.map_err(|_| ApiError::Record(index, code::NOT_SUPPORTED))?;
    if matches!(&checked.open, Some(Open::Genesis(_))) {
        let founds = fold.state(header.series, header.seq, checked.hash) == AccessState::Counted;
        return if founds { Ok(()) } else { Err(ApiError::Record(index, code::NOT_ALLOWED)) };
    }
    match fold.state_if_written(header, checked.open.as_ref()) {
        AccessState::Counted | AccessState::Late | AccessState::Pending => Ok(()),
        AccessState::UnknownAuthor => Err(ApiError::record(index, RecordError::UnknownAuthor)),
        AccessState::NotAllowed | AccessState::Contested => {
            Err(ApiError::Record(index, code::NOT_ALLOWED))
        }
    }
}
