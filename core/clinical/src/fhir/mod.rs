//! Instruments and answers as FHIR R4: a Questionnaire that scores itself, and a QuestionnaireResponse that is scored here.
//!
//! Answers to a coded question are codings whose code is the stored value and whose `ordinalValue` is its points, counted
//! after reversal. Totals and subscales are hidden, read-only items with a `calculatedExpression` of Structured Data
//! Capture, which reads nothing but `%resource`, `%questionnaire` and, where a rule differs by sex, `%patient`.
//!
//! Canonical addresses are names of our own (`urn:interlude:questionnaire:phq9`) and lead nowhere: nothing is registered.
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

/// Start of the canonical address of an instrument; its id follows.
pub const CANONICAL: &str = "urn:interlude:questionnaire:";

/// Start of the code system of an option set; instrument and set follow: `urn:interlude:options:phq9:freq4`.
pub const OPTIONS: &str = "urn:interlude:options:";

/// The code system of LOINC.
pub const LOINC: &str = "http://loinc.org";

/// The canonical address of an instrument, without its version.
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

/// The `linkId` of a subscale or another number beside the total.
fn score_link(instrument: &Instrument, name: &str) -> String {
    format!("{}.score.{name}", instrument.id)
}

#[cfg(test)]
mod tests;
