//! Files that page checks upload, and files that this version refuses to read.

use super::super::brought::described;
use super::super::library::{checked, taken};
use super::{before, compare, zone};
use crate::error::ClientError;
use interlude_clinical::catalogue;
use interlude_clinical::entry::{Entry, Filed, InstrumentFile, Side};
use interlude_clinical::library::preview::preview;
use interlude_clinical::library::refused::RefusedFiles;
use interlude_clinical::library::{CATALOGUE, Library, read_upload};
use interlude_clinical::words::Words;
use interlude_protocol::id::RecordId;
use serde_json::{Value, json};

/// The empty wording file of the ISI.
fn blank() -> String {
    preview(catalogue::instrument("isi").unwrap(), Words::en_us()).blank_wording
}

/// The same file with a text for every question and option.
fn filled() -> String {
    let blank = blank();
    let (head, texts) = blank.split_once("\"option_sets\"").unwrap();
    let texts = (1..=texts.matches("\"\"").count())
        .fold(texts.to_owned(), |file, n| file.replacen("\"\"", &format!("\"Text {n}\""), 1));
    format!("{head}\"option_sets\"{texts}")
}

fn file(days: u64, text: &str, statement: Option<&str>) -> InstrumentFile {
    let (text, statement) = (text.to_owned(), statement.map(str::to_owned));
    InstrumentFile { at: before(days, "09:00"), zone: zone(), replaces: None, text, statement }
}

fn told(text: &str) -> Value {
    let upload = match read_upload(text).map_err(ClientError::from) {
        Ok(upload) => upload,
        Err(ClientError::RefusedFile { text: refused }) => {
            return json!({"text": text, "refused": refused});
        }
        Err(error) => panic!("{error}"),
    };
    let check = checked(&CATALOGUE, &CATALOGUE.with(&upload).unwrap(), &upload);
    let (id, brought) = described(&file(0, text, Some("{statement}"))).unwrap();
    assert_eq!(id, check.id);
    json!({"text": text, "check": check, "uploaded": taken(&upload), "brought": brought})
}

/// Two unreadable files; a later file replaced one of them.
fn refused() -> Option<RefusedFiles> {
    let diary = json!({
        "id": "own_sleep_diary", "version": "1", "title": "Sleep diary", "short": "Sleep diary", "language": "en",
        "content_kind": "forms", "respondent": "patient", "duration_text": "1 minute", "conditions": [],
        "recall_days": 1, "recall_text": "last night", "citation": null,
        "minimum_interval_days": {"value": 1, "verified": false, "source": "own"},
        "licence": {"class": "own", "notice": "own", "verified": true, "sources": []},
        "loinc": {"panel": null, "total": null}, "option_sets": {}, "bands": [], "cut_points": [], "change": {},
        "items": [{"id": "own_sleep_diary.1", "number": 1, "text": "Did you nap?", "kind": "choice", "options": "yesno"}],
        "scoring": {"method": "single-items"}, "sources": ["own"],
    });
    let isi = filled();
    let files = [
        (8, diary.to_string(), None),
        (40, isi.clone(), None),
        (30, isi, Some("Licence 17 of the publisher")),
    ];
    let entries =
        files.map(|(days, text, statement)| Entry::InstrumentFile(file(days, &text, statement)));
    let filed = |(number, entry)| Filed { record: RecordId([number; 16]), by: Side::Clinic, entry };
    let filed: Vec<Filed<'_>> = (1..).zip(&entries).map(filed).collect();
    let library = Library::of(&filed);
    let by = |record: RecordId| if record == RecordId([1; 16]) { "M. Chen" } else { "Dr Lee" };
    let views = library.refused().iter().map(|it| it.view(Some(by(it.record)), Words::en_us()));
    RefusedFiles::of(views.collect(), Words::en_us())
}

/// Writes `uploads.json`: replies about the files that page checks upload, and the files that this version refuses.
#[test]
fn page_checks_use_current_upload_replies() {
    let short = r#"{"instrument": "isi", "items": {"isi.1": {"text": "One"}}}"#;
    let files = [blank().as_str(), short, &filled()].map(told);
    let refused = refused().unwrap();
    assert_eq!(refused.files.len(), 2);
    compare("uploads", &json!({"files": files, "refused": refused}));
}
