//! Conversion of values for SQLite, which has signed integers and stores ids as blobs.

use interlude_protocol::wire::pairing::Stage;
use rusqlite::Row;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::storage::StorageError;

impl From<rusqlite::Error> for StorageError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Failed(Box::new(error))
    }
}

/// A count or number as SQLite keeps it.
pub(super) fn int(number: u64) -> Result<i64, StorageError> {
    i64::try_from(number).map_err(|_| StorageError::Damaged("a number is out of range"))
}

/// A count or number as it was kept.
pub(super) fn count(row: &Row<'_>, column: usize) -> Result<u64, StorageError> {
    let number: i64 = row.get(column)?;
    u64::try_from(number).map_err(|_| StorageError::Damaged("a count is negative"))
}

/// An identifier, hash or key of a fixed length.
pub(super) fn fixed<const N: usize>(row: &Row<'_>, column: usize) -> Result<[u8; N], StorageError> {
    Ok(row.get(column)?)
}

/// A small structure, kept as JSON.
pub(super) fn json(value: &impl Serialize) -> Result<Vec<u8>, StorageError> {
    serde_json::to_vec(value).map_err(|error| StorageError::Failed(Box::new(error)))
}

/// A small structure that was kept as JSON.
pub(super) fn from_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, StorageError> {
    serde_json::from_slice(bytes).map_err(|_| StorageError::Damaged("a structure cannot be read"))
}

/// The number of a pairing's stage.
pub(super) fn stage_number(stage: Stage) -> i64 {
    match stage {
        Stage::Waiting => 0,
        Stage::Claimed => 1,
        Stage::Replied => 2,
        Stage::Confirmed => 3,
        Stage::Enrolled => 4,
    }
}

/// The stage of a pairing by its number.
pub(super) fn stage(row: &Row<'_>, column: usize) -> Result<Stage, StorageError> {
    match row.get::<_, i64>(column)? {
        0 => Ok(Stage::Waiting),
        1 => Ok(Stage::Claimed),
        2 => Ok(Stage::Replied),
        3 => Ok(Stage::Confirmed),
        4 => Ok(Stage::Enrolled),
        _ => Err(StorageError::Damaged("a pairing has an unknown stage")),
    }
}

/// The first row of a query, read by `read`.
pub(super) fn first<T, P: rusqlite::Params>(
    db: &rusqlite::Connection,
    sql: &str,
    params: P,
    read: impl FnOnce(&Row<'_>) -> Result<T, StorageError>,
) -> Result<Option<T>, StorageError> {
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    match rows.next()? {
        Some(row) => read(row).map(Some),
        None => Ok(None),
    }
}

/// All rows of a query, read by `read`.
pub(super) fn all<T, P: rusqlite::Params>(
    db: &rusqlite::Connection,
    sql: &str,
    params: P,
    read: impl Fn(&Row<'_>) -> Result<T, StorageError>,
) -> Result<Vec<T>, StorageError> {
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(row)?);
    }
    Ok(found)
}

/// Runs a statement; returns how many rows it changed.
pub(super) fn run<P: rusqlite::Params>(
    db: &rusqlite::Connection,
    sql: &str,
    params: P,
) -> Result<usize, StorageError> {
    Ok(db.prepare_cached(sql)?.execute(params)?)
}
