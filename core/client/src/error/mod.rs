//! Why a flow could not go on, by what the person in front of it can do.

mod code;
mod convert;
mod text;

pub use code::ErrorCode;

/// Why a flow could not go on. Nothing saved is lost by any of these.
///
/// [`ClientError::code`] is for programs, [`ClientError::text`] is ready to be shown: what
/// happened, what is kept, what to do. Neither carries an answer, a name or a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClientError {
    /// The text is no invitation, or its address cannot be used.
    #[error("not an invitation")]
    InvalidInvite,
    /// The invitation has ended.
    #[error("the invitation has ended")]
    ExpiredInvite,
    /// Another phone has used the invitation.
    #[error("the invitation was used by another phone")]
    UsedInvite,
    /// The invitation was ended by the clinic, or by digits that did not agree.
    #[error("the invitation was ended")]
    InviteBurnt,
    /// The server or the reply belongs to another clinic than the invitation.
    #[error("not the clinic of the invitation")]
    WrongClinic,
    /// The digits typed are not those shown; the invitation is burnt.
    #[error("the digits do not agree")]
    WrongDigits,
    /// The server cannot be reached or asks for patience.
    #[error("the server cannot be reached now")]
    Offline {
        /// Seconds to wait, if the server said how many.
        retry_after: Option<u64>,
    },
    /// Too many tries, or the server is busy.
    #[error("the server asks to wait")]
    Busy {
        /// Seconds to wait, if the server said how many.
        retry_after: Option<u64>,
    },
    /// The server refuses for good.
    #[error("refused by the server: {code}")]
    ServerRefused {
        /// The server's word for it.
        code: String,
    },
    /// The server's answer makes no sense, or it holds something back.
    #[error("the server's answer makes no sense")]
    ServerWrong,
    /// The clocks of server and device do not agree.
    #[error("the clocks do not agree")]
    Clock,
    /// The clinician's session has ended.
    #[error("the session has ended")]
    SessionEnded,
    /// Login, passphrase or slot do not open the keys; which one is never told.
    #[error("the keys did not open")]
    CannotUnlock,
    /// The server shows another clinic than the keys here belong to.
    #[error("another clinic key")]
    ChangedClinicKey,
    /// The groups typed back are not those of the code.
    #[error("the groups do not agree")]
    WrongGroups,
    /// The year of birth is not the patient's.
    #[error("not the patient's year of birth")]
    WrongYear,
    /// No such patient, or none that may be read.
    #[error("no such patient")]
    UnknownPatient,
    /// The patient's journal holds no such record.
    #[error("no such record")]
    UnknownRecord,
    /// A value is missing or outside what is possible; `what` names the field.
    #[error("not a possible value for {what}")]
    Invalid {
        /// The field, in kebab-case.
        what: &'static str,
    },
    /// A text is longer than what can be kept.
    #[error("the text is too long")]
    TooLong {
        /// Most characters that fit; `None` if that depends on the text.
        most: Option<u16>,
    },
    /// The instrument is not known here.
    #[error("unknown instrument")]
    UnknownInstrument,
    /// The instrument has no such item, or does not ask it now.
    #[error("unknown item")]
    UnknownItem,
    /// The item does not offer that answer.
    #[error("not an answer of this item")]
    NotOffered,
    /// Questions were neither answered nor skipped.
    #[error("the form is not complete")]
    Incomplete {
        /// Ids of the items.
        items: Vec<String>,
    },
    /// The form is closed already.
    #[error("the form is closed")]
    AlreadyClosed,
    /// This step does not follow the last one.
    #[error("not at this step")]
    WrongStage,
    /// No room is left on the device.
    #[error("no room left on the device")]
    DiskFull,
    /// The journal's file is damaged; it is kept as it is.
    #[error("the journal is damaged")]
    DamagedJournal,
    /// Journal or server are of a newer version of the program.
    #[error("made by a newer version")]
    NewerJournal,
    /// The journal's file could not be read or written.
    #[error("the journal could not be read or written")]
    Storage,
    /// The key does not open this journal.
    #[error("the key does not open this journal")]
    WrongKey,
    /// The key store of the device could not seal or open.
    #[error("the key store failed")]
    Guard,
    /// This identity may not do that here.
    #[error("not allowed")]
    NotAllowed,
    /// An uploaded file is not one that can be used.
    #[error("the file was refused: {text}")]
    RefusedFile {
        /// Place and reason.
        text: String,
    },
    /// The wording of a form is not here.
    #[error("the wording is not here")]
    NoWording,
    /// Clinicians fill the form in.
    #[error("filled in by clinicians")]
    ClinicianRated,
    /// Patients fill the form in.
    #[error("filled in by patients")]
    PatientRated,
    /// The terms of a form have to be confirmed first.
    #[error("the terms were not confirmed")]
    NotConfirmed,
    /// Protocol has it, this version does not.
    #[error("not supported yet")]
    NotYet,
    /// An error in this program.
    #[error("internal error")]
    Internal,
}

impl ClientError {
    /// A stable name in kebab-case.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.error_code().as_str()
    }

    /// The code, for programs that match on all of them.
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
            Self::NotYet => ErrorCode::NotYet,
            Self::Internal => ErrorCode::Internal,
        }
    }

    /// Whether the next call will fail in the same way, whatever it asks for.
    #[must_use]
    pub fn concerns_all(&self) -> bool {
        matches!(self, Self::Offline { .. } | Self::Busy { .. } | Self::SessionEnded | Self::Clock)
    }

    /// Seconds to wait before trying again; `None` if nobody said.
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
