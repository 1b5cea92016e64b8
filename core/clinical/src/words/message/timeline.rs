//! The messages of `timeline.ftl`: assessments and their answers.

messages! {
    not_scored_unknown_version();
    rated_by_clinician();
    corrected_later();
    taken_back_later(why);
    quoted(text);
    answer_with_value(answer, value);
    safety_event(answer, change, last, withdrawn, why);
    safety_event_of_item(item, event);
    safety_unanswered(short, item, date);
    owner(name, known);
}
