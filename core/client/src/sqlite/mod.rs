//! The journal's store in one SQLite file: what phones use.
//!
//! Write-ahead log with full synchronisation, so a commit that returned has reached the disk.
//! Bodies are sealed before they come here; the file adds places, counts and hashes.

mod error;
mod migrate;
mod read;
mod write;

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;

use crate::journal::{Change, Draft, Kept, Store, StoreError, Tip};
use error::failed;
use interlude_protocol::id::{RecordId, SeriesId, SpaceId};

/// A store in a file.
#[derive(Debug)]
pub struct SqliteStore {
    path: PathBuf,
    /// None after an input or output error: what the operating system holds of the last commit is
    /// then unknown, so the file is opened and read again before anything else.
    db: Option<Connection>,
}

impl SqliteStore {
    /// Opens the file at `path`, or makes it.
    ///
    /// A damaged file is [`StoreError::Damaged`] and one of a newer version is
    /// [`StoreError::TooNew`]; both stay as they are, byte by byte.
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
    // Looked at before anything is set, so that a file that cannot be used is not touched.
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

    /// Opens the file anew and copies the write-ahead log into it, so that whatever is read from
    /// here on has reached the disk: a failed synchronisation is never taken for a later success.
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

    fn drafts(&self) -> Result<Vec<Draft>, StoreError> {
        read::drafts(self.db()?)
    }
}

/// The key of a record: its series in the upper half, its place in the lower.
fn key(series: i64, seq: u64) -> Result<i64, StoreError> {
    let seq = u32::try_from(seq).map_err(|_| StoreError::OutOfPlace)?;
    let series = series.checked_mul(PLACES).ok_or(StoreError::OutOfPlace)?;
    series.checked_add(i64::from(seq)).ok_or(StoreError::OutOfPlace)
}

/// Places in a series: 2³², as protocol.md 2.1 limits them.
const PLACES: i64 = 1 << 32;

/// The row of a space or series, and the bytes of an identifier that must have its full length.
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
