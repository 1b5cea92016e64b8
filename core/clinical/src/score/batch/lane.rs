//! Scores the column of one item with arithmetic that can be vectorised.

use super::{MISSING, NO_ITEM, takes, trips};
use crate::instrument::item::Item;

/// How to read the values of one item. Every value on offer has 0 to 255 points.
pub(super) enum Lane {
    /// Offers every value from `low` to `low + span`, with points that rise or fall by one.
    Range {
        low: u8,
        span: u8,
        /// Points of `low`.
        first: u8,
        falling: bool,
    },
    /// For every value as a byte, its points and whether it is offered; [`MISSING`] counts as
    /// offered.
    Table(Box<[Entry; 256]>),
}

/// The points of one value, and whether it is offered.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    points: u8,
    offered: bool,
}

/// The counts for each row of a block.
pub(super) struct Tally<'a> {
    pub(super) sum: &'a mut [u8],
    pub(super) missing: &'a mut [u8],
    /// Index of the first item with an invalid value, or [`NO_ITEM`].
    pub(super) first_invalid: &'a mut [u8],
    /// Index of the row's table of totals.
    pub(super) table: &'a mut [u8],
}

impl Lane {
    /// `None` if the points do not fit into a byte.
    pub(super) fn new(item: &Item) -> Option<Self> {
        let (low, high) = item.range();
        // The range includes 0, the value of an answered decimal.
        let (low, high) = (low.clamp((-i8::MAX).into(), 0), high.clamp(0, i8::MAX.into()));
        let offered = (low..=high).filter_map(|it| i8::try_from(it).ok());
        let offered = offered.filter(|it| takes(item, *it));
        let points = |value: i8| u8::try_from(item.points(i32::from(value))).ok();
        let options =
            offered.map(|value| Some((value, points(value)?))).collect::<Option<Vec<_>>>()?;
        Some(Self::range(&options).unwrap_or_else(|| Self::table(&options)))
    }

    fn table(options: &[(i8, u8)]) -> Self {
        let mut table = Box::new([Entry { points: 0, offered: false }; 256]);
        for (value, points) in options.iter().copied().chain([(MISSING, 0)]) {
            if let Some(entry) = table.get_mut(usize::from(value.cast_unsigned())) {
                *entry = Entry { points, offered: true };
            }
        }
        Self::Table(table)
    }

    fn range(options: &[(i8, u8)]) -> Option<Self> {
        let (&(low, first), &(high, last)) = (options.first()?, options.last()?);
        let (span, falling) = (high.abs_diff(low), last < first);
        let fits = |(offset, (value, points)): (u8, &(i8, u8))| {
            let expected =
                if falling { first.checked_sub(offset) } else { first.checked_add(offset) };
            value.abs_diff(low) == offset && expected == Some(*points)
        };
        let all = usize::from(span) + 1 == options.len();
        let low = low.cast_unsigned();
        (all && (0..=span).zip(options).all(fits)).then_some(Self::Range {
            low,
            span,
            first,
            falling,
        })
    }

    /// The highest points of a value.
    pub(super) fn most(&self) -> u8 {
        match self {
            Self::Range { first, falling: true, .. } => *first,
            Self::Range { span, first, .. } => first.saturating_add(*span),
            Self::Table(table) => table.iter().map(|entry| entry.points).max().unwrap_or_default(),
        }
    }

    /// Adds points, counts missing values, and marks invalid values with the item's index.
    pub(super) fn add(&self, values: &[i8], place: u8, tally: &mut Tally<'_>) {
        match self {
            Self::Range { low, span, first, falling: false } => {
                let points = |offset: u8| first.wrapping_add(offset);
                add_range(values, place, tally, *low, *span, points);
            }
            Self::Range { low, span, first, falling: true } => {
                let points = |offset: u8| first.wrapping_sub(offset);
                add_range(values, place, tally, *low, *span, points);
            }
            Self::Table(table) => {
                let Tally { sum, missing, first_invalid, .. } = tally;
                let rows = values.iter().zip(&mut **sum).zip(&mut **missing);
                for (((value, sum), missing), first) in rows.zip(&mut **first_invalid) {
                    let Some(entry) = table.get(usize::from(value.cast_unsigned())) else {
                        continue;
                    };
                    *sum = sum.wrapping_add(entry.points);
                    *missing = missing.wrapping_add(u8::from(*value == MISSING));
                    *first = (*first).min(if entry.offered { NO_ITEM } else { place });
                }
            }
        }
    }

    /// Marks invalid values, for an item that is not scored.
    pub(super) fn check(&self, values: &[i8], place: u8, first_invalid: &mut [u8]) {
        for (value, first) in values.iter().zip(first_invalid) {
            *first = (*first).min(if self.is_wrong(*value) { place } else { NO_ITEM });
        }
    }

    /// Whether a value is neither on offer nor [`MISSING`].
    fn is_wrong(&self, value: i8) -> bool {
        match self {
            Self::Range { low, span, .. } => {
                value != MISSING && value.cast_unsigned().wrapping_sub(*low) > *span
            }
            Self::Table(table) => {
                let entry = table.get(usize::from(value.cast_unsigned()));
                entry.is_none_or(|entry| !entry.offered)
            }
        }
    }
}

/// `points` maps the distance of a value from `low` to its points.
fn add_range(
    values: &[i8],
    place: u8,
    tally: &mut Tally<'_>,
    low: u8,
    span: u8,
    points: impl Fn(u8) -> u8,
) {
    let Tally { sum, missing, first_invalid, .. } = tally;
    let rows = values.iter().zip(&mut **sum).zip(&mut **missing).zip(&mut **first_invalid);
    for (((value, sum), missing), first) in rows {
        let offset = value.cast_unsigned().wrapping_sub(low);
        let (absent, inside) = (*value == MISSING, offset <= span);
        *sum = sum.wrapping_add(if inside { points(offset) } else { 0 });
        *missing = missing.wrapping_add(u8::from(absent));
        *first = (*first).min(if absent | inside { NO_ITEM } else { place });
    }
}

/// The values of an item that meet its safety rule: those from `from` to `from + reach`.
pub(super) struct Alarm {
    low: u8,
    span: u8,
    from: u8,
    reach: u8,
}

impl Alarm {
    /// `None` if the values on offer, or those that meet the rule, are not contiguous.
    pub(super) fn new(item: &Item, lane: &Lane) -> Option<Self> {
        let Lane::Range { low, span, .. } = *lane else { return None };
        let value = |offset: u8| low.wrapping_add(offset).cast_signed();
        let mut tripping = (0..=span).filter(|offset| trips(item, value(*offset)));
        let first = tripping.next()?;
        let reach = tripping.next_back().unwrap_or(first) - first;
        let whole = (0..=reach).all(|further| trips(item, value(first + further)));
        whole.then_some(Self { low, span, from: low.wrapping_add(first), reach })
    }

    /// Marks rows that meet the rule and counts those without a valid answer.
    pub(super) fn watch(&self, values: &[i8], safety: &mut [u8], open: &mut [u8]) {
        let Self { low, span, from, reach } = *self;
        for ((value, safety), open) in values.iter().zip(safety).zip(open) {
            let value = value.cast_unsigned();
            *safety |= u8::from(value.wrapping_sub(from) <= reach);
            *open = open.wrapping_add(u8::from(value.wrapping_sub(low) > span));
        }
    }
}
