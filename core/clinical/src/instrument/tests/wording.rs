//! Translations and licensed wordings: complete ones change texts only, others are refused.

use super::*;
use crate::catalogue::TRANSLATIONS;
use crate::instrument::error::MOST_BYTES;
use crate::instrument::wording::{ItemWording, Wording, WordingError, WordingPlace, WordingState};
use crate::score::score_values;

/// A complete wording for tests.
fn invented(instrument: &Instrument) -> Wording {
    let mut option_sets = std::collections::BTreeMap::new();
    let mut items = std::collections::BTreeMap::new();
    for item in &instrument.items {
        let (mut min_label, mut max_label) = (None, None);
        match &item.kind {
            ItemKind::Choice { set, options } => {
                let labels = (1..=options.len()).map(|at| format!("{set} {at}"));
                option_sets.insert(set.clone(), labels.collect());
            }
            ItemKind::Number { .. } => {
                (min_label, max_label) = (Some("least".to_owned()), Some("most".to_owned()));
            }
            ItemKind::Decimal { .. } | ItemKind::Boolean | ItemKind::Text { .. } => {}
        }
        let text = format!("text of {}", item.id);
        items.insert(item.id.clone(), ItemWording { text, min_label, max_label });
    }
    Wording {
        instrument: instrument.id.clone(),
        version: instrument.version.clone(),
        language: "tlh".to_owned(),
        state: WordingState::Unverified,
        source: "invented".to_owned(),
        permission: Some("none is needed".to_owned()),
        notes: Vec::new(),
        title: Some("A title".to_owned()),
        instructions: Some("Instructions".to_owned()),
        stem: Some("A stem".to_owned()),
        option_sets,
        items,
    }
}

/// The same definition without any wording.
fn wordless(instrument: &Instrument) -> Instrument {
    let mut bare = instrument.clone();
    bare.language.clear();
    bare.title.clear();
    (bare.instructions, bare.stem) = (None, None);
    for item in &mut bare.items {
        item.text.clear();
        match &mut item.kind {
            ItemKind::Choice { options, .. } => {
                options.iter_mut().for_each(|option| option.label.clear());
            }
            ItemKind::Number { min_label, max_label, .. } => {
                min_label.clear();
                max_label.clear();
            }
            ItemKind::Decimal { .. } | ItemKind::Boolean | ItemKind::Text { .. } => {}
        }
    }
    bare
}

#[track_caller]
fn refused(id: &str, change: impl FnOnce(&mut Wording), error: &WordingError) {
    let instrument = instrument(id).unwrap();
    let mut wording = invented(instrument);
    assert!(instrument.with_wording(&wording).is_ok());
    change(&mut wording);
    let refused = instrument.with_wording(&wording).unwrap_err();
    assert_eq!(&refused, error);
}

fn item(id: &str) -> WordingPlace {
    WordingPlace::Item(id.to_owned())
}

fn field(name: &'static str) -> WordingError {
    WordingError::Missing(vec![WordingPlace::Field(name)])
}

fn missing(names: &[&str]) -> WordingError {
    WordingError::Missing(names.iter().map(|name| item(name)).collect())
}

#[test]
fn a_wording_changes_only_texts() {
    for instrument in instruments() {
        let worded = instrument.with_wording(&invented(instrument)).unwrap();
        assert_eq!(wordless(&worded), wordless(instrument), "{}", instrument.id);
        assert!(worded.has_wording() || instrument.items.is_empty());
        assert_eq!((worded.language.as_str(), worded.title.as_str()), ("tlh", "A title"));
        assert_eq!(worded.stem.as_deref(), Some("A stem"));
        assert_eq!(worded.instructions.as_deref(), Some("Instructions"));
        for (item, ours) in worded.items.iter().zip(&instrument.items) {
            assert_eq!(item.text, format!("text of {}", ours.id));
            assert_eq!(item.values().collect::<Vec<_>>(), ours.values().collect::<Vec<_>>());
        }
        for pick in 0..4 {
            let form: Vec<Option<i32>> = instrument
                .items
                .iter()
                .map(|item| item.values().nth(pick).or_else(|| item.values().last()).or(Some(0)))
                .collect();
            let (ours, theirs) = (
                score_values(instrument, form.clone(), rule::Context::default()),
                score_values(&worded, form, rule::Context::default()),
            );
            assert_eq!((ours.total, ours.safety), (theirs.total, theirs.safety));
            assert!(ours.status == theirs.status && ours.findings == theirs.findings);
        }
    }
}

#[test]
fn labels_follow_the_order_of_the_definition() {
    let shaps = instrument("shaps").unwrap();
    let worded = shaps.with_wording(&invented(shaps)).unwrap();
    assert_eq!(worded.items[0].label_of(0, Words::en_us()), "disagree_first 1");
    assert_eq!(worded.items[1].label_of(3, Words::en_us()), "agree_first 1");
}

#[test]
fn missing_texts_are_refused_by_name() {
    refused("gad7", |it| drop(it.items.remove("gad7.3")), &missing(&["gad7.3"]));
    refused(
        "gad7",
        |it| {
            drop(it.items.remove("gad7.7"));
            it.items.get_mut("gad7.2").unwrap().text = " \n".to_owned();
        },
        &missing(&["gad7.2", "gad7.7"]),
    );
    refused(
        "gad7",
        |it| it.items.clear(),
        &missing(&["gad7.1", "gad7.2", "gad7.3", "gad7.4", "gad7.5", "gad7.6", "gad7.7"]),
    );
    let all = |set: &str| WordingPlace::Options(set.to_owned());
    let options = WordingError::Missing(vec![all("freq4")]);
    assert_eq!(options.to_string(), "no text for the options freq4");
    refused("gad7", |it| it.option_sets.clear(), &options);
    let some = |found| {
        let set = "freq4".to_owned();
        WordingError::Missing(vec![WordingPlace::SomeOptions { set, options: 4, found }])
    };
    let said = "no text for the 4 options freq4, of which the file has 3";
    assert_eq!(some(3).to_string(), said);
    let labels = |it: &mut Wording, change: fn(&mut Vec<String>)| {
        change(it.option_sets.get_mut("freq4").unwrap());
    };
    refused("gad7", |it| labels(it, |labels| drop(labels.pop())), &some(3));
    refused("gad7", |it| labels(it, |labels| labels.push("one more".to_owned())), &some(5));
    refused("gad7", |it| labels(it, |labels| labels[2] = String::new()), &some(3));
    // Each place is named once, although several items lack it.
    refused(
        "shaps",
        |it| it.option_sets.clear(),
        &WordingError::Missing(vec![all("disagree_first"), all("agree_first")]),
    );
    refused("gad7", |it| it.stem = None, &field("stem"));
    refused("gad7", |it| it.stem = Some("  ".to_owned()), &field("stem"));
    refused("pcptsd5", |it| it.instructions = None, &field("instructions"));
    let ends = WordingError::Missing(vec![WordingPlace::Ends("peg.1".to_owned())]);
    assert_eq!(ends.to_string(), "no text for the ends of peg.1");
    let first = |it: &mut Wording| it.items.get_mut("peg.1").unwrap().min_label = None;
    refused("peg", first, &ends);
    let both = |it: &mut Wording| {
        let first = it.items.get_mut("peg.1").unwrap();
        (first.min_label, first.max_label) = (None, None);
    };
    refused("peg", both, &ends);
    let error = WordingError::Missing(vec![item("peg.1"), WordingPlace::Field("stem")]).to_string();
    assert_eq!(error, "no text for peg.1, stem");
}

#[test]
fn end_labels_are_optional_if_the_definition_has_none() {
    let wsas = instrument("wsas").unwrap();
    let mut wording = invented(wsas);
    for item in wording.items.values_mut() {
        (item.min_label, item.max_label) = (None, None);
    }
    assert!(wsas.with_wording(&wording).unwrap().has_wording());
}

#[test]
fn a_wording_for_another_instrument_is_refused() {
    let other = |name: &str| WordingError::OtherInstrument(name.to_owned());
    refused("gad7", |it| it.instrument = "phq9".to_owned(), &other("phq9 2006"));
    refused("gad7", |it| it.version = "1999".to_owned(), &other("gad7 1999"));
    let unknown =
        |names: &[&str]| WordingError::Unknown(names.iter().map(|name| item(name)).collect());
    let text = || ItemWording { text: "t".to_owned(), min_label: None, max_label: None };
    refused("gad7", |it| drop(it.items.insert("gad7.8".to_owned(), text())), &unknown(&["gad7.8"]));
    let freq5 = WordingPlace::OptionSet("freq5".to_owned());
    refused(
        "gad7",
        |it| {
            it.option_sets.insert("freq5".to_owned(), Vec::new());
            it.items.insert("gad7.0".to_owned(), text());
            it.items.clear();
            it.items.insert("phq9.1".to_owned(), text());
        },
        &WordingError::Unknown(vec![item("phq9.1"), freq5]),
    );
    let other = WordingError::Unknown(vec![item("a"), WordingPlace::OptionSet("b".to_owned())]);
    assert_eq!(other.to_string(), "the instrument has no a, option set b");
}

#[test]
fn equal_labels_are_refused() {
    refused(
        "gad7",
        |it| it.option_sets.get_mut("freq4").unwrap()[1] = "freq4 1 ".to_owned(),
        &WordingError::Alike("freq4".to_owned()),
    );
}

#[test]
fn invalid_and_large_wording_files_are_refused() {
    let shape = |json: &str| match Wording::load(json) {
        Err(WordingError::Shape(said)) => said,
        other => panic!("{other:?}"),
    };
    let whole = serde_json::to_string(&invented(instrument("gad7").unwrap())).unwrap();
    assert_eq!(Wording::load(&whole), Ok(invented(instrument("gad7").unwrap())));
    assert!(shape("{").contains("EOF"));
    assert!(shape(&whole.replace("\"language\"", "\"lang\"")).contains("unknown field `lang`"));
    assert!(shape(&whole.replace("\"unverified\"", "\"good\"")).contains("unknown variant `good`"));
    let large = Wording::load(&" ".repeat(MOST_BYTES + 1)).unwrap_err();
    assert_eq!(large.to_string(), format!("larger than {MOST_BYTES} bytes"));
    let padded = format!("{whole}{}", " ".repeat(MOST_BYTES - whole.len()));
    assert!(Wording::load(&padded).is_ok(), "the limit itself is allowed");
    assert!(
        shape(&"[".repeat(MOST_BYTES)).contains("invalid type")
            || !shape(&"{\"notes\":".repeat(5_000)).is_empty()
    );
}

#[test]
fn translations_are_complete_or_name_missing_texts() {
    let mut offered = Vec::new();
    for (file, json) in TRANSLATIONS {
        let wording = Wording::load(json).unwrap();
        let ours = instrument(&wording.instrument).unwrap();
        let lacks: Vec<String> = ours
            .items
            .iter()
            .filter(|item| !wording.items.contains_key(&item.id))
            .map(|item| item.id.clone())
            .collect();
        match ours.with_wording(&wording) {
            Ok(worded) => {
                assert!(lacks.is_empty() && worded.has_wording(), "{file}");
                assert_eq!(wordless(&worded), wordless(ours), "{file}");
                offered.push(*file);
            }
            Err(WordingError::Missing(names)) => {
                assert!(lacks.iter().all(|id| names.contains(&item(id))), "{file}: {names:?}");
            }
            Err(other) => panic!("{file}: {other}"),
        }
    }
    // The French PHQ-9 lacks item 9, so it is not offered.
    assert!(!offered.iter().any(|file| file.contains("phq9.fr")));
    assert!(offered.contains(&"translations/gad7.de.json"), "{offered:?}");
}
