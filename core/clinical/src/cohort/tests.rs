//! Who is counted, and the figures of those who are.

use super::*;
use crate::chart::tests::{Journal, at};
use crate::entry::Filed;
use crate::library::CATALOGUE;
use crate::timeline::{Facts, Team};
use crate::words::Words;
use interlude_protocol::id::SpaceId;

const NOW: &str = "2026-05-12T09:30:00-04:00";

fn filter() -> CohortFilter {
    CohortFilter {
        instrument: "phq9".to_owned(),
        condition: None,
        route: None,
        least_infusions: None,
        most_infusions: None,
        window_days: None,
    }
}

/// A patient by days of a course that began 60 days before [`NOW`].
fn treated(infusions: &[i64], scores: &[(i64, i32)]) -> Journal {
    let start = at(NOW).time() - chrono::Duration::days(60);
    let day = |days: i64| (start + chrono::Duration::days(days)).format("%F").to_string();
    let mut journal = Journal::default();
    journal.profile("TREATED, Ada");
    for days in infusions {
        journal.infusion(&format!("{}T10:00:00-04:00", day(*days)), 41.0, None);
    }
    for (days, total) in scores {
        journal.phq9(&format!("{}T08:00:00-04:00", day(*days)), *total, Some(0));
    }
    journal
}

fn cohort_of(journals: &[Journal], filter: &CohortFilter) -> CohortView {
    let filed: Vec<Vec<Filed<'_>>> = journals.iter().map(Journal::filed).collect();
    let facts = journals.iter().zip(&filed).zip(1_u8..).map(|((journal, entries), id)| Facts {
        patient: SpaceId([id; 16]),
        entries,
        library: &CATALOGUE,
        rules: Rules::usual(),
        team: Team::UNKNOWN,
        words: Words::en_us(),
        counts: journal.counts,
    });
    let facts: Vec<Facts<'_>> = facts.collect();
    cohort_view(&facts, filter, &at(NOW), Words::en_us()).unwrap().unwrap()
}

fn groups(view: &CohortView) -> Vec<(Group, u32)> {
    view.groups.iter().map(|it| (it.group, it.count)).collect()
}

#[test]
fn every_patient_is_counted_or_in_one_group() {
    let journals = [
        treated(&[], &[(0, 20)]),
        treated(&[0], &[(5, 9)]),
        treated(&[0, 3, 6, 9], &[(-1, 20), (20, 9)]),
        treated(&[0], &[(-1, 20), (14, 9)]),
        treated(&[0, 3, 6, 9], &[(-1, 20), (60, 9)]),
        treated(&[50, 52, 54, 56], &[(49, 20), (57, 9)]),
    ];
    let asked = CohortFilter {
        least_infusions: Some(4),
        most_infusions: Some(8),
        window_days: Some((11, 31)),
        ..filter()
    };
    let view = cohort_of(&journals, &asked);
    assert_eq!((view.patients, view.n), (5, 1));
    assert_eq!(
        groups(&view),
        [
            (Group::NoInfusion, 1),
            (Group::NoBaseline, 1),
            (Group::FewerInfusions, 1),
            (Group::StillRunning, 1),
            (Group::NoFollowUp, 1),
        ]
    );
    let everybody: u32 = view.n + view.groups.iter().map(|it| it.count).sum::<u32>();
    assert_eq!(everybody, 6);
}

#[test]
fn another_route_is_not_counted() {
    let journals = [treated(&[0], &[(-1, 20), (14, 9)])];
    let iv = CohortFilter { route: Some(Route::Iv), ..filter() };
    assert_eq!(cohort_of(&journals, &iv).n, 1);
    let im = CohortFilter { route: Some(Route::Im), ..filter() };
    assert_eq!(groups(&cohort_of(&journals, &im)), [(Group::OtherRoute, 1)]);
}

#[test]
fn a_condition_selects_by_the_episode_and_the_export_says_so() {
    let trd = TreatedCondition::Trd;
    let journal = |condition: Option<TreatedCondition>| {
        let mut journal = treated(&[0], &[(-1, 20), (14, 9)]);
        if let Some(condition) = condition {
            journal.episode(condition, "phq9");
        }
        journal
    };
    let changed = |mut journal: Journal| {
        journal.episode(trd, "phq9");
        journal
    };
    let journals = [
        journal(Some(trd)),
        journal(Some(TreatedCondition::Ptsd)),
        journal(None),
        changed(journal(Some(TreatedCondition::Ptsd))),
        treated(&[], &[]),
    ];
    let asked = CohortFilter { condition: Some(trd), ..filter() };
    let view = cohort_of(&journals, &asked);
    assert_eq!((view.patients, view.n), (4, 2), "the newest episode counts");
    assert_eq!(groups(&view), [(Group::NoInfusion, 1), (Group::OtherCondition, 2)]);
    assert!(view.csv.contains("\nfilter,condition: trd,,,,,\n"), "{}", view.csv);
    assert_eq!(cohort_of(&journals, &filter()).n, 4);
}

#[test]
fn fewer_than_ten_have_counts_only() {
    let nine = vec![treated(&[0], &[(-1, 20), (14, 9)]); 9];
    let view = cohort_of(&nine, &filter());
    assert_eq!(view.rates[0].text, "9 of 9. Fewer than 10: no percentage.");
    assert_eq!((view.rates[0].fraction, view.rates[0].ci95), (None, None));
    let ten = vec![treated(&[0], &[(-1, 20), (14, 9)]); 10];
    let view = cohort_of(&ten, &filter());
    assert_eq!(view.rates[0].text, "10 of 10 · 100\u{a0}% (95\u{a0}% CI 72\u{a0}% to 100\u{a0}%)");
    assert!(view.curve.steps.iter().all(|it| !it.few));
    let few = |n: usize| {
        let lost = vec![treated(&[0], &[(-1, 20), (7, 9), (20, 15)]); n];
        cohort_of(&lost, &filter()).curve.steps.last().unwrap().few
    };
    assert_eq!((few(9), few(10)), (true, false), "the curve is grey below ten at risk");
}

#[test]
fn an_export_hides_small_counts_and_their_complement() {
    let mut journals = vec![treated(&[0], &[(-1, 20), (14, 9)]); 12];
    journals.extend(vec![treated(&[0], &[(-1, 20), (14, 19)]); 2]);
    journals.push(treated(&[], &[]));
    let csv = cohort_of(&journals, &filter()).csv;
    assert!(csv.contains("\nrate,response,hidden,14,,,\n"), "{csv}");
    assert!(csv.contains("\nnot counted,no-infusion,fewer than 5,,,,\n"), "{csv}");
}

#[test]
fn an_export_hides_a_row_of_the_curve_whose_sum_would_tell_a_small_count() {
    let mut journals = vec![treated(&[0], &[(-1, 20), (7, 9), (30, 9)]); 9];
    journals.extend(vec![treated(&[0], &[(-1, 20), (7, 9), (20, 15)]); 2]);
    let csv = cohort_of(&journals, &filter()).csv;
    assert!(csv.contains("\nat risk,week 2,11,11,,,\nlost,week 2,0,11,,,\n"), "{csv}");
    for (name, count) in [("at risk", "hidden"), ("lost", "fewer than 5"), ("censored", "hidden")] {
        assert!(csv.contains(&format!("\n{name},week 4,{count},11,,,\n")), "{csv}");
    }
}

#[test]
fn the_curve_counts_everyone_at_each_week() {
    let journals = [
        treated(&[0], &[(-1, 20), (7, 9), (14, 15)]),
        treated(&[0], &[(-1, 20), (7, 9), (30, 9)]),
        treated(&[0], &[(-1, 20), (7, 19)]),
    ];
    let curve = cohort_of(&journals, &filter()).curve;
    assert_eq!(curve.n, 2);
    let rows: Vec<_> =
        curve.rows.iter().map(|it| (it.week, it.at_risk, it.lost, it.censored)).collect();
    assert_eq!(rows, [(0, 2, 0, 0), (2, 2, 0, 0), (4, 1, 1, 0)]);
    assert_eq!(curve.censored, [30.0]);
    assert_eq!(curve.text, "Half had lost the response by day 14 (Kaplan–Meier, 2 patients).");
}

#[test]
fn published_figures_are_those_of_the_instrument() {
    let view = cohort_of(&[treated(&[0], &[(-1, 20), (14, 9)])], &filter());
    let studies: Vec<_> = view.published.iter().map(|it| it.response).collect();
    assert_eq!(studies, [Some(53.6), Some(50.0), Some(26.0)]);
    assert_eq!(
        view.published[0].text,
        "PHQ-9, n = 537 of 9016, 14 to 31 days after induction of 4 to 8 infusions in 7 to 28 days, \
         remission below 5"
    );
    assert_eq!(published::published().len(), 7);
}

#[test]
fn a_filter_that_contradicts_itself_is_refused() {
    let facts: [Facts<'_>; 0] = [];
    for wrong in [
        CohortFilter { window_days: Some((31, 14)), ..filter() },
        CohortFilter { least_infusions: Some(8), most_infusions: Some(4), ..filter() },
    ] {
        assert!(cohort_view(&facts, &wrong, &at(NOW), Words::en_us()).unwrap().is_none());
    }
    let unknown = CohortFilter { instrument: "phq99".to_owned(), ..filter() };
    assert!(cohort_view(&facts, &unknown, &at(NOW), Words::en_us()).is_err());
}
