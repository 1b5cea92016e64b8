//! Findings: cut-offs and decisions besides the total.

use serde::{Serialize, Serializer};

use super::part::AnsweredItems;
use crate::instrument::Instrument;
use crate::instrument::points::Points;
use crate::instrument::rule::Sex;
use crate::instrument::scoring::{Finding, FindingRule, TotalRule};
use crate::words::Words;

/// A published rule and its result for one form.
#[derive(Clone, PartialEq)]
pub struct Found<'a> {
    /// The rule.
    pub finding: &'a Finding,
    /// The result.
    pub value: FoundValue<'a>,
}

/// The result of a rule. In JSON `null`, a boolean, a number, a code, or a list of numbers and
/// `null`.
#[derive(Clone, PartialEq)]
pub enum FoundValue<'a> {
    /// Unknown, because a required answer is missing.
    Unknown,
    /// Whether the rule is met.
    Holds(bool),
    /// The answer to an item.
    Answer(i32),
    /// A published code.
    Code(&'a str),
    /// One number for each test or part; `None` if it is unknown.
    Numbers(Vec<Option<i32>>),
}

redacted!(Found<'_>, FoundValue<'_>);

impl Serialize for FoundValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Unknown => serializer.serialize_none(),
            Self::Holds(holds) => serializer.serialize_bool(*holds),
            Self::Answer(value) => serializer.serialize_i32(*value),
            Self::Code(code) => serializer.serialize_str(code),
            Self::Numbers(numbers) => numbers.serialize(serializer),
        }
    }
}

impl Found<'_> {
    /// Returns the result as text.
    #[must_use]
    pub fn text(&self, instrument: &Instrument, words: &Words) -> String {
        match &self.value {
            FoundValue::Unknown => words.cannot_be_told(),
            FoundValue::Holds(holds) => words.finding_holds(*holds),
            FoundValue::Answer(value) => {
                let item = if let FindingRule::AnswerOf(place) = self.finding.rule {
                    instrument.items.get(place)
                } else {
                    None
                };
                item.map_or_else(|| value.to_string(), |item| item.label_of(*value, words))
            }
            FoundValue::Code(code) => words.finding_code(*code, code.replace('-', " ")),
            FoundValue::Numbers(numbers) => {
                let one =
                    |number: &Option<i32>| number.map_or("–".to_owned(), |it| it.to_string());
                words.list(numbers.iter().map(one))
            }
        }
    }
}

/// Returns all findings of an instrument for one form.
pub(super) fn all<'a>(
    instrument: &'a Instrument,
    form: &AnsweredItems<'_>,
    total: Option<Points>,
) -> Vec<Found<'a>> {
    let found = |finding: &'a Finding| Found {
        finding,
        value: value(instrument, form, total, &finding.rule).unwrap_or(FoundValue::Unknown),
    };
    instrument.scoring.findings.iter().map(found).collect()
}

fn value<'a>(
    instrument: &'a Instrument,
    form: &AnsweredItems<'_>,
    total: Option<Points>,
    rule: &'a FindingRule,
) -> Option<FoundValue<'a>> {
    let lacks = |needs: &[usize]| needs.iter().any(|place| form.lacks(*place));
    match rule {
        FindingRule::Decision { needs, .. } | FindingRule::When { needs, .. } if lacks(needs) => {
            None
        }
        FindingRule::Decision { cases, otherwise, .. } => {
            let met =
                cases.iter().find(|(_, it)| it.holds(form.values(), form.context()) == Some(true));
            met.map(|(code, _)| code.as_str()).or(otherwise.as_deref()).map(FoundValue::Code)
        }
        FindingRule::When { condition, .. } => {
            condition.holds(form.values(), form.context()).map(FoundValue::Holds)
        }
        FindingRule::AnswerOf(place) => form.value(*place).map(FoundValue::Answer),
        FindingRule::Total(rule) => Some(FoundValue::Holds(match (rule, form.context().sex) {
            (TotalRule::AtLeast { male: Some(male), .. }, Some(Sex::Male)) => total? >= *male,
            (TotalRule::AtLeast { points, .. }, _) => total? >= *points,
            (TotalRule::Below(points), _) => total? < *points,
        })),
        FindingRule::Counts(tests) => Some(FoundValue::Numbers(
            tests
                .iter()
                .map(|test| match test.count(form.values()) {
                    (met, 0) => i32::try_from(met).ok(),
                    (_, _) => None,
                })
                .collect(),
        )),
        FindingRule::Parts => {
            let parts = instrument.scoring.parts.iter();
            Some(FoundValue::Numbers(parts.map(|part| form.points(part)).collect()))
        }
    }
}
