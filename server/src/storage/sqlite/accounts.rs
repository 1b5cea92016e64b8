//! Clinics, accounts of staff, known browsers.

use interlude_protocol::id::{Fingerprint, SpaceId};
use rusqlite::{Connection, params};

use crate::storage::sqlite::records;
use crate::storage::sqlite::value::{count, first, fixed, from_json, int, json, run};
use crate::storage::sqlite::writer::Write;
use crate::storage::{Account, NewClinic, StorageError};

/// How many browsers of one account are remembered.
const BROWSERS: i64 = 20;

pub(super) fn founded_by(
    db: &Connection,
    request: [u8; 32],
) -> Result<Option<SpaceId>, StorageError> {
    let sql = "SELECT clinic FROM founding WHERE request = ?1";
    first(db, sql, [request], |row| Ok(SpaceId(fixed(row, 0)?)))
}

pub(super) fn found(write: &Write<'_>, clinic: &NewClinic) -> Result<u64, StorageError> {
    let id = clinic.pin.space();
    if records::space(write.db, id)?.is_some() {
        return Err(StorageError::Taken);
    }
    let space = records::make_space(write.db, clinic.pin)?;
    let mut newest = 0;
    for upload in &clinic.uploads {
        let (_, commit) = records::append(write, space, upload, None)?;
        newest = commit.unwrap_or(newest);
    }
    let account = &clinic.account;
    let sql = "INSERT INTO account (clinic, login, fp, verifier, slots, version) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let slots = json(&account.slots)?;
    let version = int(account.version)?;
    run(
        write.db,
        sql,
        params![id.0, account.login, account.fp.0, account.verifier, slots, version],
    )?;
    let sql = "INSERT INTO founding (request, clinic) VALUES (?1, ?2)";
    run(write.db, sql, params![clinic.request, id.0])?;
    Ok(newest)
}

pub(super) fn account(
    db: &Connection,
    clinic: SpaceId,
    login: &str,
) -> Result<Option<Account>, StorageError> {
    let sql = "SELECT fp, verifier, slots, version FROM account WHERE clinic = ?1 AND login = ?2";
    first(db, sql, params![clinic.0, login], |row| {
        Ok(Account {
            fp: Fingerprint(fixed(row, 0)?),
            login: login.to_owned(),
            verifier: fixed(row, 1)?,
            slots: from_json(&row.get::<_, Vec<u8>>(2)?)?,
            version: count(row, 3)?,
        })
    })
}

pub(super) fn put_slots(
    db: &Connection,
    clinic: SpaceId,
    login: &str,
    version: u64,
    slots: &[Vec<u8>],
) -> Result<u64, StorageError> {
    let held = account(db, clinic, login)?.ok_or(StorageError::Missing)?;
    if held.slots == slots {
        return Ok(held.version);
    }
    if held.version != version {
        return Err(StorageError::Taken);
    }
    let next = version + 1;
    let sql = "UPDATE account SET slots = ?3, version = ?4 WHERE clinic = ?1 AND login = ?2";
    run(db, sql, params![clinic.0, login, json(&slots)?, int(next)?])?;
    Ok(next)
}

pub(super) fn knows_browser(
    db: &Connection,
    clinic: SpaceId,
    login: &str,
    token: [u8; 32],
) -> Result<bool, StorageError> {
    let sql = "SELECT 1 FROM browser WHERE clinic = ?1 AND login = ?2 AND token = ?3";
    Ok(first(db, sql, params![clinic.0, login, token], |_| Ok(()))?.is_some())
}

pub(super) fn remember_browser(
    db: &Connection,
    clinic: SpaceId,
    login: &str,
    token: [u8; 32],
    now: i64,
) -> Result<(), StorageError> {
    let sql = "INSERT INTO browser (clinic, login, token, seen) VALUES (?1, ?2, ?3, ?4) \
               ON CONFLICT (clinic, login, token) DO UPDATE SET seen = excluded.seen";
    run(db, sql, params![clinic.0, login, token, now])?;
    let sql = "DELETE FROM browser WHERE clinic = ?1 AND login = ?2 AND token NOT IN \
               (SELECT token FROM browser WHERE clinic = ?1 AND login = ?2 \
                ORDER BY seen DESC LIMIT ?3)";
    run(db, sql, params![clinic.0, login, BROWSERS])?;
    Ok(())
}
