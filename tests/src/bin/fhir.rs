//! Input of the check with fhirpath.js: every instrument as a FHIR Questionnaire, and core's totals of
//! every complete PHQ-9 and GAD-7.
//!
//! `fhir DIR` writes `<id>.json` for each instrument, and `phq9.totals` and `gad7.totals`: one byte a form, item 1 changing
//! slowest.

use std::io::{Error, Result};
use std::path::Path;

use interlude_clinical::catalogue::{instrument, instruments};
use interlude_clinical::fhir::questionnaire;
use interlude_clinical::instrument::rule::Context;
use interlude_clinical::score::score_values;

fn main() -> Result<()> {
    let folder = std::env::args().nth(1).ok_or_else(|| Error::other("usage: fhir DIR"))?;
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder)?;
    for instrument in instruments() {
        let json = serde_json::to_string_pretty(&questionnaire(instrument))?;
        std::fs::write(folder.join(format!("{}.json", instrument.id)), json + "\n")?;
    }
    for (id, items) in [("phq9", 9), ("gad7", 7)] {
        std::fs::write(folder.join(format!("{id}.totals")), totals(id, items)?)?;
    }
    Ok(())
}

/// The total of each form whose first `items` items are answered 0 to 3, in counting order.
fn totals(id: &str, items: u32) -> Result<Vec<u8>> {
    let instrument = instrument(id).map_err(Error::other)?;
    let total = |form: i32| {
        let mut values: Vec<Option<i32>> =
            (0..items).rev().map(|item| Some((form >> (2 * item)) & 3)).collect();
        values.resize(instrument.items.len(), None);
        let total = score_values(instrument, values, Context::default()).total?;
        u8::try_from(total.tenths() / 10).ok()
    };
    let all = (0..4_i32.pow(items)).map(|form| total(form).ok_or_else(|| Error::other(id)));
    all.collect()
}
