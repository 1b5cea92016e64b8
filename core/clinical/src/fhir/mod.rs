//! FHIR R4: writes instruments as Questionnaires that score themselves, writes responses, and scores QuestionnaireResponses.
//!
//! An answer to a choice item is a coding. Its code is the stored value, and its `ordinalValue` is the points after
//! reversal. Totals and subscales are hidden, read-only items with a `calculatedExpression` of Structured Data Capture.
//! The expressions read only `%resource`, `%questionnaire` and, if a rule depends on sex, `%patient`.
//!
//! Canonical URLs such as `urn:interlude:questionnaire:phq9` are not registered and do not resolve.
//!
//! Source: HL7 FHIR R4 (4.0.1), HL7 SDC 3.0.0.

mod enable;
mod form;
mod path;
mod questionnaire;
mod read;
pub mod resource;
mod score;

pub use form::questionnaire_response;
pub use questionnaire::questionnaire;
pub use read::FhirError;
pub use score::{Refusal, score_fhir};

use crate::instrument::Instrument;

/// Prefix of the canonical URL of an instrument; the instrument's id follows.
pub const CANONICAL: &str = "urn:interlude:questionnaire:";

/// Prefix of the code system of an option set; instrument and set follow: `urn:interlude:options:phq9:freq4`.
pub const OPTIONS: &str = "urn:interlude:options:";

/// The code system of LOINC.
pub const LOINC: &str = "http://loinc.org";

/// The canonical URL of an instrument, without its version.
///
/// ```
/// let phq9 = interlude_clinical::catalogue::instrument("phq9").unwrap();
/// assert_eq!(interlude_clinical::fhir::canonical(phq9), "urn:interlude:questionnaire:phq9");
/// ```
#[must_use]
pub fn canonical(instrument: &Instrument) -> String {
    format!("{CANONICAL}{}", instrument.id)
}

/// The `linkId` of the total.
fn total_link(instrument: &Instrument) -> String {
    format!("{}.total", instrument.id)
}

/// The `linkId` of a subscale or another secondary score.
fn score_link(instrument: &Instrument, name: &str) -> String {
    format!("{}.score.{name}", instrument.id)
}

#[cfg(test)]
mod tests;
