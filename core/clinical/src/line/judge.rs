//! Checks the answers to one form against its definition and scores them.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::answer::{Answer, answer};
use super::{Asked, Given, LineStatus, Problem, ProblemKind, Scored};
use crate::catalogue;
use crate::instrument::Instrument;
use crate::instrument::rule::Context;
use crate::response::meets_safety_rule;
use crate::score::score_values;

/// Scores one form of the catalogue's instruments.
///
/// What is wrong is named in this order: a malformed line, an unknown instrument, the first wrong value in the order of the
/// definition, the first unknown item given. Valid answers count for `safety` in any case.
#[must_use]
pub fn judge(asked: Asked<'_>) -> Scored<'_> {
    let known = asked.instrument.as_deref().and_then(|id| catalogue::instrument(id).ok());
    let Some(instrument) = known else {
        let kind = match asked.malformed {
            true => ProblemKind::Malformed,
            false => ProblemKind::UnknownInstrument,
        };
        return Scored {
            instrument: asked.instrument,
            version: None,
            status: LineStatus::Invalid,
            total: None,
            band: None,
            missing: 0,
            scores: Vec::new(),
            findings: Vec::new(),
            safety: false,
            safety_unanswered: 0,
            error: Some(Problem { kind, item: None }),
        };
    };
    let Asked { instrument: id, answers, sex, malformed } = asked;
    let placed = Placed::new(instrument, answers);
    let error = placed.problem(instrument, malformed);
    let score = score_values(instrument, placed.values, Context { sex });
    let safety = score.safety || placed.tripped;
    let mut scored = Scored {
        instrument: id,
        version: Some(&instrument.version),
        status: score.status.into(),
        total: score.total,
        band: score.band.map(|band| band.code.as_str()),
        missing: score.missing,
        scores: score.scores.iter().map(|(it, value)| (it.name.as_str(), *value)).collect(),
        findings: Vec::new(),
        safety,
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

/// Answers put to the places of their items.
struct Placed<'a> {
    /// The valid ones.
    values: Vec<Option<i32>>,
    /// The first place with a wrong value.
    wrong: Option<usize>,
    /// The first item that the instrument does not have.
    unknown: Option<Cow<'a, str>>,
    /// Whether an item was given twice.
    twice: bool,
    /// Whether a valid answer meets its safety rule.
    tripped: bool,
}

impl<'a> Placed<'a> {
    fn new(instrument: &Instrument, answers: Vec<(Cow<'a, str>, Given)>) -> Self {
        let mut placed = Self {
            values: vec![None; instrument.items.len()],
            wrong: None,
            unknown: None,
            twice: false,
            tripped: false,
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
            if let Some(seen) = seen.get_mut(place) {
                placed.twice |= std::mem::replace(seen, true);
            }
            placed.put(instrument, place, given);
        }
        placed
    }

    fn put(&mut self, instrument: &Instrument, place: usize, given: Given) {
        let Some(item) = instrument.items.get(place) else { return };
        match answer(item, given) {
            Answer::Nothing => {}
            Answer::Wrong => self.wrong = Some(self.wrong.map_or(place, |it| it.min(place))),
            Answer::Value(value) => {
                self.tripped |= meets_safety_rule(item, value);
                if let Some(slot) = self.values.get_mut(place) {
                    *slot = slot.or(Some(value));
                }
            }
        }
    }

    fn problem(&self, instrument: &Instrument, malformed: bool) -> Option<Problem<'a>> {
        let wrong = self.wrong.and_then(|place| instrument.items.get(place));
        let (kind, item) = match (malformed || self.twice, wrong, &self.unknown) {
            (true, _, _) => (ProblemKind::Malformed, None),
            (false, Some(item), _) => {
                (ProblemKind::InvalidValue, Some(Cow::Owned(item.id.clone())))
            }
            (false, None, Some(id)) => (ProblemKind::UnknownItem, Some(id.clone())),
            (false, None, None) => return None,
        };
        Some(Problem { kind, item })
    }
}

/// The place of an item; most lines give them in order, so the expected one is tried first.
fn find(instrument: &Instrument, id: &str, expected: usize) -> Option<usize> {
    match instrument.items.get(expected) {
        Some(item) if item.id == id => Some(expected),
        Some(_) | None => instrument.items.iter().position(|item| item.id == id),
    }
}
