//! The files that a clinic uploaded, and their retraction.

use serde::{Deserialize, Serialize};

use super::Clinician;
use super::settle::{is_same, said};
use super::take_back::reason;
use crate::crypto::random::generate;
use crate::error::ClientError;
use crate::host::Platform;
use crate::journal::Writing;
use crate::language::words;
use interlude_clinical::catalogue;
use interlude_clinical::entry::{Entry, InstrumentFile, Retraction};
use interlude_clinical::library::{can_be_asked, read_upload};
use interlude_protocol::id::RecordId;

/// An uploaded file that is in use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct BroughtFile {
    /// The clinic's record of the file, in hex.
    pub record: String,
    /// Version, language, day and licence, in words.
    pub text: String,
    /// Number of patients' journals that have it.
    pub patients: usize,
}

/// The uploaded files of one instrument.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct BroughtFiles {
    /// Oldest first.
    pub files: Vec<BroughtFile>,
}

/// A file to retract, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct TakeFileBackForm {
    /// The clinic's record of the file, in hex.
    pub record: String,
    /// The reason, in the lead's words: 1 to 500 characters.
    pub why: String,
}

impl<P: Platform> Clinician<P> {
    /// Returns the clinic's uploaded files of an instrument, without retracted ones.
    ///
    /// # Errors
    /// [`ClientError::SessionEnded`] if nobody is signed in.
    pub fn brought_files(&self, id: &str) -> Result<BroughtFiles, ClientError> {
        let clinic = self.staff()?.clinic.space();
        let said = self.host.shelf.look(clinic, said).unwrap_or_default();
        let files = said.files.iter().filter_map(|(record, file)| {
            let (_, text) = described(file).filter(|(of, _)| of == id)?;
            Some(BroughtFile { record: record.to_hex(), text, patients: self.holders(file) })
        });
        Ok(BroughtFiles { files: files.collect() })
    }

    /// Retracts a file in the clinic's journal and in every patient's. The file is kept, without effect.
    ///
    /// Answers are kept; those whose definition is retracted are shown as not scored. A retry after an error continues where
    /// it stopped.
    ///
    /// # Errors
    /// [`ClientError::NotAllowed`] if the caller is no lead; [`ClientError::UnknownRecord`] if the record is no file of the
    /// clinic; [`ClientError::Invalid`] if the reason is empty or too long; a network or server error.
    pub async fn take_file_back(&self, form: &TakeFileBackForm) -> Result<(), ClientError> {
        let clinic = self.led()?;
        let why = reason(&form.why)?;
        let record = RecordId::from_hex(&form.record).map_err(|_| ClientError::UnknownRecord)?;
        let said = self.host.shelf.look(clinic, said).unwrap_or_default();
        let Some((_, file)) = said.files.iter().find(|(known, _)| *known == record) else {
            // Already retracted, by a retry or another page: only the patients' journals are left.
            if !said.was_taken_back(record) {
                return Err(ClientError::UnknownRecord);
            }
            self.write(clinic, Vec::new()).await?;
            return self.settle().await;
        };
        let (at, zone) = (self.utc()?, self.policy().ok_or(ClientError::SessionEnded)?.info.zone);
        // Two pages may have written the same file.
        let same = said.files.iter().filter(|(_, it)| is_same(it, file));
        let taken_back = same.map(|(of, _)| {
            let (at, zone, why) = (at.clone(), zone.clone(), why.to_owned());
            Entry::Retraction(Retraction { at, zone, of: *of, why })
        });
        let asked = self.asked_without(file, &said.files);
        let asked = asked.map(|instruments| self.asking(clinic, instruments)).transpose()?;
        let entries = taken_back.chain(asked).map(|entry| Writing::Entry {
            record: RecordId(generate(&self.host.random)),
            entry: Box::new(entry),
        });
        self.write(clinic, entries.collect()).await?;
        self.settle().await
    }

    /// Returns the asked forms without the instrument that only `file` defines; `None` if it is not asked, or can be asked
    /// without the file. If the file is uploaded again, a lead has to switch the form on.
    fn asked_without(
        &self,
        file: &InstrumentFile,
        files: &[(RecordId, InstrumentFile)],
    ) -> Option<Vec<String>> {
        let of =
            |file: &InstrumentFile| Some(read_upload(&file.text).ok()?.instrument().id.clone());
        let id = of(file)?;
        let others = files.iter().any(|(_, it)| !is_same(it, file) && of(it).as_ref() == Some(&id));
        let shipped = catalogue::instrument(&id).is_ok_and(|it| can_be_asked(it).is_ok());
        let (left, taken): (Vec<_>, Vec<_>) =
            self.clinic_library().asked_ids().into_iter().partition(|it| *it != id);
        (!others && !shipped && !taken.is_empty()).then_some(left)
    }

    /// Returns how many patients' journals have the file.
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

/// Returns the instrument's id and a description of the file; `None` if the file cannot be read.
pub(super) fn described(file: &InstrumentFile) -> Option<(String, String)> {
    let read = read_upload(&file.text).ok()?;
    let it = read.instrument();
    let licence = file.statement.as_deref().or(read.permission());
    let stated = if licence.is_some() { "yes" } else { "no" };
    let (words, licence) = (words(), licence.unwrap_or_default());
    let day = words.long_date(file.at.date());
    let text = words.brought_file(&it.version, &it.language, day, stated, licence);
    Some((it.id.clone(), text))
}
