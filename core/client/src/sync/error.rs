//! Errors of calls to the server, grouped by what the caller can do.

use super::transport::TransportError;
use crate::journal::{JournalError, StoreError};

/// Why a call to the server or a sync failed. Local data is never lost.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SyncError {
    /// The server gave no answer. Try again later, or when the network returns.
    #[error("the server cannot be reached")]
    Offline,
    /// The server is overloaded or limits this client.
    #[error("the server is busy")]
    Busy {
        /// Seconds to wait, if the server named a number.
        retry_after: Option<u64>,
    },
    /// The request has no valid session or signature.
    #[error("not signed in")]
    SignedOut,
    /// The server rejects the request's time even after a correction by the server's clock.
    #[error("the clocks do not agree")]
    Clock,
    /// The resource does not exist or the caller may not see it; the server does not say which.
    #[error("not found")]
    NotFound,
    /// The space was erased.
    #[error("the space was erased")]
    Gone,
    /// The server has another version, which the body of its answer names.
    #[error("the server has another version")]
    Conflict(Vec<u8>),
    /// The server refuses this request permanently.
    #[error("refused by the server: {code}")]
    Refused {
        /// One of `interlude_protocol::wire::error::code`, or the code of a `RecordError`.
        code: String,
        /// Index of the refused record in an upload.
        index: Option<usize>,
    },
    /// The server speaks a newer protocol: update the app.
    #[error("the server requires a newer version of this program")]
    Newer,
    /// The exchange does not follow the protocol: the server is another one or faulty.
    #[error("the server's answer is invalid")]
    Answer,
    /// The shelf has no journal of this space.
    #[error("the journal is not on this device")]
    NoJournal,
    /// The journal could not accept or write records.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

impl SyncError {
    /// Whether the same call may succeed later without user action.
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

    /// Whether every other call would fail in the same way.
    #[must_use]
    pub fn concerns_all(&self) -> bool {
        matches!(self, Self::Offline | Self::Busy { .. } | Self::SignedOut | Self::Clock)
    }

    /// Seconds that the server asks the client to wait; `None` if it named no number.
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
