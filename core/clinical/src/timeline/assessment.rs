//! One form in its place in a timeline.

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

/// One form. Those that were corrected or taken back are here only if a safety item was answered.
pub(crate) struct Assessment<'a> {
    pub(crate) record: RecordId,
    /// Who filled it in.
    pub(crate) by: Side,
    pub(crate) response: &'a QuestionnaireResponse,
    /// `None` if this version does not know the instrument or its version.
    pub(crate) instrument: Option<&'a Instrument>,
    pub(crate) safety: Vec<SafetyEvent>,
    pub(crate) withdrawn: Option<Withdrawal<'a>>,
    /// What this form replaced.
    pub(crate) original: Option<&'a QuestionnaireResponse>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Withdrawal<'a> {
    Corrected,
    /// With the reason that was given.
    TakenBack(&'a str),
}

impl<'a> Assessment<'a> {
    /// Whether the patient filled it in, not a clinician.
    pub(crate) fn is_own(&self) -> bool {
        self.by == Side::Patient
    }

    /// Who filled it in, as messages choose by it.
    pub(crate) fn by(&self) -> &'static str {
        if self.is_own() { "patient" } else { "clinician" }
    }

    /// Says who filled it in, if it was not the patient.
    pub(crate) fn rated_text(&self, words: &Words) -> Option<String> {
        (!self.is_own()).then(|| words.rated_by_clinician())
    }

    /// Whether the patient gave an answer with it.
    pub(crate) fn answers_something(&self) -> bool {
        let says_something =
            self.response.status == FormStatus::Submitted || !self.safety.is_empty();
        self.is_own() && says_something
    }

    pub(crate) fn is_current(&self) -> bool {
        self.withdrawn.is_none()
    }

    /// Its score by the version that was answered; `None` for an unknown version and for a form that was corrected or withdrawn.
    pub(crate) fn score(&self, context: Context) -> Option<Score<'a>> {
        let known = self.instrument.filter(|_| self.is_current())?;
        Some(score_of(known, self.response, context))
    }

    /// Says that it was corrected, or taken back and why; `None` while it stands.
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

    /// The same without the item's name.
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

    /// Safety items that applied and have no answer that can be read; none for a form that was left, whose answers
    /// are not kept, and for a version that is not known here.
    pub(crate) fn unanswered_safety_items(&self, context: Context) -> Vec<&'a Item> {
        let known = self.instrument.filter(|_| self.response.status == FormStatus::Submitted);
        known.map_or_else(Vec::new, |known| {
            score_of(known, self.response, context).unanswered_safety_items()
        })
    }

    /// Name of the instrument in tables; its id if this version does not know it.
    pub(crate) fn short(&self) -> String {
        let known = self.instrument.map(|instrument| instrument.short.clone());
        known.unwrap_or_else(|| named(&self.response.instrument))
    }

    pub(crate) fn item(&self, id: &str) -> Option<&'a Item> {
        self.instrument.and_then(|instrument| instrument.item(id))
    }
}

/// Longest reason for taking a form back that is said in a sentence, in characters; the table has it whole.
const MOST_WHY: usize = 80;
