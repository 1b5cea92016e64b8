//! The clinic's instruments: what there is, what patients are asked, what the clinic brought.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Clinician;
use super::view::filed;
use crate::catalogue;
use crate::client::error::ClientError;
use crate::crypto::random::{Random, generate};
use crate::crypto::seal::PaddingClass;
use crate::entry::current::standing;
use crate::entry::{ClinicInfoEntry, Entry, Forms, InstrumentFile};
use crate::id::RecordId;
use crate::instrument::facts::LicenceClass;
use crate::journal::{Journal, Writing};
use crate::library::about::{About, Preview, about, preview};
use crate::library::refused::RefusedFiles;
use crate::library::{Upload, can_be_asked, read_upload};
use crate::sync::transport::{Clock, Transport};

/// All instruments.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LibraryView {
    /// One for each, in the order of the catalogue; the clinic's own last.
    pub rows: Vec<About>,
    /// Uploaded files that this version cannot read; `None` if there are none.
    pub refused: Option<RefusedFiles>,
}

/// What patients are to be asked.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct FormsForm {
    /// Ids of all that are on afterwards, in the order in which they are asked.
    pub ids: Vec<String>,
    /// Ids of those whose non-commercial terms the lead has just confirmed.
    #[serde(default)]
    pub confirmed: Vec<String>,
}

/// What an upload brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Uploaded {
    /// Id of the instrument.
    pub id: String,
    /// What was taken, in a sentence.
    pub text: String,
}

impl<T: Transport, R: Random, C: Clock> Clinician<T, R, C> {
    /// Every instrument with its licence, its marks and whether patients are asked it.
    pub fn library(&self) -> Result<LibraryView, ClientError> {
        let clinic = self.staff()?.clinic.space();
        let library = self.clinic_library();
        let on = library.asked_ids();
        let rows = library.instruments().map(|it| about(&library, it, on.contains(&it.id)));
        let authors = self.host.shelf.look(clinic, names_of_authors).unwrap_or_default();
        let files = library.refused().iter();
        let files = files.map(|it| it.view(authors.get(&it.record).map(String::as_str)));
        Ok(LibraryView { rows: rows.collect(), refused: RefusedFiles::of(files.collect()) })
    }

    /// Every question of an instrument, as patients see it.
    pub fn library_item(&self, id: &str) -> Result<Preview, ClientError> {
        self.staff()?;
        let library = self.clinic_library();
        library.instrument(id).map(preview).ok_or_else(|| unknown(id))
    }

    /// Decides what patients are asked; every shared journal is told.
    ///
    /// Refused as a whole, changing nothing, if one is unknown, filled in by clinicians, without wording, or
    /// newly on and non-commercial without its terms confirmed.
    pub async fn set_forms(&self, form: FormsForm) -> Result<(), ClientError> {
        let clinic = self.staff()?.clinic.space();
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
        let (at, zone) = (self.utc()?, self.policy().ok_or(ClientError::SessionEnded)?.info.zone);
        // Two changes in one second would tie: each replaces the one that stands.
        let replaces = self.host.shelf.look(clinic, said).and_then(|said| Some(said.forms?.0));
        self.write_once(clinic, Entry::Forms(Forms { at, zone, replaces, instruments })).await?;
        self.settle().await
    }

    /// Takes a wording or a definition that the clinic brings, checks it whole, and gives it to every shared journal.
    ///
    /// [`ClientError::RefusedFile`] says where it is wrong; nothing was changed then.
    pub async fn upload_instrument(&self, text: String) -> Result<Uploaded, ClientError> {
        let clinic = self.staff()?.clinic.space();
        let read = read_upload(&text)?;
        self.clinic_library().fits(&read)?;
        let what = match &read {
            Upload::Wording(..) => "wording taken",
            Upload::Definition(_) => "definition taken",
        };
        let instrument = read.instrument();
        let questions = instrument.items.len();
        let next = match can_be_asked(instrument) {
            Ok(()) => "It can be switched on now.".to_owned(),
            Err(reason) => reason.to_string(),
        };
        let uploaded = Uploaded {
            id: instrument.id.clone(),
            text: format!("{}: {what}, {questions} questions. {next}", instrument.short),
        };
        let (at, zone) = (self.utc()?, self.policy().ok_or(ClientError::SessionEnded)?.info.zone);
        let file = Entry::InstrumentFile(InstrumentFile { at, zone, replaces: None, text });
        if PaddingClass::holding(file.padding_basis()).is_none() {
            let text = "it is too large for one record: leave out what no screen shows";
            return Err(ClientError::RefusedFile { text: text.to_owned() });
        }
        self.write_once(clinic, file).await?;
        self.settle().await?;
        Ok(uploaded)
    }

    /// Gives every patient's journal the clinic's newest words, forms and files that it lacks.
    ///
    /// Run after each sync, it makes up for a page that ended in the middle and for patients that are new. One journal
    /// that the server holds back keeps nothing from the others: it is told the next time.
    pub(super) async fn settle(&self) -> Result<(), ClientError> {
        let clinic = self.staff()?.clinic.space();
        let Some(wanted) = self.host.shelf.look(clinic, said) else { return Ok(()) };
        for space in self.host.shelf.spaces().into_iter().filter(|space| *space != clinic) {
            let lacking = self.host.shelf.look(space, |journal| {
                let founded = journal.fold().genesis().is_some();
                let ready = founded && journal.keys().write_under().is_some();
                if ready { lacking(&wanted, &said(journal)) } else { Vec::new() }
            });
            let lacking = lacking.unwrap_or_default();
            if lacking.is_empty() {
                continue;
            }
            let writing = |entry| Writing::Entry {
                record: RecordId(generate(&self.host.random)),
                entry: Box::new(entry),
            };
            match self.write(space, lacking.into_iter().map(writing).collect()).await {
                Ok(()) => {}
                Err(error) if error.concerns_all() => return Err(error),
                Err(_) => {
                    self.state().changed.insert(space);
                }
            }
        }
        Ok(())
    }
}

/// What the clinic says in a space: its words about itself, the forms it asks, the files it brought.
#[derive(Default)]
struct Said {
    info: Option<ClinicInfoEntry>,
    forms: Option<(RecordId, Forms)>,
    files: Vec<InstrumentFile>,
}

fn said(journal: &Journal) -> Said {
    let mut said = Said::default();
    for it in standing(&filed(journal)).current {
        if let Entry::Policy(policy) = it.entry {
            said.info = Some(ClinicInfoEntry {
                at: policy.at.clone(),
                zone: policy.zone.clone(),
                replaces: None,
                info: policy.info.clone(),
            });
        } else if let Entry::ClinicInfo(info) = it.entry {
            said.info = Some(info.clone());
        } else if let Entry::Forms(forms) = it.entry {
            said.forms = Some((it.record, forms.clone()));
        } else if let Entry::InstrumentFile(file) = it.entry {
            said.files.push(file.clone());
        }
    }
    said
}

fn lacking(wanted: &Said, has: &Said) -> Vec<Entry> {
    let mut lacking = Vec::new();
    let info_of = |said: &Said| said.info.as_ref().map(|it| it.info.clone());
    if let Some(info) = wanted.info.clone().filter(|_| info_of(wanted) != info_of(has)) {
        lacking.push(Entry::ClinicInfo(info));
    }
    let files = wanted.files.iter().filter(|file| !has.files.iter().any(|it| it.text == file.text));
    lacking.extend(files.cloned().map(Entry::InstrumentFile));
    let ids_of = |said: &Said| said.forms.as_ref().map(|(_, it)| it.instruments.clone());
    if let Some((_, forms)) = wanted.forms.clone().filter(|_| ids_of(wanted) != ids_of(has)) {
        let replaces = has.forms.as_ref().map(|(record, _)| *record);
        lacking.push(Entry::Forms(Forms { replaces, ..forms }));
    }
    lacking
}

/// Who wrote each record, as far as the clinic ever named them.
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
