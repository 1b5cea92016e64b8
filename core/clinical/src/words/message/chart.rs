//! The messages of `chart.ftl`: the chart of one patient.

named_messages! {
    SummaryOne = summary_one { short, total, day, by, forms, not_scored, infusions }
    SummaryLine = summary_line {
        short, first, first_day, last, last_day, by, forms, not_scored, infusions
    }
    SafetyItem = safety_item {
        short, item, by, how, answers, met, forms, not_answered, date, event
    }
}

messages! {
    summary_none(short, infusions);
    summary_unscored(short, by, forms, not_scored, infusions);
    sex_for_scoring(sex);
    records_unopened(records);
    records_newer(records);
    records_not_counted(list);
    records_late(number);
    records_unknown_author(number);
    records_not_allowed(number);
    records_contested(number);
    unknown_version(name, version, forms, date);
    unknown_version_more(number);
    unknown_version_kept();
    point_stopped();
    point_score(short, score);
    point_change(change, date);
    point_day(days, number);
    point_item_unanswered(item);
    point_note(note);
    point_item_answer(item, answer);
    point_item_not_answered(item);
    point_shortened(days, least);
    point_answers();
    point_not_assessed(items);
    trend_unanswered(label);
    trend_boolean(label, yes, no, not_answered);
    trend_number(label, value, date, low, high, not_answered);
    safety_zero();
    shares(kinds);
    keeps_private(kinds);
    safety_item_of(short, item);
    safety_item_n(forms, missing);
    safety_item_since(days);
    safety_item_not_answered();
}
