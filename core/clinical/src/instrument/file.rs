//! The format of an instrument file, before its parts are checked for consistency.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::facts::{Change, CutPoint, Fact, Licence, Loinc, Mark};
use super::item::{AnswerOption, NoteRule, SafetyRule};
use super::points::Points;
use super::rule::Sex;
use super::scoring::{Method, OnMissing};
use super::{ContentKind, Direction, Respondent, SeverityBand};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    #[serde(default, rename = "$schema")]
    pub(super) _schema: Option<String>,
    pub(super) id: String,
    pub(super) version: String,
    pub(super) title: String,
    pub(super) short: String,
    pub(super) language: String,
    pub(super) content_kind: ContentKind,
    pub(super) respondent: Respondent,
    pub(super) duration_text: String,
    pub(super) conditions: Vec<String>,
    pub(super) recall_days: Option<u16>,
    pub(super) recall_text: String,
    pub(super) minimum_interval_days: Fact,
    pub(super) citation: Option<String>,
    pub(super) licence: Licence,
    pub(super) loinc: Loinc,
    #[serde(default)]
    pub(super) instructions: Option<String>,
    #[serde(default)]
    pub(super) stem: Option<String>,
    pub(super) option_sets: BTreeMap<String, Vec<FileOption>>,
    pub(super) items: Vec<FileItem>,
    #[serde(default)]
    pub(super) skip: Vec<FileSkip>,
    pub(super) scoring: FileScoring,
    #[serde(default)]
    pub(super) direction: Option<Direction>,
    pub(super) bands: Vec<SeverityBand>,
    pub(super) bands_mark: Option<Mark>,
    pub(super) cut_points: Vec<CutPoint>,
    pub(super) change: Change,
    pub(super) sources: Vec<String>,
    #[serde(default)]
    pub(super) notes: Vec<String>,
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
pub(super) struct FileOption {
    value: i32,
    #[serde(default)]
    label: Option<String>,
    #[serde(default)]
    points: Option<i32>,
    #[serde(default)]
    loinc: Option<String>,
}

impl From<FileOption> for AnswerOption {
    fn from(file: FileOption) -> Self {
        let FileOption { value, label, points, loinc } = file;
        Self { value, label: label.unwrap_or_default(), points, loinc }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileItem {
    pub(super) id: String,
    pub(super) number: Option<u16>,
    pub(super) label: Option<String>,
    #[serde(default)]
    pub(super) text: Option<String>,
    pub(super) wording_mark: Option<Mark>,
    #[serde(default)]
    pub(super) without_stem: bool,
    pub(super) kind: FileKind,
    pub(super) options: Option<String>,
    pub(super) min: Option<i32>,
    pub(super) max: Option<i32>,
    pub(super) min_label: Option<String>,
    pub(super) max_label: Option<String>,
    pub(super) unit: Option<String>,
    pub(super) max_characters: Option<u16>,
    #[serde(default)]
    pub(super) reverse: bool,
    pub(super) not_assessed: Option<i32>,
    pub(super) core: Option<bool>,
    pub(super) safety: Option<SafetyRule>,
    pub(super) clinician_note: Option<NoteRule>,
    pub(super) enable_when: Option<FileCondition>,
    pub(super) direction: Option<Direction>,
    pub(super) loinc: Option<String>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
pub(super) enum FileKind {
    Choice,
    Number,
    Decimal,
    Boolean,
    Text,
}

impl FileKind {
    /// The name of the kind, its required fields, and its optional fields.
    pub(super) fn fields(self) -> (&'static str, &'static [&'static str], &'static [&'static str]) {
        match self {
            Self::Choice => ("choice", &["options"], &[]),
            Self::Number => ("number", &["min", "max"], &["min_label", "max_label"]),
            Self::Decimal => ("decimal", &["min", "max", "unit"], &[]),
            Self::Boolean => ("boolean", &[], &[]),
            Self::Text => ("text", &["max_characters"], &[]),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileTest {
    pub(super) items: Vec<String>,
    pub(super) at_least: Option<i32>,
    pub(super) at_most: Option<i32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileCondition {
    pub(super) of: Option<Vec<FileTest>>,
    pub(super) how_many: Option<u32>,
    pub(super) all: Option<Vec<Self>>,
    pub(super) any: Option<Vec<Self>>,
    pub(super) sex_is_not: Option<Sex>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileSkip {
    pub(super) when: FileCondition,
    pub(super) items: Vec<String>,
    pub(super) answers_count: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum FilePart {
    Item(String),
    Group(FileGroup),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileGroup {
    pub(super) highest_of: Option<Vec<FilePart>>,
    pub(super) either: Option<Vec<String>>,
    pub(super) first_of: Option<Vec<String>>,
    pub(super) not_assessed: Option<i32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileScoring {
    pub(super) method: Method,
    #[serde(default)]
    pub(super) items: Vec<FilePart>,
    #[serde(default)]
    pub(super) max_missing: u16,
    #[serde(default)]
    pub(super) on_missing: OnMissing,
    #[serde(default)]
    pub(super) missing_rule: Option<Mark>,
    #[serde(default)]
    pub(super) never_missing: Vec<String>,
    #[serde(default)]
    pub(super) also_required: Vec<String>,
    pub(super) multiply: Option<i32>,
    pub(super) t_scores: Option<FileTScores>,
    #[serde(default)]
    pub(super) scores: Vec<FileScore>,
    #[serde(default)]
    pub(super) findings: Vec<FileFinding>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileTScores {
    pub(super) verified: bool,
    pub(super) source: String,
    pub(super) rows: Vec<(i32, Points, Points)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileScore {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) items: Option<Vec<FilePart>>,
    pub(super) is: Option<FileScoreIs>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
pub(super) enum FileScoreIs {
    Raw,
    StandardError,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileFinding {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) decision: Option<FileDecision>,
    pub(super) when: Option<FileCondition>,
    #[serde(default)]
    pub(super) needs: Vec<String>,
    pub(super) answer_of: Option<String>,
    pub(super) total: Option<FileTotalRule>,
    pub(super) counts: Option<Vec<FileTest>>,
    #[serde(default)]
    pub(super) parts: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileDecision {
    #[serde(default)]
    pub(super) needs: Vec<String>,
    pub(super) cases: Vec<FileCase>,
    #[serde(default)]
    pub(super) otherwise: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileCase {
    pub(super) code: String,
    pub(super) when: FileCondition,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileTotalRule {
    pub(super) at_least: Option<Points>,
    pub(super) below: Option<Points>,
    #[serde(default)]
    pub(super) by_sex: Option<FileBySex>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileBySex {
    pub(super) male: Points,
}
