//! Checks the answers to one form against its definition and scores them.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::value::{ItemValue, item_value};
use super::{Line, LineStatus, LineValue, Problem, ProblemKind, Scored};
use crate::catalogue;
use crate::instrument::Instrument;
use crate::instrument::rule::Context;
use crate::score::{Safety, joined, score_values};

/// Scores one form of an instrument in the catalogue.
///
/// Reports the first problem in this order: a malformed line, an unknown instrument, the first
/// invalid value in the order of the definition, the first unknown item in the input. Valid answers
/// always count for `safety`.
#[must_use]
pub fn judge(asked: Line<'_>) -> Scored<'_> {
    let Line { instrument: id, answers, sex, malformed, position, doubtful } = asked;
    let known = id.as_deref().and_then(|id| catalogue::instrument(id).ok());
    let Some(instrument) = known else {
        let error = match malformed {
            true => Problem::malformed(position),
            false => Problem { kind: ProblemKind::UnknownInstrument, item: None, position: None },
        };
        return Scored {
            instrument: id,
            version: None,
            status: LineStatus::Invalid,
            total: None,
            band: None,
            missing: 0,
            scores: Vec::new(),
            findings: Vec::new(),
            safety: Safety::Unknown,
            safety_unanswered: 0,
            error: Some(error),
        };
    };
    let placed = Placed::new(instrument, answers);
    let error = if malformed || placed.twice {
        Some(Problem::malformed(position))
    } else {
        placed.problem(instrument)
    };
    let score = score_values(instrument, placed.values, Context { sex });
    let mut scored = Scored {
        instrument: id,
        version: Some(&instrument.version),
        status: score.status.into(),
        total: score.total,
        band: score.band.map(|band| band.code.as_str()),
        missing: score.missing,
        scores: score.scores.iter().map(|(it, value)| (it.name.as_str(), *value)).collect(),
        findings: Vec::new(),
        safety: if doubtful { score.safety.of_doubtful() } else { score.safety },
        safety_unanswered: score.safety_unanswered,
        error,
    };
    let findings = score.findings.into_iter();
    scored.findings = findings.map(|it| (it.finding.name.as_str(), it.value)).collect();
    if scored.error.is_some() {
        scored.status = LineStatus::Invalid;
        (scored.total, scored.band, scored.missing) = (None, None, 0);
        scored.scores.clear();
        scored.findings.clear();
    }
    scored
}

/// Answers in the order of the items.
struct Placed<'a> {
    /// The valid answers.
    values: Vec<Option<i32>>,
    /// The index of the first item with an invalid value.
    invalid: Option<usize>,
    /// The first item that the instrument does not have.
    unknown: Option<Cow<'a, str>>,
    /// Whether an item is given twice.
    twice: bool,
}

impl<'a> Placed<'a> {
    fn new(instrument: &Instrument, answers: Vec<(Cow<'a, str>, LineValue)>) -> Self {
        let mut placed = Self {
            values: vec![None; instrument.items.len()],
            invalid: None,
            unknown: None,
            twice: false,
        };
        let mut seen = vec![false; instrument.items.len()];
        let mut strange = BTreeSet::new();
        let mut expected = 0;
        for (id, given) in answers {
            let Some(place) = find(instrument, &id, expected) else {
                if placed.unknown.is_none() {
                    placed.unknown = Some(id.clone());
                }
                placed.twice |= !strange.insert(id);
                continue;
            };
            expected = place + 1;
            let again = seen.get_mut(place).is_some_and(|seen| std::mem::replace(seen, true));
            placed.twice |= again;
            placed.put(instrument, place, given, again);
        }
        placed
    }

    fn put(&mut self, instrument: &Instrument, place: usize, given: LineValue, again: bool) {
        let Some(item) = instrument.items.get(place) else { return };
        let value = match item_value(item, given) {
            ItemValue::Unanswered => None,
            ItemValue::Valid(value) => Some(value),
            ItemValue::Invalid => {
                self.invalid = Some(self.invalid.map_or(place, |it| it.min(place)));
                None
            }
        };
        if let Some(slot) = self.values.get_mut(place) {
            *slot = if again { joined(item, *slot, value) } else { value };
        }
    }

    fn problem(&self, instrument: &Instrument) -> Option<Problem<'a>> {
        let invalid = self.invalid.and_then(|place| instrument.items.get(place));
        let (kind, item) = match (invalid, &self.unknown) {
            (Some(item), _) => (ProblemKind::InvalidValue, Cow::Owned(item.id.clone())),
            (None, Some(id)) => (ProblemKind::UnknownItem, id.clone()),
            (None, None) => return None,
        };
        Some(Problem { kind, item: Some(item), position: None })
    }
}

/// The index of an item. Most lines give items in order, so the expected index is tried first.
fn find(instrument: &Instrument, id: &str, expected: usize) -> Option<usize> {
    match instrument.items.get(expected) {
        Some(item) if item.id == id => Some(expected),
        Some(_) | None => instrument.items.iter().position(|item| item.id == id),
    }
}
