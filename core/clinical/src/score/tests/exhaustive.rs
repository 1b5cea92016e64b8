//! Every possible form, against the published rule written by hand. The definitions are not used.

use super::*;

/// Calls `check` with every form of `N` items with any of `answers`.
pub(super) fn every<const N: usize>(
    answers: &[Option<i32>],
    mut check: impl FnMut([Option<i32>; N]),
) {
    let forms = answers.len().pow(u32::try_from(N).unwrap());
    for code in 0..forms {
        let mut rest = code;
        check([(); N].map(|()| {
            let answer = answers[rest % answers.len()];
            rest /= answers.len();
            answer
        }));
    }
}

const NO_YES: [Option<i32>; 3] = [None, Some(0), Some(1)];
const TO_3: [Option<i32>; 5] = [None, Some(0), Some(1), Some(2), Some(3)];
const TO_4: [Option<i32>; 6] = [None, Some(0), Some(1), Some(2), Some(3), Some(4)];
const TO_10: [Option<i32>; 12] = {
    let mut answers = [None; 12];
    let mut value = 0;
    let mut place = 1;
    while place < 12 {
        answers[place] = Some(value);
        place += 1;
        value += 1;
    }
    answers
};

/// The mean of the answers replaces up to `most` blanks, rounded half up.
fn prorated<'a>(values: &[Option<i32>], most: u32, bands: &[(i32, &'a str)]) -> Told<'a> {
    let ((sum, given), missing) = (sum_of(values), blanks(values));
    let items = i32::try_from(values.len()).unwrap();
    if missing > most {
        return (ScoreStatus::NotScorable, None, None, missing);
    }
    let given = i32::try_from(given).unwrap();
    let (whole, rest) = (sum * items / given, sum * items % given);
    let total = whole + i32::from(2 * rest >= given);
    let status = if missing == 0 { ScoreStatus::Complete } else { ScoreStatus::Prorated };
    (status, Some(total), Some(band_of(total, bands)), missing)
}

/// Kroenke, Spitzer, Williams 2001. Algorithm: five symptoms for a major, two to four for another syndrome, with item 1 or 2;
/// items 1 to 8 count from "more than half the days", item 9 from "several days" (as in CamCOPS phq9.py).
#[test]
fn every_phq9_has_the_published_algorithm() {
    let phq9 = instrument("phq9").unwrap();
    every::<9>(&TO_3[1..], |form| {
        let [v1, v2, .., v9] = form.map(Option::unwrap);
        let symptoms = form[..8].iter().filter(|it| **it >= Some(2)).count() + usize::from(v9 >= 1);
        let code = match (v1 >= 2 || v2 >= 2, symptoms) {
            (true, 5..) => "major-depressive-syndrome",
            (true, 2..=4) => "other-depressive-syndrome",
            (_, _) => "none",
        };
        let values = form.into_iter().chain([None]).collect();
        let score = score_values(phq9, values, Context::default());
        assert!(score.findings[0].value == FoundValue::Code(code), "{form:?}");
        assert!(score.findings[1].value == FoundValue::Unknown);
        assert!(score.findings[2].value == FoundValue::Answer(v9));
        assert_eq!((score.safety, score.safety_unanswered), (Safety::of(v9 >= 1, 0), 0));
        assert_eq!(score.total, Some(Points::whole(sum_of(&form).0)));
    });
}

/// With blanks, for the two answers that the algorithm distinguishes, and item 10 answered.
#[test]
fn a_phq9_with_a_blank_has_no_algorithm() {
    let bands =
        [(0, "minimal"), (5, "mild"), (10, "moderate"), (15, "moderately-severe"), (20, "severe")];
    let phq9 = instrument("phq9").unwrap();
    every::<9>(&[None, Some(0), Some(3)], |form| {
        let values = form.into_iter().chain([Some(3)]).collect();
        let score = score_values(phq9, values, Context::default());
        assert_eq!(told(&score), prorated(&form, 2, &bands));
        assert_eq!(score.findings[0].value == FoundValue::Unknown, blanks(&form) > 0);
        assert!(score.findings[1].value == FoundValue::Answer(3));
        assert_eq!(score.safety_unanswered, u32::from(form[8].is_none()));
        assert_eq!(score.safety, Safety::of(form[8] == Some(3), u32::from(form[8].is_none())));
    });
}

/// Spitzer, Kroenke, Williams, Löwe 2006: 5, 10, 15. Unanswered items: up to two, by the mean of the others.
#[test]
fn every_gad7() {
    let bands = [(0, "minimal"), (5, "mild"), (10, "moderate"), (15, "severe")];
    let gad7 = instrument("gad7").unwrap();
    every::<7>(&TO_3, |form| {
        let score = score_values(gad7, form.to_vec(), Context::default());
        assert_eq!(told(&score), prorated(&form, 2, &bands), "{form:?}");
    });
}

/// Kroenke et al. 2009: 5, 10, 15, 20 as in the PHQ-9, without item 9.
#[test]
fn every_phq8() {
    let bands =
        [(0, "minimal"), (5, "mild"), (10, "moderate"), (15, "moderately-severe"), (20, "severe")];
    let phq8 = instrument("phq8").unwrap();
    let mut check = |form: [Option<i32>; 8]| {
        let score = score_values(phq8, form.to_vec(), Context::default());
        assert_eq!(told(&score), prorated(&form, 2, &bands), "{form:?}");
        assert_eq!((score.safety, score.safety_unanswered), (Safety::NotMet, 0));
    };
    every::<8>(&TO_3[1..], &mut check);
    every::<8>(&[None, Some(1), Some(3)], check);
}

/// Kroenke et al. 2009: 3, 6, 9; two items on anxiety, two on depression.
#[test]
fn every_phq4() {
    let bands = [(0, "normal"), (3, "mild"), (6, "moderate"), (9, "severe")];
    every::<4>(&TO_3, |form| {
        let score = of("phq4", &form);
        let (sum, _) = sum_of(&form);
        assert_eq!(told(&score), strict(sum, band_of(sum, &bands), blanks(&form)));
        let both = |at: usize| Some(form[at]? + form[at + 1]?);
        assert_eq!((beside(&score, "anxiety"), beside(&score, "depression")), (both(0), both(2)));
    });
}

/// Kroenke, Spitzer, Williams 2003; Kroenke et al. 2007: positive from 3.
#[test]
fn every_phq2_and_gad2() {
    for id in ["phq2", "gad2"] {
        every::<2>(&TO_3, |form| {
            let score = of(id, &form);
            let (sum, missing) = (sum_of(&form).0, blanks(&form));
            let band = if sum >= 3 { "positive" } else { "negative" };
            assert_eq!(told(&score), strict(sum, band, missing));
            let positive =
                if missing > 0 { FoundValue::Unknown } else { FoundValue::Holds(sum >= 3) };
            assert!(finding(&score, "positive") == positive);
        });
    }
}

/// Prins 2016: "No" to item 0 gives 0, whatever the other answers; cut-offs 3 and 4.
#[test]
fn every_pcptsd5() {
    every::<6>(&NO_YES, |form| {
        let score = of("pcptsd5", &form);
        let (sum, missing) = match form[0] {
            Some(0) => (0, 0),
            Some(_) | None => (sum_of(&form[1..]).0, blanks(&form)),
        };
        let band = if sum >= 3 { "positive" } else { "negative" };
        assert_eq!(told(&score), strict(sum, band, missing), "{form:?}");
        for (name, cut) in [("cut3", 3), ("cut4", 4)] {
            let expected =
                if missing > 0 { FoundValue::Unknown } else { FoundValue::Holds(sum >= cut) };
            assert!(finding(&score, name) == expected);
        }
    });
}

/// NIMH toolkit: any Yes to 1 to 4 is positive, and item 5 decides whether it is acute; a refusal
/// counts as positive.
#[test]
fn every_asq() {
    every::<5>(&[None, Some(0), Some(1), Some(9)], |form| {
        let [v1, v2, v3, v4, v5] = form;
        let first = [v1, v2, v3, v4];
        let positive = first.iter().any(|it| matches!(it, Some(1 | 9)));
        let result = match (positive, v5) {
            (true, Some(1)) => Some("acute-positive"),
            (true, Some(0)) => Some("non-acute-positive"),
            (true, _) => Some("positive-acuity-unknown"),
            (false, _) if first == [Some(0); 4] => Some("negative"),
            (false, _) => None,
        };
        let score = of("asq", &[v1, v2, v3, v4, None, None, v5]);
        let status =
            if result.is_some() { ScoreStatus::Complete } else { ScoreStatus::NotScorable };
        // Item 5 is asked only after a Yes or a refusal.
        let missing = blanks(&first) + u32::from(positive && v5.is_none());
        assert_eq!(told(&score), (status, None, None, missing), "{form:?}");
        let expected = result.map_or(FoundValue::Unknown, FoundValue::Code);
        assert!(finding(&score, "result") == expected, "{form:?}");
        let met = form.iter().any(|it| matches!(it, Some(1 | 9)));
        assert_eq!(score.safety, Safety::of(met, missing));
        assert_eq!(score.safety_unanswered, missing);
        assert!(
            score.status != ScoreStatus::Complete || score.text(Words::en_us()) != "not scored"
        );
    });
}

/// Kessler et al. 2003: 13; 5 for moderate distress.
#[test]
fn every_k6() {
    let k6 = instrument("k6").unwrap();
    every::<6>(&TO_4, |form| {
        let score = score_values(k6, form.to_vec(), Context::default());
        let (sum, missing) = (sum_of(&form).0, blanks(&form));
        let band = band_of(sum, &[(0, "low"), (5, "moderate"), (13, "high")]);
        assert_eq!(told(&score), strict(sum, band, missing));
        let smi = if missing > 0 { FoundValue::Unknown } else { FoundValue::Holds(sum >= 13) };
        assert!(score.findings[0].value == smi);
    });
}

/// Krebs et al. 2009: the mean of three, to one decimal. Thirds never need half-up rounding.
#[test]
fn every_peg() {
    every::<3>(&TO_10, |form| {
        let score = of("peg", &form);
        let (sum, missing) = (sum_of(&form).0, blanks(&form));
        // In tenths: 10 × sum / 3, to the nearest.
        let tenths = 10 * sum / 3 + i32::from(10 * sum % 3 == 2);
        let expected = (missing == 0).then(|| Points::from_tenths(tenths));
        assert_eq!((score.total, score.missing), (expected, missing));
        assert!(score.band.is_none());
    });
}

/// van Spijker et al. 2014: item 2 is reversed, item 1 = 0 gives 0; cut-off 21.
#[test]
fn every_sidas() {
    let sidas = instrument("sidas").unwrap();
    let bands = [(0, "none-reported"), (1, "below-cutoff"), (21, "at-or-above-cutoff")];
    let mut check = |form: [Option<i32>; 5]| {
        let [v1, v2, v3, v4, v5] = form;
        let (total, missing) = if v1 == Some(0) {
            (0, 0)
        } else {
            (sum_of(&[v1, v2.map(|it| 10 - it), v3, v4, v5]).0, blanks(&form))
        };
        let score = score_values(sidas, form.to_vec(), Context::default());
        assert_eq!(told(&score), strict(total, band_of(total, &bands), missing), "{form:?}");
        let cut = if missing > 0 { FoundValue::Unknown } else { FoundValue::Holds(total >= 21) };
        assert!(score.findings[0].value == cut);
        let open = u32::from(v1.is_none()) + u32::from(v3.is_none() && v1 != Some(0));
        assert_eq!(score.safety_unanswered, open);
        assert_eq!(score.safety, Safety::of(v1 >= Some(1) || v3 >= Some(1), open));
    };
    every::<5>(&TO_10[1..], &mut check);
    every::<5>(&[None, Some(0), Some(1), Some(10)], check);
}

/// Bush et al. 1998: men from 4, women from 3; items 2 and 3 are skipped after "never".
#[test]
fn every_auditc_of_women_men_and_others() {
    for sex in [None, Some(Sex::Female), Some(Sex::Male)] {
        every::<3>(&TO_4, |form| {
            let score = of_a(sex, "auditc", &form);
            let (sum, open) = (sum_of(&form).0, blanks(&form));
            let missing = if form[0] == Some(0) { 0 } else { open };
            let status =
                if missing == 0 { ScoreStatus::Complete } else { ScoreStatus::NotScorable };
            let total = (missing == 0).then_some(sum);
            assert_eq!(told(&score), (status, total, None, missing));
            let cut = if sex == Some(Sex::Male) { 4 } else { 3 };
            let positive = total.map_or(FoundValue::Unknown, |it| FoundValue::Holds(it >= cut));
            assert!(finding(&score, "positive") == positive, "{form:?}");
            let only_first = if missing > 0 {
                FoundValue::Unknown
            } else {
                FoundValue::Holds(sum > 0 && form[0] == Some(sum))
            };
            assert!(finding(&score, "all_points_from_item1") == only_first, "{form:?}");
        });
    }
}

/// Skinner 1982: item 3 is reversed; 1, 3, 6, 9.
#[test]
fn every_dast10() {
    let dast = instrument("dast10").unwrap();
    let bands = [(0, "none"), (1, "low"), (3, "moderate"), (6, "substantial"), (9, "severe")];
    every::<10>(&NO_YES, |form| {
        let mut points = form;
        points[2] = form[2].map(|it| 1 - it);
        let sum = sum_of(&points).0;
        let score = score_values(dast, form.to_vec(), Context::default());
        assert_eq!(told(&score), strict(sum, band_of(sum, &bands), blanks(&form)), "{form:?}");
    });
}

/// World Health Organization 2024: raw sum times four; below 50 low, 28 or below very low.
#[test]
fn every_who5() {
    let who5 = instrument("who5").unwrap();
    let to_5 = [None, Some(0), Some(1), Some(2), Some(3), Some(4), Some(5)];
    every::<5>(&to_5, |form| {
        let (raw, missing) = (sum_of(&form).0, blanks(&form));
        let total = 4 * raw;
        let band = band_of(total, &[(0, "very-low"), (29, "low"), (50, "ok")]);
        let score = score_values(who5, form.to_vec(), Context::default());
        assert_eq!(told(&score), strict(total, band, missing));
        assert_eq!(beside(&score, "raw"), (missing == 0).then_some(raw));
        for (name, below) in [("low", 50), ("very_low", 29)] {
            let holds = FoundValue::Holds(total < below);
            let expected = if missing > 0 { FoundValue::Unknown } else { holds };
            assert!(finding(&score, name) == expected);
        }
    });
}

/// Altman et al. 1997: 0 to 4 each, positive from 6; the mean of the others replaces one blank.
#[test]
fn every_asrm() {
    let asrm = instrument("asrm").unwrap();
    let bands = [(0, "low-probability-of-mania-hypomania"), (6, "probable-mania-hypomania")];
    every::<5>(&TO_4, |form| {
        let score = score_values(asrm, form.to_vec(), Context::default());
        let expected = prorated(&form, 1, &bands);
        assert_eq!(told(&score), expected, "{form:?}");
        let positive = expected.1.map_or(FoundValue::Unknown, |it| FoundValue::Holds(it >= 6));
        assert!(score.findings[0].value == positive);
    });
}

/// Items 6 to 9 of the QIDS: one of each pair is enough, the highest of all counts, a blank pair is
/// missing once.
#[test]
fn every_answer_to_the_appetite_and_weight_items_of_the_qids() {
    every::<4>(&TO_3, |form| {
        let mut values = [Some(1); 16];
        values[5..9].copy_from_slice(&form);
        let blank = |pair: &[Option<i32>]| u32::from(pair == [None, None]);
        let missing = blank(&form[..2]) + blank(&form[2..]);
        // The eight other domains have one point each.
        let total = 8 + form.into_iter().flatten().max().unwrap_or_default();
        let band = if total < 11 { "mild" } else { "moderate" };
        assert_eq!(told(&of("qids_sr16", &values)), strict(total, band, missing), "{form:?}");
    });
}

/// Hamilton 1960: item 16 is rated by history or by actual weight; "not assessed" has no points.
#[test]
fn every_rating_of_weight_in_the_hamd() {
    every::<2>(&TO_3, |[by_history, by_weight]| {
        let mut values = [Some(1); 18];
        (values[15], values[16]) = (by_history, by_weight);
        let points = match (by_history, by_weight) {
            (_, Some(points @ 0..=2)) | (Some(points @ 0..=2), _) => Some(points),
            (None, None) => None,
            (_, _) => Some(0),
        };
        let total = 16 + points.unwrap_or_default();
        let missing = u32::from(points.is_none());
        assert_eq!(told(&of("hamd17", &values)), strict(total, "moderate", missing));
    });
}

/// Osman et al. 2001: the four items have 4, 5, 3 and 7 answers; cut-off 7.
/// No word for a risk.
#[test]
fn every_sbqr() {
    every::<4>(&[None, Some(0), Some(1), Some(2), Some(3), Some(4), Some(5), Some(6)], |form| {
        let [v1, v2, v3, _] = form;
        let offered = |value: Option<i32>, most: i32| value.is_none_or(|it| it >= 1 && it <= most);
        if !(offered(v1, 4) && offered(v2, 5) && offered(v3, 3)) {
            return;
        }
        let score = of("sbqr", &form);
        let (sum, missing) = (sum_of(&form).0, blanks(&form));
        let band = if sum >= 7 { "at-or-above-cutoff" } else { "below-cutoff" };
        assert_eq!(told(&score), strict(sum, band, missing));
        assert_eq!(score.safety, Safety::of(form.iter().any(|it| *it >= Some(2)), missing));
        assert_eq!(score.safety_unanswered, missing);
    });
}

/// Posner et al. 2011: "No" to item 2 leads to item 6; every Yes triggers crisis help, even on a
/// skipped item.
#[test]
fn every_cssrs_screener() {
    every::<6>(&NO_YES, |form| {
        let asked = |item: usize| form[1] != Some(0) || !(2..=4).contains(&item);
        let open = (0..6).filter(|item| asked(*item) && form[*item].is_none()).count();
        let open = u32::try_from(open).unwrap();
        let score = of("cssrs_screener", &form);
        assert_eq!(told(&score), (ScoreStatus::Complete, None, None, open), "{form:?}");
        let safety = Safety::of(form.contains(&Some(1)), open);
        assert_eq!((score.safety, score.safety_unanswered), (safety, open));
    });
}

/// Snaith et al. 1995: both ways to disagree give one point; cut-off 3 of 14.
#[test]
fn every_shaps_of_agreement_and_disagreement() {
    let shaps = instrument("shaps").unwrap();
    let bands = [(0, "normal-hedonic-tone"), (3, "anhedonia")];
    every::<14>(&[Some(1), Some(2)], |form| {
        let disagreed = form.iter().filter(|it| **it == Some(1)).count();
        let total = i32::try_from(disagreed).unwrap();
        let score = score_values(shaps, form.to_vec(), Context::default());
        assert_eq!(told(&score), strict(total, band_of(total, &bands), 0));
    });
}
