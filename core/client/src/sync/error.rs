//! Why a call to the server failed, by what the caller can do about it.

use super::transport::TransportError;
use crate::journal::{JournalError, StoreError};

/// Why the server could not be asked, or would not do what was asked. Nothing local is lost.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SyncError {
    /// No answer: try again later, or when the network is back.
    #[error("the server cannot be reached")]
    Offline,
    /// The server asks for patience.
    #[error("the server is busy")]
    Busy {
        /// Seconds to wait, if it said how many.
        retry_after: Option<u64>,
    },
    /// Nobody is signed in, or the signature is not accepted.
    #[error("not signed in")]
    SignedOut,
    /// The server's clock and the one here do not agree even after the server named its time.
    #[error("the clocks do not agree")]
    Clock,
    /// Not there, or not allowed: the server does not say which.
    #[error("not found")]
    NotFound,
    /// The space was erased.
    #[error("erased")]
    Gone,
    /// Another version stands at that place; the answer's body says which.
    #[error("in conflict with what the server has")]
    Conflict(Vec<u8>),
    /// The server refuses this request for good; the code is one of `protocol::error::code` or a
    /// `RecordError`'s.
    #[error("refused by the server: {code}")]
    Refused {
        /// Why.
        code: String,
        /// Which record of an upload.
        index: Option<usize>,
    },
    /// The server speaks a newer protocol: update the app.
    #[error("the server needs a newer version of this program")]
    Newer,
    /// The answer is none that the protocol has: not this server, or one with an error.
    #[error("the server's answer makes no sense")]
    Answer,
    /// The space is not kept here.
    #[error("no such journal here")]
    NoJournal,
    /// The journal could not take in or write what it should.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

impl SyncError {
    /// Whether the same call may succeed later without anybody doing anything.
    #[must_use]
    pub fn is_temporary(&self) -> bool {
        match self {
            Self::Offline | Self::Busy { .. } | Self::Answer => true,
            Self::SignedOut
            | Self::Clock
            | Self::NotFound
            | Self::Gone
            | Self::Conflict(_)
            | Self::Refused { .. }
            | Self::Newer
            | Self::NoJournal
            | Self::Journal(_) => false,
        }
    }

    /// Whether the next call will fail in the same way, whatever it asks for.
    #[must_use]
    pub fn concerns_all(&self) -> bool {
        matches!(self, Self::Offline | Self::Busy { .. } | Self::SignedOut | Self::Clock)
    }

    /// Seconds that the server asks to wait; `None` if it did not.
    #[must_use]
    pub fn retry_after(&self) -> Option<u64> {
        let Self::Busy { retry_after } = self else { return None };
        *retry_after
    }
}

impl From<StoreError> for SyncError {
    fn from(error: StoreError) -> Self {
        Self::Journal(error.into())
    }
}

impl From<TransportError> for SyncError {
    fn from(error: TransportError) -> Self {
        match error {
            TransportError::Offline => Self::Offline,
            TransportError::TooLong | TransportError::Address => Self::Answer,
        }
    }
}
