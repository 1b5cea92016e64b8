//! Reads one instrument file and refuses it with file, item and reason.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::facts::{Change, CutPoint, Fact, Licence, LicenceClass, Loinc};
use super::item::{AnswerOption, EnableWhen, Item, ItemKind, SafetyRule};
use super::{ContentKind, Direction, Instrument, Respondent, Scoring, SeverityBand, check};

/// Greatest value that an item may have, above or below zero.
pub const MOST_POINTS: i32 = 1000;

/// Why an instrument file was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}{}: {reason}", .item.as_ref().map(|id| format!(", item {id}")).unwrap_or_default())]
pub struct InstrumentError {
    /// Name of the file.
    pub file: String,
    /// The item concerned; `None` if it is the whole file.
    pub item: Option<String>,
    /// What is wrong.
    pub reason: Reason,
}

/// What can be wrong with an instrument file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
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
    #[error("the {rule} names the unknown item {id:?}")]
    UnknownItem {
        /// Which rule.
        rule: &'static str,
        /// The id it names.
        id: String,
    },
    /// A rule names an item twice.
    #[error("the {rule} names {id:?} twice")]
    NamedTwice {
        /// Which rule.
        rule: &'static str,
        /// The id it names.
        id: String,
    },
    /// An item may depend only on earlier ones.
    #[error("enable_when names {0:?}, which does not come earlier")]
    NotEarlier(String),
    /// A safety rule that no answer or every answer would meet.
    #[error("the safety rule must lie above the least and not above the greatest value")]
    SafetyOutOfRange,
    /// A condition that no answer would meet.
    #[error("enable_when must lie above the least and not above the greatest value of {0:?}")]
    EnableOutOfRange(String),
    /// The scoring rule cannot work.
    #[error("scoring: {0}")]
    Scoring(&'static str),
    /// The lowest band does not start at the lowest total.
    #[error("bands leave a gap: the first starts at {found}, the lowest total is {lowest}")]
    BandGap {
        /// Where the first band starts.
        found: i32,
        /// Lowest possible total.
        lowest: i32,
    },
    /// A band does not start above the one before it.
    #[error("bands overlap: {0:?} does not start above the band before it")]
    BandOverlap(String),
    /// A band or cut-off lies beyond the highest total.
    #[error("{0} lies outside the range of totals")]
    OutOfRange(String),
    /// Two bands of one code.
    #[error("the band code {0:?} is used twice")]
    DuplicateBand(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: String,
    version: String,
    title: String,
    short: String,
    language: String,
    content_kind: ContentKind,
    respondent: Respondent,
    duration_text: String,
    recall_days: u16,
    minimum_interval_days: Fact,
    citation: Option<String>,
    licence: Licence,
    loinc: Loinc,
    stem: Option<String>,
    option_sets: BTreeMap<String, Vec<AnswerOption>>,
    items: Vec<FileItem>,
    scoring: Scoring,
    #[serde(default)]
    direction: Option<Direction>,
    bands: Vec<SeverityBand>,
    cut_points: Vec<CutPoint>,
    change: Change,
    sources: Vec<String>,
    #[serde(default, rename = "notes")]
    _notes: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileItem {
    id: String,
    number: Option<u16>,
    label: Option<String>,
    text: String,
    kind: FileKind,
    options: Option<String>,
    min: Option<i32>,
    max: Option<i32>,
    min_label: Option<String>,
    max_label: Option<String>,
    unit: Option<String>,
    max_characters: Option<u16>,
    #[serde(default)]
    reverse: bool,
    core: Option<bool>,
    safety: Option<SafetyRule>,
    enable_when: Option<EnableWhen>,
    direction: Option<Direction>,
    loinc: Option<String>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
enum FileKind {
    Choice,
    Number,
    Decimal,
    Boolean,
    Text,
}

impl FileKind {
    /// Its name, and the fields that it has and needs.
    fn fields(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Choice => ("choice", &["options"]),
            Self::Number => ("number", &["min", "max", "min_label", "max_label"]),
            Self::Decimal => ("decimal", &["min", "max", "unit"]),
            Self::Boolean => ("boolean", &[]),
            Self::Text => ("text", &["max_characters"]),
        }
    }
}

pub(super) type Checked<T> = Result<T, (Option<String>, Reason)>;

/// Reads the instrument in `json`; `file` is its name, such as `phq9.json`, and stands in every error.
pub fn load(file: &str, json: &str) -> Result<Instrument, InstrumentError> {
    let refuse = |(item, reason)| InstrumentError { file: file.to_owned(), item, reason };
    let raw: File = serde_json::from_str(json)
        .map_err(|error| refuse((None, Reason::Shape(error.to_string()))))?;
    build(file, raw).map_err(refuse)
}

fn build(file: &str, raw: File) -> Checked<Instrument> {
    let whole = |reason| (None, reason);
    if file.strip_suffix(".json") != Some(raw.id.as_str()) {
        return Err(whole(Reason::IdIsNotFileName(raw.id)));
    }
    for (what, text) in [
        ("the version", &raw.version),
        ("the title", &raw.title),
        ("the short name", &raw.short),
        ("the language", &raw.language),
        ("the duration", &raw.duration_text),
    ] {
        if text.trim().is_empty() {
            return Err(whole(Reason::Empty(what)));
        }
    }
    let no_source = !raw.licence.verified
        || (raw.licence.sources.is_empty() && raw.licence.class != LicenceClass::Own);
    if raw.licence.notice.trim().is_empty() || no_source {
        return Err(whole(Reason::NoLicence));
    }
    if raw.sources.is_empty() {
        return Err(whole(Reason::Empty("the list of sources")));
    }
    for (name, options) in &raw.option_sets {
        let values: BTreeSet<_> = options.iter().map(|option| option.value).collect();
        let labels: BTreeSet<_> = options.iter().map(|option| option.label.trim()).collect();
        let distinct = values.len() == options.len() && labels.len() == options.len();
        if options.len() < 2 || !distinct || labels.contains("") {
            return Err(whole(Reason::BadOptionSet(name.clone())));
        }
    }
    let items = raw
        .items
        .into_iter()
        .map(|item| {
            let id = item.id.clone();
            build_item(item, &raw.option_sets).map_err(|reason| (Some(id), reason))
        })
        .collect::<Checked<Vec<_>>>()?;
    let instrument = Instrument {
        id: raw.id,
        version: raw.version,
        title: raw.title,
        short: raw.short,
        language: raw.language,
        content_kind: raw.content_kind,
        respondent: raw.respondent,
        duration_text: raw.duration_text,
        recall_days: raw.recall_days,
        minimum_interval_days: raw.minimum_interval_days,
        citation: raw.citation,
        licence: raw.licence,
        loinc: raw.loinc,
        stem: raw.stem,
        items,
        scoring: raw.scoring,
        direction: raw.direction,
        bands: raw.bands,
        cut_points: raw.cut_points,
        change: raw.change,
    };
    check::items(&instrument)?;
    check::scoring(&instrument).map_err(whole)?;
    check::bands(&instrument).map_err(whole)?;
    Ok(instrument)
}

fn build_item(raw: FileItem, sets: &BTreeMap<String, Vec<AnswerOption>>) -> Result<Item, Reason> {
    if raw.id.trim().is_empty() || raw.text.trim().is_empty() {
        return Err(Reason::Empty("the id or the text of an item"));
    }
    let (name, fields) = raw.kind.fields();
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
        match (fields.contains(&field), is_given) {
            (true, false) => return Err(Reason::FieldMissing { kind: name, field }),
            (false, true) => return Err(Reason::FieldTooMany { kind: name, field }),
            (true, true) | (false, false) => {}
        }
    }
    let range = || (raw.min.unwrap_or_default(), raw.max.unwrap_or_default());
    let kind = match raw.kind {
        FileKind::Choice => {
            let set = raw.options.unwrap_or_default();
            let options = sets.get(&set).ok_or(Reason::UnknownOptionSet(set))?.clone();
            ItemKind::Choice { options }
        }
        FileKind::Number => {
            let (min, max) = range();
            let (min_label, max_label) =
                (raw.min_label.unwrap_or_default(), raw.max_label.unwrap_or_default());
            if min_label.trim().is_empty() || max_label.trim().is_empty() {
                return Err(Reason::Empty("a label of the range"));
            }
            ItemKind::Number { min, max, min_label, max_label }
        }
        FileKind::Decimal => {
            let (min, max) = range();
            ItemKind::Decimal { min, max, unit: raw.unit.unwrap_or_default() }
        }
        FileKind::Boolean => ItemKind::Boolean,
        FileKind::Text => ItemKind::Text { max_characters: raw.max_characters.unwrap_or_default() },
    };
    Ok(Item {
        id: raw.id,
        number: raw.number,
        label: raw.label,
        text: raw.text,
        kind,
        reverse: raw.reverse,
        core: raw.core.unwrap_or(true),
        safety: raw.safety,
        enable_when: raw.enable_when,
        direction: raw.direction,
        loinc: raw.loinc,
    })
}
