use super::*;
use crate::words::Words;
use proptest::prelude::*;

fn at(text: &str) -> Moment {
    Moment::parse(&format!("2026-05-{text}:00-04:00")).unwrap()
}

fn day(number: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 5, number).unwrap()
}

fn local(text: &str) -> NaiveDateTime {
    at(text).time().naive_local()
}

/// Both kinds on at 19:00, quiet from 22:00 to 08:00.
fn on() -> Reminders {
    let mut choices = ReminderChoices::default();
    choices.check_in.on = true;
    choices.forms.on = true;
    Reminders { choices, ..Reminders::default() }
}

fn asked(kind: ReminderKind, from: u32, to: u32) -> Asks {
    let mut asks = Asks::default();
    asks.add(kind, day(from), day(to));
    asks
}

fn check_ins() -> Asks {
    asked(ReminderKind::CheckIn, 12, 31)
}

const ALARM: Wake = Wake::Alarm { late_minutes: 1 };

/// The log in words, newest first.
fn log(reminders: &Reminders) -> Vec<(String, String)> {
    let lines = reminders.lines(Words::en_us());
    lines.into_iter().map(|it| (it.when_text, it.fate_text)).collect()
}

fn only(reminders: &Reminders) -> String {
    let [(_, fate)] = &log(reminders)[..] else { panic!("{:?}", log(reminders)) };
    fate.clone()
}

#[test]
fn a_reminder_is_shown_at_its_time_and_opened_by_a_tap() {
    let mut reminders = on();
    let woken = reminders.wake(Wake::Opened, &at("12T09:00"), true, &check_ins());
    assert!(!woken.show);
    assert_eq!(woken.alarms.first(), Some(&local("12T19:00")));
    assert_eq!(woken.alarms.len(), 20);
    let woken = reminders.wake(ALARM, &at("12T19:01"), true, &check_ins());
    assert!(woken.show && !woken.hide);
    assert_eq!(woken.alarms.first(), Some(&local("13T19:00")));
    reminders.wake(Wake::Tapped, &at("12T19:40"), true, &check_ins());
    let fate = "Shown at 19:01 · opened 19:40".to_owned();
    assert_eq!(log(&reminders), [("Tue 12 May, 19:00".to_owned(), fate)]);
    let next = reminders.next_text(Words::en_us());
    assert_eq!(next, "Next: Wed 13 May, 19:00");
}

#[test]
fn an_answer_removes_the_reminder_and_the_notification() {
    let mut reminders = on();
    reminders.wake(Wake::Opened, &at("12T09:00"), true, &check_ins());
    let tomorrow = asked(ReminderKind::CheckIn, 13, 31);
    let woken = reminders.wake(Wake::Opened, &at("12T10:00"), true, &tomorrow);
    assert!(woken.hide);
    assert_eq!(woken.alarms.first(), Some(&local("13T19:00")));
    assert_eq!(only(&reminders), "Not shown: nothing was left to do");
    let woken = reminders.wake(ALARM, &at("12T19:00"), true, &tomorrow);
    assert!(!woken.show);
    assert_eq!(reminders.log.len(), 1);
}

#[test]
fn the_notification_stays_while_one_of_its_kinds_is_asked() {
    let mut reminders = on();
    let mut both = check_ins();
    both.add(ReminderKind::Forms, day(12), day(14));
    reminders.wake(Wake::Opened, &at("12T09:00"), true, &both);
    let woken = reminders.wake(ALARM, &at("12T19:00"), true, &both);
    assert!(woken.show);
    let forms = asked(ReminderKind::Forms, 12, 14);
    assert!(!reminders.wake(Wake::Opened, &at("12T19:30"), true, &forms).hide);
    assert!(reminders.wake(Wake::Opened, &at("12T19:40"), true, &Asks::default()).hide);
}

#[test]
fn what_prevented_a_reminder_is_told() {
    for (wake, time, can_show, fate, shown) in [
        (ALARM, "12T19:01", false, "Not shown: notifications are off for this app", false),
        (
            Wake::Alarm { late_minutes: 72 },
            "12T20:12",
            true,
            "Shown late, at 20:12: the phone was saving battery, or had stopped this app",
            true,
        ),
        (Wake::Boot, "12T21:00", true, "Shown late, at 21:00: the phone was off", true),
        (Wake::Boot, "12T23:00", true, "Not shown: it came late, in your quiet hours", false),
        (Wake::Boot, "13T09:00", true, "Not shown: the phone was off", false),
        (
            Wake::ClockMoved,
            "13T09:00",
            true,
            "Not shown: the phone’s time zone or clock had changed",
            false,
        ),
        (Wake::Opened, "12T19:05", true, "Not shown: you had this app open", false),
        (
            Wake::Opened,
            "12T21:05",
            true,
            "Not shown: the phone was saving battery, or had stopped this app",
            false,
        ),
    ] {
        let mut reminders = on();
        reminders.wake(Wake::Opened, &at("12T09:00"), true, &check_ins());
        let woken = reminders.wake(wake, &at(time), can_show, &check_ins());
        assert_eq!((only(&reminders).as_str(), woken.show), (fate, shown), "{wake:?} at {time}");
    }
}

#[test]
fn later_reminds_once_more_and_not_in_quiet_hours() {
    let mut reminders = on();
    reminders.wake(Wake::Opened, &at("12T09:00"), true, &check_ins());
    reminders.wake(ALARM, &at("12T19:00"), true, &check_ins());
    let woken = reminders.wake(Wake::Later, &at("12T19:10"), true, &check_ins());
    assert!(woken.hide);
    assert_eq!(woken.alarms.first(), Some(&local("12T20:10")));
    // Opening the app keeps it.
    let woken = reminders.wake(Wake::Opened, &at("12T19:20"), true, &check_ins());
    assert_eq!(woken.alarms.first(), Some(&local("12T20:10")));
    assert!(reminders.wake(ALARM, &at("12T20:10"), true, &check_ins()).show);
    let woken = reminders.wake(Wake::Later, &at("12T21:30"), true, &check_ins());
    assert_eq!(woken.alarms.first(), Some(&local("13T19:00")));
}

#[test]
fn the_second_reminder_comes_after_two_hours_unless_answered_or_in_quiet_hours() {
    let mut reminders = on();
    reminders.choices.again = true;
    let woken = reminders.wake(Wake::Opened, &at("12T09:00"), true, &check_ins());
    assert_eq!(woken.alarms[..2], [local("12T19:00"), local("12T21:00")]);
    reminders.wake(ALARM, &at("12T19:00"), true, &check_ins());
    assert!(reminders.wake(ALARM, &at("12T21:00"), true, &check_ins()).show);
    reminders.choices.check_in.at_minute = 20 * 60 + 30;
    let woken = reminders.wake(Wake::Opened, &at("13T09:00"), true, &check_ins());
    assert_eq!(woken.alarms[..2], [local("13T20:30"), local("14T20:30")]);
}

#[test]
fn a_time_of_day_that_comes_twice_reminds_once() {
    let mut reminders = on();
    reminders.wake(Wake::Opened, &at("12T09:00"), true, &check_ins());
    assert!(reminders.wake(ALARM, &at("12T19:00"), true, &check_ins()).show);
    // Three hours west, it is 16:05.
    let west = Moment::parse("2026-05-12T16:05:00-07:00").unwrap();
    let woken = reminders.wake(Wake::ClockMoved, &west, true, &check_ins());
    assert_eq!(woken.alarms.first(), Some(&local("13T19:00")));
}

#[test]
fn what_a_wrong_clock_did_ahead_of_time_is_forgotten() {
    let mut reminders = on();
    reminders.wake(Wake::Opened, &at("12T09:00"), true, &check_ins());
    let wrong = Moment::parse("2036-05-12T09:00:00-04:00").unwrap();
    reminders.wake(Wake::ClockMoved, &wrong, true, &check_ins());
    assert!(reminders.planned.is_empty());
    let woken = reminders.wake(Wake::ClockMoved, &at("12T09:05"), true, &check_ins());
    assert_eq!(woken.alarms.len(), 20);
    assert!(reminders.log.is_empty());
}

#[test]
fn only_chosen_weekdays_remind() {
    let mut reminders = on();
    reminders.choices.check_in.weekdays = vec![1, 5];
    let woken = reminders.wake(Wake::Opened, &at("12T09:00"), true, &check_ins());
    assert_eq!(woken.alarms[..2], [local("15T19:00"), local("18T19:00")]);
}

#[test]
fn choices_that_could_never_work_are_refused() {
    let with = |change: fn(&mut ReminderChoices)| {
        let mut choices = on().choices;
        change(&mut choices);
        choices.check()
    };
    assert_eq!(with(|_| ()), Ok(()));
    assert_eq!(with(|it| it.forms.at_minute = 1440), Err(ReminderError::OutOfRange));
    assert_eq!(with(|it| it.quiet_from_minute = -1), Err(ReminderError::OutOfRange));
    assert_eq!(with(|it| it.later_minutes = 4), Err(ReminderError::OutOfRange));
    assert_eq!(with(|it| it.forms.weekdays = vec![0]), Err(ReminderError::OutOfRange));
    assert_eq!(with(|it| it.forms.weekdays.clear()), Err(ReminderError::NoWeekday));
    assert_eq!(with(|it| it.check_in.at_minute = 23 * 60), Err(ReminderError::Quiet));
    assert_eq!(with(|it| it.check_in.at_minute = 7 * 60 + 59), Err(ReminderError::Quiet));
    assert_eq!(with(|it| it.check_in.at_minute = 8 * 60), Ok(()));
    let off = with(|it| {
        it.check_in = ReminderTime { on: false, at_minute: 0, weekdays: Vec::new() };
    });
    assert_eq!(off, Ok(()));
}

#[test]
fn nothing_in_debug_tells_what_is_asked() {
    let mut reminders = on();
    reminders.wake(Wake::Opened, &at("12T09:00"), true, &check_ins());
    assert_eq!(format!("{reminders:?} {:?}", check_ins()), "Reminders(..) Asks(..)");
}

proptest! {
    /// However a phone wakes, over months, offsets and clocks that jump.
    #[test]
    fn alarms_are_few_ahead_and_never_quiet_and_no_reminder_is_shown_twice(
        steps in prop::collection::vec((0..7_u8, 1_i64..200_000, -12..15_i32, any::<bool>(), 0..60_u64), 1..60),
        again in any::<bool>(),
        minute in 8 * 60..22 * 60_i32,
    ) {
        let mut reminders = on();
        reminders.choices.again = again;
        reminders.choices.forms.at_minute = minute;
        let mut seconds = at("12T09:00").time().timestamp();
        for (wake, ahead, hours, can_show, left) in steps {
            seconds += ahead;
            let offset = chrono::FixedOffset::east_opt(hours * 3600).unwrap();
            let time = chrono::DateTime::from_timestamp(seconds, 0).unwrap().with_timezone(&offset);
            let now = Moment::parse(&time.to_rfc3339()).unwrap();
            let mut asks = Asks::default();
            let until = now.date() + chrono::Days::new(90);
            asks.add(ReminderKind::CheckIn, now.date() + chrono::Days::new(left % 2), until);
            asks.add(ReminderKind::Forms, now.date() + chrono::Days::new(left), until);
            let wake = match wake {
                0 => Wake::Opened,
                1 => Wake::Tapped,
                2 | 3 => Wake::Alarm { late_minutes: 0 },
                4 => Wake::Boot,
                5 => Wake::ClockMoved,
                _ => Wake::Later,
            };
            let woken = reminders.wake(wake, &now, can_show, &asks);
            prop_assert!(woken.alarms.len() <= MOST_PENDING);
            prop_assert!(!woken.alarms.is_empty());
            let local = now.time().naive_local();
            let quiet = |it: &NaiveDateTime| reminders.choices.is_quiet(it.time());
            prop_assert!(woken.alarms.iter().all(|it| *it > local && !quiet(it)));
            prop_assert!(woken.alarms.is_sorted());
            prop_assert!(can_show || !woken.show);
            prop_assert!(!woken.show || !quiet(&local));
            let mut keys: Vec<_> = reminders.log.iter().map(|it| it.planned.clone()).collect();
            keys.sort();
            let all = keys.len();
            keys.dedup();
            prop_assert_eq!(keys.len(), all, "one fate for each reminder");
        }
    }
}
