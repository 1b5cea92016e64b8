//! Storage of journals: a trait with atomic commits.

use interlude_protocol::id::{RecordHash, RecordId, SeriesId, SpaceId};

/// Why a store failed. Nothing changed, unless the variant says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The device has no free space. Retry after some is freed.
    #[error("this device has no free space")]
    Full,
    /// The file is damaged. It is neither changed nor deleted.
    #[error("the journal's file is damaged; it was not changed")]
    Damaged,
    /// A newer version of the app wrote the file. It was not changed.
    #[error("the journal's file has schema {found}; this version supports up to {supported}")]
    TooNew {
        /// The file's schema version.
        found: i64,
        /// The newest schema version that this version supports.
        supported: i64,
    },
    /// Another program uses the file.
    #[error("another program uses the journal's file")]
    Busy,
    /// Reading or writing failed. It is unknown whether the last commit was made; call
    /// [`Store::recover`] and read again before writing.
    #[error("the journal's file could not be read or written")]
    Unavailable,
    /// A change does not fit the stored records; a bug of the caller.
    #[error("the change does not fit the stored records")]
    OutOfPlace,
}

/// The tip of a series: its number of records and the hash of the last one.
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
    /// The tip of a series without records.
    pub const EMPTY: Self = Self { count: 0, hash: RecordHash::ZERO };
}

/// Why a record is kept aside instead of in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aside {
    /// A validly signed record of the other version of a forked series.
    Fork,
    /// A record of an own series that the version of another copy replaced.
    Superseded,
}

/// A record kept aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The series that its header names.
    pub series: SeriesId,
    /// Its sequence number.
    pub seq: u64,
    /// Why it is kept aside.
    pub why: Aside,
    /// The whole record.
    pub record: Vec<u8>,
}

/// An unfinished form, sealed for this phone only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedDraft {
    /// The record that the form will become.
    pub record: RecordId,
    /// Its sealed content.
    pub sealed: Vec<u8>,
}

/// One write. A [`Store::commit`] makes all of its changes or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Adds a record at the end of a series.
    Append {
        /// The space of the series.
        space: SpaceId,
        /// The series.
        series: SeriesId,
        /// The record's sequence number, which equals the number of stored records.
        seq: u64,
        /// The whole record.
        record: Vec<u8>,
    },
    /// Replaces a damaged record with a copy that was fetched again.
    Mend {
        /// The space of the series.
        space: SpaceId,
        /// The series.
        series: SeriesId,
        /// The record's sequence number.
        seq: u64,
        /// The whole record.
        record: Vec<u8>,
    },
    /// Moves all records of a series from `from` on out of the log and keeps them aside.
    Supersede {
        /// The space of the series.
        space: SpaceId,
        /// The series.
        series: SeriesId,
        /// The sequence number of the first record to move.
        from: u64,
    },
    /// Keeps a record aside. Repeating it changes nothing.
    KeepAside {
        /// The space of the series.
        space: SpaceId,
        /// The record and why it is kept.
        kept: Kept,
    },
    /// Remembers the highest known tip of a series, even without its records.
    Remember {
        /// The space of the series.
        space: SpaceId,
        /// The series.
        series: SeriesId,
        /// Its tip.
        tip: Tip,
    },
    /// Sets a named value of one space or of the whole store.
    Put {
        /// The space, or none for the whole store.
        space: Option<SpaceId>,
        /// The value's name.
        name: &'static str,
        /// The value.
        value: Vec<u8>,
    },
    /// Removes a named value, if it exists.
    Remove {
        /// The space, or none for the whole store.
        space: Option<SpaceId>,
        /// The value's name.
        name: &'static str,
    },
    /// Saves a draft, replacing one for the same record.
    SaveDraft(SealedDraft),
    /// Deletes a draft, usually together with the [`Change::Append`] of its record.
    DropDraft(RecordId),
}

/// Storage for records, remembered tips, small named values and drafts of any number of spaces.
///
/// A store does not interpret its content. Every implementation must pass the conformance suite in
/// the tests of this module.
pub trait Store {
    /// Makes all `changes` in order, or none. On success they are durable.
    ///
    /// # Errors
    /// - [`StoreError::OutOfPlace`] if a [`Change::Append`] does not continue its series, or a
    ///   [`Change::Mend`] names a missing record.
    /// - [`StoreError::Unavailable`] if it is unknown whether the changes were made.
    /// - [`StoreError::Full`], [`StoreError::Damaged`] or [`StoreError::Busy`]; nothing changed.
    fn commit(&mut self, changes: &[Change]) -> Result<(), StoreError>;

    /// Makes the store usable again after [`StoreError::Unavailable`]. Later reads return durable
    /// data only.
    ///
    /// # Errors
    /// A [`StoreError`] if the store is still unusable.
    fn recover(&mut self) -> Result<(), StoreError>;

    /// The spaces with any data, in ascending order.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], [`StoreError::Busy`] or [`StoreError::Unavailable`] if reading fails.
    fn spaces(&self) -> Result<Vec<SpaceId>, StoreError>;

    /// The series of a space with their numbers of stored records, in ascending order.
    ///
    /// Does not include a series that is only remembered.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], [`StoreError::Busy`] or [`StoreError::Unavailable`] if reading fails.
    fn series(&self, space: SpaceId) -> Result<Vec<(SeriesId, u64)>, StoreError>;

    /// At most `limit` records of a series from sequence number `from` on, each with its sequence
    /// number, in order.
    ///
    /// Skips records that are missing in a damaged file.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], [`StoreError::Busy`] or [`StoreError::Unavailable`] if reading fails.
    fn records(
        &self,
        space: SpaceId,
        series: SeriesId,
        from: u64,
        limit: usize,
    ) -> Result<Vec<(u64, Vec<u8>)>, StoreError>;

    /// The records kept aside, ordered by series, sequence number and bytes.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], [`StoreError::Busy`] or [`StoreError::Unavailable`] if reading fails.
    fn aside(&self, space: SpaceId) -> Result<Vec<Kept>, StoreError>;

    /// The remembered tips of a space, ordered by series.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], [`StoreError::Busy`] or [`StoreError::Unavailable`] if reading fails.
    fn remembered(&self, space: SpaceId) -> Result<Vec<(SeriesId, Tip)>, StoreError>;

    /// A named value; `None` if it is not set.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], [`StoreError::Busy`] or [`StoreError::Unavailable`] if reading fails.
    fn value(&self, space: Option<SpaceId>, name: &str) -> Result<Option<Vec<u8>>, StoreError>;

    /// All drafts, ordered by record id.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], [`StoreError::Busy`] or [`StoreError::Unavailable`] if reading fails.
    fn drafts(&self) -> Result<Vec<SealedDraft>, StoreError>;
}
