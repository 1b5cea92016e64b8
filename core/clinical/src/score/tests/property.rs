//! Properties of every instrument and any form.

use super::*;
use crate::instrument::Direction;
use crate::instrument::applies::Applies;
use crate::instrument::scoring::{FindingRule, Part};

const MOST_ITEMS: usize = 94;

/// One answer per item, chosen by a number.
fn form(instrument: &Instrument, picks: &[u16], blanks: bool) -> Vec<Option<i32>> {
    let items = instrument.items.iter().zip(picks);
    items
        .map(|(item, pick)| {
            let mut values: Vec<i32> = item.values().collect();
            if values.is_empty() {
                values.push(0);
            }
            let pick = usize::from(*pick);
            // Every ninth is blank, so that both scorable and unscorable forms are common.
            (!blanks || pick % 9 != 0).then(|| values[pick / 9 % values.len()])
        })
        .collect()
}

fn picks() -> impl Strategy<Value = Vec<u16>> {
    prop::collection::vec(any::<u16>(), MOST_ITEMS)
}

fn sex() -> impl Strategy<Value = Context> {
    prop::sample::select(vec![None, Some(Sex::Female), Some(Sex::Male)])
        .prop_map(|sex| Context { sex })
}

/// The indexes of items that are parts of their own.
fn single(instrument: &Instrument) -> impl Iterator<Item = usize> {
    instrument.scoring.parts.iter().filter_map(|part| match part {
        Part::Item(place) => Some(*place),
        Part::HighestOf(_) | Part::Either(_) | Part::FirstOf { .. } => None,
    })
}

/// The indexes of items that can be "not assessed": a higher value may give fewer points.
fn may_be_not_assessed(instrument: &Instrument) -> Vec<usize> {
    let parts = instrument.scoring.parts.iter();
    parts.filter(|it| matches!(it, Part::FirstOf { .. })).flat_map(Part::items).collect()
}

/// The answers to an item, from the fewest points up, as published: by value or reversed.
fn ascending(instrument: &Instrument, item: &Item) -> Vec<i32> {
    let mut values: Vec<i32> = item.values().collect();
    values.sort_unstable();
    if cited::is_reversed(&instrument.id, item.number) {
        values.reverse();
    }
    values
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_total_lies_in_its_range_and_in_its_band(picks in picks(), context in sex(), blanks: bool) {
        for instrument in instruments() {
            let score = score_values(instrument, form(instrument, &picks, blanks), context);
            let Some(total) = score.total else {
                prop_assert!(score.band.is_none());
                continue;
            };
            let (low, high) = instrument.range();
            prop_assert!(low <= total && total <= high, "{}: {total}", instrument.id);
            prop_assert!(instrument.has_total() && score.status != ScoreStatus::NotScorable);
            prop_assert_eq!(score.band.is_some(), !instrument.bands.is_empty());
            if let Some(band) = score.band {
                prop_assert!(band.from <= total && total <= instrument.band_end(band));
            }
        }
    }

    #[test]
    fn a_worse_answer_never_lowers_the_total(
        picks in picks(), context in sex(), blanks: bool, chosen in 0..MOST_ITEMS,
    ) {
        for instrument in instruments().filter(|it| it.has_total()) {
            let place = chosen % instrument.items.len();
            if may_be_not_assessed(instrument).contains(&place) {
                continue;
            }
            let mut values = form(instrument, &picks, blanks);
            let (mut total, mut before) = (None, None);
            for value in ascending(instrument, &instrument.items[place]) {
                values[place] = Some(value);
                let score = score_values(instrument, values.clone(), context);
                if let (Some(before), Some(after)) = (total, score.total) {
                    prop_assert!(before <= after, "{} {value}", instrument.items[place].id);
                }
                if let (Some(before), Some(band)) = (before, score.band) {
                    prop_assert!(before <= band.from);
                }
                total = score.total;
                before = score.band.map(|band| band.from);
            }
        }
    }

    #[test]
    fn missing_items_determine_the_status(picks in picks(), context in sex(), blanks: bool) {
        for instrument in instruments() {
            let values = form(instrument, &picks, blanks);
            let score = score_values(instrument, values, context);
            let scoring = &instrument.scoring;
            let most = match scoring.on_missing {
                OnMissing::Prorate => u32::from(scoring.max_missing),
                OnMissing::NoScore => 0,
            };
            match (scoring.method, score.missing) {
                (Method::SingleItems, _) => {
                    prop_assert!(score.status == ScoreStatus::Complete && score.total.is_none());
                }
                (Method::Decision, _) => {
                    let told = score.findings[0].value != FoundValue::Unknown;
                    prop_assert_eq!(score.status == ScoreStatus::Complete, told);
                    prop_assert!(score.total.is_none());
                }
                (Method::Sum | Method::Mean | Method::TScore, 0) => {
                    prop_assert_eq!(score.status, ScoreStatus::Complete);
                    let no_table = scoring.method == Method::TScore && scoring.t_scores.is_none();
                    prop_assert_eq!(score.total.is_some(), !no_table);
                }
                (Method::Sum | Method::Mean | Method::TScore, missing) if missing <= most => {
                    prop_assert!(score.status == ScoreStatus::Prorated && score.total.is_some());
                }
                (Method::Sum | Method::Mean | Method::TScore, _) => {
                    prop_assert!(score.status == ScoreStatus::NotScorable && score.total.is_none());
                }
            }
        }
    }

    /// The mean of the answered items replaces unanswered ones, rounded half up once.
    #[test]
    fn a_prorated_total_uses_the_mean_of_the_answers(picks in picks()) {
        for instrument in instruments().filter(|it| it.scoring.max_missing > 0) {
            let values = form(instrument, &picks, true);
            let score = score_values(instrument, values.clone(), Context::default());
            let places: Vec<usize> = single(instrument).collect();
            let points = places.iter().filter_map(|place| {
                Some(instrument.items[*place].points(values[*place]?))
            });
            let (sum, given) = (points.clone().sum::<i32>(), i32::try_from(points.count()).unwrap());
            if score.status == ScoreStatus::Prorated {
                let mean = f64::from(sum) / f64::from(given) * f64::from(u16::try_from(places.len()).unwrap());
                let off = score.total.unwrap().as_f64() - mean;
                prop_assert!((-0.5 + 1e-9..=0.5 + 1e-9).contains(&off), "{off}");
            }
        }
    }

    /// A blank item is never the same as the answer with the fewest points.
    #[test]
    fn a_blank_is_not_zero(picks in picks(), context in sex()) {
        for instrument in instruments() {
            let values = form(instrument, &picks, false);
            let applies = instrument.applies(&values, context);
            for place in single(instrument) {
                let asked = applies.get(place).is_none_or(|it| *it == Applies::Yes);
                if !asked || instrument.scoring.never_missing.contains(&place) {
                    continue;
                }
                let mut left_out = values.clone();
                left_out[place] = None;
                let score = score_values(instrument, left_out, context);
                let id = &instrument.items[place].id;
                prop_assert!(score.missing >= 1, "{id}");
                let decided = instrument.scoring.method == Method::Decision;
                prop_assert!(decided || score.status != ScoreStatus::Complete, "{id}");
                let open = u32::from(instrument.items[place].safety.is_some());
                prop_assert!(score.safety_unanswered >= open, "{id}");
            }
        }
    }

    #[test]
    fn any_answer_that_meets_its_rule_sets_safety(picks in picks(), context in sex()) {
        for instrument in instruments() {
            let values = form(instrument, &picks, true);
            let met = instrument.items.iter().zip(&values).any(|(item, value)| {
                match (item.safety, value) {
                    (Some(rule), Some(value)) => {
                        // Only the EPDS compares points: the first of its four answers is the
                        // worst.
                        let measured = if instrument.id == "epds" { 3 - value } else { *value };
                        measured >= rule.at_least
                    }
                    (_, _) => false,
                }
            });
            let open = instrument.items.iter().zip(&values);
            let open = open.filter(|(item, value)| item.safety.is_some() && value.is_none()).count();
            let score = score_values(instrument, values, context);
            prop_assert_eq!(score.safety, Safety::of(met, score.safety_unanswered), "{}", instrument.id);
            prop_assert!(usize::try_from(score.safety_unanswered).unwrap() <= open);
        }
    }

    /// Without a total, cut-offs are unknown; the number of findings does not change.
    #[test]
    fn cut_offs_are_unknown_without_a_total(picks in picks(), context in sex()) {
        for instrument in instruments() {
            let score = score_values(instrument, form(instrument, &picks, true), context);
            prop_assert_eq!(score.findings.len(), instrument.scoring.findings.len());
            for found in &score.findings {
                if matches!(found.finding.rule, FindingRule::Total(_)) {
                    let told = found.value != FoundValue::Unknown;
                    prop_assert_eq!(told, score.total.is_some(), "{}", found.finding.name);
                }
            }
        }
    }

    /// A stopped form shows none of its answers except for safety.
    #[test]
    fn a_stopped_form_shows_only_safety(picks in picks()) {
        for instrument in instruments() {
            let values = form(instrument, &picks, true);
            let mut left = response(&instrument.id, &[]);
            left.answers = instrument
                .items
                .iter()
                .zip(&values)
                .filter_map(|(item, value)| Some((item.id.clone(), AnswerValue::Integer((*value)?))))
                .collect();
            left.status = FormStatus::Stopped;
            let score = score(instrument, &left);
            prop_assert_eq!(told(&score), (ScoreStatus::NotScorable, None, None, score.missing));
            prop_assert!(score.findings.iter().all(|it| it.value == FoundValue::Unknown));
            prop_assert!(score.scores.iter().all(|(_, value)| value.is_none()));
            let full = score_values(instrument, values, Context::default());
            prop_assert_eq!(score.safety, full.safety);
        }
    }
}

#[test]
fn every_total_of_every_instrument_has_exactly_one_band() {
    for instrument in instruments().filter(|it| !it.bands.is_empty()) {
        let (low, high) = instrument.range();
        let step = instrument.scoring.method.step();
        let mut total = low;
        while total <= high {
            let within = instrument
                .bands
                .iter()
                .filter(|band| band.from <= total && total <= instrument.band_end(band));
            let codes: Vec<&str> = within.map(|band| band.code.as_str()).collect();
            let band = instrument.band(total).map(|band| band.code.as_str());
            assert_eq!(Some(codes.as_slice()), band.as_ref().map(std::slice::from_ref), "{total}");
            total = total + step;
        }
        let direction = instrument.direction;
        assert!(direction.is_some(), "{}: bands need a direction", instrument.id);
    }
}

#[test]
fn only_well_being_and_quality_of_life_are_better_when_higher() {
    let higher: Vec<&str> = instruments()
        .filter(|it| it.direction == Some(Direction::HigherIsBetter))
        .map(|it| it.id.as_str())
        .collect();
    assert_eq!(higher, ["who5", "qlesqsf"]);
}

/// Texts and decimals have no points, so no part of a total names one.
#[test]
fn texts_and_decimals_have_no_points() {
    for instrument in instruments() {
        for place in instrument.scoring.parts.iter().flat_map(Part::items) {
            let kind = &instrument.items[place].kind;
            assert!(!matches!(kind, ItemKind::Text { .. } | ItemKind::Decimal { .. }));
        }
    }
}
