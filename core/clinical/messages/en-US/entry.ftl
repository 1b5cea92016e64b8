# Infusions, and the kinds of content that a patient shares or not. $mg and $mg_per_kg are already written out.

# $kind is a stored name.
content_kind =
    { $kind ->
        [check-ins] Check-ins
        [forms] Forms
        [notes] Notes
       *[safety-plan] Safety plan
    }
# The same inside a sentence.
content_kind_inside =
    { $kind ->
        [check-ins] check-ins
        [forms] forms
        [notes] notes
       *[safety-plan] safety plan
    }

# A way of giving ketamine. $route is a stored name.
route =
    { $route ->
        [iv] intravenous
        [im] intramuscular
        [in] intranasal
        [sc] subcutaneous
        [po] oral
       *[sl] sublingual
    }
# The same in a table.
route_short =
    { $route ->
        [iv] IV
        [im] IM
        [in] IN
        [sc] SC
        [po] PO
       *[sl] SL
    }

dose = { part_mg }
dose_per_kg = { $mg_per_kg }{ "\u00A0" }mg/kg
dose_outside_range =
    { part_mg } = { $mg_per_kg }{ "\u00A0" }mg/kg is outside your clinic's range { $from }–{ $to }{ "\u00A0" }mg/kg. Check the point.
# $lb and $kg are already written out.
weight_from_lb = { $lb }{ "\u00A0" }lb = { $kg }{ "\u00A0" }kg

# What is asked before an infusion is signed. Dates, numbers and $percent are already written out.
doubt_future = This time is still to come. Enter when the infusion began.
doubt_before_birth = This date is before the patient was born, on { $born }. Enter the date of the infusion.
doubt_old =
    { $days ->
        [one] The infusion was on { $date }, { $days } day ago.
       *[other] The infusion was on { $date }, { $days } days ago.
    }
# $start and $given are of the other infusion. $side is where it lies: before this one, after it or at the same time.
doubt_close =
    { $side ->
        [same] Another infusion began at the same time, { $start }: { $given }.
        [before] Another infusion began { $minutes }{ "\u00A0" }min before this one, { $start }: { $given }.
       *[after] Another infusion began { $minutes }{ "\u00A0" }min after this one, { $start }: { $given }.
    }
# $more is yes if the weight is above $before_kg, the one of $date.
doubt_weight =
    { $more ->
        [yes] { $kg }{ "\u00A0" }kg is { $percent } more than the weight on { $date }, { $before_kg }{ "\u00A0" }kg.
       *[no] { $kg }{ "\u00A0" }kg is { $percent } less than the weight on { $date }, { $before_kg }{ "\u00A0" }kg.
    }
# $route is the short name.
infusion =
    { part_mg } { $route }{ $minutes ->
        [0] { "" }
       *[other] { " " }over { $minutes }{ "\u00A0" }min
    }
