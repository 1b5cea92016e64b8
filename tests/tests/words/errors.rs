//! The texts of all errors.

use interlude_client::error::ClientError;
use interlude_client::language;
use interlude_clinical::reminder::ReminderError;

use crate::world::data;

#[test]
fn texts_of_errors_are_messages() {
    language::choose("en-XA");
    let data = data();
    for what in [
        "born",
        "clinic",
        "dose",
        "duration",
        "login",
        "name",
        "reason",
        "route",
        "sharing",
        "statement",
        "text",
        "time",
        "token",
        "weight",
    ] {
        data.check(&ClientError::Invalid { what }.text());
    }
    let (code, text, items) = ("code".to_owned(), "0".to_owned(), Vec::new());
    for error in [
        ClientError::InvalidInvite,
        ClientError::ExpiredInvite,
        ClientError::UsedInvite,
        ClientError::InviteBurnt,
        ClientError::WrongClinic,
        ClientError::WrongDigits,
        ClientError::Offline { retry_after: None },
        ClientError::Busy { retry_after: None },
        ClientError::ServerRefused { code },
        ClientError::ServerWrong,
        ClientError::Clock,
        ClientError::SessionEnded,
        ClientError::CannotUnlock,
        ClientError::ChangedClinicKey,
        ClientError::WrongGroups,
        ClientError::WrongYear,
        ClientError::UnknownPatient,
        ClientError::UnknownRecord,
        ClientError::TooLong { most: None },
        ClientError::TooLong { most: Some(500) },
        ClientError::UnknownInstrument,
        ClientError::UnknownItem,
        ClientError::NotOffered,
        ClientError::Incomplete { items },
        ClientError::Reminder(ReminderError::OutOfRange),
        ClientError::Reminder(ReminderError::NoWeekday),
        ClientError::Reminder(ReminderError::Quiet),
        ClientError::AlreadyClosed,
        ClientError::WrongStage,
        ClientError::DiskFull,
        ClientError::DamagedJournal,
        ClientError::NewerJournal,
        ClientError::Storage,
        ClientError::WrongKey,
        ClientError::Guard,
        ClientError::NotAllowed,
        ClientError::RefusedFile { text },
        ClientError::NoWording,
        ClientError::ClinicianRated,
        ClientError::PatientRated,
        ClientError::NotConfirmed,
        ClientError::NotYet,
        ClientError::Internal,
    ] {
        data.check(&error.text());
    }
}
