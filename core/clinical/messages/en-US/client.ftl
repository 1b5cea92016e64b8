# What the flows of a phone and of a clinician's page say.

# The patient's first screen.
# $days have passed since the infusion.
phone_until = { $minutes }, until { $day }
phone_plan_changed = Your clinic changed what it asks you on { $day }.
phone_next = Next infusion: { $day }
phone_infusion =
    { $days ->
        [0] Infusion today
       *[other] Day { $days } since your infusion
    }
phone_unreadable =
    { $answers ->
        [one] { $answers } answer could not be opened. It is kept.
       *[other] { $answers } answers could not be opened. They are kept.
    }

# The log of reminders on a phone. $cause is why one was late or not shown.
reminder_next = Next: { $when }
reminder_none_next = No reminder is due.
reminder_off = No reminder is switched on.
reminder_shown =
    { $cause ->
        [phone-off] Shown late, at { $time }: the phone was off
        [clock-moved] Shown late, at { $time }: the phone’s time zone or clock had changed
        [asleep] Shown late, at { $time }: the phone was saving battery, or had stopped this app
       *[in-time] Shown at { $time }
    }
reminder_opened = { $shown } · opened { $time }
reminder_not_shown =
    { $cause ->
        [already-done] Not shown: nothing was left to do
        [app-open] Not shown: you had this app open
        [notifications-off] Not shown: notifications are off for this app
        [quiet-hours] Not shown: it came late, in your quiet hours
        [phone-off] Not shown: the phone was off
        [clock-moved] Not shown: the phone’s time zone or clock had changed
       *[asleep] Not shown: the phone was saving battery, or had stopped this app
    }
reminder_wrong_range = Choose a time of day, and between 5 minutes and 4 hours for “Later”. Nothing was changed.
reminder_wrong_weekday = Choose at least one weekday. Nothing was changed.
reminder_wrong_quiet = This time is in your quiet hours, so it would never be shown. Choose another time, or change the quiet hours. Nothing was changed.
reminder_unreadable = Your choices about reminders could not be opened. Choose them again.

# What became of the patient's newest answers.
phone_status_not_saved = Not saved
phone_status_waiting =
    { $answers ->
        [one] { $answers } answer waits on this phone. It goes when you are online
       *[other] { $answers } answers wait on this phone. They go when you are online
    }
phone_status_private = Saved. Only you can read it
phone_status_sent = Sent, not opened yet
phone_status_opened = Sent. Your clinic opened it at { $time }

# A form or a note was saved.
phone_saved = Saved.
phone_synced = Everything is sent.
phone_synced_in_part = Not everything could be sent or fetched. It is kept and tried again.
# Stands where a name would.
clinician_without_name = A clinician of the clinic

# Above a question that does not say how far back it asks. $period is such as "past 12 months".
think_of_period = Think of the { $period }.

# An invite on a clinician's page.
invite_waiting = Waiting for the phone.
invite_claimed = The phone is here. Ask for the six digits and type them.
invite_confirmed = The digits agree. Waiting for the patient to choose what to share.
invite_enrolled = The patient has joined.
invite_expired = This invite has ended. Make a new one.
invite_burnt = This invite was stopped. Make a new one.

# Newer records of a patient could not be fetched. $since is the time up to which all are here, or "never".
late_in_panel =
    { $since ->
        [never] Could not be fetched in full
       *[other] As of { $since }; could not be refreshed
    }
late_in_chart =
    { $since ->
        [never] Could not be fetched in full. Newer answers may be missing.
       *[other] As of { $since }; could not be refreshed. Newer answers may be missing.
    }

# A form about a patient. $items are two or more, joined.
rating_one_is_enough = One of { $items } is enough.

# A file that a clinic brings. $what is "wording" or "definition".
upload_checked =
    { $short }: a { $what ->
        [wording] wording
       *[definition] definition of your own
    }, version { $version }, in { $language }, { part_questions }.
upload_replaces = What is here now: version { $version } in { $language }. Answers given to it stay with it.
upload_unverified = The file says that nobody compared its wording with the published one.
upload_same = It is the same as what is here now.
upload_is_asked = Patients are asked it now: they see this wording from their next sync on.
upload_without_help = None of its questions brings up crisis help.
# $next is a sentence of its own: upload_can_be_asked, or why it cannot be asked.
upload_taken =
    { $short }: { $what ->
        [wording] wording taken
       *[definition] definition taken
    }, { part_questions }. { $next }
upload_can_be_asked = It can be switched on now.
# Why a file is refused.
upload_too_large = it is too large for one record: leave out what no screen shows
# $stated is "yes" or "no".
brought_file =
    version { $version } in { $language }, brought on { $day }. Licence: { $stated ->
        [yes] { $licence }
       *[no] not stated
    }
