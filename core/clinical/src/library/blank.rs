//! Writes an empty wording file, which a clinic fills in with the text that it has a licence for.

use serde_json::Value;

use crate::instrument::Instrument;
use crate::instrument::item::ItemKind;

/// A wording file for `it` with empty texts: JSON with one line for each item and option set.
///
/// An upload with an empty text is refused, so that an empty text never reaches a patient.
pub(super) fn blank_wording(it: &Instrument) -> String {
    let head = [
        ("instrument", &*it.id),
        ("version", &it.version),
        ("language", "en"),
        ("state", "unverified"),
    ];
    let mut lines: Vec<String> = head.map(|(name, value)| field(name, &quoted(value))).into();
    lines.extend([field("source", "\"\""), field("permission", "\"\""), field("notes", "[]")]);
    if it.instructions.is_some() {
        lines.push(field("instructions", "\"\""));
    }
    if it.stem.is_some() {
        lines.push(field("stem", "\"\""));
    }
    let mut sets: Vec<String> = Vec::new();
    let mut items = Vec::new();
    for item in &it.items {
        let mut blank = r#"{ "text": "" }"#;
        match &item.kind {
            ItemKind::Choice { set, options } => {
                let line = field(set, &format!("[{}]", vec!["\"\""; options.len()].join(", ")));
                if !sets.contains(&line) {
                    sets.push(line);
                }
            }
            ItemKind::Number { .. } => {
                blank = r#"{ "text": "", "min_label": "", "max_label": "" }"#;
            }
            ItemKind::Decimal { .. } | ItemKind::Boolean | ItemKind::Text { .. } => {}
        }
        items.push(field(&item.id, blank));
    }
    lines.extend([field("option_sets", &object(&sets, 1)), field("items", &object(&items, 1))]);
    object(&lines, 0) + "\n"
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

fn field(name: &str, json: &str) -> String {
    format!("{}: {json}", quoted(name))
}

fn object(lines: &[String], depth: usize) -> String {
    if lines.is_empty() {
        return "{}".to_owned();
    }
    let indent = "  ".repeat(depth);
    let inner: Vec<String> = lines.iter().map(|line| format!("{indent}  {line}")).collect();
    format!("{{\n{}\n{indent}}}", inner.join(",\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;
    use crate::instrument::wording::{Wording, WordingError};
    use crate::library::{Upload, read_upload};

    /// Instruments without wording. An English wording of the others would be refused, because theirs is included.
    fn without() -> impl Iterator<Item = &'static Instrument> {
        catalogue::instruments().filter(|it| !it.has_wording() && !it.items.is_empty())
    }

    #[test]
    fn an_empty_file_is_refused_with_every_missing_text() {
        for it in without() {
            let wording = Wording::load(&blank_wording(it)).unwrap();
            let Err(WordingError::Missing(places)) = it.with_wording(&wording) else {
                panic!("{}", it.id)
            };
            assert!(places.len() >= it.items.len(), "{}", it.id);
        }
    }

    #[test]
    fn a_completely_filled_file_is_accepted() {
        assert!(without().count() > 25);
        for it in without() {
            let blank = blank_wording(it);
            assert!(blank.contains("  \"items\": {\n    \""), "{blank}");
            let texts = 1..=blank.matches("\"\"").count();
            let filled = texts.fold(blank, |file, number| {
                file.replacen("\"\"", &format!("\"Text {number}\""), 1)
            });
            let Ok(Upload::Wording(_, worded)) = read_upload(&filled) else {
                panic!("{}: {filled}", it.id)
            };
            assert!(worded.has_wording(), "{}", it.id);
            assert_eq!(worded.instructions.is_some(), it.instructions.is_some());
            assert_eq!(worded.stem.is_some(), it.stem.is_some());
        }
    }

    #[test]
    fn items_are_in_order_one_per_line() {
        let blank = blank_wording(catalogue::instrument("isi").unwrap());
        assert!(blank.contains("\n    \"isi.1\": [\"\", \"\", \"\", \"\", \"\"],\n"), "{blank}");
        assert!(blank.contains("\n    \"isi.2\": { \"text\": \"\" },\n"), "{blank}");
        let long = blank_wording(catalogue::instrument("meq30").unwrap());
        assert!(long.find("meq30.9\": { ") < long.find("meq30.10\": { "), "{long}");
    }
}
