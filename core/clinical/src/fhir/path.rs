//! Translates scoring rules to FHIRPath: any engine of Structured Data Capture then computes the scores of [`crate::score`].
//!
//! An empty result means that the value is unknown. Each expression is self-contained.

use std::collections::BTreeMap;

use crate::instrument::Instrument;
use crate::instrument::item::{Item, ItemKind};
use crate::instrument::points::Points;
use crate::instrument::rule::{Condition, Sex, Test};
use crate::instrument::scoring::{Method, OnMissing, Part, ScoreOf};

/// The expression of the total; `None` if the instrument has no total or its T-score table is missing.
pub(super) fn total(instrument: &Instrument) -> Option<String> {
    let scoring = &instrument.scoring;
    let form = Expression { instrument };
    let points = form.points(&scoring.parts)?;
    let complete = form.complete(&points);
    let times = |number: String| match scoring.multiply {
        1 => number,
        many => format!("{number} * {many}"),
    };
    let parts = scoring.parts.len();
    match scoring.method {
        Method::SingleItems | Method::Decision => None,
        Method::Sum if scoring.on_missing == OnMissing::Prorate => {
            let whole = format!("({points}.sum() * {parts} / {points}.count() + 0.5).floor()");
            let enough = form.enough(&points)?;
            let prorated = format!("iif({enough}, {})", times(whole));
            Some(format!("iif({complete}, {}, {prorated})", times(format!("{points}.sum()"))))
        }
        Method::Sum => Some(format!("iif({complete}, {})", times(format!("{points}.sum()")))),
        Method::Mean => {
            let tenths = format!("({points}.sum() * 10 / {parts} + 0.5).floor() / 10");
            Some(format!("iif({complete}, {tenths})"))
        }
        Method::TScore => {
            let rows = scoring.t_scores.as_ref()?.rows.iter();
            let table = looked_up(rows.map(|(raw, t_score, _)| (*raw, *t_score)));
            Some(format!("iif({complete}, {points}.sum().select({table}))"))
        }
    }
}

/// The expression of a secondary score; `None` if its T-score table is missing.
pub(super) fn score(instrument: &Instrument, score: &ScoreOf) -> Option<String> {
    let form = Expression { instrument };
    let scoring = &instrument.scoring;
    match score {
        ScoreOf::Parts(parts) => {
            let points = form.points(parts)?;
            Some(format!("iif({points}.count() = {}, {points}.sum())", parts.len()))
        }
        ScoreOf::Raw => {
            let points = form.points(&scoring.parts)?;
            Some(format!("iif({}, {points}.sum())", form.complete(&points)))
        }
        ScoreOf::StandardError => {
            let rows = scoring.t_scores.as_ref()?.rows.iter();
            let table = looked_up(rows.map(|(raw, _, error)| (*raw, *error)));
            let points = form.points(&scoring.parts)?;
            Some(format!("iif({}, {points}.sum().select({table}))", form.complete(&points)))
        }
    }
}

/// The expression of a condition: true if the condition certainly holds, else false; never empty.
pub(super) fn holds(instrument: &Instrument, condition: &Condition) -> String {
    Expression { instrument }.holds(condition)
}

/// A lookup table as nested conditions: `iif($this = 8, 37.1, iif($this = 9, …))`.
fn looked_up(rows: impl DoubleEndedIterator<Item = (i32, Points)>) -> String {
    rows.rev().fold(String::new(), |rest, (raw, value)| {
        let rest = if rest.is_empty() { rest } else { format!(", {rest}") };
        format!("iif($this = {raw}, {value}{rest})")
    })
}

/// Selects the items with these `linkId`s.
fn items(ids: &[&str]) -> String {
    let quoted: Vec<String> = ids.iter().map(|id| format!("'{}'", escaped(id))).collect();
    match quoted.as_slice() {
        [id] => format!("%resource.item.where(linkId = {id})"),
        ids => format!("%resource.item.where(linkId in ({}))", ids.join(" | ")),
    }
}

fn escaped(id: &str) -> String {
    id.replace('\\', "\\\\").replace('\'', "\\'")
}

/// The path from an item to the points of its answers.
fn points_of(item: &Item) -> String {
    match (&item.kind, item.reverse) {
        (ItemKind::Choice { .. }, _) => ".answer.value.weight()".to_owned(),
        (ItemKind::Boolean, false) => ".answer.value.select(iif($this, 1, 0))".to_owned(),
        (ItemKind::Boolean, true) => ".answer.value.select(iif($this, 0, 1))".to_owned(),
        (ItemKind::Number { min, max, .. }, true) => {
            format!(".answer.value.select({} - $this)", min.saturating_add(*max))
        }
        (ItemKind::Number { .. } | ItemKind::Decimal { .. } | ItemKind::Text { .. }, _) => {
            ".answer.value".to_owned()
        }
    }
}

/// The path from an item to the stored values of its answers.
fn values_of(item: &Item) -> &'static str {
    match item.kind {
        ItemKind::Choice { .. } => ".answer.value.code.select(toInteger())",
        ItemKind::Boolean => ".answer.value.select(iif($this, 1, 0))",
        ItemKind::Number { .. } | ItemKind::Decimal { .. } | ItemKind::Text { .. } => {
            ".answer.value"
        }
    }
}

struct Expression<'a> {
    instrument: &'a Instrument,
}

impl Expression<'_> {
    fn get(&self, place: usize) -> Option<&Item> {
        self.instrument.items.get(place)
    }

    /// One collection of the points of all parts that are not missing; `None` if there are no parts.
    fn points(&self, parts: &[Part]) -> Option<String> {
        let mut together: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        let mut apart = Vec::new();
        for part in parts {
            if let Part::Item(place) = part
                && let Some(item) = self.get(*place)
                && self.counts_plainly(*place)
            {
                together.entry(points_of(item)).or_default().push(&item.id);
            } else {
                apart.push(self.part(part)?);
            }
        }
        let together = together.into_iter().map(|(points, ids)| format!("{}{points}", items(&ids)));
        combined(together.chain(apart))
    }

    /// Whether an item is always asked and counts as missing if it is blank.
    fn counts_plainly(&self, place: usize) -> bool {
        let asked = self.get(place).is_some_and(|item| item.enable_when.is_none());
        let skipped = self.instrument.skip.iter().any(|skip| skip.items.contains(&place));
        asked && !skipped && !self.instrument.scoring.never_missing.contains(&place)
    }

    /// The points of a part; the result is empty if the part is missing.
    fn part(&self, part: &Part) -> Option<String> {
        match part {
            Part::Item(place) => self.item(*place),
            Part::HighestOf(parts) => {
                let points = self.points(parts)?;
                Some(format!("iif({points}.count() = {}, {points}.max())", parts.len()))
            }
            Part::Either(places) => {
                let parts: Vec<Part> = places.iter().copied().map(Part::Item).collect();
                if places.iter().all(|place| self.counts_plainly(*place)) {
                    return Some(format!("{}.max()", self.points(&parts)?));
                }
                let one = |place: &usize| {
                    let item = self.get(*place)?;
                    let values = format!("{}{}", items(&[&item.id]), values_of(item));
                    Some(format!("iif({values}.exists(), {})", self.item(*place)?))
                };
                let each = places.iter().map(one).collect::<Option<Vec<_>>>()?;
                Some(format!("{}.max()", combined(each.into_iter())?))
            }
            Part::FirstOf { items: places, not_assessed } => {
                let found: Vec<&Item> = places.iter().filter_map(|it| self.get(*it)).collect();
                let values: Vec<String> = found
                    .iter()
                    .map(|item| format!("{}{}", items(&[&item.id]), values_of(item)))
                    .collect();
                let any = values.iter().map(|it| format!("{it}.exists()"));
                let none = format!("iif({}, 0)", any.collect::<Vec<_>>().join(" or "));
                Some(values.iter().rev().fold(none, |rest, value| {
                    format!("iif({value} != {not_assessed}, {value}, {rest})")
                }))
            }
        }
    }

    /// The points of an item under its skip rules; the result is empty if the item is missing.
    fn item(&self, place: usize) -> Option<String> {
        let never = self.instrument.scoring.never_missing.contains(&place);
        self.item_unless(place, never)
    }

    fn item_unless(&self, place: usize, never_missing: bool) -> Option<String> {
        let item = self.get(place)?;
        let points = format!("{}{}", items(&[&item.id]), points_of(item));
        let or_zero = |points: &str| format!("iif({points}.exists(), {points}, 0)");
        let mut counted = if never_missing { or_zero(&points) } else { points.clone() };
        if let Some(condition) = &item.enable_when {
            let when = self.holds(condition);
            counted = if never_missing {
                // In this order, `%patient` is evaluated only if the question was answered.
                format!("iif({points}.exists(), iif({when}, {points}, 0), 0)")
            } else {
                format!("iif({when}, {counted}, 0)")
            };
        }
        for skip in self.instrument.skip.iter().filter(|skip| skip.items.contains(&place)) {
            let skipped = if skip.answers_count { or_zero(&points) } else { "0".to_owned() };
            counted = format!("iif({}, {skipped}, {counted})", self.holds(&skip.when));
        }
        Some(counted)
    }

    /// The points of the items that must be answered besides the parts.
    fn required(&self) -> Option<String> {
        let places = self.instrument.scoring.also_required.iter();
        combined(places.filter_map(|place| self.item_unless(*place, false)))
    }

    /// Whether no part and no required item is missing.
    fn complete(&self, points: &str) -> String {
        let all = format!("{points}.count() = {}", self.instrument.scoring.parts.len());
        match self.required() {
            None => all,
            Some(required) => {
                let many = self.instrument.scoring.also_required.len();
                format!("{all} and {required}.count() = {many}")
            }
        }
    }

    /// Whether at most `max_missing` parts are missing. Each part of a group that needs all of its parts counts separately.
    fn enough(&self, points: &str) -> Option<String> {
        let scoring = &self.instrument.scoring;
        let leaves: Vec<Part> = scoring.parts.iter().flat_map(leaves).cloned().collect();
        let most = usize::from(scoring.max_missing);
        let needed = (leaves.len() + scoring.also_required.len()).saturating_sub(most);
        let grouped = leaves.len() != scoring.parts.len() || self.required().is_some();
        let there = if grouped {
            combined([self.points(&leaves)].into_iter().chain([self.required()]).flatten())?
        } else {
            points.to_owned()
        };
        Some(format!("{there}.count() >= {needed}"))
    }

    fn holds(&self, condition: &Condition) -> String {
        let joined = |parts: &[Condition], word: &str| {
            let parts: Vec<String> = parts.iter().map(|it| self.holds(it)).collect();
            format!("({})", parts.join(word))
        };
        match condition {
            Condition::Count { of, how_many } => {
                let met: Vec<String> = of.iter().flat_map(|test| self.meeting(test)).collect();
                match (met.as_slice(), how_many) {
                    ([met], 1) => format!("{met}.exists()"),
                    (_, _) => {
                        let counts = met.iter().map(|it| format!("{it}.count()"));
                        format!("({} >= {how_many})", counts.collect::<Vec<_>>().join(" + "))
                    }
                }
            }
            Condition::All(parts) => joined(parts, " and "),
            Condition::Any(parts) => joined(parts, " or "),
            Condition::SexIsNot(sex) => {
                let sex = match sex {
                    Sex::Female => "female",
                    Sex::Male => "male",
                };
                format!("%patient.gender.where($this = '{sex}').empty()")
            }
        }
    }

    /// The values that meet a test, one collection for each kind of item.
    fn meeting(&self, test: &Test) -> Vec<String> {
        let range = match (test.at_least, test.at_most) {
            (Some(least), Some(most)) if least == most => format!("$this = {least}"),
            (Some(least), Some(most)) => format!("$this >= {least} and $this <= {most}"),
            (Some(least), None) => format!("$this >= {least}"),
            (None, Some(most)) => format!("$this <= {most}"),
            (None, None) => "true".to_owned(),
        };
        let mut kinds: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for item in test.items.iter().filter_map(|place| self.get(*place)) {
            kinds.entry(values_of(item)).or_default().push(&item.id);
        }
        let of =
            |(values, ids): (&str, Vec<&str>)| format!("{}{values}.where({range})", items(&ids));
        kinds.into_iter().map(of).collect()
    }
}

fn leaves(part: &Part) -> Box<dyn Iterator<Item = &Part> + '_> {
    match part {
        Part::HighestOf(parts) => Box::new(parts.iter().flat_map(leaves)),
        Part::Item(_) | Part::Either(_) | Part::FirstOf { .. } => Box::new(std::iter::once(part)),
    }
}

/// Combines collections into one and keeps duplicates; `None` if there are no collections.
fn combined(parts: impl Iterator<Item = String>) -> Option<String> {
    parts.reduce(|all, part| format!("{all}.combine({part})"))
}
