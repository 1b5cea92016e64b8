//! Scoring beside its peers in one run, by CPU seconds: FHIR responses as JSON texts, and whole columns with their checks.
//!
//! Every peer reads the same file. A line notes if its sum of totals differs.

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use interlude_clinical::catalogue::instrument;
use interlude_clinical::fhir::resource::{Answer, Coding, Response, ResponseItem};
use interlude_clinical::fhir::{OPTIONS, canonical, questionnaire, score_fhir};
use interlude_clinical::instrument::rule::Context;
use interlude_clinical::score::batch::{MISSING, score_batch};
use serde::Deserialize;

use crate::process::own_cpu_seconds;
use crate::table::Table;

/// Different responses; each is scored many times.
const RESPONSES: u32 = 4_096;
/// How often ours are read and scored.
const ROUNDS: usize = 150;
/// Rows of the columns: what stays in the processor's cache, and what does not.
const ROWS: [u32; 2] = [AT_A_TIME, 2_000_000];
const AT_A_TIME: u32 = 50_000;
/// Rows that ours score in all, batch by batch.
const SCORED: u32 = 200_000_000;

/// The output of a program of `peers`, one line each.
#[derive(Deserialize)]
struct Said {
    name: String,
    how: String,
    #[serde(default)]
    n: usize,
    #[serde(default)]
    cpu_seconds: f64,
    /// Of the totals; `None` if it does not score as ours do.
    #[serde(default)]
    sum: Option<f64>,
}

/// All of it.
pub(crate) fn run(table: &mut Table) {
    let folder = tempfile::tempdir().expect("a folder");
    responses(table, folder.path());
    ROWS.iter().for_each(|rows| columns(table, folder.path(), *rows));
}

/// Whole numbers that look drawn, the same in every run.
fn drawn(n: u32) -> u32 {
    let mixed = n.wrapping_add(1).wrapping_mul(0x9E37_79B1);
    (mixed ^ (mixed >> 15)).wrapping_mul(0x85EB_CA77)
}

fn response(n: u32) -> String {
    let phq9 = instrument("phq9").expect("the PHQ-9 is compiled in");
    let labels = ["Not at all", "Several days", "More than half the days", "Nearly every day"];
    let item = |place: u32| {
        let value = (drawn(n) >> (2 * place)) & 3;
        let label = usize::try_from(value).ok().and_then(|value| labels.get(value));
        let coding = Coding {
            system: format!("{OPTIONS}phq9:freq4"),
            code: value.to_string(),
            display: label.map(|it| (*it).to_owned()),
        };
        let link_id = format!("phq9.{}", place + 1);
        ResponseItem { link_id, answer: vec![Answer::ValueCoding(coding)] }
    };
    let response = Response {
        resource_type: "QuestionnaireResponse",
        language: "en".to_owned(),
        questionnaire: format!("{}|{}", canonical(phq9), phq9.version),
        status: "completed",
        authored: "2026-05-12T09:14:00-04:00".to_owned(),
        item: (0..9).map(item).collect(),
    };
    serde_json::to_string(&response).expect("JSON")
}

/// FHIR R4 responses to the PHQ-9, from the JSON text to the score.
fn responses(table: &mut Table, folder: &Path) {
    let texts: Vec<String> = (0..RESPONSES).map(response).collect();
    let bytes = texts.iter().map(String::len).sum::<usize>() / texts.len();
    let phq9 = questionnaire(instrument("phq9").expect("the PHQ-9 is compiled in"));
    let phq9 = serde_json::to_string(&phq9).expect("JSON");
    std::fs::write(folder.join("questionnaire.json"), phq9).expect("written");
    std::fs::write(folder.join("responses.ndjson"), texts.join("\n")).expect("written");

    let total = |text: &String| {
        let score = score_fhir(black_box(text), Context::default()).expect("a score");
        f64::from(score.total.expect("a total").tenths()) / 10.0
    };
    let sum: f64 = texts.iter().map(total).sum();
    let start = own_cpu_seconds();
    let again: f64 = texts.iter().cycle().take(texts.len() * ROUNDS).map(total).sum();
    let took = own_cpu_seconds() - start;
    black_box(again);
    let how = format!("{bytes} B of JSON; checks, band, findings, safety; aim: ≥ 150,000");
    add(table, "FHIR PHQ-9, Interlude", texts.len() * ROUNDS, took, &how);
    let node = |script: PathBuf| peer(Command::new("node").arg(script).arg(folder));
    told(table, "FHIR PHQ-9, fhirpath.js and JavaScript", node(peers("score.mjs")), sum);
}

/// Columns of PHQ-9 answers: one in 50 is unanswered, one in 1,000 not on offer.
fn columns(table: &mut Table, folder: &Path, rows: u32) {
    let column = |item: u32| {
        let value = |row: u32| match drawn(row * 9 + item) >> 8 {
            at if at % 1_000 == 7 => 7,
            at if at % 50 == 3 => MISSING,
            at => i8::try_from(at & 3).unwrap_or_default(),
        };
        (0..rows).map(value).collect::<Vec<i8>>()
    };
    let columns: Vec<Vec<i8>> = (0..9).map(column).collect();
    let bytes: Vec<u8> = columns.concat().into_iter().map(i8::cast_unsigned).collect();
    std::fs::write(folder.join("columns.bin"), bytes).expect("written");
    let items: Vec<String> = (1..=9).map(|number| format!("phq9.{number}")).collect();
    let named: Vec<(&str, &[i8])> =
        items.iter().map(String::as_str).zip(columns.iter().map(Vec::as_slice)).collect();
    let phq9 = instrument("phq9").expect("the PHQ-9 is compiled in");
    let score = |columns: &[(&str, &[i8])]| {
        score_batch(phq9, black_box(columns), Context::default()).expect("scores")
    };
    let totals = score(&named).totals.into_iter().filter(|it| !it.is_nan());
    let sum: f64 = totals.map(f64::from).sum();
    let mut measure = |name: &str, pieces: &[Vec<(&str, &[i8])>]| {
        let start = own_cpu_seconds();
        for _ in 0..SCORED / rows {
            pieces.iter().for_each(|piece| drop(black_box(score(piece))));
        }
        let took = own_cpu_seconds() - start;
        let how = "range, missing, proration, item 9, status, first invalid; aim: ≥ 300 M";
        let n = usize::try_from(SCORED).expect("a count");
        add(table, &format!("PHQ-9 columns of {rows}, Interlude{name}"), n, took, how);
    };
    measure("", std::slice::from_ref(&named));
    if rows > AT_A_TIME {
        let few = usize::try_from(AT_A_TIME).expect("a count");
        let starts = (0..columns.first().map_or(0, Vec::len)).step_by(few);
        let rows = |start: usize| {
            named.iter().map(move |(id, it)| (*id, it.get(start..start + few).unwrap_or_default()))
        };
        let pieces: Vec<_> = starts.map(|start| rows(start).collect()).collect();
        measure(&format!(", {few} at a time"), &pieces);
    }
    let python = std::env::var_os("INTERLUDE_PYTHON").unwrap_or_else(|| "python3".into());
    let said = peer(Command::new(python).arg(peers("score.py")).arg(folder));
    told(table, "PHQ-9 columns, pandas and numpy", said, sum);
}

fn peers(script: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("bench/peers").join(script)
}

/// What a peer printed, or why it did not.
fn peer(command: &mut Command) -> Result<Vec<Said>, String> {
    let output = command.stderr(Stdio::piped()).output().map_err(|error| error.to_string())?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(said.lines().rfind(|it| it.contains("Error")).unwrap_or_default().to_owned());
    }
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    let said = lines.lines().map(serde_json::from_str);
    said.collect::<Result<_, _>>().map_err(|error| error.to_string())
}

/// Lines for what was said, beside the sum of our totals.
fn told(table: &mut Table, names: &str, said: Result<Vec<Said>, String>, sum: f64) {
    match said {
        Err(why) => table.add(names, 0, "not measured".to_owned(), &why),
        Ok(said) => {
            for Said { name, mut how, n, cpu_seconds, sum: theirs } in said {
                if n == 0 {
                    table.add(&name, 0, "not measured".to_owned(), &how);
                    continue;
                }
                let theirs = theirs.unwrap_or(sum);
                if (theirs - sum).abs() > 0.5 {
                    write!(how, "; OTHER TOTALS: {theirs}, not {sum}").expect("a text");
                }
                add(table, &name, n, cpu_seconds, &how);
            }
        }
    }
}

fn add(table: &mut Table, name: &str, n: usize, cpu_seconds: f64, how: &str) {
    let count = u32::try_from(n).map_or(f64::MAX, f64::from);
    let rate = count / cpu_seconds.max(f64::EPSILON);
    table.add(name, n, format!("{rate:.0} /CPU s"), how);
}
