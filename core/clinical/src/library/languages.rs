//! The languages of an instrument, and how well each wording was compared with the published one.

use serde::Serialize;

use super::Library;
use crate::catalogue;
use crate::instrument::Instrument;
use crate::instrument::facts::LicenceClass;
use crate::instrument::wording::WordingState;
use crate::words::Words;

/// One language of an instrument.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Language {
    /// Language (BCP 47).
    pub language: String,
    /// How well the wording was compared with the published one.
    pub state: WordingState,
    /// The state in words.
    pub state_text: String,
    /// Whether it can be shown to patients.
    pub offered: bool,
    /// What the wording lacks; `None` if it is complete.
    pub lacks: Option<String>,
}

/// The wording of the catalogue, the clinic's uploads, and the translations of the catalogue.
pub(super) fn languages(library: &Library, it: &Instrument, words: &Words) -> Vec<Language> {
    let brought = library.wordings(it);
    let shipped = match catalogue::instrument(&it.id) {
        Ok(shipped) if !shipped.has_wording() && !brought.is_empty() => None,
        Ok(shipped) => Some(own_language(shipped, words)),
        Err(_) => {
            Some(Language { state_text: words.language_own_file(), ..own_language(it, words) })
        }
    };
    let brought = brought.into_iter().map(|wording| Language {
        language: wording.language.clone(),
        state: wording.state,
        state_text: match wording.state {
            WordingState::Verified => words.uploaded_verified(),
            WordingState::Corroborated => words.uploaded_corroborated(),
            WordingState::Unverified => words.uploaded_unverified(),
        },
        offered: true,
        lacks: None,
    });
    let translated = catalogue::translations(it).into_iter().map(|translation| Language {
        offered: translation.is_offered(),
        language: translation.language,
        state: translation.state,
        state_text: match translation.state {
            WordingState::Verified => words.translation_verified(),
            WordingState::Corroborated => words.translation_corroborated(),
            WordingState::Unverified => words.translation_unverified(),
        },
        lacks: translation.instrument.err().map(|error| error.text(words)),
    });
    shipped.into_iter().chain(brought).chain(translated).collect()
}

/// The language of an instrument's own wording.
fn own_language(it: &Instrument, words: &Words) -> Language {
    let state = it.wording_state();
    Language {
        language: it.language.clone(),
        state,
        state_text: match state {
            _ if !it.has_wording() => words.language_not_here(),
            _ if it.licence.class == LicenceClass::Own => words.language_own_wording(),
            WordingState::Verified | WordingState::Corroborated => words.language_published(),
            WordingState::Unverified => words.language_partly_published(),
        },
        offered: it.has_wording(),
        lacks: (!it.has_wording()).then(|| words.language_lacks_wording()),
    }
}
