//! Scores of FHIR QuestionnaireResponses.

use super::read::{Coding, FhirError, Form, Given, Items, read};
use super::{LOINC, OPTIONS, score_link, total_link};
use crate::catalogue;
use crate::instrument::Instrument;
use crate::instrument::item::{Item, ItemKind};
use crate::instrument::rule::Context;
use crate::score::{Score, score_values};

/// Scores a FHIR R4 QuestionnaireResponse, given as JSON.
///
/// The instrument is the last part of `questionnaire`, so that `urn:interlude:questionnaire:phq9`, `…/Questionnaire/phq9`
/// and either with `|2001` are the PHQ-9. Items may be nested; what the form calculated itself is not read.
/// A coding is read by its code: the stored value, or LOINC's answer code under LOINC's system.
///
/// # Errors
/// See [`FhirError`]; the first that is wrong in the order of the resource.
///
/// ```
/// use interlude_clinical::fhir::score_fhir;
/// use interlude_clinical::instrument::rule::Context;
/// let two = r#"{"resourceType":"QuestionnaireResponse","status":"completed","questionnaire":"Questionnaire/gad2",
///     "item":[{"linkId":"gad2.1","answer":[{"valueCoding":{"code":"2"}}]},
///             {"linkId":"gad2.2","answer":[{"valueCoding":{"code":"1"}}]}]}"#;
/// assert_eq!(score_fhir(two, Context::default()).unwrap().text(), "3 of 6: screen positive");
/// let wrong = score_fhir(&two.replace("\"2\"", "\"7\""), Context::default());
/// assert_eq!(wrong.unwrap_err().to_string(), "the answer to gad2.1 is not on offer");
/// ```
pub fn score_fhir(json: &str, context: Context) -> Result<Score<'static>, FhirError> {
    let form = completed(json)?;
    let (id, version) = named(&form)?;
    let instrument = catalogue::instrument(id)?;
    if version.is_some_and(|version| version != instrument.version) {
        return Err(FhirError::OtherQuestionnaire);
    }
    let mut answers = Answers { instrument, values: vec![None; instrument.items.len()], next: 0 };
    answers.take(&form.item)?;
    Ok(score_values(instrument, answers.values, context))
}

fn completed(json: &str) -> Result<Form<'_>, FhirError> {
    let form = read(json)?;
    if form.resource_type.as_ref().is_none_or(|it| it.0 != "QuestionnaireResponse") {
        return Err(FhirError::OtherResource);
    }
    let status = form.status.as_ref().map(|status| status.0.as_ref());
    match status {
        Some("completed" | "amended") => Ok(form),
        Some(_) | None => Err(FhirError::NotCompleted),
    }
}

/// Id and version in the canonical address of what was answered.
fn named<'a>(form: &'a Form<'_>) -> Result<(&'a str, Option<&'a str>), FhirError> {
    let canonical = form.questionnaire.as_ref().ok_or(FhirError::NoQuestionnaire)?;
    let (address, version) = match canonical.0.split_once('|') {
        Some((address, version)) => (address, Some(version)),
        None => (canonical.0.as_ref(), None),
    };
    let id = address.rsplit(['/', ':']).next().filter(|id| !id.is_empty());
    Ok((id.ok_or(FhirError::NoQuestionnaire)?, version))
}

/// One value per item of the definition, filled in the order of the resource.
struct Answers<'a> {
    instrument: &'a Instrument,
    values: Vec<Option<i32>>,
    /// Where the next item is expected: most forms keep the order of the definition.
    next: usize,
}

impl Answers<'_> {
    fn take(&mut self, items: &Items<'_>) -> Result<(), FhirError> {
        for item in &items.0 {
            let link = item.link_id.0.as_ref();
            if !matches!(item.answer.given, Given::Nothing)
                && let Some(place) = self.place(link)?
            {
                let asked = self.instrument.items.get(place);
                let value = asked.and_then(|asked| self.value(asked, &item.answer.given));
                let value = value.ok_or_else(|| FhirError::BadValue(link.to_owned()))?;
                if let Some(slot) = self.values.get_mut(place)
                    && slot.replace(value).is_some()
                {
                    return Err(FhirError::AnsweredTwice(link.to_owned()));
                }
                self.next = place + 1;
            }
            self.take(&item.answer.below)?;
            self.take(&item.item)?;
        }
        Ok(())
    }

    /// The place of an item; `None` for what a form calculates.
    fn place(&self, link: &str) -> Result<Option<usize>, FhirError> {
        let is = |item: &Item| item.id == link;
        let items = &self.instrument.items;
        if items.get(self.next).is_some_and(is) {
            return Ok(Some(self.next));
        }
        let place = items.iter().position(is);
        if place.is_none() && !self.is_calculated(link) {
            return Err(FhirError::UnknownItem(link.to_owned()));
        }
        Ok(place)
    }

    fn is_calculated(&self, link: &str) -> bool {
        let is = |name: &str| link == score_link(self.instrument, name);
        link == total_link(self.instrument)
            || self.instrument.scoring.scores.iter().any(|score| is(&score.name))
    }

    /// The stored value of an answer, 0 for texts and decimals, which have no points; `None` if it is not on offer.
    fn value(&self, item: &Item, given: &Given<'_>) -> Option<i32> {
        let whole = |value: i64| i32::try_from(value).ok().filter(|it| item.offers(*it));
        match (&item.kind, given) {
            (ItemKind::Choice { set, .. }, Given::Coding(coding)) => self.coded(item, set, coding),
            (ItemKind::Choice { .. } | ItemKind::Number { .. }, Given::Integer(value)) => {
                whole(*value)
            }
            (ItemKind::Choice { .. } | ItemKind::Number { .. }, Given::Decimal(value)) => {
                item.values().find(|it| f64::from(*it).total_cmp(value).is_eq())
            }
            (ItemKind::Boolean, Given::Boolean(value)) => Some(i32::from(*value)),
            (ItemKind::Text { .. }, Given::Text) => Some(0),
            (ItemKind::Decimal { min, max, .. }, Given::Integer(value)) => {
                (i64::from(*min)..=i64::from(*max)).contains(value).then_some(0)
            }
            (ItemKind::Decimal { min, max, .. }, Given::Decimal(value)) => {
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
