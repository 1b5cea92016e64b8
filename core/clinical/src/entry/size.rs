//! The size that determines an entry's padding. It depends on kind, instrument and free text, never on answers.

use std::collections::BTreeMap;

use super::Entry;
use crate::catalogue;
use crate::instrument::Instrument;
use crate::instrument::item::ItemKind;
use crate::moment::{Moment, Zone};
use crate::response::{AnswerValue, FormStatus, QuestionnaireResponse, SafetyEvent};
use interlude_protocol::id::RecordId;

/// Minimum size of a form of a clinic's own instrument, in bytes. Because of it, neither answers nor a safety event
/// move the form from the first padding class to the second.
const OWN_FORM_BYTES: usize = 2_048;

impl Entry {
    /// The number of bytes that determines the padding class: the smallest class of at least this size.
    ///
    /// For a form, it is the size of the instrument's fullest form plus the free text of this one. Neither
    /// answers nor safety events nor stopping the form change the class. The number is never less than the
    /// length of the entry itself.
    #[must_use]
    pub fn padding_basis(&self) -> usize {
        let own = self.to_json().len();
        let Self::Response(response) = self else { return own };
        // The fullest form of a clinic's own instrument is not known here. Few forms exceed the second class.
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

/// The longest JSON of a response to `instrument`, with every safety event and no free text.
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
