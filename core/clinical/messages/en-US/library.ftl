# The library page: what is shown of an instrument before it is used.

respondent_patient = Patient
respondent_clinician = Clinician
# Least days between two forms.
interval =
    { $days ->
        [0] at any time
        [1] not twice a day
       *[other] not sooner than { $days } days
    }
licence_free = Free
licence_own = Own wording
licence_non_commercial = Non-commercial
licence_bring_your_own = Bring your own licence
confirm_non_commercial = This form may be used where no money is made with it. A clinic that charges for care may count as commercial use. Your clinic decides, and answers for it.
# $meaning and $source are of the definition. $verified is "yes" if the source was read.
cut_point =
    { $at_least } or more: { $meaning }{ $verified ->
        [yes] { "" }
       *[no] { " " }(not verified)
    }. { $source }
# $items are names of items.
crisis_help_at = Crisis help at the tap: { $items }

# Why an instrument cannot be switched on.
cannot_ask_rating = Clinicians fill this in, not patients.
cannot_ask_without_wording = Its wording needs a licence. Upload the wording your clinic holds, then switch it on.

# What nobody here has read at a source. $has_source is "yes" or "no".
mark_own_file = Everything here is as your clinic's file says it.
mark_uploaded_wording =
    Wording ({ $language }): brought by your clinic. Licence: { $permission }. Source: { $has_source ->
        [yes] { $source }
       *[no] not named
    }.

# Where the wording comes from.
wording_included = Included
wording_uploaded = Brought by your clinic
wording_missing = Not here: your clinic brings it

# How well the wording in one language was compared with the published one.
language_published = as published
language_partly_published = as published, but for the questions named under Not verified
language_own_wording = own wording
language_own_file = your clinic's own
language_not_here = nothing to compare yet
language_lacks_wording = the wording, which your clinic brings
uploaded_verified = brought by your clinic, which says: compared with the official form
uploaded_corroborated = brought by your clinic, which says: several copies agree
uploaded_unverified = brought by your clinic, which says: not compared
translation_verified = compared with the official form
translation_corroborated = several copies agree, not compared with the official form
translation_unverified = one copy, not compared: not offered to patients

# What may be answered to a question.
kind_choice = One of these answers
kind_number = A number from { $min } to { $max }
kind_decimal = A number from { $min } to { $max } { $unit }
kind_boolean = Yes or no
kind_text = Text, up to { $characters } characters
# The least or the greatest number, and what it means.
end_of_range = { $value }: { $label }

# Uploaded files that this version cannot read. $is_named and $is_signed are "yes" or "no"; $by is a name.
refused_file =
    { $is_named ->
        [yes] { $id }
       *[no] A file without a name
    }, uploaded on { $date }{ $is_signed ->
        [yes] { " " }by { $by }
       *[no] { "" }
    }: { $reason }.{ $followed ->
        [yes] { " " }A later file of it is in use.
       *[no] { "" }
    }
refused_files =
    { $files ->
        [one] { $files } uploaded file cannot be read by this version. It is kept.
       *[other] { $files } uploaded files cannot be read by this version. They are kept.
    }
refused_advice = What such a file brings is not asked. Answers already given to it are kept, and shown as not scored. A newer Interlude may read it; otherwise upload a corrected file.
