//! The instruments of one clinic: the catalogue, the clinic's uploads, and its choice of those that patients are asked.
//!
//! A clinic uploads wordings that it has a licence for, and definitions of its own. Both are stored unchanged
//! ([`InstrumentFile`](crate::entry::InstrumentFile)) and reach its patients encrypted.

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

/// Ids of the instruments that patients are asked until the clinic chooses.
pub const ASKED_FROM_THE_START: [&str; 3] = ["phq9", "gad7", "daily_checkin"];

/// A clinic's uploads and choices, on top of the catalogue.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Library {
    /// Accepted files by time. The last one of an id is in use; earlier versions score the responses to them.
    brought: Vec<Brought>,
    /// Refused files by time; shown, but without effect.
    refused: Vec<Refused>,
    /// Ids in the order in which they are asked; `None` until the clinic chooses.
    asked: Option<Vec<String>>,
}

/// The catalogue without any uploads or choices.
pub static CATALOGUE: Library = Library { brought: Vec::new(), refused: Vec::new(), asked: None };

/// The content of one accepted file.
#[derive(Debug, Clone, PartialEq)]
struct Brought {
    instrument: Instrument,
    /// The uploaded wording; `None` for the clinic's own instrument.
    wording: Option<Box<Wording>>,
}

impl Library {
    /// Builds the library from the entries of a space. Only entries of the clinic's side count.
    ///
    /// A file that this version refuses has no effect; [`Library::refused`] lists it.
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
        // Files of the same second are sorted by content, because their record ids differ between journals.
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

    /// Adds one upload.
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

    /// Returns the library with an upload added.
    ///
    /// # Errors
    /// [`UploadError::CalledAlike`] if an own instrument has the name of one in the catalogue;
    /// [`UploadError::VersionTaken`] if its version was uploaded before with other content.
    pub fn with(&self, upload: &Upload) -> Result<Self, UploadError> {
        upload.is_called_apart()?;
        let mut next = self.clone();
        next.take(upload.clone())?;
        Ok(next)
    }

    /// Refuses a changed definition with the same version, because there can be answers to it.
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

    /// Every uploaded version, by time.
    fn versions(&self) -> impl DoubleEndedIterator<Item = &Instrument> {
        self.brought.iter().map(|it| &it.instrument)
    }

    /// Whether an entry can affect [`Library::of`].
    #[must_use]
    pub fn is_told_by(entry: &Entry) -> bool {
        matches!(entry, Entry::InstrumentFile(_) | Entry::Forms(_) | Entry::Retraction(_))
    }

    /// The current version of an instrument; `None` if the id is unknown.
    #[must_use]
    pub fn instrument(&self, id: &str) -> Option<&Instrument> {
        let brought = self.versions().rev().find(|it| it.id == id);
        brought.or_else(|| catalogue::instrument(id).ok())
    }

    /// The definition that scores responses to this version; `None` if it is unknown.
    #[must_use]
    pub fn version(&self, id: &str, version: &str) -> Option<&Instrument> {
        let fits = |it: &&Instrument| it.id == id && it.version == version;
        let brought = self.versions().rev().find(fits);
        brought.or_else(|| catalogue::instrument(id).ok().filter(fits))
    }

    /// Divides entries as [`standing`] does, and omits forms by the wrong side: a HAM-D rating by a patient, or a
    /// PHQ-9 by a clinician.
    ///
    /// Omitted forms count as `not_allowed`. Forms of unknown instruments are not omitted.
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

    /// Whether `side` fills in the instrument by any of its definitions, current or earlier; true if the id is unknown.
    fn is_filled_in_by(&self, id: &str, side: Side) -> bool {
        let brought = self.versions().filter(|it| it.id == id);
        let mut known = brought.chain(catalogue::instrument(id).ok()).peekable();
        let of_side = |it: &Instrument| match it.respondent {
            Respondent::Patient => side == Side::Patient,
            Respondent::Clinician => side == Side::Clinic,
        };
        known.peek().is_none() || known.any(of_side)
    }

    /// The instrument in a language, if there is an uploaded wording or a complete, compared translation; otherwise in
    /// its own language. `None` if the id is unknown.
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

    /// Whether the clinic uploaded the instrument's wording or definition.
    #[must_use]
    pub fn is_brought(&self, id: &str) -> bool {
        self.versions().any(|it| it.id == id)
    }

    /// The uploaded wordings of an instrument: the last of each language, by time.
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

    /// Ids of the instruments chosen for patients, in order.
    #[must_use]
    pub fn asked_ids(&self) -> Vec<String> {
        match &self.asked {
            Some(asked) => asked.clone(),
            None => ASKED_FROM_THE_START.map(str::to_owned).into(),
        }
    }

    /// The instruments that patients are asked, in order. Chosen ones that cannot be asked are omitted.
    #[must_use]
    pub fn asked(&self) -> Vec<&Instrument> {
        let ids = self.asked_ids();
        let known = ids.iter().filter_map(|id| self.instrument(id));
        known.filter(|it| can_be_asked(it).is_ok()).collect()
    }
}

/// The language without its region: `es` for `es-US`.
fn primary(language: &str) -> &str {
    language.split('-').next().unwrap_or(language)
}

/// The reason why patients cannot be asked to fill an instrument in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotAsk {
    /// A clinician fills it in.
    #[error("filled in by clinicians")]
    ClinicianRated,
    /// The wording is missing.
    #[error("the wording is missing")]
    NoWording,
}

impl CannotAsk {
    /// The reason and what to do about it, in a sentence.
    #[must_use]
    pub fn text(self, words: &Words) -> String {
        match self {
            Self::ClinicianRated => words.cannot_ask_rating(),
            Self::NoWording => words.cannot_ask_without_wording(),
        }
    }
}

/// Checks that patients can be asked to fill an instrument in.
///
/// # Errors
/// [`CannotAsk::ClinicianRated`] if a clinician fills it in; [`CannotAsk::NoWording`] if it has no wording.
pub fn can_be_asked(instrument: &Instrument) -> Result<(), CannotAsk> {
    if instrument.respondent == Respondent::Clinician {
        return Err(CannotAsk::ClinicianRated);
    }
    if instrument.has_wording() { Ok(()) } else { Err(CannotAsk::NoWording) }
}

/// The reason why a clinician cannot fill an instrument in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotRate {
    /// The patient fills it in.
    #[error("filled in by patients")]
    PatientRated,
    /// The wording is missing.
    #[error("the wording is missing")]
    NoWording,
}

/// Checks that a clinician can fill an instrument in.
///
/// # Errors
/// [`CannotRate::PatientRated`] if the patient fills it in; [`CannotRate::NoWording`] if it has no wording.
pub fn can_be_rated(instrument: &Instrument) -> Result<(), CannotRate> {
    if instrument.respondent == Respondent::Patient {
        return Err(CannotRate::PatientRated);
    }
    if instrument.has_wording() { Ok(()) } else { Err(CannotRate::NoWording) }
}

#[cfg(test)]
mod tests;
