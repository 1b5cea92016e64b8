//! Scores, infusions and times as lines of JSON in, outcomes as lines of JSON out; the same bytes on every host.
//!
//! A host gives one line after another to [`Numbered`], which names each wrong one and goes on.

mod event;
mod numbered;
mod row;
mod time;

pub use event::{EventError, Patient, Patients};
pub use numbered::{Numbered, each_line};
pub use row::{Figures, Row, What, rows};
pub use time::{TimeError, Times};

use super::rules::Rules;
use super::statistics::kaplan_meier;

/// Lines of a result, and why lines of the input were left out.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// One line of JSON each, with its line break.
    pub lines: String,
    /// A message for each wrong line, such as `line 7: day must be a whole number`.
    pub refused: Vec<String>,
}

redacted!(Told);

/// Reads scores and infusions, and writes outcomes in order of patient and instrument.
///
/// ```
/// use interlude_clinical::outcome::Rules;
/// use interlude_clinical::outcome::lines::{What, outcome_lines};
/// let text = r#"{"patient":1,"kind":"infusion","day":0}
/// {"patient":1,"kind":"score","instrument":"phq9","total":"20","day":0}
/// {"patient":1,"kind":"score","instrument":"phq9","total":20,"day":0}"#;
/// let told = outcome_lines(text, What::Outcomes, Rules::usual());
/// assert!(told.lines.starts_with(r#"{"patient":1,"instrument":"phq9","baseline":20,"#));
/// assert_eq!(told.refused, ["line 2: total must be a number with at most one decimal, or null"]);
/// ```
#[must_use]
pub fn outcome_lines(text: &str, what: What, rules: &Rules) -> Told {
    let mut patients = Patients::default();
    let (refused, _) = each_line(text, |line| patients.add(line));
    let mut lines = String::new();
    for row in rows(&patients, what, rules) {
        lines.push_str(&row.json());
        lines.push('\n');
    }
    Told { lines, refused }
}

/// Reads times with their events, and writes the curve of Kaplan and Meier as one line; none if no line could be used.
#[must_use]
pub fn survival_lines(text: &str) -> Told {
    let mut times = Times::default();
    let (refused, used) = each_line(text, |line| times.add(line));
    let curve = || serde_json::to_string(&kaplan_meier(times.seen())).unwrap_or_default() + "\n";
    Told { lines: if used { curve() } else { String::new() }, refused }
}

#[cfg(test)]
mod tests;
