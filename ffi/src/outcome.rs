//! Outcomes between infusions for research: the lines of JSON that the command line reads and writes.
//!
//! The examples are in Python.

use interlude_clinical::outcome::lines::{Told, What, outcome_lines, survival_lines};
use interlude_clinical::outcome::statistics::reliable_change;
use interlude_clinical::outcome::{Remission, Rules, RulesError};

/// Why nothing was computed. Wrong lines are no such reason.
#[derive(Debug, Clone, thiserror::Error, uniffi::Error)]
pub enum OutcomeError {
    /// A definition cannot be read.
    #[error("{text}")]
    Rules {
        /// Says how it is written, for developers.
        text: String,
    },
    /// There is no reliable change for these values.
    #[error("{text}")]
    ReliableChange {
        /// Says which values there are, for developers.
        text: String,
    },
}

impl From<RulesError> for OutcomeError {
    fn from(error: RulesError) -> Self {
        Self::Rules { text: error.to_string() }
    }
}

/// Lines of a result, and why lines of the input were left out.
#[derive(uniffi::Record)]
pub struct OutcomeLines {
    /// One line of JSON each, with its line break.
    pub lines: String,
    /// A message for each wrong line, such as `line 7: day must be a whole number`. None repeats what the line holds.
    pub refused: Vec<String>,
}

impl From<Told> for OutcomeLines {
    fn from(Told { lines, refused }: Told) -> Self {
        Self { lines, refused }
    }
}

/// The definitions of an outcome, as the options of `interlude outcomes` write them; `interlude --help` explains each.
#[derive(uniffi::Record)]
pub struct RuleOptions {
    /// How many days before an infusion a score may lie to count as the one before it.
    #[uniffi(default = 14)]
    pub baseline_days: u16,
    /// An infusion more than so many days after the previous one starts a new series.
    #[uniffi(default = 14)]
    pub series_gap: u16,
    /// Days after the first series in which the follow-up lies, such as `14..31`; `None` takes the latest score.
    #[uniffi(default = None)]
    pub window: Option<String>,
    /// When a response is lost: `improvement<0.5`, or for example `total>=22`.
    #[uniffi(default = "improvement<0.5")]
    pub loss: String,
    /// How many scores in a row must meet `loss`; at least 1.
    #[uniffi(default = 1)]
    pub confirm: u16,
    /// Totals below which remission lies, such as `5` for all instruments or `phq9=5` for one.
    #[uniffi(default = [])]
    pub remission_below: Vec<String>,
    /// Totals up to which remission lies.
    #[uniffi(default = [])]
    pub remission_at_most: Vec<String>,
}

impl RuleOptions {
    fn read(self) -> Result<Rules, RulesError> {
        let mut rules = Rules {
            baseline_days: self.baseline_days.into(),
            series_gap_days: self.series_gap.into(),
            window: self.window.map(|it| it.parse()).transpose()?,
            loss: self.loss.parse()?,
            ..Rules::default()
        };
        rules.set_confirm(self.confirm.into())?;
        for text in self.remission_below {
            rules.set_remission(&text, Remission::Below)?;
        }
        for text in self.remission_at_most {
            rules.set_remission(&text, Remission::AtMost)?;
        }
        Ok(rules)
    }
}

fn told(lines: &str, what: What, rules: Option<RuleOptions>) -> Result<OutcomeLines, OutcomeError> {
    let rules = rules.map(RuleOptions::read).transpose()?.unwrap_or_default();
    Ok(outcome_lines(lines, what, &rules).into())
}

/// Computes a line for each patient and instrument, as `interlude outcomes` does.
///
/// `lines` are scores and infusions, one a line of JSON, in any order. Wrong lines are left out and named in `refused`.
///
/// # Errors
/// [`OutcomeError::Rules`]; never for a line.
///
/// ```python
/// >>> import interlude, json
/// >>> told = interlude.outcomes('''{"patient":"p1","kind":"score","instrument":"phq9","total":21,"day":-1}
/// ... {"patient":"p1","kind":"infusion","day":0}
/// ... {"patient":"p1","kind":"infusion","day":"3"}
/// ... {"patient":"p1","kind":"score","instrument":"phq9","total":9,"day":4}''')
/// >>> [json.loads(line)["outcome"] for line in told.lines.splitlines()], told.refused
/// (['response'], ['line 3: day must be a whole number'])
///
/// ```
#[uniffi::export(default(rules = None))]
pub fn outcomes(lines: &str, rules: Option<RuleOptions>) -> Result<OutcomeLines, OutcomeError> {
    told(lines, What::Outcomes, rules)
}

/// Computes a line for each patient, instrument and infusion, as `interlude outcomes --between` does.
///
/// # Errors
/// [`OutcomeError::Rules`]; never for a line.
#[uniffi::export(default(rules = None))]
pub fn between(lines: &str, rules: Option<RuleOptions>) -> Result<OutcomeLines, OutcomeError> {
    told(lines, What::Between, rules)
}

/// Computes a line for each instrument, as `interlude outcomes --cohort` does.
///
/// # Errors
/// [`OutcomeError::Rules`]; never for a line.
///
/// ```python
/// >>> import interlude
/// >>> rules = interlude.RuleOptions(window="14..31", remission_below=["phq9=5"])
/// >>> interlude.cohort("", rules).lines
/// ''
///
/// ```
#[uniffi::export(default(rules = None))]
pub fn cohort(lines: &str, rules: Option<RuleOptions>) -> Result<OutcomeLines, OutcomeError> {
    told(lines, What::Cohort, rules)
}

/// Computes the survival curve of Kaplan and Meier as one line, as `interlude km` does; none if no line could be used.
///
/// ```python
/// >>> import interlude
/// >>> print(interlude.km('{"t":2,"event":true}').lines, end="")
/// {"median":2,"steps":[{"t":2,"at_risk":1,"events":1,"survival":0.0}]}
///
/// ```
#[uniffi::export]
#[must_use]
pub fn km(lines: &str) -> OutcomeLines {
    survival_lines(lines).into()
}

/// Computes the reliable change of Jacobson and Truax as a line, as `interlude rci` does.
///
/// # Errors
/// [`OutcomeError::ReliableChange`] unless `sd` is above 0 and `reliability` lies between 0 and 1.
#[uniffi::export]
pub fn rci(sd: f64, reliability: f64) -> Result<String, OutcomeError> {
    let text = "sd must be above 0, and reliability between 0 and 1".to_owned();
    let change = reliable_change(sd, reliability).ok_or(OutcomeError::ReliableChange { text })?;
    Ok(serde_json::to_string(&change).unwrap_or_default() + "\n")
}
