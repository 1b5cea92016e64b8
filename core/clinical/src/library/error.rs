//! Why an uploaded file is refused.

use crate::instrument::error::InstrumentError;
use crate::instrument::wording::WordingError;
use crate::words::{Words, escaped};

/// Why an uploaded file was refused. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UploadError {
    /// No JSON; with the parser's reason, line and column.
    NotJson(String),
    /// The language is no language tag (BCP 47).
    BadLanguage(String),
    /// Neither a definition (with `id`) nor a wording (with `instrument`).
    NeitherKind,
    /// The definition is wrong.
    Definition(InstrumentError),
    /// The wording is wrong.
    Wording(WordingError),
    /// The wording is for an instrument that this version does not know.
    UnknownInstrument(String),
    /// The instrument comes with its wording in that language.
    WordingIncluded(String),
    /// The definition takes the name of one in the catalogue.
    NameTaken(String),
    /// The definition is called like one in the catalogue.
    CalledAlike(String),
    /// The id does not begin with `own_`, or has other characters than small letters, digits and `_`.
    BadId(String),
    /// The same id and version came before with other content.
    VersionTaken {
        /// Id of the instrument.
        id: String,
        /// Its version.
        version: String,
    },
    /// The definition falls under a choice of sharing that is not about forms.
    NotAForm,
    /// The wording does not say what licence the clinic holds.
    NoPermission,
    /// A text is longer than anything that is read on a screen.
    TooLong {
        /// Where it stands.
        path: String,
        /// Longest text there.
        most: usize,
    },
    /// A text has characters that show something else than what is written.
    Hidden(String),
}

in_english!(UploadError);

impl UploadError {
    /// The reason in a sentence.
    #[must_use]
    pub fn text(&self, words: &Words) -> String {
        match self {
            Self::NotJson(reason) => words.upload_not_json(reason),
            Self::BadLanguage(language) => words.upload_bad_language(escaped(language)),
            Self::NeitherKind => words.upload_neither_kind(),
            Self::Definition(error) => error.text(words),
            Self::Wording(error) => error.text(words),
            Self::UnknownInstrument(id) => words.upload_unknown_instrument(escaped(id)),
            Self::WordingIncluded(short) => words.upload_wording_included(short),
            Self::NameTaken(id) => words.upload_name_taken(escaped(id)),
            Self::CalledAlike(name) => words.upload_called_alike(escaped(name)),
            Self::BadId(id) => words.upload_bad_id(escaped(id)),
            Self::VersionTaken { id, version } => words.upload_version_taken(id, version),
            Self::NotAForm => words.upload_not_a_form(),
            Self::NoPermission => words.upload_no_permission(),
            Self::TooLong { path, most } => words.upload_too_long(path, *most),
            Self::Hidden(path) => words.upload_hidden(path),
        }
    }
}

impl From<InstrumentError> for UploadError {
    fn from(error: InstrumentError) -> Self {
        Self::Definition(error)
    }
}

impl From<WordingError> for UploadError {
    fn from(error: WordingError) -> Self {
        Self::Wording(error)
    }
}
