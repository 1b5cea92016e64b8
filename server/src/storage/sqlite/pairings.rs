//! Invitations, and the spaces that may be founded because of them.

use interlude_protocol::id::{Fingerprint, PairingId, Pin, SpaceId};
use interlude_protocol::wire::pairing::{ClaimUpload, Purpose, ReplyUpload, Stage};
use rusqlite::{Connection, params};

use crate::storage::sqlite::records::{make_space, use_up};
use crate::storage::sqlite::value::{
    first, fixed, from_json, json, run, stage as read_stage, stage_number,
};
use crate::storage::{Founder, Newcomer, Pairing, Quota, StorageError};

/// The quota kind of a clinic's invitations.
const INVITATIONS: i64 = 2;

/// How long ended invitations are kept, in seconds: longer than a confirmed device may take to enrol.
const KEPT: i64 = 48 * 3_600;

pub(super) fn invite(db: &Connection, pairing: &Pairing, quota: Quota) -> Result<(), StorageError> {
    if let Some(held) = find(db, pairing.id)? {
        let same = (held.clinic, held.purpose, held.inviter)
            == (pairing.clinic, pairing.purpose, pairing.inviter);
        return if same { Ok(()) } else { Err(StorageError::Taken) };
    }
    use_up(db, quota, INVITATIONS, &pairing.clinic.0, 1)?;
    let long_ago = pairing.expires - KEPT;
    let sql = "DELETE FROM expected WHERE until < ?1 AND pairing IN \
               (SELECT id FROM pairing WHERE expires < ?1)";
    run(db, sql, [long_ago])?;
    run(db, "DELETE FROM pairing WHERE expires < ?1", [long_ago])?;
    let sql = "INSERT INTO pairing (id, clinic, purpose, inviter, expires, stage) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let purpose = u8::from(pairing.purpose);
    let stage = stage_number(pairing.stage);
    let who = (pairing.id.0, pairing.clinic.0, pairing.inviter.0);
    run(db, sql, params![who.0, who.1, purpose, who.2, pairing.expires, stage])?;
    Ok(())
}

/// The invitation, even after its end.
fn find(db: &Connection, id: PairingId) -> Result<Option<Pairing>, StorageError> {
    let sql = "SELECT clinic, purpose, inviter, expires, stage, claim, reply FROM pairing \
               WHERE id = ?1";
    first(db, sql, [id.0], |row| {
        let purpose = Purpose::try_from(row.get::<_, u8>(1)?);
        let claim: Option<Vec<u8>> = row.get(5)?;
        let reply: Option<Vec<u8>> = row.get(6)?;
        Ok(Pairing {
            id,
            clinic: SpaceId(fixed(row, 0)?),
            purpose: purpose.map_err(|_| StorageError::Damaged("a purpose is unknown"))?,
            inviter: Fingerprint(fixed(row, 2)?),
            expires: row.get(3)?,
            stage: read_stage(row, 4)?,
            claim: claim.map(|bytes| from_json(&bytes)).transpose()?,
            reply: reply.map(|bytes| from_json(&bytes)).transpose()?,
        })
    })
}

/// The invitation while it lives: ten minutes, or as long as a confirmed device may enrol.
pub(super) fn pairing(
    db: &Connection,
    id: PairingId,
    now: i64,
) -> Result<Option<Pairing>, StorageError> {
    let Some(pairing) = find(db, id)? else { return Ok(None) };
    let confirmed = pairing.stage >= Stage::Confirmed;
    let end = pairing.expires + if confirmed { KEPT } else { 0 };
    Ok((now < end).then_some(pairing))
}

fn alive(db: &Connection, id: PairingId, now: i64) -> Result<Pairing, StorageError> {
    pairing(db, id, now)?.ok_or(StorageError::Missing)
}

fn set_stage(db: &Connection, id: PairingId, stage: Stage) -> Result<(), StorageError> {
    let sql = "UPDATE pairing SET stage = ?2 WHERE id = ?1";
    run(db, sql, params![id.0, stage_number(stage)]).map(drop)
}

pub(super) fn claim(
    db: &Connection,
    id: PairingId,
    claim: &ClaimUpload,
    founders: &[Founder],
    now: i64,
) -> Result<(), StorageError> {
    let held = alive(db, id, now)?.claim;
    if let Some(held) = held {
        return if held == *claim { Ok(()) } else { Err(StorageError::Taken) };
    }
    run(db, "UPDATE pairing SET claim = ?2 WHERE id = ?1", params![id.0, json(claim)?])?;
    for founder in founders {
        let sql = "INSERT INTO expected (space, pin, pairing, shared, fp, sign, until) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0) ON CONFLICT DO NOTHING";
        let space = founder.pin.space().0;
        let (fp, pin) = (founder.fp.0, founder.pin.0);
        // Another claim already names this space: a copied genesis.
        if run(db, sql, params![space, pin, id.0, founder.shared, fp, founder.sign])? == 0 {
            return Err(StorageError::Taken);
        }
    }
    set_stage(db, id, Stage::Claimed)
}

pub(super) fn reply(
    db: &Connection,
    id: PairingId,
    reply: &ReplyUpload,
    now: i64,
) -> Result<(), StorageError> {
    let held = alive(db, id, now)?;
    if let Some(held) = held.reply {
        return if held == *reply { Ok(()) } else { Err(StorageError::Taken) };
    }
    if held.stage != Stage::Claimed {
        return Err(StorageError::Missing);
    }
    run(db, "UPDATE pairing SET reply = ?2 WHERE id = ?1", params![id.0, json(reply)?])?;
    set_stage(db, id, Stage::Replied)
}

pub(super) fn confirm(
    db: &Connection,
    id: PairingId,
    now: i64,
    until: i64,
) -> Result<(), StorageError> {
    match alive(db, id, now)?.stage {
        Stage::Waiting | Stage::Claimed => Err(StorageError::Missing),
        Stage::Confirmed | Stage::Enrolled => Ok(()),
        Stage::Replied => {
            let sql = "UPDATE expected SET until = ?2 WHERE pairing = ?1";
            run(db, sql, params![id.0, until])?;
            set_stage(db, id, Stage::Confirmed)
        }
    }
}

pub(super) fn burn(db: &Connection, id: PairingId) -> Result<(), StorageError> {
    run(db, "DELETE FROM expected WHERE pairing = ?1", [id.0])?;
    run(db, "DELETE FROM pairing WHERE id = ?1", [id.0]).map(drop)
}

pub(super) fn newcomer(
    db: &Connection,
    fp: Fingerprint,
    now: i64,
) -> Result<Option<Newcomer>, StorageError> {
    let sql = "SELECT expected.sign, pairing.clinic, pairing.id, pairing.stage FROM expected \
               JOIN pairing ON pairing.id = expected.pairing \
               WHERE expected.fp = ?1 AND (pairing.expires > ?2 OR expected.until > ?2)";
    first(db, sql, params![fp.0, now], |row| {
        Ok(Newcomer {
            sign: fixed(row, 0)?,
            clinic: SpaceId(fixed(row, 1)?),
            pairing: PairingId(fixed(row, 2)?),
            stage: read_stage(row, 3)?,
        })
    })
}

pub(super) fn expected(
    db: &Connection,
    space: SpaceId,
    now: i64,
) -> Result<Option<(PairingId, Founder)>, StorageError> {
    let sql = "SELECT pairing, pin, shared, fp, sign FROM expected WHERE space = ?1 AND until > ?2";
    first(db, sql, params![space.0, now], |row| {
        let founder = Founder {
            pin: Pin(fixed(row, 1)?),
            shared: row.get(2)?,
            fp: Fingerprint(fixed(row, 3)?),
            sign: fixed(row, 4)?,
        };
        Ok((PairingId(fixed(row, 0)?), founder))
    })
}

/// Makes a space that a confirmed pairing expects; returns the number of its row.
pub(super) fn enrol(db: &Connection, space: SpaceId, now: i64) -> Result<i64, StorageError> {
    let (pairing, founder) = expected(db, space, now)?.ok_or(StorageError::Missing)?;
    if founder.shared {
        set_stage(db, pairing, Stage::Enrolled)?;
    }
    run(db, "DELETE FROM expected WHERE space = ?1", [space.0])?;
    make_space(db, founder.pin)
}
