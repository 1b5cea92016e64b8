//! The instruments compiled in.

use std::sync::LazyLock;

use crate::instrument::Instrument;
use crate::instrument::load::{InstrumentError, load};

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("../instruments/", $name)))),+]
    };
}

/// Every file of `core/instruments`, in the order in which screens list them.
pub const FILES: [(&str, &str); 3] = files!["phq9.json", "gad7.json", "daily_checkin.json"];

static LOADED: LazyLock<Vec<Result<Instrument, InstrumentError>>> =
    LazyLock::new(|| FILES.iter().map(|(file, json)| load(file, json)).collect());

/// Why an instrument is not to be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CatalogueError {
    /// This version does not know an instrument of that id. A newer version may.
    #[error("unknown instrument {0:?}")]
    UnknownInstrument(String),
    /// The compiled-in file is wrong; tests keep this from being released.
    #[error(transparent)]
    Refused(#[from] InstrumentError),
}

/// The instrument of that id.
///
/// ```
/// use interlude_core::catalogue::instrument;
/// assert_eq!(instrument("phq9").unwrap().short, "PHQ-9");
/// assert_eq!(instrument("phq99").unwrap_err().to_string(), "unknown instrument \"phq99\"");
/// ```
pub fn instrument(id: &str) -> Result<&'static Instrument, CatalogueError> {
    let mut listed = FILES.iter().zip(LOADED.iter());
    match listed.find(|((file, _), _)| file.strip_suffix(".json") == Some(id)) {
        Some((_, loaded)) => loaded.as_ref().map_err(|error| error.clone().into()),
        None => Err(CatalogueError::UnknownInstrument(id.to_owned())),
    }
}

/// All instruments, in the order in which screens list them.
pub fn instruments() -> impl Iterator<Item = &'static Instrument> {
    LOADED.iter().filter_map(|loaded| loaded.as_ref().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_listed_and_loads() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/instruments");
        let mut found: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.ends_with(".json") && name != "instrument.schema.json")
            .collect();
        let mut listed: Vec<String> = FILES.iter().map(|(file, _)| (*file).to_owned()).collect();
        found.sort();
        listed.sort();
        assert_eq!(found, listed);
        for (file, json) in FILES {
            assert!(load(file, json).is_ok(), "{:?}", load(file, json));
        }
        assert_eq!(instruments().count(), FILES.len());
    }

    #[test]
    fn item_ids_are_unique_over_all_instruments() {
        let mut ids: Vec<&str> =
            instruments().flat_map(|it| &it.items).map(|item| item.id.as_str()).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all);
    }

    #[test]
    fn an_unknown_instrument_is_an_error_that_names_it() {
        assert_eq!(instrument("PHQ9"), Err(CatalogueError::UnknownInstrument("PHQ9".to_owned())),);
    }
}
