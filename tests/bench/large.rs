//! Panel, cohort and charts of a clinic with 1,000 patients in Chromium, once their records are open.

use std::path::Path;

use serde::Deserialize;
use serde_json::json;

use crate::panel::{browse, fill, median, missing, ms};
use crate::process::Server;
use crate::table::Table;

const PATIENTS: usize = 1_000;
/// Forms, check-ins and infusions of one patient.
const ENTRIES: usize = 60;

/// Milliseconds of each call.
#[derive(Deserialize)]
struct Figures {
    panel: Vec<f64>,
    cohort: Vec<f64>,
    page: Vec<f64>,
    chart: Vec<f64>,
    patients: usize,
    counted: u32,
    infused: u32,
}

/// Fills the clinic, then times the page.
pub(crate) fn run(table: &mut Table) {
    let dashboard = Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/dashboard");
    if let Some(missing) = missing(&dashboard) {
        return table.add("page: 1,000 patients", 0, "not measured".to_owned(), missing);
    }
    let folder = tempfile::tempdir().expect("a folder");
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let filled = fill(folder.path(), PATIENTS, ENTRIES);
    let set_up = runtime.expect("a runtime").block_on(filled);
    let mut server = Server::start(folder.path());
    let figures = browse(&dashboard, "large", &server.origin, &set_up, &json!({}));
    server.process.stop();
    let seen: Figures = serde_json::from_slice(&figures).expect("its figures");
    assert_eq!(seen.patients, PATIENTS, "the panel shows everybody");
    let how = format!("{PATIENTS} patients of {ENTRIES} entries and a care plan, records open");
    let mut line = |name: &str, all: Vec<f64>, aim: &str| {
        let (n, least, most) = (all.len(), ends(&all, f64::min), ends(&all, f64::max));
        let spread = format!("{} ({}–{})", ms(median(all)), ms(least), ms(most));
        table.add(name, n, spread, &format!("median (least–most); aim: {aim}; {how}"));
    };
    line("page: panel signals, call to answer", seen.panel, "≤ 300 ms");
    let name = format!("page: cohort, {} of {} counted, call", seen.counted, seen.infused);
    line(&name, seen.cohort, "≤ 1 s");
    line("page: cohort page, click to frame", seen.page, "≤ 1 s");
    line("page: chart of one patient, call to answer", seen.chart, "≤ 16 ms");
}

fn ends(all: &[f64], of: fn(f64, f64) -> f64) -> f64 {
    all.iter().copied().reduce(of).unwrap_or(f64::NAN)
}
