//! Long forms, against the published rule written by hand: every pair of answers to every pair of
//! items, and random forms.

use super::*;

/// Tests every pair of answers to every pair of items; the other items keep the answers of `form`.
fn all_pairs<const N: usize>(
    form: [Option<i32>; N],
    answers: impl Fn(usize) -> Vec<Option<i32>>,
    check: impl Fn([Option<i32>; N]),
) {
    for second in 0..N {
        for first in 0..second {
            for a in answers(first) {
                for b in answers(second) {
                    let mut pair = form;
                    (pair[first], pair[second]) = (a, b);
                    check(pair);
                }
            }
        }
    }
}

/// Unanswered, and every whole number up to `most`.
fn to(most: i32) -> Vec<Option<i32>> {
    std::iter::once(None).chain((0..=most).map(Some)).collect()
}

/// The sum; `None` if an answer is missing.
fn whole_sum(values: &[Option<i32>]) -> Option<i32> {
    values.iter().copied().sum()
}

/// Radloff 1977: items 4, 8, 12 and 16 are reversed; at risk from 16.
fn check_cesd(form: [Option<i32>; 20]) {
    let mut points = form;
    for reversed in [3, 7, 11, 15] {
        points[reversed] = form[reversed].map(|it| 3 - it);
    }
    let total = sum_of(&points).0;
    let (band, missing) = (if total >= 16 { "at-risk" } else { "below" }, blanks(&form));
    let score = of("cesd", &form);
    assert_eq!(told(&score), strict(total, band, missing), "{form:?}");
    let at_risk = if missing > 0 { FoundValue::Unknown } else { FoundValue::Holds(total >= 16) };
    assert!(finding(&score, "at_risk") == at_risk);
}

/// Weathers et al. 2013: clusters B 1-5, C 6-7, D 8-14, E 15-20; provisional from one B, one C, two D and two E at "moderately"; 31 to 33.
fn check_pcl5(form: [Option<i32>; 20]) {
    let clusters = [&form[..5], &form[5..7], &form[7..14], &form[14..]];
    let score = of("pcl5", &form);
    let (total, missing) = (whole_sum(&form), blanks(&form));
    let status = if missing == 0 { ScoreStatus::Complete } else { ScoreStatus::NotScorable };
    assert_eq!(told(&score), (status, total, None, missing), "{form:?}");
    for (name, cluster) in ["B", "C", "D", "E"].into_iter().zip(clusters) {
        assert_eq!(beside(&score, name), whole_sum(cluster), "{name} of {form:?}");
    }
    let endorsed = clusters.map(|cluster| {
        let at_two = cluster.iter().filter(|it| **it >= Some(2)).count();
        (blanks(cluster) == 0).then_some(i32::try_from(at_two).unwrap())
    });
    assert!(finding(&score, "endorsed") == FoundValue::Numbers(endorsed.to_vec()), "{form:?}");
    let provisional = match endorsed {
        [Some(b), Some(c), Some(d), Some(e)] => {
            FoundValue::Holds(b >= 1 && c >= 1 && d >= 2 && e >= 2)
        }
        _ => FoundValue::Unknown,
    };
    assert!(finding(&score, "provisional_ptsd") == provisional, "{form:?}");
    for (name, cut) in [("cut31", 31), ("cut33", 33)] {
        let expected = total.map_or(FoundValue::Unknown, |it| FoundValue::Holds(it >= cut));
        assert!(finding(&score, name) == expected);
    }
}

/// Kroenke, Spitzer, Williams 2002: 5, 10, 15; item 4 is asked of women and never missing.
fn check_phq15(sex: Option<Sex>, form: [Option<i32>; 15]) {
    let mut counted = form;
    counted[3] = if sex == Some(Sex::Male) { Some(0) } else { form[3].or(Some(0)) };
    let total = sum_of(&counted).0;
    let band = band_of(total, &[(0, "minimal"), (5, "low"), (10, "medium"), (15, "high")]);
    let told = told(&of_a(sex, "phq15", &form)) == strict(total, band, blanks(&counted));
    assert!(told, "{sex:?} {form:?}");
}

/// Babor et al. 2001: item 1 "never" leads to item 9; no more than two drinks and never six leads there from item 3; 8, 16, 20.
fn check_audit(form: [Option<i32>; 10]) {
    let mut counted = form;
    let mut leave = |items: std::ops::Range<usize>| {
        for item in items {
            counted[item] = counted[item].or(Some(0));
        }
    };
    if form[0] == Some(0) {
        leave(1..8);
    }
    if form[1] == Some(0) && form[2] == Some(0) {
        leave(3..8);
    }
    let total = sum_of(&counted).0;
    let bands = [(0, "low"), (8, "hazardous"), (16, "harmful"), (20, "dependence")];
    let score = of("audit", &form);
    let expected = strict(total, band_of(total, &bands), blanks(&counted));
    assert_eq!(told(&score), expected, "{form:?}");
    for (name, items) in [("consumption", 0..3), ("dependence", 3..6), ("problems", 6..10)] {
        assert_eq!(beside(&score, name), whole_sum(&counted[items]), "{name} of {form:?}");
    }
}

/// Hamilton 1960, items as rated; 8, 14, 19, 23 as in CamCOPS hamd.
fn check_hamd17(form: [Option<i32>; 18]) {
    let weight = [form[16], form[15]].into_iter().flatten();
    let assessed = weight.clone().find(|it| *it != 3);
    let mut counted = form;
    counted[15] = assessed.or(weight.max().map(|_| 0));
    counted[16] = Some(0);
    let total = sum_of(&counted).0;
    let bands = [(0, "normal"), (8, "mild"), (14, "moderate"), (19, "severe"), (23, "very-severe")];
    let score = of("hamd17", &form);
    let expected = strict(total, band_of(total, &bands), blanks(&counted));
    assert_eq!(told(&score), expected, "{form:?}");
    let open = u32::from(form[2].is_none());
    assert_eq!(score.safety, Safety::of(form[2] >= Some(1), open));
    assert_eq!(score.safety_unanswered, u32::from(form[2].is_none()));
}

/// Rush et al. 2003: nine domains; the highest of sleep 1-4, of appetite and weight 6-9, of 15 and 16; 6, 11, 16, 21.
fn check_qids(form: [Option<i32>; 16]) {
    let highest = |items: &[Option<i32>]| {
        let all: Option<Vec<i32>> = items.iter().copied().collect();
        all.and_then(|it| it.into_iter().max())
    };
    let domains = [
        highest(&form[..4]),
        form[4],
        highest(&[form[5].max(form[6]), form[7].max(form[8])]),
        form[9],
        form[10],
        form[11],
        form[12],
        form[13],
        highest(&form[14..]),
    ];
    let pair = |first: usize| u32::from(form[first].is_none() && form[first + 1].is_none());
    let missing = blanks(&form[..5]) + pair(5) + pair(7) + blanks(&form[9..]);
    let total = sum_of(&domains).0;
    let bands = [(0, "none"), (6, "mild"), (11, "moderate"), (16, "severe"), (21, "very-severe")];
    let score = of("qids_sr16", &form);
    assert_eq!(told(&score), strict(total, band_of(total, &bands), missing), "{form:?}");
    assert!(finding(&score, "domains") == FoundValue::Numbers(domains.to_vec()), "{form:?}");
    assert!(finding(&score, "item12") == form[11].map_or(FoundValue::Unknown, FoundValue::Answer));
    assert_eq!(score.safety, Safety::of(form[11] >= Some(1), u32::from(form[11].is_none())));
}

/// Cox, Holden, Sagovsky 1987: answers from the top, items 3 and 5 to 10 reversed; 10 and 13. Item 10 alerts by its points.
fn check_epds(form: [Option<i32>; 10]) {
    let mut points = form;
    for reversed in [2, 4, 5, 6, 7, 8, 9] {
        points[reversed] = form[reversed].map(|it| 3 - it);
    }
    let (total, missing) = (sum_of(&points).0, blanks(&form));
    let bands = [(0, "low"), (10, "possible-depression"), (13, "probable-depression")];
    let score = of("epds", &form);
    assert_eq!(told(&score), strict(total, band_of(total, &bands), missing), "{form:?}");
    assert_eq!(score.safety, Safety::of(points[9] >= Some(1), u32::from(form[9].is_none())));
    assert_eq!(score.safety_unanswered, u32::from(form[9].is_none()));
    for (name, cut) in [("cut10", 10), ("cut13", 13)] {
        let expected =
            if missing > 0 { FoundValue::Unknown } else { FoundValue::Holds(total >= cut) };
        assert!(finding(&score, name) == expected);
    }
}

#[test]
fn every_pair_of_answers_to_the_cesd() {
    for level in [0, 2] {
        all_pairs([Some(level); 20], |_| to(3), check_cesd);
    }
}

#[test]
fn every_pair_of_answers_to_the_pcl5() {
    for level in [0, 2] {
        all_pairs([Some(level); 20], |_| to(4), check_pcl5);
    }
}

#[test]
fn every_pair_of_answers_to_the_phq15() {
    for sex in [None, Some(Sex::Female), Some(Sex::Male)] {
        all_pairs([Some(1); 15], |_| to(2), |form| check_phq15(sex, form));
    }
}

const AUDIT_ANSWERS: [&[i32]; 2] = [&[0, 1, 2, 3, 4], &[0, 2, 4]];

#[test]
fn every_pair_of_answers_to_the_audit() {
    let answers = |item: usize| {
        let given = AUDIT_ANSWERS[usize::from(item >= 8)].iter().copied().map(Some);
        std::iter::once(None).chain(given).collect()
    };
    for level in [Some(0), Some(2), None] {
        all_pairs([level; 10], answers, check_audit);
    }
}

const HAMD_MOST: [i32; 18] = [4, 4, 4, 2, 2, 2, 4, 4, 4, 4, 4, 2, 2, 2, 4, 3, 3, 2];

#[test]
fn every_pair_of_answers_to_the_hamd() {
    for level in [0, 1] {
        all_pairs([Some(level); 18], |item| to(HAMD_MOST[item]), check_hamd17);
    }
}

#[test]
fn every_pair_of_answers_to_the_qids() {
    for level in [0, 1] {
        all_pairs([Some(level); 16], |_| to(3), check_qids);
    }
}

#[test]
fn every_pair_of_answers_to_the_epds() {
    for level in [0, 2] {
        all_pairs([Some(level); 10], |_| to(3), check_epds);
    }
}

/// An answer up to `most`; one in ten is blank.
fn answer(most: i32) -> impl Strategy<Value = Option<i32>> {
    prop::option::weighted(0.9, 0..=most)
}

proptest! {
    #[test]
    fn any_cesd(form in prop::array::uniform20(answer(3))) {
        check_cesd(form);
    }

    #[test]
    fn any_complete_cesd(form in prop::array::uniform20(0..=3)) {
        check_cesd(form.map(Some));
    }

    #[test]
    fn any_pcl5(form in prop::array::uniform20(answer(4))) {
        check_pcl5(form);
    }

    #[test]
    fn any_complete_pcl5(form in prop::array::uniform20(0..=4)) {
        check_pcl5(form.map(Some));
    }

    #[test]
    fn any_phq15(form in prop::array::uniform15(answer(2)), sex in 0..3) {
        check_phq15([None, Some(Sex::Female), Some(Sex::Male)][usize::try_from(sex).unwrap()], form);
    }

    #[test]
    fn any_audit(form in prop::array::uniform10(answer(4))) {
        let offered = |it: i32| if it % 2 == 0 { it } else { it - 1 };
        let mut form = form;
        (form[8], form[9]) = (form[8].map(offered), form[9].map(offered));
        check_audit(form);
    }

    #[test]
    fn any_hamd(form in prop::array::uniform18(answer(4))) {
        let mut form = form;
        for (value, most) in form.iter_mut().zip(HAMD_MOST) {
            *value = value.map(|it| it.min(most));
        }
        check_hamd17(form);
    }

    #[test]
    fn any_qids(form in prop::array::uniform16(answer(3))) {
        check_qids(form);
    }

    #[test]
    fn any_epds(form in prop::array::uniform10(answer(3))) {
        check_epds(form);
    }
}
