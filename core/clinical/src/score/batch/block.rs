//! Scores plain sums and means by column, in blocks of rows.

use super::lane::{Alarm, Lane, Tally};
use super::{BatchScores, COMPLETE, INVALID, NO_ITEM, NOT_SCORABLE, PRORATED, float};
use crate::instrument::Instrument;
use crate::instrument::points::Points;
use crate::instrument::scoring::{Method, OnMissing, Part, Scoring};
use crate::score::prorate;

/// Rows per block. Their data fits into the processor's nearest cache.
const ROWS: usize = 1024;

/// The total of each sum that fits into a byte.
type Totals = [f32; 256];

/// How to score one plain instrument by columns.
pub(super) struct Plan<'a> {
    columns: Vec<Column<'a>>,
    /// The number of parts of the total without a column.
    absent: u8,
    /// The number of safety items without a column.
    absent_safety: u8,
    /// How many parts may be missing.
    limit: u8,
    /// A table for each number of missing parts up to the limit, then one without totals.
    totals: Vec<Totals>,
}

struct Column<'a> {
    place: u8,
    values: &'a [i8],
    lane: Lane,
    counts: bool,
    alarm: Option<Alarm>,
}

impl<'a> Plan<'a> {
    /// `None` if the instrument needs more than a sum of up to 255: skip rules, groups, tables or
    /// decisions.
    pub(super) fn new(instrument: &'a Instrument, places: &[Option<&'a [i8]>]) -> Option<Self> {
        let scoring = &instrument.scoring;
        let plain = instrument.skip.is_empty()
            && instrument.items.iter().all(|item| item.not_assessed.is_none())
            && scoring.never_missing.is_empty()
            && scoring.also_required.is_empty();
        let counted = counted(&scoring.parts)?;
        if !plain {
            return None;
        }
        let limit = limit(scoring)?;
        let (columns, absent, absent_safety, totals) = (Vec::new(), 0, 0, Vec::new());
        let mut plan = Self { columns, absent, absent_safety, limit, totals };
        let mut most = 0_u8;
        for (place, (item, values)) in instrument.items.iter().zip(places).enumerate() {
            let counts = counted.contains(&place);
            if item.enable_when.is_some() && (counts || item.safety.is_some()) {
                return None;
            }
            let lane = Lane::new(item)?;
            if counts {
                most = most.checked_add(lane.most())?;
            }
            let alarm = match item.safety {
                Some(_) => Some(Alarm::new(item, &lane)?),
                None => None,
            };
            let Some(values) = values else {
                plan.absent += u8::from(counts);
                plan.absent_safety += u8::from(alarm.is_some());
                continue;
            };
            let place = u8::try_from(place).ok().filter(|it| *it != NO_ITEM)?;
            plan.columns.push(Column { place, values, lane, counts, alarm });
        }
        plan.totals = self::totals(scoring, limit, most)?;
        Some(plan)
    }

    pub(super) fn score(&self, scores: &mut BatchScores) {
        let (mut sum, mut table) = (vec![0; ROWS], vec![0; ROWS]);
        let mut start = 0;
        let rows = scores.totals.chunks_mut(ROWS).zip(scores.status.chunks_mut(ROWS));
        let rows = rows.zip(scores.missing.chunks_mut(ROWS));
        let rows = rows.zip(scores.first_invalid.chunks_mut(ROWS));
        let rows = rows.zip(scores.safety.chunks_mut(ROWS));
        let rows = rows.zip(scores.safety_unanswered.chunks_mut(ROWS));
        for (((((totals, status), missing), first_invalid), safety), open) in rows {
            let mut tally = Tally { sum: &mut sum, missing, first_invalid, table: &mut table };
            self.count(start, &mut tally, safety, open);
            self.judge(&mut tally, totals, status);
            start += ROWS;
        }
    }

    /// Counts the values of the columns, from row `start`.
    fn count(&self, start: usize, tally: &mut Tally<'_>, safety: &mut [u8], open: &mut [u8]) {
        tally.sum.fill(0);
        tally.missing.fill(self.absent);
        tally.first_invalid.fill(NO_ITEM);
        safety.fill(0);
        open.fill(self.absent_safety);
        for column in &self.columns {
            let values = column.values.get(start..).unwrap_or_default();
            let values = values.get(..tally.missing.len()).unwrap_or_default();
            if column.counts {
                column.lane.add(values, column.place, tally);
            } else {
                column.lane.check(values, column.place, tally.first_invalid);
            }
            if let Some(alarm) = &column.alarm {
                alarm.watch(values, safety, open);
            }
        }
    }

    /// Sets the totals and status of the counted rows. An invalid row has nothing missing.
    fn judge(&self, tally: &mut Tally<'_>, totals: &mut [f32], status: &mut [u8]) {
        let Tally { sum, missing, first_invalid, table } = tally;
        let none = self.limit + 1;
        // Both values are computed before one is chosen, so that the loop can be vectorised.
        let rows = table.iter_mut().zip(&**missing).zip(&**first_invalid);
        for ((table, missing), first_invalid) in rows {
            let of_valid = (*missing).min(none);
            *table = if *first_invalid == NO_ITEM { of_valid } else { none };
        }
        let rows = missing.iter_mut().zip(&**first_invalid).zip(status);
        for ((missing, first_invalid), status) in rows {
            let lacking = *missing;
            let scorable = if lacking == 0 { COMPLETE } else { PRORATED };
            let valid = if lacking > self.limit { NOT_SCORABLE } else { scorable };
            *status = if *first_invalid == NO_ITEM { valid } else { INVALID };
            *missing = if *first_invalid == NO_ITEM { lacking } else { 0 };
        }
        for ((total, table), sum) in totals.iter_mut().zip(&**table).zip(&**sum) {
            let table = self.totals.get(usize::from(*table));
            *total = table.and_then(|it| it.get(usize::from(*sum)).copied()).unwrap_or(f32::NAN);
        }
    }
}

/// The items of a sum; `None` if it has groups or an item twice, or is empty.
fn counted(parts: &[Part]) -> Option<Vec<usize>> {
    let mut counted = Vec::with_capacity(parts.len());
    for part in parts {
        match part {
            Part::Item(place) if !counted.contains(place) => counted.push(*place),
            Part::Item(_) | Part::HighestOf(_) | Part::Either(_) | Part::FirstOf { .. } => {
                return None;
            }
        }
    }
    (!counted.is_empty()).then_some(counted)
}

/// How many parts may be missing; `None` if the method is not a plain sum or mean.
fn limit(scoring: &Scoring) -> Option<u8> {
    let limit = match (scoring.method, scoring.on_missing) {
        (Method::Sum, OnMissing::Prorate) => scoring.max_missing,
        (Method::Sum | Method::Mean, _) => 0,
        (Method::TScore | Method::SingleItems | Method::Decision, _) => return None,
    };
    u8::try_from(limit).ok().filter(|it| *it < u8::MAX)
}

/// Builds [`Plan::totals`] for sums of up to `most`.
fn totals(scoring: &Scoring, limit: u8, most: u8) -> Option<Vec<Totals>> {
    let parts = i32::try_from(scoring.parts.len()).ok()?;
    let total = |missing: i32, sum: i32| match scoring.method {
        Method::Sum => {
            let sum = if missing == 0 { Some(sum) } else { prorate(sum, parts - missing, parts) };
            Some(Points::whole(sum?.checked_mul(scoring.multiply)?))
        }
        Method::Mean => Points::rounded_to_tenths(sum, parts),
        Method::TScore | Method::SingleItems | Method::Decision => None,
    };
    let table = |missing: u8| {
        let mut table = [f32::NAN; 256];
        for (place, sum) in table.iter_mut().zip(0..=most) {
            *place = total(missing.into(), sum.into()).map_or(f32::NAN, float);
        }
        table
    };
    Some((0..=limit).map(table).chain([[f32::NAN; 256]]).collect())
}
