//! Checks for texts outside the message files. Only definitions and typed texts may be in plain letters.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Serialize;
use serde_json::Value;

/// Fields that only programs read.
const FOR_PROGRAMS: &str = "\
    as_of at band begun_at blank_wording born clinic code content_kind country day direction expires_at \
    first_day id instrument item kind language last_day licence_class open patient rating record role route \
    scorer state status taken_back_at version wording zone";

/// Fields of crisis help, whose texts are constants and not messages.
const CRISIS: &str = "crisis help";

/// Texts that are not messages.
pub(crate) struct Data(BTreeSet<String>);

impl Data {
    /// Collects every text of the definitions, and `typed`.
    pub(crate) fn with(typed: &[&str]) -> Self {
        let mut texts: BTreeSet<String> = typed.iter().map(|it| (*it).to_owned()).collect();
        let clinical = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/clinical");
        let mut folders = vec![clinical.join("instruments"), clinical.join("crisis")];
        while let Some(folder) = folders.pop() {
            for path in std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()) {
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|it| it == "json") {
                    let json = std::fs::read(path).unwrap();
                    take(&serde_json::from_slice(&json).unwrap(), &mut texts);
                }
            }
        }
        texts.remove("");
        Self(texts)
    }

    /// Fails if a text in `shown` has a plain word that is not data.
    #[track_caller]
    pub(crate) fn check(&self, shown: &impl Serialize) {
        self.check_value("", &serde_json::to_value(shown).unwrap());
    }

    #[track_caller]
    fn check_value(&self, field: &str, shown: &Value) {
        match shown {
            Value::String(_) if is_in(FOR_PROGRAMS, field) => {}
            Value::String(text) => self.check_text(field, text),
            Value::Array(all) => all.iter().for_each(|it| self.check_value(field, it)),
            Value::Object(fields) => {
                for (field, it) in fields.iter().filter(|it| !is_in(CRISIS, it.0)) {
                    self.check_value(field, it);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    #[track_caller]
    fn check_text(&self, field: &str, text: &str) {
        if self.0.contains(text) {
            return;
        }
        let mut left = text.to_owned();
        let there = |it: &&String| it.len() <= text.len() && text.contains(*it);
        let mut known: Vec<&String> = self.0.iter().filter(there).collect();
        known.sort_by_key(|it| std::cmp::Reverse(it.len()));
        for known in known {
            left = without(&left, known);
        }
        let plain = left.contains(|it: char| it.is_ascii_alphabetic());
        assert!(!plain, "not in the message files: {field} {text:?}: {left:?}");
    }
}

fn is_in(fields: &str, field: &str) -> bool {
    fields.split(' ').any(|it| it == field)
}

/// Removes `known` from `text`, except in the middle of a word.
fn without(text: &str, known: &str) -> String {
    let is_letter = |it: char| it.is_ascii_alphabetic();
    let mut parts = text.split(known);
    let mut left = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let begins_inside = left.ends_with(is_letter) && known.starts_with(is_letter);
        let ends_inside = known.ends_with(is_letter) && part.starts_with(is_letter);
        left.push_str(if begins_inside || ends_inside { known } else { " " });
        left.push_str(part);
    }
    left
}

fn take(value: &Value, texts: &mut BTreeSet<String>) {
    match value {
        // Names of ranges are in lower case within a sentence.
        Value::String(text) => texts.extend([text.to_lowercase(), text.clone()]),
        Value::Array(all) => all.iter().for_each(|it| take(it, texts)),
        Value::Object(fields) => fields.values().for_each(|it| take(it, texts)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
