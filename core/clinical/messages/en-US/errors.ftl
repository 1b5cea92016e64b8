# Why a flow could not go on, for the person in front of it: what happened, what is kept, what to do.

# Joining a clinic.
error_invalid_invite = This is not an invite. Ask your clinic for the whole text and paste it again.
error_expired_invite = This invite has ended. An invite lives for ten minutes. Ask your clinic for a new one.
error_used_invite = Another phone has used this invite. If it was not you, tell your clinic. Ask for a new invite.
error_invite_burnt = This invite was stopped. Nothing was shared. Ask your clinic for a new invite.
error_wrong_clinic = This server does not belong to the clinic of the invite. Do not go on. Nothing was shared. Call your clinic.
error_wrong_digits = These are not the digits on the patient's phone. The invite is stopped and nothing was shared. Make a new invite.
error_clinic_did_not_answer = Your clinic's page did not answer. Nothing was shared. Ask them to keep it open, and try again.

# The server and the network.
error_offline = The server cannot be reached now. Everything saved is kept. It goes when you are online.
error_busy = The server asks you to wait a little. Everything saved is kept. Try again soon.
error_server_refused = The server did not take this. Everything saved is kept. Tell the clinic if it stays so.
error_server_wrong = The server gave an answer that cannot be right. Everything saved is kept. Try again, and call the clinic if it stays so.
error_clock = The time on this device is far from the server's. Set the clock right and try again. Everything saved is kept.

# Signing in, and whose records they are.
error_session_ended = Your session has ended. Sign in again to go on.
error_cannot_unlock = That did not open your keys.
error_changed_clinic_key = This server shows a different clinic key. Do not go on. Call the person who runs the server.
error_wrong_groups = These groups do not match the code. Look at your copy and type them again.
error_wrong_year = That is not the year of birth of this patient. Is this the right person?
error_unknown_patient = No one by that name or ID among those you may read.
error_unknown_record = That entry is not in this patient's journal, or it was corrected or taken back since. Nothing was changed.
error_not_allowed = You may not do that here. Nothing was changed.

# What was typed. $field names the field.
error_malformed = Something that was typed is missing or not possible. Correct it and try again.
error_invalid =
    The { $field ->
        [born] date of birth
        [clinic] clinic
        [clinician] clinician
        [day] day
        [end] last day
        [filter] choice
        [login] login
        [name] name
        [plan] plan
        [route] route
        [rules] definition of outcomes
        [sharing] sharing
        [start] first day
        [statement] statement
        [text] text
        [token] set-up token
       *[other] value
    } is missing or not possible. What you typed is kept. Correct it and try again.
error_invalid_time = The time is missing, not possible or still to come. What you typed is kept. Correct it and try again.
error_invalid_dose = Enter a dose above 0 and up to 2,000 mg, such as 41 or 0.5. What you typed is kept.
error_invalid_weight = Enter a weight from 20 to 400 kg. What you typed is kept.
error_invalid_duration = Enter from 0 to 1,440 minutes. What you typed is kept.
error_invalid_reason = Write a reason in 1 to 500 characters. What you typed is kept.
error_too_long = This text is too long. What you typed is kept. Shorten it and try again.
# $most counts the characters that fit.
error_too_long_by =
    This text is longer than { $most ->
        [one] { $most } character
       *[other] { $most } characters
    }. What you typed is kept. Shorten it and try again.

# Forms.
error_unknown_instrument = This version does not know that form. Update the app. Nothing is lost.
error_unknown_item = This form does not ask that question now.
error_not_offered = That answer is not one of those offered. The answer before it is kept.
error_incomplete = Some questions were neither answered nor skipped. Your answers are kept. Go back and answer or skip them.
error_already_closed = This form is closed already. What you saved is kept.
error_clinician_rated = Clinicians fill this in, not patients. Nothing was changed.
error_patient_rated = Patients fill this in, not clinicians. Nothing was changed.

# The clinic's library. $reason says what is wrong with the file.
error_refused_file = The file was not taken: { $reason }. Nothing was changed.
error_no_wording = Its wording needs a licence. Upload the wording your clinic holds first. Nothing was changed.
error_not_confirmed = Confirm the terms of this form first. Nothing was changed.
error_plan_not_confirmed = This plan asks a form more often than was confirmed. Read the days and confirm them. Nothing was changed.
error_infusion_not_confirmed = Something about this infusion is unusual and was not confirmed. Read what is asked and confirm it. Nothing was changed.

# The device and this program.
error_disk_full = Not saved yet. Your phone is full. Your answers are still on this screen. Free some room and try again.
error_storage = Not saved yet. The phone could not write. Your answers are still on this screen. Try again.
error_damaged_journal = Your diary's file is damaged. It is kept as it is. Ask your clinic for help. Help now still works.
error_newer_journal = Please update. Nothing is lost. Help still works.
error_lock_changed = Your phone's lock has changed. Type your recovery code to open your diary. Nothing is lost.
error_wrong_stage = This step is not possible now. Nothing was changed.
error_not_yet = This version cannot do that yet. Nothing was changed.
error_internal = Something in this program went wrong. What was saved is kept. Try again.
