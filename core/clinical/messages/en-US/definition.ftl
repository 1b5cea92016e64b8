# Why a definition is refused. $path is a place in the file; names of fields and ids are as the file has them.
definition_refused = { $file }: { $reason }
definition_refused_at = { $file }, { $path }: { $reason }

reason_too_large = larger than { $bytes } bytes
reason_too_many_items = more than { $items } items
reason_too_deep = conditions and groups may be nested { $levels } deep
reason_id_is_not_file_name = the id "{ $id }" is not the name of the file
reason_no_licence = the licence has no notice or names no source
reason_duplicate_id = the id is used twice
reason_numbering = numbers must count from 1 in order
reason_unknown_option_set = unknown option set "{ $set }"
reason_bad_option_set = option set "{ $set }" needs two or more options with distinct values and labels
reason_field_missing = an item of kind "{ $kind }" needs { $field }
reason_field_too_many = an item of kind "{ $kind }" has no { $field }
reason_bad_range = the least value must be below the greatest, both within { $points } of zero
reason_unknown_item = unknown item "{ $id }"
reason_named_twice = names "{ $id }" twice
reason_not_earlier = depends on "{ $id }", which does not come earlier
reason_safety_out_of_range = the safety rule must lie above the least and not above the greatest value
reason_note_out_of_range = the note must lie above the least and not above the greatest value
reason_nothing_asked = at least one item must be asked in every form
reason_points_reversed = its answers say their points: reverse would change nothing
reason_not_assessed_offered = the value for "not assessed" must not be one of the answers
reason_test_out_of_range = the test must be met by some answers to "{ $id }" and not by all
reason_condition = a condition is one of of, all, any or sex_is_not, and a test has a bound
reason_how_many = how_many must be between 1 and the number of items
reason_finding = a finding has one rule: decision, when, answer_of, total, counts or parts
reason_name = the name "{ $name }" is used twice or empty
reason_no_wording = the wording is missing
reason_band_gap = bands leave a gap: the first starts at { $found }, the lowest total is { $lowest }
reason_band_overlap = bands overlap: "{ $code }" does not start above the band before it
reason_band_between = the band "{ $code }" starts between two totals
reason_band_out_of_range = band "{ $code }" lies outside the range of totals
reason_cut_point_out_of_range = cut point { $at_least } lies outside the range of totals
reason_finding_out_of_range = finding "{ $name }" lies outside the range of totals
reason_duplicate_band = the band code "{ $code }" is used twice

# Something is empty.
empty_version = the version is empty
empty_title = the title is empty
empty_short = the short name is empty
empty_language = the language is empty
empty_duration = the duration is empty
empty_recall = the recall period is empty
empty_sources = the list of sources is empty
empty_item_id = the id of an item is empty
empty_items = the list of items is empty
empty_case_code = the code of a case is empty
empty_cases = the list of cases is empty
empty_band = the code or label of a band is empty

# The scoring cannot work.
scoring_no_parts = scoring: a total needs items
scoring_all_may_be_missing = scoring: max_missing must leave at least one item
scoring_no_missing_rule = scoring: max_missing needs a missing_rule with its source
scoring_missing_alone = scoring: max_missing and on_missing: prorate need each other
scoring_multiply = scoring: only a sum is multiplied, by 1 to 100
scoring_single_items_added = scoring: single items are never added
scoring_no_result = scoring: the first finding of a decision is its result
scoring_not_a_sum = scoring: only a sum can do without some items
scoring_not_addable = scoring: only choices, whole numbers and yes or no can be added
scoring_first_of_points = scoring: items of first_of count by their values: neither reversed nor with points
scoring_t_scores = scoring: t_scores must list every raw sum in order, with rising T-scores
scoring_group = scoring: a group is one of highest_of, either, or first_of with not_assessed
scoring_score_of = scoring: a score has either items or is
