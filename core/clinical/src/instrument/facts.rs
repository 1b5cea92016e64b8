//! What is known about an instrument beyond its wording, and how well.

use serde::{Deserialize, Serialize};

/// A published cut-off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CutPoint {
    /// Lowest total that meets it, in points.
    pub at_least: i32,
    /// What it was published for.
    pub meaning: String,
    /// Whether the source was read.
    pub verified: bool,
    /// Where it was published.
    pub source: String,
}

/// How much change matters, as published. A missing fact is absent, never guessed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Least part of the first total that must be gone to be called a response, in percent.
    #[serde(default)]
    pub response_percent: Option<Fact>,
    /// Least change that patients notice, in points.
    #[serde(default)]
    pub minimal_important: Option<Fact>,
    /// Least change beyond measurement error, in points.
    #[serde(default)]
    pub reliable: Option<Fact>,
    /// Remission is any total below this.
    #[serde(default)]
    pub remission_below: Option<Fact>,
}

/// A number and how well it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// The number.
    pub value: i32,
    /// Whether the source was read.
    pub verified: bool,
    /// Where it was published.
    pub source: String,
}

impl Fact {
    /// The number if its source was read; `None` otherwise, so that nothing is claimed from memory.
    ///
    /// ```
    /// use interlude_clinical::catalogue;
    /// let change = &catalogue::instrument("phq9").unwrap().change;
    /// assert_eq!(change.minimal_important.as_ref().unwrap().verified_value(), Some(5));
    /// assert_eq!(change.reliable.as_ref().unwrap().verified_value(), None);
    /// ```
    #[must_use]
    pub fn verified_value(&self) -> Option<i32> {
        self.verified.then_some(self.value)
    }
}

/// How well something without a number is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// Whether the source was read.
    pub verified: bool,
    /// Where it was published.
    pub source: String,
}

/// Why an instrument may be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Licence {
    /// What kind of permission.
    pub class: LicenceClass,
    /// The notice that goes with the wording, verbatim.
    pub notice: String,
    /// Whether the permission was read at a source.
    pub verified: bool,
    /// Where it was read.
    pub sources: Vec<String>,
}

/// Kinds of permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum LicenceClass {
    /// Free for everybody.
    Free,
    /// Written for this project.
    Own,
    /// Free where no money is made.
    NonCommercial,
    /// The clinic brings its own licence and wording.
    BringYourOwn,
}

/// LOINC codes of an instrument.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Loinc {
    /// Code of the panel.
    pub panel: Option<String>,
    /// Code of the total.
    pub total: Option<String>,
}
