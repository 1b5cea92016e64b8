//! Sentences about the answers to safety items.

use std::cmp::Reverse;

use crate::instrument::item::{Item, ItemKind, SafetyMeasure};
use crate::timeline::{Assessment, Timeline, named, quoted};
use crate::words::SafetyItem;

/// Sentences about all safety items whose rule was met, over all instruments; `None` if there are none.
pub(super) fn safety_text(timeline: &Timeline<'_>) -> Option<String> {
    let mut seen: Vec<(&str, &str)> = Vec::new();
    let mut sentences = Vec::new();
    for form in &timeline.assessments {
        for event in &form.safety {
            let key = (form.response.instrument.as_str(), event.item.as_str());
            if !seen.contains(&key) {
                seen.push(key);
                sentences.extend(sentence(timeline, key));
            }
        }
    }
    if sentences.is_empty() {
        return None;
    }
    sentences.push(timeline.words.safety_zero());
    Some(sentences.join(" "))
}

/// Whether "above zero" describes the answers that met the rule. It does not for yes/no items, nor if the points
/// differ from the displayed values, because the worst answer can then be 0.
fn is_told_by_zero(item: &Item) -> bool {
    let by_points = item.safety.is_some_and(|rule| rule.of == SafetyMeasure::Points);
    let as_shown = || item.values().all(|value| item.points(value) == value);
    !matches!(item.kind, ItemKind::Boolean) && (!by_points || as_shown())
}

fn sentence(timeline: &Timeline<'_>, (instrument, item): (&str, &str)) -> Option<String> {
    let forms =
        || timeline.assessments.iter().filter(|form| form.response.instrument == instrument);
    let event_of =
        |form: &Assessment<'_>| form.safety.iter().find(|event| event.item == item).cloned();
    let with_event: Vec<_> = forms().filter_map(|form| Some((form, event_of(form)?))).collect();
    let (last, event) = with_event.last()?;
    let known = last.item(item);
    let all = u32::try_from(forms().count()).unwrap_or(u32::MAX);
    let unanswered = forms()
        .filter(|form| {
            let open = form.unanswered_safety_items(timeline.context());
            open.iter().any(|it| it.id == item)
        })
        .count();
    let words = timeline.words;
    let name = known.map_or_else(|| named(item), |item| item.name(words));
    let (how, answers) = match known {
        Some(item) if !is_told_by_zero(item) => {
            let mut given: Vec<i32> = with_event.iter().map(|(_, event)| event.highest).collect();
            given.sort_by_key(|value| (Reverse(item.points(*value)), *value));
            given.dedup();
            let given = given.into_iter().map(|value| quoted(known, value, words));
            let given = given.reduce(|first, second| words.either(first, second));
            ("answers", given.unwrap_or_default())
        }
        _ => ("above_zero", String::new()),
    };
    let item = SafetyItem {
        short: last.short().into(),
        item: name.into(),
        by: last.by().into(),
        how: how.into(),
        answers: answers.into(),
        met: with_event.len().into(),
        forms: all.into(),
        not_answered: unanswered.into(),
        date: words.long_date(last.response.at.date()).into(),
        event: last.event_words(event, words).into(),
    };
    Some(item.text(words))
}
