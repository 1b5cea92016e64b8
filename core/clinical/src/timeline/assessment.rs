//! One form of a timeline.

use super::answer::{named, quoted};
use crate::entry::Side;
use crate::instrument::Instrument;
use crate::instrument::item::Item;
use crate::instrument::rule::Context;
use crate::library::refused::shortened;
use crate::response::{FormStatus, QuestionnaireResponse, SafetyEvent};
use crate::score::{Score, score_of};
use crate::words::Words;
use interlude_protocol::id::RecordId;

/// One form. A stopped, corrected or retracted form is included only if it has a safety event.
pub(crate) struct Assessment<'a> {
    pub(crate) record: RecordId,
    /// Who filled it in.
    pub(crate) by: Side,
    pub(crate) response: &'a QuestionnaireResponse,
    /// `None` if the instrument or its version is unknown.
    pub(crate) instrument: Option<&'a Instrument>,
    pub(crate) safety: Vec<SafetyEvent>,
    pub(crate) withdrawn: Option<Withdrawal<'a>>,
    /// The form that this one corrects.
    pub(crate) original: Option<&'a QuestionnaireResponse>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Withdrawal<'a> {
    Corrected,
    /// Retracted, with the author's reason.
    TakenBack(&'a str),
}

impl<'a> Assessment<'a> {
    /// Whether the patient filled it in, not a clinician.
    pub(crate) fn is_own(&self) -> bool {
        self.by == Side::Patient
    }

    /// Who filled it in, as a value that messages select on.
    pub(crate) fn by(&self) -> &'static str {
        if self.is_own() { "patient" } else { "clinician" }
    }

    /// States that a clinician filled it in; `None` if it was the patient.
    pub(crate) fn rated_text(&self, words: &Words) -> Option<String> {
        (!self.is_own()).then(|| words.rated_by_clinician())
    }

    /// Whether it contains an answer by the patient.
    pub(crate) fn answers_something(&self) -> bool {
        let says_something =
            self.response.status == FormStatus::Submitted || !self.safety.is_empty();
        self.is_own() && says_something
    }

    pub(crate) fn is_current(&self) -> bool {
        self.withdrawn.is_none()
    }

    /// The score by the version that was answered; `None` for an unknown version and for a corrected or retracted form.
    pub(crate) fn score(&self, context: Context) -> Option<Score<'a>> {
        let known = self.instrument.filter(|_| self.is_current())?;
        Some(score_of(known, self.response, context))
    }

    /// States that it was corrected, or retracted and why; `None` if neither.
    pub(crate) fn withdrawn_text(&self, words: &Words) -> Option<String> {
        self.withdrawn.map(|how| match how {
            Withdrawal::Corrected => words.corrected_later(),
            Withdrawal::TakenBack(why) => words.taken_back_later(shortened(why, MOST_WHY)),
        })
    }

    /// A safety event in words: `item 9: "Nearly every day" (3), then changed to "Not at all" (0)`.
    pub(crate) fn safety_words(&self, event: &SafetyEvent, words: &Words) -> String {
        let name = self.item(&event.item);
        let name = name.map_or_else(|| named(&event.item), |item| item.name(words));
        words.safety_event_of_item(name, self.event_words(event, words))
    }

    /// A safety event in words, without the item's name.
    pub(crate) fn event_words(&self, event: &SafetyEvent, words: &Words) -> String {
        let item = self.item(&event.item);
        let highest = quoted(item, event.highest, words);
        let (change, last) = match event.last {
            Some(last) if last == event.highest => ("no", String::new()),
            Some(last) => ("changed", quoted(item, last, words)),
            None => ("unanswered", String::new()),
        };
        let (withdrawn, why) = match self.withdrawn {
            None => ("no", String::new()),
            Some(Withdrawal::Corrected) => ("corrected", String::new()),
            Some(Withdrawal::TakenBack(why)) => ("taken_back", shortened(why, MOST_WHY)),
        };
        words.safety_event(highest, change, last, withdrawn, why)
    }

    /// Safety items that applied and have no readable answer. Empty for a stopped form, whose answers are not kept,
    /// and for an unknown version.
    pub(crate) fn unanswered_safety_items(&self, context: Context) -> Vec<&'a Item> {
        let known = self.instrument.filter(|_| self.response.status == FormStatus::Submitted);
        known.map_or_else(Vec::new, |known| {
            score_of(known, self.response, context).unanswered_safety_items()
        })
    }

    /// Short name of the instrument; its id if it is unknown.
    pub(crate) fn short(&self) -> String {
        let known = self.instrument.map(|instrument| instrument.short.clone());
        known.unwrap_or_else(|| named(&self.response.instrument))
    }

    pub(crate) fn item(&self, id: &str) -> Option<&'a Item> {
        self.instrument.and_then(|instrument| instrument.item(id))
    }
}

/// Maximum length of a retraction's reason in a sentence, in characters; the table shows the full reason.
const MOST_WHY: usize = 80;
