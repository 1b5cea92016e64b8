//! A run of new records at the end of a series, signed but not stored yet.

use super::{JournalError, Tip};
use crate::crypto::content_key::ContentKey;
use crate::crypto::identity::Identity;
use crate::crypto::random::{Random, generate};
use crate::crypto::seal::{PaddingClass, seal_entry};
use interlude_protocol::id::{RecordId, SeriesId, SpaceId};
use interlude_protocol::primitive::label;
use interlude_protocol::record::check::Checked;
use interlude_protocol::record::codec::Record;
use interlude_protocol::record::header::{Class, Header};
use interlude_protocol::record::open::Open;

/// New records that continue a series.
pub(super) struct Run<'a> {
    space: SpaceId,
    series: SeriesId,
    author: &'a Identity,
    tip: Tip,
    records: Vec<Checked>,
}

impl<'a> Run<'a> {
    /// Creates a run that begins after `tip`.
    pub(super) fn new(space: SpaceId, series: SeriesId, author: &'a Identity, tip: Tip) -> Self {
        Self { space, series, author, tip, records: Vec::new() }
    }

    /// Adds an open record.
    pub(super) fn open(
        &mut self,
        open: Open,
        random: &(impl Random + ?Sized),
    ) -> Result<(), JournalError> {
        let body = open.to_body()?;
        self.open_body(open, body, random)
    }

    /// Adds an open record with an existing body, such as a genesis.
    pub(super) fn open_body(
        &mut self,
        open: Open,
        body: Vec<u8>,
        random: &(impl Random + ?Sized),
    ) -> Result<(), JournalError> {
        let header = self.header(RecordId(generate(random)), Class::Open);
        self.sign(header, body, Some(open))
    }

    /// Adds an entry, sealed under `key`.
    pub(super) fn entry(
        &mut self,
        record: RecordId,
        json: &[u8],
        class: PaddingClass,
        key: &ContentKey,
    ) -> Result<(), JournalError> {
        let mut header = self.header(record, Class::Sealed);
        let body = seal_entry(key, &mut header, json, class).map_err(|_| JournalError::TooLong)?;
        self.sign(header, body, None)
    }

    /// The records so far.
    pub(super) fn so_far(&self) -> &[Checked] {
        &self.records
    }

    /// Creates an empty run after this one, to find out what further records would change.
    pub(super) fn rehearse(&self) -> Self {
        Self::new(self.space, self.series, self.author, self.tip)
    }

    /// Returns the records, in order.
    pub(super) fn finish(self) -> Vec<Checked> {
        self.records
    }

    fn header(&self, record: RecordId, class: Class) -> Header {
        Header {
            class,
            space: self.space,
            series: self.series,
            seq: self.tip.count,
            record,
            author: self.author.fingerprint(),
            key: Header::NO_KEY,
            prev: self.tip.hash,
            body_length: 0,
            body_hash: [0; 32],
        }
    }

    fn sign(
        &mut self,
        header: Header,
        body: Vec<u8>,
        open: Option<Open>,
    ) -> Result<(), JournalError> {
        let sign = |bytes: &[u8; 200]| self.author.sign(label::RECORD_SIGNATURE, bytes);
        let record = Record::compose(header, body, sign)?;
        let hash = record.hash();
        self.tip = Tip { count: self.tip.count + 1, hash };
        self.records.push(Checked { record, hash, open, damage: None });
        Ok(())
    }
}
