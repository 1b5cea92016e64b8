//! Writes outcomes of patients' courses.

use std::io::{BufReader, Read, Write};

use serde_json::Value;

use super::CliError;
use super::facts::each_line;
use super::options::Outcomes;
use interlude_clinical::outcome::lines::{Patients, Row, rows};

/// Reads all lines, then writes in order of patient and instrument.
pub(super) fn write(
    asked: &Outcomes,
    input: BufReader<impl Read>,
    output: &mut impl Write,
    messages: &mut impl Write,
) -> Result<(), CliError> {
    let mut patients = Patients::default();
    each_line(input, messages, |line| patients.add(line))?;
    let mut writer = Rows { csv: asked.csv, header: asked.csv, output };
    rows(&patients, asked.what, &asked.rules).try_for_each(|row| writer.write(&row))
}

struct Rows<'a, W> {
    csv: bool,
    /// Whether the header is still to be written.
    header: bool,
    output: &'a mut W,
}

impl<W: Write> Rows<'_, W> {
    fn write(&mut self, row: &Row<'_>) -> Result<(), CliError> {
        let unwritten = |cause: std::io::Error| CliError::Output(cause);
        let text = row.json();
        if !self.csv {
            let written = self.output.write_all(text.as_bytes());
            return written.and_then(|()| self.output.write_all(b"\n")).map_err(unwritten);
        }
        // `serde_json` keeps the order of fields only in text, so the cells are read from it.
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
