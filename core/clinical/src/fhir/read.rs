//! Reads the parts of a FHIR QuestionnaireResponse that scoring needs, borrowed from the JSON text.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::catalogue::CatalogueError;

/// The reason why a FHIR resource was not scored. Its messages contain no answers.
#[derive(Debug, thiserror::Error)]
pub enum FhirError {
    /// The text is not JSON, or does not have the structure of a resource.
    #[error("not a FHIR resource: line {line}, column {column}")]
    Malformed {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// The resource is not a QuestionnaireResponse.
    #[error("the resource is not a QuestionnaireResponse")]
    OtherResource,
    /// The response does not name its questionnaire.
    #[error("the response names no questionnaire")]
    NoQuestionnaire,
    /// The response is to another questionnaire or version.
    #[error("the response is to another questionnaire, or to another version of it")]
    OtherQuestionnaire,
    /// The instrument is not in the catalogue.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// The status of the response is neither `completed` nor `amended`.
    #[error("the response is not completed")]
    NotCompleted,
    /// The response answers an item that the instrument does not have.
    #[error("unknown linkId {0:?}")]
    UnknownItem(String),
    /// The response answers an item twice.
    #[error("{0} is answered twice")]
    AnsweredTwice(String),
    /// An answer is not one of the item's options, or has the wrong type.
    #[error("the answer to {0} is not on offer")]
    BadValue(String),
}

/// Parses a resource. The error has a position, but nothing of the text.
pub(super) fn read(json: &str) -> Result<Resource<'_>, FhirError> {
    serde_json::from_str(json)
        .map_err(|error| FhirError::Malformed { line: error.line(), column: error.column() })
}

/// A string, borrowed from the JSON text unless it contains escapes.
#[derive(Deserialize)]
pub(super) struct Text<'a>(#[serde(borrow)] pub(super) Cow<'a, str>);

/// The fields of a resource that scoring reads.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Resource<'a> {
    #[serde(borrow)]
    pub(super) resource_type: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) questionnaire: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) status: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub(super) item: Items<'a>,
}

/// A list of items, which can be nested.
#[derive(Default)]
pub(super) struct Items<'a>(pub(super) Vec<Item<'a>>);

/// An item or a group; a group has no answer.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Item<'a> {
    #[serde(borrow)]
    pub(super) link_id: Text<'a>,
    #[serde(borrow, default)]
    pub(super) answer: Answers<'a>,
    #[serde(borrow, default)]
    pub(super) item: Items<'a>,
}

/// The answer to an item, and the items nested in the answer.
#[derive(Default)]
pub(super) struct Answers<'a> {
    pub(super) given: ValueX<'a>,
    pub(super) below: Items<'a>,
}

/// The value of an answer.
#[derive(Default)]
pub(super) enum ValueX<'a> {
    #[default]
    Nothing,
    Coding(Coding<'a>),
    Integer(i64),
    Decimal(f64),
    Boolean(bool),
    Text,
    /// Several answers, or a value of a type that no item has.
    Other,
}

/// A code and its system.
#[derive(Deserialize)]
pub(super) struct Coding<'a> {
    #[serde(borrow, default)]
    pub(super) system: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub(super) code: Option<Text<'a>>,
}

impl<'de: 'a, 'a> Deserialize<'de> for Items<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct All;
        impl<'de> Visitor<'de> for All {
            type Value = Items<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of items")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Items<'de>, A::Error> {
                let mut items = Vec::with_capacity(16);
                while let Some(item) = list.next_element()? {
                    items.push(item);
                }
                Ok(Items(items))
            }
        }
        deserializer.deserialize_seq(All)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Answers<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct All;
        impl<'de> Visitor<'de> for All {
            type Value = Answers<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of answers")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Answers<'de>, A::Error> {
                let Some(mut first) = list.next_element::<One<'de>>()? else {
                    return Ok(Answers::default());
                };
                while let Some(mut more) = list.next_element::<One<'de>>()? {
                    first.0.given = ValueX::Other;
                    first.0.below.0.append(&mut more.0.below.0);
                }
                Ok(first.0)
            }
        }
        deserializer.deserialize_seq(All)
    }
}

/// One element of a list of answers.
struct One<'a>(Answers<'a>);

#[derive(Deserialize)]
enum AnswerField {
    #[serde(rename = "valueCoding")]
    Coding,
    #[serde(rename = "valueInteger")]
    Integer,
    #[serde(rename = "valueDecimal")]
    Decimal,
    #[serde(rename = "valueBoolean")]
    Boolean,
    #[serde(rename = "valueString")]
    Text,
    #[serde(rename = "item")]
    Below,
    #[serde(other)]
    Other,
}

impl<'de> Deserialize<'de> for One<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = One<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an answer")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<One<'de>, A::Error> {
                // An answer of an unknown type stays `Other`, so that it is not mistaken for no answer.
                let mut answers = Answers { given: ValueX::Other, below: Items::default() };
                let mut found = false;
                while let Some(field) = fields.next_key()? {
                    let given = match field {
                        AnswerField::Coding => ValueX::Coding(fields.next_value()?),
                        AnswerField::Integer => match fields.next_value()? {
                            Scalar::Integer(value) => ValueX::Integer(value),
                            Scalar::Decimal(_) | Scalar::Boolean(_) | Scalar::Other => {
                                ValueX::Other
                            }
                        },
                        AnswerField::Decimal => match fields.next_value()? {
                            Scalar::Integer(value) => ValueX::Integer(value),
                            Scalar::Decimal(value) => ValueX::Decimal(value),
                            Scalar::Boolean(_) | Scalar::Other => ValueX::Other,
                        },
                        AnswerField::Boolean => match fields.next_value()? {
                            Scalar::Boolean(value) => ValueX::Boolean(value),
                            Scalar::Integer(_) | Scalar::Decimal(_) | Scalar::Other => {
                                ValueX::Other
                            }
                        },
                        AnswerField::Text => {
                            drop(fields.next_value::<Text<'_>>()?);
                            ValueX::Text
                        }
                        AnswerField::Below => {
                            answers.below = fields.next_value()?;
                            continue;
                        }
                        AnswerField::Other => {
                            fields.next_value::<IgnoredAny>()?;
                            continue;
                        }
                    };
                    if std::mem::replace(&mut found, true) {
                        return Err(A::Error::custom("an answer has one value"));
                    }
                    answers.given = given;
                }
                Ok(One(answers))
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

/// A number or a boolean; any other JSON value is `Other`.
enum Scalar {
    Integer(i64),
    Decimal(f64),
    Boolean(bool),
    Other,
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Scalar;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }

            fn visit_i64<E>(self, value: i64) -> Result<Scalar, E> {
                Ok(Scalar::Integer(value))
            }

            fn visit_u64<E>(self, value: u64) -> Result<Scalar, E> {
                Ok(i64::try_from(value).map_or(Scalar::Other, Scalar::Integer))
            }

            fn visit_f64<E>(self, value: f64) -> Result<Scalar, E> {
                Ok(Scalar::Decimal(value))
            }

            fn visit_bool<E>(self, value: bool) -> Result<Scalar, E> {
                Ok(Scalar::Boolean(value))
            }

            fn visit_str<E>(self, _: &str) -> Result<Scalar, E> {
                Ok(Scalar::Other)
            }

            fn visit_unit<E>(self) -> Result<Scalar, E> {
                Ok(Scalar::Other)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Scalar, A::Error> {
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Scalar::Other)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Scalar, A::Error> {
                while fields.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Scalar::Other)
            }
        }
        deserializer.deserialize_any(Any)
    }
}
