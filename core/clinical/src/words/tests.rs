//! Message files and code declare the same messages, and every message can be formatted.

use std::collections::BTreeSet;

use super::message::ALL;
use super::*;

/// The pseudo-language.
pub(crate) fn pseudo() -> &'static Words {
    Words::for_language("en-XA")
}

/// Removes `data` from `text`, the longest first, and fails if a plain letter is left.
#[track_caller]
pub(crate) fn assert_from_messages(text: &str, data: &BTreeSet<String>) {
    let mut left = text.to_owned();
    let mut data: Vec<&String> = data.iter().filter(|it| !it.is_empty()).collect();
    data.sort_by_key(|it| std::cmp::Reverse(it.len()));
    for known in data {
        left = left.replace(known.as_str(), "");
    }
    assert!(
        !left.contains(|it: char| it.is_ascii_alphabetic()),
        "not in the message files: {text}"
    );
}

impl Words {
    /// The codes of all conditions that have words.
    pub(crate) fn conditions(&self) -> impl Iterator<Item = &String> {
        self.conditions.keys()
    }
}

fn all() -> impl Iterator<Item = &'static (&'static str, &'static [&'static str])> {
    ALL.iter().copied().flatten()
}

/// Every message in the files, with the values and the parts that it names.
fn messages_in_files() -> BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)> {
    let mut found: BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)> = BTreeMap::new();
    let mut last = String::new();
    let lines = EN_US.messages.iter().flat_map(|file| file.lines());
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some((id, _)) = line.split_once(" =").filter(|_| !line.starts_with(' ')) {
            last = id.to_owned();
            assert!(found.insert(last.clone(), <_>::default()).is_none(), "{id} is defined twice");
        }
        let name = |it: &str| {
            it.split(|it: char| !it.is_alphanumeric() && it != '_').next().map(str::to_owned)
        };
        let (values, parts) = found.entry(last.clone()).or_default();
        values.extend(line.split('$').skip(1).filter_map(name));
        parts.extend(line.split("{ part_").skip(1).filter_map(name).map(|it| format!("part_{it}")));
    }
    found
}

#[test]
fn files_and_code_have_the_same_messages_and_values() {
    let in_files = messages_in_files();
    let mut used = BTreeSet::new();
    let mut found = BTreeMap::new();
    for (id, (values, parts)) in in_files.iter().filter(|(id, _)| !id.starts_with("part_")) {
        let (mut values, mut left) = (values.clone(), parts.clone());
        while let Some(part) = left.pop_first() {
            values.extend(in_files[&part].0.iter().cloned());
            left.extend(in_files[&part].1.iter().cloned());
            used.insert(part);
        }
        found.insert(id.clone(), values);
    }
    let in_code: BTreeMap<String, BTreeSet<String>> = all()
        .map(|(id, values)| ((*id).to_owned(), values.iter().map(ToString::to_string).collect()))
        .collect();
    assert_eq!(found, in_code, "left: files, right: code");
    let parts: BTreeSet<String> =
        in_files.into_keys().filter(|it| it.starts_with("part_")).collect();
    assert_eq!(parts, used, "left: parts in the files, right: parts that a message uses");
}

#[test]
fn every_file_parses() {
    for file in EN_US.messages {
        let read = FluentResource::try_new((*file).to_owned());
        assert!(read.is_ok(), "{:?}", read.unwrap_err().1);
    }
    serde_json::from_str::<Signs>(EN_US.signs).unwrap();
    serde_json::from_str::<BTreeMap<String, Condition>>(EN_US.conditions).unwrap();
}

#[test]
fn every_message_can_be_formatted() {
    for (id, values) in all() {
        for number in [0, 1, 2] {
            let values = values.iter().map(|name| (*name, Value::from(number).0)).collect();
            let text = Words::en_us().format(id, &values);
            assert!(text.is_some_and(|it| !it.is_empty()), "{id}");
        }
    }
}

#[test]
fn a_missing_message_falls_back_to_english() {
    let empty = Words::of(&Language { messages: &[], ..EN_US });
    assert_eq!(empty.reason_silent(15), "Silent 15 days");
}

#[test]
fn plurals_follow_the_number() {
    let words = Words::en_us();
    assert_eq!(words.reason_unreadable(1_u32), "1 record could not be opened");
    assert_eq!(words.reason_unreadable(0_u32), "0 records could not be opened");
    assert_eq!(words.reason_unreadable(1000_u32), "1000 records could not be opened");
}

#[test]
fn tenths_keep_their_sign() {
    let words = Words::en_us();
    assert_eq!([0, 5, 100, -5].map(|it| words.tenths(it)), ["0", "0.5", "10", "-0.5"]);
    assert_eq!([0, 20, -15].map(|it| words.signed_tenths(it)), ["0", "+2", "−1.5"]);
}
