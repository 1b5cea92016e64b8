# What is said of any instrument. The texts of a definition are in its file.

# How an item is named in a sentence.
item_number = item { $number }
item_last = last item
# How an item is named to whoever answers it.
question_number = question { $number }

answer_yes = Yes
answer_no = No
value_with_unit = { $value }{ "\u00A0" }{ $unit }
unit_per_minute = per minute

# The least and the most points of a total or a band.
points_range = { $low }–{ $high }
lower_is_better = ↓ lower is better
higher_is_better = ↑ higher is better
bands_not_verified = The bands of the { $short } are not verified: { $source }.

# What was not read at a source. $source says where it was looked for.
unverified_licence = Licence: not read in full at a source.
unverified_wording = Wording of { $item }: { $source }
unverified_missing_rule = Rule for unanswered items: { $source }
unverified_t_scores = Table of T-scores: { $source }
unverified_bands = Bands: { $source }
unverified_cut_point = Cut-off { $at_least }: { $source }
unverified_interval = { $days ->
    [one] Shortest interval of { $days } day: { $source }
   *[other] Shortest interval of { $days } days: { $source }
}
unverified_response = Response from { $percent } percent: { $source }
unverified_important_change = Smallest change that matters, { $points }: { $source }
unverified_reliable_change = Reliable change, { $points }: { $source }
unverified_remission = Remission below { $points }: { $source }
