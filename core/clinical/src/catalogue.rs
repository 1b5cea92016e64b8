//! The compiled-in instruments and their translations.

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use crate::instrument::Instrument;
use crate::instrument::error::InstrumentError;
use crate::instrument::load::load;
use crate::instrument::wording::{Wording, WordingError, WordingState};

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../instruments/", $name)))),+]
    };
}

/// A file of `core/clinical/instruments`: its name in that folder, and its content.
pub type File = (&'static str, &'static str);

/// Every definition, in display order.
pub const FILES: &[File] = files![
    "phq9.json",
    "gad7.json",
    "daily_checkin.json",
    "phq8.json",
    "phq2.json",
    "phq4.json",
    "phq15.json",
    "gad2.json",
    "cesd.json",
    "k6.json",
    "pcl5.json",
    "pcptsd5.json",
    "asq.json",
    "sidas.json",
    "peg.json",
    "hamd17.json",
    "cgi.json",
    "session_effects.json",
    "vitals.json",
    "noncommercial/who5.json",
    "noncommercial/audit.json",
    "noncommercial/auditc.json",
    "noncommercial/dast10.json",
    "bring-your-own/asc5d.json",
    "bring-your-own/asrm.json",
    "bring-your-own/bdi2.json",
    "bring-your-own/bpi_sf.json",
    "bring-your-own/bss.json",
    "bring-your-own/cadss.json",
    "bring-your-own/cadss6.json",
    "bring-your-own/cssrs_screener.json",
    "bring-your-own/docs.json",
    "bring-your-own/dsm5_l1.json",
    "bring-your-own/epds.json",
    "bring-your-own/isi.json",
    "bring-your-own/kset.json",
    "bring-your-own/madrs.json",
    "bring-your-own/madrs_s.json",
    "bring-your-own/mdq.json",
    "bring-your-own/meq30.json",
    "bring-your-own/ocir.json",
    "bring-your-own/panas.json",
    "bring-your-own/phqa.json",
    "bring-your-own/promis_anxiety_8a.json",
    "bring-your-own/promis_depression_8a.json",
    "bring-your-own/promis_pain_interference_8a.json",
    "bring-your-own/pss10.json",
    "bring-your-own/qids_sr16.json",
    "bring-your-own/qlesqsf.json",
    "bring-your-own/sbqr.json",
    "bring-your-own/sds.json",
    "bring-your-own/shaps.json",
    "bring-your-own/whodas12.json",
    "bring-your-own/wsas.json",
    "bring-your-own/ybocs_sr.json",
];

/// Every translation.
pub const TRANSLATIONS: &[File] = files![
    "translations/gad7.de.json",
    "translations/gad7.es-ES.json",
    "translations/gad7.es-US.json",
    "translations/gad7.fr.json",
    "translations/gad7.it.json",
    "translations/gad7.pt-BR.json",
    "translations/phq8.es-ES.json",
    "translations/phq9.de.json",
    "translations/phq9.es-AR.json",
    "translations/phq9.fr.json",
    "translations/phq9.it.json",
    "translations/phq9.pt-BR.json",
];

static LOADED: [OnceLock<Result<Instrument, InstrumentError>>; FILES.len()] =
    [const { OnceLock::new() }; FILES.len()];

/// The place of each file, by the id in its name: every form of a patient is looked up by it.
static PLACES: LazyLock<BTreeMap<&str, usize>> =
    LazyLock::new(|| FILES.iter().map(|(file, _)| id_of(file)).zip(0..).collect());

/// The error for an instrument that is not available.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueError {
    /// This version does not know the instrument. A newer version may.
    #[error("unknown instrument {0:?}")]
    UnknownInstrument(String),
    /// The compiled-in file is invalid. Tests prevent such a release.
    #[error(transparent)]
    Refused(#[from] InstrumentError),
}

/// Returns the instrument with this id. Each file is read once, at first use.
///
/// # Errors
/// [`CatalogueError::UnknownInstrument`] for an unknown id, [`CatalogueError::Refused`] for an
/// invalid file.
///
/// ```
/// use interlude_clinical::catalogue::instrument;
/// assert_eq!(instrument("phq9").unwrap().short, "PHQ-9");
/// assert_eq!(instrument("phq99").unwrap_err().to_string(), "unknown instrument \"phq99\"");
/// ```
pub fn instrument(id: &str) -> Result<&'static Instrument, CatalogueError> {
    match PLACES.get(id).copied().and_then(loaded) {
        Some(loaded) => loaded.as_ref().map_err(|error| error.clone().into()),
        None => Err(CatalogueError::UnknownInstrument(id.to_owned())),
    }
}

/// All instruments, in display order.
pub fn instruments() -> impl Iterator<Item = &'static Instrument> {
    (0..FILES.len()).filter_map(|place| loaded(place)?.as_ref().ok())
}

fn loaded(place: usize) -> Option<&'static Result<Instrument, InstrumentError>> {
    let ((file, json), slot) = FILES.get(place).zip(LOADED.get(place))?;
    Some(slot.get_or_init(|| load(file, json)))
}

/// The id in a file name: `who5` for `noncommercial/who5.json`.
fn id_of(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.strip_suffix(".json").unwrap_or(name)
}

/// A translation of an instrument.
pub struct Translation {
    /// Language (BCP 47).
    pub language: String,
    /// How well it was compared with the published text.
    pub state: WordingState,
    /// The source of the texts.
    pub source: String,
    /// The instrument in that language, or the texts that the translation lacks.
    pub instrument: Result<Instrument, WordingError>,
}

impl Translation {
    /// Whether forms are offered in this translation. It must be complete, and more than one copy
    /// compared.
    #[must_use]
    pub fn is_offered(&self) -> bool {
        self.instrument.is_ok() && self.state != WordingState::Unverified
    }
}

/// The translations of an instrument.
#[must_use]
pub fn translations(instrument: &Instrument) -> Vec<Translation> {
    let of = TRANSLATIONS.iter().filter(|(file, _)| {
        file.rsplit('/').next().and_then(|name| name.split('.').next()) == Some(&instrument.id)
    });
    let wordings = of.filter_map(|(_, json)| Wording::load(json).ok());
    wordings
        .map(|wording| Translation {
            instrument: instrument.with_wording(&wording),
            language: wording.language,
            state: wording.state,
            source: wording.source,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instrument::facts::LicenceClass;

    fn names_in(folder: &str) -> Vec<String> {
        let path = format!("{}/instruments/{folder}", env!("CARGO_MANIFEST_DIR"));
        let Ok(entries) = std::fs::read_dir(path) else { return Vec::new() };
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names
            .filter(|name| name.ends_with(".json") && !name.ends_with(".schema.json"))
            .map(|name| format!("{folder}{name}"))
            .collect()
    }

    fn sorted(mut names: Vec<String>) -> Vec<String> {
        names.sort();
        names
    }

    #[test]
    fn every_instrument_file_is_listed_and_loads() {
        let folders = ["", "noncommercial/", "bring-your-own/"];
        let found = sorted(folders.into_iter().flat_map(names_in).collect());
        let listed = sorted(FILES.iter().map(|(file, _)| (*file).to_owned()).collect());
        assert_eq!(found, listed);
        for (file, json) in FILES {
            assert!(load(file, json).is_ok(), "{}", load(file, json).unwrap_err());
        }
        assert_eq!(instruments().count(), FILES.len());
    }

    #[test]
    fn every_translation_is_listed_and_loads() {
        let listed = sorted(TRANSLATIONS.iter().map(|(file, _)| (*file).to_owned()).collect());
        assert_eq!(sorted(names_in("translations/")), listed);
        for (file, json) in TRANSLATIONS {
            let wording = Wording::load(json).unwrap_or_else(|error| panic!("{file}: {error}"));
            let name = format!("translations/{}.{}.json", wording.instrument, wording.language);
            assert_eq!(*file, name);
            match instrument(&wording.instrument).unwrap().with_wording(&wording) {
                Ok(worded) => assert_eq!(worded.language, wording.language),
                Err(error) => assert!(matches!(error, WordingError::Missing(_)), "{file}: {error}"),
            }
        }
    }

    #[test]
    fn folders_match_licence_classes() {
        for ((file, _), instrument) in FILES.iter().zip(instruments()) {
            let class = instrument.licence.class;
            let fits = match file.split_once('/').map(|(folder, _)| folder) {
                Some("noncommercial") => class == LicenceClass::NonCommercial,
                Some("bring-your-own") => class == LicenceClass::BringYourOwn,
                _ => matches!(class, LicenceClass::Free | LicenceClass::Own),
            };
            assert!(fits, "{file}");
            assert_eq!(instrument.has_wording(), class != LicenceClass::BringYourOwn, "{file}");
        }
    }

    #[test]
    fn item_ids_are_unique_across_instruments() {
        let mut ids: Vec<&str> =
            instruments().flat_map(|it| &it.items).map(|item| item.id.as_str()).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all);
    }

    #[test]
    fn the_error_names_an_unknown_instrument() {
        assert_eq!(instrument("PHQ9"), Err(CatalogueError::UnknownInstrument("PHQ9".to_owned())),);
    }
}
