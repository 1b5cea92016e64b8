//! Safety items over time: what was answered, on which day after an infusion. No threshold, and no word about risk.

use serde::{Deserialize, Serialize};

use crate::instrument::Instrument;
use crate::instrument::item::Item;
use crate::moment::Moment;
use crate::response::FormStatus;
use crate::timeline::{Assessment, Timeline, quoted};
use crate::words::number_of;

/// A safety item over time.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SafetyItemView {
    /// Id of the item.
    pub item: String,
    /// Instrument and item, such as `PHQ-9 item 9`.
    pub label: String,
    /// How often it was asked and not answered, in words.
    pub n_text: String,
    /// Answers by time, with those that are missing.
    pub answers: Vec<SafetyAnswer>,
}

/// What one form says about a safety item.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SafetyAnswer {
    /// The record in hex.
    pub record: String,
    /// Local date in words.
    pub date_text: String,
    /// Days since the infusion before, in words; `None` before the first one.
    pub since_text: Option<String>,
    /// The answer in words, or that there is none. An answer that was changed while the form was open says so.
    pub text: String,
    /// Whether the item has an answer.
    pub is_answered: bool,
    /// Whether the rule of the item was met.
    pub is_met: bool,
    /// Notice that a clinician filled it in, or that it was corrected or taken back; `None` otherwise.
    pub note: Option<String>,
}

redacted!(SafetyItemView, SafetyAnswer);

/// Every safety item that was ever asked, in the order of the library.
pub(super) fn safety_items(timeline: &Timeline<'_>, now: &Moment) -> Vec<SafetyItemView> {
    let instruments = timeline.library.instruments();
    let items = instruments.flat_map(|instrument| {
        let items = instrument.items.iter().filter(|item| item.safety.is_some());
        items.map(move |item| (instrument, item))
    });
    items.filter_map(|(instrument, item)| view(timeline, instrument, item, now)).collect()
}

fn view(
    timeline: &Timeline<'_>,
    instrument: &Instrument,
    item: &Item,
    now: &Moment,
) -> Option<SafetyItemView> {
    // In an unknown version, a different question may have the same id.
    let known = timeline.forms_of(instrument).filter(|form| form.instrument.is_some());
    let answers: Vec<SafetyAnswer> =
        known.filter_map(|form| answer(timeline, form, item, now)).collect();
    let missing = answers.iter().filter(|it| !it.is_answered).count();
    let words = timeline.words;
    (!answers.is_empty()).then(|| SafetyItemView {
        item: item.id.clone(),
        label: words.safety_item_of(&instrument.short, item.name(words)),
        n_text: words.safety_item_n(number_of(&answers), missing),
        answers,
    })
}

/// `None` if the form did not ask the item.
fn answer(
    timeline: &Timeline<'_>,
    form: &Assessment<'_>,
    item: &Item,
    now: &Moment,
) -> Option<SafetyAnswer> {
    let words = timeline.words;
    let event = form.safety.iter().find(|event| event.item == item.id);
    let open = form.unanswered_safety_items(timeline.context());
    let is_open = open.iter().any(|it| it.id == item.id);
    let given = form.response.answers.get(&item.id).and_then(|it| it.integer());
    let submitted = form.response.status == FormStatus::Submitted;
    let text = match (event, given) {
        (Some(event), _) => form.event_words(event, words),
        (None, Some(value)) => quoted(Some(item), value, words),
        (None, None) if is_open && submitted => words.safety_item_not_answered(),
        (None, None) => return None,
    };
    let at = &form.response.at;
    let before = timeline.infusion_before(at).map(|it| at.days_since(&it.infusion.at));
    let notes = [form.rated_text(words), form.withdrawn_text(words).filter(|_| event.is_none())];
    let notes: Vec<String> = notes.into_iter().flatten().collect();
    Some(SafetyAnswer {
        record: form.record.to_hex(),
        date_text: words.short_date(at.date(), now),
        since_text: before.map(|days| words.safety_item_since(days)),
        text,
        is_answered: event.map_or(given.is_some(), |it| it.last.is_some()),
        is_met: event.is_some(),
        note: (!notes.is_empty()).then(|| words.notes(notes)),
    })
}
