//! Writes a stored response as a FHIR QuestionnaireResponse.

use super::canonical;
use super::resource::{Answer, Coding, Response, ResponseItem};
use crate::instrument::Instrument;
use crate::instrument::item::{Item, ItemKind};
use crate::response::{AnswerValue, FormStatus, QuestionnaireResponse};

/// Writes a response as a FHIR R4 QuestionnaireResponse.
///
/// [`super::score_fhir`] computes the same score for it as [`crate::score::score_of`] does for the response. The result
/// names no patient; the caller adds `subject`. It omits safety events, which R4 cannot represent, and invalid answers.
#[must_use]
pub fn questionnaire_response(
    response: &QuestionnaireResponse,
    instrument: &Instrument,
) -> Response {
    let items = instrument.items.iter().filter_map(|item| {
        let value = response.answers.get(&item.id)?;
        let answer = answer(instrument, item, value).into_iter().collect();
        Some(ResponseItem { link_id: item.id.clone(), answer })
    });
    Response {
        resource_type: "QuestionnaireResponse",
        language: response.language.clone(),
        questionnaire: format!("{}|{}", canonical(instrument), response.version),
        status: match response.status {
            FormStatus::Submitted => "completed",
            FormStatus::Stopped => "stopped",
        },
        authored: response.at.as_str().to_owned(),
        item: items.collect(),
    }
}

fn answer(instrument: &Instrument, item: &Item, value: &AnswerValue) -> Option<Answer> {
    let whole = || value.integer().filter(|value| item.offers(*value));
    match &item.kind {
        ItemKind::Choice { set, .. } => {
            let value = whole()?;
            let label = item.option_label(value).filter(|_| item.has_wording());
            Some(Answer::ValueCoding(Coding::of_option(instrument, set, value, label)))
        }
        ItemKind::Number { .. } => whole().map(Answer::ValueInteger),
        ItemKind::Boolean => whole().map(|value| Answer::ValueBoolean(value != 0)),
        ItemKind::Decimal { .. } => value.number().map(Answer::ValueDecimal),
        ItemKind::Text { .. } => match value {
            AnswerValue::Text(text) => Some(Answer::ValueString(text.clone())),
            AnswerValue::Integer(_)
            | AnswerValue::Decimal(_)
            | AnswerValue::Boolean(_)
            | AnswerValue::Skipped => None,
        },
    }
}
