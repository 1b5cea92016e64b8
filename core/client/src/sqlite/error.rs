//! What SQLite's error codes mean to a journal.

use rusqlite::ErrorCode;

use crate::journal::StoreError;

/// Translates an error, so that callers see what they can do and never a statement's text.
#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err asks for")]
pub(super) fn failed(error: rusqlite::Error) -> StoreError {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => StoreError::Full,
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => StoreError::Damaged,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy,
        Some(_) | None => StoreError::Unavailable,
    }
}
