//! Baseline, follow-up and what is compared: McInnes 2022, and the contract of outcomes.

use super::{by, of, points};
use crate::catalogue;
use crate::outcome::{Kind, Remission, Rules, Scale, Window};

#[test]
fn half_of_the_baseline_is_a_response_and_a_point_less_is_partial() {
    for (total, kind) in [
        (4, Kind::Remission),
        (5, Kind::Response),
        (10, Kind::Response),
        (11, Kind::PartialResponse),
        (15, Kind::PartialResponse),
        (16, Kind::NoResponse),
        (24, Kind::NoResponse),
        (25, Kind::Deterioration),
    ] {
        let it = of("phq9", &[0], &[(0, 20), (7, total)]);
        assert_eq!(it.outcome, Some(kind), "{total}");
        assert_eq!(it.response, Some(total <= 10), "{total}");
        assert_eq!(it.partial, Some((11..=15).contains(&total)), "{total}");
        assert_eq!(it.worse, Some(total > 20), "{total}");
        assert_eq!(it.change, Some(points(20 - total)), "{total}");
    }
    let odd = of("phq9", &[0], &[(0, 19), (7, 9)]);
    assert_eq!((odd.response, odd.reduction), (Some(true), Some(10.0 / 19.0)));
    assert_eq!(of("phq9", &[0], &[(0, 19), (7, 10)]).response, Some(false));
}

#[test]
fn the_baseline_is_the_last_score_at_or_before_the_first_infusion_and_at_most_14_days_old() {
    let baseline = |scores: &[(i64, i32)]| of("phq9", &[20], scores).baseline;
    assert_eq!(baseline(&[(3, 9), (6, 10), (20, 11), (21, 12)]), Some(points(11)));
    assert_eq!(baseline(&[(6, 10), (21, 12)]), Some(points(10)));
    assert_eq!(baseline(&[(5, 10), (21, 12)]), None);
    assert_eq!(baseline(&[(6, 10), (7, -1), (21, 12)]), Some(points(10)));
    let rules = Rules { baseline_days: 15, ..Rules::default() };
    assert_eq!(by("phq9", &rules, &[20], &[(5, 10)]).baseline, Some(points(10)));
}

#[test]
fn what_is_missing_leaves_only_what_does_not_need_it() {
    let none = of("phq9", &[], &[(0, 20), (7, -1)]);
    assert_eq!((none.outcome, none.n, none.missing), (Some(Kind::NoInfusion), 0, 1));
    assert_eq!((none.baseline, none.follow_up, none.latest), (None, None, None));

    let bare = of("phq9", &[0], &[(3, 12), (9, 8)]);
    assert_eq!((bare.outcome, bare.n), (Some(Kind::NoBaseline), 2));
    assert_eq!((bare.follow_up, bare.follow_up_day), (Some(points(8)), Some(9)));
    assert_eq!((bare.response, bare.remission, bare.worse), (None, None, None));
    assert!(bare.durability.is_empty());

    let early = of("phq9", &[0], &[(-3, -1), (0, 20), (5, -1)]);
    assert_eq!((early.outcome, early.missing), (Some(Kind::NoFollowUp), 2));
    assert_eq!((early.baseline, early.remission), (Some(points(20)), None));
}

#[test]
fn a_baseline_of_zero_has_no_percentage_and_no_response() {
    let it = of("phq9", &[0], &[(0, 0), (7, 0)]);
    assert_eq!((it.reduction, it.response, it.partial), (None, Some(false), Some(false)));
    assert_eq!((it.outcome, it.remission), (Some(Kind::Remission), Some(true)));
    assert_eq!(of("phq9", &[0], &[(0, 0), (7, 5)]).outcome, Some(Kind::Deterioration));
}

#[test]
fn more_points_are_better_where_the_instrument_says_so() {
    for (total, kind) in [(50, Kind::Response), (49, Kind::NoResponse), (30, Kind::Deterioration)] {
        let it = of("who5", &[0], &[(0, 40), (7, total)]);
        assert_eq!(it.outcome, Some(kind), "{total}");
        assert_eq!((it.reduction, it.partial, it.remission), (None, Some(false), None));
        assert_eq!(it.change, Some(points(total - 40)));
    }
}

#[test]
fn without_a_verified_important_change_nothing_is_called_by_it() {
    let lower = of("madrs", &[0], &[(0, 30), (7, 40)]);
    assert_eq!((lower.deterioration, lower.worse), (None, Some(true)));
    assert_eq!(lower.outcome, Some(Kind::NoResponse));
    let higher = of("qlesqsf", &[0], &[(0, 30), (7, 50)]);
    assert_eq!((higher.response, higher.deterioration, higher.outcome), (None, None, None));
    assert_eq!(higher.change, Some(points(20)));
}

#[test]
fn remission_has_a_range_of_its_own_for_five_instruments_and_for_others_none() {
    for (id, most) in [("phq9", 4), ("gad7", 4), ("madrs", 10), ("qids_sr16", 5), ("hamd17", 7)] {
        let remission = |total| of(id, &[0], &[(0, 20), (7, total)]).remission;
        assert_eq!((remission(most), remission(most + 1)), (Some(true), Some(false)), "{id}");
    }
    assert_eq!(of("isi", &[0], &[(0, 20), (7, 1)]).remission, None);
    let rules = Rules {
        remission: Some(Remission::Below(points(3))),
        remission_of: [("phq9".to_owned(), Remission::AtMost(points(5)))].into(),
        ..Rules::default()
    };
    let remission = |id, total| by(id, &rules, &[0], &[(0, 20), (7, total)]).remission;
    assert_eq!((remission("phq9", 5), remission("phq9", 6)), (Some(true), Some(false)));
    assert_eq!((remission("isi", 2), remission("isi", 3)), (Some(true), Some(false)));
    assert_eq!(remission("who5", 2), None);
}

#[test]
fn a_window_takes_the_latest_score_between_its_days_and_not_after_the_next_series() {
    let rules = Rules { window: Some(Window { from: 14, to: 31 }), ..Rules::default() };
    let day = |infusions: &[i64], scores: &[(i64, i32)]| {
        by("phq9", &rules, infusions, scores).follow_up_day
    };
    let scores = [(0, 20), (17, 9), (24, 8), (34, 7), (35, 6)];
    assert_eq!(day(&[0, 3], &scores), Some(34));
    assert_eq!(day(&[0, 3, 24], &scores), Some(24));
    assert_eq!(day(&[0, 3, 16, 24], &[(0, 20), (37, 9)]), None);
    assert_eq!(by("phq9", &rules, &[0], &[(0, 20), (13, 9)]).outcome, Some(Kind::NoFollowUp));
}

#[test]
fn onset_is_the_first_response_and_sustained_the_one_after_which_none_is_lost() {
    let it = of("phq9", &[0], &[(0, 20), (2, 10), (5, 12), (8, 9), (11, 10)]);
    assert_eq!((it.onset_day, it.sustained_from_day), (Some(2), Some(8)));
    let lost = of("phq9", &[0], &[(0, 20), (2, 10), (5, 12)]);
    assert_eq!((lost.onset_day, lost.sustained_from_day), (Some(2), None));
}

#[test]
fn deterioration_is_told_before_remission() {
    let rules = Rules { remission: Some(Remission::AtMost(points(10))), ..Rules::default() };
    let it = by("phq9", &rules, &[0], &[(0, 2), (7, 8)]);
    assert_eq!((it.deterioration, it.remission), (Some(true), Some(true)));
    assert_eq!(it.outcome, Some(Kind::Deterioration));
}

#[test]
fn an_important_change_whose_source_was_not_read_is_none() {
    let mut unread = catalogue::instrument("phq9").unwrap().clone();
    let read = Scale::of(&unread, &Rules::default());
    assert_eq!(read.is_deterioration(points(10), points(15)), Some(true));
    unread.change.minimal_important.as_mut().unwrap().verified = false;
    let scale = Scale::of(&unread, &Rules::default());
    assert_eq!(scale.is_deterioration(points(10), points(15)), None);
}
