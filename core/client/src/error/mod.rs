//! The error of all flows.

mod code;
mod convert;
mod text;

pub use code::ErrorCode;

use interlude_clinical::reminder::ReminderError;

/// Why a flow failed. Saved data is never lost.
///
/// A variant exists for each thing that a person can do about an error. Programs use [`ClientError::code`]; people read
/// [`ClientError::text`], which says what happened, what is kept and what to do. Neither contains an answer, a name or
/// a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClientError {
    /// The text is not an invitation, or its address is invalid.
    #[error("not an invitation")]
    InvalidInvite,
    /// The invitation has expired.
    #[error("the invitation has expired")]
    ExpiredInvite,
    /// Another phone has used the invitation.
    #[error("another phone has used the invitation")]
    UsedInvite,
    /// The clinic cancelled the invitation, or wrong digits ended it.
    #[error("the invitation was ended")]
    InviteBurnt,
    /// The server or the reply belongs to another clinic than the invitation.
    #[error("the clinic differs from that of the invitation")]
    WrongClinic,
    /// The typed digits differ from those shown. The invitation is used up.
    #[error("the digits differ")]
    WrongDigits,
    /// The server cannot be reached.
    #[error("the server cannot be reached")]
    Offline {
        /// Seconds to wait, if the server said how many.
        retry_after: Option<u64>,
    },
    /// Too many attempts, or the server is busy.
    #[error("the server asks to wait")]
    Busy {
        /// Seconds to wait, if the server said how many.
        retry_after: Option<u64>,
    },
    /// The server refused the request. A retry will not help.
    #[error("the server refused the request: {code}")]
    ServerRefused {
        /// The server's error code.
        code: String,
    },
    /// The server's reply is invalid, or the server withholds data.
    #[error("the server's reply is invalid")]
    ServerWrong,
    /// The clocks of server and device differ too much.
    #[error("the clocks of server and device differ")]
    Clock,
    /// The clinician's session has ended.
    #[error("the session has ended")]
    SessionEnded,
    /// Login, passphrase or slot is wrong. The error never says which.
    #[error("the keys could not be opened")]
    CannotUnlock,
    /// The clinic key differs from the one this browser knows.
    #[error("the clinic key has changed")]
    ChangedClinicKey,
    /// The typed groups differ from the code.
    #[error("the groups differ")]
    WrongGroups,
    /// The typed year differs from the patient's year of birth.
    #[error("the year of birth differs")]
    WrongYear,
    /// The patient does not exist, or the caller may not read the journal.
    #[error("unknown patient")]
    UnknownPatient,
    /// The journal has no such record.
    #[error("unknown record")]
    UnknownRecord,
    /// A value is missing or out of range.
    #[error("invalid {what}")]
    Invalid {
        /// Name of the field, in kebab-case.
        what: &'static str,
    },
    /// The choices about reminders cannot be kept.
    #[error("invalid reminder: {0}")]
    Reminder(#[from] ReminderError),
    /// A text is too long to be stored.
    #[error("the text is too long")]
    TooLong {
        /// The greatest number of characters; `None` if it depends on the text.
        most: Option<u16>,
    },
    /// The library has no such instrument.
    #[error("unknown instrument")]
    UnknownInstrument,
    /// The instrument has no such item, or does not ask it now.
    #[error("unknown item")]
    UnknownItem,
    /// The item does not offer this answer.
    #[error("the item does not offer this answer")]
    NotOffered,
    /// Items were neither answered nor skipped.
    #[error("the form is incomplete")]
    Incomplete {
        /// Ids of the open items.
        items: Vec<String>,
    },
    /// The form is closed.
    #[error("the form is closed")]
    AlreadyClosed,
    /// The flow is not at this step.
    #[error("the flow is not at this step")]
    WrongStage,
    /// The device has no free space.
    #[error("the device has no free space")]
    DiskFull,
    /// The journal's file is damaged; it is kept as it is.
    #[error("the journal is damaged")]
    DamagedJournal,
    /// A newer version of the program wrote the journal or runs on the server.
    #[error("a newer version is required")]
    NewerJournal,
    /// The journal's file could not be read or written.
    #[error("the journal could not be read or written")]
    Storage,
    /// The key does not open this journal.
    #[error("the key does not open this journal")]
    WrongKey,
    /// The device's key store failed to seal or open.
    #[error("the key store failed")]
    Guard,
    /// This identity is not allowed to do this.
    #[error("not allowed")]
    NotAllowed,
    /// The uploaded file cannot be used.
    #[error("the file was refused: {text}")]
    RefusedFile {
        /// The place in the file, and the reason.
        text: String,
    },
    /// The library has no wording of the form.
    #[error("the form has no wording")]
    NoWording,
    /// The form is for clinicians.
    #[error("the form is for clinicians")]
    ClinicianRated,
    /// The form is for patients.
    #[error("the form is for patients")]
    PatientRated,
    /// The terms of the form must be confirmed first.
    #[error("the terms were not confirmed")]
    NotConfirmed,
    /// The plan asks a form too often, and that must be confirmed first.
    #[error("the plan was not confirmed")]
    PlanNotConfirmed,
    /// Something about the infusion is unusual, and that must be confirmed first.
    #[error("the infusion was not confirmed")]
    InfusionNotConfirmed,
    /// The protocol allows it, but this version does not support it.
    #[error("not supported yet")]
    NotYet,
    /// A bug in this program.
    #[error("internal error")]
    Internal,
}

impl ClientError {
    /// Returns the stable name, in kebab-case.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.error_code().as_str()
    }

    /// Returns the code, for an exhaustive match.
    #[must_use]
    pub fn error_code(&self) -> ErrorCode {
        match self {
            Self::InvalidInvite => ErrorCode::InvalidInvite,
            Self::ExpiredInvite => ErrorCode::ExpiredInvite,
            Self::UsedInvite => ErrorCode::UsedInvite,
            Self::InviteBurnt => ErrorCode::InviteBurnt,
            Self::WrongClinic => ErrorCode::WrongClinic,
            Self::WrongDigits => ErrorCode::WrongDigits,
            Self::Offline { .. } => ErrorCode::Offline,
            Self::Busy { .. } => ErrorCode::Busy,
            Self::ServerRefused { .. } => ErrorCode::ServerRefused,
            Self::ServerWrong => ErrorCode::ServerWrong,
            Self::Clock => ErrorCode::Clock,
            Self::SessionEnded => ErrorCode::SessionEnded,
            Self::CannotUnlock => ErrorCode::CannotUnlock,
            Self::ChangedClinicKey => ErrorCode::ChangedClinicKey,
            Self::WrongGroups => ErrorCode::WrongGroups,
            Self::WrongYear => ErrorCode::WrongYear,
            Self::UnknownPatient => ErrorCode::UnknownPatient,
            Self::UnknownRecord => ErrorCode::UnknownRecord,
            Self::Invalid { what } => invalid(what),
            Self::Reminder(_) => ErrorCode::Invalid,
            Self::TooLong { .. } => ErrorCode::TooLong,
            Self::UnknownInstrument => ErrorCode::UnknownInstrument,
            Self::UnknownItem => ErrorCode::UnknownItem,
            Self::NotOffered => ErrorCode::NotOffered,
            Self::Incomplete { .. } => ErrorCode::Incomplete,
            Self::AlreadyClosed => ErrorCode::AlreadyClosed,
            Self::WrongStage => ErrorCode::WrongStage,
            Self::DiskFull => ErrorCode::DiskFull,
            Self::DamagedJournal => ErrorCode::DamagedJournal,
            Self::NewerJournal => ErrorCode::NewerJournal,
            Self::Storage => ErrorCode::Storage,
            Self::WrongKey => ErrorCode::WrongKey,
            Self::Guard => ErrorCode::Guard,
            Self::NotAllowed => ErrorCode::NotAllowed,
            Self::RefusedFile { .. } => ErrorCode::RefusedFile,
            Self::NoWording => ErrorCode::NoWording,
            Self::ClinicianRated => ErrorCode::ClinicianRated,
            Self::PatientRated => ErrorCode::PatientRated,
            Self::NotConfirmed => ErrorCode::NotConfirmed,
            Self::PlanNotConfirmed => ErrorCode::PlanNotConfirmed,
            Self::InfusionNotConfirmed => ErrorCode::InfusionNotConfirmed,
            Self::NotYet => ErrorCode::NotYet,
            Self::Internal => ErrorCode::Internal,
        }
    }

    /// Returns whether every other call to the server would fail in the same way.
    #[must_use]
    pub fn concerns_all(&self) -> bool {
        matches!(self, Self::Offline { .. } | Self::Busy { .. } | Self::SessionEnded | Self::Clock)
    }

    /// Returns the seconds to wait before a retry; `None` if unknown.
    #[must_use]
    pub fn retry_after(&self) -> Option<u64> {
        let (Self::Offline { retry_after } | Self::Busy { retry_after }) = self else {
            return None;
        };
        *retry_after
    }
}

fn invalid(what: &str) -> ErrorCode {
    match what {
        "dose" => ErrorCode::InvalidDose,
        "weight" => ErrorCode::InvalidWeight,
        "duration" => ErrorCode::InvalidDuration,
        "route" => ErrorCode::InvalidRoute,
        "time" => ErrorCode::InvalidTime,
        "reason" => ErrorCode::InvalidReason,
        "name" => ErrorCode::InvalidName,
        "login" => ErrorCode::InvalidLogin,
        "born" => ErrorCode::InvalidBorn,
        "token" => ErrorCode::InvalidToken,
        _ => ErrorCode::Invalid,
    }
}
