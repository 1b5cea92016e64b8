//! Uploaded files that this version cannot read: kept as they came, counted and shown.

use serde::Serialize;
use serde_json::Value;

use super::UploadError;
use crate::entry::InstrumentFile;
use crate::instrument::Instrument;
use crate::moment::Moment;
use interlude_protocol::id::RecordId;

/// Longest name and reason that are shown of a file, in characters.
const MOST_NAME: usize = 40;
const MOST_REASON: usize = 300;

/// An uploaded file that this version cannot read. It brings nothing and is kept as it is.
#[derive(Clone, PartialEq, Eq)]
pub struct Refused {
    /// The record that holds it.
    pub record: RecordId,
    /// The instrument it names; `None` if that cannot be told.
    pub id: Option<String>,
    /// When it was uploaded.
    pub at: Moment,
    /// Why it cannot be read, in a sentence.
    pub reason: String,
    /// Whether a later file of the same instrument could be read.
    pub followed: bool,
}

/// A refused file as a page shows it.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct RefusedView {
    /// The record that holds it, in hex.
    pub record: String,
    /// Which file it is, when it came and by whom, and why it cannot be read.
    pub text: String,
}

/// All refused files, in words.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct RefusedFiles {
    /// How many there are, and that they are kept.
    pub text: String,
    /// What it means, and what can be done.
    pub advice: &'static str,
    /// One for each, by time.
    pub files: Vec<RefusedView>,
}

redacted!(Refused, RefusedView, RefusedFiles);

const ADVICE: &str = "What such a file brings is not asked. Answers already given to it are kept, and shown as not \
    scored. A newer Interlude may read it; otherwise upload a corrected file.";

impl Refused {
    pub(super) fn of(record: RecordId, file: &InstrumentFile, why: &UploadError) -> Self {
        let shape: Value = serde_json::from_str(&file.text).unwrap_or_default();
        let named = shape.get("instrument").or_else(|| shape.get("id")).and_then(Value::as_str);
        let id = named.map(str::trim).filter(|id| !id.is_empty());
        Self {
            record,
            id: id.map(|id| shortened(id, MOST_NAME)),
            at: file.at.clone(),
            reason: shortened(&why.to_string(), MOST_REASON),
            followed: false,
        }
    }

    pub(super) fn followed_by(&mut self, later: &Instrument) {
        self.followed |= self.id.as_deref() == Some(later.id.as_str());
    }

    /// The file as a page shows it; `by` is the name of whoever uploaded it, if it is known.
    #[must_use]
    pub fn view(&self, by: Option<&str>) -> RefusedView {
        let name = self.id.as_deref().unwrap_or("A file without a name");
        let by = by.map(|by| format!(" by {by}")).unwrap_or_default();
        let later = if self.followed { " A later file of it is in use." } else { "" };
        let date = self.at.date().format("%-d %b %Y");
        let reason = self.reason.trim_end_matches('.');
        let text = format!("{name}, uploaded on {date}{by}: {reason}.{later}");
        RefusedView { record: self.record.to_hex(), text }
    }
}

impl RefusedFiles {
    /// The notice about `files`; `None` if there are none.
    #[must_use]
    pub fn of(files: Vec<RefusedView>) -> Option<Self> {
        let text = match files.len() {
            0 => return None,
            1 => "1 uploaded file cannot be read by this version. It is kept.".to_owned(),
            n => format!("{n} uploaded files cannot be read by this version. They are kept."),
        };
        Some(Self { text, advice: ADVICE, files })
    }
}

/// At most so many characters, on one line.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    let plain = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    let kept: String = plain.clone().take(most).collect();
    if plain.count() > most { format!("{kept}…") } else { kept }
}
