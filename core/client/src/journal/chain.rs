//! One series as it is held in memory: headers, open bodies, and what each entry opened to.

use super::{Store, StoreError, Tip};
use interlude_clinical::entry::Reading;
use interlude_protocol::id::{Fingerprint, Pin, RecordHash, SeriesId};
use interlude_protocol::record::RecordError;
use interlude_protocol::record::check::{Checked, Place};
use interlude_protocol::record::codec::{Bodies, Record};
use interlude_protocol::record::header::{Class, HEADER, Header, SIGNATURE};
use interlude_protocol::record::open::Open;

/// How many records are read from the store at a time.
const STEP: usize = 256;

/// A record of the log.
#[derive(Clone)]
pub(super) struct Held {
    /// Header, signature and open body; the body of an entry stays in the store.
    pub(super) checked: Checked,
    /// What became of the entry inside.
    pub(super) opening: Opening,
}

/// What became of the entry in a sealed record.
#[derive(Clone, PartialEq)]
pub(super) enum Opening {
    /// The record is an open one.
    Open,
    /// The body was not asked for, as in a directory read by a phone.
    Absent,
    /// Not opened: no key yet.
    Sealed,
    /// The bytes are wrong, or the key does not open them.
    Damaged,
    /// Opened.
    Read(Box<Reading>),
}

impl Held {
    /// Takes a checked record in; `bodies` says whether a missing body is as it should be.
    pub(super) fn new(checked: Checked, bodies: Bodies) -> Self {
        let opening = match (checked.damage, checked.record.header.class, bodies) {
            (Some(_), _, _) => Opening::Damaged,
            (None, Class::Open, _) => Opening::Open,
            (None, Class::Sealed, Bodies::Open) => Opening::Absent,
            (None, Class::Sealed, Bodies::All) => Opening::Sealed,
        };
        Self { checked, opening }
    }

    /// Whether it is an open record of the kind `mark`.
    pub(super) fn is_mark(&self) -> bool {
        matches!(self.checked.open, Some(Open::Mark(_)))
    }

    /// Lets go of a sealed body, which the store holds.
    pub(super) fn forget_body(&mut self) {
        if self.checked.record.header.class == Class::Sealed {
            self.checked.record.body = None;
        }
    }
}

/// A series: the part of it that is whole.
#[derive(Clone, Default)]
pub(super) struct Chain {
    /// Records from the first on, each proved to follow the one before.
    pub(super) held: Vec<Held>,
    /// How many records the store holds; more than `held` if the file is damaged in between.
    pub(super) stored: u64,
}

impl Chain {
    /// Number of whole records.
    pub(super) fn count(&self) -> u64 {
        self.held.len().try_into().unwrap_or(u64::MAX)
    }

    /// How far the whole part goes.
    pub(super) fn tip(&self) -> Tip {
        self.tip_at(self.count())
    }

    /// The tip after the first `count` records; the empty one if there are not so many.
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

    /// Where a page that begins at `from` has to fit.
    pub(super) fn place(&self, pin: Pin, series: SeriesId, from: u64) -> Place {
        let author = self.author();
        Place { pin, series, seq: from, prev: self.tip_at(from).hash, author }
    }

    /// Reads a series back, up to the first record that does not follow from the one before.
    ///
    /// Signatures were checked when the records came; hashes and bodies are checked again here,
    /// so a bit that flipped on the disk is found. A last record that neither the next one nor
    /// the `remembered` head confirms is not part of what is whole.
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

/// Reads one stored record again; `None` if its header is not the one that belongs there.
pub(super) fn reread(place: &Place, bytes: &[u8], bodies: Bodies) -> Option<Checked> {
    let (head, rest) = bytes.split_first_chunk::<HEADER>()?;
    let (signature, body) = rest.split_first_chunk::<SIGNATURE>()?;
    let header = Header::decode(head).ok()?;
    // Stored without its body: left out of the page, or damaged when it came.
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

/// The hash of the record before it that a stored record names, whatever else is wrong with it.
fn names_before(bytes: &[u8]) -> Option<RecordHash> {
    RecordHash::try_from(bytes.get(128..160)?).ok()
}

/// Compares a body with its header and reads it if it is open.
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
