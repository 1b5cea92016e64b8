//! Columns of a plain sum or mean, some thousand rows at a time.

use super::lane::{Alarm, Lane, Tally};
use super::{BatchScores, COMPLETE, INVALID, NO_ITEM, NOT_SCORABLE, PRORATED, float};
use crate::instrument::Instrument;
use crate::instrument::points::Points;
use crate::instrument::scoring::{Method, OnMissing, Part};
use crate::score::prorate;

/// Rows scored together: what they need stays in the processor's nearest cache.
const ROWS: usize = 1024;

/// Rows among which a wrong one is looked for: most such runs have none.
const FEW: usize = 16;

/// Sums that one byte can tell apart.
const SUMS: usize = 256;

/// How one plain instrument is scored by columns.
pub(super) struct Plan<'a> {
    columns: Vec<Column<'a>>,
    /// Parts of the total without a column.
    absent: u8,
    /// Safety items without a column.
    absent_safety: u8,
    /// Most parts that may be missing.
    limit: u8,
    /// For each number of missing parts up to the limit, the total of every sum; then no total for any.
    totals: Vec<f32>,
}

struct Column<'a> {
    place: u8,
    values: &'a [i8],
    lane: Lane,
    counts: bool,
    alarm: Option<Alarm>,
}

impl<'a> Plan<'a> {
    /// `None` if the instrument needs more than sums of up to 255: skips, groups, tables, decisions.
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
        let (limit, totals) = totals(instrument)?;
        let (columns, absent, absent_safety) = (Vec::new(), 0, 0);
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
            let place = u8::try_from(place).ok()?;
            plan.columns.push(Column { place, values, lane, counts, alarm });
        }
        Some(plan)
    }

    pub(super) fn score(&self, scores: &mut BatchScores) {
        let (mut sum, mut wrong) = (vec![0; ROWS], vec![0; ROWS]);
        let mut start = 0;
        let rows = scores.totals.chunks_mut(ROWS).zip(scores.status.chunks_mut(ROWS));
        let rows = rows.zip(scores.missing.chunks_mut(ROWS));
        let rows = rows.zip(scores.first_invalid.chunks_mut(ROWS));
        let rows = rows.zip(scores.safety.chunks_mut(ROWS));
        let rows = rows.zip(scores.safety_unanswered.chunks_mut(ROWS));
        for (((((totals, status), missing), first_invalid), safety), open) in rows {
            let mut tally = Tally { sum: &mut sum, missing, wrong: &mut wrong };
            self.count(start, &mut tally, safety, open);
            self.judge(&mut tally, totals, status);
            first_invalid.fill(NO_ITEM);
            let few = status.chunks(FEW).zip(first_invalid.chunks_mut(FEW));
            for ((status, first_invalid), start) in few.zip((start..).step_by(FEW)) {
                if status.iter().fold(false, |any, status| any | (*status == INVALID)) {
                    self.find_invalid(start, status, first_invalid);
                }
            }
            start += ROWS;
        }
    }

    /// Counts what the columns hold from row `start` on.
    fn count(&self, start: usize, tally: &mut Tally<'_>, safety: &mut [u8], open: &mut [u8]) {
        tally.sum.fill(0);
        tally.wrong.fill(0);
        tally.missing.fill(self.absent);
        safety.fill(0);
        open.fill(self.absent_safety);
        for column in &self.columns {
            let values = column.values.get(start..).unwrap_or_default();
            let values = values.get(..tally.missing.len()).unwrap_or_default();
            if column.counts {
                column.lane.add(values, tally);
            } else {
                column.lane.check(values, tally.wrong);
            }
            if let Some(alarm) = &column.alarm {
                alarm.watch(values, safety, open);
            }
        }
    }

    /// Totals and status of the rows that were counted; of a wrong row nothing is missing.
    fn judge(&self, tally: &mut Tally<'_>, totals: &mut [f32], status: &mut [u8]) {
        let none = self.limit + 1;
        let rows = tally.missing.iter_mut().zip(&mut *tally.wrong).zip(status);
        for ((missing, wrong), status) in rows {
            let lacking = if *missing == 0 { COMPLETE } else { PRORATED };
            let valid = if *missing > self.limit { NOT_SCORABLE } else { lacking };
            let row = (*missing).min(none);
            *status = if *wrong == 0 { valid } else { INVALID };
            *missing = if *wrong == 0 { *missing } else { 0 };
            // From here on it says which row of the table holds the total.
            *wrong = if *wrong == 0 { row } else { none };
        }
        for ((total, row), sum) in totals.iter_mut().zip(&*tally.wrong).zip(&*tally.sum) {
            let place = usize::from(u16::from_be_bytes([*row, *sum]));
            *total = self.totals.get(place).copied().unwrap_or(f32::NAN);
        }
    }

    fn find_invalid(&self, start: usize, status: &[u8], first_invalid: &mut [u8]) {
        for ((row, status), first_invalid) in (start..).zip(status).zip(first_invalid) {
            if *status == INVALID {
                let is_wrong = |column: &&Column<'_>| {
                    column.values.get(row).is_some_and(|value| column.lane.is_wrong(*value))
                };
                let first = self.columns.iter().find(is_wrong);
                *first_invalid = first.map_or(NO_ITEM, |column| column.place);
            }
        }
    }
}

/// The items of a sum without groups, each counted once.
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

/// Most parts that may be missing, and the table of [`Plan::totals`].
fn totals(instrument: &Instrument) -> Option<(u8, Vec<f32>)> {
    let scoring = &instrument.scoring;
    let parts = i32::try_from(scoring.parts.len()).ok()?;
    let prorates = scoring.on_missing == OnMissing::Prorate && scoring.max_missing > 0;
    let limit = if prorates { scoring.max_missing } else { 0 };
    let limit = u8::try_from(limit).ok().filter(|it| *it < u8::MAX)?;
    let total = |missing: i32, sum: i32| match scoring.method {
        Method::Sum => {
            let sum = if missing == 0 { Some(sum) } else { prorate(sum, parts - missing, parts) };
            Some(Points::whole(sum?.checked_mul(scoring.multiply)?))
        }
        Method::Mean if missing == 0 => Points::rounded_to_tenths(sum, parts),
        Method::Mean | Method::TScore | Method::SingleItems | Method::Decision => None,
    };
    match scoring.method {
        Method::Sum => {}
        Method::Mean if !prorates => {}
        Method::Mean | Method::TScore | Method::SingleItems | Method::Decision => return None,
    }
    let mut table = Vec::new();
    for missing in 0..=i32::from(limit) {
        let sums = (0..).take(SUMS);
        table.extend(sums.map(|sum| total(missing, sum).map_or(f32::NAN, float)));
    }
    table.extend([f32::NAN; SUMS]);
    Some((limit, table))
}
