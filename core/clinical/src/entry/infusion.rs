//! Infusions and the texts about their dose.

use serde::{Deserialize, Serialize};

use crate::moment::{Moment, Zone};
use crate::words::Words;
use interlude_protocol::id::RecordId;

/// An infusion that was given. Its number is computed, never stored.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Infusion {
    /// When it began.
    pub at: Moment,
    /// Time zone in which it was given.
    pub zone: Zone,
    /// The record that this one corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<RecordId>,
    /// Route of administration.
    pub route: Route,
    /// Dose in mg.
    pub dose_mg: f64,
    /// Body weight in kg; `None` if it was not measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight_kg: Option<f64>,
    /// Duration in minutes.
    pub duration_minutes: u16,
    /// Why it is right although core asked about it (`doubt`); `None` if nothing was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

redacted!(Infusion);

/// The unit in which a weight is typed. It is stored in kg.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum WeightUnit {
    /// Kilograms.
    Kg,
    /// Pounds of 0.453 592 37 kg.
    Lb,
}

impl WeightUnit {
    /// The weight in kg. Pounds are rounded to 0.1 kg, so that what is stored is what was shown.
    ///
    /// ```
    /// use interlude_clinical::entry::infusion::WeightUnit::{Kg, Lb};
    /// assert_eq!((Lb.kg(180.0), Kg.kg(81.65)), (81.6, 81.65));
    /// ```
    #[must_use]
    pub fn kg(self, typed: f64) -> f64 {
        match self {
            Self::Kg => typed,
            Self::Lb => (typed * 0.453_592_37 * 10.0).round() / 10.0,
        }
    }

    /// The conversion, such as `180 lb = 81.6 kg`; `None` for kilograms.
    #[must_use]
    pub fn text(self, typed: f64, words: &Words) -> Option<String> {
        match self {
            Self::Kg => None,
            Self::Lb => {
                Some(words.weight_from_lb(words.decimal(typed), words.decimal(self.kg(typed))))
            }
        }
    }
}

/// Routes of administration of ketamine.
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
    /// Every route, the most common first.
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

    /// The abbreviation, such as `IV`.
    #[must_use]
    pub fn short(self, words: &Words) -> String {
        words.route_short(self.code())
    }

    /// The route in a word, such as `intravenous`.
    #[must_use]
    pub fn text(self, words: &Words) -> String {
        words.route(self.code())
    }

    /// The route with this stored name; `None` if the name is unknown.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|route| route.code() == code)
    }
}

/// The reason why an infusion is refused. It does not contain the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadInfusion {
    /// The dose is not above 0, or is above [`Infusion::MOST_MG`].
    #[error("the dose must be above 0 and at most 2000 mg")]
    Dose,
    /// The weight is outside 20 to 400 kg.
    #[error("the weight must lie between 20 and 400 kg")]
    Weight,
    /// The duration is longer than a day.
    #[error("the duration must be at most 1440 minutes")]
    Duration,
}

impl Infusion {
    /// Maximum dose that is accepted, in mg. It catches typing errors, not errors of judgement.
    pub const MOST_MG: f64 = 2000.0;

    /// Checks that dose, weight and duration are plausible.
    ///
    /// # Errors
    /// [`BadInfusion::Dose`], [`BadInfusion::Weight`] or [`BadInfusion::Duration`] for the first value out of range.
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

    /// The dose, such as `41 mg`.
    #[must_use]
    pub fn dose_text(&self, words: &Words) -> String {
        words.dose(words.decimal(self.dose_mg))
    }

    /// The infusion in one line, such as `41 mg IV over 40 min`.
    #[must_use]
    pub fn label(&self, words: &Words) -> String {
        let mg = words.decimal(self.dose_mg);
        words.infusion(mg, self.route.short(words), self.duration_minutes)
    }
}

/// The dose per body weight, such as `0.5 mg/kg`; `None` without a weight above 0.
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

/// A warning that a dose is outside the clinic's own range in mg per kg. It gives no advice beyond that range.
///
/// `None` if the dose is inside the range, the clinic set no range, or there is no weight.
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
