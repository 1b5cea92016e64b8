//! Errors of a journal.

use super::StoreError;
use interlude_protocol::record::RecordError;

/// Why an operation on a journal failed.
///
/// Error texts reach logs, so no variant contains an answer, a note or a score.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JournalError {
    /// The store failed. The caller must not report the change as saved.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A record is invalid.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// This identity may not write the record, or is not a member of the space.
    #[error("this identity may not write this record to the space")]
    NotAllowed,
    /// This version does not support removing members, closing spaces or second devices.
    #[error("this version does not support this record")]
    NotYet,
    /// The entry does not fit into a record.
    #[error("the entry is too long for a record")]
    TooLong,
    /// A newer version of the app writes to this space. Nothing is sent until the app is updated.
    #[error("this space contains records of a newer version")]
    Newer,
    /// The key does not open this journal.
    #[error("the key does not open this journal")]
    WrongKey,
}

/// The host's key store failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the key store of this device failed")]
pub struct GuardError;

/// Seals data for the device's disk with a key from the host's key store.
pub trait KeyGuard: Send + Sync {
    /// Seals `plain`.
    ///
    /// # Errors
    /// [`GuardError`] if the key store fails.
    fn seal(&self, plain: &[u8]) -> Result<Vec<u8>, GuardError>;

    /// Opens the output of [`KeyGuard::seal`].
    ///
    /// # Errors
    /// [`GuardError`] if the key store fails or `sealed` is not its output.
    fn open(&self, sealed: &[u8]) -> Result<Vec<u8>, GuardError>;
}
