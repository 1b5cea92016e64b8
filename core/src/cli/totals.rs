//! Scores a long table by its columns: totals and flags only.

use std::borrow::Cow;
use std::io::{Read, Write};
use std::time::Duration;

use csv::{ByteRecord, ReaderBuilder, Writer};

use super::CliError;
use super::progress::Progress;
use super::sheet::{Column, columns, plain, unread, unwritten};
use crate::instrument::Instrument;
use crate::instrument::item::{Item, ItemKind};
use crate::instrument::rule::Context;
use crate::score::batch::{MISSING, STATUS, score_batch};

/// Rows that are scored together.
const ROWS: usize = 8_192;

/// Stands for a cell that is no number which an item could offer.
const WRONG: i8 = i8::MAX;

const NAMES: [&str; 6] =
    ["status", "total", "missing", "safety", "safety_unanswered", "error_item"];

/// One row out for each row in, in order.
pub(super) fn score<M: Write, C: Fn() -> Duration>(
    instrument: &Instrument,
    input: impl Read,
    output: &mut impl Write,
    progress: &mut Progress<'_, M, C>,
) -> Result<(), CliError> {
    let mut reader = ReaderBuilder::new().from_reader(input);
    let mut writer = Writer::from_writer(output);
    let head = reader.byte_headers().map_err(unread)?.clone();
    let columns = columns(instrument, &head)?;
    if columns.iter().any(|it| matches!(it, Column::Sex)) {
        let text =
            "--totals knows one rule for all rows: leave the column sex out, or leave out --totals";
        return Err(CliError::Header(text.to_owned()));
    }
    let passed = |row: &ByteRecord| -> Vec<Vec<u8>> {
        let cells = row.iter().zip(&columns).filter(|(_, it)| matches!(it, Column::Passed));
        cells.map(|(cell, _)| plain(cell).into_owned()).collect()
    };
    let names = NAMES.map(|name| name.as_bytes().to_vec());
    let names: ByteRecord = passed(&head).into_iter().chain(names).collect();
    writer.write_byte_record(&names).map_err(unwritten)?;
    let (mut row, mut block) = (ByteRecord::new(), Block::default());
    loop {
        let more = reader.read_byte_record(&mut row).map_err(unread)?;
        if more {
            block.passed.push(passed(&row));
            block.answers.resize(columns.len(), Vec::new());
            for ((column, cell), answers) in columns.iter().zip(&row).zip(&mut block.answers) {
                if let Column::Answer(item) = column {
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
            return writer.flush().map_err(CliError::Output);
        }
    }
}

/// Rows that wait to be scored together.
#[derive(Default)]
struct Block {
    passed: Vec<Vec<Vec<u8>>>,
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
        for ((cells, ((status, total), missing)), ((safety, open), wrong)) in
            self.passed.iter().zip(figures).zip(flags)
        {
            let code = STATUS.get(usize::from(*status)).copied().unwrap_or_default();
            let item = instrument.items.get(usize::from(*wrong)).filter(|_| code == "invalid");
            let own = [
                code.to_owned(),
                if total.is_nan() { String::new() } else { total.to_string() },
                missing.to_string(),
                (*safety != 0).to_string(),
                open.to_string(),
                item.map(|item| item.id.clone()).unwrap_or_default(),
            ];
            let own = own.into_iter().map(|cell| Cow::Owned(cell.into_bytes()));
            let cells = cells.iter().map(|cell| Cow::Borrowed(cell.as_slice()));
            writer.write_byte_record(&cells.chain(own).collect()).map_err(unwritten)?;
        }
        Ok(())
    }
}

/// A cell as a value of a column; an answered decimal or text is 0, as [`score_batch`] has it.
fn value(item: &Item, cell: &[u8]) -> i8 {
    if cell.is_empty() {
        return MISSING;
    }
    let text = std::str::from_utf8(cell).ok();
    let number = text.and_then(|text| text.parse::<f64>().ok());
    match &item.kind {
        ItemKind::Text { .. } => 0,
        ItemKind::Decimal { min, max, .. } => {
            let range = f64::from(*min)..=f64::from(*max);
            if number.is_some_and(|number| range.contains(&number)) { 0 } else { WRONG }
        }
        ItemKind::Boolean if text == Some("true") => 1,
        ItemKind::Boolean if text == Some("false") => 0,
        ItemKind::Choice { .. } | ItemKind::Number { .. } | ItemKind::Boolean => {
            let offered = item.values().find(|it| Some(f64::from(*it)) == number);
            offered.and_then(|it| i8::try_from(it).ok()).unwrap_or(WRONG)
        }
    }
}
