//! What the flows of phone and page say. The messages of `client.ftl`.

messages! {
    phone_infusion(days);
    phone_next(day);
    phone_until(minutes, day);
    phone_plan_changed(day);
    phone_unreadable(answers);
    reminder_next(when);
    reminder_none_next();
    reminder_off();
    reminder_shown(cause, time);
    reminder_opened(shown, time);
    reminder_not_shown(cause);
    reminder_wrong_range();
    reminder_wrong_weekday();
    reminder_wrong_quiet();
    reminder_unreadable();
    phone_status_not_saved();
    phone_status_waiting(answers);
    phone_status_private();
    phone_status_sent();
    phone_status_opened(time);
    phone_saved();
    phone_synced();
    phone_synced_in_part();
    clinician_without_name();
    think_of_period(period);
    invite_waiting();
    invite_claimed();
    invite_confirmed();
    invite_enrolled();
    invite_expired();
    invite_burnt();
    late_in_panel(since);
    late_in_chart(since);
    rating_one_is_enough(items);
    upload_checked(short, what, version, language, questions);
    upload_replaces(version, language);
    upload_unverified();
    upload_same();
    upload_is_asked();
    upload_without_help();
    upload_taken(short, what, questions, next);
    upload_can_be_asked();
    upload_too_large();
    brought_file(version, language, day, stated, licence);
}
