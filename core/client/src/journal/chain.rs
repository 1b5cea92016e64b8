//! One series in memory: headers, open bodies and opened entries.

use super::{Store, StoreError, Tip};
use interlude_clinical::entry::{Entry, Reading};
use interlude_protocol::id::{Fingerprint, Pin, RecordHash, RecordId, SeriesId};
use interlude_protocol::record::RecordError;
use interlude_protocol::record::check::{Checked, Place};
use interlude_protocol::record::codec::{Bodies, Record};
use interlude_protocol::record::header::{Class, HEADER, Header, SIGNATURE};
use interlude_protocol::record::open::Open;

/// Number of records to read from the store at a time.
const STEP: usize = 256;

/// A record of the log.
#[derive(Clone)]
pub(super) struct Held {
    /// Header, signature and open body. The body of an entry stays in the store.
    pub(super) checked: Checked,
    /// Whether the entry was opened.
    pub(super) opening: Opening,
}

/// The state of the entry in a sealed record.
#[derive(Clone, PartialEq)]
pub(super) enum Opening {
    /// The record is not sealed.
    Open,
    /// The body was not requested, as in a directory on a phone.
    Absent,
    /// Not opened; the key is missing or was not tried yet.
    Sealed,
    /// The body is wrong, or the key does not open it.
    Damaged,
    /// Opened.
    Read(Box<Reading>),
}

impl Held {
    /// Creates the record from a checked one. `bodies` decides whether a sealed body is expected.
    pub(super) fn new(checked: Checked, bodies: Bodies) -> Self {
        let opening = match (checked.damage, checked.record.header.class, bodies) {
            (Some(_), _, _) => Opening::Damaged,
            (None, Class::Open, _) => Opening::Open,
            (None, Class::Sealed, Bodies::Open) => Opening::Absent,
            (None, Class::Sealed, Bodies::All) => Opening::Sealed,
        };
        Self { checked, opening }
    }

    /// The author and the id, which repetitions and versions of a record share.
    pub(super) fn name(&self) -> (Fingerprint, RecordId) {
        let header = &self.checked.record.header;
        (header.author, header.record)
    }

    /// The entry, as far as it was opened and is known.
    pub(super) fn entry(&self) -> Option<&Entry> {
        match &self.opening {
            Opening::Read(reading) => reading.entry.as_ref(),
            Opening::Open | Opening::Absent | Opening::Sealed | Opening::Damaged => None,
        }
    }

    /// Whether the record is a mark.
    pub(super) fn is_mark(&self) -> bool {
        matches!(self.checked.open, Some(Open::Mark(_)))
    }

    /// Drops a sealed body from memory; the store keeps it.
    pub(super) fn forget_body(&mut self) {
        if self.checked.record.header.class == Class::Sealed {
            self.checked.record.body = None;
        }
    }
}

/// The intact part of a series.
#[derive(Clone, Default)]
pub(super) struct Chain {
    /// Records from the first on, each verified to follow the one before.
    pub(super) held: Vec<Held>,
    /// Number of records in the store; greater than that of `held` if the file is damaged.
    pub(super) stored: u64,
}

impl Chain {
    /// Number of intact records.
    pub(super) fn count(&self) -> u64 {
        self.held.len().try_into().unwrap_or(u64::MAX)
    }

    /// The tip of the intact part.
    pub(super) fn tip(&self) -> Tip {
        self.tip_at(self.count())
    }

    /// The tip after the first `count` records; [`Tip::EMPTY`] if there are fewer.
    pub(super) fn tip_at(&self, count: u64) -> Tip {
        let last = count.checked_sub(1).and_then(|seq| self.get(seq));
        last.map_or(Tip::EMPTY, |held| Tip { count, hash: held.checked.hash })
    }

    /// The record at a place.
    pub(super) fn get(&self, seq: u64) -> Option<&Held> {
        usize::try_from(seq).ok().and_then(|seq| self.held.get(seq))
    }

    /// The author of the series; `None` while it has no record.
    pub(super) fn author(&self) -> Option<Fingerprint> {
        self.held.first().map(|held| held.checked.record.header.author)
    }

    /// The place that a page beginning at `from` must fit.
    pub(super) fn place(&self, pin: Pin, series: SeriesId, from: u64) -> Place {
        let author = self.author();
        Place { pin, series, seq: from, prev: self.tip_at(from).hash, author }
    }

    /// Reads a series from the store, up to the first record that does not follow the one before.
    ///
    /// Checks hashes and bodies again to find flipped bits; signatures were checked on arrival.
    /// Drops the last record if the next record or the `remembered` tip contradicts its hash.
    pub(super) fn load(
        store: &impl Store,
        pin: Pin,
        series: SeriesId,
        stored: u64,
        bodies: Bodies,
        remembered: Option<&Tip>,
    ) -> Result<Self, StoreError> {
        let mut chain = Self { held: Vec::new(), stored };
        loop {
            let from = chain.count();
            let records = store.records(pin.space(), series, from, STEP)?;
            for (seq, bytes) in &records {
                let place = chain.place(pin, series, chain.count());
                match (*seq == place.seq).then(|| reread(&place, bytes, bodies)).flatten() {
                    Some(checked) => {
                        let mut held = Held::new(checked, bodies);
                        held.forget_body();
                        chain.held.push(held);
                    }
                    None => {
                        if names_before(bytes) != Some(place.prev) {
                            chain.held.pop();
                        }
                        return Ok(chain);
                    }
                }
            }
            if chain.count() == from {
                let tip = chain.tip();
                if remembered.is_some_and(|known| known.count == tip.count && *known != tip) {
                    chain.held.pop();
                }
                return Ok(chain);
            }
        }
    }
}

/// Parses a stored record; `None` if its header does not fit `place`.
pub(super) fn reread(place: &Place, bytes: &[u8], bodies: Bodies) -> Option<Checked> {
    let (head, rest) = bytes.split_first_chunk::<HEADER>()?;
    let (signature, body) = rest.split_first_chunk::<SIGNATURE>()?;
    let header = Header::decode(head).ok()?;
    // The record was stored without its body, because the page lacked it or it was damaged.
    let left_out = body.is_empty() && header.body_length > 0;
    let body = (!left_out).then(|| body.to_vec());
    let record = Record { header, signature: *signature, body };
    let follows = record.header.space == place.pin.space()
        && record.header.series == place.series
        && record.header.seq == place.seq
        && record.header.prev == place.prev
        && place.author.is_none_or(|author| author == record.header.author);
    follows.then(|| inspect(record, bodies))
}

/// The field `prev` of a stored record, even if the rest is damaged.
fn names_before(bytes: &[u8]) -> Option<RecordHash> {
    RecordHash::try_from(bytes.get(128..160)?).ok()
}

/// Checks a body against its header and parses it if it is open.
fn inspect(mut record: Record, bodies: Bodies) -> Checked {
    let hash = record.hash();
    let (mut open, mut damage) = (None, None);
    match record.body_matches() {
        Some(true) => {
            if let (Class::Open, Some(body)) = (record.header.class, &record.body) {
                match Open::parse(body) {
                    Ok(parsed) => open = Some(parsed),
                    Err(error) => damage = Some(error),
                }
            }
        }
        Some(false) => {
            record.body = None;
            damage = Some(RecordError::Malformed);
        }
        None if record.header.class == Class::Sealed && bodies == Bodies::Open => {}
        None => damage = Some(RecordError::Malformed),
    }
    Checked { record, hash, open, damage }
}
