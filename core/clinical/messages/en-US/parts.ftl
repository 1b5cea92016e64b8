# Parts that several messages share. A message names a part as { part_... }, and code never does.
# $infusions, $not_scored, $not_answered, $missing, $forms, $questions and $records count. $by is "clinician" or "patient".

part_and_infusions =
    { $infusions ->
        [one] , { $infusions } infusion
       *[other] , { $infusions } infusions
    }
part_and_any_infusions =
    { $infusions ->
        [0] { "" }
       *[other] { part_and_infusions }
    }
part_and_not_scored =
    { $not_scored ->
        [0] { "" }
       *[other] , { $not_scored } not scored
    }
part_and_not_answered =
    { $not_answered ->
        [0] { "" }
       *[other] , { $not_answered } not answered
    }
part_and_not_rated =
    { $missing ->
        [0] { "" }
       *[other] , { $missing } not rated
    }
part_prorated =
    { $missing ->
        [0] { "" }
       *[other] , prorated, { $missing } not answered
    }
part_forms =
    { $forms ->
        [one] { $forms } form
       *[other] { $forms } forms
    }
part_forms_of =
    { $by ->
        [clinician] { $forms ->
            [one] { $forms } clinician rating
           *[other] { $forms } clinician ratings
        }
       *[patient] { part_forms }
    }
part_mg = { $mg }{ "\u00A0" }mg
part_patients =
    { $patients ->
        [one] { $patients } patient
       *[other] { $patients } patients
    }
part_leave_form = Leave this form? Your answers stay on this phone until tomorrow.
part_questions =
    { $questions ->
        [one] { $questions } question
       *[other] { $questions } questions
    }
part_records =
    { $records ->
        [one] { $records } record
       *[other] { $records } records
    }
