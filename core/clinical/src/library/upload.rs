//! Reads and checks the files that a clinic uploads.

use serde_json::Value;

use super::UploadError;
use crate::catalogue;
use crate::instrument::load::load;
use crate::instrument::wording::Wording;
use crate::instrument::{ContentKind, Instrument};

/// Maximum length of a text in a file, in characters. No text for patients is longer.
const MOST_CHARACTERS: usize = 4_000;

/// Maximum length of short name and title, in characters.
const MOST_SHORT: usize = 40;
const MOST_TITLE: usize = 200;

/// Prefix of the ids of a clinic's own instruments. No catalogue uses it, in this version or a later one.
pub(super) const OWN: &str = "own_";

/// A checked upload of a clinic.
#[derive(Debug, Clone, PartialEq)]
pub enum Upload {
    /// A wording for an instrument of the catalogue, and the instrument with this wording.
    Wording(Box<Wording>, Box<Instrument>),
    /// The definition of the clinic's own instrument.
    Definition(Box<Instrument>),
}

impl Upload {
    /// The instrument that results from the upload.
    #[must_use]
    pub fn instrument(&self) -> &Instrument {
        match self {
            Self::Wording(_, instrument) | Self::Definition(instrument) => instrument,
        }
    }

    /// The permission that the wording states; `None` if it states none, and for the clinic's own instruments.
    #[must_use]
    pub fn permission(&self) -> Option<&str> {
        let Self::Wording(wording, _) = self else { return None };
        wording.permission.as_deref().map(str::trim).filter(|text| !text.is_empty())
    }

    /// Refuses an own instrument with the name of one in the catalogue. Stored instruments are not checked again, so
    /// that a new name in a later catalogue does not remove them.
    pub(super) fn is_called_apart(&self) -> Result<(), UploadError> {
        let Self::Definition(own) = self else { return Ok(()) };
        let names = |it: &Instrument| [letters(&it.short), letters(&it.title)];
        let taken = |name: &String| catalogue::instruments().any(|it| names(it).contains(name));
        match names(own).iter().zip([&own.short, &own.title]).find(|(name, _)| taken(name)) {
            Some((_, shown)) => Err(UploadError::CalledAlike(shown.clone())),
            None => Ok(()),
        }
    }

    /// Sets the permission of a wording to the clinic's `statement`, which takes precedence over the file.
    ///
    /// # Errors
    /// [`UploadError::NoPermission`] if neither the clinic nor the file states a permission for a wording.
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

/// Reads an uploaded file and checks everything but the permission, which [`Upload::stated`] checks.
///
/// # Errors
/// The [`UploadError`] of the first problem: any variant but [`UploadError::CalledAlike`],
/// [`UploadError::VersionTaken`] and [`UploadError::NoPermission`].
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

/// Whether `tag` has the form of a language tag: letters for the language, then subtags such as a region.
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

/// The letters and digits of a name in lower case, to compare names: `phq9` for `PHQ-9`.
fn letters(name: &str) -> String {
    name.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Refuses texts that are too long, or that a screen does not show as they are written.
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
    // Bidirectional embeddings, overrides and isolates (UAX 9).
    let turns = |letter: char| matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if text.chars().any(|letter| turns(letter) || (letter.is_control() && letter != '\n')) {
        return Err(UploadError::Hidden(path.to_owned()));
    }
    if text.chars().count() > MOST_CHARACTERS {
        return Err(UploadError::TooLong { path: path.to_owned(), most: MOST_CHARACTERS });
    }
    Ok(())
}
