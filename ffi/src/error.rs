//! Errors of the phone's API, one variant for each reaction of an app.

use interlude_client::error::ClientError;
use interlude_client::journal;

/// Why a call failed. Nothing saved is lost.
///
/// Show `text` as it is: it says what happened, what is kept and what to do. No variant contains an
/// answer, a note or a score.
#[derive(Debug, Clone, thiserror::Error, uniffi::Error)]
pub enum AppError {
    /// The text is not an invite.
    #[error("{text}")]
    InvalidInvite {
        /// Sentences to show.
        text: String,
    },
    /// The invite's ten minutes are over.
    #[error("{text}")]
    ExpiredInvite {
        /// Sentences to show.
        text: String,
    },
    /// Another phone has used the invite.
    #[error("{text}")]
    UsedInvite {
        /// Sentences to show.
        text: String,
    },
    /// The clinic typed other digits or ended the invite. Nothing was shared.
    #[error("{text}")]
    InviteBurnt {
        /// Sentences to show.
        text: String,
    },
    /// The server belongs to another clinic than the invite. Stop, and call the clinic.
    #[error("{text}")]
    WrongClinic {
        /// Sentences to show.
        text: String,
    },
    /// The server cannot be reached or is busy. Try again later.
    #[error("{text}")]
    Offline {
        /// Sentences to show.
        text: String,
        /// Seconds to wait before the next attempt; `None` if the app decides.
        retry_after_seconds: Option<i32>,
    },
    /// The server refused the request, or its answer is wrong. Trying again rarely helps.
    #[error("{text}")]
    ServerRefused {
        /// Sentences to show.
        text: String,
    },
    /// The form is unknown here, or cannot be filled in by patients.
    #[error("{text}")]
    UnknownInstrument {
        /// Sentences to show.
        text: String,
    },
    /// The form has no such question, or does not ask it after the answers so far.
    #[error("{text}")]
    UnknownItem {
        /// Sentences to show.
        text: String,
    },
    /// The question does not offer this answer. Nothing was changed.
    #[error("{text}")]
    NotOffered {
        /// Sentences to show.
        text: String,
    },
    /// Some questions were neither answered nor skipped.
    #[error("{text}")]
    Incomplete {
        /// Sentences to show.
        text: String,
        /// Ids of these questions, in order.
        items: Vec<String>,
    },
    /// The form is closed.
    #[error("{text}")]
    AlreadyClosed {
        /// Sentences to show.
        text: String,
    },
    /// The call does not fit the stage of the phone; see `PatientApp::stage`.
    #[error("{text}")]
    WrongStage {
        /// Sentences to show.
        text: String,
    },
    /// The phone is full or could not write. Keep the answers on screen and try again.
    #[error("{text}")]
    DiskFull {
        /// Sentences to show.
        text: String,
    },
    /// The diary's file is damaged. It is kept unchanged.
    #[error("{text}")]
    DamagedJournal {
        /// Sentences to show.
        text: String,
    },
    /// A newer version wrote the diary or the invite. Update the app.
    #[error("{text}")]
    NewerJournal {
        /// Sentences to show.
        text: String,
    },
    /// The key of the phone's key store does not open the diary.
    #[error("{text}")]
    WrongKey {
        /// Sentences to show.
        text: String,
    },
    /// The phone's key store failed.
    #[error("{text}")]
    Guard {
        /// Sentences to show.
        text: String,
    },
    /// The phone's clock differs too much from the server's. Set it, then try again.
    #[error("{text}")]
    WrongClock {
        /// Sentences to show.
        text: String,
    },
    /// The text is too long. Nothing was changed.
    #[error("{text}")]
    TooLong {
        /// Sentences to show.
        text: String,
        /// Maximum length in characters; `None` if that depends on the text.
        most: Option<i32>,
    },
    /// A value is missing or impossible, such as an empty note. Nothing was changed.
    #[error("{text}")]
    Invalid {
        /// Sentences to show.
        text: String,
    },
    /// This version cannot do it, or this phone is not allowed to. Trying again does not help.
    #[error("{text}")]
    NotPossible {
        /// Sentences to show.
        text: String,
    },
    /// A defect of the program, or a `LocalTime` in another format.
    #[error("{text}")]
    Internal {
        /// Sentences to show.
        text: String,
    },
}

impl AppError {
    /// A defect of the program.
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
            ClientError::Invalid { .. } | ClientError::Reminder(_) => Self::Invalid { text },
            ClientError::Incomplete { items } => Self::Incomplete { text, items },
            ClientError::AlreadyClosed => Self::AlreadyClosed { text },
            ClientError::WrongStage => Self::WrongStage { text },
            ClientError::DiskFull | ClientError::Storage => Self::DiskFull { text },
            ClientError::DamagedJournal => Self::DamagedJournal { text },
            ClientError::NewerJournal => Self::NewerJournal { text },
            ClientError::WrongKey => Self::WrongKey { text },
            ClientError::Guard => Self::Guard { text },
            ClientError::NotAllowed | ClientError::NotYet => Self::NotPossible { text },
            // Only a clinician's flows return these.
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
            | ClientError::PlanNotConfirmed
            | ClientError::InfusionNotConfirmed
            | ClientError::Internal => Self::Internal { text },
        }
    }
}

/// Why the phone's key store failed.
#[derive(Debug, Clone, thiserror::Error, uniffi::Error)]
pub enum GuardError {
    /// The key store refused. The reason must not contain secrets.
    #[error("the key store refused: {reason}")]
    Refused {
        /// Name of the failure, for developers.
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
