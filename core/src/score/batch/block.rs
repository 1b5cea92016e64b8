//! Columns of a plain sum or mean, some thousand rows at a time.

use super::lane::{Alarm, Lane};
use super::{BatchScores, COMPLETE, INVALID, MISSING, NOT_SCORABLE, PRORATED, float, takes};
use crate::instrument::Instrument;
use crate::instrument::item::Item;
use crate::instrument::points::Points;
use crate::instrument::scoring::{Method, OnMissing, Part};
use crate::score::prorate;

/// Rows scored together: what they need stays in the processor's nearest cache.
const ROWS: usize = 4096;

/// How one plain instrument is scored by columns.
pub(super) struct Plan<'a> {
    columns: Vec<Column<'a>>,
    /// Parts of the total without a column.
    absent: u8,
    /// Safety items without a column.
    absent_safety: u8,
    parts: i32,
    /// Totals of sums with so many parts missing, from one on; none where nothing is prorated.
    prorated: Vec<Vec<f32>>,
    /// Greatest sum above or below zero.
    most: i16,
    total: Total,
}

struct Column<'a> {
    item: &'a Item,
    place: u8,
    values: &'a [i8],
    lane: Lane,
    counts: bool,
    alarm: Option<Alarm>,
}

/// How a sum becomes a total.
enum Total {
    Times(f32),
    /// By sum, from the lowest one on.
    Table(i16, Vec<f32>),
}

impl<'a> Plan<'a> {
    /// `None` if the instrument needs more than sums: skips, groups, tables, decisions.
    pub(super) fn new(instrument: &'a Instrument, places: &[Option<&'a [i8]>]) -> Option<Self> {
        let scoring = &instrument.scoring;
        let plain = instrument.skip.is_empty()
            && scoring.never_missing.is_empty()
            && scoring.also_required.is_empty();
        let counted = counted(&scoring.parts)?;
        let total = total(instrument)?;
        if !plain {
            return None;
        }
        let mut plan = Self {
            columns: Vec::new(),
            absent: 0,
            absent_safety: 0,
            parts: i32::try_from(counted.len()).ok()?,
            prorated: Vec::new(),
            most: 0,
            total,
        };
        let mut most = 0;
        for (place, (item, values)) in instrument.items.iter().zip(places).enumerate() {
            let counts = counted.contains(&place);
            if item.enable_when.is_some() && (counts || item.safety.is_some()) {
                return None;
            }
            let lane = Lane::new(item)?;
            if counts {
                most += lane.most();
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
            plan.columns.push(Column { item, place, values, lane, counts, alarm });
        }
        plan.most = i16::try_from(most).ok()?;
        if scoring.on_missing == OnMissing::Prorate {
            plan.prorated =
                (1..=i32::from(scoring.max_missing)).map(|it| plan.totals(it)).collect();
        }
        Some(plan)
    }

    /// The total of every sum where so many parts are missing.
    fn totals(&self, missing: i32) -> Vec<f32> {
        let Total::Times(factor) = self.total else { return Vec::new() };
        let total = |sum| {
            let total = prorate(i32::from(sum), self.parts - missing, self.parts);
            total.map_or(f32::NAN, |it| float(Points::whole(it)) * factor)
        };
        (-self.most..=self.most).map(total).collect()
    }

    pub(super) fn score(&self, scores: &mut BatchScores) {
        let mut block = Block::new();
        let rows = scores.totals.len();
        for start in (0..rows).step_by(ROWS) {
            let end = start.saturating_add(ROWS).min(rows);
            self.fill(&mut block, start, end);
            self.finish(&block, start, end, scores);
        }
    }

    fn fill(&self, block: &mut Block, start: usize, end: usize) {
        block.clear(self.absent, self.absent_safety);
        let Block { sum, missing, wrong, safety, open, unused_sum, unused_missing } = block;
        for column in &self.columns {
            let values = column.values.get(start..end).unwrap_or_default();
            if column.counts {
                column.lane.add(values, sum, missing, wrong);
            } else {
                column.lane.add(values, unused_sum, unused_missing, wrong);
            }
            if let Some(alarm) = &column.alarm {
                alarm.watch(values, safety, open);
            }
        }
    }

    fn finish(&self, block: &Block, start: usize, end: usize, scores: &mut BatchScores) {
        let all = (
            scores.totals.get_mut(start..end),
            scores.status.get_mut(start..end),
            scores.missing.get_mut(start..end),
            scores.safety.get_mut(start..end),
            scores.safety_unanswered.get_mut(start..end),
        );
        let (Some(totals), Some(status), Some(missing), Some(safety), Some(open)) = all else {
            return;
        };
        for (to, from) in safety.iter_mut().zip(&block.safety) {
            *to = *from;
        }
        for (to, from) in open.iter_mut().zip(&block.open) {
            *to = *from;
        }
        for ((to, lacks), wrong) in missing.iter_mut().zip(&block.missing).zip(&block.wrong) {
            *to = if *wrong == 0 { *lacks } else { 0 };
        }
        for ((to, lacks), wrong) in status.iter_mut().zip(&block.missing).zip(&block.wrong) {
            let valid = if *lacks == 0 { COMPLETE } else { NOT_SCORABLE };
            *to = if *wrong == 0 { valid } else { INVALID };
        }
        let rows = totals.iter_mut().zip(&block.sum).zip(status.iter());
        match &self.total {
            Total::Times(factor) => {
                for ((to, sum), status) in rows {
                    let total = f32::from(*sum) * factor;
                    *to = if *status == COMPLETE { total } else { f32::NAN };
                }
            }
            Total::Table(lowest, table) => {
                for ((to, sum), status) in rows {
                    let row = usize::try_from(sum.wrapping_sub(*lowest)).ok();
                    let total = row.and_then(|row| table.get(row)).copied().unwrap_or(f32::NAN);
                    *to = if *status == COMPLETE { total } else { f32::NAN };
                }
            }
        }
        if !self.prorated.is_empty() {
            self.prorate(block, totals, status);
        }
        if status.iter().fold(false, |any, status| any | (*status == INVALID)) {
            let rows = scores.first_invalid.iter_mut().enumerate().skip(start).zip(&block.wrong);
            for ((row, first_invalid), wrong) in rows {
                if *wrong != 0 {
                    *first_invalid = self.first_invalid(row);
                }
            }
        }
    }

    fn prorate(&self, block: &Block, totals: &mut [f32], status: &mut [u8]) {
        let rows = totals.iter_mut().zip(status).zip(&block.sum).zip(&block.missing);
        for (((total, status), sum), missing) in rows {
            if *status != NOT_SCORABLE {
                continue;
            }
            let table = self.prorated.get(usize::from(missing.wrapping_sub(1)));
            let place = usize::try_from(sum.saturating_add(self.most));
            let prorated = table.zip(place.ok()).and_then(|(table, place)| table.get(place));
            if let Some(prorated) = prorated {
                (*status, *total) = (PRORATED, *prorated);
            }
        }
    }

    fn first_invalid(&self, row: usize) -> u8 {
        let wrong = |column: &&Column<'_>| {
            let value = column.values.get(row).copied().filter(|it| *it != MISSING);
            value.is_some_and(|it| !takes(column.item, it))
        };
        self.columns.iter().find(wrong).map_or(super::NO_ITEM, |column| column.place)
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

fn total(instrument: &Instrument) -> Option<Total> {
    let scoring = &instrument.scoring;
    match scoring.method {
        Method::Sum => Some(Total::Times(float(Points::whole(scoring.multiply)))),
        Method::Mean => {
            let parts = i32::try_from(scoring.parts.len()).ok()?;
            let (low, high) = instrument.raw_range();
            let mean = |sum| Some(float(Points::rounded_to_tenths(sum, parts)?));
            let table = (low..=high).map(mean).collect::<Option<Vec<_>>>()?;
            Some(Total::Table(i16::try_from(low).ok()?, table))
        }
        Method::TScore | Method::SingleItems | Method::Decision => None,
    }
}

/// What is counted for each row of a block.
struct Block {
    sum: Vec<i16>,
    missing: Vec<u8>,
    wrong: Vec<u8>,
    safety: Vec<u8>,
    open: Vec<u8>,
    unused_sum: Vec<i16>,
    unused_missing: Vec<u8>,
}

impl Block {
    fn new() -> Self {
        let bytes = || vec![0_u8; ROWS];
        Self {
            sum: vec![0; ROWS],
            missing: bytes(),
            wrong: bytes(),
            safety: bytes(),
            open: bytes(),
            unused_sum: vec![0; ROWS],
            unused_missing: bytes(),
        }
    }

    fn clear(&mut self, absent: u8, absent_safety: u8) {
        self.sum.fill(0);
        self.missing.fill(absent);
        self.wrong.fill(0);
        self.safety.fill(0);
        self.open.fill(absent_safety);
    }
}
