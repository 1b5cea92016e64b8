//! Stable names of errors.

use serde::Serialize;

/// The name of a [`ClientError`](super::ClientError), in kebab-case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each is documented at the error with the same name")]
pub enum ErrorCode {
    InvalidInvite,
    ExpiredInvite,
    UsedInvite,
    InviteBurnt,
    WrongClinic,
    WrongDigits,
    Offline,
    Busy,
    ServerRefused,
    ServerWrong,
    Clock,
    SessionEnded,
    CannotUnlock,
    ChangedClinicKey,
    WrongGroups,
    WrongYear,
    UnknownPatient,
    UnknownRecord,
    Invalid,
    InvalidDose,
    InvalidWeight,
    InvalidDuration,
    InvalidRoute,
    InvalidTime,
    InvalidReason,
    InvalidName,
    InvalidLogin,
    InvalidBorn,
    InvalidToken,
    TooLong,
    UnknownInstrument,
    UnknownItem,
    NotOffered,
    Incomplete,
    AlreadyClosed,
    WrongStage,
    DiskFull,
    DamagedJournal,
    NewerJournal,
    Storage,
    WrongKey,
    Guard,
    NotAllowed,
    RefusedFile,
    NoWording,
    ClinicianRated,
    PatientRated,
    NotConfirmed,
    PlanNotConfirmed,
    InfusionNotConfirmed,
    NotYet,
    Internal,
}

impl ErrorCode {
    /// Returns the name, such as `wrong-year`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InvalidInvite => "invalid-invite",
            Self::ExpiredInvite => "expired-invite",
            Self::UsedInvite => "used-invite",
            Self::InviteBurnt => "invite-burnt",
            Self::WrongClinic => "wrong-clinic",
            Self::WrongDigits => "wrong-digits",
            Self::Offline => "offline",
            Self::Busy => "busy",
            Self::ServerRefused => "server-refused",
            Self::ServerWrong => "server-wrong",
            Self::Clock => "clock",
            Self::SessionEnded => "session-ended",
            Self::CannotUnlock => "cannot-unlock",
            Self::ChangedClinicKey => "changed-clinic-key",
            Self::WrongGroups => "wrong-groups",
            Self::WrongYear => "wrong-year",
            Self::UnknownPatient => "unknown-patient",
            Self::UnknownRecord => "unknown-record",
            Self::Invalid => "invalid",
            Self::InvalidDose => "invalid-dose",
            Self::InvalidWeight => "invalid-weight",
            Self::InvalidDuration => "invalid-duration",
            Self::InvalidRoute => "invalid-route",
            Self::InvalidTime => "invalid-time",
            Self::InvalidReason => "invalid-reason",
            Self::InvalidName => "invalid-name",
            Self::InvalidLogin => "invalid-login",
            Self::InvalidBorn => "invalid-born",
            Self::InvalidToken => "invalid-token",
            Self::TooLong => "too-long",
            Self::UnknownInstrument => "unknown-instrument",
            Self::UnknownItem => "unknown-item",
            Self::NotOffered => "not-offered",
            Self::Incomplete => "incomplete",
            Self::AlreadyClosed => "already-closed",
            Self::WrongStage => "wrong-stage",
            Self::DiskFull => "disk-full",
            Self::DamagedJournal => "damaged-journal",
            Self::NewerJournal => "newer-journal",
            Self::Storage => "storage",
            Self::WrongKey => "wrong-key",
            Self::Guard => "guard",
            Self::NotAllowed => "not-allowed",
            Self::RefusedFile => "refused-file",
            Self::NoWording => "no-wording",
            Self::ClinicianRated => "clinician-rated",
            Self::PatientRated => "patient-rated",
            Self::NotConfirmed => "not-confirmed",
            Self::PlanNotConfirmed => "plan-not-confirmed",
            Self::InfusionNotConfirmed => "infusion-not-confirmed",
            Self::NotYet => "not-yet",
            Self::Internal => "internal",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_and_rust_use_the_same_names() {
        for code in [ErrorCode::InvalidBorn, ErrorCode::ChangedClinicKey, ErrorCode::Internal] {
            let json = serde_json::to_string(&code).unwrap();
            assert_eq!(json, format!("\"{}\"", code.as_str()));
        }
    }
}
