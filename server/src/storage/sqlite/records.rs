//! Spaces, series and records.

use interlude_protocol::id::{Fingerprint, Pin, RecordHash, SeriesId, SpaceId};
use interlude_protocol::record::codec::Bodies;
use interlude_protocol::record::header::{Class, HEADER, Header, SIGNATURE};
use interlude_protocol::record::limit;
use interlude_protocol::wire::space::{HeadLine, Receipt};
use rusqlite::{Connection, Row, params};

use crate::storage::sqlite::value::{all, count, first, fixed, int, run};
use crate::storage::sqlite::writer::Write;
use crate::storage::{NewRecord, Quota, SpaceLine, StorageError, Upload};

/// The quota kind of an author's records.
const RECORDS: i64 = 1;

/// The number of a space's row.
pub(super) fn space(db: &Connection, id: SpaceId) -> Result<Option<i64>, StorageError> {
    first(db, "SELECT no FROM space WHERE id = ?1", [id.0], |row| Ok(row.get(0)?))
}

/// Makes an empty space; returns the number of its row.
pub(super) fn make_space(db: &Connection, pin: Pin) -> Result<i64, StorageError> {
    let sql = "INSERT INTO space (id, pin, changed, membership) VALUES (?1, ?2, 0, 0)";
    run(db, sql, params![pin.space().0, pin.0])?;
    Ok(db.last_insert_rowid())
}

pub(super) fn changed(db: &Connection, after: u64) -> Result<Vec<SpaceLine>, StorageError> {
    let sql = "SELECT id, pin, changed, membership FROM space WHERE changed > ?1 ORDER BY changed";
    all(db, sql, [int(after)?], |row| {
        Ok(SpaceLine {
            id: SpaceId(fixed(row, 0)?),
            pin: Pin(fixed(row, 1)?),
            changed: count(row, 2)?,
            membership: count(row, 3)?,
        })
    })
}

pub(super) fn membership(db: &Connection, space: SpaceId) -> Result<Vec<Vec<u8>>, StorageError> {
    let sql = "SELECT record.bytes FROM space \
               JOIN membership ON membership.space = space.no \
               JOIN record ON record.no = membership.record \
               WHERE space.id = ?1 ORDER BY record.no";
    all(db, sql, [space.0], |row| Ok(row.get(0)?))
}

fn head_line(row: &Row<'_>) -> Result<HeadLine, StorageError> {
    Ok(HeadLine {
        series: SeriesId(fixed(row, 0)?),
        author: Fingerprint(fixed(row, 1)?),
        count: count(row, 2)?,
        hash: RecordHash(fixed(row, 3)?),
    })
}

pub(super) fn head(
    db: &Connection,
    space: SpaceId,
    series: SeriesId,
) -> Result<Option<HeadLine>, StorageError> {
    let sql = "SELECT series.id, author, count, hash FROM series \
               JOIN space ON space.no = series.space \
               WHERE space.id = ?1 AND series.id = ?2";
    first(db, sql, params![space.0, series.0], head_line)
}

pub(super) fn heads(
    db: &Connection,
    space: SpaceId,
    after: Option<SeriesId>,
    limit: usize,
) -> Result<Vec<HeadLine>, StorageError> {
    let sql = "SELECT series.id, author, count, hash FROM space \
               JOIN series ON series.space = space.no \
               WHERE space.id = ?1 AND series.id > ?2 ORDER BY series.id LIMIT ?3";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    // An empty blob sorts before every id.
    let after = after.map(|series| series.0.to_vec()).unwrap_or_default();
    all(db, sql, params![space.0, after, limit], head_line)
}

pub(super) fn page(
    db: &Connection,
    space: SpaceId,
    series: SeriesId,
    from: u64,
    bodies: Bodies,
    limit: usize,
) -> Result<Vec<u8>, StorageError> {
    let sql = "SELECT record.bytes FROM space \
               JOIN series ON series.space = space.no AND series.id = ?2 \
               JOIN record ON record.series = series.no \
               WHERE space.id = ?1 AND record.seq >= ?3 ORDER BY record.seq";
    let Ok(from) = i64::try_from(from) else { return Ok(Vec::new()) };
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query(params![space.0, series.0, from])?;
    let mut page = Vec::new();
    while let Some(row) = rows.next()? {
        let value = row.get_ref(0)?;
        let bytes = value.as_blob().map_err(|_| StorageError::Damaged("a record is no blob"))?;
        let sent = match bodies {
            Bodies::All => bytes,
            Bodies::Open => without_sealed_body(bytes)?,
        };
        if page.len() + sent.len() > limit {
            break;
        }
        page.extend_from_slice(sent);
    }
    Ok(page)
}

/// The record, or only its header and signature if it is sealed.
fn without_sealed_body(bytes: &[u8]) -> Result<&[u8], StorageError> {
    const DAMAGED: StorageError = StorageError::Damaged("a record cannot be read");
    let header = bytes.first_chunk::<HEADER>().ok_or(DAMAGED)?;
    match Header::decode(header).map_err(|_| DAMAGED)?.class {
        Class::Sealed => bytes.get(..HEADER + SIGNATURE).ok_or(DAMAGED),
        Class::Open => Ok(bytes),
    }
}

struct Series {
    no: i64,
    count: u64,
    hash: RecordHash,
}

fn series(write: &Write<'_>, space: i64, upload: &Upload) -> Result<Series, StorageError> {
    let sql = "SELECT no, author, count, hash FROM series WHERE space = ?1 AND id = ?2";
    let held = first(write.db, sql, params![space, upload.series.0], |row| {
        let series =
            Series { no: row.get(0)?, count: count(row, 2)?, hash: RecordHash(fixed(row, 3)?) };
        Ok((series, Fingerprint(fixed(row, 1)?)))
    })?;
    if let Some((series, author)) = held {
        return if author == upload.author { Ok(series) } else { Err(StorageError::OtherAuthor) };
    }
    let sql = "SELECT count(*) FROM series WHERE space = ?1";
    let present = first(write.db, sql, [space], |row| count(row, 0))?.unwrap_or(0);
    if usize::try_from(present).unwrap_or(usize::MAX) >= limit::SERIES {
        return Err(StorageError::TooManySeries);
    }
    if upload.from > 0 {
        return Err(StorageError::Gap);
    }
    let sql = "INSERT INTO series (space, id, author, count, hash) VALUES (?1, ?2, ?3, 0, ?4)";
    run(write.db, sql, params![space, upload.series.0, upload.author.0, RecordHash::ZERO.0])?;
    Ok(Series { no: write.db.last_insert_rowid(), count: 0, hash: RecordHash::ZERO })
}

/// Adds the records of `upload` that are not stored yet; see [`crate::storage::Storage::append`].
pub(super) fn append(
    write: &Write<'_>,
    space: i64,
    upload: &Upload,
    quota: Option<Quota>,
) -> Result<(Receipt, Option<u64>), StorageError> {
    let series = series(write, space, upload)?;
    let receipt = Receipt { count: series.count, hash: series.hash };
    let known = series.count.checked_sub(upload.from).ok_or(StorageError::Gap)?;
    let known = usize::try_from(known).unwrap_or(usize::MAX).min(upload.records.len());
    let (held, fresh) = upload.records.split_at_checked(known).ok_or(StorageError::Gap)?;
    let agrees = if held.is_empty() {
        upload.prev == series.hash
    } else {
        same_headers(write.db, series.no, upload.from, held)?
    };
    if !agrees {
        return Err(StorageError::Conflict(receipt));
    }
    let Some(last) = fresh.last() else { return Ok((receipt, None)) };
    if let Some(quota) = quota {
        use_up(write.db, quota, RECORDS, &upload.author.0, fresh.len())?;
    }
    let mut seq = series.count;
    let mut members = 0;
    for record in fresh {
        let sql = "INSERT INTO record (series, seq, bytes) VALUES (?1, ?2, ?3)";
        run(write.db, sql, params![series.no, int(seq)?, &*record.bytes])?;
        if record.membership {
            let no = write.db.last_insert_rowid();
            let sql = "INSERT INTO membership (space, record) VALUES (?1, ?2)";
            run(write.db, sql, params![space, no])?;
            members += 1;
        }
        seq += 1;
    }
    let sql = "UPDATE series SET count = ?2, hash = ?3 WHERE no = ?1";
    run(write.db, sql, params![series.no, int(seq)?, last.hash.0])?;
    let commit = write.next_commit();
    let sql = "UPDATE space SET changed = ?2, membership = membership + ?3 WHERE no = ?1";
    run(write.db, sql, params![space, int(commit)?, members])?;
    Ok((Receipt { count: seq, hash: last.hash }, Some(commit)))
}

/// Whether the records held from `from` on have the headers of `records`.
fn same_headers(
    db: &Connection,
    series: i64,
    from: u64,
    records: &[NewRecord],
) -> Result<bool, StorageError> {
    let sql = "SELECT bytes FROM record WHERE series = ?1 AND seq >= ?2 ORDER BY seq LIMIT ?3";
    let limit = i64::try_from(records.len()).unwrap_or(i64::MAX);
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query(params![series, int(from)?, limit])?;
    for record in records {
        let row = rows.next()?.ok_or(StorageError::Damaged("a record is missing"))?;
        let value = row.get_ref(0)?;
        let bytes = value.as_blob().map_err(|_| StorageError::Damaged("a record is no blob"))?;
        if bytes.get(..HEADER) != record.bytes.get(..HEADER) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Counts `more` against the day's quota of `subject`.
pub(super) fn use_up(
    db: &Connection,
    quota: Quota,
    kind: i64,
    subject: &[u8],
    more: usize,
) -> Result<(), StorageError> {
    let more = u64::try_from(more).unwrap_or(u64::MAX);
    let sql = "SELECT used FROM quota WHERE day = ?1 AND kind = ?2 AND subject = ?3";
    let used = first(db, sql, params![quota.day, kind, subject], |row| count(row, 0))?;
    let total = used.unwrap_or(0).saturating_add(more);
    if total > quota.most {
        return Err(StorageError::QuotaUsed);
    }
    if used.is_none() {
        run(db, "DELETE FROM quota WHERE day < ?1", [quota.day])?;
    }
    let sql = "INSERT INTO quota (day, kind, subject, used) VALUES (?1, ?2, ?3, ?4) \
               ON CONFLICT (day, kind, subject) DO UPDATE SET used = excluded.used";
    run(db, sql, params![quota.day, kind, subject, int(total)?])?;
    Ok(())
}
