//! Wordings of an instrument, separate from its rules: translations, and texts that a clinic has
//! licensed.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Instrument;
use super::error::MOST_BYTES;
use super::item::ItemKind;
use crate::words::{Words, escaped};

/// The texts of an instrument in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// Id of the instrument.
    pub instrument: String,
    /// Version of the instrument.
    pub version: String,
    /// Language (BCP 47).
    pub language: String,
    /// How well it was compared with the published text.
    pub state: WordingState,
    /// The source of the texts.
    pub source: String,
    /// The clinic's licence; absent in translations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permission: Option<String>,
    /// Corrections and doubts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Full name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Instructions, shown once before the first item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instructions: Option<String>,
    /// Text above every item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stem: Option<String>,
    /// Labels by option set, in the order of the set.
    #[serde(default)]
    pub option_sets: BTreeMap<String, Vec<String>>,
    /// Texts by item id.
    pub items: BTreeMap<String, ItemWording>,
}

/// The texts of one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemWording {
    /// The question.
    pub text: String,
    /// Label of the lowest number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_label: Option<String>,
    /// Label of the highest number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_label: Option<String>,
}

/// How well a wording was compared with the published text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum WordingState {
    /// Compared with the official form.
    Verified,
    /// Several copies agree.
    Corroborated,
    /// There is only one copy.
    Unverified,
}

/// Why a wording does not fit an instrument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WordingError {
    /// The file is larger than [`MOST_BYTES`].
    TooLarge,
    /// The file is not JSON or has the wrong fields.
    Shape(String),
    /// The wording is for another instrument or version.
    OtherInstrument(String),
    /// The wording names items or option sets that the instrument does not have.
    Unknown(Vec<WordingPlace>),
    /// Texts are missing; such a wording is not offered.
    Missing(Vec<WordingPlace>),
    /// Two options of an option set have the same label.
    Alike(String),
}

/// A place in a wording file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum WordingPlace {
    /// The text of an item, by item id.
    Item(String),
    /// The labels of the lowest and highest number of an item, by item id.
    Ends(String),
    /// A field of the file, such as `stem`.
    Field(&'static str),
    /// An option set, by its name.
    OptionSet(String),
    /// All labels of an option set.
    Options(String),
    /// Too few or too many labels of an option set.
    SomeOptions {
        /// Name of the option set.
        set: String,
        /// How many options the instrument has.
        options: usize,
        /// How many labels the file has.
        found: usize,
    },
}

in_english!(WordingError, WordingPlace);

impl WordingError {
    /// Returns the reason as a sentence.
    #[must_use]
    pub fn text(&self, words: &Words) -> String {
        let list = |places: &[WordingPlace]| words.list(places.iter().map(|it| it.text(words)));
        match self {
            Self::TooLarge => words.reason_too_large(MOST_BYTES),
            Self::Shape(reason) => reason.clone(),
            Self::OtherInstrument(named) => words.wording_of_other_instrument(escaped(named)),
            Self::Unknown(places) => words.wording_unknown(list(places)),
            Self::Missing(places) => words.wording_missing_texts(list(places)),
            Self::Alike(set) => words.wording_alike(set),
        }
    }
}

impl WordingPlace {
    /// The place as text, such as `the options freq4`.
    #[must_use]
    pub fn text(&self, words: &Words) -> String {
        match self {
            Self::Item(id) => id.clone(),
            Self::Ends(id) => words.place_ends(id),
            Self::Field(name) => (*name).to_owned(),
            Self::OptionSet(set) => words.place_option_set(set),
            Self::Options(set) => words.place_options(set),
            Self::SomeOptions { set, options, found } => {
                words.place_some_options(set, *options, *found)
            }
        }
    }
}

impl Wording {
    /// Reads a wording file.
    ///
    /// # Errors
    /// [`WordingError::TooLarge`] for a file that is too long, [`WordingError::Shape`] for invalid
    /// JSON or fields.
    pub fn load(json: &str) -> Result<Self, WordingError> {
        if json.len() > MOST_BYTES {
            return Err(WordingError::TooLarge);
        }
        serde_json::from_str(json).map_err(|error| WordingError::Shape(error.to_string()))
    }
}

impl Instrument {
    /// Returns this instrument in another wording. Ids, values and rules do not change.
    ///
    /// # Errors
    /// [`WordingError::OtherInstrument`] for another instrument or version,
    /// [`WordingError::Unknown`] for unknown items or option sets, [`WordingError::Missing`] with
    /// all missing texts, and [`WordingError::Alike`] for two equal labels of a set.
    pub fn with_wording(&self, wording: &Wording) -> Result<Self, WordingError> {
        if wording.instrument != self.id || wording.version != self.version {
            let named = format!("{} {}", wording.instrument, wording.version);
            return Err(WordingError::OtherInstrument(named));
        }
        let unknown = wording.items.keys().filter(|id| self.item(id).is_none());
        let mut unknown: Vec<_> = unknown.cloned().map(WordingPlace::Item).collect();
        let mut missing = Vec::new();
        let mut worded = self.clone();
        for item in &mut worded.items {
            let text = wording.items.get(&item.id);
            match text.filter(|it| !it.text.trim().is_empty()) {
                Some(text) => item.text.clone_from(&text.text),
                None => missing.push(WordingPlace::Item(item.id.clone())),
            }
            match &mut item.kind {
                ItemKind::Choice { set, options } => {
                    let labels = wording.option_sets.get(set);
                    let labels = labels.filter(|labels| labels.len() == options.len());
                    let Some(labels) =
                        labels.filter(|it| it.iter().all(|it| !it.trim().is_empty()))
                    else {
                        missing.push(lacking(set, options.len(), wording.option_sets.get(set)));
                        continue;
                    };
                    for (option, label) in options.iter_mut().zip(labels) {
                        option.label.clone_from(label);
                    }
                }
                ItemKind::Number { min_label, max_label, .. } => {
                    match text.map_or((&None, &None), |it| (&it.min_label, &it.max_label)) {
                        (Some(least), Some(most)) => {
                            min_label.clone_from(least);
                            max_label.clone_from(most);
                        }
                        (None, None) if min_label.is_empty() && max_label.is_empty() => {}
                        (None, _) | (_, None) => missing.push(WordingPlace::Ends(item.id.clone())),
                    }
                }
                ItemKind::Decimal { .. } | ItemKind::Boolean | ItemKind::Text { .. } => {}
            }
        }
        for (name, ours, theirs) in [
            ("instructions", &mut worded.instructions, &wording.instructions),
            ("stem", &mut worded.stem, &wording.stem),
        ] {
            match theirs.as_ref().filter(|text| !text.trim().is_empty()) {
                Some(text) => *ours = Some(text.clone()),
                None if ours.is_some() => missing.push(WordingPlace::Field(name)),
                None => {}
            }
        }
        let strange = wording.option_sets.keys().filter(|set| {
            let known = |kind: &ItemKind| matches!(kind, ItemKind::Choice { set: ours, .. } if ours == *set);
            !self.items.iter().any(|item| known(&item.kind))
        });
        unknown.extend(strange.cloned().map(WordingPlace::OptionSet));
        let mut named = BTreeSet::new();
        missing.retain(|missing| named.insert(missing.clone()));
        let alike = wording.option_sets.iter().find(|(_, labels)| {
            let distinct: BTreeSet<_> = labels.iter().map(|label| label.trim()).collect();
            distinct.len() < labels.len()
        });
        match (unknown.is_empty(), missing.is_empty(), alike) {
            (false, _, _) => Err(WordingError::Unknown(unknown)),
            (true, false, _) => Err(WordingError::Missing(missing)),
            (true, true, Some((set, _))) => Err(WordingError::Alike(set.clone())),
            (true, true, None) => {
                worded.language.clone_from(&wording.language);
                if let Some(title) = &wording.title {
                    worded.title.clone_from(title);
                }
                Ok(worded)
            }
        }
    }
}

/// The place of missing labels: all labels of the set, or some.
fn lacking(set: &str, options: usize, labels: Option<&Vec<String>>) -> WordingPlace {
    let found = labels.map_or(0, |it| it.iter().filter(|it| !it.trim().is_empty()).count());
    let set = set.to_owned();
    match found {
        0 => WordingPlace::Options(set),
        found => WordingPlace::SomeOptions { set, options, found },
    }
}
