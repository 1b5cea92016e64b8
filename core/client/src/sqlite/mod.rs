//! A journal store in one SQLite file, for phones.
//!
//! The database uses a write-ahead log with full synchronisation, so a successful commit has
//! reached the disk. Callers seal entries and drafts before they store them.

mod error;
mod migrate;
mod read;
mod write;

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;

use crate::journal::{Change, Kept, SealedDraft, Store, StoreError, Tip};
use error::failed;
use interlude_protocol::id::{RecordId, SeriesId, SpaceId};

/// A [`Store`] in a SQLite file.
#[derive(Debug)]
pub struct SqliteStore {
    path: PathBuf,
    /// `None` after an I/O error: the state of the last commit is then unknown, so
    /// [`Store::recover`] must reopen the file first.
    db: Option<Connection>,
}

impl SqliteStore {
    /// Opens the file at `path`, or creates it.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] for a damaged file and [`StoreError::TooNew`] for one of a newer
    /// program; neither file is changed. [`StoreError::Full`], [`StoreError::Busy`] or
    /// [`StoreError::Unavailable`] if the file cannot be read or written.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Ok(Self { path: path.to_owned(), db: Some(connect(path)?) })
    }

    fn db(&self) -> Result<&Connection, StoreError> {
        self.db.as_ref().ok_or(StoreError::Unavailable)
    }
}

fn connect(path: &Path) -> Result<Connection, StoreError> {
    let mut db = Connection::open(path).map_err(failed)?;
    db.busy_timeout(Duration::from_secs(5)).map_err(failed)?;
    // Check the file before setting anything, so that an unusable file stays unchanged.
    if migrate::version(&db)? > 0 {
        check_pages(&db)?;
    }
    db.pragma_update(None, "journal_mode", "WAL").map_err(failed)?;
    db.pragma_update(None, "synchronous", "FULL").map_err(failed)?;
    db.pragma_update(None, "foreign_keys", true).map_err(failed)?;
    migrate::migrate(&mut db)?;
    Ok(db)
}

fn check_pages(db: &Connection) -> Result<(), StoreError> {
    let answer: String =
        db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(failed)?;
    if answer == "ok" { Ok(()) } else { Err(StoreError::Damaged) }
}

impl Store for SqliteStore {
    fn commit(&mut self, changes: &[Change]) -> Result<(), StoreError> {
        let db = self.db.as_mut().ok_or(StoreError::Unavailable)?;
        let done = write::commit(db, changes);
        if done == Err(StoreError::Unavailable) {
            self.db = None;
        }
        done
    }

    /// Reopens the file and copies the write-ahead log into it, so that every later read returns
    /// data that has reached the disk, even after a failed synchronisation.
    fn recover(&mut self) -> Result<(), StoreError> {
        self.db = None;
        let db = connect(&self.path)?;
        let blocked: i64 = db
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))
            .map_err(failed)?;
        if blocked != 0 {
            return Err(StoreError::Busy);
        }
        self.db = Some(db);
        Ok(())
    }

    fn spaces(&self) -> Result<Vec<SpaceId>, StoreError> {
        read::spaces(self.db()?)
    }

    fn series(&self, space: SpaceId) -> Result<Vec<(SeriesId, u64)>, StoreError> {
        read::series(self.db()?, space)
    }

    fn records(
        &self,
        space: SpaceId,
        series: SeriesId,
        from: u64,
        limit: usize,
    ) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        read::records(self.db()?, space, series, from, limit)
    }

    fn aside(&self, space: SpaceId) -> Result<Vec<Kept>, StoreError> {
        read::aside(self.db()?, space)
    }

    fn remembered(&self, space: SpaceId) -> Result<Vec<(SeriesId, Tip)>, StoreError> {
        read::remembered(self.db()?, space)
    }

    fn value(&self, space: Option<SpaceId>, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        read::value(self.db()?, space, name)
    }

    fn drafts(&self) -> Result<Vec<SealedDraft>, StoreError> {
        read::drafts(self.db()?)
    }
}

/// The key of a record: its series in the upper 32 bits, its sequence number in the lower.
fn key(series: i64, seq: u64) -> Result<i64, StoreError> {
    let seq = u32::try_from(seq).map_err(|_| StoreError::OutOfPlace)?;
    let series = series.checked_mul(PLACES).ok_or(StoreError::OutOfPlace)?;
    series.checked_add(i64::from(seq)).ok_or(StoreError::OutOfPlace)
}

/// Number of sequence numbers in a series (protocol.md 2.1).
const PLACES: i64 = 1 << 32;

/// Reads an identifier; a wrong length means that the file is damaged.
fn id<T>(
    bytes: &[u8],
    make: impl Fn(&[u8]) -> Result<T, interlude_protocol::id::BadId>,
) -> Result<T, StoreError> {
    make(bytes).map_err(|_| StoreError::Damaged)
}

fn record_id(bytes: &[u8]) -> Result<RecordId, StoreError> {
    id(bytes, |bytes| RecordId::try_from(bytes))
}

#[cfg(test)]
mod tests;
