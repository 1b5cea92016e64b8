//! The messages of `instrument.ftl`: items, units, and unverified facts of instruments.

messages! {
    item_number(number);
    item_last();
    question_number(number);
    answer_yes();
    answer_no();
    value_with_unit(value, unit);
    unit_per_minute();
    points_range(low, high);
    lower_is_better();
    higher_is_better();
    bands_not_verified(short, source);
    unverified_licence();
    unverified_wording(item, source);
    unverified_missing_rule(source);
    unverified_t_scores(source);
    unverified_bands(source);
    unverified_cut_point(at_least, source);
    unverified_interval(days, source);
    unverified_response(percent, source);
    unverified_important_change(points, source);
    unverified_reliable_change(points, source);
    unverified_remission(points, source);
}
