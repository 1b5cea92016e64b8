//! What can go wrong in a journal, by what the caller can do about it.

use super::StoreError;
use interlude_protocol::record::RecordError;

/// Why the journal could not do what was asked.
///
/// No variant carries an answer, a note or a score: these texts reach logs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JournalError {
    /// The store refused or failed. Nothing is called saved.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A record could not be made or does not fit.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// This identity may not write that here, or is no member of the space.
    #[error("this identity may not write that in this space")]
    NotAllowed,
    /// Removing members, closing spaces and second devices are not supported yet.
    #[error("this version cannot do that yet")]
    NotYet,
    /// The entry is longer than the largest record.
    #[error("the entry is too long for a record")]
    TooLong,
    /// A newer version of the app writes in this space; nothing is sent until the app is updated.
    #[error("this space holds records of a newer version")]
    Newer,
    /// The key does not open this journal.
    #[error("the key does not open this journal")]
    WrongKey,
}

/// The host's key store could not seal or open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the key store of this device could not seal or open")]
pub struct GuardError;

/// Seals what must not lie open on a device's disk, by a key that the host's key store keeps.
pub trait KeyGuard: Send + Sync {
    /// Seals `plain`.
    fn seal(&self, plain: &[u8]) -> Result<Vec<u8>, GuardError>;

    /// Opens what [`KeyGuard::seal`] sealed.
    fn open(&self, sealed: &[u8]) -> Result<Vec<u8>, GuardError>;
}
