//! Answers, and the response that a form produces.

pub mod draft;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::instrument::Instrument;
use crate::instrument::item::{Item, SafetyMeasure};
use crate::moment::{Moment, Zone};
use interlude_protocol::id::RecordId;

/// A stored answer.
///
/// In JSON a number, `true`, `false`, a string, or `null` for a question that was seen and skipped.
#[derive(Clone, PartialEq)]
pub enum AnswerValue {
    /// A whole number: the value of an option or of a number item.
    Integer(i32),
    /// A number with a fraction.
    Decimal(f64),
    /// Yes or no.
    Boolean(bool),
    /// Free text.
    Text(String),
    /// The question was seen and skipped.
    Skipped,
}

redacted!(AnswerValue, QuestionnaireResponse, SafetyEvent);

impl AnswerValue {
    /// The answer as a whole number, with booleans as 0 and 1; `None` for all other answers.
    #[must_use]
    pub fn integer(&self) -> Option<i32> {
        match self {
            Self::Integer(value) => Some(*value),
            Self::Boolean(yes) => Some(i32::from(*yes)),
            Self::Decimal(_) | Self::Text(_) | Self::Skipped => None,
        }
    }

    /// The answer as a number, with booleans as 0 and 1; `None` for texts and skipped questions.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Decimal(value) => Some(*value),
            Self::Integer(_) | Self::Boolean(_) | Self::Text(_) | Self::Skipped => {
                self.integer().map(f64::from)
            }
        }
    }
}

impl Serialize for AnswerValue {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Integer(value) => serializer.serialize_i32(*value),
            Self::Decimal(value) => serializer.serialize_f64(*value),
            Self::Boolean(value) => serializer.serialize_bool(*value),
            Self::Text(value) => serializer.serialize_str(value),
            Self::Skipped => serializer.serialize_unit(),
        }
    }
}

impl<'de> Deserialize<'de> for AnswerValue {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl serde::de::Visitor<'_> for Visitor {
            type Value = AnswerValue;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a number, a boolean, a text or null")
            }

            fn visit_bool<E>(self, value: bool) -> Result<AnswerValue, E> {
                Ok(AnswerValue::Boolean(value))
            }

            fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<AnswerValue, E> {
                let small = i32::try_from(value).map_err(|_| E::custom("number out of range"))?;
                Ok(AnswerValue::Integer(small))
            }

            fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<AnswerValue, E> {
                let small = i32::try_from(value).map_err(|_| E::custom("number out of range"))?;
                Ok(AnswerValue::Integer(small))
            }

            fn visit_f64<E>(self, value: f64) -> Result<AnswerValue, E> {
                Ok(AnswerValue::Decimal(value))
            }

            fn visit_str<E>(self, value: &str) -> Result<AnswerValue, E> {
                Ok(AnswerValue::Text(value.to_owned()))
            }

            fn visit_string<E>(self, value: String) -> Result<AnswerValue, E> {
                Ok(AnswerValue::Text(value))
            }

            fn visit_unit<E>(self) -> Result<AnswerValue, E> {
                Ok(AnswerValue::Skipped)
            }
        }

        deserializer.deserialize_any(Visitor)
    }
}

/// The response of one form, submitted or stopped. Each form produces exactly one.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct QuestionnaireResponse {
    /// When the form was closed.
    pub at: Moment,
    /// Time zone in which the form was closed.
    pub zone: Zone,
    /// The record that this response corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<RecordId>,
    /// Id of the instrument.
    pub instrument: String,
    /// Version of its wording.
    pub version: String,
    /// Language in which it was shown.
    pub language: String,
    /// How the form was closed.
    pub status: FormStatus,
    /// When the form was opened.
    pub opened: Moment,
    /// Answers by item id. Items that were not asked are absent; a stopped form has no answers.
    pub answers: BTreeMap<String, AnswerValue>,
    /// One event for each item whose safety rule was met while the form was open.
    pub safety: Vec<SafetyEvent>,
}

impl QuestionnaireResponse {
    /// Returns the safety events, plus one for each answer that meets a rule of `instrument` but
    /// has no event.
    #[must_use]
    pub fn safety_events(&self, instrument: &Instrument) -> Vec<SafetyEvent> {
        let mut events = self.safety.clone();
        for item in instrument.items.iter().filter(|item| item.safety.is_some()) {
            let Some(value) = self.answers.get(&item.id).and_then(AnswerValue::integer) else {
                continue;
            };
            if meets_safety_rule(item, value) && !events.iter().any(|event| event.item == item.id) {
                let item = item.id.clone();
                events.push(SafetyEvent {
                    item,
                    first: value,
                    highest: value,
                    last: Some(value),
                    taps: 0,
                });
            }
        }
        events
    }

    /// The number of safety items of `instrument` that were skipped.
    #[must_use]
    pub fn safety_unanswered(&self, instrument: &Instrument) -> u32 {
        let skipped = |item: &&Item| {
            item.safety.is_some()
                && matches!(self.answers.get(&item.id), Some(AnswerValue::Skipped))
        };
        u32::try_from(instrument.items.iter().filter(skipped).count()).unwrap_or(u32::MAX)
    }
}

/// How a form was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormStatus {
    /// The person saved the form.
    Submitted,
    /// The form was left. Only times and safety events are kept.
    Stopped,
}

/// What happened to one safety item while a form was open.
///
/// Its size is bounded, so that the number of taps does not change the size of a record.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SafetyEvent {
    /// Id of the item.
    pub item: String,
    /// First answer that met the rule; booleans are 0 and 1.
    pub first: i32,
    /// Highest answer that met the rule, by points.
    pub highest: i32,
    /// Last answer; `None` if the item was finally skipped.
    pub last: Option<i32>,
    /// How often an answer met the rule, up to [`SafetyEvent::MOST_TAPS`].
    ///
    /// 0 if no tap was seen: the answer was kept from an earlier form of the same day, or had no
    /// event.
    pub taps: u8,
}

impl SafetyEvent {
    /// Largest count of taps.
    pub const MOST_TAPS: u8 = 99;

    /// Whether the answer changed: the first or the last one differs from the highest.
    #[must_use]
    pub fn changed(&self) -> bool {
        self.last != Some(self.highest) || self.first != self.highest
    }
}

/// Whether the answer `value` to `item` triggers crisis help. Totals and bands never do.
#[must_use]
pub fn meets_safety_rule(item: &Item, value: i32) -> bool {
    item.safety.is_some_and(|rule| {
        let measured = match rule.of {
            SafetyMeasure::Value => value,
            SafetyMeasure::Points => item.points(value),
        };
        measured >= rule.at_least
    })
}

#[cfg(test)]
mod tests;
