//! Uploaded files that this version cannot read. They are kept unchanged, counted and shown.

use serde::Serialize;
use serde_json::Value;

use super::UploadError;
use crate::entry::InstrumentFile;
use crate::instrument::Instrument;
use crate::moment::Moment;
use crate::words::{RefusedFile, Words};
use interlude_protocol::id::RecordId;

/// Maximum length of the name and the reason that are shown for a file, in characters.
const MOST_NAME: usize = 40;
const MOST_REASON: usize = 300;

/// An uploaded file that this version cannot read. It has no effect and is kept unchanged.
#[derive(Clone, PartialEq, Eq)]
pub struct Refused {
    /// The record of the file.
    pub record: RecordId,
    /// The instrument that the file names; `None` if it names none.
    pub id: Option<String>,
    /// When it was uploaded.
    pub at: Moment,
    /// Why it cannot be read.
    why: UploadError,
    /// Whether a later file of the same instrument could be read.
    pub followed: bool,
}

/// A refused file, for display.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct RefusedView {
    /// The record of the file, in hex.
    pub record: String,
    /// Name, date and author of the upload, and why the file cannot be read.
    pub text: String,
}

/// All refused files, for display.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct RefusedFiles {
    /// Number of refused files, with the note that they are kept.
    pub text: String,
    /// What this means and what to do about it.
    pub advice: String,
    /// The files, by time.
    pub files: Vec<RefusedView>,
}

redacted!(Refused, RefusedView, RefusedFiles);

impl Refused {
    pub(super) fn of(record: RecordId, file: &InstrumentFile, why: UploadError) -> Self {
        let shape: Value = serde_json::from_str(&file.text).unwrap_or_default();
        let named = shape.get("instrument").or_else(|| shape.get("id")).and_then(Value::as_str);
        let id = named.map(str::trim).filter(|id| !id.is_empty());
        Self {
            record,
            id: id.map(|id| shortened(id, MOST_NAME)),
            at: file.at.clone(),
            why,
            followed: false,
        }
    }

    pub(super) fn followed_by(&mut self, later: &Instrument) {
        self.followed |= self.id.as_deref() == Some(later.id.as_str());
    }

    /// Why it cannot be read, in a sentence.
    #[must_use]
    pub fn reason(&self, words: &Words) -> String {
        shortened(&self.why.text(words), MOST_REASON)
    }

    /// The file for display; `by` is the name of its author, if known.
    #[must_use]
    pub fn view(&self, by: Option<&str>, words: &Words) -> RefusedView {
        let file = RefusedFile {
            is_named: self.id.is_some().into(),
            id: self.id.as_deref().unwrap_or_default().into(),
            date: words.long_date(self.at.date()).into(),
            is_signed: by.is_some().into(),
            by: by.unwrap_or_default().into(),
            reason: self.reason(words).trim_end_matches('.').into(),
            followed: self.followed.into(),
        };
        RefusedView { record: self.record.to_hex(), text: file.text(words) }
    }
}

impl RefusedFiles {
    /// The notice about `files`; `None` if there are none.
    #[must_use]
    pub fn of(files: Vec<RefusedView>, words: &Words) -> Option<Self> {
        let text = (!files.is_empty()).then(|| words.refused_files(files.len()))?;
        Some(Self { text, advice: words.refused_advice(), files })
    }
}

/// At most `most` characters of `text`, on one line.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    let plain = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    let kept: String = plain.clone().take(most).collect();
    if plain.count() > most { format!("{kept}…") } else { kept }
}
