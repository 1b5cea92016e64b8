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
# $route is the short name.
infusion =
    { part_mg } { $route }{ $minutes ->
        [0] { "" }
       *[other] { " " }over { $minutes }{ "\u00A0" }min
    }
