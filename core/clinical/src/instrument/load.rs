//! Reads and checks an instrument file.

use std::collections::{BTreeMap, BTreeSet};

use super::error::{EmptyPart, InstrumentError, LoadResult, MOST_BYTES, MOST_ITEMS, Reason};
use super::facts::LicenceClass;
use super::file::{File, FileItem, FileKind};
use super::item::{AnswerOption, Item, ItemKind};
use super::resolve::Places;
use super::{Instrument, check};

/// Reads an instrument from JSON. `file` is the name of the file, such as `phq9.json`.
///
/// # Errors
/// [`InstrumentError`] with the file, the place and the [`Reason`], if the definition is invalid.
pub fn load(file: &str, json: &str) -> Result<Instrument, InstrumentError> {
    let refuse = |(path, reason)| InstrumentError { file: file.to_owned(), path, reason };
    if json.len() > MOST_BYTES {
        return Err(refuse((String::new(), Reason::TooLarge)));
    }
    let raw: File = serde_path_to_error::deserialize(&mut serde_json::Deserializer::from_str(json))
        .map_err(|error| {
            let path = error.path().to_string().replace('?', "");
            refuse((path.trim_matches('.').to_owned(), Reason::Shape(error.inner().to_string())))
        })?;
    build(file, raw).map_err(refuse)
}

fn build(file: &str, raw: File) -> LoadResult<Instrument> {
    let whole = |reason| (String::new(), reason);
    let name = file.rsplit('/').next().unwrap_or_default();
    if name.strip_suffix(".json") != Some(raw.id.as_str()) {
        return Err(("id".to_owned(), Reason::IdIsNotFileName(raw.id)));
    }
    for (what, text) in [
        (EmptyPart::Version, &raw.version),
        (EmptyPart::Title, &raw.title),
        (EmptyPart::Short, &raw.short),
        (EmptyPart::Language, &raw.language),
        (EmptyPart::Duration, &raw.duration_text),
        (EmptyPart::Recall, &raw.recall_text),
    ] {
        if text.trim().is_empty() {
            return Err(whole(Reason::Empty(what)));
        }
    }
    let needs_source = !matches!(raw.licence.class, LicenceClass::Own | LicenceClass::BringYourOwn);
    if raw.licence.notice.trim().is_empty() || (needs_source && raw.licence.sources.is_empty()) {
        return Err(("licence".to_owned(), Reason::NoLicence));
    }
    if raw.sources.is_empty() {
        return Err(whole(Reason::Empty(EmptyPart::Sources)));
    }
    if raw.items.len() > MOST_ITEMS {
        return Err(("items".to_owned(), Reason::TooManyItems));
    }
    let brings_wording = raw.licence.class == LicenceClass::BringYourOwn;
    let mut sets: BTreeMap<String, Vec<AnswerOption>> = BTreeMap::new();
    for (name, options) in raw.option_sets {
        let options: Vec<AnswerOption> = options.into_iter().map(Into::into).collect();
        let values: BTreeSet<_> = options.iter().map(|option| option.value).collect();
        let labels: BTreeSet<_> = options.iter().map(|option| option.label.trim()).collect();
        let distinct = values.len() == options.len() && labels.len() == options.len();
        let blank = brings_wording && labels.iter().all(|label| label.is_empty());
        let labelled = distinct && !labels.contains("");
        if options.len() < 2 || values.len() != options.len() || !(labelled || blank) {
            return Err(("option_sets".to_owned(), Reason::BadOptionSet(name)));
        }
        sets.insert(name, options);
    }
    let mut places = BTreeMap::new();
    for (place, item) in raw.items.iter().enumerate() {
        if places.insert(item.id.clone(), place).is_some() {
            return Err((format!("items[{}]", item.id), Reason::DuplicateId));
        }
    }
    let places = Places(places);
    let items = raw.items.into_iter().map(|item| build_item(item, &sets, &places));
    let items = items.collect::<LoadResult<Vec<_>>>()?;
    let instrument = Instrument {
        id: raw.id,
        version: raw.version,
        title: raw.title,
        short: raw.short,
        language: raw.language,
        content_kind: raw.content_kind,
        respondent: raw.respondent,
        duration_text: raw.duration_text,
        conditions: raw.conditions,
        recall_days: raw.recall_days,
        recall_text: raw.recall_text,
        minimum_interval_days: raw.minimum_interval_days,
        citation: raw.citation,
        licence: raw.licence,
        loinc: raw.loinc,
        instructions: raw.instructions,
        stem: raw.stem,
        items,
        skip: raw.skip.iter().map(|skip| places.skip(skip)).collect::<LoadResult<_>>()?,
        scoring: places.scoring(raw.scoring)?,
        direction: raw.direction,
        bands: raw.bands,
        bands_mark: raw.bands_mark,
        cut_points: raw.cut_points,
        change: raw.change,
        notes: raw.notes,
    };
    check::items(&instrument)?;
    check::conditions(&instrument)?;
    check::scoring(&instrument).map_err(|reason| ("scoring".to_owned(), reason))?;
    check::names(&instrument)?;
    check::bands(&instrument).map_err(|reason| ("bands".to_owned(), reason))?;
    Ok(instrument)
}

fn build_item(
    raw: FileItem,
    sets: &BTreeMap<String, Vec<AnswerOption>>,
    places: &Places,
) -> LoadResult<Item> {
    let path = format!("items[{}]", raw.id);
    let wrong = |reason| (path.clone(), reason);
    if raw.id.trim().is_empty() {
        return Err(wrong(Reason::Empty(EmptyPart::ItemId)));
    }
    let (name, needed, allowed) = raw.kind.fields();
    let given = [
        ("options", raw.options.is_some()),
        ("min", raw.min.is_some()),
        ("max", raw.max.is_some()),
        ("min_label", raw.min_label.is_some()),
        ("max_label", raw.max_label.is_some()),
        ("unit", raw.unit.is_some()),
        ("max_characters", raw.max_characters.is_some()),
    ];
    for (field, is_given) in given {
        if needed.contains(&field) && !is_given {
            return Err(wrong(Reason::FieldMissing { kind: name, field }));
        }
        if is_given && !needed.contains(&field) && !allowed.contains(&field) {
            return Err(wrong(Reason::FieldTooMany { kind: name, field }));
        }
    }
    let (min, max) = (raw.min.unwrap_or_default(), raw.max.unwrap_or_default());
    let kind = match raw.kind {
        FileKind::Choice => {
            let set = raw.options.unwrap_or_default();
            match sets.get(&set).cloned() {
                Some(options) => ItemKind::Choice { set, options },
                None => return Err(wrong(Reason::UnknownOptionSet(set))),
            }
        }
        FileKind::Number => ItemKind::Number {
            min,
            max,
            min_label: raw.min_label.unwrap_or_default(),
            max_label: raw.max_label.unwrap_or_default(),
        },
        FileKind::Decimal => ItemKind::Decimal { min, max, unit: raw.unit.unwrap_or_default() },
        FileKind::Boolean => ItemKind::Boolean,
        FileKind::Text => ItemKind::Text { max_characters: raw.max_characters.unwrap_or_default() },
    };
    let condition = raw.enable_when.as_ref();
    let enable_when = condition
        .map(|condition| places.condition(&format!("{path}.enable_when"), condition))
        .transpose()?;
    Ok(Item {
        id: raw.id,
        number: raw.number,
        label: raw.label,
        text: raw.text.unwrap_or_default(),
        wording_mark: raw.wording_mark,
        without_stem: raw.without_stem,
        kind,
        reverse: raw.reverse,
        not_assessed: raw.not_assessed,
        core: raw.core.unwrap_or(true),
        safety: raw.safety,
        clinician_note: raw.clinician_note,
        enable_when,
        direction: raw.direction,
        loinc: raw.loinc,
    })
}
