//! The texts of errors that people read.

use super::ClientError;
use crate::language::words;

impl ClientError {
    /// Returns what happened, what is kept and what to do, for the screen.
    #[must_use]
    pub fn text(&self) -> String {
        let words = words();
        match self {
            Self::InvalidInvite => words.error_invalid_invite(),
            Self::ExpiredInvite => words.error_expired_invite(),
            Self::UsedInvite => words.error_used_invite(),
            Self::InviteBurnt => words.error_invite_burnt(),
            Self::WrongClinic => words.error_wrong_clinic(),
            Self::WrongDigits => words.error_wrong_digits(),
            Self::Offline { .. } => words.error_offline(),
            Self::Busy { .. } => words.error_busy(),
            Self::ServerRefused { .. } => words.error_server_refused(),
            Self::ServerWrong => words.error_server_wrong(),
            Self::Clock => words.error_clock(),
            Self::SessionEnded => words.error_session_ended(),
            Self::CannotUnlock => words.error_cannot_unlock(),
            Self::ChangedClinicKey => words.error_changed_clinic_key(),
            Self::WrongGroups => words.error_wrong_groups(),
            Self::WrongYear => words.error_wrong_year(),
            Self::UnknownPatient => words.error_unknown_patient(),
            Self::UnknownRecord => words.error_unknown_record(),
            Self::Invalid { what: "time" } => words.error_invalid_time(),
            Self::Invalid { what: "dose" } => words.error_invalid_dose(),
            Self::Invalid { what: "weight" } => words.error_invalid_weight(),
            Self::Invalid { what: "duration" } => words.error_invalid_duration(),
            Self::Invalid { what: "reason" } => words.error_invalid_reason(),
            Self::Invalid { what } => words.error_invalid(*what),
            Self::Reminder(error) => error.text(words),
            Self::TooLong { most: Some(most) } => words.error_too_long_by(*most),
            Self::TooLong { most: None } => words.error_too_long(),
            Self::UnknownInstrument => words.error_unknown_instrument(),
            Self::UnknownItem => words.error_unknown_item(),
            Self::NotOffered => words.error_not_offered(),
            Self::Incomplete { .. } => words.error_incomplete(),
            Self::AlreadyClosed => words.error_already_closed(),
            Self::WrongStage => words.error_wrong_stage(),
            Self::DiskFull => words.error_disk_full(),
            Self::DamagedJournal => words.error_damaged_journal(),
            Self::NewerJournal => words.error_newer_journal(),
            Self::Storage => words.error_storage(),
            Self::WrongKey | Self::Guard => words.error_lock_changed(),
            Self::NotAllowed => words.error_not_allowed(),
            Self::RefusedFile { text } => words.error_refused_file(text),
            Self::NoWording => words.error_no_wording(),
            Self::ClinicianRated => words.error_clinician_rated(),
            Self::PatientRated => words.error_patient_rated(),
            Self::NotConfirmed => words.error_not_confirmed(),
            Self::PlanNotConfirmed => words.error_plan_not_confirmed(),
            Self::InfusionNotConfirmed => words.error_infusion_not_confirmed(),
            Self::NotYet => words.error_not_yet(),
            Self::Internal => words.error_internal(),
        }
    }
}
