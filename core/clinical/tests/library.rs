//! Writes `server/dashboard/e2e/fixture/library.json`: the library as page checks show it.
//!
//! To update it: `INTERLUDE_UPDATE=1 cargo test --workspace page_checks`.

#![expect(clippy::unwrap_used, reason = "a test says where it fails")]

use interlude_clinical::catalogue;
use interlude_clinical::instrument::Instrument;
use interlude_clinical::library::about::{WordingOrigin, about};
use interlude_clinical::library::preview::preview;
use interlude_clinical::library::{CATALOGUE, Library, read_upload};
use interlude_clinical::words::Words;
use serde_json::{Value, json};

/// Placeholder for the clinic's licence statement, which page tests replace.
const STATEMENT: &str = "{statement}";

/// The catalogue with an uploaded wording of `it`, in which every text is filled in.
fn brought(it: &Instrument) -> Library {
    let blank = preview(it, Words::en_us()).blank_wording;
    let texts = 1..=blank.matches("\"\"").count();
    let filled =
        texts.fold(blank, |file, number| file.replacen("\"\"", &format!("\"Text {number}\""), 1));
    let upload = read_upload(&filled).unwrap();
    CATALOGUE.with(&upload.stated(Some(STATEMENT)).unwrap()).unwrap()
}

fn told(it: &Instrument) -> Value {
    let words = Words::en_us();
    let row = about(&CATALOGUE, it, false, words);
    let brings = row.wording == WordingOrigin::Missing && !it.items.is_empty();
    let brought_row = brings.then(|| {
        let library = brought(it);
        about(&library, library.instrument(&it.id).unwrap(), false, words)
    });
    json!({ "row": row, "brought_row": brought_row, "form": preview(it, words) })
}

#[test]
fn page_checks_meet_the_library_as_core_describes_it() {
    let lines: Vec<String> = catalogue::instruments().map(|it| told(it).to_string()).collect();
    let json = format!("[\n{}\n]\n", lines.join(",\n"));
    let path =
        format!("{}/../../server/dashboard/e2e/fixture/library.json", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("INTERLUDE_UPDATE").is_some() {
        std::fs::write(&path, &json).unwrap();
    }
    let advice = "run this test with INTERLUDE_UPDATE=1 and read what changed";
    let committed = std::fs::read_to_string(&path).unwrap();
    assert_eq!(committed.lines().count(), json.lines().count(), "{advice}");
    for (committed, ours) in committed.lines().zip(json.lines()) {
        assert_eq!(ours, committed, "{advice}");
    }
}
