//! A form with its skip rules applied, and the sums of its parts.

use crate::instrument::Instrument;
use crate::instrument::applies::Applies;
use crate::instrument::item::{Item, ItemKind};
use crate::instrument::rule::Context;
use crate::instrument::scoring::Part;
use crate::response::meets_safety_rule;

/// The answers to one instrument.
pub(super) struct AnsweredItems<'a> {
    instrument: &'a Instrument,
    values: &'a [Option<i32>],
    context: Context,
    applies: Vec<Applies>,
}

/// The sum of several parts.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sum {
    pub(super) points: i32,
    pub(super) answered: i32,
    pub(super) missing: u32,
}

/// The result of one part.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Counted {
    Points(i32),
    Missing(u32),
}

impl<'a> AnsweredItems<'a> {
    pub(super) fn new(
        instrument: &'a Instrument,
        values: &'a [Option<i32>],
        context: Context,
    ) -> Self {
        Self { instrument, values, context, applies: instrument.applies(values, context) }
    }

    pub(super) fn values(&self) -> &'a [Option<i32>] {
        self.values
    }

    pub(super) fn context(&self) -> Context {
        self.context
    }

    fn applies(&self, place: usize) -> Applies {
        self.applies.get(place).copied().unwrap_or(Applies::Yes)
    }

    pub(super) fn value(&self, place: usize) -> Option<i32> {
        self.values.get(place).copied().flatten()
    }

    /// Whether an item applies and has no answer.
    pub(super) fn lacks(&self, place: usize) -> bool {
        self.applies(place) == Applies::Yes && self.value(place).is_none()
    }

    fn item(&self, place: usize) -> Counted {
        let Some(item) = self.instrument.items.get(place) else { return Counted::Missing(1) };
        match (self.applies(place), self.value(place)) {
            (Applies::No, _) | (Applies::IfAnswered, None) => Counted::Points(0),
            (Applies::Yes | Applies::IfAnswered, Some(value)) => {
                Counted::Points(item.points(value))
            }
            (Applies::Yes, None) if self.instrument.scoring.never_missing.contains(&place) => {
                Counted::Points(0)
            }
            (Applies::Yes, None) => Counted::Missing(1),
        }
    }

    fn part(&self, part: &Part) -> Counted {
        match part {
            Part::Item(place) => self.item(*place),
            Part::HighestOf(parts) => {
                let (mut highest, mut missing) = (None, 0);
                for part in parts {
                    match self.part(part) {
                        Counted::Points(points) => highest = highest.max(Some(points)),
                        Counted::Missing(more) => missing += more,
                    }
                }
                match (missing, highest) {
                    (0, Some(points)) => Counted::Points(points),
                    _ => Counted::Missing(missing),
                }
            }
            Part::Either(items) => {
                let points = items.iter().filter_map(|place| {
                    Some(self.instrument.items.get(*place)?.points(self.counted(*place)?))
                });
                points.max().map_or_else(|| self.blank(items), Counted::Points)
            }
            Part::FirstOf { items, not_assessed } => {
                let mut values = items.iter().filter_map(|place| self.counted(*place));
                let assessed = values.clone().find(|value| value != not_assessed);
                match (assessed, values.next()) {
                    (Some(value), _) => Counted::Points(value),
                    (None, Some(_)) => Counted::Points(0),
                    (None, None) => self.blank(items),
                }
            }
        }
    }

    /// The answer to an item; `None` if the item does not apply.
    fn counted(&self, place: usize) -> Option<i32> {
        self.value(place).filter(|_| self.applies(place) != Applies::No)
    }

    /// The result of a group without answers: one missing item if any item of it applies, else no
    /// points.
    fn blank(&self, items: &[usize]) -> Counted {
        if items.iter().any(|place| self.applies(*place) == Applies::Yes) {
            Counted::Missing(1)
        } else {
            Counted::Points(0)
        }
    }

    pub(super) fn sum(&self, parts: &[Part]) -> Sum {
        parts.iter().fold(Sum::default(), |sum, part| match self.part(part) {
            Counted::Points(points) => {
                Sum { points: sum.points + points, answered: sum.answered + 1, ..sum }
            }
            Counted::Missing(more) => Sum { missing: sum.missing + more, ..sum },
        })
    }

    /// The sum of the parts; `None` if one is missing.
    pub(super) fn complete_sum(&self, parts: &[Part]) -> Option<i32> {
        let sum = self.sum(parts);
        (sum.missing == 0).then_some(sum.points)
    }

    /// The points of one part; `None` if it is missing.
    pub(super) fn points(&self, part: &Part) -> Option<i32> {
        match self.part(part) {
            Counted::Points(points) => Some(points),
            Counted::Missing(_) => None,
        }
    }

    fn count(&self, places: impl Iterator<Item = usize>) -> u32 {
        u32::try_from(places.filter(|place| self.lacks(*place)).count()).unwrap_or(u32::MAX)
    }

    /// The number of items without points that must be answered and were not.
    pub(super) fn required_but_missing(&self) -> u32 {
        self.count(self.instrument.scoring.also_required.iter().copied())
    }

    /// The number of items other than texts that were answered, and of those that apply and were
    /// not.
    pub(super) fn answered(&self) -> (u32, u32) {
        let places = self.places(|item| !matches!(item.kind, ItemKind::Text { .. }));
        let answered = places.filter(|place| self.counted(*place).is_some()).count();
        (u32::try_from(answered).unwrap_or(u32::MAX), self.unanswered())
    }

    /// The number of items other than texts that apply and were not answered.
    pub(super) fn unanswered(&self) -> u32 {
        self.count(self.places(|item| !matches!(item.kind, ItemKind::Text { .. })))
    }

    /// Like `unanswered`, but only for items that every form asks.
    pub(super) fn core_unanswered(&self) -> u32 {
        self.count(self.places(|item| item.core && !matches!(item.kind, ItemKind::Text { .. })))
    }

    pub(super) fn safety_unanswered(&self) -> u32 {
        self.count(self.places(|item| item.safety.is_some()))
    }

    /// The indexes of the safety items that apply and were not answered.
    pub(super) fn unanswered_safety_items(&self) -> impl Iterator<Item = usize> {
        self.places(|item| item.safety.is_some()).filter(|place| self.lacks(*place))
    }

    fn places(&self, wanted: impl Fn(&Item) -> bool) -> impl Iterator<Item = usize> {
        let items = self.instrument.items.iter().enumerate();
        items.filter(move |(_, item)| wanted(item)).map(|(place, _)| place)
    }

    /// Whether any answer triggers crisis help, scored or not.
    pub(super) fn meets_a_safety_rule(&self) -> bool {
        let answers = self.instrument.items.iter().zip(self.values);
        answers.into_iter().any(|(item, value)| value.is_some_and(|it| meets_safety_rule(item, it)))
    }
}
