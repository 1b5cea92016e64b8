//! Conversions from the errors of other modules and crates.

use super::ClientError;
use crate::journal::{GuardError, JournalError, StoreError};
use crate::language::words;
use crate::pairing::PairingError;
use crate::sync::error::SyncError;
use interlude_clinical::catalogue::CatalogueError;
use interlude_clinical::entry::infusion::BadInfusion;
use interlude_clinical::library::{CannotAsk, CannotRate, UploadError};
use interlude_clinical::moment::BadMoment;
use interlude_clinical::response::draft::ResponseError;

impl From<StoreError> for ClientError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Full => Self::DiskFull,
            StoreError::Damaged => Self::DamagedJournal,
            StoreError::TooNew { .. } => Self::NewerJournal,
            StoreError::Busy | StoreError::Unavailable => Self::Storage,
            StoreError::OutOfPlace => Self::Internal,
        }
    }
}

impl From<JournalError> for ClientError {
    fn from(error: JournalError) -> Self {
        match error {
            JournalError::Store(error) => error.into(),
            JournalError::Record(_) => Self::Internal,
            JournalError::NotAllowed => Self::NotAllowed,
            JournalError::NotYet => Self::NotYet,
            JournalError::TooLong => Self::TooLong { most: None },
            JournalError::Newer => Self::NewerJournal,
            JournalError::WrongKey => Self::WrongKey,
        }
    }
}

impl From<UploadError> for ClientError {
    fn from(error: UploadError) -> Self {
        Self::RefusedFile { text: error.text(words()) }
    }
}

impl From<CannotAsk> for ClientError {
    fn from(reason: CannotAsk) -> Self {
        match reason {
            CannotAsk::ClinicianRated => Self::ClinicianRated,
            CannotAsk::NoWording => Self::NoWording,
        }
    }
}

impl From<CannotRate> for ClientError {
    fn from(reason: CannotRate) -> Self {
        match reason {
            CannotRate::PatientRated => Self::PatientRated,
            CannotRate::NoWording => Self::NoWording,
        }
    }
}

impl From<SyncError> for ClientError {
    fn from(error: SyncError) -> Self {
        match error {
            SyncError::Offline => Self::Offline { retry_after: None },
            SyncError::Busy { retry_after } => Self::Busy { retry_after },
            SyncError::SignedOut => Self::SessionEnded,
            SyncError::Clock => Self::Clock,
            SyncError::NotFound | SyncError::Gone => {
                Self::ServerRefused { code: "not-found".into() }
            }
            SyncError::Conflict(_) => Self::ServerRefused { code: "conflict".into() },
            SyncError::Refused { code, .. } => Self::ServerRefused { code },
            SyncError::Newer => Self::NewerJournal,
            SyncError::Answer => Self::ServerWrong,
            SyncError::NoJournal => Self::Internal,
            SyncError::Journal(error) => error.into(),
        }
    }
}

impl From<PairingError> for ClientError {
    fn from(error: PairingError) -> Self {
        match error {
            PairingError::Expired => Self::ExpiredInvite,
            PairingError::WrongPurpose => Self::InvalidInvite,
            PairingError::NotFromInvite | PairingError::OtherClaim => Self::UsedInvite,
            PairingError::WrongClinic
            | PairingError::WrongInviter
            | PairingError::BadSignature
            | PairingError::BadConsent
            | PairingError::NotInDirectory => Self::WrongClinic,
            PairingError::WrongDigits => Self::WrongDigits,
            PairingError::Burnt => Self::InviteBurnt,
            PairingError::TooEarly => Self::WrongStage,
            PairingError::Malformed | PairingError::Withheld => Self::ServerWrong,
        }
    }
}

impl From<ResponseError> for ClientError {
    fn from(error: ResponseError) -> Self {
        match error {
            ResponseError::UnknownItem(_) | ResponseError::NotAsked(_) => Self::UnknownItem,
            ResponseError::NotOffered(_) => Self::NotOffered,
            ResponseError::TooLong { most, .. } => Self::TooLong { most: Some(most) },
            ResponseError::Incomplete(items) => Self::Incomplete { items },
            ResponseError::OtherInstrument => Self::UnknownInstrument,
        }
    }
}

impl From<CatalogueError> for ClientError {
    fn from(_: CatalogueError) -> Self {
        Self::UnknownInstrument
    }
}

impl From<BadMoment> for ClientError {
    fn from(_: BadMoment) -> Self {
        Self::Invalid { what: "time" }
    }
}

impl From<GuardError> for ClientError {
    fn from(_: GuardError) -> Self {
        Self::Guard
    }
}

impl From<BadInfusion> for ClientError {
    fn from(error: BadInfusion) -> Self {
        let what = match error {
            BadInfusion::Dose => "dose",
            BadInfusion::Weight => "weight",
            BadInfusion::Duration => "duration",
        };
        Self::Invalid { what }
    }
}
