//! One item as arithmetic that processors do on many values at once.

use super::{MISSING, takes, trips};
use crate::instrument::item::Item;

/// What the values of one item mean. Every value offered has points; only some trip the safety rule.
pub(super) enum Lane {
    /// All values from `low` to `high`, with points that rise or fall by one.
    Range {
        low: i8,
        high: i8,
        /// Points of the value 0, whether or not it is offered.
        base: i16,
        /// 1, or -1 where points are counted from the other end.
        slope: i16,
    },
    /// For every value as a byte, its points and whether it is wrong.
    Table(Box<[Entry; 256]>),
}

/// What one value comes to.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    points: i16,
    wrong: u8,
}

impl Lane {
    /// `None` if points do not fit.
    pub(super) fn new(item: &Item) -> Option<Self> {
        let offered = (i8::MIN..=i8::MAX).filter(|it| *it != MISSING && takes(item, *it));
        let points = |value: i8| i16::try_from(item.points(i32::from(value))).ok();
        let options =
            offered.map(|value| Some((value, points(value)?))).collect::<Option<Vec<_>>>()?;
        Some(Self::range(&options).unwrap_or_else(|| Self::table(&options)))
    }

    fn table(options: &[(i8, i16)]) -> Self {
        let mut table = Box::new([Entry { points: 0, wrong: 1 }; 256]);
        let entries = options.iter().copied().chain([(MISSING, 0)]);
        for (value, points) in entries {
            if let Some(entry) = table.get_mut(usize::from(value.cast_unsigned())) {
                *entry = Entry { points, wrong: 0 };
            }
        }
        Self::Table(table)
    }

    fn range(options: &[(i8, i16)]) -> Option<Self> {
        let (&(low, first), &(high, last)) = (options.first()?, options.last()?);
        let slope = if first <= last { 1 } else { -1 };
        let base = first.checked_sub(slope * i16::from(low))?;
        let fits = |(expected, (value, points)): (i8, &(i8, i16))| {
            *value == expected && *points == base + slope * i16::from(expected)
        };
        let all = usize::from(high.abs_diff(low)) + 1 == options.len();
        (all && (low..=high).zip(options).all(fits)).then_some(Self::Range {
            low,
            high,
            base,
            slope,
        })
    }

    /// Greatest number of points above or below zero.
    pub(super) fn most(&self) -> i32 {
        let ends = |points: i16| i32::from(points).abs();
        match self {
            Self::Range { low, high, base, slope } => {
                let of = |value: &i8| ends(base.saturating_add(slope * i16::from(*value)));
                of(low).max(of(high))
            }
            Self::Table(table) => {
                table.iter().map(|entry| ends(entry.points)).max().unwrap_or_default()
            }
        }
    }

    /// Adds points, marks values that are not offered, and counts those that are missing.
    pub(super) fn add(&self, values: &[i8], sum: &mut [i16], missing: &mut [u8], wrong: &mut [u8]) {
        let rows = values.iter().zip(sum).zip(missing).zip(wrong);
        match self {
            Self::Range { low, high, base, slope } => {
                let (low, high, base, slope) = (*low, *high, *base, *slope);
                for (((value, sum), missing), wrong) in rows {
                    let absent = *value == MISSING;
                    let inside = (low <= *value) & (*value <= high);
                    let points = base.wrapping_add(slope.wrapping_mul(i16::from(*value)));
                    *sum = sum.wrapping_add(if inside { points } else { 0 });
                    *missing = missing.wrapping_add(u8::from(absent));
                    *wrong |= u8::from(!(absent | inside));
                }
            }
            Self::Table(table) => {
                for (((value, sum), missing), wrong) in rows {
                    let Some(entry) = table.get(usize::from(value.cast_unsigned())) else {
                        continue;
                    };
                    *sum = sum.wrapping_add(entry.points);
                    *missing = missing.wrapping_add(u8::from(*value == MISSING));
                    *wrong |= entry.wrong;
                }
            }
        }
    }
}

/// Which values of an item trip its safety rule: none, or those from `from` to `to`.
pub(super) struct Alarm {
    from: i8,
    to: i8,
    low: i8,
    high: i8,
}

impl Alarm {
    /// `None` if the values, or those that trip, leave gaps.
    pub(super) fn new(item: &Item, lane: &Lane) -> Option<Self> {
        let Lane::Range { low, high, .. } = lane else { return None };
        let mut tripping = (*low..=*high).filter(|value| trips(item, *value));
        let from = tripping.next()?;
        let to = tripping.next_back().unwrap_or(from);
        let whole = (from..=to).all(|value| trips(item, value));
        whole.then_some(Self { from, to, low: *low, high: *high })
    }

    /// Marks rows that trip it and counts those without a valid answer.
    pub(super) fn watch(&self, values: &[i8], safety: &mut [u8], open: &mut [u8]) {
        let Self { from, to, low, high } = *self;
        for ((value, safety), open) in values.iter().zip(safety).zip(open) {
            *safety |= u8::from((from <= *value) & (*value <= to));
            *open = open.wrapping_add(u8::from(!((low <= *value) & (*value <= high))));
        }
    }
}
