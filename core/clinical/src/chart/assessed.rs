//! Answers that mean "not assessed".

use crate::instrument::Instrument;
use crate::instrument::item::Item;
use crate::instrument::scoring::Part;
use crate::response::AnswerValue;
use crate::timeline::Assessment;
use crate::words::Words;

/// The value of an item that means "not assessed"; `None` if it has none.
pub(super) fn unassessed(known: &Instrument, item: &Item) -> Option<i32> {
    let of_group = || known.alternatives(item).find_map(|(_, not_assessed)| not_assessed);
    item.not_assessed.or_else(of_group)
}

pub(super) fn is_unassessed(known: &Instrument, item: &Item, answer: &AnswerValue) -> bool {
    answer.integer().is_some() && answer.integer() == unassessed(known, item)
}

/// Notes about parts of the total that were not assessed and therefore count as 0.
pub(super) fn counted_as_zero<'a>(
    known: &'a Instrument,
    form: &'a Assessment<'_>,
    words: &'a Words,
) -> impl Iterator<Item = String> + 'a {
    known.scoring.parts.iter().filter_map(|part| {
        let Part::FirstOf { items, .. } = part else { return None };
        let items = items.iter().filter_map(|place| known.items.get(*place));
        let answered = items.filter_map(|item| Some((item, form.response.answers.get(&item.id)?)));
        let answered: Vec<_> = answered.filter(|(_, it)| it.integer().is_some()).collect();
        let all = answered.iter().all(|(item, answer)| is_unassessed(known, item, answer));
        let names = answered.iter().map(|(item, _)| item.name(words));
        let names = names.reduce(|names, name| words.both(names, name));
        names.filter(|_| all).map(|names| words.point_not_assessed(names))
    })
}
