//! The verified records of one space, reduced to what the fold needs.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::id::{Fingerprint, KeyId, Pin, RecordHash, SeriesId};
use crate::record::check::Checked;
use crate::record::genesis;
use crate::record::header::{Class, Header};
use crate::record::open::{Head, Open};

/// A set of verified records: inserting is idempotent and its order does not matter.
///
/// Sealed records contribute their headers only. A server that computes members may omit them.
#[derive(Debug, Clone)]
pub struct SpaceFacts {
    pin: Pin,
    series: BTreeMap<SeriesId, SeriesFacts>,
    open: BTreeMap<At, OpenFact>,
}

/// Identifies one record; a forked series has two at one place.
pub(super) type At = (SeriesId, u64, RecordHash);

#[derive(Debug, Clone)]
pub(super) struct OpenFact {
    pub(super) author: Fingerprint,
    pub(super) open: Arc<Open>,
    /// Whether this is the genesis that the pin names.
    pub(super) founds: bool,
}

#[derive(Debug, Clone)]
pub(super) struct SeriesFacts {
    pub(super) author: Fingerprint,
    hashes: BTreeMap<u64, RecordHash>,
    /// Further records at places already taken.
    branches: Vec<(u64, RecordHash)>,
    /// The first entry of each author under each key; a fork may hold two authors.
    pub(super) entries: BTreeMap<(KeyId, Fingerprint), u64>,
}

impl SpaceFacts {
    /// The empty set for the space with this pin.
    #[must_use]
    pub fn new(pin: Pin) -> Self {
        Self { pin, series: BTreeMap::new(), open: BTreeMap::new() }
    }

    /// The space's pin.
    #[must_use]
    pub fn pin(&self) -> Pin {
        self.pin
    }

    /// Adds a checked record; a damaged body leaves only its header.
    pub fn insert(&mut self, checked: &Checked) {
        let header = &checked.record.header;
        let Some(open) = &checked.open else { return self.insert_header(header, checked.hash) };
        let founds = header.seq == 0
            && matches!(open, Open::Genesis(_))
            && checked.record.body.as_deref().is_some_and(|body| genesis::pin(body) == self.pin);
        let at = (header.series, header.seq, checked.hash);
        self.place(header.author, at);
        let open = Arc::new(open.clone());
        self.open.insert(at, OpenFact { author: header.author, open, founds });
    }

    /// Adds a record of which only the verified header is available.
    pub fn insert_header(&mut self, header: &Header, hash: RecordHash) {
        let series = self.place(header.author, (header.series, header.seq, hash));
        if header.class == Class::Sealed {
            let first = series.entries.entry((header.key, header.author)).or_insert(header.seq);
            *first = header.seq.min(*first);
        }
    }

    fn place(&mut self, author: Fingerprint, (series, seq, hash): At) -> &mut SeriesFacts {
        let facts = self.series.entry(series).or_insert_with(|| SeriesFacts {
            author,
            hashes: BTreeMap::new(),
            branches: Vec::new(),
            entries: BTreeMap::new(),
        });
        let first = *facts.hashes.entry(seq).or_insert(hash);
        if first != hash && !facts.branches.contains(&(seq, hash)) {
            facts.branches.push((seq, hash));
        }
        facts
    }

    /// How many records of `series` are held.
    #[must_use]
    pub fn count(&self, series: &SeriesId) -> u64 {
        self.head(series).map_or(0, |head| head.count)
    }

    /// The hash of a held record; of two at one place, the one inserted first.
    #[must_use]
    pub fn hash_at(&self, series: &SeriesId, seq: u64) -> Option<RecordHash> {
        self.series.get(series)?.hashes.get(&seq).copied()
    }

    /// Whether the record with this hash is held at this place.
    #[must_use]
    pub fn holds(&self, series: &SeriesId, seq: u64, hash: &RecordHash) -> bool {
        self.series.get(series).is_some_and(|facts| {
            facts.hashes.get(&seq) == Some(hash) || facts.branches.contains(&(seq, *hash))
        })
    }

    /// The head of a series; `None` if no record of it is held.
    #[must_use]
    pub fn head(&self, series: &SeriesId) -> Option<Head> {
        let (seq, hash) = self.series.get(series)?.hashes.last_key_value()?;
        Some(Head { space: None, series: *series, count: seq + 1, hash: *hash })
    }

    /// The head and the author of every series held.
    pub fn heads(&self) -> impl Iterator<Item = (Head, Fingerprint)> {
        self.series.iter().filter_map(|(series, facts)| Some((self.head(series)?, facts.author)))
    }

    /// The first place of a series with two different records; `None` without a fork.
    #[must_use]
    pub fn contested_from(&self, series: &SeriesId) -> Option<u64> {
        self.series.get(series)?.branches.iter().map(|(seq, _)| *seq).min()
    }

    pub(super) fn series(&self) -> impl Iterator<Item = (&SeriesId, &SeriesFacts)> {
        self.series.iter()
    }

    pub(super) fn open(&self) -> impl Iterator<Item = (&At, &OpenFact)> {
        self.open.iter()
    }
}
