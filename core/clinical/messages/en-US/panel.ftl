# One row for each patient, for clinicians.

panel_unreadable = { part_records } in this list could not be opened ({ part_patients }). Kept, nothing deleted.
panel_late = { part_patients } could not be refreshed. Newer answers may be missing.
panel_last_infusion = day { $days } · #{ $number }

# The small line of the last weeks.
spark_no_form = No form yet{ part_and_infusions }
spark_line =
    { $short } from { $first } to { $last } in { $days ->
        [one] { $days } day
       *[other] { $days } days
    }{ part_and_infusions }{ part_and_not_scored }
spark_one = { $short } { $total }{ part_and_infusions }{ part_and_not_scored }
spark_none = No { $short } scored in { $days } days{ part_and_infusions }{ part_and_not_scored }

# Reasons to look at a patient.
reason_safety = { $short } { $answer }
# $by is "clinician" or "patient". $answer and $date are of the form before; $before is "yes" if there is one.
reason_safety_detail =
    { $when }{ $by ->
        [clinician] , rated by clinician
       *[patient] { "" }
    }{ $before ->
        [yes] , was { $answer } on { $date }
       *[no] { "" }
    }
reason_worse = { $short } worse by { $least } or more
reason_worse_detail = { $change } since { $date }
reason_lost = { $short }: response lost since { $date }
reason_earlier_losses = Day { $days } after the last infusion
reason_earlier_losses_detail = response was lost on days { $shortest }–{ $longest } after { $losses } earlier series
reason_not_responded =
    { $short }: no response after { $infusions ->
        [one] { $infusions } infusion
       *[other] { $infusions } infusions
    }
reason_planned =
    { $days ->
        [0] Infusion planned today
        [one] Infusion planned in { $days } day
       *[other] Infusion planned in { $days } days
    }
reason_planned_detail = no { $short } in the last { $days } days
reason_not_answered = { part_forms } of the plan not answered
reason_not_answered_detail = last { $short }, until { $date }
panel_planned = planned { $date }
reason_silent = Silent { $days } days
reason_silent_since = last answer { $date }
reason_silent_never = no answer yet
reason_unreadable = { part_records } could not be opened
reason_unreadable_detail = They may hold answers. Kept, nothing deleted.
reason_unknown_version = { part_forms } not scored: unknown version
reason_unknown_version_detail = Kept, nothing deleted.
