//! Writes when an item is asked: as `enableWhen` if R4 can express the condition exactly, else as a FHIRPath expression.
//!
//! `=` and `>=` are false without an answer; `!=` is true ("no answer has a value that is equal").
//!
//! Source: <https://hl7.org/fhir/R4/valueset-questionnaire-enable-operator.html>.

use super::path;
use super::resource::{Coding, Comparand, EnableWhen, Extension, ExtensionValue, Item as FhirItem};
use crate::instrument::Instrument;
use crate::instrument::item::{Item, ItemKind};
use crate::instrument::rule::{Condition, Test};

/// Maximum number of `!=` conditions; beyond it, an expression is clearer.
const MOST_EXCLUDED: usize = 8;

/// Sets in `written` when the item at position `place` is asked.
pub(super) fn say(instrument: &Instrument, place: usize, written: &mut FhirItem) {
    let asked = instrument.items.get(place).and_then(|item| item.enable_when.as_ref());
    let skips = instrument.skip.iter().filter(|skip| skip.items.contains(&place));
    let skips: Vec<&Condition> = skips.map(|skip| &skip.when).collect();
    let plain = match (asked, skips.as_slice()) {
        (None, []) => return,
        (Some(condition), []) => met(instrument, condition),
        (None, [condition]) => not_met(instrument, condition),
        (_, _) => None,
    };
    if let Some((conditions, behavior)) = plain {
        written.enable_behavior = (conditions.len() > 1).then_some(behavior);
        written.enable_when = conditions;
        return;
    }
    let asked = asked.map(|it| path::holds(instrument, it));
    let skips = skips.iter().map(|it| format!("{}.not()", path::holds(instrument, it)));
    let all: Vec<String> = asked.into_iter().chain(skips).collect();
    written.extension.push(Extension {
        url: "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression",
        value: ExtensionValue::fhirpath(None, all.join(" and ")),
    });
}

/// The items that a condition counts, each with its test, and how many must pass; `None` for other conditions.
fn counted<'a>(
    instrument: &'a Instrument,
    condition: &'a Condition,
) -> Option<(Vec<(&'a Item, &'a Test)>, usize)> {
    let Condition::Count { of, how_many } = condition else { return None };
    let each = of.iter().flat_map(|test| test.items.iter().map(move |place| (place, test)));
    let each = each.map(|(place, test)| Some((instrument.items.get(*place)?, test)));
    Some((each.collect::<Option<Vec<_>>>()?, usize::try_from(*how_many).ok()?))
}

/// The condition as `enableWhen`, with its `enableBehavior`; `None` if R4 cannot express it.
fn met(instrument: &Instrument, condition: &Condition) -> Option<(Vec<EnableWhen>, &'static str)> {
    let (each, how_many) = counted(instrument, condition)?;
    let said: Vec<Vec<EnableWhen>> =
        each.iter().map(|(item, test)| meets(instrument, item, test)).collect::<Option<_>>()?;
    let one_each = said.iter().all(|it| it.len() == 1);
    match how_many {
        1 => Some((said.concat(), "any")),
        all if all == said.len() && one_each => Some((said.concat(), "all")),
        _ => None,
    }
}

/// The negated condition as `enableWhen`, which also holds while answers are missing; `None` if R4 cannot express it.
fn not_met(
    instrument: &Instrument,
    condition: &Condition,
) -> Option<(Vec<EnableWhen>, &'static str)> {
    let (each, how_many) = counted(instrument, condition)?;
    let said: Vec<Vec<EnableWhen>> = each
        .iter()
        .map(|(item, test)| {
            let values = item.values().filter(|value| test.is_met_by(*value));
            values.map(|value| compare(instrument, item, "!=", value)).collect()
        })
        .collect();
    let one_each = said.iter().all(|it| it.len() == 1);
    let said_all = said.concat();
    match how_many {
        _ if said_all.is_empty() || said_all.len() > MOST_EXCLUDED => None,
        1 => Some((said_all, "all")),
        all if all == said.len() && one_each => Some((said_all, "any")),
        _ => None,
    }
}

/// The comparisons of which at least one holds if the answer to an item meets a test.
fn meets(instrument: &Instrument, item: &Item, test: &Test) -> Option<Vec<EnableWhen>> {
    let values = || item.values().filter(|value| test.is_met_by(*value));
    match (&item.kind, test.at_least, test.at_most) {
        (ItemKind::Number { .. }, Some(least), None) => {
            Some(vec![compare(instrument, item, ">=", least)])
        }
        (ItemKind::Number { .. }, None, Some(most)) => {
            Some(vec![compare(instrument, item, "<=", most)])
        }
        (ItemKind::Choice { .. } | ItemKind::Boolean | ItemKind::Number { .. }, _, _) => {
            Some(values().map(|value| compare(instrument, item, "=", value)).collect())
        }
        (ItemKind::Decimal { .. } | ItemKind::Text { .. }, _, _) => None,
    }
}

fn compare(instrument: &Instrument, item: &Item, operator: &'static str, value: i32) -> EnableWhen {
    let answer = match &item.kind {
        ItemKind::Choice { set, .. } => {
            Comparand::Coding(Coding::of_option(instrument, set, value, None))
        }
        ItemKind::Boolean => Comparand::Boolean(value != 0),
        ItemKind::Number { .. } | ItemKind::Decimal { .. } | ItemKind::Text { .. } => {
            Comparand::Integer(value)
        }
    };
    EnableWhen { question: item.id.clone(), operator, answer }
}
