//! What a clinic uploads: read and checked whole, before anything is taken over.

use serde_json::Value;

use crate::catalogue;
use crate::instrument::error::InstrumentError;
use crate::instrument::load::load;
use crate::instrument::wording::{Wording, WordingError};
use crate::instrument::{ContentKind, Instrument};

/// Longest text in a file, in characters: nothing that is read out to a person is longer.
const MOST_CHARACTERS: usize = 4_000;

/// Longest name in tables and longest title, in characters.
const MOST_SHORT: usize = 40;
const MOST_TITLE: usize = 200;

/// How the ids of a clinic's own instruments begin: no id of a catalogue does, of this version or a later one.
pub(super) const OWN: &str = "own_";

/// What a clinic uploaded, checked.
#[derive(Debug, Clone, PartialEq)]
pub enum Upload {
    /// Wording for an instrument of the catalogue, and that instrument in it.
    Wording(Box<Wording>, Box<Instrument>),
    /// An instrument of its own.
    Definition(Box<Instrument>),
}

impl Upload {
    /// The instrument as it is asked with what was uploaded.
    #[must_use]
    pub fn instrument(&self) -> &Instrument {
        match self {
            Self::Wording(_, instrument) | Self::Definition(instrument) => instrument,
        }
    }

    /// The permission that the file itself names; `None` for an instrument of the clinic's own.
    #[must_use]
    pub fn permission(&self) -> Option<&str> {
        let Self::Wording(wording, _) = self else { return None };
        wording.permission.as_deref().map(str::trim).filter(|text| !text.is_empty())
    }

    /// Refuses an instrument of the clinic's own that is called like one in the catalogue. What was taken over stays,
    /// however a later catalogue calls its instruments.
    pub(super) fn is_called_apart(&self) -> Result<(), UploadError> {
        let Self::Definition(own) = self else { return Ok(()) };
        let names = |it: &Instrument| [letters(&it.short), letters(&it.title)];
        let taken = |name: &String| catalogue::instruments().any(|it| names(it).contains(name));
        match names(own).iter().zip([&own.short, &own.title]).find(|(name, _)| taken(name)) {
            Some((_, shown)) => Err(UploadError::CalledAlike(shown.clone())),
            None => Ok(()),
        }
    }

    /// The upload under what the clinic says it holds, which comes before what the file says.
    ///
    /// [`UploadError::NoPermission`] for a wording of which neither says anything.
    pub fn stated(mut self, statement: Option<&str>) -> Result<Self, UploadError> {
        if let (Self::Wording(wording, _), Some(statement)) = (&mut self, statement) {
            wording.permission = Some(statement.to_owned());
        }
        if matches!(self, Self::Wording(..)) && self.permission().is_none() {
            return Err(UploadError::NoPermission);
        }
        Ok(self)
    }
}

/// Why an uploaded file was refused. Nothing was changed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum UploadError {
    /// No JSON; with the parser's reason, line and column.
    #[error("the file is no JSON: {0}")]
    NotJson(String),
    /// The language is no language tag (BCP 47).
    #[error("the language {0:?} is no tag of a language, such as en, es or pt-BR")]
    BadLanguage(String),
    /// Neither a definition (with `id`) nor a wording (with `instrument`).
    #[error(
        "the file is neither a definition, which has an id, nor a wording, which names an instrument"
    )]
    NeitherKind,
    /// The definition is wrong.
    #[error(transparent)]
    Definition(#[from] InstrumentError),
    /// The wording is wrong.
    #[error(transparent)]
    Wording(#[from] WordingError),
    /// The wording is for an instrument that this version does not know.
    #[error("unknown instrument {0:?}")]
    UnknownInstrument(String),
    /// The instrument comes with its wording in that language.
    #[error("the wording of {0} in that language is included and cannot be replaced")]
    WordingIncluded(String),
    /// The definition takes the name of one in the catalogue.
    #[error(
        "{0:?} is in the catalogue: upload its wording, or give your own instrument another id"
    )]
    NameTaken(String),
    /// The definition is called like one in the catalogue.
    #[error("{0:?} is the name of an instrument in the catalogue: call your own differently")]
    CalledAlike(String),
    /// The id does not begin with `own_`, or has other characters than small letters, digits and `_`.
    #[error(
        "the id {0:?} must begin with own_ and have small letters, digits and _ only, up to 40 in all"
    )]
    BadId(String),
    /// The same id and version came before with other content.
    #[error(
        "version {version} of {id} is here already with other content: give this one a new version"
    )]
    VersionTaken {
        /// Id of the instrument.
        id: String,
        /// Its version.
        version: String,
    },
    /// The definition falls under a choice of sharing that is not about forms.
    #[error("content_kind must be forms or check-ins")]
    NotAForm,
    /// The wording does not say what licence the clinic holds.
    #[error("permission is missing: say what licence your clinic holds for this wording")]
    NoPermission,
    /// A text is longer than anything that is read on a screen.
    #[error("{path} is longer than {most} characters")]
    TooLong {
        /// Where it stands.
        path: String,
        /// Longest text there.
        most: usize,
    },
    /// A text has characters that show something else than what is written.
    #[error("{0} has control characters, or characters that turn the direction of the text")]
    Hidden(String),
}

/// Reads what a clinic uploads and checks it whole, but for the licence: [`Upload::stated`] asks for that.
pub fn read_upload(text: &str) -> Result<Upload, UploadError> {
    let file: Value =
        serde_json::from_str(text).map_err(|error| UploadError::NotJson(error.to_string()))?;
    let upload = if file.get("instrument").is_some() {
        wording(text)?
    } else {
        let id = file.get("id").and_then(Value::as_str).ok_or(UploadError::NeitherKind)?;
        definition(id, text)?
    };
    texts("", &file)?;
    let instrument = upload.instrument();
    if !is_language(&instrument.language) {
        return Err(UploadError::BadLanguage(instrument.language.clone()));
    }
    for (path, text, most) in
        [("title", &instrument.title, MOST_TITLE), ("short", &instrument.short, MOST_SHORT)]
    {
        if text.chars().count() > most {
            return Err(UploadError::TooLong { path: path.to_owned(), most });
        }
    }
    Ok(upload)
}

fn wording(text: &str) -> Result<Upload, UploadError> {
    let wording = Wording::load(text)?;
    let base = catalogue::instrument(&wording.instrument)
        .map_err(|_| UploadError::UnknownInstrument(wording.instrument.clone()))?;
    if base.has_wording() && super::primary(&base.language) == super::primary(&wording.language) {
        return Err(UploadError::WordingIncluded(base.short.clone()));
    }
    let worded = base.with_wording(&wording)?;
    Ok(Upload::Wording(Box::new(wording), Box::new(worded)))
}

fn definition(id: &str, text: &str) -> Result<Upload, UploadError> {
    if catalogue::instrument(id).is_ok() {
        return Err(UploadError::NameTaken(id.to_owned()));
    }
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    if id.len() == OWN.len() || id.len() > 40 || !id.starts_with(OWN) || !id.bytes().all(plain) {
        return Err(UploadError::BadId(id.to_owned()));
    }
    let own = load(&format!("{id}.json"), text)?;
    if !matches!(own.content_kind, ContentKind::Forms | ContentKind::CheckIns) {
        return Err(UploadError::NotAForm);
    }
    Ok(Upload::Definition(Box::new(own)))
}

/// Whether it has the shape of a language tag: letters for the language, then parts such as a region.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    let has_shape = |part: &str| {
        (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    (2..=3).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(has_shape)
}

/// What is left of a name for whoever reads past signs: `phq9` of `PHQ-9`.
fn letters(name: &str) -> String {
    name.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Refuses texts that no screen shows as they are written.
fn texts(path: &str, value: &Value) -> Result<(), UploadError> {
    match value {
        Value::String(text) => fair(path, text),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .try_for_each(|(place, it)| texts(&format!("{path}[{place}]"), it)),
        Value::Object(members) => members.iter().try_for_each(|(name, it)| {
            let inside = format!("{path}.{name}");
            let inside = inside.trim_start_matches('.');
            fair(path, name)?;
            texts(inside, it)
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

fn fair(path: &str, text: &str) -> Result<(), UploadError> {
    // Embeddings, overrides and isolates (Unicode bidirectional algorithm, UAX 9).
    let turns = |letter: char| matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if text.chars().any(|letter| turns(letter) || (letter.is_control() && letter != '\n')) {
        return Err(UploadError::Hidden(path.to_owned()));
    }
    if text.chars().count() > MOST_CHARACTERS {
        return Err(UploadError::TooLong { path: path.to_owned(), most: MOST_CHARACTERS });
    }
    Ok(())
}
