//! Checks of records at a known place of a known series, in the order of protocol.md 3.4.

use super::RecordError;
use super::codec::{Bodies, Record};
use super::genesis;
use super::header::{Class, Header};
use super::open::{Head, Open};
use crate::id::{Fingerprint, Pin, RecordHash, SeriesId};
use crate::primitive::VerifyingKey;

/// The place that the next record of a series must fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place {
    /// The space.
    pub pin: Pin,
    /// The series.
    pub series: SeriesId,
    /// The next sequence number, equal to the number of records before it.
    pub seq: u64,
    /// Hash of the previous record; zero if there is none.
    pub prev: RecordHash,
    /// The series' author; `None` while the series has no record.
    pub author: Option<Fingerprint>,
}

impl Place {
    /// The first place of a series.
    #[must_use]
    pub fn start(pin: Pin, series: SeriesId) -> Self {
        Self { pin, series, seq: 0, prev: RecordHash::ZERO, author: None }
    }

    /// The place after `header`, which must have been checked.
    #[must_use]
    pub fn after(pin: Pin, header: &Header) -> Self {
        Self::behind(pin, header, header.hash())
    }

    /// The place after `header`, whose hash is `hash`.
    fn behind(pin: Pin, header: &Header, hash: RecordHash) -> Self {
        Self {
            pin,
            series: header.series,
            seq: header.seq + 1,
            prev: hash,
            author: Some(header.author),
        }
    }

    /// The head of the series before this place.
    #[must_use]
    pub fn head(&self) -> Head {
        Head { space: None, series: self.series, count: self.seq, hash: self.prev }
    }

    fn check_header(&self, header: &Header) -> Result<(), RecordError> {
        if header.space != self.pin.space() {
            return Err(RecordError::WrongSpace);
        }
        let continues = header.series == self.series
            && self.author.is_none_or(|author| author == header.author)
            && header.seq == self.seq
            && header.prev == self.prev;
        if continues { Ok(()) } else { Err(RecordError::BrokenChain) }
    }
}

/// Finds an author's Ed25519 key; `None` if nobody certified the author.
pub type Signers<'a> = &'a dyn Fn(&Fingerprint) -> Option<[u8; 32]>;

/// A record whose place and author are verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The record.
    pub record: Record,
    /// Its hash.
    pub hash: RecordHash,
    /// Its parsed body, if the record is open and the body is valid.
    pub open: Option<Open>,
    /// The fault of the body. A damaged record is kept, counted as damaged and fetched again.
    pub damage: Option<RecordError>,
}

/// Checks one record with its body.
///
/// # Errors
/// The first failing check, in the order of protocol.md 3.4. [`RecordError::UnknownAuthor`] means
/// that `signers` does not know the author and the record is not the space's own genesis.
pub fn check(place: &Place, bytes: &[u8], signers: Signers<'_>) -> Result<Checked, RecordError> {
    check_record(place, Record::decode(bytes)?, signers, &mut None)
}

/// Checks one record. `key` caches the author's key, since a series has one author.
fn check_record(
    place: &Place,
    record: Record,
    signers: Signers<'_>,
    key: &mut Option<VerifyingKey>,
) -> Result<Checked, RecordError> {
    place.check_header(&record.header)?;
    let key = match key {
        Some(key) => key,
        None => key.insert(key_of(place, &record, signers)?),
    };
    if !record.is_signed_by(key) {
        return Err(RecordError::BadSignature);
    }
    let hash = record.hash();
    let checked = check_body(&place.pin, record, hash);
    match checked.damage {
        None => Ok(checked),
        Some(error) => Err(error),
    }
}

/// Checks contiguous records with their bodies and every signature.
///
/// The server calls this for every upload.
///
/// # Errors
/// The index of the first record that fails, and its error; no record is returned then.
pub fn check_each(
    place: &Place,
    mut bytes: &[u8],
    signers: Signers<'_>,
) -> Result<Vec<Checked>, (usize, RecordError)> {
    let mut place = *place;
    let (mut all, mut key) = (Vec::new(), None);
    while !bytes.is_empty() {
        let checked = Record::take(&mut bytes, Bodies::All)
            .and_then(|record| check_record(&place, record, signers, &mut key))
            .map_err(|error| (all.len(), error))?;
        place = Place::behind(place.pin, &checked.record.header, checked.hash);
        all.push(checked);
    }
    Ok(all)
}

/// The outcome of checking a page from the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The longest verified prefix.
    pub records: Vec<Checked>,
    /// The place after that prefix.
    pub place: Place,
    /// Why the rest was refused; `None` if every record was verified.
    pub error: Option<RecordError>,
}

/// Checks a page of records that continues a series at `place`.
///
/// The signature of the last record authenticates the run before it, since headers are chained.
/// If it is wrong, the longest prefix that ends in a valid signature is kept. A damaged body does
/// not end the page: the header is verified, so the record is kept and marked as damaged.
#[must_use]
pub fn check_page(place: &Place, bytes: &[u8], bodies: Bodies, signers: Signers<'_>) -> Page {
    let mut next = *place;
    let mut run: Vec<(Record, Place)> = Vec::new();
    let mut error = None;
    let mut rest = bytes;
    while !rest.is_empty() && error.is_none() {
        let taken = Record::take(&mut rest, bodies)
            .and_then(|record| next.check_header(&record.header).map(|()| record));
        match taken {
            Ok(record) => {
                next = Place::after(place.pin, &record.header);
                run.push((record, next));
            }
            Err(cause) => error = Some(cause),
        }
    }
    let good = match run.first().map(|(record, _)| key_of(place, record, signers)) {
        None => 0,
        Some(Err(cause)) => {
            error = Some(cause);
            0
        }
        Some(Ok(key)) => {
            let good = run
                .iter()
                .rposition(|(record, _)| record.is_signed_by(&key))
                .map_or(0, |last| last + 1);
            if good < run.len() {
                error = Some(RecordError::BadSignature);
            }
            good
        }
    };
    run.truncate(good);
    let place = run.last().map_or(*place, |(_, behind)| *behind);
    let check = |(record, behind): (Record, Place)| check_body(&place.pin, record, behind.prev);
    let records = run.into_iter().map(check).collect();
    Page { records, place, error }
}

/// The key of the author of the series that `record` begins or continues.
fn key_of(
    place: &Place,
    record: &Record,
    signers: Signers<'_>,
) -> Result<VerifyingKey, RecordError> {
    let author = &record.header.author;
    let key = signers(author).or_else(|| founder_key(place, record, author));
    VerifyingKey::read(&key.ok_or(RecordError::UnknownAuthor)?).ok_or(RecordError::BadSignature)
}

/// The author's key, read from `record` itself if it is the genesis that the space's pin names.
fn founder_key(place: &Place, record: &Record, author: &Fingerprint) -> Option<[u8; 32]> {
    let body = record.body.as_deref()?;
    if place.seq != 0 || record.header.class != Class::Open || genesis::pin(body) != place.pin {
        return None;
    }
    let Ok(Open::Genesis(genesis)) = Open::parse(body) else { return None };
    let founder = genesis.members.iter().find(|member| member.fingerprint() == *author)?;
    Some(founder.identity()?.sign)
}

/// Checks the body of a record whose hash is `hash`.
fn check_body(pin: &Pin, mut record: Record, hash: RecordHash) -> Checked {
    let (mut open, mut damage) = (None, None);
    if record.body_matches() == Some(false) {
        // The bytes differ from what the author signed; only the header is authentic.
        record.body = None;
        damage = Some(RecordError::Malformed);
    }
    if let (Class::Open, Some(body)) = (record.header.class, &record.body) {
        match parse_open(pin, &record.header, body) {
            Ok(parsed) => open = Some(parsed),
            Err(error) => damage = Some(error),
        }
    }
    Checked { record, hash, open, damage }
}

fn parse_open(pin: &Pin, header: &Header, body: &[u8]) -> Result<Open, RecordError> {
    let open = Open::parse(body)?;
    match &open {
        // A second genesis inside the space has no effect; the fold refuses it.
        Open::Genesis(founding) if header.seq == 0 && genesis::pin(body) == *pin => {
            founding.check(&header.author)?;
        }
        Open::Add(add) => genesis::check_consent(&pin.0, &add.member)?,
        Open::Genesis(_)
        | Open::Remove(_)
        | Open::Grant(_)
        | Open::Watch(_)
        | Open::Mark(_)
        | Open::Close(_) => {}
    }
    Ok(open)
}
