//! Writes outcomes of patients' courses.

use std::collections::BTreeMap;
use std::io::{BufReader, Read, Write};

use serde::Serialize;
use serde_json::Value;

use super::CliError;
use super::events::{Patient, Patients, add};
use super::facts::each_line;
use super::options::{Outcomes, What};
use interlude_clinical::catalogue;
use interlude_clinical::outcome::cohort::cohort;
use interlude_clinical::outcome::{Course, Outcome, Scale, intervals, outcome};

/// A line of output: who, which instrument, and the figures.
#[derive(Serialize)]
struct Row<'a, T> {
    #[serde(skip_serializing_if = "Option::is_none")]
    patient: Option<&'a Patient>,
    instrument: &'a str,
    #[serde(flatten)]
    figures: T,
}

/// Reads all lines, then writes in order of patient and instrument.
pub(super) fn write(
    asked: &Outcomes,
    input: BufReader<impl Read>,
    output: &mut impl Write,
    messages: &mut impl Write,
) -> Result<(), CliError> {
    let Outcomes { what, csv, rules } = asked;
    let mut patients = Patients::new();
    each_line(input, messages, |line| add(&mut patients, line))?;
    let mut rows = Rows { csv: *csv, header: *csv, output };
    let courses = patients.iter().flat_map(|(patient, history)| {
        history.scores.iter().filter_map(move |(id, scores)| {
            let scale = Scale::of(catalogue::instrument(id).ok()?, rules);
            Some((patient, *id, scale, Course::new(history.infusions.clone(), scores.clone())))
        })
    });
    match what {
        What::Outcomes => {
            for (patient, instrument, scale, course) in courses {
                let figures = outcome(&course, &scale, rules);
                rows.write(&Row { patient: Some(patient), instrument, figures })?;
            }
        }
        What::Between => {
            for (patient, instrument, scale, course) in courses {
                for figures in intervals(&course, &scale, rules) {
                    rows.write(&Row { patient: Some(patient), instrument, figures })?;
                }
            }
        }
        What::Cohort => {
            let mut by_instrument: BTreeMap<&str, Vec<Outcome>> = BTreeMap::new();
            for (_, id, scale, course) in courses {
                by_instrument.entry(id).or_default().push(outcome(&course, &scale, rules));
            }
            for (instrument, outcomes) in by_instrument {
                let figures = cohort(&outcomes);
                rows.write(&Row { patient: None, instrument, figures })?;
            }
        }
    }
    Ok(())
}

struct Rows<'a, W> {
    csv: bool,
    /// Whether the header is still to be written.
    header: bool,
    output: &'a mut W,
}

impl<W: Write> Rows<'_, W> {
    fn write(&mut self, row: &impl Serialize) -> Result<(), CliError> {
        let unwritten = |cause: std::io::Error| CliError::Output(cause);
        if !self.csv {
            serde_json::to_writer(&mut *self.output, row).map_err(|it| unwritten(it.into()))?;
            return self.output.write_all(b"\n").map_err(unwritten);
        }
        // `serde_json` keeps the order of fields only in text, so the cells are read from it.
        let text = serde_json::to_string(row).map_err(|it| unwritten(it.into()))?;
        let cells: Cells = serde_json::from_str(&text).map_err(|it| unwritten(it.into()))?;
        let mut writer = csv::Writer::from_writer(&mut *self.output);
        if self.header {
            self.header = false;
            writer
                .write_record(cells.0.iter().map(|(name, _)| name))
                .map_err(super::cell::unwritten)?;
        }
        let values = cells.0.iter().map(|(_, value)| super::cell::plain(value.as_bytes()));
        writer.write_record(values).map_err(super::cell::unwritten)?;
        writer.flush().map_err(unwritten)
    }
}

/// The keys of an object and their values as cells, in order.
struct Cells(Vec<(String, String)>);

impl<'de> serde::Deserialize<'de> for Cells {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Cells;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<Cells, A::Error> {
                let mut cells = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, Value>()? {
                    cells.push((name, cell(&value)));
                }
                Ok(Cells(cells))
            }
        }
        deserializer.deserialize_map(Visitor)
    }
}

/// A value as a cell: null is empty, each series is `1:19:true`, joined by semicolons.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(series) => {
            let one = |it: &Value| {
                let part = |name: &str| it.get(name).map(Value::to_string).unwrap_or_default();
                format!("{}:{}:{}", part("series"), part("days"), part("event"))
            };
            series.iter().map(one).collect::<Vec<_>>().join(";")
        }
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => value.to_string(),
    }
}
