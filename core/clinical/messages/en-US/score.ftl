# Scores and findings, as clinicians read them. $total, $points and $most are points, already written out.

not_scored = not scored
score = { $total } of { $most }{ part_prorated }
score_in_band = { $total } of { $most }: { $band }{ part_prorated }
t_score = T { $total }
t_score_in_band = T { $total }: { $band }

# A form of single questions, without a total.
not_answered = not answered
answered = answered{ part_and_not_answered }

# A form that a clinician is filling in. $rated and $missing count items.
rating_so_far = { $points } of { $most } so far{ part_and_not_rated }
rating_not_scored = not scored{ part_and_not_rated }
rated = { $rated } rated{ part_and_not_rated }
not_rated = { $missing } not rated

# A form that leads to a decision, told by answers. These are clauses of one sentence.
decision_part = { $name }: { $value }
decision_no = No to every question asked
number_not_answered = { $number } not answered

# A published rule.
cannot_be_told = cannot be told: answers are missing
finding_holds =
    { $holds ->
        [yes] yes
       *[no] no
    }
# A published code. $text is the code with spaces, for codes of a clinic's own instruments.
finding_code =
    { $code ->
        [major-depressive-syndrome] major depressive syndrome
        [other-depressive-syndrome] other depressive syndrome
        [none] none
       *[other] { $text }
    }
