//! Upgrades of the schema.

use rusqlite::Connection;

use super::error::failed;
use crate::journal::StoreError;

/// All schema steps, oldest first. Add steps at the end; never edit a released one.
pub(super) const STEPS: &[&str] = &[include_str!("migrations/0001_log.sql")];

/// The schema number of `db`.
///
/// # Errors
/// [`StoreError::TooNew`] for a schema of a newer program, [`StoreError::Damaged`] for a negative
/// number, otherwise the errors of SQLite.
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

/// Upgrades `db` to the newest schema in one transaction.
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
