//! A form about a patient while a clinician fills it in. It does no I/O; signing is a second step.

use serde::Serialize;

use crate::client::error::ClientError;
use crate::client::form::{self, AnswerView, FormItem};
use crate::entry::Entry;
use crate::id::{RecordId, SpaceId};
use crate::instrument::Instrument;
use crate::instrument::item::Item;
use crate::instrument::rule::Context;
use crate::library::{CannotRate, Library, can_be_rated};
use crate::moment::{Moment, Zone};
use crate::response::draft::Draft;
use crate::safety::{CrisisDirective, HelpContext};
use crate::score::score_answers;

/// What a clinician can fill in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RateableForms {
    /// Those that can be opened, in the order of the library.
    pub forms: Vec<Rateable>,
    /// Names of those whose wording the clinic has not brought.
    pub without_wording: Vec<String>,
}

/// One form that a clinician can fill in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rateable {
    /// Id, such as `hamd17`.
    pub id: String,
    /// Name in tables.
    pub short: String,
    /// Full name.
    pub title: String,
    /// How far back it looks: `past week`.
    pub recall_text: String,
    /// `about 2 minutes`.
    pub duration_text: String,
    /// Number of items.
    pub items: usize,
    /// Notice, then citation.
    pub source_text: String,
}

/// A form as it stands, with everything that the page draws.
#[derive(Clone, PartialEq, Serialize)]
pub struct RatingView {
    /// Its name while it is open: the record that it will be, in hex.
    pub rating: String,
    /// Id of the instrument.
    pub instrument: String,
    /// Name in tables.
    pub short: String,
    /// Full name.
    pub title: String,
    /// How far back it looks.
    pub recall_text: String,
    /// Language of the wording (BCP 47).
    pub language: String,
    /// Notice, then citation.
    pub source_text: String,
    /// The items asked now.
    pub items: Vec<RatingItem>,
    /// Ids of those still to be rated or marked as not rated.
    pub open: Vec<String>,
    /// `12 of 52 so far, 5 not rated`; with its band once nothing is open: `14 of 52: moderate`.
    pub score_text: String,
    /// Whether it was signed: it takes no more answers, and waits for the server.
    pub signed: bool,
}

/// One item of a form.
#[derive(Clone, PartialEq, Serialize)]
pub struct RatingItem {
    /// What is asked and offered, and what was rated.
    #[serde(flatten)]
    pub item: FormItem,
    /// What it is called beside its text: `9`, `16B`; empty if it has neither number nor name.
    pub marker: String,
    /// `One of 16A and 16B is enough.`
    pub note: Option<String>,
}

/// What one answer leads to.
#[derive(Clone, PartialEq, Serialize)]
pub struct Rated {
    /// Crisis help to read out or hand on, to be shown at once; `None` for most answers.
    pub crisis: Option<CrisisDirective>,
    /// A line beside the item after a safety item was lowered.
    pub changed_notice: Option<String>,
    /// The form as it stands now.
    pub view: RatingView,
}

redacted!(RatingView, RatingItem, Rated, Rating);

/// A form on a clinician's page, from its opening until it is saved or left.
pub(super) struct Rating {
    pub(super) record: RecordId,
    pub(super) patient: SpaceId,
    /// What scoring may know of the patient.
    about: Context,
    draft: Draft,
    /// What was signed; from then on nothing changes, and every further try writes the same.
    signed: Option<Entry>,
}

impl Rating {
    /// Opens an empty form; `help` says which country's help fits, `about` what scoring may know of the
    /// patient.
    ///
    /// [`ClientError::UnknownInstrument`], [`ClientError::PatientRated`] and [`ClientError::NoWording`] if the
    /// library has no such form for clinicians.
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

    /// Takes one answer. Crisis help in what it returns must be shown before anything else.
    pub(super) fn rate(&mut self, item: &str, answer: AnswerView) -> Result<Rated, ClientError> {
        if self.signed.is_some() {
            return Err(ClientError::AlreadyClosed);
        }
        let tap = self.draft.answer(item, answer.into())?;
        Ok(Rated { crisis: tap.crisis, changed_notice: tap.changed_notice, view: self.view() })
    }

    /// The entry to write: what was signed before, or the form as it stands.
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
            Some(RatingItem { item, marker: marker(asked), note: note(instrument, asked) })
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
            score_text: score.rating_text(open.is_empty()),
            open,
            signed: self.signed.is_some(),
        }
    }
}

/// What clinicians can fill in at a clinic.
pub(super) fn rateable(library: &Library) -> RateableForms {
    let mut forms = RateableForms { forms: Vec::new(), without_wording: Vec::new() };
    for instrument in library.instruments() {
        match can_be_rated(instrument) {
            Ok(()) => forms.forms.push(Rateable {
                id: instrument.id.clone(),
                short: instrument.short.clone(),
                title: instrument.title.clone(),
                recall_text: instrument.recall_text.clone(),
                duration_text: instrument.duration_text.clone(),
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

/// The number, or the name where there is none or where it says more: `16A` of item 16.
fn marker(item: &Item) -> String {
    let number = item.number_text();
    let label = item.label.as_deref().unwrap_or_default();
    if label.starts_with(&number) { label.to_owned() } else { number }
}

/// Says of which items one is enough; `None` for an item that stands for itself.
fn note(instrument: &Instrument, item: &Item) -> Option<String> {
    let mut group: Vec<&Item> = instrument.alternatives(item).map(|(other, _)| other).collect();
    if group.is_empty() {
        return None;
    }
    group.push(item);
    group.sort_by_key(|it| instrument.items.iter().position(|other| other.id == it.id));
    let names: Vec<String> = group.into_iter().map(marker).collect();
    Some(format!("One of {} is enough.", names.join(" and ")))
}

#[cfg(test)]
mod tests;
