//! An infusion as it was given, and the texts about its dose.

use serde::{Deserialize, Serialize};

use crate::moment::{Moment, Zone};
use crate::words::Words;
use interlude_protocol::id::RecordId;

/// An infusion that was given. Its number is computed, never stored.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Infusion {
    /// When it began.
    pub at: Moment,
    /// Zone in which it was given.
    pub zone: Zone,
    /// The record that this one corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<RecordId>,
    /// Way it was given.
    pub route: Route,
    /// Dose in mg.
    pub dose_mg: f64,
    /// Body weight in kg; `None` if it was not taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight_kg: Option<f64>,
    /// Over how many minutes.
    pub duration_minutes: u16,
}

redacted!(Infusion);

/// Ways of giving ketamine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Route {
    /// Intravenous.
    Iv,
    /// Intramuscular.
    Im,
    /// Intranasal.
    In,
    /// Subcutaneous.
    Sc,
    /// Oral.
    Po,
    /// Sublingual.
    Sl,
}

impl Route {
    /// Every route, the usual first.
    pub const ALL: [Self; 6] = [Self::Iv, Self::Im, Self::In, Self::Sc, Self::Po, Self::Sl];

    /// The stored name, such as `iv`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Iv => "iv",
            Self::Im => "im",
            Self::In => "in",
            Self::Sc => "sc",
            Self::Po => "po",
            Self::Sl => "sl",
        }
    }

    /// The name in a table, such as `IV`.
    #[must_use]
    pub fn short(self, words: &Words) -> String {
        words.route_short(self.code())
    }

    /// The route in a word, such as `intravenous`.
    #[must_use]
    pub fn text(self, words: &Words) -> String {
        words.route(self.code())
    }

    /// The route of that stored name; `None` for any other.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|route| route.code() == code)
    }
}

/// What is wrong with an infusion as typed. It carries no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadInfusion {
    /// Not above 0, or above [`Infusion::MOST_MG`].
    #[error("the dose must be above 0 and at most 2000 mg")]
    Dose,
    /// Outside 20 to 400 kg.
    #[error("the weight must lie between 20 and 400 kg")]
    Weight,
    /// Longer than a day.
    #[error("the duration must be at most 1440 minutes")]
    Duration,
}

impl Infusion {
    /// Highest dose that is taken for a dose, in mg. It catches slips of the hand, not of judgement.
    pub const MOST_MG: f64 = 2000.0;

    /// Checks that the numbers can be what they say.
    pub fn check(&self) -> Result<(), BadInfusion> {
        if !(self.dose_mg > 0.0 && self.dose_mg <= Self::MOST_MG) {
            return Err(BadInfusion::Dose);
        }
        if self.weight_kg.is_some_and(|kg| !(20.0..=400.0).contains(&kg)) {
            return Err(BadInfusion::Weight);
        }
        if self.duration_minutes > 1440 {
            return Err(BadInfusion::Duration);
        }
        Ok(())
    }

    /// The dose: `41 mg`.
    #[must_use]
    pub fn dose_text(&self, words: &Words) -> String {
        words.dose(words.decimal(self.dose_mg))
    }

    /// The whole in one line: `41 mg IV over 40 min`.
    #[must_use]
    pub fn label(&self, words: &Words) -> String {
        let mg = words.decimal(self.dose_mg);
        words.infusion(mg, self.route.short(words), self.duration_minutes)
    }
}

/// Dose per body weight: `0.5 mg/kg`; `None` without a weight that can be one.
///
/// ```
/// use interlude_clinical::{entry::infusion::per_kg_text, words::Words};
/// let words = Words::en_us();
/// assert_eq!(per_kg_text(41.0, Some(82.0), words).unwrap(), "0.5\u{a0}mg/kg");
/// assert_eq!(per_kg_text(41.0, None, words), None);
/// ```
#[must_use]
pub fn per_kg_text(dose_mg: f64, weight_kg: Option<f64>, words: &Words) -> Option<String> {
    Some(words.dose_per_kg(words.decimal(per_kg(dose_mg, weight_kg)?)))
}

/// What to ask when a dose lies outside the clinic's own range in mg per kg; `None` inside it or where
/// the clinic set none. It states the clinic's range and advises nothing.
#[must_use]
pub fn dose_warning(
    dose_mg: f64,
    weight_kg: Option<f64>,
    clinic_range: Option<(f64, f64)>,
    words: &Words,
) -> Option<String> {
    let (from, to) = clinic_range?;
    let given = per_kg(dose_mg, weight_kg)?;
    if (from..=to).contains(&given) {
        return None;
    }
    let [mg, per_kg, from, to] = [dose_mg, given, from, to].map(|it| words.decimal(it));
    Some(words.dose_outside_range(mg, per_kg, from, to))
}

fn per_kg(dose_mg: f64, weight_kg: Option<f64>) -> Option<f64> {
    let kg = weight_kg.filter(|kg| *kg > 0.0)?;
    let ratio = dose_mg / kg;
    ratio.is_finite().then_some(ratio)
}
