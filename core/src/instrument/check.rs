//! Whether the parts of an instrument fit together.

use std::collections::{BTreeMap, BTreeSet};

use super::item::{Item, ItemKind, SafetyMeasure};
use super::load::{Checked, MOST_POINTS, Reason};
use super::{Instrument, Method};

pub(super) fn items(instrument: &Instrument) -> Checked<()> {
    let mut seen: BTreeMap<&str, &Item> = BTreeMap::new();
    let mut numbers = 0;
    for item in &instrument.items {
        let wrong = |reason| (Some(item.id.clone()), reason);
        let (low, high) = item.range();
        let is_text = matches!(item.kind, ItemKind::Text { .. });
        if !is_text && (low >= high || low < -MOST_POINTS || high > MOST_POINTS) {
            return Err(wrong(Reason::BadRange));
        }
        if let Some(number) = item.number {
            numbers += 1;
            if number != numbers {
                return Err(wrong(Reason::Numbering));
            }
        }
        if let Some(rule) = item.safety {
            let (low, high) = match rule.of {
                SafetyMeasure::Value => (low, high),
                SafetyMeasure::Points => {
                    let (a, b) = (item.points(low), item.points(high));
                    (a.min(b), a.max(b))
                }
            };
            if is_text || rule.at_least <= low || rule.at_least > high {
                return Err(wrong(Reason::SafetyOutOfRange));
            }
        }
        if let Some(condition) = &item.enable_when {
            if condition.any_of.is_empty() {
                return Err(wrong(Reason::Empty("enable_when")));
            }
            for id in &condition.any_of {
                let Some(earlier) = seen.get(id.as_str()) else {
                    return Err(wrong(match instrument.item(id) {
                        Some(_) => Reason::NotEarlier(id.clone()),
                        None => Reason::UnknownItem { rule: "enable_when", id: id.clone() },
                    }));
                };
                let (least, most) = earlier.range();
                if condition.at_least <= least || condition.at_least > most {
                    return Err(wrong(Reason::EnableOutOfRange(id.clone())));
                }
            }
        }
        if seen.insert(&item.id, item).is_some() {
            return Err(wrong(Reason::DuplicateId));
        }
    }
    if seen.is_empty() {
        return Err((None, Reason::Empty("the list of items")));
    }
    Ok(())
}

pub(super) fn scoring(instrument: &Instrument) -> Result<(), Reason> {
    let scoring = &instrument.scoring;
    let mut named = BTreeSet::new();
    for id in &scoring.items {
        let Some(item) = instrument.item(id) else {
            return Err(Reason::UnknownItem { rule: "scoring", id: id.clone() });
        };
        match item.kind {
            ItemKind::Text { .. } | ItemKind::Decimal { .. } => {
                return Err(Reason::Scoring(
                    "only choices, whole numbers and yes or no can be added",
                ));
            }
            ItemKind::Choice { .. } | ItemKind::Number { .. } | ItemKind::Boolean => {}
        }
        if !named.insert(id) {
            return Err(Reason::NamedTwice { rule: "scoring", id: id.clone() });
        }
    }
    match scoring.method {
        Method::Sum if scoring.items.is_empty() => Err(Reason::Scoring("a sum needs items")),
        Method::Sum if usize::from(scoring.max_missing) >= scoring.items.len() => {
            Err(Reason::Scoring("max_missing must leave at least one item"))
        }
        Method::Sum if scoring.max_missing > 0 && scoring.missing_rule.is_none() => {
            Err(Reason::Scoring("max_missing needs a missing_rule with its source"))
        }
        Method::Sum if instrument.direction.is_none() => {
            Err(Reason::Scoring("a total needs a direction"))
        }
        Method::SingleItems if !scoring.items.is_empty() => {
            Err(Reason::Scoring("single items are never added"))
        }
        Method::Sum | Method::SingleItems => Ok(()),
    }
}

pub(super) fn bands(instrument: &Instrument) -> Result<(), Reason> {
    let (lowest, highest) = instrument.range();
    let mut codes = BTreeSet::new();
    let mut previous: Option<i32> = None;
    for band in &instrument.bands {
        if band.code.is_empty() || band.label.trim().is_empty() {
            return Err(Reason::Empty("the code or label of a band"));
        }
        match previous {
            None if band.from != lowest => {
                return Err(Reason::BandGap { found: band.from, lowest });
            }
            Some(before) if band.from <= before => {
                return Err(Reason::BandOverlap(band.code.clone()));
            }
            None | Some(_) => {}
        }
        if band.from > highest || !instrument.has_total() {
            return Err(Reason::OutOfRange(format!("band {:?}", band.code)));
        }
        if !codes.insert(&band.code) {
            return Err(Reason::DuplicateBand(band.code.clone()));
        }
        previous = Some(band.from);
    }
    for cut in &instrument.cut_points {
        if cut.at_least <= lowest || cut.at_least > highest {
            return Err(Reason::OutOfRange(format!("cut point {}", cut.at_least)));
        }
    }
    Ok(())
}
