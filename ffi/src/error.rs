//! What a phone's app can do about a failure: one variant for each thing it does differently.

use interlude_client::error::ClientError;
use interlude_client::journal;

/// Why something was not done. Nothing saved is lost by any of these.
///
/// Each variant is something that an app does differently. Its `text` is ready to be shown: what
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
    /// The phone's clock is far from the server's. Have it set right, then try again.
    #[error("{text}")]
    WrongClock {
        /// Words to show.
        text: String,
    },
    /// The text is longer than what can be kept. Have it shortened; nothing was changed.
    #[error("{text}")]
    TooLong {
        /// Words to show.
        text: String,
        /// Most characters that fit; `None` if that depends on the text.
        most: Option<i32>,
    },
    /// A value is missing or not possible, such as an empty note. Nothing was changed.
    #[error("{text}")]
    Invalid {
        /// Words to show.
        text: String,
    },
    /// This version cannot do it, or this phone may not. Trying again does not help.
    #[error("{text}")]
    NotPossible {
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
        match error {
            ClientError::InvalidInvite => Self::InvalidInvite { text },
            ClientError::ExpiredInvite => Self::ExpiredInvite { text },
            ClientError::UsedInvite => Self::UsedInvite { text },
            ClientError::InviteBurnt => Self::InviteBurnt { text },
            ClientError::WrongClinic => Self::WrongClinic { text },
            ClientError::Offline { retry_after } | ClientError::Busy { retry_after } => {
                let seconds = retry_after.map(|it| i32::try_from(it).unwrap_or(i32::MAX));
                Self::Offline { text, retry_after_seconds: seconds }
            }
            ClientError::ServerRefused { .. } | ClientError::ServerWrong => {
                Self::ServerRefused { text }
            }
            ClientError::Clock => Self::WrongClock { text },
            ClientError::UnknownInstrument => Self::UnknownInstrument { text },
            ClientError::UnknownItem => Self::UnknownItem { text },
            ClientError::NotOffered => Self::NotOffered { text },
            ClientError::TooLong { most } => Self::TooLong { text, most: most.map(i32::from) },
            ClientError::Invalid { .. } => Self::Invalid { text },
            ClientError::Incomplete { items } => Self::Incomplete { text, items },
            ClientError::AlreadyClosed => Self::AlreadyClosed { text },
            ClientError::WrongStage => Self::WrongStage { text },
            ClientError::DiskFull | ClientError::Storage => Self::DiskFull { text },
            ClientError::DamagedJournal => Self::DamagedJournal { text },
            ClientError::NewerJournal => Self::NewerJournal { text },
            ClientError::WrongKey => Self::WrongKey { text },
            ClientError::Guard => Self::Guard { text },
            ClientError::NotAllowed | ClientError::NotYet => Self::NotPossible { text },
            // Flows of a clinician's page alone return these.
            ClientError::WrongDigits
            | ClientError::SessionEnded
            | ClientError::CannotUnlock
            | ClientError::ChangedClinicKey
            | ClientError::WrongGroups
            | ClientError::WrongYear
            | ClientError::UnknownPatient
            | ClientError::UnknownRecord
            | ClientError::RefusedFile { .. }
            | ClientError::NoWording
            | ClientError::ClinicianRated
            | ClientError::PatientRated
            | ClientError::NotConfirmed
            | ClientError::Internal => Self::Internal { text },
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
