//! Scores FHIR QuestionnaireResponses.

use super::read::{Coding, FhirError, Items, Resource, ValueX, read};
use super::{LOINC, OPTIONS, score_link, total_link};
use crate::catalogue;
use crate::instrument::Instrument;
use crate::instrument::item::{Item, ItemKind};
use crate::instrument::rule::Context;
use crate::score::{Safety, Score, joined, score_values};

/// Scores a FHIR R4 QuestionnaireResponse in JSON.
///
/// The last segment of `questionnaire` is the instrument's id: `urn:interlude:questionnaire:phq9`,
/// `…/Questionnaire/phq9` and both with `|2001` name the PHQ-9. Items can be nested; calculated items are ignored.
/// The code of a coding is the stored value or, in LOINC's code system, LOINC's answer code.
///
/// # Errors
/// A [`Refusal`] with the safety result of the readable answers and an error, in this order of precedence:
/// [`FhirError::Malformed`], [`FhirError::OtherResource`], [`FhirError::NotCompleted`], [`FhirError::NoQuestionnaire`],
/// [`FhirError::Catalogue`], [`FhirError::OtherQuestionnaire`], and then the first of [`FhirError::UnknownItem`],
/// [`FhirError::BadValue`] and [`FhirError::AnsweredTwice`] in the order of the resource.
///
/// ```
/// use interlude_clinical::fhir::score_fhir;
/// use interlude_clinical::instrument::rule::Context;
/// use interlude_clinical::score::Safety;
/// use interlude_clinical::words::Words;
/// let two = r#"{"resourceType":"QuestionnaireResponse","status":"completed","questionnaire":"Questionnaire/gad2",
///     "item":[{"linkId":"gad2.1","answer":[{"valueCoding":{"code":"2"}}]},
///             {"linkId":"gad2.2","answer":[{"valueCoding":{"code":"1"}}]}]}"#;
/// let score = score_fhir(two, Context::default()).unwrap();
/// assert_eq!(score.text(Words::en_us()), "3 of 6: screen positive");
/// let refused = score_fhir(&two.replace("\"2\"", "\"7\""), Context::default()).unwrap_err();
/// assert_eq!(refused.to_string(), "the answer to gad2.1 is not on offer");
/// assert_eq!(refused.safety, Safety::NotMet);
/// ```
pub fn score_fhir(json: &str, context: Context) -> Result<Score<'static>, Refusal> {
    let resource = read(json)?;
    if resource.resource_type.as_ref().is_none_or(|it| it.0 != "QuestionnaireResponse") {
        return Err(FhirError::OtherResource.into());
    }
    let status = resource.status.as_ref().map(|status| status.0.as_ref());
    let completed = matches!(status, Some("completed" | "amended"));
    let first = |error| if completed { error } else { FhirError::NotCompleted };
    let (id, version) = named(&resource).map_err(first)?;
    let instrument = catalogue::instrument(id).map_err(|error| first(error.into()))?;
    let other_version = version.is_some_and(|version| version != instrument.version);
    let mut answers = Answers {
        instrument,
        values: vec![None; instrument.items.len()],
        seen: vec![false; instrument.items.len()],
        next: 0,
        error: None,
    };
    answers.take(&resource.item);
    let score = score_values(instrument, answers.values, context);
    let error = match answers.error {
        _ if !completed => FhirError::NotCompleted,
        _ if other_version => FhirError::OtherQuestionnaire,
        Some(error) => error,
        None => return Ok(score),
    };
    // Another version may have other safety items.
    let safety = if other_version { score.safety.of_doubtful() } else { score.safety };
    Err(Refusal { error, safety, safety_unanswered: score.safety_unanswered })
}

/// The error for a response that was not scored, with the safety result of its readable answers.
#[derive(Debug, thiserror::Error)]
#[error("{error}")]
pub struct Refusal {
    /// Why it was not scored.
    #[source]
    pub error: FhirError,
    /// Whether any readable answer meets its safety rule; unknown if none does and a safety item has no readable answer, or
    /// if the resource or its instrument could not be read.
    pub safety: Safety,
    /// Number of safety items that apply and have no readable answer; 0 if the instrument is unknown.
    pub safety_unanswered: u32,
}

impl From<FhirError> for Refusal {
    /// Converts an error that occurs before any answer is read.
    fn from(error: FhirError) -> Self {
        Self { error, safety: Safety::Unknown, safety_unanswered: 0 }
    }
}

/// The instrument's id and version, from the canonical URL of the questionnaire.
fn named<'a>(resource: &'a Resource<'_>) -> Result<(&'a str, Option<&'a str>), FhirError> {
    let canonical = resource.questionnaire.as_ref().ok_or(FhirError::NoQuestionnaire)?;
    let (address, version) = match canonical.0.split_once('|') {
        Some((address, version)) => (address, Some(version)),
        None => (canonical.0.as_ref(), None),
    };
    let id = address.rsplit(['/', ':']).next().filter(|id| !id.is_empty());
    Ok((id.ok_or(FhirError::NoQuestionnaire)?, version))
}

/// The answers, one value per item of the definition; filled in the order of the resource.
struct Answers<'a> {
    instrument: &'a Instrument,
    values: Vec<Option<i32>>,
    /// Whether each item was answered, validly or not.
    seen: Vec<bool>,
    /// Expected position of the next item; most forms keep the order of the definition.
    next: usize,
    /// The first error.
    error: Option<FhirError>,
}

impl Answers<'_> {
    fn take(&mut self, items: &Items<'_>) {
        for item in &items.0 {
            if !matches!(item.answer.given, ValueX::Nothing) {
                let link = item.link_id.0.as_ref();
                match self.place(link) {
                    Some(place) => self.put(place, link, &item.answer.given),
                    None if self.is_calculated(link) => {}
                    None => self.refuse(FhirError::UnknownItem(link.to_owned())),
                }
            }
            self.take(&item.answer.below);
            self.take(&item.item);
        }
    }

    fn put(&mut self, place: usize, link: &str, given: &ValueX<'_>) {
        let Some(item) = self.instrument.items.get(place) else { return };
        let value = self.value(item, given);
        if value.is_none() {
            self.refuse(FhirError::BadValue(link.to_owned()));
        }
        let again = self.seen.get_mut(place).is_some_and(|seen| std::mem::replace(seen, true));
        if again {
            self.refuse(FhirError::AnsweredTwice(link.to_owned()));
        }
        if let Some(slot) = self.values.get_mut(place) {
            *slot = if again { joined(item, *slot, value) } else { value };
        }
        self.next = place + 1;
    }

    /// Keeps the first error.
    fn refuse(&mut self, error: FhirError) {
        self.error.get_or_insert(error);
    }

    /// The position of an item; `None` if the instrument does not have it.
    fn place(&self, link: &str) -> Option<usize> {
        let is = |item: &Item| item.id == link;
        let items = &self.instrument.items;
        if items.get(self.next).is_some_and(is) {
            return Some(self.next);
        }
        items.iter().position(is)
    }

    fn is_calculated(&self, link: &str) -> bool {
        let is = |name: &str| link == score_link(self.instrument, name);
        link == total_link(self.instrument)
            || self.instrument.scoring.scores.iter().any(|score| is(&score.name))
    }

    /// The stored value of an answer, 0 for texts and decimals, which have no points; `None` if the answer is invalid.
    fn value(&self, item: &Item, given: &ValueX<'_>) -> Option<i32> {
        let whole = |value: i64| i32::try_from(value).ok().filter(|it| item.offers(*it));
        match (&item.kind, given) {
            (ItemKind::Choice { set, .. }, ValueX::Coding(coding)) => self.coded(item, set, coding),
            (ItemKind::Choice { .. } | ItemKind::Number { .. }, ValueX::Integer(value)) => {
                whole(*value)
            }
            (ItemKind::Choice { .. } | ItemKind::Number { .. }, ValueX::Decimal(value)) => {
                item.values().find(|it| f64::from(*it).total_cmp(value).is_eq())
            }
            (ItemKind::Boolean, ValueX::Boolean(value)) => Some(i32::from(*value)),
            (ItemKind::Text { .. }, ValueX::Text) => Some(0),
            (ItemKind::Decimal { min, max, .. }, ValueX::Integer(value)) => {
                (i64::from(*min)..=i64::from(*max)).contains(value).then_some(0)
            }
            (ItemKind::Decimal { min, max, .. }, ValueX::Decimal(value)) => {
                (f64::from(*min)..=f64::from(*max)).contains(value).then_some(0)
            }
            (_, _) => None,
        }
    }

    fn coded(&self, item: &Item, set: &str, coding: &Coding<'_>) -> Option<i32> {
        let code = coding.code.as_ref()?.0.as_ref();
        let system = coding.system.as_ref().map_or("", |system| system.0.as_ref());
        let ItemKind::Choice { options, .. } = &item.kind else { return None };
        if system == LOINC {
            let option = options.iter().find(|option| option.loinc.as_deref() == Some(code));
            return option.map(|option| option.value);
        }
        let ours = || {
            let rest = system.strip_prefix(OPTIONS)?.strip_prefix(self.instrument.id.as_str())?;
            rest.strip_prefix(':').filter(|it| *it == set)
        };
        if !system.is_empty() && ours().is_none() {
            return None;
        }
        let padded = code.starts_with('+') || (code.len() > 1 && code.starts_with('0'));
        let value: i32 = code.parse().ok().filter(|_| !padded)?;
        item.offers(value).then_some(value)
    }
}
