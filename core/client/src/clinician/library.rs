//! The clinic's instruments: the library, the forms that patients are asked, and uploads.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Clinician;
use super::settle::said;
use crate::crypto::seal::PaddingClass;
use crate::error::ClientError;
use crate::host::Platform;
use crate::journal::Journal;
use crate::language::words;
use interlude_clinical::catalogue;
use interlude_clinical::entry::{Entry, Forms, InstrumentFile};
use interlude_clinical::instrument::facts::LicenceClass;
use interlude_clinical::instrument::wording::WordingState;
use interlude_clinical::library::about::{About, about};
use interlude_clinical::library::preview::{Preview, preview};
use interlude_clinical::library::refused::RefusedFiles;
use interlude_clinical::library::{Library, Upload, can_be_asked, read_upload};
use interlude_protocol::id::{RecordId, SpaceId};
use interlude_protocol::record::open::Role;

/// All instruments.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct LibraryView {
    /// One row per instrument, in the catalogue's order; the clinic's own are last.
    pub rows: Vec<About>,
    /// Uploaded files that this version cannot read; `None` if there are none.
    pub refused: Option<RefusedFiles>,
}

/// A change of the forms that patients are asked.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct FormsForm {
    /// Ids of all active instruments, in the order in which they are asked.
    pub ids: Vec<String>,
    /// Ids of the instruments whose non-commercial terms the lead has just confirmed.
    #[serde(default)]
    pub confirmed: Vec<String>,
}

/// A file to upload.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct UploadForm {
    /// The exact text of the file.
    pub text: String,
    /// The licence that the clinic has for it: 1 to 200 characters.
    pub statement: String,
}

/// Longest licence statement, in characters.
const MOST_STATEMENT: usize = 200;

/// A preview of an upload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct UploadCheck {
    /// Id of the instrument.
    pub id: String,
    /// Name in tables.
    pub short: String,
    /// The file's kind, version and language, in a sentence.
    pub text: String,
    /// What it replaces; `None` if the clinic has no wording for the instrument.
    pub replaces: Option<String>,
    /// What a lead should know before uploading, in sentences.
    pub warnings: Vec<String>,
    /// The licence that the file names; `None` if it names none.
    pub permission: Option<String>,
    /// Every question as patients would see it.
    pub preview: Preview,
    /// The library's entry after the upload.
    pub about: About,
}

/// The result of an upload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Uploaded {
    /// Id of the instrument.
    pub id: String,
    /// What was uploaded, in a sentence.
    pub text: String,
}

impl<P: Platform> Clinician<P> {
    /// Returns every instrument with its licence, its marks and whether patients are asked it.
    ///
    /// # Errors
    /// [`ClientError::SessionEnded`] if nobody is signed in.
    pub fn library(&self) -> Result<LibraryView, ClientError> {
        let clinic = self.staff()?.clinic.space();
        let library = self.clinic_library();
        let (on, words) = (library.asked_ids(), words());
        let rows = library.instruments();
        let rows = rows.map(|it| about(&library, it, on.contains(&it.id), words));
        let authors = self.host.shelf.look(clinic, names_of_authors).unwrap_or_default();
        let files = library.refused().iter();
        let files = files.map(|it| it.view(authors.get(&it.record).map(String::as_str), words));
        Ok(LibraryView { rows: rows.collect(), refused: RefusedFiles::of(files.collect(), words) })
    }

    /// Returns every question of an instrument as patients see it.
    ///
    /// # Errors
    /// [`ClientError::UnknownInstrument`]; [`ClientError::SessionEnded`] if nobody is signed in.
    pub fn library_item(&self, id: &str) -> Result<Preview, ClientError> {
        self.staff()?;
        let library = self.clinic_library();
        library.instrument(id).map(|it| preview(it, words())).ok_or_else(|| unknown(id))
    }

    /// Sets the forms that patients are asked, in the clinic's journal and in every shared journal.
    ///
    /// # Errors
    /// Nothing is written if one form is refused: [`ClientError::UnknownInstrument`], [`ClientError::ClinicianRated`],
    /// [`ClientError::NoWording`], or [`ClientError::NotConfirmed`] for a new non-commercial form without confirmed terms.
    /// [`ClientError::NotAllowed`] if the caller is no lead; a network or server error.
    pub async fn set_forms(&self, form: FormsForm) -> Result<(), ClientError> {
        let clinic = self.led()?;
        let library = self.clinic_library();
        let before = library.asked_ids();
        let mut instruments: Vec<String> = Vec::new();
        for id in form.ids {
            let instrument = library.instrument(&id).ok_or_else(|| unknown(&id))?;
            can_be_asked(instrument)?;
            let is_new = !before.contains(&id) && !form.confirmed.contains(&id);
            if is_new && instrument.licence.class == LicenceClass::NonCommercial {
                return Err(ClientError::NotConfirmed);
            }
            if !instruments.contains(&id) {
                instruments.push(id);
            }
        }
        let forms = self.asking(clinic, instruments)?;
        self.write_once(clinic, forms).await?;
        self.settle().await
    }

    /// Builds the entry that sets the forms that patients are asked.
    pub(super) fn asking(
        &self,
        clinic: SpaceId,
        instruments: Vec<String>,
    ) -> Result<Entry, ClientError> {
        let (at, zone) = (self.utc()?, self.policy().ok_or(ClientError::SessionEnded)?.info.zone);
        // Without `replaces`, two changes in the same second would have no order.
        let replaces = self.host.shelf.look(clinic, said).and_then(|said| Some(said.forms?.0));
        Ok(Entry::Forms(Forms { at, zone, replaces, instruments }))
    }

    /// Checks a wording or a definition and previews the upload. Nothing is written.
    ///
    /// # Errors
    /// [`ClientError::RefusedFile`] says where the file is wrong; [`ClientError::SessionEnded`] if nobody is signed in.
    pub fn check_upload(&self, text: &str) -> Result<UploadCheck, ClientError> {
        self.staff()?;
        let library = self.clinic_library();
        let read = read_upload(text)?;
        Ok(checked(&library, &library.with(&read)?, &read))
    }

    /// Uploads a wording or a definition, and copies it to every shared journal.
    ///
    /// # Errors
    /// [`ClientError::RefusedFile`] says where the file is wrong; [`ClientError::Invalid`] if the licence statement is empty
    /// or too long; [`ClientError::NotAllowed`] if the caller is no lead. Nothing is written then. A network or server error.
    pub async fn upload_instrument(&self, form: UploadForm) -> Result<Uploaded, ClientError> {
        let clinic = self.led()?;
        let statement = form.statement.trim();
        if statement.is_empty() || statement.chars().count() > MOST_STATEMENT {
            return Err(ClientError::Invalid { what: "statement" });
        }
        let read = read_upload(&form.text)?.stated(Some(statement))?;
        drop(self.clinic_library().with(&read)?);
        let uploaded = taken(&read);
        let (at, zone) = (self.utc()?, self.policy().ok_or(ClientError::SessionEnded)?.info.zone);
        let file = Entry::InstrumentFile(InstrumentFile {
            at,
            zone,
            replaces: None,
            text: form.text,
            statement: Some(statement.to_owned()),
        });
        if PaddingClass::holding(file.padding_basis()).is_none() {
            return Err(ClientError::RefusedFile { text: words().upload_too_large() });
        }
        self.write_once(clinic, file).await?;
        self.settle().await?;
        Ok(uploaded)
    }

    /// Returns the clinic's space, if the caller is a lead.
    ///
    /// # Errors
    /// [`ClientError::NotAllowed`] for everyone else; [`ClientError::SessionEnded`] if nobody is signed in.
    pub(super) fn led(&self) -> Result<SpaceId, ClientError> {
        let staff = self.staff()?;
        let (clinic, me) = (staff.clinic.space(), staff.me.fingerprint());
        let is_lead = |journal: &Journal| journal.fold().has_role(&me, Role::Lead);
        match self.host.shelf.look(clinic, is_lead) {
            Some(true) => Ok(clinic),
            Some(false) | None => Err(ClientError::NotAllowed),
        }
    }
}

/// Returns the kind of an upload, as the messages expect it.
fn kind(upload: &Upload) -> &'static str {
    match upload {
        Upload::Wording(..) => "wording",
        Upload::Definition(_) => "definition",
    }
}

/// Describes an accepted upload.
pub(super) fn taken(upload: &Upload) -> Uploaded {
    let (words, it) = (words(), upload.instrument());
    let next = match can_be_asked(it) {
        Ok(()) => words.upload_can_be_asked(),
        Err(reason) => reason.text(words),
    };
    let text = words.upload_taken(&it.short, kind(upload), it.items.len(), next);
    Uploaded { id: it.id.clone(), text }
}

/// Previews `upload` to `library`; `after` is the library with it.
pub(super) fn checked(library: &Library, after: &Library, upload: &Upload) -> UploadCheck {
    let (words, it) = (words(), upload.instrument());
    let (id, version, language) = (&it.id, &it.version, &it.language);
    let before = library.instrument(id).filter(|before| before.has_wording());
    let replaces = before.map(|it| words.upload_replaces(&it.version, &it.language));
    let mut warnings = Vec::new();
    if let Err(reason) = can_be_asked(it) {
        warnings.push(reason.text(words));
    }
    if let Upload::Wording(wording, _) = upload
        && wording.state == WordingState::Unverified
    {
        warnings.push(words.upload_unverified());
    }
    if before.is_some_and(|before| before == it) {
        warnings.push(words.upload_same());
    }
    if library.asked_ids().contains(id) {
        warnings.push(words.upload_is_asked());
    }
    let safety = it.items.iter().filter(|item| item.safety.is_some()).count();
    if matches!(upload, Upload::Definition(_)) && safety == 0 {
        warnings.push(words.upload_without_help());
    }
    UploadCheck {
        id: id.clone(),
        short: it.short.clone(),
        text: words.upload_checked(&it.short, kind(upload), version, language, it.items.len()),
        replaces,
        warnings,
        permission: upload.permission().map(str::to_owned),
        preview: preview(it, words),
        about: about(after, it, library.asked_ids().contains(id), words),
    }
}

/// Returns the author of each record, where the clinic has named the author.
fn names_of_authors(journal: &Journal) -> BTreeMap<RecordId, String> {
    let entries = journal.entries().into_iter();
    let named = entries.filter_map(|opened| {
        Some((opened.record, journal.fold().name_of(&opened.author)?.to_owned()))
    });
    named.collect()
}

fn unknown(id: &str) -> ClientError {
    catalogue::CatalogueError::UnknownInstrument(id.to_owned()).into()
}
