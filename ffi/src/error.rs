//! What a phone's app can do about a failure: one variant for each thing it does differently.

use interlude_client::error::ClientError;
use interlude_client::journal;

/// Why something was not done. Every variant carries words that are ready to be shown: what
/// happened, what is kept, what to do. None carries an answer, a note or a score.
#[derive(Debug, Clone, thiserror::Error, uniffi::Error)]
pub enum AppError {
    /// The text is not an invite.
    #[error("{text}")]
    InvalidInvite {
        /// Words to show.
        text: String,
    },
    /// The invite's ten minutes are over.
    #[error("{text}")]
    ExpiredInvite {
        /// Words to show.
        text: String,
    },
    /// Another phone was first.
    #[error("{text}")]
    UsedInvite {
        /// Words to show.
        text: String,
    },
    /// The digits did not agree, or the clinic closed the invite.
    #[error("{text}")]
    InviteBurnt {
        /// Words to show.
        text: String,
    },
    /// The server shows another clinic than the invite names. Do not go on.
    #[error("{text}")]
    WrongClinic {
        /// Words to show.
        text: String,
    },
    /// The server cannot be reached or has no time now. Everything is kept.
    #[error("{text}")]
    Offline {
        /// Words to show.
        text: String,
        /// When to try again; `None` leaves it to the app.
        retry_after_seconds: Option<i32>,
    },
    /// The server refuses.
    #[error("{text}")]
    ServerRefused {
        /// Words to show.
        text: String,
    },
    /// No such questionnaire in this version.
    #[error("{text}")]
    UnknownInstrument {
        /// Words to show.
        text: String,
    },
    /// The questionnaire has no such question, or does not ask it now.
    #[error("{text}")]
    UnknownItem {
        /// Words to show.
        text: String,
    },
    /// The answer is not on offer. Nothing was changed.
    #[error("{text}")]
    NotOffered {
        /// Words to show.
        text: String,
    },
    /// Some questions were neither answered nor skipped.
    #[error("{text}")]
    Incomplete {
        /// Words to show.
        text: String,
        /// Their ids.
        items: Vec<String>,
    },
    /// The form was closed before.
    #[error("{text}")]
    AlreadyClosed {
        /// Words to show.
        text: String,
    },
    /// This step does not fit how far joining has come.
    #[error("{text}")]
    WrongStage {
        /// Words to show.
        text: String,
    },
    /// The phone is full or could not write. The answers are still on the screen.
    #[error("{text}")]
    DiskFull {
        /// Words to show.
        text: String,
    },
    /// The journal's file is damaged. It is kept as it is.
    #[error("{text}")]
    DamagedJournal {
        /// Words to show.
        text: String,
    },
    /// A newer version wrote the journal.
    #[error("{text}")]
    NewerJournal {
        /// Words to show.
        text: String,
    },
    /// The phone's key does not open the journal.
    #[error("{text}")]
    WrongKey {
        /// Words to show.
        text: String,
    },
    /// The phone's key store failed.
    #[error("{text}")]
    Guard {
        /// Words to show.
        text: String,
    },
    /// A defect of the program.
    #[error("{text}")]
    Internal {
        /// Words to show.
        text: String,
    },
}

impl AppError {
    /// A defect of the program that nobody at the phone can help.
    pub(crate) fn internal() -> Self {
        ClientError::Internal.into()
    }
}

impl From<ClientError> for AppError {
    fn from(error: ClientError) -> Self {
        let text = error.text();
        let wait = error.retry_after().map(|seconds| i32::try_from(seconds).unwrap_or(i32::MAX));
        if let ClientError::Incomplete { items } = error {
            return Self::Incomplete { text, items };
        }
        match error.code() {
            "invalid-invite" => Self::InvalidInvite { text },
            "expired-invite" => Self::ExpiredInvite { text },
            "used-invite" => Self::UsedInvite { text },
            "invite-burnt" => Self::InviteBurnt { text },
            "wrong-clinic" => Self::WrongClinic { text },
            "offline" | "busy" => Self::Offline { text, retry_after_seconds: wait },
            "server-refused" | "server-wrong" | "clock" | "not-allowed" | "not-yet" => {
                Self::ServerRefused { text }
            }
            "unknown-instrument" => Self::UnknownInstrument { text },
            "unknown-item" => Self::UnknownItem { text },
            "not-offered" => Self::NotOffered { text },
            "already-closed" => Self::AlreadyClosed { text },
            "wrong-stage" => Self::WrongStage { text },
            "disk-full" | "storage" => Self::DiskFull { text },
            "damaged-journal" => Self::DamagedJournal { text },
            "newer-journal" => Self::NewerJournal { text },
            "wrong-key" => Self::WrongKey { text },
            "guard" => Self::Guard { text },
            _ => Self::Internal { text },
        }
    }
}

/// Why the phone's key store did not do what was asked.
#[derive(Debug, Clone, thiserror::Error, uniffi::Error)]
pub enum GuardError {
    /// It refused; the reason names no secret.
    #[error("the key store refused: {reason}")]
    Refused {
        /// Name of the failure.
        reason: String,
    },
}

impl From<uniffi::UnexpectedUniFFICallbackError> for GuardError {
    fn from(error: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Refused { reason: error.reason }
    }
}

impl From<GuardError> for journal::GuardError {
    fn from(_: GuardError) -> Self {
        Self
    }
}
