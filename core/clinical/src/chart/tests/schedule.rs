//! The care plan in a chart.

use super::*;
use crate::entry::care_plan::{Anchor, Repeat};

fn row(anchor: Anchor, offset_days: i16, window_days: u16, repeat: Option<Repeat>) -> PlanRow {
    PlanRow { instrument: "phq9".to_owned(), anchor, offset_days, window_days, repeat }
}

#[test]
fn a_plan_shows_its_rows_what_falls_due_and_how_much_was_answered() {
    let mut journal = reyes();
    let weekly = Repeat { every_days: 7, times: Some(4) };
    journal.care_plan(
        "2026-04-20T10:00:00-04:00",
        vec![row(Anchor::Start, 0, 2, Some(weekly)), row(Anchor::BeforeInfusion, -2, 2, None)],
    );
    journal.plan("2026-05-15", None);
    let schedule = journal.chart(None).schedule.unwrap();
    let rows: Vec<&str> = schedule.rows.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(
        rows,
        [
            "PHQ-9: on the first day of the plan, or up to 2 days later · then every 7 days, 4 in all",
            "PHQ-9: from 2 days before each infusion",
        ]
    );
    assert_eq!(schedule.since_text, "In force since 20 Apr 2026.");
    let due: Vec<&str> = schedule.items.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(
        due,
        [
            "PHQ-9, 20 Apr to 22 Apr: answered 21 Apr",
            "PHQ-9, 27 Apr to 29 Apr: not answered",
            "PHQ-9, 4 May to 6 May: answered 5 May",
            "PHQ-9, 11 May to 13 May: answered 12 May",
            "PHQ-9, 13 May to 15 May",
        ]
    );
    assert_eq!(reyes().chart(None).schedule, None);
}

#[test]
fn a_plan_changed_in_mid_course_counts_from_its_own_first_day() {
    let mut journal = reyes();
    let once = vec![row(Anchor::Start, 0, 2, None)];
    journal.care_plan("2026-04-20T10:00:00-04:00", once.clone());
    journal.care_plan("2026-05-05T10:00:00-04:00", once);
    let schedule = journal.chart(None).schedule.unwrap();
    let due: Vec<&str> = schedule.items.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(due, ["PHQ-9, 5 May to 7 May: answered 5 May"]);
    assert_eq!(schedule.adherence_text, "Of 1 due: 1 answered in time, 0 late, 0 not answered.");
}

#[test]
fn what_a_patient_keeps_private_is_not_called_unanswered() {
    let mut journal = Journal::default();
    journal.profile("REYES, Dana");
    journal.care_plan("2026-05-01T10:00:00-04:00", vec![row(Anchor::Start, 0, 2, None)]);
    let due = |journal: &Journal| journal.chart(None).schedule.unwrap().items[0].text.clone();
    assert_eq!(due(&journal), "PHQ-9, 1 May to 3 May: not answered");
    journal.share(SharingChoice::Own);
    assert_eq!(due(&journal), "PHQ-9, 1 May to 3 May: not shared");
    let schedule = journal.chart(None).schedule.unwrap();
    assert_eq!(
        schedule.adherence_text,
        "Of 1 due: 0 answered in time, 0 late, 0 not answered, 1 not shared."
    );
}

#[test]
fn an_answer_after_the_window_is_late_and_not_in_time() {
    let mut journal = reyes();
    journal.care_plan("2026-04-27T10:00:00-04:00", vec![row(Anchor::Start, 0, 2, None)]);
    let schedule = journal.chart(None).schedule.unwrap();
    assert_eq!(schedule.items[0].text, "PHQ-9, 27 Apr to 29 Apr: answered late, 5 May");
    assert_eq!(schedule.adherence_text, "Of 1 due: 0 answered in time, 1 late, 0 not answered.");
}

#[test]
fn neither_a_stopped_form_nor_a_rating_answers_what_the_patient_is_asked() {
    let mut journal = Journal::default();
    let once = row(Anchor::Start, 0, 2, None);
    let rated = PlanRow { instrument: "hamd17".to_owned(), ..once };
    journal.care_plan("2026-05-01T10:00:00-04:00", vec![once, rated]);
    journal.stopped("2026-05-02T08:00:00-04:00", &[1]);
    journal.hamd17(Side::Clinic, "2026-05-02T09:00:00-04:00", 0);
    let schedule = journal.chart(None).schedule.unwrap();
    let states: Vec<&str> = schedule.items.iter().map(|it| it.state.as_str()).collect();
    assert_eq!(states, ["not-answered", "not-answered"]);
}
