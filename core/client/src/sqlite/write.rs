//! Writes: a list of changes in one transaction.

use rusqlite::{Connection, params};

use super::error::failed;
use super::{key, read};
use crate::journal::{Aside, Change, Kept, SealedDraft, StoreError, Tip};
use interlude_protocol::id::{SeriesId, SpaceId};

/// Makes all changes in order, or none. On success, they have reached the disk.
pub(super) fn commit(db: &mut Connection, changes: &[Change]) -> Result<(), StoreError> {
    let tx =
        db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(failed)?;
    for change in changes {
        make(&tx, change)?;
    }
    tx.commit().map_err(failed)
}

fn make(db: &Connection, change: &Change) -> Result<(), StoreError> {
    match change {
        Change::Append { space, series, seq, record } => {
            let series = series_row(db, *space, *series)?;
            if read::count(db, series)? != *seq {
                return Err(StoreError::OutOfPlace);
            }
            run(
                db,
                "INSERT INTO record (id, bytes) VALUES (?1, ?2)",
                params![key(series, *seq)?, record],
            )
        }
        Change::Mend { space, series, seq, record } => {
            let series = series_row(db, *space, *series)?;
            if read::count(db, series)? <= *seq {
                return Err(StoreError::OutOfPlace);
            }
            run(
                db,
                "INSERT OR REPLACE INTO record (id, bytes) VALUES (?1, ?2)",
                params![key(series, *seq)?, record],
            )
        }
        Change::Supersede { space, series, from } => supersede(db, *space, *series, *from),
        Change::KeepAside { space, kept } => keep_aside(db, *space, kept),
        Change::Remember { space, series, tip: Tip { count, hash } } => {
            let series = series_row(db, *space, *series)?;
            let count = i64::try_from(*count).map_err(|_| StoreError::OutOfPlace)?;
            run(
                db,
                "UPDATE series SET count = ?2, hash = ?3 WHERE id = ?1",
                params![series, count, hash.as_bytes()],
            )
        }
        Change::Put { space, name, value } => run(
            db,
            "INSERT INTO value (space, name, value) VALUES (?1, ?2, ?3)
             ON CONFLICT (space, name) DO UPDATE SET value = excluded.value",
            params![scope(db, *space)?, name, value],
        ),
        Change::Remove { space, name } => run(
            db,
            "DELETE FROM value WHERE space = ?1 AND name = ?2",
            params![scope(db, *space)?, name],
        ),
        Change::SaveDraft(SealedDraft { record, sealed }) => run(
            db,
            "INSERT INTO draft (record, sealed) VALUES (?1, ?2)
             ON CONFLICT (record) DO UPDATE SET sealed = excluded.sealed",
            params![record.as_bytes(), sealed],
        ),
        Change::DropDraft(record) => {
            run(db, "DELETE FROM draft WHERE record = ?1", params![record.as_bytes()])
        }
    }
}

fn run(db: &Connection, sql: &str, values: impl rusqlite::Params) -> Result<(), StoreError> {
    db.prepare_cached(sql).and_then(|mut query| query.execute(values)).map_err(failed)?;
    Ok(())
}

fn scope(db: &Connection, space: Option<SpaceId>) -> Result<i64, StoreError> {
    space.map_or(Ok(0), |space| space_row(db, space))
}

/// The key of a space's row; inserts the row if it is missing.
fn space_row(db: &Connection, space: SpaceId) -> Result<i64, StoreError> {
    if let Some(row) = read::space_row(db, space)? {
        return Ok(row);
    }
    run(db, "INSERT INTO space (space) VALUES (?1)", params![space.as_bytes()])?;
    Ok(db.last_insert_rowid())
}

/// The key of a series' row; inserts the row if it is missing.
fn series_row(db: &Connection, space: SpaceId, series: SeriesId) -> Result<i64, StoreError> {
    let space = space_row(db, space)?;
    if let Some(row) = read::series_row(db, space, series)? {
        return Ok(row);
    }
    run(
        db,
        "INSERT INTO series (space, series) VALUES (?1, ?2)",
        params![space, series.as_bytes()],
    )?;
    Ok(db.last_insert_rowid())
}

fn supersede(
    db: &Connection,
    space: SpaceId,
    series: SeriesId,
    from: u64,
) -> Result<(), StoreError> {
    let row = series_row(db, space, series)?;
    let (first, end) = (key(row, from)?, key(row.saturating_add(1), 0)?);
    run(
        db,
        "INSERT INTO aside (series, seq, why, bytes)
         SELECT ?1, id - ?2, 2, bytes FROM record WHERE id >= ?3 AND id < ?4",
        params![row, key(row, 0)?, first, end],
    )?;
    run(db, "DELETE FROM record WHERE id >= ?1 AND id < ?2", params![first, end])
}

fn keep_aside(db: &Connection, space: SpaceId, kept: &Kept) -> Result<(), StoreError> {
    let series = series_row(db, space, kept.series)?;
    let seq = i64::try_from(kept.seq).map_err(|_| StoreError::OutOfPlace)?;
    let why = match kept.why {
        Aside::Fork => 1,
        Aside::Superseded => 2,
    };
    run(
        db,
        "INSERT INTO aside (series, seq, why, bytes)
         SELECT ?1, ?2, ?3, ?4 WHERE NOT EXISTS
         (SELECT 1 FROM aside WHERE series = ?1 AND seq = ?2 AND why = ?3 AND bytes = ?4)",
        params![series, seq, why, kept.record],
    )
}
