//! Reminders of a phone: kept sealed, planned from what is asked, and gone once it is answered.

use interlude_clinical::reminder::{ReminderChoices, ReminderError, Wake};

use super::*;

fn choices() -> ReminderChoices {
    let mut choices = ReminderChoices::default();
    choices.check_in.on = true;
    choices.forms.on = true;
    choices.forms.at_minute = 20 * 60;
    choices
}

fn with_reminders() -> TestPhone {
    let phone = enrolled();
    phone.choose_reminders(choices()).unwrap();
    phone
}

#[test]
fn alarms_are_set_for_what_is_asked_until_it_is_answered() {
    let phone = with_reminders();
    let woken = phone.wake_reminders(Wake::Opened, true, &at("09:00")).unwrap();
    assert_eq!(woken.at.len(), 60);
    assert_eq!(woken.at[..2], ["2026-05-12T19:00:00", "2026-05-12T20:00:00"]);
    for id in ["phq9", "gad7", "daily_checkin"] {
        let form = phone.open_form(id, &at("10:00"), &zone()).unwrap();
        fill(&form, 0);
        phone.submit(&form, &at("10:01"), &zone()).unwrap();
    }
    let woken = phone.wake_reminders(Wake::Opened, true, &at("10:02")).unwrap();
    assert_eq!(woken.at.first().map(String::as_str), Some("2026-05-13T19:00:00"));
    let forms = woken.at.iter().find(|it| it.ends_with("20:00:00"));
    assert_eq!(forms.map(String::as_str), Some("2026-05-19T20:00:00"), "after a week");
    assert_eq!(phone.reminders().unwrap().log.len(), 2, "both were done before");
}

#[test]
fn choices_and_log_survive_a_restart_and_are_sealed() {
    let phone = with_reminders();
    phone.wake_reminders(Wake::Opened, true, &at("09:00")).unwrap();
    let alarm = Wake::Alarm { late_minutes: 0 };
    assert!(phone.wake_reminders(alarm, true, &at("19:00")).unwrap().show);
    let again = restarted(&phone, 3);
    let view = again.reminders().unwrap();
    assert_eq!(view.choices, choices());
    assert_eq!(view.log[0].fate_text, "Shown at 19:00");
    assert_eq!(view.next_text, "Next: Tue 12 May, 20:00");
    let stored = again.host.shelf.store(|store| store.value(None, "reminders")).unwrap().unwrap();
    assert!(!String::from_utf8_lossy(&stored).contains("check"));
}

#[test]
fn wrong_choices_change_nothing() {
    let phone = with_reminders();
    let mut wrong = choices();
    wrong.forms.at_minute = 23 * 60;
    let refused = phone.choose_reminders(wrong).unwrap_err();
    assert_eq!(refused, ClientError::Reminder(ReminderError::Quiet));
    assert_eq!(phone.reminders().unwrap().choices, choices());
}

#[test]
fn unreadable_choices_are_told_and_can_be_chosen_again() {
    let phone = with_reminders();
    let broken = Change::Put { space: None, name: "reminders", value: vec![!b'x'] };
    phone.host.shelf.store(|store| store.commit(&[broken])).unwrap();
    assert!(phone.reminders().unwrap().unreadable_text.is_some());
    let refused = phone.wake_reminders(Wake::Boot, true, &at("09:00")).unwrap_err();
    assert_eq!(refused, ClientError::WrongKey);
    phone.choose_reminders(choices()).unwrap();
    assert_eq!(phone.reminders().unwrap().unreadable_text, None);
}

#[test]
fn a_full_disk_is_an_error_and_an_unchanged_state_writes_nothing() {
    let phone = with_reminders();
    fail_at(&phone, 0, Failure::Full);
    let refused = phone.wake_reminders(Wake::Opened, true, &at("09:00")).unwrap_err();
    assert_eq!(refused, ClientError::DiskFull);
    phone.host.shelf.store(|store| store.left = None);
    phone.wake_reminders(Wake::Opened, true, &at("09:00")).unwrap();
    let before = commits(&phone);
    phone.wake_reminders(Wake::Opened, true, &at("09:01")).unwrap();
    assert_eq!(commits(&phone), before);
}

#[test]
fn nothing_is_asked_of_a_phone_that_has_not_joined() {
    let phone = confirmed();
    let refused = phone.wake_reminders(Wake::Boot, true, &at("09:00")).unwrap_err();
    assert_eq!(refused, ClientError::WrongStage);
}
