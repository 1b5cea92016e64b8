//! Columns and lines give the same scores, for every instrument.

use std::borrow::Cow;

use proptest::prelude::*;

use super::*;
use crate::catalogue::{instrument, instruments};
use crate::instrument::item::AnswerOption;
use crate::instrument::rule::Sex;
use crate::instrument::scoring::OnMissing;
use crate::line::{Line, LineValue, Position, judge};

/// Pseudo-random numbers, the same for each seed (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

/// A column of `rows` answers, of which `missing` percent are unanswered and `wrong` percent
/// random.
fn column(
    item: &Item,
    rows: usize,
    missing: usize,
    wrong: usize,
    numbers: &mut Numbers,
) -> Vec<i8> {
    let offered: Vec<i8> = (-127..=127).filter(|value| takes(item, *value)).collect();
    let mut value = || match numbers.below(100) {
        luck if luck < missing => MISSING,
        luck if luck < missing + wrong => i8::try_from(numbers.below(255)).map_or(-7, |it| it),
        _ => offered[numbers.below(offered.len())],
    };
    (0..rows).map(|_| value()).collect()
}

/// The same answer as in a line.
fn given(item: &Item, value: i8) -> LineValue {
    match (&item.kind, value) {
        (_, MISSING) => LineValue::Nothing,
        (ItemKind::Decimal { min, .. }, 0) => LineValue::Number(f64::from(*min)),
        (ItemKind::Text { .. }, 0) => LineValue::Text,
        (ItemKind::Decimal { .. }, _) => LineValue::Other,
        (_, value) => LineValue::Number(f64::from(value)),
    }
}

/// Scores the columns and compares every row with its line. Some columns are absent.
#[track_caller]
fn same_as_lines(instrument: &'static Instrument, columns: &[Option<Vec<i8>>], sex: Option<Sex>) {
    let pairs = instrument.items.iter().zip(columns);
    let named: Vec<(&str, &[i8])> =
        pairs.clone().filter_map(|(item, it)| Some((item.id.as_str(), it.as_deref()?))).collect();
    let scores = score_batch(instrument, &named, Context { sex }).unwrap();
    let rows = named.first().map_or(0, |(_, column)| column.len());
    assert_eq!(scores.totals.len(), rows);
    for row in 0..rows {
        let answers = pairs.clone().filter_map(|(item, column)| {
            Some((Cow::Borrowed(item.id.as_str()), given(item, column.as_ref()?[row])))
        });
        let id = Some(Cow::Borrowed(instrument.id.as_str()));
        let line = judge(Line {
            instrument: id,
            answers: answers.collect(),
            sex,
            malformed: false,
            position: Position::START,
            doubtful: false,
        });
        let name = format!("{} row {row}", instrument.id);
        let wrong = line.error.as_ref().and_then(|it| it.item.as_deref());
        let place = wrong.map(|id| instrument.items.iter().position(|item| item.id == id).unwrap());
        let place = place.map_or(NO_ITEM, |place| u8::try_from(place).unwrap());
        assert_eq!(scores.first_invalid[row], place, "{name}");
        assert_eq!(STATUS[usize::from(scores.status[row])], line.status.code(), "{name}");
        let total = line.total.map(|total| total.as_f64());
        let ours = (!scores.totals[row].is_nan()).then(|| f64::from(scores.totals[row]));
        assert_eq!(total.is_some(), ours.is_some(), "{name}: {total:?} {ours:?}");
        let apart = (total.unwrap_or_default() - ours.unwrap_or_default()).abs();
        assert!(apart < 1e-5, "{name}: {total:?} {ours:?}");
        assert_eq!(u32::from(scores.missing[row]), line.missing, "{name}");
        let safety = (scores.safety[row], scores.safety_unknown[row]);
        let expected = match line.safety {
            Safety::Met => (1, 0),
            Safety::NotMet => (0, 0),
            Safety::Unknown => (0, 1),
        };
        assert_eq!(safety, expected, "{name}");
        let open = u32::from(scores.safety_unanswered[row]);
        assert_eq!(open, line.safety_unanswered, "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Rows of every instrument, with unanswered items, wrong values and absent columns.
    #[test]
    fn columns_and_lines_agree(
        seed in 1..u64::MAX,
        missing in prop::sample::select(vec![0_usize, 5, 30, 100]),
        wrong in prop::sample::select(vec![0_usize, 0, 1, 20]),
        left_out in prop::sample::select(vec![0_usize, 0, 10]),
        sex in prop::sample::select(vec![None, Some(Sex::Male), Some(Sex::Female)]),
    ) {
        let mut numbers = Numbers(seed);
        for instrument in instruments() {
            let columns: Vec<Option<Vec<i8>>> = instrument
                .items
                .iter()
                .map(|item| {
                    let column = column(item, 40, missing, wrong, &mut numbers);
                    (numbers.below(100) >= left_out).then_some(column)
                })
                .collect();
            same_as_lines(instrument, &columns, sex);
        }
    }
}

#[test]
fn blocks_do_not_change_scores() {
    for id in ["phq9", "peg", "shaps", "epds", "who5", "pss10"] {
        let instrument = instrument(id).unwrap();
        let mut numbers = Numbers(9);
        let columns: Vec<Option<Vec<i8>>> = instrument
            .items
            .iter()
            .map(|item| Some(column(item, 2 * 1024 + 3, 10, 1, &mut numbers)))
            .collect();
        same_as_lines(instrument, &columns, None);
    }
}

/// Scores random columns of a definition, and compares every valid row with the score of its
/// values.
#[track_caller]
fn same_as_values(instrument: &Instrument) {
    let mut numbers = Numbers(11);
    let items = instrument.items.iter();
    let columns: Vec<Vec<i8>> =
        items.clone().map(|item| column(item, 400, 12, 2, &mut numbers)).collect();
    let named: Vec<(&str, &[i8])> =
        items.zip(&columns).map(|(item, it)| (item.id.as_str(), it.as_slice())).collect();
    let scores = score_batch(instrument, &named, Context::default()).unwrap();
    for row in 0..400 {
        let cells = instrument.items.iter().zip(&columns).map(|(item, it)| (item, it[row]));
        let wrong = cells.clone().position(|(item, it)| it != MISSING && !takes(item, it));
        let place = wrong.map_or(NO_ITEM, |place| u8::try_from(place).unwrap());
        assert_eq!(scores.first_invalid[row], place, "row {row}");
        if wrong.is_some() {
            assert_eq!(STATUS[usize::from(scores.status[row])], "invalid", "row {row}");
            continue;
        }
        let values = cells.map(|(_, it)| (it != MISSING).then_some(i32::from(it))).collect();
        let score = score_values(instrument, values, Context::default());
        let status = serde_json::to_value(score.status).unwrap();
        assert_eq!(STATUS[usize::from(scores.status[row])], status, "row {row}");
        assert_eq!(u32::from(scores.missing[row]), score.missing, "row {row}");
        let (ours, total) = (scores.totals[row], score.total.map_or(f32::NAN, float));
        assert!(ours.to_bits() == total.to_bits(), "row {row}: {ours} {total}");
    }
}

/// A shipped definition with a change.
fn changed(id: &str, change: impl FnOnce(&mut Instrument)) -> Instrument {
    let mut instrument = instrument(id).unwrap().clone();
    change(&mut instrument);
    instrument
}

#[test]
fn a_repeated_item_counts_twice() {
    same_as_values(&changed("gad7", |it| {
        let first = it.scoring.parts[0].clone();
        it.scoring.parts.push(first);
    }));
}

#[test]
fn only_prorated_sums_allow_missing_items() {
    let sums = [0, 1, 2, 6, 255, 300].map(|max_missing| ("gad7", max_missing));
    for (id, max_missing) in sums.into_iter().chain([("peg", 0), ("peg", 1)]) {
        for on_missing in [OnMissing::NoScore, OnMissing::Prorate] {
            same_as_values(&changed(id, |it| {
                (it.scoring.max_missing, it.scoring.on_missing) = (max_missing, on_missing);
            }));
        }
    }
}

#[test]
fn unscored_items_are_checked() {
    let options = |values: &[i32]| {
        let option = |value: &i32| AnswerOption {
            value: *value,
            label: value.to_string(),
            points: None,
            loinc: None,
        };
        values.iter().map(option).collect::<Vec<_>>()
    };
    for values in [&[0, 2, 4][..], &[1, 2, 3], &[-3, 0, 5]] {
        same_as_values(&changed("gad7", |it| {
            it.items[2].kind =
                ItemKind::Choice { set: "gaps".to_owned(), options: options(values) };
            it.scoring.parts.remove(2);
        }));
    }
}

#[test]
fn most_instruments_are_scored_by_columns() {
    let by_columns = |instrument: &Instrument| {
        let places = vec![None; instrument.items.len()];
        block::Plan::new(instrument, &places).is_some()
    };
    let names: Vec<&str> =
        instruments().filter(|it| by_columns(it)).map(|it| it.id.as_str()).collect();
    for id in ["phq9", "gad7", "phq8", "pcl5", "cesd", "k6", "peg", "epds", "bdi2", "shaps", "who5"]
    {
        assert!(names.contains(&id), "{id}: {names:?}");
    }
    for id in ["sidas", "audit", "qids_sr16", "hamd17", "promis_depression_8a", "asq", "phq15"] {
        assert!(!names.contains(&id), "{id}: {names:?}");
    }
}

#[test]
fn items_too_wide_for_columns_are_refused() {
    let all = instruments().flat_map(|it| it.items.iter().map(move |item| (it, item)));
    for (instrument, item) in all {
        let column = [(item.id.as_str(), &[MISSING][..])];
        assert!(score_batch(instrument, &column, Context::default()).is_ok(), "{}", item.id);
    }
    let mut peg = instrument("peg").unwrap().clone();
    for (low, high, fits) in [(-127, 126, true), (-128, 0, false), (0, 127, false), (0, 200, false)]
    {
        peg.items[0].kind = ItemKind::Number {
            min: low,
            max: high,
            min_label: String::new(),
            max_label: String::new(),
        };
        let scored = score_batch(&peg, &[("peg.1", &[0])], Context::default());
        assert_eq!(scored.is_ok(), fits, "{low} to {high}");
        assert!(fits || scored == Err(BatchError::TooWide("peg.1".to_owned())));
    }
}

#[test]
fn invalid_columns_are_refused() {
    let phq2 = instrument("phq2").unwrap();
    let refused = |columns: &[(&str, &[i8])]| {
        score_batch(phq2, columns, Context::default()).unwrap_err().to_string()
    };
    assert_eq!(refused(&[("phq2.3", &[1])]), "unknown item \"phq2.3\"");
    assert_eq!(refused(&[("phq2.1", &[1]), ("phq2.1", &[1])]), "two columns for \"phq2.1\"");
    assert_eq!(
        refused(&[("phq2.1", &[1]), ("phq2.2", &[1, 2])]),
        "the column for \"phq2.2\" has 2 rows, the first has 1"
    );
    assert!(score_batch(phq2, &[], Context::default()).unwrap().totals.is_empty());
}
