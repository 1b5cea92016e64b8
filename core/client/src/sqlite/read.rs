//! Queries.

use rusqlite::{Connection, OptionalExtension, params};

use super::error::failed;
use super::{PLACES, id, key, record_id};
use crate::journal::{Aside, Kept, SealedDraft, StoreError, Tip};
use interlude_protocol::id::{RecordHash, SeriesId, SpaceId};

pub(super) fn spaces(db: &Connection) -> Result<Vec<SpaceId>, StoreError> {
    let mut query = db.prepare_cached("SELECT space FROM space ORDER BY space").map_err(failed)?;
    let rows = query.query_map([], |row| row.get::<_, Vec<u8>>(0)).map_err(failed)?;
    rows.map(|row| id(&row.map_err(failed)?, |bytes| SpaceId::try_from(bytes))).collect()
}

/// The key of a space's row; `None` if the file has none.
pub(super) fn space_row(db: &Connection, space: SpaceId) -> Result<Option<i64>, StoreError> {
    db.prepare_cached("SELECT id FROM space WHERE space = ?1")
        .and_then(|mut query| query.query_row([space.as_bytes()], |row| row.get(0)).optional())
        .map_err(failed)
}

/// The key of a series' row; `None` if the file has none.
pub(super) fn series_row(
    db: &Connection,
    space: i64,
    series: SeriesId,
) -> Result<Option<i64>, StoreError> {
    db.prepare_cached("SELECT id FROM series WHERE space = ?1 AND series = ?2")
        .and_then(|mut query| {
            query.query_row(params![space, series.as_bytes()], |row| row.get(0)).optional()
        })
        .map_err(failed)
}

/// The number of records of a series: its last sequence number plus one.
pub(super) fn count(db: &Connection, series: i64) -> Result<u64, StoreError> {
    let (first, end) = (key(series, 0)?, key(series.saturating_add(1), 0)?);
    let last: Option<i64> = db
        .prepare_cached("SELECT max(id) FROM record WHERE id >= ?1 AND id < ?2")
        .and_then(|mut query| query.query_row([first, end], |row| row.get(0)))
        .map_err(failed)?;
    Ok(last.map_or(0, |last| place(last).saturating_add(1)))
}

fn place(key: i64) -> u64 {
    u64::try_from(key % PLACES).unwrap_or(0)
}

pub(super) fn series(db: &Connection, space: SpaceId) -> Result<Vec<(SeriesId, u64)>, StoreError> {
    let Some(space) = space_row(db, space)? else { return Ok(Vec::new()) };
    let mut query = db
        .prepare_cached("SELECT id, series FROM series WHERE space = ?1 ORDER BY series")
        .map_err(failed)?;
    let rows = query
        .query_map([space], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?)))
        .map_err(failed)?;
    let mut all = Vec::new();
    for row in rows {
        let (row, bytes) = row.map_err(failed)?;
        let count = count(db, row)?;
        if count > 0 {
            all.push((id(&bytes, |bytes| SeriesId::try_from(bytes))?, count));
        }
    }
    Ok(all)
}

pub(super) fn records(
    db: &Connection,
    space: SpaceId,
    series: SeriesId,
    from: u64,
    limit: usize,
) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
    let Some(space) = space_row(db, space)? else { return Ok(Vec::new()) };
    let Some(series) = series_row(db, space, series)? else { return Ok(Vec::new()) };
    let (first, end) = (key(series, from)?, key(series.saturating_add(1), 0)?);
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut query = db
        .prepare_cached(
            "SELECT id, bytes FROM record WHERE id >= ?1 AND id < ?2 ORDER BY id LIMIT ?3",
        )
        .map_err(failed)?;
    let rows = query
        .query_map([first, end, limit], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)))
        .map_err(failed)?;
    rows.map(|row| row.map(|(key, bytes)| (place(key), bytes)).map_err(failed)).collect()
}

pub(super) fn aside(db: &Connection, space: SpaceId) -> Result<Vec<Kept>, StoreError> {
    let Some(space) = space_row(db, space)? else { return Ok(Vec::new()) };
    let mut query = db
        .prepare_cached(
            "SELECT series.series, aside.seq, aside.why, aside.bytes
             FROM aside JOIN series ON series.id = aside.series
             WHERE series.space = ?1 ORDER BY series.series, aside.seq, aside.bytes",
        )
        .map_err(failed)?;
    let rows = query
        .query_map([space], |row| {
            Ok((
                row.get::<_, Vec<u8>>(0)?,
                row.get::<_, i64>(1)?,
                row.get::<_, i64>(2)?,
                row.get(3)?,
            ))
        })
        .map_err(failed)?;
    rows.map(|row| {
        let (series, seq, why, record) = row.map_err(failed)?;
        Ok(Kept {
            series: id(&series, |bytes| SeriesId::try_from(bytes))?,
            seq: u64::try_from(seq).map_err(|_| StoreError::Damaged)?,
            why: match why {
                1 => Aside::Fork,
                2 => Aside::Superseded,
                _ => return Err(StoreError::Damaged),
            },
            record,
        })
    })
    .collect()
}

pub(super) fn remembered(
    db: &Connection,
    space: SpaceId,
) -> Result<Vec<(SeriesId, Tip)>, StoreError> {
    let Some(space) = space_row(db, space)? else { return Ok(Vec::new()) };
    let mut query = db
        .prepare_cached(
            "SELECT series, count, hash FROM series
             WHERE space = ?1 AND count IS NOT NULL ORDER BY series",
        )
        .map_err(failed)?;
    let rows = query
        .query_map([space], |row| {
            Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, i64>(1)?, row.get::<_, Vec<u8>>(2)?))
        })
        .map_err(failed)?;
    rows.map(|row| {
        let (series, count, hash) = row.map_err(failed)?;
        let tip = Tip {
            count: u64::try_from(count).map_err(|_| StoreError::Damaged)?,
            hash: id(&hash, |bytes| RecordHash::try_from(bytes))?,
        };
        Ok((id(&series, |bytes| SeriesId::try_from(bytes))?, tip))
    })
    .collect()
}

pub(super) fn value(
    db: &Connection,
    space: Option<SpaceId>,
    name: &str,
) -> Result<Option<Vec<u8>>, StoreError> {
    let space = match space {
        None => 0,
        Some(space) => match space_row(db, space)? {
            None => return Ok(None),
            Some(row) => row,
        },
    };
    db.prepare_cached("SELECT value FROM value WHERE space = ?1 AND name = ?2")
        .and_then(|mut query| query.query_row(params![space, name], |row| row.get(0)).optional())
        .map_err(failed)
}

pub(super) fn drafts(db: &Connection) -> Result<Vec<SealedDraft>, StoreError> {
    let mut query =
        db.prepare_cached("SELECT record, sealed FROM draft ORDER BY record").map_err(failed)?;
    let rows =
        query.query_map([], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get(1)?))).map_err(failed)?;
    rows.map(|row| {
        let (record, sealed) = row.map_err(failed)?;
        Ok(SealedDraft { record: record_id(&record)?, sealed })
    })
    .collect()
}
