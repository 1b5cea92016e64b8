//! The files that a clinic brought, and how a lead takes one back.

use serde::{Deserialize, Serialize};

use super::Clinician;
use super::settle::{is_same, said};
use super::take_back::reason;
use crate::chart::text::long_date;
use crate::client::error::ClientError;
use crate::crypto::random::{Random, generate};
use crate::entry::{Entry, InstrumentFile, Retraction};
use crate::id::{RecordId, SpaceId};
use crate::journal::Writing;
use crate::library::{can_be_asked, read_upload};
use crate::sync::transport::{Clock, Transport};

/// One file in use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BroughtFile {
    /// The clinic's record of it, in hex.
    pub record: String,
    /// Version, language, day and licence, in words.
    pub text: String,
    /// In how many patients' journals it stands.
    pub patients: usize,
}

/// The files of one instrument, by time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BroughtFiles {
    /// One for each.
    pub files: Vec<BroughtFile>,
}

/// Which file is taken back, and why.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct TakeFileBackForm {
    /// The clinic's record of it, in hex.
    pub record: String,
    /// Why, in the lead's words: 1 to 500 characters.
    pub why: String,
}

impl<T: Transport, R: Random, C: Clock> Clinician<T, R, C> {
    /// The files that the clinic brought for an instrument and that stand; empty where it brought none.
    pub fn brought_files(&self, id: &str) -> Result<BroughtFiles, ClientError> {
        let clinic = self.staff()?.clinic.space();
        let said = self.host.shelf.look(clinic, said).unwrap_or_default();
        let files = said.files.iter().filter_map(|(record, file)| {
            let read = read_upload(&file.text).ok().filter(|it| it.instrument().id == id)?;
            let it = read.instrument();
            let licence = file.statement.as_deref().or(read.permission()).unwrap_or("not stated");
            let day = long_date(file.at.date());
            let text = format!(
                "version {} in {}, brought on {day}. Licence: {licence}",
                it.version, it.language
            );
            Some(BroughtFile { record: record.to_hex(), text, patients: self.holders(file) })
        });
        Ok(BroughtFiles { files: files.collect() })
    }

    /// Takes a file back, in the clinic's journal and in every patient's: it is kept, and brings nothing any more.
    ///
    /// Answers given to it are kept; those whose definition is gone are shown as not scored. Repeating it after an error
    /// goes on where it ended. [`ClientError::NotAllowed`] if this is no lead's to do, [`ClientError::UnknownRecord`] for
    /// what is no file of the clinic, [`ClientError::Invalid`] for a reason that is empty or too long.
    pub async fn take_file_back(&self, form: &TakeFileBackForm) -> Result<(), ClientError> {
        let clinic = self.led()?;
        let why = reason(&form.why)?;
        let record = RecordId::from_hex(&form.record).map_err(|_| ClientError::UnknownRecord)?;
        let said = self.host.shelf.look(clinic, said).unwrap_or_default();
        let Some((_, file)) = said.files.iter().find(|(known, _)| *known == record) else {
            // Taken back before, by this press or by another page: what is left is to tell the patients' journals.
            if !said.was_taken_back(record) {
                return Err(ClientError::UnknownRecord);
            }
            self.write(clinic, Vec::new()).await?;
            self.ask_no_longer(clinic).await?;
            return self.settle().await;
        };
        let (at, zone) = (self.utc()?, self.policy().ok_or(ClientError::SessionEnded)?.info.zone);
        // Two pages may have written the same file.
        let same = said.files.iter().filter(|(_, it)| is_same(it, file));
        let taken_back = same.map(|(of, _)| {
            let (at, zone, why) = (at.clone(), zone.clone(), why.to_owned());
            let entry = Box::new(Entry::Retraction(Retraction { at, zone, of: *of, why }));
            Writing::Entry { record: RecordId(generate(&self.host.random)), entry }
        });
        self.write(clinic, taken_back.collect()).await?;
        self.ask_no_longer(clinic).await?;
        self.settle().await
    }

    /// Takes off the list what cannot be asked any more: brought again, it is switched on by a person.
    async fn ask_no_longer(&self, clinic: SpaceId) -> Result<(), ClientError> {
        let library = self.clinic_library();
        let before = library.asked_ids();
        let stays = |id: &String| library.instrument(id).is_some_and(|it| can_be_asked(it).is_ok());
        let instruments: Vec<String> = before.iter().filter(|id| stays(id)).cloned().collect();
        if instruments == before {
            return Ok(());
        }
        self.ask(clinic, instruments).await
    }

    /// In how many patients' journals a file stands.
    fn holders(&self, file: &InstrumentFile) -> usize {
        let clinic = self.staff().map(|staff| staff.clinic.space()).ok();
        let spaces = self.host.shelf.spaces().into_iter().filter(|space| Some(*space) != clinic);
        let holds = |space| {
            let said = self.host.shelf.look(space, said).unwrap_or_default();
            said.files.iter().any(|(_, it)| is_same(it, file))
        };
        spaces.filter(|space| holds(*space)).count()
    }
}
