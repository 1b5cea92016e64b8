//! What an entry's padding depends on: kind, instrument and free text, never answers.

use std::collections::BTreeMap;

use super::Entry;
use crate::catalogue;
use crate::instrument::Instrument;
use crate::instrument::item::ItemKind;
use crate::moment::{Moment, Zone};
use crate::response::{AnswerValue, FormStatus, QuestionnaireResponse, SafetyEvent};
use interlude_protocol::id::RecordId;

/// Least size of a form of a clinic's own instrument, in bytes: neither its answers nor a safety event then make it
/// change from the first padding class to the second.
const OWN_FORM_BYTES: usize = 2_048;

impl Entry {
    /// Number of bytes that decides the padding class: the smallest class that holds it is taken.
    ///
    /// For a form it is the fullest form of that instrument plus the free text in this one, so that
    /// neither an answer nor a safety event nor leaving the form can change the class. It is never less
    /// than the length of the entry itself.
    #[must_use]
    pub fn padding_basis(&self) -> usize {
        let own = self.to_json().len();
        let Self::Response(response) = self else { return own };
        // What a clinic's own form can hold is not known here: it takes the second class, which few fill.
        let Ok(instrument) = catalogue::instrument(&response.instrument) else {
            return own.max(OWN_FORM_BYTES);
        };
        let free_text: usize = response
            .answers
            .values()
            .filter(|answer| matches!(answer, AnswerValue::Text(_)))
            .map(|answer| serde_json::to_string(answer).map_or(0, |text| text.len()))
            .sum();
        own.max(fullest(instrument).len() + free_text)
    }
}

/// The fullest JSON of a response to that instrument, with every safety event and no free text.
#[must_use]
pub fn fullest(instrument: &Instrument) -> String {
    let longest = |(low, high): (i32, i32)| {
        [low, high].into_iter().max_by_key(|value| value.to_string().len()).unwrap_or(high)
    };
    let moment = Moment::parse("2026-12-31T23:59:59+00:00");
    let zone = Zone::parse(&"z".repeat(Zone::MAX));
    let (Ok(at), Ok(zone)) = (moment, zone) else { return String::new() };
    let mut answers = BTreeMap::new();
    let mut safety = Vec::new();
    for item in &instrument.items {
        let number = longest(item.range());
        let value = match &item.kind {
            ItemKind::Choice { options, .. } => {
                let values = options.iter().map(|option| option.value);
                AnswerValue::Integer(values.max_by_key(|v| v.to_string().len()).unwrap_or_default())
            }
            ItemKind::Number { .. } => AnswerValue::Integer(number),
            ItemKind::Decimal { .. } => AnswerValue::Decimal(f64::from(number) + 0.5),
            ItemKind::Boolean => AnswerValue::Boolean(false),
            ItemKind::Text { .. } => AnswerValue::Skipped,
        };
        // `null` is longer than most numbers.
        let skipped = AnswerValue::Skipped;
        let length =
            |answer: &AnswerValue| serde_json::to_string(answer).map_or(0, |text| text.len());
        let fuller = if length(&value) >= length(&skipped) { value } else { skipped };
        answers.insert(item.id.clone(), fuller);
        if item.safety.is_some() {
            let (item, first, highest) = (item.id.clone(), number, number);
            let taps = SafetyEvent::MOST_TAPS;
            safety.push(SafetyEvent { item, first, highest, last: None, taps });
        }
    }
    Entry::Response(QuestionnaireResponse {
        at: at.clone(),
        zone,
        replaces: Some(RecordId([0xff; 16])),
        instrument: instrument.id.clone(),
        version: instrument.version.clone(),
        language: instrument.language.clone(),
        status: FormStatus::Submitted,
        opened: at,
        answers,
        safety,
    })
    .to_json()
}
