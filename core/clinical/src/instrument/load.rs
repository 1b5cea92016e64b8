//! Reads one instrument file and refuses it with file, place and reason.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::LicenceClass;
use super::file::{File, FileItem, FileKind};
use super::item::{AnswerOption, Item, ItemKind};
use super::points::Points;
use super::resolve::Places;
use super::{Instrument, check};

/// Greatest value that an item may have, above or below zero.
pub const MOST_POINTS: i32 = 1000;

/// Greatest number that a sum is multiplied by.
pub const MOST_MULTIPLY: i32 = 100;

/// Largest file, in bytes: with its wording it must fit into one sealed record.
pub const MOST_BYTES: usize = 60_000;

/// Most items of an instrument.
pub const MOST_ITEMS: usize = 200;

/// How deep conditions and groups may be nested.
pub const MOST_NESTED: u8 = 4;

/// Why an instrument file was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}{}: {reason}", if .path.is_empty() { String::new() } else { format!(", {path}") })]
pub struct InstrumentError {
    /// Name of the file.
    pub file: String,
    /// The place in the file, such as `items[phq9.5]`; empty if it is the whole file.
    pub path: String,
    /// What is wrong.
    pub reason: Reason,
}

/// What can be wrong with an instrument file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Longer than [`MOST_BYTES`].
    #[error("larger than {MOST_BYTES} bytes")]
    TooLarge,
    /// More than [`MOST_ITEMS`] items.
    #[error("more than {MOST_ITEMS} items")]
    TooManyItems,
    /// Nested deeper than [`MOST_NESTED`].
    #[error("conditions and groups may be nested {MOST_NESTED} deep")]
    TooDeep,
    /// Not JSON, a field is missing, unknown or of another type.
    #[error("{0}")]
    Shape(String),
    /// The id is not the name of the file.
    #[error("the id {0:?} is not the name of the file")]
    IdIsNotFileName(String),
    /// A text that people see is empty.
    #[error("{0} is empty")]
    Empty(&'static str),
    /// The licence has no notice, or was not read at any source.
    #[error("the licence has no notice or names no source")]
    NoLicence,
    /// Two items of one id.
    #[error("the id is used twice")]
    DuplicateId,
    /// Two items of one number, or numbers that do not count from 1.
    #[error("numbers must count from 1 in order")]
    Numbering,
    /// The item names an option set that the file does not have.
    #[error("unknown option set {0:?}")]
    UnknownOptionSet(String),
    /// An option set with fewer than two options, or one value or label twice.
    #[error("option set {0:?} needs two or more options with distinct values and labels")]
    BadOptionSet(String),
    /// The kind of item needs a field that is absent.
    #[error("an item of kind {kind:?} needs {field}")]
    FieldMissing {
        /// The item's kind.
        kind: &'static str,
        /// The field.
        field: &'static str,
    },
    /// The kind of item has no such field.
    #[error("an item of kind {kind:?} has no {field}")]
    FieldTooMany {
        /// The item's kind.
        kind: &'static str,
        /// The field.
        field: &'static str,
    },
    /// The least value is not below the greatest, or one is beyond [`MOST_POINTS`].
    #[error("the least value must be below the greatest, both within {MOST_POINTS} of zero")]
    BadRange,
    /// A rule names an item that does not exist.
    #[error("unknown item {0:?}")]
    UnknownItem(String),
    /// A rule names an item twice.
    #[error("names {0:?} twice")]
    NamedTwice(String),
    /// An item may depend only on earlier ones.
    #[error("depends on {0:?}, which does not come earlier")]
    NotEarlier(String),
    /// A safety rule that no answer or every answer would meet.
    #[error("the safety rule must lie above the least and not above the greatest value")]
    SafetyOutOfRange,
    /// A note for clinicians that no answer or every answer would bring.
    #[error("the note must lie above the least and not above the greatest value")]
    NoteOutOfRange,
    /// No item is asked in every form.
    #[error("at least one item must be asked in every form")]
    NothingAsked,
    /// An item is reversed although its answers say their points.
    #[error("its answers say their points: reverse would change nothing")]
    PointsReversed,
    /// A value for "not assessed" that is also one of the answers.
    #[error("the value for \"not assessed\" must not be one of the answers")]
    NotAssessedOffered,
    /// A test that no answer or every answer would meet.
    #[error("the test must be met by some answers to {0:?} and not by all")]
    TestOutOfRange(String),
    /// A condition without any rule, or with two.
    #[error("a condition is one of of, all, any or sex_is_not, and a test has a bound")]
    Condition,
    /// A count that nothing or everything reaches.
    #[error("how_many must be between 1 and the number of items")]
    HowMany,
    /// A finding without a rule, or with two.
    #[error("a finding has one rule: decision, when, answer_of, total, counts or parts")]
    Finding,
    /// Two scores or findings of one name.
    #[error("the name {0:?} is used twice or empty")]
    Name(String),
    /// Wording is missing, and the licence class does not let the clinic bring it.
    #[error("the wording is missing")]
    NoWording,
    /// The scoring rule cannot work.
    #[error("scoring: {0}")]
    Scoring(&'static str),
    /// The lowest band does not start at the lowest total.
    #[error("bands leave a gap: the first starts at {found}, the lowest total is {lowest}")]
    BandGap {
        /// Where the first band starts.
        found: Points,
        /// Lowest possible total.
        lowest: Points,
    },
    /// A band does not start above the one before it.
    #[error("bands overlap: {0:?} does not start above the band before it")]
    BandOverlap(String),
    /// A band starts between two totals: the one before it would end at none.
    #[error("the band {0:?} starts between two totals")]
    BandBetween(String),
    /// A band or cut-off lies beyond the highest total.
    #[error("{0} lies outside the range of totals")]
    OutOfRange(String),
    /// Two bands of one code.
    #[error("the band code {0:?} is used twice")]
    DuplicateBand(String),
}

pub(super) type Checked<T> = Result<T, (String, Reason)>;

/// Reads the instrument in `json`; `file` is its name, such as `phq9.json`, and stands in every error.
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

fn build(file: &str, raw: File) -> Checked<Instrument> {
    let whole = |reason| (String::new(), reason);
    let name = file.rsplit('/').next().unwrap_or_default();
    if name.strip_suffix(".json") != Some(raw.id.as_str()) {
        return Err(("id".to_owned(), Reason::IdIsNotFileName(raw.id)));
    }
    for (what, text) in [
        ("the version", &raw.version),
        ("the title", &raw.title),
        ("the short name", &raw.short),
        ("the language", &raw.language),
        ("the duration", &raw.duration_text),
        ("the recall period", &raw.recall_text),
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
        return Err(whole(Reason::Empty("the list of sources")));
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
    let items = items.collect::<Checked<Vec<_>>>()?;
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
        skip: raw.skip.iter().map(|skip| places.skip(skip)).collect::<Checked<_>>()?,
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
) -> Checked<Item> {
    let path = format!("items[{}]", raw.id);
    let wrong = |reason| (path.clone(), reason);
    if raw.id.trim().is_empty() {
        return Err(wrong(Reason::Empty("the id of an item")));
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
