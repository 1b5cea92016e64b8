//! The outcome in a chart: its sentences, lines, marks and series, and what happened between infusions.

use super::*;
use crate::outcome::State;

fn outcome(journal: &Journal) -> OutcomeView {
    journal.chart(Some("phq9")).outcome.unwrap()
}

/// Infusions and PHQ-9 totals at 8 in the morning, by day of May 2026; a total below 0 is a form without one.
fn course(infusions: &[u32], scores: &[(u32, i32)]) -> Journal {
    let mut journal = Journal::default();
    journal.profile("REYES, Dana");
    for day in infusions {
        journal.infusion(&format!("2026-04-{day:02}T10:00:00-04:00"), 41.0, None);
    }
    for (day, total) in scores {
        let time = format!("2026-04-{day:02}T08:00:00-04:00");
        if *total < 0 {
            journal.unscored(&time);
        } else {
            journal.phq9(&time, *total, Some(0));
        }
    }
    journal
}

#[test]
fn a_lost_response_in_sentences() {
    let it = outcome(&reyes());
    assert_eq!(it.state, State::LostResponse);
    assert_eq!(
        it.texts,
        [
            "Lost response: PHQ-9 21 at baseline (27 Mar 2026), best 8 (−61\u{a0}%) on 21 Apr 2026, \
             now 17 (−19\u{a0}%) on 12 May 2026.",
            "First response on day 24 after the first infusion.",
            "Response was lost on day 24 after the last infusion of series 1 (n = 1).",
            "3 scores since the first infusion.",
        ]
    );
    assert_eq!(
        it.own_texts,
        [
            "Your PHQ-9 was 21 on 27 Mar 2026, before your first infusion.",
            "It was 17 on 12 May 2026.",
            "24 days since your infusion.",
        ]
    );
}

#[test]
fn lines_marks_and_series_of_a_lost_response() {
    let it = outcome(&reyes());
    let lines: Vec<_> = it.lines.iter().map(|it| (it.kind, it.text.as_str())).collect();
    assert_eq!(
        lines,
        [
            (ReferenceKind::Baseline, "baseline 21"),
            (ReferenceKind::Response, "response ≤ 10.5"),
            (ReferenceKind::Remission, "remission < 5"),
        ]
    );
    let marks: Vec<_> = it.marks.iter().map(|it| (it.at.as_str(), it.text.as_str())).collect();
    assert_eq!(
        marks,
        [
            ("2026-04-21T08:00:00-04:00", "first response, day 24"),
            ("2026-05-12T09:12:00-04:00", "lost response, day 24 after infusion 6"),
        ]
    );
    let series = &it.series[0];
    assert_eq!((series.label.as_str(), series.lost), ("Series 1: 6 infusions", true));
    assert_eq!((series.response_days, series.text.as_str()), (Some(24), "lost on day 24"));
}

#[test]
fn each_state_has_its_own_first_sentence() {
    let first = |infusions: &[u32], scores: &[(u32, i32)]| {
        let it = outcome(&course(infusions, scores));
        (it.state, it.texts[0].clone())
    };
    let (state, text) = first(&[], &[(1, 20)]);
    assert_eq!(state, State::NoInfusion);
    assert_eq!(text, "No infusion is recorded, so there is nothing to compare the PHQ-9 with.");
    let (state, text) = first(&[20], &[(1, 20), (21, 9)]);
    assert_eq!(state, State::NoBaseline);
    assert_eq!(
        text,
        "No PHQ-9 was scored on the day of the first infusion (20 Apr 2026) or in the 14 days before it, \
         so there is no baseline."
    );
    let (state, text) = first(&[2], &[(1, 20), (9, -1)]);
    assert_eq!(state, State::NoFollowUp);
    assert_eq!(
        text,
        "PHQ-9 20 at baseline (1 Apr 2026). No PHQ-9 scored since the first infusion."
    );
    let (state, text) = first(&[2], &[(1, 20), (9, 4)]);
    assert_eq!(state, State::Remission);
    assert_eq!(
        text,
        "Remission: PHQ-9 20 at baseline (1 Apr 2026), now 4 (−80\u{a0}%) on 9 Apr 2026."
    );
    assert_eq!(first(&[2], &[(1, 20), (9, 10)]).0, State::Response);
    assert_eq!(first(&[2], &[(1, 20), (9, 11)]).0, State::PartialResponse);
    assert_eq!(first(&[2], &[(1, 20), (9, 16)]).0, State::NoResponse);
    let (state, text) = first(&[2], &[(1, 10), (9, 15)]);
    assert_eq!(state, State::Deterioration);
    assert_eq!(
        text,
        "Worse than baseline: PHQ-9 10 at baseline (1 Apr 2026), now 15 (+50\u{a0}%) on 9 Apr 2026."
    );
}

#[test]
fn a_percentage_is_never_rounded_up_to_a_response() {
    // 23 to 12 is 47.8 percent, 21 to 11 is 47.6; neither is shown as 48 or more.
    let it = outcome(&course(&[2], &[(1, 23), (9, 12)]));
    assert!(it.texts[0].contains("(−47\u{a0}%)"), "{}", it.texts[0]);
    assert_eq!(it.state, State::PartialResponse);
}

#[test]
fn a_baseline_of_zero_or_in_remission_is_stated() {
    let it = outcome(&course(&[2], &[(1, 0), (9, 3)]));
    assert_eq!(it.texts[0], "Remission: PHQ-9 0 at baseline (1 Apr 2026), now 3 on 9 Apr 2026.");
    assert!(it.texts.contains(&"A baseline of 0 has no percentage.".to_owned()));
    assert!(
        it.texts.contains(&"The baseline was already in the range called remission.".to_owned())
    );
    assert!(it.lines.iter().all(|line| line.kind != ReferenceKind::Response));
}

#[test]
fn forms_without_a_score_are_counted_and_never_zero() {
    let it = outcome(&course(&[2], &[(1, 20), (9, 12), (16, -1)]));
    assert!(it.texts[0].contains("now 12"), "{}", it.texts[0]);
    assert_eq!(it.texts.last().unwrap(), "1 score since the first infusion, 1 not scored.");
}

#[test]
fn the_sentences_for_the_patient_have_no_clinical_name() {
    let journals = [reyes(), course(&[2], &[(1, 10), (9, 15)]), course(&[20], &[(1, 20), (21, 9)])];
    for text in journals.iter().flat_map(|it| outcome(it).own_texts) {
        for word in ["response", "remission", "baseline", "worse", "lost", "severe", "risk"] {
            assert!(!text.to_lowercase().contains(word), "{text}");
        }
    }
}

#[test]
fn a_row_of_each_infusion_has_the_scores_and_daily_answers_around_it() {
    let mut journal = course(&[10, 20], &[(9, 20), (12, 14), (18, 12), (22, 15)]);
    for (day, mood) in
        [("07", 2.0), ("09", 3.0), ("10", 4.0), ("12", 6.0), ("13", 7.0), ("14", 9.0)]
    {
        journal.check_in(&format!("2026-04-{day}T19:00:00-04:00"), mood, Some(false));
    }
    journal.check_in("2026-04-06T19:00:00-04:00", 9.0, Some(false));
    let chart = journal.chart(Some("phq9"));
    let [first, second] = &chart.infusions[..] else { panic!("two infusions") };
    let it = &first.between;
    assert_eq!(it.before_text.as_deref(), Some("20"));
    assert_eq!((it.best_text.as_deref(), it.last_text.as_deref()), (Some("12"), Some("12")));
    assert_eq!((it.change_text.as_deref(), it.days_to_next, it.scores), (Some("+8"), Some(10), 2));
    let mood = &it.daily[0];
    assert_eq!((mood.label.as_str(), mood.before_text.as_str()), ("mood", "2.5 (n = 2)"));
    assert_eq!(mood.after_text, "5.7 (n = 3)");
    assert_eq!(mood.after, [Some(4.0), None, Some(6.0), Some(7.0)]);
    assert_eq!(second.between.before_text.as_deref(), Some("12"));
    assert_eq!(
        (second.between.days_to_next, second.between.change_text.as_deref()),
        (None, Some("−3"))
    );
    assert!(second.between.daily.is_empty());
}

#[test]
fn an_answer_before_an_infusion_on_the_same_day_is_not_after_it() {
    let mut journal = course(&[10], &[(9, 20)]);
    journal.check_in("2026-04-10T07:00:00-04:00", 2.0, Some(false));
    let chart = journal.chart(Some("phq9"));
    assert!(chart.infusions[0].between.daily.is_empty());
    journal.check_in("2026-04-10T19:00:00-04:00", 6.0, Some(false));
    let chart = journal.chart(Some("phq9"));
    assert_eq!(chart.infusions[0].between.daily[0].after_text, "6 (n = 1)");
}

#[test]
fn a_corrected_infusion_gives_the_outcome_of_the_corrected_history() {
    let mut journal = course(&[], &[(1, 20), (9, 9)]);
    let wrong = journal.infusion("2026-04-10T10:00:00-04:00", 41.0, None);
    assert_eq!(outcome(&journal).state, State::NoFollowUp);
    journal.infusion("2026-04-02T10:00:00-04:00", 41.0, Some(wrong));
    let right = course(&[2], &[(1, 20), (9, 9)]);
    assert_eq!(outcome(&journal).texts, outcome(&right).texts);
}

#[test]
fn an_instrument_without_a_total_has_no_outcome() {
    assert_eq!(reyes().chart(Some("daily_checkin")).outcome, None);
}

#[test]
fn of_equally_good_scores_the_earlier_is_the_best() {
    let it = outcome(&course(&[2], &[(1, 20), (5, 9), (9, 9), (12, 16)]));
    assert!(it.texts[0].contains("best 9 (−55\u{a0}%) on 5 Apr 2026"), "{}", it.texts[0]);
}

#[test]
fn a_response_that_was_lost_during_a_series_or_regained_is_told_by_the_latest_score() {
    let during = outcome(&course(&[2, 8], &[(1, 20), (4, 9), (7, 16), (9, 16)]));
    assert_eq!(during.state, State::LostResponse);
    let regained = outcome(&course(&[2], &[(1, 20), (5, 9), (9, 16), (12, 8)]));
    assert_eq!(regained.state, State::Response);
}

#[test]
fn a_corrected_form_counts_once_also_if_it_stays_in_sight() {
    let mut journal = course(&[2], &[(1, 20)]);
    let first = journal.phq9("2026-04-09T08:00:00-04:00", 15, Some(3));
    journal.phq9_replacing("2026-04-09T08:30:00-04:00", 9, Some(0), Some(first));
    let texts = outcome(&journal).texts;
    assert_eq!(texts.last().unwrap(), "1 score since the first infusion.");
    assert!(texts[0].contains("now 9 (−55\u{a0}%)"), "{}", texts[0]);
}
