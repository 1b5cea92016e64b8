//! The error for uploaded files.

use crate::instrument::error::InstrumentError;
use crate::instrument::wording::WordingError;
use crate::words::{Words, escaped};

/// The reason why an uploaded file was refused. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UploadError {
    /// The file is not JSON; with the parser's reason, line and column.
    NotJson(String),
    /// The language is not a language tag (BCP 47).
    BadLanguage(String),
    /// Neither a definition (with `id`) nor a wording (with `instrument`).
    NeitherKind,
    /// The definition is invalid.
    Definition(InstrumentError),
    /// The wording is invalid.
    Wording(WordingError),
    /// The wording is for an instrument that this version does not know.
    UnknownInstrument(String),
    /// The catalogue includes the instrument's wording in this language; with the short name.
    WordingIncluded(String),
    /// The definition has the id of one in the catalogue.
    NameTaken(String),
    /// The definition has the short name or title of one in the catalogue.
    CalledAlike(String),
    /// The id does not begin with `own_`, is too long, or has characters other than lower-case letters, digits and `_`.
    BadId(String),
    /// The same id and version was uploaded before with other content.
    VersionTaken {
        /// Id of the instrument.
        id: String,
        /// Its version.
        version: String,
    },
    /// The definition's content kind is neither forms nor check-ins.
    NotAForm,
    /// Neither the wording nor the clinic states a permission.
    NoPermission,
    /// A text is too long.
    TooLong {
        /// Path of the text in the file.
        path: String,
        /// Maximum length, in characters.
        most: usize,
    },
    /// A text has control or bidirectional characters, which change what is displayed; with its path.
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
