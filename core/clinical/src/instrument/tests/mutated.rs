//! Definitions with random changes are refused or can be scored, without a panic.

use proptest::prelude::*;

use super::*;
use crate::score::score_values;

/// Values to replace others with.
fn odd_values() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(-1),
        json!(0),
        json!(1),
        json!(4),
        json!(999),
        json!(-1000),
        json!(i32::MAX),
        json!(i32::MIN),
        json!(i64::MAX),
        json!(1e300),
        json!(0.5),
        json!(2.25),
        json!(""),
        json!("phq9.1"),
        json!("male"),
        json!("prorate"),
        json!("decimal"),
        json!([]),
        json!([[]]),
        json!({}),
        json!({"highest_of": ["phq9.1"]}),
        json!({"all": [{"sex_is_not": "female"}]}),
    ]
}

/// The value at index `place`, in depth-first order.
fn inside<'a>(value: &'a mut Value, place: &mut usize) -> Option<&'a mut Value> {
    if *place == 0 {
        return Some(value);
    }
    *place -= 1;
    match value {
        Value::Array(values) => values.iter_mut().find_map(|it| inside(it, place)),
        Value::Object(fields) => fields.values_mut().find_map(|it| inside(it, place)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(values) => values.iter().map(count).sum(),
        Value::Object(fields) => fields.values().map(count).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}

/// Checks that a definition that loads can be scored, with totals in the range.
fn load_and_score(file: &str, json: &str) {
    let Ok(instrument) = load(file, json) else { return };
    let (low, high) = instrument.range();
    for pick in 0..4_usize {
        let answer = |(place, item): (usize, &Item)| {
            let values: Vec<i32> = item.values().collect();
            match pick {
                0 => None,
                1 => Some(values.iter().copied().max().unwrap_or_default()),
                2 => Some(values.iter().copied().min().unwrap_or_default()),
                _ if place % 7 == 3 => None,
                _ => Some(values.get(place % values.len().max(1)).copied().unwrap_or_default()),
            }
        };
        let form = instrument.items.iter().enumerate().map(answer).collect();
        let score = score_values(&instrument, form, rule::Context::default());
        if let Some(total) = score.total {
            assert!(low <= total && total <= high, "{file}: {total} of {low} to {high}");
            assert!(score.band.is_some() || instrument.bands.is_empty());
        }
        let said = score
            .findings
            .iter()
            .map(|it| it.text(&instrument, Words::en_us()).len())
            .sum::<usize>();
        assert!(said + score.text(Words::en_us()).len() > 0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn changed_bytes_do_not_panic(
        file in prop::sample::select(FILES.to_vec()),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0x20_u8..0x7f), 1..6),
    ) {
        let (name, json) = file;
        let mut bytes = json.as_bytes().to_vec();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            // Replaces ASCII bytes only, so that the file stays valid UTF-8.
            if bytes[at].is_ascii() {
                bytes[at] = byte;
            }
        }
        load_and_score(name, std::str::from_utf8(&bytes).unwrap());
    }

    #[test]
    fn removed_and_repeated_parts_do_not_panic(
        file in prop::sample::select(FILES.to_vec()),
        from: prop::sample::Index,
        length in 1_usize..200,
        twice: bool,
    ) {
        let (name, json) = file;
        let from = from.index(json.len());
        let to = (from + length).min(json.len());
        if let (Some(before), Some(part), Some(after)) = (json.get(..from), json.get(from..to), json.get(to..)) {
            let part = if twice { part.repeat(2) } else { String::new() };
            load_and_score(name, &format!("{before}{part}{after}"));
        }
    }

    #[test]
    fn changed_values_do_not_panic(
        file in prop::sample::select(FILES.to_vec()),
        changes in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(odd_values())), 1..3),
    ) {
        let (name, json) = file;
        let mut changed: Value = serde_json::from_str(json).unwrap();
        for (at, odd) in changes {
            let mut place = at.index(count(&changed));
            if let Some(value) = inside(&mut changed, &mut place) {
                *value = odd;
            }
        }
        load_and_score(name, &changed.to_string());
    }
}
