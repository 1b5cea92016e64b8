//! Safety items over time: every answer with its day, and a missing one by its name.

use super::*;

#[test]
fn a_safety_item_is_listed_with_days_since_the_infusion_and_what_is_missing() {
    let mut journal = Journal::default();
    journal.phq9("2026-05-01T08:00:00-04:00", 12, Some(0));
    journal.infusion("2026-05-02T10:00:00-04:00", 41.0, None);
    journal.phq9("2026-05-04T08:00:00-04:00", 12, Some(2));
    journal.phq9("2026-05-09T23:30:00-04:00", 12, None);
    let items = journal.chart(Some("gad7")).safety_items;
    assert_eq!(items.len(), 1, "of every instrument, whichever is drawn");
    assert_eq!(items[0].label, "PHQ-9 item 9");
    assert_eq!(items[0].n_text, "3 forms, not answered in 1");
    let told: Vec<_> = items[0]
        .answers
        .iter()
        .map(|it| (it.date_text.as_str(), it.since_text.as_deref(), it.text.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("1 May", None, "\"Not at all\" (0)"),
            ("4 May", Some("day 2"), "\"More than half the days\" (2)"),
            ("9 May", Some("day 7"), "not answered"),
        ]
    );
    let marks: Vec<_> = items[0].answers.iter().map(|it| (it.is_answered, it.is_met)).collect();
    assert_eq!(marks, [(true, false), (true, true), (false, false)]);
}

#[test]
fn an_answer_that_was_taken_back_stays_in_sight_and_nothing_says_safe() {
    let mut journal = reyes();
    let record = journal.phq9("2026-05-03T08:00:00-04:00", 12, Some(3));
    journal.retract(Side::Patient, record);
    let chart = journal.chart(None);
    let shown = chart.safety_items.iter().flat_map(|it| &it.answers);
    let gone = shown.filter(|it| it.text.contains("taken back later"));
    assert_eq!(gone.count(), 1);
    for item in &chart.safety_items {
        for text in item.answers.iter().map(|it| &it.text).chain([&item.label, &item.n_text]) {
            let text = text.to_lowercase();
            assert!(!text.contains("safe") && !text.contains("risk"), "{text}");
        }
    }
}
