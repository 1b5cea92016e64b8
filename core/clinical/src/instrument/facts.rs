//! Facts about an instrument besides its wording, with their sources.

use serde::{Deserialize, Serialize};

/// A published cut-off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CutPoint {
    /// Lowest total that meets the cut-off, in points.
    pub at_least: i32,
    /// What the cut-off was published for.
    pub meaning: String,
    /// Whether the source was read.
    pub verified: bool,
    /// The source.
    pub source: String,
}

/// Published thresholds for change. An unknown fact is absent, never guessed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Smallest reduction of the first total that counts as a response, in percent.
    #[serde(default)]
    pub response_percent: Option<Fact>,
    /// Smallest change that patients notice, in points.
    #[serde(default)]
    pub minimal_important: Option<Fact>,
    /// Smallest change beyond measurement error, in points.
    #[serde(default)]
    pub reliable: Option<Fact>,
    /// Totals below this count as remission.
    #[serde(default)]
    pub remission_below: Option<Fact>,
}

/// A number and its source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// The number.
    pub value: i32,
    /// Whether the source was read.
    pub verified: bool,
    /// The source.
    pub source: String,
}

impl Fact {
    /// The number if its source was read; `None` otherwise.
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

/// The source of a text, table or rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// Whether the source was read.
    pub verified: bool,
    /// The source.
    pub source: String,
}

/// The permission to show an instrument.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Licence {
    /// The class of the permission.
    pub class: LicenceClass,
    /// The notice to show with the wording, verbatim.
    pub notice: String,
    /// Whether a source of the permission was read.
    pub verified: bool,
    /// Sources of the permission.
    pub sources: Vec<String>,
}

/// Classes of permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum LicenceClass {
    /// Free for everyone.
    Free,
    /// Written for this project.
    Own,
    /// Free for non-commercial use.
    NonCommercial,
    /// The clinic supplies its own licence and wording.
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
