//! Conversion of SQLite's errors.

use rusqlite::ErrorCode;

use crate::journal::StoreError;

/// Converts an error to the action it calls for, without the text of a statement.
#[expect(clippy::needless_pass_by_value, reason = "`map_err` passes the error by value")]
pub(super) fn failed(error: rusqlite::Error) -> StoreError {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => StoreError::Full,
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => StoreError::Damaged,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy,
        Some(_) | None => StoreError::Unavailable,
    }
}
