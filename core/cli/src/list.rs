//! Lists the instruments as a table, as JSON and as FHIR Questionnaires.

use std::borrow::Borrow;

use serde::Serialize;

use interlude_clinical::catalogue::{self, translations};
use interlude_clinical::fhir::questionnaire;
use interlude_clinical::instrument::facts::LicenceClass;
use interlude_clinical::instrument::points::Points;
use interlude_clinical::instrument::scoring::Method;
use interlude_clinical::instrument::wording::{WordingError, WordingState};
use interlude_clinical::instrument::{Direction, Instrument, Respondent};

/// An instrument in `interlude instruments --json`.
#[derive(Serialize)]
struct Row {
    id: &'static str,
    version: &'static str,
    name: &'static str,
    title: &'static str,
    respondent: Respondent,
    conditions: &'static [String],
    items: Vec<&'static str>,
    scoring: Method,
    range: Option<[Points; 2]>,
    direction: Option<Direction>,
    bands: Vec<Band>,
    max_missing: u16,
    licence: LicenceClass,
    notice: &'static str,
    citation: Option<&'static str>,
    wording: bool,
    unverified: Vec<&'static str>,
    languages: Vec<Language>,
    /// The definition's file: answers and their values, rules, cut-offs, codes, with their sources.
    definition: serde_json::Value,
}

#[derive(Serialize)]
struct Band {
    from: Points,
    code: &'static str,
    label: &'static str,
}

#[derive(Serialize)]
struct Language {
    language: String,
    state: WordingState,
    offered: bool,
    missing: Vec<String>,
}

/// All instruments with their details, as a JSON array.
pub(super) fn json() -> String {
    let rows: Vec<Row> = catalogue::instruments().map(row).collect();
    let mut text = serde_json::to_string_pretty(&rows).unwrap_or_default();
    text.push('\n');
    text
}

/// All instruments as FHIR R4 Questionnaires, one per line.
pub(super) fn fhir() -> String {
    let lines =
        catalogue::instruments().filter_map(|it| serde_json::to_string(&questionnaire(it)).ok());
    lines.map(|line| line + "\n").collect()
}

fn row(instrument: &'static Instrument) -> Row {
    let range = instrument.range();
    let bands = instrument.bands.iter();
    Row {
        id: &instrument.id,
        version: &instrument.version,
        name: &instrument.short,
        title: &instrument.title,
        respondent: instrument.respondent,
        conditions: &instrument.conditions,
        items: instrument.items.iter().map(|item| item.id.as_str()).collect(),
        scoring: instrument.scoring.method,
        range: instrument.has_range().then_some([range.0, range.1]),
        direction: instrument.direction,
        bands: bands.map(|it| Band { from: it.from, code: &it.code, label: &it.label }).collect(),
        max_missing: instrument.scoring.max_missing,
        licence: instrument.licence.class,
        notice: &instrument.licence.notice,
        citation: instrument.citation.as_deref(),
        wording: instrument.has_wording(),
        unverified: unverified(instrument),
        languages: languages(instrument),
        definition: definition(instrument),
    }
}

/// The compiled-in file of the definition.
fn definition(instrument: &Instrument) -> serde_json::Value {
    let name = format!("{}.json", instrument.id);
    let own = |path: &&str| path.rsplit('/').next() == Some(name.as_str());
    let file = catalogue::FILES.iter().find(|(path, _)| own(path));
    file.and_then(|(_, text)| serde_json::from_str(text).ok()).unwrap_or_default()
}

fn languages(instrument: &Instrument) -> Vec<Language> {
    let own = instrument.has_wording().then(|| {
        let (language, state) = (instrument.language.clone(), instrument.wording_state());
        Language { language, state, offered: true, missing: Vec::new() }
    });
    let others = translations(instrument).into_iter().map(|it| Language {
        offered: it.is_offered(),
        language: it.language,
        state: it.state,
        missing: match it.instrument {
            Err(WordingError::Missing(missing)) => {
                missing.iter().map(ToString::to_string).collect()
            }
            Ok(_) | Err(_) => Vec::new(),
        },
    });
    own.into_iter().chain(others).collect()
}

/// The parts of an instrument that were not compared with a source.
fn unverified(instrument: &Instrument) -> Vec<&'static str> {
    let mut open: Vec<&str> =
        instrument.unverified().into_iter().map(|open| open.what.name()).collect();
    open.dedup();
    open
}

/// A table for terminals: aligned columns, two spaces apart.
pub(super) fn table() -> String {
    let head = [
        "ID",
        "NAME",
        "ITEMS",
        "RANGE",
        "LICENCE",
        "WORDING",
        "LANGUAGES",
        "CONDITIONS",
        "NOT VERIFIED",
    ];
    let mut rows = vec![head.map(str::to_owned)];
    rows.extend(catalogue::instruments().map(|it| cells(&row(it))));
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let mut text = String::new();
    for row in &rows {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        text.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        text.push('\n');
    }
    text.push_str("\n* at least partly not compared with a source; (…) not offered: an incomplete or unverified translation\n");
    text
}

fn cells(row: &Row) -> [String; 9] {
    let licence = match row.licence {
        LicenceClass::Free => "free",
        LicenceClass::Own => "own",
        LicenceClass::NonCommercial => "non-commercial",
        LicenceClass::BringYourOwn => "bring your own",
    };
    let language = |it: &Language| {
        let mark = if it.state == WordingState::Unverified { "*" } else { "" };
        let (before, after) = if it.offered { ("", "") } else { ("(", ")") };
        format!("{before}{}{mark}{after}", it.language)
    };
    let languages: Vec<String> = row.languages.iter().map(language).collect();
    [
        row.id.to_owned(),
        row.name.to_owned(),
        row.items.len().to_string(),
        row.range.map_or("–".to_owned(), |[low, high]| format!("{low}–{high}")),
        licence.to_owned(),
        if row.wording { "yes" } else { "no" }.to_owned(),
        or_dash(&languages, " "),
        or_dash(row.conditions, ", "),
        or_dash(&row.unverified, ", "),
    ]
}

fn or_dash(words: &[impl Borrow<str>], between: &str) -> String {
    if words.is_empty() { "–".to_owned() } else { words.join(between) }
}
