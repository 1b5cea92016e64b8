//! Opens the file: settings, schema steps, and the refusal of damaged or newer files.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

/// Why the database was not opened. The file is unchanged.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The file was written by a newer version.
    #[error("the database was written by a newer version (schema {found}, this one knows {known})")]
    Newer {
        /// Schema of the file.
        found: usize,
        /// Newest schema of this version.
        known: usize,
    },
    /// The file is not a database of this server.
    #[error("the file is not a database of this server")]
    Foreign,
    /// The file is damaged. Keep it, and restore a backup beside it.
    #[error("the database is damaged; keep it and restore a backup")]
    Damaged,
    /// The file cannot be opened, or the disk failed.
    #[error("the database cannot be opened")]
    Failed(#[source] rusqlite::Error),
    /// The writer's thread cannot be started.
    #[error("the writer cannot be started")]
    Writer(#[source] std::io::Error),
}

impl From<rusqlite::Error> for OpenError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase) => Self::Foreign,
            Some(rusqlite::ErrorCode::DatabaseCorrupt) => Self::Damaged,
            _ => Self::Failed(error),
        }
    }
}

/// Every schema step, oldest first. Append only: a released step is never edited.
const STEPS: &[&str] = &[include_str!("../../../migrations/sqlite/0001_records.sql")];

/// "ILSV": marks the file as this server's.
const APPLICATION: i32 = 0x494c_5356;

/// How long a reader waits for a lock, in milliseconds.
const PATIENCE: u32 = 5_000;

/// Checks the file, brings it to the newest schema and returns its era.
///
/// A new file gets `era`. All steps commit together or not at all. A damaged or newer file is
/// refused before any write.
pub(super) fn prepare(db: &mut Connection, era: [u8; 16]) -> Result<[u8; 16], OpenError> {
    let found: usize = db
        .pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0))
        .map(|version| usize::try_from(version).unwrap_or(usize::MAX))?;
    let application: i32 = db.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables > 0 && application != APPLICATION {
        return Err(OpenError::Foreign);
    }
    let newer = OpenError::Newer { found, known: STEPS.len() };
    let pending = STEPS.get(found..).ok_or(newer)?;
    let verdict: String = db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict != "ok" {
        return Err(OpenError::Damaged);
    }
    db.pragma_update(None, "busy_timeout", PATIENCE)?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "foreign_keys", "ON")?;
    db.pragma_update(None, "cache_size", -4_096)?;
    db.set_prepared_statement_cache_capacity(64);
    let tx = db.transaction()?;
    for step in pending {
        tx.execute_batch(step)?;
    }
    if found < STEPS.len() {
        tx.pragma_update(None, "user_version", i64::try_from(STEPS.len()).unwrap_or(i64::MAX))?;
        tx.pragma_update(None, "application_id", APPLICATION)?;
    }
    if found == 0 {
        tx.execute("INSERT INTO meta (key, value) VALUES ('era', ?1)", [era])?;
    }
    let era = tx.query_row("SELECT value FROM meta WHERE key = 'era'", [], |row| row.get(0))?;
    tx.commit()?;
    Ok(era)
}

/// A connection that only reads.
pub(super) fn reader(file: &Path) -> Result<Connection, OpenError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(file, flags)?;
    db.pragma_update(None, "busy_timeout", PATIENCE)?;
    db.pragma_update(None, "cache_size", -1_024)?;
    db.set_prepared_statement_cache_capacity(32);
    Ok(db)
}
