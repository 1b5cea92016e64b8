# Assessments and their answers, named the same way in charts and panels.

not_scored_unknown_version = not scored: unknown version
rated_by_clinician = rated by clinician
corrected_later = corrected later
taken_back_later = taken back later ("{ $why }")
quoted = "{ $text }"
# The words of an answer beside the number that is stored.
answer_with_value = { $answer } ({ $value })
# An answer to a safety item. $change is "changed", "unanswered" or "no"; $last is the last answer if it changed.
# $withdrawn is "corrected", "taken_back" or "no"; $why is the reason for taking the form back.
safety_event =
    { $answer }{ $change ->
        [changed] , then changed to { $last }
        [unanswered] , then not answered
       *[no] { "" }
    }{ $withdrawn ->
        [corrected] , corrected later
        [taken_back] , taken back later ("{ $why }")
       *[no] { "" }
    }
safety_event_of_item = { $item }: { $event }
# A safety item that applied and has no answer in the latest form, of $date. It is not a No.
safety_unanswered = { $short } { $item } not answered on { $date }.
# The patient's clinician. $known is "here", "left", or "unknown" if the directory has no such person or no name.
owner =
    { $known ->
        [here] { $name }
        [left] { $name }, left the clinic
       *[unknown] Not in the clinic's directory
    }
