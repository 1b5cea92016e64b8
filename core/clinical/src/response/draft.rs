//! A form on screen, from opening to closing.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{AnswerValue, FormStatus, QuestionnaireResponse, SafetyEvent, meets_safety_rule};
use crate::instrument::Instrument;
use crate::instrument::applies::Applies;
use crate::instrument::item::{Item, ItemKind};
use crate::instrument::rule::Context;
use crate::moment::{Moment, Zone};
use crate::safety::{self, CrisisDirective, HelpContext};
use crate::words::Words;

/// An answer from the screen.
#[derive(Clone, PartialEq)]
pub enum Answer {
    /// The value of an option.
    Choice(i32),
    /// A number; whole unless the item is a decimal.
    Number(f64),
    /// Yes or no.
    Boolean(bool),
    /// Free text.
    Text(String),
    /// The question was seen and skipped.
    Skip,
}

redacted!(Answer, Draft, SavedDraft);

/// Why an answer or a form was refused. Nothing was changed.
///
/// No variant contains an answer, because these texts reach logs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ResponseError {
    /// The instrument has no such item.
    #[error("unknown item {0:?}")]
    UnknownItem(String),
    /// The item is not asked, given the answers so far.
    #[error("item {0:?} is not asked now")]
    NotAsked(String),
    /// The answer has the wrong kind or is not on offer.
    #[error("this answer is not offered for item {0:?}")]
    NotOffered(String),
    /// The text is longer than the item allows.
    #[error("the text for item {item:?} is longer than {most} characters")]
    TooLong {
        /// Id of the item.
        item: String,
        /// Longest text, in characters.
        most: u16,
    },
    /// Items that every form asks were neither answered nor skipped.
    #[error("not every question was answered or skipped: {}", .0.join(", "))]
    Incomplete(Vec<String>),
    /// The saved form belongs to another instrument or version.
    #[error("the saved form belongs to another instrument or version")]
    OtherInstrument,
}

/// What to show after an answer.
#[must_use = "an answer may call for crisis help, which must be shown at once"]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerHelp {
    /// Crisis help to show before storing anything; `None` for most answers.
    pub crisis: Option<CrisisDirective>,
    /// The notice beside the question if a safety item was lowered; `None` otherwise.
    pub changed: Option<ChangedAnswer>,
}

/// Who can see the earlier answer to a safety item that was lowered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangedAnswer {
    /// Whoever reads the rating.
    Rated,
    /// Only the patient.
    Private,
    /// The clinic.
    Shared,
}

impl ChangedAnswer {
    /// The notice beside the question.
    #[must_use]
    pub fn text(self, words: &Words) -> String {
        match self {
            Self::Rated => words.changed_rating(),
            Self::Private => words.changed_private_answer(),
            Self::Shared => words.changed_answer(),
        }
    }
}

/// A form that is being answered. It does no I/O; the caller saves it.
#[derive(Clone)]
pub struct Draft {
    instrument: Arc<Instrument>,
    context: Context,
    help: HelpContext,
    opened: Moment,
    answers: BTreeMap<String, AnswerValue>,
    safety: Vec<SafetyEvent>,
}

/// A form in progress, as saved on the phone or in the browser.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct SavedDraft {
    /// Id of the instrument.
    pub instrument: String,
    /// Version of its wording.
    pub version: String,
    /// When the form was opened.
    pub opened: Moment,
    /// Answers so far.
    pub answers: BTreeMap<String, AnswerValue>,
    /// Safety events so far.
    pub safety: Vec<SafetyEvent>,
}

impl Draft {
    /// Opens an empty form. `help` selects the crisis help.
    #[must_use]
    pub fn open(instrument: &Instrument, opened: Moment, help: HelpContext) -> Self {
        let instrument = Arc::new(instrument.clone());
        let (answers, safety, context) = (BTreeMap::new(), Vec::new(), Context::default());
        Self { instrument, context, help, opened, answers, safety }
    }

    /// Sets what is known about the person. Without it, every question that may apply is asked.
    #[must_use]
    pub fn asked_of(mut self, context: Context) -> Self {
        self.context = context;
        self
    }

    /// Restores a saved form with its opening time and safety events.
    ///
    /// # Errors
    /// [`ResponseError::OtherInstrument`] if the form belongs to another instrument or version.
    pub fn restore(
        instrument: &Instrument,
        saved: SavedDraft,
        help: HelpContext,
    ) -> Result<Self, ResponseError> {
        if saved.instrument != instrument.id || saved.version != instrument.version {
            return Err(ResponseError::OtherInstrument);
        }
        let SavedDraft { opened, answers, safety, .. } = saved;
        let instrument = Arc::new(instrument.clone());
        Ok(Self { instrument, context: Context::default(), help, opened, answers, safety })
    }

    /// Opens a new form with the answers of a stopped form, which has its own record.
    ///
    /// A kept answer that meets a safety rule is recorded in the new form too.
    ///
    /// # Errors
    /// The same as [`Draft::restore`].
    pub fn reopen(
        instrument: &Instrument,
        saved: SavedDraft,
        opened: Moment,
        help: HelpContext,
    ) -> Result<Self, ResponseError> {
        let mut draft = Self::restore(instrument, saved, help)?;
        draft.opened = opened;
        draft.safety.clear();
        for item in &instrument.items {
            let Some(value) = draft.answers.get(&item.id).and_then(AnswerValue::integer) else {
                continue;
            };
            if meets_safety_rule(item, value) {
                let item = item.id.clone();
                draft.safety.push(SafetyEvent {
                    item,
                    first: value,
                    highest: value,
                    last: Some(value),
                    taps: 0,
                });
            }
        }
        Ok(draft)
    }

    /// Returns the form for saving.
    #[must_use]
    pub fn saved(&self) -> SavedDraft {
        SavedDraft {
            instrument: self.instrument.id.clone(),
            version: self.instrument.version.clone(),
            opened: self.opened.clone(),
            answers: self.answers.clone(),
            safety: self.safety.clone(),
        }
    }

    /// The instrument of the form.
    #[must_use]
    pub fn instrument(&self) -> &Arc<Instrument> {
        &self.instrument
    }

    /// The items to ask now, given the answers so far.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        let answer = |item: &Item| self.answers.get(&item.id).and_then(AnswerValue::integer);
        let values: Vec<Option<i32>> = self.instrument.items.iter().map(answer).collect();
        let applies = self.instrument.applies(&values, self.context);
        let asked = move |place: usize| applies.get(place).is_none_or(|it| *it == Applies::Yes);
        let items = self.instrument.items.iter().enumerate();
        items.filter(move |(place, _)| asked(*place)).map(|(_, item)| item)
    }

    /// The answers to the items asked now, by item id.
    #[must_use]
    pub fn asked_answers(&self) -> BTreeMap<String, AnswerValue> {
        let asked = self.items().filter_map(|item| self.answers.get_key_value(&item.id));
        asked.map(|(id, value)| (id.clone(), value.clone())).collect()
    }

    /// Items that every form asks and that were neither answered nor skipped, in order. Of
    /// alternative items, such as 16A and 16B of the HAM-D, one is enough.
    #[must_use]
    pub fn unseen(&self) -> Vec<&Item> {
        let seen = |item: &Item| self.answers.contains_key(&item.id);
        let items = self.items().filter(|item| item.core && !seen(item));
        items.filter(|item| !self.stood_for(item)).collect()
    }

    /// Whether an alternative item was answered.
    fn stood_for(&self, item: &Item) -> bool {
        self.instrument.alternatives(item).any(|(other, not_assessed)| {
            let value = self.answers.get(&other.id).and_then(AnswerValue::integer);
            value.is_some_and(|value| Some(value) != not_assessed)
        })
    }

    /// The answer to an item; `None` if it was not seen yet.
    #[must_use]
    pub fn answer_of(&self, item: &str) -> Option<&AnswerValue> {
        self.answers.get(item)
    }

    /// Records an answer. Returns crisis help for every answer that meets the item's safety rule,
    /// the first and any later one.
    ///
    /// # Errors
    /// [`ResponseError::UnknownItem`], [`ResponseError::NotAsked`], [`ResponseError::NotOffered`]
    /// or [`ResponseError::TooLong`].
    pub fn answer(&mut self, item: &str, answer: Answer) -> Result<AnswerHelp, ResponseError> {
        let instrument = Arc::clone(&self.instrument);
        let item =
            instrument.item(item).ok_or_else(|| ResponseError::UnknownItem(item.to_owned()))?;
        if !self.items().any(|asked| asked.id == item.id) {
            return Err(ResponseError::NotAsked(item.id.clone()));
        }
        let value = accept(item, answer)?;
        let given = value.integer();
        self.answers.insert(item.id.clone(), value);
        let met = given.filter(|value| meets_safety_rule(item, *value));
        self.note(item, given, met);
        let changed = self.standing_help(&item.id).and_then(|(_, changed)| changed);
        Ok(AnswerHelp { crisis: met.map(|_| safety::directive(&self.help)), changed })
    }

    /// Crisis help beside an item of which an answer met the safety rule, and a notice if the
    /// answer was lowered since; `None` if no answer met the rule.
    #[must_use]
    pub fn standing_help(&self, item: &str) -> Option<(CrisisDirective, Option<ChangedAnswer>)> {
        let event = self.safety.iter().find(|event| event.item == item)?;
        let item = self.instrument.item(item)?;
        let lowered = !event.last.is_some_and(|value| meets_safety_rule(item, value));
        let changed = match (self.help.hand_on, self.help.private_form) {
            (true, _) => ChangedAnswer::Rated,
            (false, true) => ChangedAnswer::Private,
            (false, false) => ChangedAnswer::Shared,
        };
        Some((safety::directive(&self.help), lowered.then_some(changed)))
    }

    /// Closes the form as submitted. Skipped questions are allowed.
    ///
    /// # Errors
    /// [`ResponseError::Incomplete`] if [`Draft::unseen`] is not empty.
    pub fn submit(&self, at: Moment, zone: Zone) -> Result<QuestionnaireResponse, ResponseError> {
        let unseen = self.unseen();
        if !unseen.is_empty() {
            let ids = unseen.into_iter().map(|item| item.id.clone());
            return Err(ResponseError::Incomplete(ids.collect()));
        }
        Ok(self.close(at, zone, FormStatus::Submitted, self.asked_answers()))
    }

    /// Closes the form as stopped. Only times and safety events are kept.
    #[must_use]
    pub fn stop(&self, at: Moment, zone: Zone) -> QuestionnaireResponse {
        self.close(at, zone, FormStatus::Stopped, BTreeMap::new())
    }

    /// The text to show before leaving the form.
    #[must_use]
    pub fn leave_text(&self, words: &Words) -> String {
        if self.help.private_form {
            return words.leave_private_form();
        }
        let tripped = |item: &&Item| self.safety.iter().any(|event| event.item == item.id);
        match self.instrument.items.iter().find(tripped) {
            Some(item) => words.leave_form_with_safety_answer(item.question(words)),
            None => words.leave_form(),
        }
    }

    fn close(
        &self,
        at: Moment,
        zone: Zone,
        status: FormStatus,
        answers: BTreeMap<String, AnswerValue>,
    ) -> QuestionnaireResponse {
        QuestionnaireResponse {
            at,
            zone,
            replaces: None,
            instrument: self.instrument.id.clone(),
            version: self.instrument.version.clone(),
            language: self.instrument.language.clone(),
            status,
            opened: self.opened.clone(),
            answers,
            safety: self.safety.clone(),
        }
    }

    fn note(&mut self, item: &Item, given: Option<i32>, met: Option<i32>) {
        let known = self.safety.iter_mut().find(|event| event.item == item.id);
        match (known, met) {
            (Some(event), met) => {
                event.last = given;
                if let Some(value) = met {
                    event.taps = event.taps.saturating_add(1).min(SafetyEvent::MOST_TAPS);
                    if item.points(value) > item.points(event.highest) {
                        event.highest = value;
                    }
                }
            }
            (None, Some(value)) => self.safety.push(SafetyEvent {
                item: item.id.clone(),
                first: value,
                highest: value,
                last: given,
                taps: 1,
            }),
            (None, None) => {}
        }
    }
}

/// Checks an answer against what the item offers.
fn accept(item: &Item, answer: Answer) -> Result<AnswerValue, ResponseError> {
    let not_offered = || ResponseError::NotOffered(item.id.clone());
    match (&item.kind, answer) {
        (_, Answer::Skip) => Ok(AnswerValue::Skipped),
        (ItemKind::Choice { .. }, Answer::Choice(value)) => {
            item.offers(value).then_some(AnswerValue::Integer(value)).ok_or_else(not_offered)
        }
        (ItemKind::Number { min, max, .. }, Answer::Number(value)) => (*min..=*max)
            .find(|whole| (f64::from(*whole) - value).abs() < f64::EPSILON)
            .map(AnswerValue::Integer)
            .ok_or_else(not_offered),
        (ItemKind::Decimal { min, max, .. }, Answer::Number(value)) => {
            // Adding 0.0 turns a negative zero into zero.
            let rounded = (value * 10.0).round() / 10.0 + 0.0;
            let offered = (f64::from(*min)..=f64::from(*max)).contains(&rounded);
            offered.then_some(AnswerValue::Decimal(rounded)).ok_or_else(not_offered)
        }
        (ItemKind::Boolean, Answer::Boolean(value)) => Ok(AnswerValue::Boolean(value)),
        (ItemKind::Text { max_characters }, Answer::Text(text)) => {
            if text.chars().count() > usize::from(*max_characters) {
                return Err(ResponseError::TooLong {
                    item: item.id.clone(),
                    most: *max_characters,
                });
            }
            Ok(AnswerValue::Text(text))
        }
        (
            ItemKind::Choice { .. }
            | ItemKind::Number { .. }
            | ItemKind::Decimal { .. }
            | ItemKind::Boolean
            | ItemKind::Text { .. },
            Answer::Choice(_) | Answer::Number(_) | Answer::Boolean(_) | Answer::Text(_),
        ) => Err(not_offered()),
    }
}
