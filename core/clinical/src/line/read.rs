//! Reads one line of JSON, as far as possible.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::nan::WithoutNan;
use super::{Line, LineValue, MOST_LINE_BYTES, Position};
use crate::instrument::rule::Sex;

/// Reads a line. Parts that cannot be read are left out, and the line is marked as malformed.
///
/// A bare `NaN` is read as `null`.
#[must_use]
pub fn read(line: &[u8]) -> Line<'_> {
    if line.len() > MOST_LINE_BYTES {
        return Line::unreadable(Position::START);
    }
    match parsed(line) {
        Ok(json) => asked(json),
        Err(error) => match WithoutNan::new(line) {
            Some(without) => match parsed(&without.line) {
                Ok(json) => asked(owned(json)),
                Err(error) => {
                    let Position { line, column } = place(&error);
                    let column = column.map(|it| without.original_column(it));
                    Line::unreadable(Position { line, column })
                }
            },
            None => Line::unreadable(place(&error)),
        },
    }
}

fn parsed(line: &[u8]) -> Result<Json<'_>, serde_json::Error> {
    serde_json::from_slice(line)
}

/// The position of a parser error. The parser counts the columns of an empty line from 0.
fn place(error: &serde_json::Error) -> Position {
    Position { line: error.line().max(1), column: Some(error.column().max(1)) }
}

fn asked(json: Json<'_>) -> Line<'_> {
    let Json::Object(members) = json else { return Line::unreadable(Position::START) };
    let mut asked = Line {
        instrument: None,
        answers: Vec::new(),
        sex: None,
        malformed: false,
        position: Position::START,
        doubtful: false,
    };
    let (mut has_answers, mut has_context, mut unread_answers) = (false, false, false);
    for (name, value) in members {
        match (name.as_ref(), value) {
            ("instrument", Json::Text(id)) => match &asked.instrument {
                None => asked.instrument = Some(id),
                Some(first) => {
                    asked.malformed = true;
                    asked.doubtful |= *first != id;
                }
            },
            // All answers count for safety, even if the key is repeated.
            ("answers", Json::Object(answers)) => {
                asked.malformed |= std::mem::replace(&mut has_answers, true);
                asked.answers.extend(answers.into_iter().map(|(item, it)| (item, it.given())));
            }
            ("context", Json::Null) if !has_context => has_context = true,
            ("context", Json::Object(context)) if !has_context => {
                has_context = true;
                match sex_of(&context) {
                    Some(sex) => asked.sex = sex,
                    None => asked.malformed = true,
                }
            }
            ("answers", _) => (asked.malformed, unread_answers) = (true, true),
            ("instrument", _) => (asked.malformed, asked.doubtful) = (true, true),
            ("context", _) => asked.malformed = true,
            (_, _) => {}
        }
    }
    // If only some of the answers could be read, the others may differ.
    asked.doubtful |= has_answers && unread_answers;
    asked.malformed |= asked.instrument.is_none() || !has_answers;
    asked
}

/// Copies the borrowed texts.
fn owned(json: Json<'_>) -> Json<'static> {
    match json {
        Json::Null => Json::Null,
        Json::Boolean(yes) => Json::Boolean(yes),
        Json::Number(number) => Json::Number(number),
        Json::Text(text) => Json::Text(Cow::Owned(text.into_owned())),
        Json::List => Json::List,
        Json::Object(members) => {
            let member =
                |(name, it): (Cow<'_, str>, Json<'_>)| (Cow::Owned(name.into_owned()), owned(it));
            Json::Object(members.into_iter().map(member).collect())
        }
    }
}

/// The sex in a context; `None` if it is repeated or an unknown word.
fn sex_of(context: &[(Cow<'_, str>, Json<'_>)]) -> Option<Option<Sex>> {
    let mut given = context.iter().filter(|(name, _)| name == "sex").map(|(_, value)| value);
    match (given.next(), given.next()) {
        (None | Some(Json::Null), None) => Some(None),
        (Some(Json::Text(word)), None) => sex(word),
        (_, _) => None,
    }
}

/// Parses a word for a sex. `Some(None)` for `other` and `unknown`, for which there are no
/// published rules; `None` for any word but these, `male` and `female`.
///
/// ```
/// use interlude_clinical::{instrument::rule::Sex, line::sex};
/// assert_eq!(sex("male"), Some(Some(Sex::Male)));
/// assert_eq!(sex("unknown"), Some(None));
/// assert_eq!(sex("M"), None);
/// ```
#[must_use]
pub fn sex(word: &str) -> Option<Option<Sex>> {
    match word {
        "male" => Some(Some(Sex::Male)),
        "female" => Some(Some(Sex::Female)),
        "other" | "unknown" => Some(None),
        _ => None,
    }
}

/// JSON without the values that are not needed. Members keep their order and may repeat.
enum Json<'a> {
    Null,
    Boolean(bool),
    Number(f64),
    Text(Cow<'a, str>),
    List,
    Object(Vec<(Cow<'a, str>, Self)>),
}

impl Json<'_> {
    fn given(&self) -> LineValue {
        match self {
            Self::Null => LineValue::Nothing,
            Self::Boolean(yes) => LineValue::Boolean(*yes),
            Self::Number(number) => LineValue::Number(*number),
            Self::Text(_) => LineValue::Text,
            Self::List | Self::Object(_) => LineValue::Other,
        }
    }
}

/// A member name, borrowed from the line if it has no escapes.
struct Name<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Json::deserialize(deserializer)? {
            Json::Text(text) => Ok(Self(text)),
            Json::Null | Json::Boolean(_) | Json::Number(_) | Json::List | Json::Object(_) => {
                Err(serde::de::Error::custom("names are texts"))
            }
        }
    }
}

impl<'de> Deserialize<'de> for Json<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Any)
    }
}

struct Any;

impl<'de> Visitor<'de> for Any {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json<'de>, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json<'de>, E> {
        Ok(Json::Boolean(value))
    }

    // Whole numbers beyond 2⁵³ lose their last digits here, but no item offers them.
    fn visit_i64<E>(self, value: i64) -> Result<Json<'de>, E> {
        Ok(Json::Number(value as f64))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json<'de>, E> {
        Ok(Json::Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json<'de>, E> {
        Ok(Json::Number(value))
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Borrowed(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Owned(value.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json<'de>, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Json::List)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json<'de>, A::Error> {
        let mut members = Vec::new();
        while let Some((Name(name), value)) = map.next_entry()? {
            members.push((name, value));
        }
        Ok(Json::Object(members))
    }
}
