//! Scores a table of one instrument: CSV in, CSV out.

use std::borrow::Cow;
use std::cell::Cell;
use std::io::{Read, Write};
use std::time::Duration;

use csv::{ByteRecord, ReaderBuilder, Writer};

use super::CliError;
use super::cell::{Rows, closed, given, long_row, plain, unread, unwritten};
use super::progress::Progress;
use interlude_clinical::instrument::Instrument;
use interlude_clinical::instrument::item::Item;
use interlude_clinical::line::{Line, Position, Scored, judge, sex};
use interlude_clinical::score::{FoundValue, Safety};

/// The role of a column.
pub(super) enum Column<'a> {
    Answer(&'a Item),
    Sex,
    Passed,
}

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
    let columns = columns(instrument, &head, &names_of(instrument).collect::<Vec<_>>())?;
    let passed = head.iter().zip(&columns).filter(|(_, it)| matches!(it, Column::Passed));
    let names = passed.map(|(name, _)| plain(name));
    let own = names_of(instrument).map(|name| Cow::Borrowed(name.as_bytes()));
    writer.write_byte_record(&names.chain(own).collect()).map_err(unwritten)?;
    let (mut row, mut long) = (ByteRecord::new(), None);
    while reader.read_byte_record(&mut row).map_err(unread)? {
        since.set(0);
        let asked = asked(instrument, &columns, &row);
        long = long_row(&row);
        let scored = judge(asked);
        let cells = columns.iter().enumerate().filter(|(_, it)| matches!(it, Column::Passed));
        let cells = cells.map(|(place, _)| plain(row.get(place).unwrap_or_default()));
        let own = cells_of(instrument, &scored).into_iter();
        let own = own.map(|cell| Cow::Owned(cell.into_bytes()));
        writer.write_byte_record(&cells.chain(own).collect()).map_err(unwritten)?;
        progress.line();
    }
    writer.flush().map_err(CliError::Output)?;
    closed(odd_quotes.get(), long)
}

/// Finds the role of each column. Refuses names that look like an item but are none, an item with two columns, and
/// names of the score's own columns (`own`), before any row is read: such a header makes every row wrong.
pub(super) fn columns<'a>(
    instrument: &'a Instrument,
    head: &ByteRecord,
    own: &[&str],
) -> Result<Vec<Column<'a>>, CliError> {
    let refuse = |text: String| Err(CliError::Header(text));
    let family = |id: &str| id.split_once('.').map(|(family, _)| family.to_owned());
    let families: Vec<_> = instrument.items.iter().filter_map(|item| family(&item.id)).collect();
    let (mut columns, mut seen) = (Vec::new(), std::collections::BTreeSet::new());
    for name in head {
        let name = String::from_utf8_lossy(name);
        let name = name.trim();
        let column = match instrument.item(name) {
            Some(item) => Column::Answer(item),
            None if name == "sex" => Column::Sex,
            None if name.eq_ignore_ascii_case("sex") => {
                return refuse(format!("rename the column {name} to sex"));
            }
            None if family(name)
                .is_some_and(|it| families.iter().any(|known| it.eq_ignore_ascii_case(known))) =>
            {
                return refuse(format!("{} has no item {name}", instrument.id));
            }
            None if own.contains(&name) => {
                return refuse(format!(
                    "rename the column {name}: the score has a column of that name"
                ));
            }
            None => Column::Passed,
        };
        if !matches!(column, Column::Passed) && !seen.insert(name.to_owned()) {
            return refuse(format!("two columns are named {name}"));
        }
        columns.push(column);
    }
    if !columns.iter().any(|it| matches!(it, Column::Answer(_))) && !instrument.items.is_empty() {
        let ids: Vec<&str> = instrument.items.iter().map(|item| item.id.as_str()).collect();
        return refuse(format!(
            "no column is named like an item of {}; its items are {}",
            instrument.id,
            ids.join(", ")
        ));
    }
    Ok(columns)
}

fn asked<'a>(instrument: &'a Instrument, columns: &[Column<'a>], row: &ByteRecord) -> Line<'a> {
    let malformed = row.len() != columns.len();
    let mut asked = Line {
        instrument: Some(Cow::Borrowed(instrument.id.as_str())),
        answers: Vec::with_capacity(columns.len()),
        sex: None,
        malformed,
        position: Position::START,
        // With too many or too few cells, answers may be in the columns of other items.
        doubtful: malformed && has_safety_items(instrument),
    };
    for (column, cell) in columns.iter().zip(row) {
        let cell = cell.trim_ascii();
        match column {
            Column::Answer(item) => {
                asked.answers.push((Cow::Borrowed(item.id.as_str()), given(item, cell)));
            }
            Column::Sex if matches!(cell, b"" | b"NA") => {}
            Column::Sex => match std::str::from_utf8(cell).ok().and_then(sex) {
                Some(sex) => asked.sex = sex,
                None => asked.malformed = true,
            },
            Column::Passed => {}
        }
    }
    asked
}

/// The column names of a score.
fn names_of(instrument: &Instrument) -> impl Iterator<Item = &str> {
    let scoring = &instrument.scoring;
    let scores = scoring.scores.iter().map(|it| it.name.as_str());
    let findings = scoring.findings.iter().map(|it| it.name.as_str());
    let first = ["version", "status", "total", "band", "missing"].into_iter();
    let last = ["safety", "safety_unanswered", "error", "error_item"];
    first.chain(scores).chain(findings).chain(last)
}

/// The cells of a score, in the order of [`names_of`]; absent values are empty.
fn cells_of(instrument: &Instrument, scored: &Scored<'_>) -> Vec<String> {
    let scoring = &instrument.scoring;
    let mut cells = vec![
        instrument.version.clone(),
        scored.status.code().to_owned(),
        text(scored.total),
        scored.band.unwrap_or_default().to_owned(),
        scored.missing.to_string(),
    ];
    for named in &scoring.scores {
        let score = scored.scores.iter().find(|(name, _)| *name == named.name);
        cells.push(text(score.and_then(|(_, value)| *value)));
    }
    for named in &scoring.findings {
        let finding = scored.findings.iter().find(|(name, _)| *name == named.name);
        cells.push(finding.map(|(_, value)| found(value)).unwrap_or_default());
    }
    cells.push(safety_cell(scored.safety));
    cells.push(scored.safety_unanswered.to_string());
    let error = scored.error.as_ref();
    cells.push(error.map(|it| it.kind.code().to_owned()).unwrap_or_default());
    let item = error.and_then(|it| it.item.as_deref());
    cells.push(item.unwrap_or_default().to_owned());
    cells
}

/// Whether any item has a safety rule.
pub(super) fn has_safety_items(instrument: &Instrument) -> bool {
    instrument.items.iter().any(|item| item.safety.is_some())
}

/// The cell for [`Safety`]: `true`, `false`, or empty if unknown.
pub(super) fn safety_cell(safety: Safety) -> String {
    text(safety.known())
}

fn text(value: Option<impl ToString>) -> String {
    value.map(|it| it.to_string()).unwrap_or_default()
}

fn found(value: &FoundValue<'_>) -> String {
    match value {
        FoundValue::Unknown => String::new(),
        FoundValue::Holds(holds) => holds.to_string(),
        FoundValue::Answer(value) => value.to_string(),
        FoundValue::Code(code) => (*code).to_owned(),
        FoundValue::Numbers(numbers) => {
            numbers.iter().map(|it| text(*it)).collect::<Vec<_>>().join(";")
        }
    }
}
