//! Where a journal is kept: one trait, one way to write, all or nothing.

use interlude_protocol::id::{RecordHash, RecordId, SeriesId, SpaceId};

/// Why a store could not do what was asked. Nothing was changed, unless a variant says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// No room is left on the device; freeing some and trying again will do.
    #[error("no room is left on this device")]
    Full,
    /// The file is damaged. It is kept as it is, never deleted.
    #[error("the journal's file is damaged; it is kept as it is")]
    Damaged,
    /// A newer version of the app has written this file. It was not touched.
    #[error("the journal's file has schema {found}, this version knows up to {supported}")]
    TooNew {
        /// Schema number of the file.
        found: i64,
        /// Newest schema number known here.
        supported: i64,
    },
    /// Another program holds the file.
    #[error("the journal's file is in use elsewhere")]
    Busy,
    /// Reading or writing failed. The last commit may or may not have been kept: read again
    /// before writing again.
    #[error("the journal's file could not be read or written")]
    Unavailable,
    /// The change does not continue what is stored: an error in the caller.
    #[error("the change does not continue what is stored")]
    OutOfPlace,
}

/// How far a series goes: its number of records, and the hash of the last one.
///
/// `hash` is [`RecordHash::ZERO`] if `count` is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tip {
    /// Number of records.
    pub count: u64,
    /// Hash of record `count - 1`.
    pub hash: RecordHash,
}

impl Tip {
    /// A series without records.
    pub const EMPTY: Self = Self { count: 0, hash: RecordHash::ZERO };
}

/// Why a record is kept beside the log instead of in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aside {
    /// The other version of a forked series, validly signed.
    Fork,
    /// The end of an own series that was written again elsewhere.
    Superseded,
}

/// A record kept beside the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The series in which it claims a place.
    pub series: SeriesId,
    /// Its place there.
    pub seq: u64,
    /// Why it is not in the log.
    pub why: Aside,
    /// The whole record.
    pub record: Vec<u8>,
}

/// A form that was begun and not closed, sealed for this phone alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The record that the form will become.
    pub record: RecordId,
    /// Its sealed content.
    pub sealed: Vec<u8>,
}

/// One write. A [`Store::commit`] makes a list of them, wholly or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Adds a record at the end of a series.
    Append {
        /// The space of the series.
        space: SpaceId,
        /// The series.
        series: SeriesId,
        /// The record's place: the number of records stored before it.
        seq: u64,
        /// The whole record.
        record: Vec<u8>,
    },
    /// Puts a body that was fetched again in the place of a damaged one.
    Mend {
        /// The space of the series.
        space: SpaceId,
        /// The series.
        series: SeriesId,
        /// The record's place.
        seq: u64,
        /// The whole record.
        record: Vec<u8>,
    },
    /// Takes all records from `from` on out of a series and keeps them aside.
    Supersede {
        /// The space of the series.
        space: SpaceId,
        /// The series.
        series: SeriesId,
        /// The first place that is taken out.
        from: u64,
    },
    /// Keeps a record beside the log; keeping it again changes nothing.
    KeepAside {
        /// The space of the series.
        space: SpaceId,
        /// The record and why it is kept.
        kept: Kept,
    },
    /// Remembers how far a series was ever seen to go.
    Remember {
        /// The space of the series.
        space: SpaceId,
        /// The series.
        series: SeriesId,
        /// Its tip.
        tip: Tip,
    },
    /// Sets a named value, of one space or of the whole store.
    Put {
        /// The space, or none for the whole store.
        space: Option<SpaceId>,
        /// The value's name.
        name: &'static str,
        /// The value.
        value: Vec<u8>,
    },
    /// Removes a named value; absent, it stays absent.
    Remove {
        /// The space, or none for the whole store.
        space: Option<SpaceId>,
        /// The value's name.
        name: &'static str,
    },
    /// Saves a draft in the place of what was saved for the same record.
    SaveDraft(Draft),
    /// Drops a draft, most often beside the [`Change::Append`] of the record that it became.
    DropDraft(RecordId),
}

/// Keeps records, remembered tips, small named values and drafts of any number of spaces.
///
/// It knows nothing of what is inside. One conformance suite holds for every implementation.
pub trait Store {
    /// Makes all `changes`, in order, or none of them. When it returns, they are durable.
    ///
    /// An [`Change::Append`] that does not stand at the end of its series is
    /// [`StoreError::OutOfPlace`]. After any error but `Unavailable` nothing was changed.
    fn commit(&mut self, changes: &[Change]) -> Result<(), StoreError>;

    /// Makes the store usable again after `Unavailable`; what is read from here on is durable.
    fn recover(&mut self) -> Result<(), StoreError>;

    /// The spaces of which anything is stored, in ascending order.
    fn spaces(&self) -> Result<Vec<SpaceId>, StoreError>;

    /// The series of a space with the number of records stored of each, in ascending order.
    ///
    /// A series that is only remembered has none.
    fn series(&self, space: SpaceId) -> Result<Vec<(SeriesId, u64)>, StoreError>;

    /// At most `limit` records of a series from place `from` on, each with its place, in order.
    ///
    /// A place that is missing in a damaged file is missing here too.
    fn records(
        &self,
        space: SpaceId,
        series: SeriesId,
        from: u64,
        limit: usize,
    ) -> Result<Vec<(u64, Vec<u8>)>, StoreError>;

    /// The records kept beside the log, by series, place and bytes.
    fn aside(&self, space: SpaceId) -> Result<Vec<Kept>, StoreError>;

    /// The remembered tips of a space, by series.
    fn remembered(&self, space: SpaceId) -> Result<Vec<(SeriesId, Tip)>, StoreError>;

    /// A named value, or `None` if it was never set or was removed.
    fn value(&self, space: Option<SpaceId>, name: &str) -> Result<Option<Vec<u8>>, StoreError>;

    /// All drafts, by record id.
    fn drafts(&self) -> Result<Vec<Draft>, StoreError>;
}
