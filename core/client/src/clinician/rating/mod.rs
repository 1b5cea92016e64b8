//! A rating while a clinician fills it in. It does no I/O; signing is a second step.

use serde::{Deserialize, Serialize};

use crate::error::ClientError;
use crate::form::{self, AnswerView, FormItem};
use crate::language::words;
use interlude_clinical::entry::Entry;
use interlude_clinical::instrument::Instrument;
use interlude_clinical::instrument::item::Item;
use interlude_clinical::instrument::rule::Context;
use interlude_clinical::library::{CannotRate, Library, can_be_rated};
use interlude_clinical::moment::{Moment, Zone};
use interlude_clinical::response::draft::{AnswerHelp, Draft, SavedDraft};
use interlude_clinical::safety::{CrisisDirective, HelpContext};
use interlude_clinical::score::score_answers;
use interlude_protocol::id::{RecordId, SpaceId};

/// The forms that a clinician can fill in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct RateableForms {
    /// Forms that can be opened, in the order of the library.
    pub forms: Vec<Rateable>,
    /// Names of forms whose wording the clinic has not uploaded.
    pub without_wording: Vec<String>,
}

/// One form that a clinician can fill in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Rateable {
    /// Id, such as `hamd17`.
    pub id: String,
    /// Name in tables.
    pub short: String,
    /// Full name.
    pub title: String,
    /// The recall period: `past week`.
    pub recall_text: String,
    /// Number of items.
    pub items: usize,
    /// Notice, then citation.
    pub source_text: String,
}

/// A rating with everything that the page draws.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct RatingView {
    /// The id of its future record, in hex.
    pub rating: String,
    /// Id of the instrument.
    pub instrument: String,
    /// Name in tables.
    pub short: String,
    /// Full name.
    pub title: String,
    /// The recall period.
    pub recall_text: String,
    /// Language of the wording (BCP 47).
    pub language: String,
    /// Notice, then citation.
    pub source_text: String,
    /// The items asked now.
    pub items: Vec<RatingItem>,
    /// Ids of the items still to be rated or marked as not rated.
    pub open: Vec<String>,
    /// `12 of 52 so far, 5 not rated`; with the band once no item is open: `14 of 52: moderate`.
    pub score_text: String,
    /// Whether it is signed. It then takes no more answers and waits for the server.
    pub signed: bool,
}

/// One item of a rating.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct RatingItem {
    /// The question, its options and the answer.
    #[serde(flatten)]
    pub item: FormItem,
    /// The label beside its text: `9`, `16B`; empty if it has neither number nor name.
    pub marker: String,
    /// `One of 16A and 16B is enough.`
    pub note: Option<String>,
    /// Crisis help to read out or hand on, from the first answer that meets the item's safety rule. Show it at that tap; it
    /// stays.
    pub help: Option<CrisisDirective>,
    /// A notice beside the help, after the answer was lowered.
    pub changed_notice: Option<String>,
}

interlude_clinical::redacted!(RatingView, RatingItem, Rating, SavedRating);

/// A rating on a clinician's page, from opening until it is saved or discarded.
pub(super) struct Rating {
    pub(super) record: RecordId,
    pub(super) patient: SpaceId,
    /// The patient's data that scoring uses.
    about: Context,
    draft: Draft,
    /// The signed entry. It never changes, and every retry writes it.
    signed: Option<Entry>,
}

/// A rating in the form that is sealed and stored.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct SavedRating {
    pub(super) record: RecordId,
    pub(super) patient: SpaceId,
    pub(super) draft: SavedDraft,
    /// The signed entry that is not saved yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) signed: Option<Entry>,
}

impl Rating {
    /// Opens an empty rating. `help` selects the country's crisis help; `about` is the patient's data for scoring.
    ///
    /// # Errors
    /// [`ClientError::UnknownInstrument`], [`ClientError::PatientRated`] or [`ClientError::NoWording`].
    pub(super) fn open(
        (record, patient): (RecordId, SpaceId),
        (library, instrument): (&Library, &str),
        (language, help): (&str, HelpContext),
        about: Context,
        at: Moment,
    ) -> Result<Self, ClientError> {
        let known = library.instrument(instrument).ok_or(ClientError::UnknownInstrument)?;
        can_be_rated(known)?;
        let worded = library.in_language(instrument, language).filter(Instrument::has_wording);
        let worded = worded.ok_or(ClientError::NoWording)?;
        let help = HelpContext { hand_on: true, ..help };
        let draft = Draft::open(&worded, at, help).asked_of(about);
        Ok(Self { record, patient, about, draft, signed: None })
    }

    /// Opens a stored rating again.
    ///
    /// # Errors
    /// [`ClientError::UnknownInstrument`] if the library no longer has its version of the instrument.
    pub(super) fn resume(
        saved: SavedRating,
        library: &Library,
        (language, help): (&str, HelpContext),
        about: Context,
    ) -> Result<Self, ClientError> {
        let SavedRating { record, patient, draft, signed } = saved;
        let (id, version) = (draft.instrument.as_str(), draft.version.as_str());
        let current = library.in_language(id, language).filter(|it| it.version == version);
        let begun = current.or_else(|| library.version(id, version).cloned());
        let begun = begun.ok_or(ClientError::UnknownInstrument)?;
        let help = HelpContext { hand_on: true, ..help };
        let draft =
            Draft::restore(&begun, draft, help).map_err(|_| ClientError::UnknownInstrument)?;
        Ok(Self { record, patient, about, draft: draft.asked_of(about), signed })
    }

    /// Returns the rating to store; `None` without answers.
    pub(super) fn saved(&self) -> Option<SavedRating> {
        let draft = self.draft.saved();
        let (record, patient, signed) = (self.record, self.patient, self.signed.clone());
        (!draft.answers.is_empty()).then_some(SavedRating { record, patient, draft, signed })
    }

    /// Records one answer. Crisis help in the returned view must be shown at once.
    ///
    /// # Errors
    /// [`ClientError::AlreadyClosed`] if the rating is signed; [`ClientError::UnknownItem`]; [`ClientError::NotOffered`];
    /// [`ClientError::TooLong`].
    pub(super) fn rate(
        &mut self,
        item: &str,
        answer: AnswerView,
    ) -> Result<RatingView, ClientError> {
        if self.signed.is_some() {
            return Err(ClientError::AlreadyClosed);
        }
        // The view shows the help beside its item.
        let AnswerHelp { .. } = self.draft.answer(item, answer.into())?;
        Ok(self.view())
    }

    /// Returns the entry to write: the signed one, or else the current answers.
    ///
    /// # Errors
    /// [`ClientError::Incomplete`] if items are open.
    pub(super) fn entry(&self, at: Moment, zone: Zone) -> Result<Entry, ClientError> {
        match &self.signed {
            Some(entry) => Ok(entry.clone()),
            None => Ok(Entry::Response(self.draft.submit(at, zone)?)),
        }
    }

    pub(super) fn sign(&mut self, entry: Entry) {
        self.signed = Some(entry);
    }

    pub(super) fn view(&self) -> RatingView {
        let instrument = self.draft.instrument();
        let open: Vec<String> = self.draft.unseen().iter().map(|item| item.id.clone()).collect();
        let answers = self.draft.asked_answers();
        let score = score_answers(instrument, &answers, self.about);
        let items = form::items(&self.draft).into_iter().filter_map(|item| {
            let asked = instrument.item(&item.id)?;
            let (help, changed) = self.draft.standing_help(&item.id).unzip();
            Some(RatingItem {
                item,
                marker: marker(asked),
                note: note(instrument, asked),
                help,
                changed_notice: changed.flatten().map(|it| it.text(words())),
            })
        });
        RatingView {
            rating: self.record.to_hex(),
            instrument: instrument.id.clone(),
            short: instrument.short.clone(),
            title: instrument.title.clone(),
            recall_text: instrument.recall_text.clone(),
            language: instrument.language.clone(),
            source_text: form::source_text(instrument),
            items: items.collect(),
            score_text: score.rating_text(open.is_empty(), words()),
            open,
            signed: self.signed.is_some(),
        }
    }
}

/// Lists the forms of `library` that clinicians can fill in.
pub(super) fn rateable(library: &Library) -> RateableForms {
    let mut forms = RateableForms { forms: Vec::new(), without_wording: Vec::new() };
    for instrument in library.instruments() {
        match can_be_rated(instrument) {
            Ok(()) => forms.forms.push(Rateable {
                id: instrument.id.clone(),
                short: instrument.short.clone(),
                title: instrument.title.clone(),
                recall_text: instrument.recall_text.clone(),
                items: instrument.items.len(),
                source_text: form::source_text(instrument),
            }),
            Err(CannotRate::NoWording) => {
                forms.without_wording.push(instrument.short.clone());
            }
            Err(CannotRate::PatientRated) => {}
        }
    }
    forms
}

/// Returns the item's number, or its name if it has no number or the name starts with it: `16A` of item 16.
fn marker(item: &Item) -> String {
    let number = item.number_text();
    let label = item.label.as_deref().unwrap_or_default();
    if label.starts_with(&number) { label.to_owned() } else { number }
}

/// Returns the sentence that one item of a group is enough; `None` for an item without alternatives.
fn note(instrument: &Instrument, item: &Item) -> Option<String> {
    let mut group: Vec<&Item> = instrument.alternatives(item).map(|(other, _)| other).collect();
    if group.is_empty() {
        return None;
    }
    group.push(item);
    group.sort_by_key(|it| instrument.items.iter().position(|other| other.id == it.id));
    let words = words();
    let names = group.into_iter().map(marker).reduce(|names, name| words.both(names, name))?;
    Some(words.rating_one_is_enough(names))
}

#[cfg(test)]
mod tests;
