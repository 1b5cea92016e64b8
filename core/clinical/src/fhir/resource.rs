//! The few FHIR R4 resources that are written, field by field as HL7 names them.
//!
//! Source: <https://hl7.org/fhir/R4/questionnaire.html>, <https://hl7.org/fhir/R4/questionnaireresponse.html>.

use serde::Serialize;

use super::OPTIONS;
use crate::instrument::Instrument;

/// A set of questions.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Questionnaire {
    /// Always `Questionnaire`.
    pub resource_type: &'static str,
    /// Language of the wording (BCP 47).
    pub language: String,
    /// Facts that R4 has no field for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extension: Vec<Extension>,
    /// Canonical address.
    pub url: String,
    /// The same as a business identifier.
    pub identifier: Vec<Identifier>,
    /// Version of the published wording.
    pub version: String,
    /// Name for programs.
    pub name: String,
    /// Full name.
    pub title: String,
    /// Always `active`.
    pub status: &'static str,
    /// Always `Patient`.
    pub subject_type: [&'static str; 1],
    /// The publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The notice that goes with the wording.
    pub copyright: String,
    /// Codes of the panel.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub code: Vec<Coding>,
    /// The questions; empty while a clinic has not brought them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub item: Vec<Item>,
}

/// A question, a line of text, or a calculated number.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Item {
    /// Facts that R4 has no field for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extension: Vec<Extension>,
    /// Id of the item.
    pub link_id: String,
    /// LOINC code.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub code: Vec<Coding>,
    /// Number on screen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// The wording; absent while a clinic has not brought it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// What is answered.
    #[serde(rename = "type")]
    pub kind: ItemType,
    /// When it is asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub enable_when: Vec<EnableWhen>,
    /// Whether `all` or `any` of the conditions must hold, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_behavior: Option<&'static str>,
    /// Whether it must be answered; `None` for lines of text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required: Option<bool>,
    /// Whether people cannot change it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_only: Option<bool>,
    /// Longest text, in characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u16>,
    /// The answers on offer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answer_option: Vec<AnswerOption>,
    /// Lines that belong to it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub item: Vec<Self>,
}

/// Kinds of items that are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemType {
    /// A line of text.
    #[default]
    Display,
    /// One of a few codings.
    Choice,
    /// A whole number.
    Integer,
    /// A number.
    Decimal,
    /// Yes or no.
    Boolean,
    /// Free text.
    Text,
}

/// One answer on offer.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AnswerOption {
    /// Its points.
    pub extension: Vec<Extension>,
    /// Its stored value.
    pub value_coding: Coding,
}

/// A condition on one answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EnableWhen {
    /// The question.
    pub question: String,
    /// `=`, `!=`, `>=` or `<=`.
    pub operator: &'static str,
    /// What its answer is compared with.
    #[serde(flatten)]
    pub answer: Comparand,
}

/// What an answer is compared with.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Comparand {
    /// An answer on offer.
    #[serde(rename = "answerCoding")]
    Coding(Coding),
    /// A whole number.
    #[serde(rename = "answerInteger")]
    Integer(i32),
    /// Yes or no.
    #[serde(rename = "answerBoolean")]
    Boolean(bool),
}

/// A code and the system it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coding {
    /// The system.
    pub system: String,
    /// The code.
    pub code: String,
    /// Its wording; absent while a clinic has not brought it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display: Option<String>,
}

impl Coding {
    /// An answer on offer, in the code system of its option set; an empty label is left out.
    pub(super) fn of_option(
        instrument: &Instrument,
        set: &str,
        value: i32,
        label: Option<&str>,
    ) -> Self {
        Self {
            system: format!("{OPTIONS}{}:{set}", instrument.id),
            code: value.to_string(),
            display: label.filter(|it| !it.is_empty()).map(str::to_owned),
        }
    }
}

/// A business identifier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Identifier {
    /// Who gave it.
    pub system: &'static str,
    /// The identifier.
    pub value: String,
}

/// A fact that R4 has no field for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Extension {
    /// What it means.
    pub url: &'static str,
    /// The fact.
    #[serde(flatten)]
    pub value: ExtensionValue,
}

/// What an extension holds.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ExtensionValue {
    /// Yes or no.
    ValueBoolean(bool),
    /// A word of a closed list.
    ValueCode(&'static str),
    /// A whole number.
    ValueInteger(i32),
    /// A number.
    ValueDecimal(i32),
    /// A code.
    ValueCoding(Coding),
    /// A concept.
    ValueCodeableConcept(CodeableConcept),
    /// An expression.
    ValueExpression(Expression),
    /// Extensions of its own.
    Extension(Vec<Extension>),
}

impl ExtensionValue {
    /// An expression in FHIRPath, with a description of what it computes.
    pub(super) fn fhirpath(description: Option<&str>, expression: String) -> Self {
        let description = description.map(str::to_owned);
        Self::ValueExpression(Expression { description, language: "text/fhirpath", expression })
    }
}

/// A concept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CodeableConcept {
    /// Its codes.
    pub coding: Vec<Coding>,
}

/// An expression in FHIRPath.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Expression {
    /// What it computes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Always `text/fhirpath`.
    pub language: &'static str,
    /// The expression.
    pub expression: String,
}

/// The answers to one form.
#[derive(Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    /// Always `QuestionnaireResponse`.
    pub resource_type: &'static str,
    /// Language in which it was asked (BCP 47).
    pub language: String,
    /// Canonical address and version of the questionnaire.
    pub questionnaire: String,
    /// `completed` or `stopped`.
    pub status: &'static str,
    /// When the form was closed.
    pub authored: String,
    /// What was asked, in the order of the definition; an item without an answer was seen and skipped.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub item: Vec<ResponseItem>,
}

/// What was answered to one item.
#[derive(Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ResponseItem {
    /// Id of the item.
    pub link_id: String,
    /// At most one answer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answer: Vec<Answer>,
}

/// An answer.
#[derive(Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Answer {
    /// One of the answers on offer.
    ValueCoding(Coding),
    /// A whole number.
    ValueInteger(i32),
    /// A number.
    ValueDecimal(f64),
    /// Yes or no.
    ValueBoolean(bool),
    /// A text.
    ValueString(String),
}

redacted!(Response, ResponseItem, Answer);
