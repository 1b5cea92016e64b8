//! The schema, step by step.

use rusqlite::Connection;

use super::error::failed;
use crate::journal::StoreError;

/// Every schema step, oldest first. Append only: a released step is never edited.
pub(super) const STEPS: &[&str] = &[include_str!("migrations/0001_log.sql")];

/// The schema number of `db`, or [`StoreError::TooNew`] if this version does not know it.
pub(super) fn version(db: &Connection) -> Result<usize, StoreError> {
    let found: i64 =
        db.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(failed)?;
    let supported = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    if found < 0 {
        return Err(StoreError::Damaged);
    }
    if found > supported {
        return Err(StoreError::TooNew { found, supported });
    }
    usize::try_from(found).map_err(|_| StoreError::Damaged)
}

/// Brings `db` to the newest schema; all steps commit together or not at all.
pub(super) fn migrate(db: &mut Connection) -> Result<(), StoreError> {
    let tx = db.transaction().map_err(failed)?;
    let done = version(&tx)?;
    let pending = STEPS.get(done..).unwrap_or_default();
    if pending.is_empty() {
        return Ok(());
    }
    for step in pending {
        tx.execute_batch(step).map_err(failed)?;
    }
    let newest = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    tx.pragma_update(None, "user_version", newest).map_err(failed)?;
    tx.commit().map_err(failed)
}
