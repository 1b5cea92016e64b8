# What happened between infusions: for clinicians, except those that begin with own_, which are for patients.
# Totals, dates and changes are already written out; $days, $scores, $n and $not_scored count.

outcome_label =
    { $state ->
        [no-infusion] No infusion yet
        [no-baseline] No baseline
        [no-follow-up] No score since
        [deterioration] Worse than baseline
        [remission] Remission
        [response] Response
        [lost-response] Lost response
        [partial-response] Partial response
        [no-response] No response
       *[undefined] Response not defined
    }
percent_change = { $sign }{ $percent }{ "\u00A0" }%
# $percent is a percent_change, or "none" if the baseline or the instrument has none.
total_and_percent =
    { $total }{ $percent ->
        [none] { "" }
       *[other] { " " }({ $percent })
    }
from_to = { $from } → { $to }

outcome_no_infusion = No infusion is recorded, so there is nothing to compare the { $short } with.
outcome_no_baseline =
    No { $short } was scored on the day of the first infusion ({ $date }) or in the { $days ->
        [one] day
       *[other] { $days } days
    } before it, so there is no baseline.
outcome_no_follow_up = { $short } { $baseline } at baseline ({ $baseline_date }). No { $short } scored since the first infusion.
outcome_compared = { $label }: { $short } { $baseline } at baseline ({ $baseline_date }), now { $latest } on { $latest_date }.
outcome_compared_best = { $label }: { $short } { $baseline } at baseline ({ $baseline_date }), best { $best } on { $best_date }, now { $latest } on { $latest_date }.
outcome_onset = First response on day { $day } after the first infusion.
outcome_sustained = A response at every score since day { $day }.
outcome_remission_at_baseline = The baseline was already in the range called remission.
outcome_baseline_zero = A baseline of 0 has no percentage.
outcome_lost = Response was lost on day { $days } after the last infusion of series { $series } (n = { $n }).
outcome_held = Response held to the last score on day { $days } after the last infusion of series { $series }.
outcome_counts =
    { $scores ->
        [one] { $scores } score
       *[other] { $scores } scores
    } since the first infusion{ part_and_not_scored }.

# The definitions that an outcome was computed by.
define_baseline =
    Baseline: the last { $short } at or before the first infusion, at most { $days ->
        [one] { $days } day
       *[other] { $days } days
    } before it.
define_response_half = Response: at least half of the baseline is gone. Partial response: at least a quarter, but less than half.
define_response_points = Response: better than the baseline by at least { $points } points, the smallest change that matters.
define_response_none = Response: not defined for the { $short }.
define_remission_below = Remission: { $short } below { $points }, whatever the baseline.
define_remission_at_most = Remission: { $short } { $points } or less, whatever the baseline.
define_remission_none = Remission: not defined for the { $short }.
define_worse = Worse than baseline: by at least { $points } points, the smallest change that matters.
define_worse_none = Worse than baseline: no verified smallest change that matters for the { $short }.
define_series =
    Series: an infusion more than { $days ->
        [one] { $days } day
       *[other] { $days } days
    } after the previous one starts a new series.
define_loss_improvement =
    Lost response: less than { $percent }{ "\u00A0" }% of the baseline is gone at { $scores ->
        [one] one score
       *[other] { $scores } scores in a row
    }.
define_loss_points =
    Lost response: no longer better than the baseline by { $points } points at { $scores ->
        [one] one score
       *[other] { $scores } scores in a row
    }.
define_loss_total =
    Lost response: a total of { $points } or more at { $scores ->
        [one] one score
       *[other] { $scores } scores in a row
    }.

# Lines and points of a chart.
line_baseline = baseline { $points }
line_response_at_most = response ≤ { $points }
line_response_at_least = response ≥ { $points }
line_remission_below = remission < { $points }
line_remission_at_most = remission ≤ { $points }
mark_response = first response, day { $day }
mark_remission = remission, day { $day }
mark_lost = lost response, day { $day } after infusion { $number }
mark_deterioration = worse than baseline
series_label =
    Series { $number }: { $infusions ->
        [one] { $infusions } infusion
       *[other] { $infusions } infusions
    }
series_lost = lost on day { $days }
series_held = held to day { $days }
series_none = no response to follow
around_mean = { $mean } (n = { $n })
around_none = no answer

# For the patient: what was answered, without a clinical name for it.
own_before = Your { $short } was { $baseline } on { $baseline_date }, before your first infusion.
own_now = It was { $latest } on { $latest_date }.
own_first = Your { $short } was { $latest } on { $latest_date }.
own_day =
    { $days ->
        [0] Your infusion was today.
        [one] { $days } day since your infusion.
       *[other] { $days } days since your infusion.
    }

# A clinic's cohort. $count, $n and $percent are written out where no plural depends on them.
rate_label =
    { $code ->
        [response] Response
        [remission] Remission
        [worse] Worse by any amount
       *[deterioration] Worse by the smallest change that matters
    }
rate = { $count } of { $n } · { $percent } (95{ "\u00A0" }% CI { $low } to { $high })
rate_few = { $count } of { $n }. Fewer than 10: no percentage.
whole_percent_of = { $percent }{ "\u00A0" }%
cohort_group =
    { $group ->
        [no-infusion] no infusion
        [other-condition] another condition treated, or none entered
        [other-route] an infusion by another route
        [no-baseline] no baseline
        [fewer-infusions] fewer infusions in the first series
        [more-infusions] more infusions in the first series
        [still-running] follow-up still to come
        [no-follow-up] no score at follow-up
       *[counted] counted
    }
curve_none = Nobody counted here was in response after a first series.
curve_no_median =
    In { $n ->
        [one] { $n } patient
       *[other] { $n } patients
    }, response has not been lost by half.
curve_median =
    Half had lost the response by day { $day } (Kaplan–Meier, { $n ->
        [one] { $n } patient
       *[other] { $n } patients
    }).
# $of and $remission are "none" if the study does not say.
published =
    { $short }, n = { $n }{ $of ->
        [none] { "" }
       *[other] { " " }of { $of }
    }, { $when }{ $remission ->
        [none] { "" }
       *[other] , remission { $remission }
    }
hidden_count = fewer than { $least }
hidden_other = hidden

# The episode of care and planned infusions.
treated_condition =
    { $condition ->
        [depression] depression
        [trd] treatment-resistant depression
        [bipolar] bipolar depression
        [ptsd] PTSD
        [ocd] OCD
        [anxiety] anxiety
        [postpartum] postpartum depression
        [substance-use] substance use
        [crps] CRPS
        [fibromyalgia] fibromyalgia
        [neuropathic-pain] neuropathic pain
        [suicidal-ideation] thoughts of ending life
       *[other] another condition
    }
episode_since = Treated for { $condition } since { $start }.
episode_ended = Treated for { $condition } from { $start } to { $end }: { $reason }.
dose_decided_later = dose not yet decided
planned_infusion =
    { $date }{ $days ->
        [0] , today
        [one] , in { $days } day
       *[other] , in { $days } days
    }: { $dose } { $route }

# A care plan. $days counts from the anchor, $window is how many days later the form can still be answered.
plan_since = In force since { $date }.
plan_adherence =
    { $due ->
        [0] Nothing was due yet.
       *[other] Of { $due } due: { $answered } answered in time, { $late } late, { $not_answered } not answered{ $private ->
            [0] .
           *[other] , { $private } not shared.
        }
    }
plan_row =
    { $short }: { $anchor ->
        [start] { $days ->
            [0] on the first day of the plan
           *[other] on day { $days } of the plan
        }
        [before-infusion] { $days ->
            [0] on the day of each infusion
            [one] from { $days } day before each infusion
           *[other] from { $days } days before each infusion
        }
        [after-infusion] { $days ->
            [0] on the day of each infusion
           *[other] on day { $days } after each infusion
        }
       *[after-series] on day { $days } after the last infusion of a series
    }{ $window ->
        [0] { "" }
        [one] , or { $window } day later
       *[other] , or up to { $window } days later
    }
plan_repeat =
    { $every ->
        [one] then every day
       *[other] then every { $every } days
    }{ $times ->
        [0] { "" }
       *[other] , { $times } in all
    }
plan_days = { $from } to { $to }
# A day counted from any infusion, which is on day 0. $before is "yes" before it.
plan_infusion_day =
    { $before ->
        [yes] { $days ->
            [one] { $days } day before
           *[other] { $days } days before
        }
       *[no] day { $days }
    }
# Two windows of a care plan that ask the same form. $around is "yes" if they are counted from any infusion.
plan_two = { $first } and { $second }{ $around ->
        [yes] , counted from any infusion
       *[no] { "" }
    }
# $days are those of plan_two; $more is how many more windows of the same rows are like these.
plan_overlap =
    { $short }, { $days }: asked again before the first time is over{ $more ->
        [0] .
        [one] , and { $more } more time.
       *[other] , and { $more } more times.
    }
plan_close =
    { $short }, { $days }: asked again after { $apart ->
        [one] { $apart } day
       *[other] { $apart } days
    }, sooner than its shortest interval of { $least ->
        [one] { $least } day
       *[other] { $least } days
    }{ $more ->
        [0] .
        [one] , and { $more } more time.
       *[other] , and { $more } more times.
    }
# $state is "upcoming", "open", "answered", "late" or "not-answered"; $on is the day of the answer.
plan_due =
    { $short }, { $days }{ $state ->
        [upcoming] { "" }
        [open] : open
        [answered] : answered { $on }
        [late] : answered late, { $on }
        [private] : not shared
       *[not-answered] : not answered
    }
plan_wrong =
    Row { $row }: { $kind ->
        [instrument] patients cannot be asked this form.
        [range] offsets lie within a year, windows within 60 days, and repeats 1 to 365 days apart.
        [direction] only a row before an infusion counts backwards, and it does not repeat.
        [overlap] the next window opens before this one closes.
       *[twice] the same row is there already.
    }
