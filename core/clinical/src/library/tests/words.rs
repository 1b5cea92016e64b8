//! Every sentence of the library page comes from the message files.

use std::collections::BTreeSet;

use super::*;
use crate::library::about::about;
use crate::library::preview::preview;
use crate::library::refused::RefusedFiles;
use crate::words::tests::{assert_from_messages, pseudo};

/// Collects every string in a value.
fn texts(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => drop(found.insert(text.clone())),
        Value::Array(list) => list.iter().for_each(|it| texts(it, found)),
        Value::Object(members) => members.values().for_each(|it| texts(it, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Collects the strings that people read as sentences, chosen by field name.
fn sentences(value: &Value, found: &mut BTreeSet<String>) {
    let Value::Object(members) = value else {
        value.as_array().into_iter().flatten().for_each(|it| sentences(it, found));
        return;
    };
    for (name, member) in members {
        let read = ["cut_points", "marks", "lacks", "answers", "advice"];
        if name.ends_with("_text") || read.contains(&name.as_str()) {
            texts(member, found);
        } else {
            sentences(member, found);
        }
    }
}

/// Strings that sentences may take from an instrument's definition and from uploaded files.
fn data_of(it: &Instrument, files: &[&str]) -> BTreeSet<String> {
    let named = format!("/{}.json", it.id);
    let shipped = catalogue::FILES.iter().filter(|(file, _)| format!("/{file}").ends_with(&named));
    let mut data = BTreeSet::new();
    for file in shipped.map(|(_, text)| text).chain(files) {
        texts(&serde_json::from_str(file).unwrap_or_default(), &mut data);
    }
    data
}

#[track_caller]
fn all_from_messages(value: &impl serde::Serialize, data: &BTreeSet<String>) -> usize {
    let mut found = BTreeSet::new();
    sentences(&serde_json::to_value(value).unwrap(), &mut found);
    for text in &found {
        assert_from_messages(text, data);
    }
    found.len()
}

#[test]
fn no_sentence_about_an_instrument_bypasses_the_message_files() {
    let texts = [wording("epds"), wording("isi"), own()].map(|file| file.to_string());
    let files = texts.each_ref().map(String::as_str);
    let brought = library(&files.map(|text| (text, Side::Clinic)), None);
    let mut seen = 0;
    for library in [&CATALOGUE, &brought] {
        for it in library.instruments() {
            let mut data = data_of(it, &files);
            data.extend(it.items.iter().map(|item| item.id.clone()));
            // Units of measurement are written the same everywhere.
            data.extend(["mmHg", "°C"].map(str::to_owned));
            seen += all_from_messages(&about(library, it, false, pseudo()), &data);
            seen += all_from_messages(&preview(it, pseudo()), &data);
        }
    }
    assert!(seen > 1000, "{seen}");
}

#[test]
fn no_sentence_about_a_refused_file_bypasses_the_message_files() {
    let mut broken = own();
    broken["items"][0]["options"] = json!("yesno");
    let broken = broken.to_string();
    let mended = own().to_string();
    let texts = [broken.as_str(), "{", "[]", mended.as_str()];
    let found = library(&texts.map(|text| (text, Side::Clinic)), None);
    assert_eq!(found.refused().len(), 3);
    let parser = serde_json::from_str::<Value>("{").unwrap_err().to_string();
    let data = ["own_sleep_diary.json", "own_sleep_diary.1", "own_sleep_diary", "items", "yesno"];
    let mut data: BTreeSet<String> = data.map(str::to_owned).into();
    data.extend([parser, "M. Chen".to_owned()]);
    let views = found
        .refused()
        .iter()
        .flat_map(|it| [it.view(None, pseudo()), it.view(Some("M. Chen"), pseudo())]);
    let views: Vec<_> = views.collect();
    for view in &views {
        assert_from_messages(&view.text, &data);
    }
    let all = RefusedFiles::of(views, pseudo()).unwrap();
    assert_from_messages(&all.text, &data);
    assert_from_messages(&all.advice, &data);
}

#[test]
fn no_upload_error_bypasses_the_message_files() {
    let name = || "Bad".to_owned();
    let errors = [
        UploadError::NotJson(name()),
        UploadError::BadLanguage(name()),
        UploadError::NeitherKind,
        UploadError::UnknownInstrument(name()),
        UploadError::WordingIncluded(name()),
        UploadError::NameTaken(name()),
        UploadError::CalledAlike(name()),
        UploadError::BadId(name()),
        UploadError::VersionTaken { id: name(), version: name() },
        UploadError::NotAForm,
        UploadError::NoPermission,
        UploadError::TooLong { path: name(), most: 40 },
        UploadError::Hidden(name()),
    ];
    let data: BTreeSet<String> = [name()].into();
    for error in errors {
        assert_from_messages(&error.text(pseudo()), &data);
    }
}

#[test]
fn quoted_names_are_escaped() {
    let error = UploadError::UnknownInstrument("a\"b\u{7}".to_owned());
    assert_eq!(error.to_string(), "unknown instrument \"a\\\"b\\u{7}\"");
}
