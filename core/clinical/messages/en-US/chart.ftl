# One patient's chart, for clinicians and, except notes, for the patient.

# The chart in one sentence. $day, $first_day and $last_day are dates.
summary_none = No { $short } yet{ part_and_any_infusions }.
summary_unscored = { $short }: { part_forms_of }{ part_and_not_scored }{ part_and_any_infusions }.
summary_one = { $short } { $total } on { $day }: { part_forms_of }{ part_and_not_scored }{ part_and_any_infusions }.
summary_line = { $short } from { $first } on { $first_day } to { $last } on { $last_day }: { part_forms_of }{ part_and_not_scored }{ part_and_any_infusions }.

# $sex is "female", "male" or "unknown".
sex_for_scoring =
    Sex used for scoring: { $sex ->
        [female] female.
        [male] male.
       *[unknown] not stated. Until it is, the lower cut-off is used and every question is asked.
    }

# Records that are not in the chart. $list joins the four that follow with commas.
records_unopened = { part_records } could not be opened. They may hold answers. Kept, nothing deleted.
records_newer = { part_records } written by a newer version could not be read in full. Kept; an update will show them.
records_not_counted = Kept but not counted: { $list }.
records_late = { $number } written after removal
records_unknown_author = { $number } by an unknown author
records_not_allowed = { $number } by someone who may not write it
records_contested = { $number } of which two versions exist

# Forms answered to a version that is not known here. $date is of the last one.
unknown_version = { $name }, version { $version }: { part_forms } not scored: unknown version, last on { $date }.
unknown_version_more = And forms of { $number } more.
unknown_version_kept = Kept, nothing deleted.

# One form. The chart shows these in one line, separated by dots.
point_stopped = stopped, not scored
point_score = { $short } { $score }
point_change = { $change } since { $date }
point_day = day { $days } after infusion { $number }
point_item_unanswered = { $item } not answered
point_note = note: { $note }
point_item_answer = { $item }: { $answer }
# Stands where the answer would.
point_item_not_answered = { $item }: not answered
point_shortened =
    Shortened interval: day { $days } after the last one; the rule here is { $least ->
        [one] { $least } day
       *[other] { $least } days
    } or more
point_answers = Answers
# $items are names of items, of which none was assessed.
point_not_assessed = { $items }: not assessed, counted as 0

# One question over time.
trend_unanswered = { $label }: not answered
trend_boolean = { $label }: { $yes } yes, { $no } no{ part_and_not_answered }
trend_number = { $label }: { $value } on { $date }, lowest { $low }, highest { $high }{ part_and_not_answered }

# A safety item over all forms. $by is "clinician" or "patient"; $how is "above_zero", or else $answers are quoted.
# $event is the last of them.
safety_item =
    { $short } { $item } { $by ->
        [clinician] rated
       *[patient] answered
    } { $how ->
        [above_zero] above zero
       *[answers] { $answers }
    } in { $met } of { $by ->
        [clinician] { $forms ->
            [one] { $forms } rating
           *[other] { $forms } ratings
        }
       *[patient] { part_forms }
    }{ $not_answered ->
        [0] { "" }
       *[other] { " " }(not answered in { $not_answered })
    }, last on { $date }: { $event }.
safety_zero = Zero does not mean that there are no such thoughts.

shares = Shares: { $kinds }
keeps_private = Private: { $kinds }

# One safety item over time.
safety_item_of = { $short } { $item }
safety_item_n =
    { $forms ->
        [one] { $forms } form
       *[other] { $forms } forms
    }{ $missing ->
        [0] { "" }
       *[other] , not answered in { $missing }
    }
# The day on which it was answered, counted from the infusion before.
safety_item_since = day { $days }
safety_item_not_answered = not answered
