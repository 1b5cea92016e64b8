//! The instruments of one clinic: those compiled in, those it brought, and which of them it asks.
//!
//! A clinic uploads a wording that it has a licence for, or a definition of its own. Both are kept as they came
//! ([`InstrumentFile`](crate::entry::InstrumentFile)) and travel sealed to its patients.

mod blank;
mod condition;
mod error;
pub mod languages;
pub mod about;
pub mod preview;
pub mod refused;
mod upload;

use crate::catalogue;
use crate::entry::current::{Standing, standing};
use crate::entry::{Entry, Filed, Side};
use crate::instrument::wording::Wording;
use crate::instrument::{Instrument, Respondent};
use crate::words::Words;
pub use error::UploadError;
use refused::Refused;
pub use upload::{Upload, read_upload};

/// What a patient is asked until the clinic chooses.
pub const ASKED_FROM_THE_START: [&str; 3] = ["phq9", "gad7", "daily_checkin"];

/// What a clinic knows beyond the catalogue.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Library {
    /// By time; the last of an id counts, earlier versions score what was answered to them.
    brought: Vec<Brought>,
    /// By time; kept and shown, never asked.
    refused: Vec<Refused>,
    /// Ids in the order in which they are asked; `None` until the clinic chooses.
    asked: Option<Vec<String>>,
}

/// Nothing beyond the catalogue.
pub static CATALOGUE: Library = Library { brought: Vec::new(), refused: Vec::new(), asked: None };

/// What one file brought.
#[derive(Debug, Clone, PartialEq)]
struct Brought {
    instrument: Instrument,
    /// How the clinic describes the wording; `None` for an instrument of its own.
    wording: Option<Box<Wording>>,
}

impl Library {
    /// What the entries of a space say; those of the clinic's side only, by time. A file that this version refuses
    /// brings nothing; it is kept among [`Library::refused`].
    #[must_use]
    pub fn of(entries: &[Filed<'_>]) -> Self {
        let mut library = Self::default();
        let mut files = Vec::new();
        for filed in standing(entries).current {
            if let Entry::InstrumentFile(file) = filed.entry {
                files.push((filed.record, file));
            } else if let Entry::Forms(forms) = filed.entry {
                library.asked = Some(forms.instruments.clone());
            }
        }
        // Of two in one second the same one is first in every journal, whatever record holds it there.
        files.sort_by(|(_, a), (_, b)| {
            a.at.cmp(&b.at).then_with(|| (&a.text, &a.statement).cmp(&(&b.text, &b.statement)))
        });
        for (record, file) in files {
            let read = read_upload(&file.text);
            let stated = read.and_then(|upload| upload.stated(file.statement.as_deref()));
            if let Err(why) = stated.and_then(|upload| library.take(upload)) {
                library.refused.push(Refused::of(record, file, why));
            }
        }
        library
    }

    /// Takes one file over.
    fn take(&mut self, upload: Upload) -> Result<(), UploadError> {
        self.fits(&upload)?;
        let brought = match upload {
            Upload::Wording(wording, instrument) => {
                Brought { instrument: *instrument, wording: Some(wording) }
            }
            Upload::Definition(instrument) => Brought { instrument: *instrument, wording: None },
        };
        if !self.brought.contains(&brought) {
            self.refused.iter_mut().for_each(|it| it.followed_by(&brought.instrument));
            self.brought.push(brought);
        }
        Ok(())
    }

    /// The library once an upload is taken over: it has to be called like nothing in the catalogue, else
    /// [`UploadError::CalledAlike`], and to fit what the clinic brought before, else [`UploadError::VersionTaken`].
    pub fn with(&self, upload: &Upload) -> Result<Self, UploadError> {
        upload.is_called_apart()?;
        let mut next = self.clone();
        next.take(upload.clone())?;
        Ok(next)
    }

    /// No definition may change under answers that were given to it.
    fn fits(&self, upload: &Upload) -> Result<(), UploadError> {
        let Upload::Definition(it) = upload else { return Ok(()) };
        let same = |known: &Instrument| known.id == it.id && known.version == it.version;
        match self.versions().find(|known| same(known)) {
            Some(known) if known != &**it => {
                Err(UploadError::VersionTaken { id: it.id.clone(), version: it.version.clone() })
            }
            Some(_) | None => Ok(()),
        }
    }

    /// What was brought, by time.
    fn versions(&self) -> impl DoubleEndedIterator<Item = &Instrument> {
        self.brought.iter().map(|it| &it.instrument)
    }

    /// Whether an entry has a say in [`Library::of`].
    #[must_use]
    pub fn is_told_by(entry: &Entry) -> bool {
        matches!(entry, Entry::InstrumentFile(_) | Entry::Forms(_) | Entry::Retraction(_))
    }

    /// The instrument of that id, as it is asked now; `None` if nobody knows it.
    #[must_use]
    pub fn instrument(&self, id: &str) -> Option<&Instrument> {
        let brought = self.versions().rev().find(|it| it.id == id);
        brought.or_else(|| catalogue::instrument(id).ok())
    }

    /// The instrument by which a response of that version is scored.
    #[must_use]
    pub fn version(&self, id: &str, version: &str) -> Option<&Instrument> {
        let fits = |it: &&Instrument| it.id == id && it.version == version;
        let brought = self.versions().rev().find(fits);
        brought.or_else(|| catalogue::instrument(id).ok().filter(fits))
    }

    /// Divides entries as [`standing`] does, leaving out forms that the other side fills in: a patient rates no
    /// HAM-D, and no clinician answers a PHQ-9 in a patient's name.
    ///
    /// A form of an instrument that is not known here is left as it is.
    #[must_use]
    pub fn standing<'a>(&self, entries: &[Filed<'a>]) -> Standing<'a> {
        let fits = |filed: &Filed<'_>| {
            let Entry::Response(response) = filed.entry else { return true };
            self.is_filled_in_by(&response.instrument, filed.by)
        };
        let (own, others): (Vec<_>, Vec<_>) = entries.iter().copied().partition(fits);
        let mut result = standing(&own);
        let others = u32::try_from(others.len()).unwrap_or(u32::MAX);
        result.not_allowed = result.not_allowed.saturating_add(others);
        result
    }

    /// Whether that side fills in the instrument of that id, by any definition that was ever in use.
    fn is_filled_in_by(&self, id: &str, side: Side) -> bool {
        let brought = self.versions().filter(|it| it.id == id);
        let mut known = brought.chain(catalogue::instrument(id).ok()).peekable();
        let of_side = |it: &Instrument| match it.respondent {
            Respondent::Patient => side == Side::Patient,
            Respondent::Clinician => side == Side::Clinic,
        };
        known.peek().is_none() || known.any(of_side)
    }

    /// The instrument of that id in a language, if there is a complete wording that was compared with another;
    /// in its own language otherwise.
    #[must_use]
    pub fn in_language(&self, id: &str, language: &str) -> Option<Instrument> {
        let own = self.instrument(id)?;
        let fits = |other: &str| primary(other) == primary(language);
        if fits(&own.language) {
            return Some(own.clone());
        }
        let of_now = |it: &&Instrument| it.id == id && it.version == own.version;
        let brought = self.versions().rev().filter(of_now).find(|it| fits(&it.language));
        if let Some(brought) = brought {
            return Some(brought.clone());
        }
        let translations = catalogue::translations(own).into_iter();
        let offered = translations.filter(|it| it.is_offered());
        let whole = offered.filter(|it| fits(&it.language)).find_map(|it| it.instrument.ok());
        whole.or_else(|| Some(own.clone()))
    }

    /// Every instrument: the catalogue's in its order, then the clinic's own.
    pub fn instruments(&self) -> impl Iterator<Item = &Instrument> {
        let known = catalogue::instruments().filter_map(|it| self.instrument(&it.id));
        let own = self.versions().enumerate().filter(|(place, it)| {
            let later = self.versions().skip(place + 1).any(|later| later.id == it.id);
            !later && catalogue::instrument(&it.id).is_err()
        });
        known.chain(own.map(|(_, it)| it))
    }

    /// Uploaded files that this version cannot read, by time.
    #[must_use]
    pub fn refused(&self) -> &[Refused] {
        &self.refused
    }

    /// Whether the clinic brought its wording or its definition.
    #[must_use]
    pub fn is_brought(&self, id: &str) -> bool {
        self.versions().any(|it| it.id == id)
    }

    /// The wordings of an instrument that the clinic brought, the last of each language, by time.
    pub(crate) fn wordings(&self, instrument: &Instrument) -> Vec<&Wording> {
        let mut wordings: Vec<&Wording> = Vec::new();
        let all = self.brought.iter().filter_map(|it| it.wording.as_deref());
        let of_now =
            |it: &&Wording| it.instrument == instrument.id && it.version == instrument.version;
        for wording in all.filter(of_now) {
            wordings.retain(|known| known.language != wording.language);
            wordings.push(wording);
        }
        wordings
    }

    /// Ids of what patients are asked, in order.
    #[must_use]
    pub fn asked_ids(&self) -> Vec<String> {
        match &self.asked {
            Some(asked) => asked.clone(),
            None => ASKED_FROM_THE_START.map(str::to_owned).into(),
        }
    }

    /// What patients are asked, in order: those that can be shown to a patient.
    #[must_use]
    pub fn asked(&self) -> Vec<&Instrument> {
        let ids = self.asked_ids();
        let known = ids.iter().filter_map(|id| self.instrument(id));
        known.filter(|it| can_be_asked(it).is_ok()).collect()
    }
}

/// The language without its region: `es` of `es-US`.
fn primary(language: &str) -> &str {
    language.split('-').next().unwrap_or(language)
}

/// Why an instrument cannot be asked of patients.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotAsk {
    /// A clinician fills it in.
    #[error("filled in by clinicians")]
    ClinicianRated,
    /// Its wording is not here.
    #[error("the wording is not here")]
    NoWording,
}

impl CannotAsk {
    /// The reason in a sentence, and what can be done.
    #[must_use]
    pub fn text(self, words: &Words) -> String {
        match self {
            Self::ClinicianRated => words.cannot_ask_rating(),
            Self::NoWording => words.cannot_ask_without_wording(),
        }
    }
}

/// Whether an instrument can be asked of patients.
pub fn can_be_asked(instrument: &Instrument) -> Result<(), CannotAsk> {
    if instrument.respondent == Respondent::Clinician {
        return Err(CannotAsk::ClinicianRated);
    }
    if instrument.has_wording() { Ok(()) } else { Err(CannotAsk::NoWording) }
}

/// Why a clinician cannot fill an instrument in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotRate {
    /// The patient fills it in.
    #[error("filled in by patients")]
    PatientRated,
    /// Its wording is not here.
    #[error("the wording is not here")]
    NoWording,
}

/// Whether a clinician can fill an instrument in.
pub fn can_be_rated(instrument: &Instrument) -> Result<(), CannotRate> {
    if instrument.respondent == Respondent::Patient {
        return Err(CannotRate::PatientRated);
    }
    if instrument.has_wording() { Ok(()) } else { Err(CannotRate::NoWording) }
}

#[cfg(test)]
mod tests;
