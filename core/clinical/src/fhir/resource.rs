//! The FHIR R4 resources that are written, with HL7's field names.
//!
//! Source: <https://hl7.org/fhir/R4/questionnaire.html>, <https://hl7.org/fhir/R4/questionnaireresponse.html>.

use serde::Serialize;

use super::OPTIONS;
use crate::instrument::Instrument;

/// An instrument in FHIR.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Questionnaire {
    /// Always `Questionnaire`.
    pub resource_type: &'static str,
    /// Language of the wording (BCP 47).
    pub language: String,
    /// Data for which R4 has no field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extension: Vec<Extension>,
    /// Canonical URL.
    pub url: String,
    /// The canonical URL as a business identifier.
    pub identifier: Vec<Identifier>,
    /// Version of the published wording.
    pub version: String,
    /// Machine-readable name.
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
    /// The licence notice.
    pub copyright: String,
    /// Codes of the panel.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub code: Vec<Coding>,
    /// The items; empty if the definition has none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub item: Vec<Item>,
}

/// A question, a line of text, or a calculated number.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Item {
    /// Data for which R4 has no field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extension: Vec<Extension>,
    /// Id of the item.
    pub link_id: String,
    /// LOINC code.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub code: Vec<Coding>,
    /// Displayed number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// The wording; absent until the clinic uploads it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Type of the answer.
    #[serde(rename = "type")]
    pub kind: ItemType,
    /// Conditions under which it is asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub enable_when: Vec<EnableWhen>,
    /// Whether `all` or `any` of several conditions must hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_behavior: Option<&'static str>,
    /// Whether it must be answered; `None` for lines of text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required: Option<bool>,
    /// Whether people cannot edit it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_only: Option<bool>,
    /// Maximum length of a text, in characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u16>,
    /// The answer options.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answer_option: Vec<AnswerOption>,
    /// Texts that belong to the item, such as the labels of a scale's ends.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub item: Vec<Self>,
}

/// Types of items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemType {
    /// A line of text.
    #[default]
    Display,
    /// One of the answer options.
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

/// An answer option.
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
    /// The value to compare its answer with.
    #[serde(flatten)]
    pub answer: Comparand,
}

/// A value to compare an answer with.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Comparand {
    /// An answer option.
    #[serde(rename = "answerCoding")]
    Coding(Coding),
    /// A whole number.
    #[serde(rename = "answerInteger")]
    Integer(i32),
    /// Yes or no.
    #[serde(rename = "answerBoolean")]
    Boolean(bool),
}

/// A code and its code system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coding {
    /// The system.
    pub system: String,
    /// The code.
    pub code: String,
    /// Its label; absent until the clinic uploads it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display: Option<String>,
}

impl Coding {
    /// The coding of an answer option, in the code system of its option set; an empty label is omitted.
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
    /// Namespace of the identifier.
    pub system: &'static str,
    /// The identifier.
    pub value: String,
}

/// An extension: data for which R4 has no field.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Extension {
    /// The URL that defines the extension.
    pub url: &'static str,
    /// The value.
    #[serde(flatten)]
    pub value: ExtensionValue,
}

/// The value of an extension.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ExtensionValue {
    /// Yes or no.
    ValueBoolean(bool),
    /// A code of a fixed list.
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
    /// Nested extensions.
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

/// The response to an instrument in FHIR.
#[derive(Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    /// Always `QuestionnaireResponse`.
    pub resource_type: &'static str,
    /// Language in which it was asked (BCP 47).
    pub language: String,
    /// Canonical URL and version of the questionnaire.
    pub questionnaire: String,
    /// `completed` or `stopped`.
    pub status: &'static str,
    /// When the form was closed.
    pub authored: String,
    /// The items that were shown, in the order of the definition; an item without an answer was skipped.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub item: Vec<ResponseItem>,
}

/// The answer to one item.
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
    /// An answer option.
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
