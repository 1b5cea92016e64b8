//! Scores a long table by its columns: totals and flags only.

use std::borrow::Cow;
use std::cell::Cell;
use std::io::{Read, Write};
use std::time::Duration;

use csv::{ByteRecord, ReaderBuilder, Writer};

use super::CliError;
use super::cell::{Rows, closed, given, long_row, plain, unread, unwritten};
use super::progress::Progress;
use super::sheet::{Column, columns, has_safety_items, safety_cell};
use interlude_clinical::instrument::Instrument;
use interlude_clinical::instrument::item::Item;
use interlude_clinical::instrument::rule::Context;
use interlude_clinical::line::{ItemValue, ProblemKind, item_value};
use interlude_clinical::score::Safety;
use interlude_clinical::score::batch::{MISSING, STATUS, WRONG, score_batch};

/// Rows per block.
const ROWS: usize = 8_192;

const NAMES: [&str; 8] =
    ["version", "status", "total", "missing", "safety", "safety_unanswered", "error", "error_item"];

const INVALID: &str = "invalid";

/// Writes one row for each row of input, in order.
pub(super) fn score<M: Write, C: Fn() -> Duration>(
    instrument: &Instrument,
    input: impl Read,
    output: &mut impl Write,
    progress: &mut Progress<'_, M, C>,
) -> Result<(), CliError> {
    let (since, odd_quotes) = (Cell::new(0), Cell::new(false));
    let rows = Rows { input, since: &since, odd_quotes: &odd_quotes };
    let mut reader = ReaderBuilder::new().flexible(true).from_reader(rows);
    let mut writer = Writer::from_writer(output);
    let head = reader.byte_headers().map_err(unread)?.clone();
    let columns = columns(instrument, &head, &NAMES)?;
    if columns.iter().any(|it| matches!(it, Column::Sex)) {
        let text = "--totals applies one rule to all rows: remove the column sex, or --totals";
        return Err(CliError::Header(text.to_owned()));
    }
    let passed = |row: &ByteRecord| -> Vec<Vec<u8>> {
        let cells = columns.iter().enumerate().filter(|(_, it)| matches!(it, Column::Passed));
        let cell = |place| row.get(place).unwrap_or_default();
        cells.map(|(place, _)| plain(cell(place)).into_owned()).collect()
    };
    let names = NAMES.map(|name| name.as_bytes().to_vec());
    let names: ByteRecord = passed(&head).into_iter().chain(names).collect();
    writer.write_byte_record(&names).map_err(unwritten)?;
    let (mut row, mut block, mut long) = (ByteRecord::new(), Block::default(), None);
    loop {
        let more = reader.read_byte_record(&mut row).map_err(unread)?;
        if more {
            since.set(0);
            block.passed.push(passed(&row));
            long = long_row(&row);
            block.malformed.push(row.len() != columns.len());
            block.answers.resize(columns.len(), Vec::new());
            for (place, (column, answers)) in columns.iter().zip(&mut block.answers).enumerate() {
                if let Column::Answer(item) = column {
                    let cell = row.get(place).unwrap_or_default();
                    answers.push(value(item, cell.trim_ascii()));
                }
            }
            progress.line();
        }
        if block.passed.len() == ROWS || (!more && !block.passed.is_empty()) {
            block.write(instrument, &columns, &mut writer)?;
            block = Block::default();
        }
        if !more {
            writer.flush().map_err(CliError::Output)?;
            return closed(odd_quotes.get(), long);
        }
    }
}

/// A block of rows to be scored together.
#[derive(Default)]
struct Block {
    passed: Vec<Vec<Vec<u8>>>,
    /// Whether a row has more or fewer cells than the header.
    malformed: Vec<bool>,
    answers: Vec<Vec<i8>>,
}

impl Block {
    fn write(
        &self,
        instrument: &Instrument,
        columns: &[Column<'_>],
        writer: &mut Writer<impl Write>,
    ) -> Result<(), CliError> {
        let named =
            columns.iter().zip(&self.answers).filter_map(|(column, answers)| match column {
                Column::Answer(item) => Some((item.id.as_str(), answers.as_slice())),
                Column::Sex | Column::Passed => None,
            });
        let named: Vec<(&str, &[i8])> = named.collect();
        let scores = score_batch(instrument, &named, Context::default())
            .map_err(|error| CliError::Header(error.to_string()))?;
        let figures = scores.status.iter().zip(&scores.totals).zip(&scores.missing);
        let flags = scores.safety.iter().zip(&scores.safety_unanswered).zip(&scores.first_invalid);
        let careful = has_safety_items(instrument);
        let rows = self.passed.iter().zip(&self.malformed);
        for (((cells, malformed), ((status, total), missing)), ((safety, open), wrong)) in
            rows.zip(figures).zip(flags)
        {
            let code = STATUS.get(usize::from(*status)).copied().unwrap_or_default();
            let item = instrument.items.get(usize::from(*wrong));
            let (code, total, missing, error, item) = if *malformed {
                (INVALID, f32::NAN, 0, Some(ProblemKind::Malformed), None)
            } else if code == INVALID {
                (code, *total, *missing, Some(ProblemKind::InvalidValue), item)
            } else {
                (code, *total, *missing, None, None)
            };
            let safety = Safety::of(*safety != 0, (*open).into());
            let safety = if *malformed && careful { safety.of_doubtful() } else { safety };
            let own = [
                instrument.version.clone(),
                code.to_owned(),
                if total.is_nan() { String::new() } else { total.to_string() },
                missing.to_string(),
                safety_cell(safety),
                open.to_string(),
                error.map(|kind| kind.code().to_owned()).unwrap_or_default(),
                item.map(|item| item.id.clone()).unwrap_or_default(),
            ];
            let own = own.into_iter().map(|cell| Cow::Owned(cell.into_bytes()));
            let cells = cells.iter().map(|cell| Cow::Borrowed(cell.as_slice()));
            writer.write_byte_record(&cells.chain(own).collect()).map_err(unwritten)?;
        }
        Ok(())
    }
}

/// The value of a cell for [`score_batch`].
fn value(item: &Item, cell: &[u8]) -> i8 {
    match item_value(item, given(item, cell)) {
        ItemValue::Unanswered => MISSING,
        ItemValue::Valid(value) => i8::try_from(value).unwrap_or(WRONG),
        ItemValue::Invalid => WRONG,
    }
}
