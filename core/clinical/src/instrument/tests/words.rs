//! Texts about instruments come from the message files.

use std::collections::BTreeSet;

use super::*;
use crate::instrument::error::InstrumentError;
use crate::instrument::wording::{WordingError, WordingPlace};
use crate::words::tests::{assert_from_messages, pseudo};

/// A marker for every name and text of a file.
const NAME: &str = "Named";

#[track_caller]
fn all_from_messages(texts: impl IntoIterator<Item = String>, data: &[&str]) {
    let data: BTreeSet<String> = data.iter().map(|it| (*it).to_owned()).collect();
    for text in texts {
        assert_from_messages(&text, &data);
    }
}

#[test]
fn item_texts_come_from_the_message_files() {
    for item in instruments().flat_map(|it| &it.items) {
        let data: Vec<&str> = item.label.as_deref().into_iter().collect();
        all_from_messages([item.name(pseudo()), item.question(pseudo())], &data);
        for value in item.values() {
            let data: Vec<&str> = item.option_label(value).into_iter().collect();
            all_from_messages([item.label_of(value, pseudo())], &data);
        }
        if let ItemKind::Decimal { unit, .. } = &item.kind {
            all_from_messages([unit::in_words(unit, pseudo())], &["mmHg", "°C", "kg", "h"]);
        }
    }
    let directions = [Direction::LowerIsBetter, Direction::HigherIsBetter];
    all_from_messages(directions.map(|it| it.text(pseudo())), &[]);
}

#[test]
fn unverified_texts_come_from_the_message_files() {
    let mut seen = BTreeSet::new();
    for it in instruments() {
        for open in it.unverified() {
            let mut data = vec![open.source];
            if let unverified::UnverifiedKind::Wording(item) = open.what {
                data.extend(item.label.as_deref());
            }
            all_from_messages([open.text(pseudo())], &data);
            seen.insert(open.what.name());
        }
        let mark = it.bands_mark.as_ref().map(|it| it.source.as_str());
        let data: Vec<&str> = mark.into_iter().chain([it.short.as_str()]).collect();
        all_from_messages(it.bands_text(pseudo()), &data);
    }
    assert!(seen.len() > 8, "{seen:?}");
}

#[test]
fn definition_errors_come_from_the_message_files() {
    let name = || NAME.to_owned();
    let parts = [
        EmptyPart::Version,
        EmptyPart::Title,
        EmptyPart::Short,
        EmptyPart::Language,
        EmptyPart::Duration,
        EmptyPart::Recall,
        EmptyPart::Sources,
        EmptyPart::ItemId,
        EmptyPart::Items,
        EmptyPart::CaseCode,
        EmptyPart::Cases,
        EmptyPart::Band,
    ];
    let scoring = [
        ScoringReason::NoParts,
        ScoringReason::AllMayBeMissing,
        ScoringReason::NoMissingRule,
        ScoringReason::MissingAlone,
        ScoringReason::Multiply,
        ScoringReason::SingleItemsAdded,
        ScoringReason::NoResult,
        ScoringReason::NotASum,
        ScoringReason::NotAddable,
        ScoringReason::FirstOfPoints,
        ScoringReason::TScores,
        ScoringReason::Group,
        ScoringReason::ScoreOf,
    ];
    let reasons = [
        Reason::TooLarge,
        Reason::TooManyItems,
        Reason::TooDeep,
        Reason::IdIsNotFileName(name()),
        Reason::NoLicence,
        Reason::DuplicateId,
        Reason::Numbering,
        Reason::UnknownOptionSet(name()),
        Reason::BadOptionSet(name()),
        Reason::FieldMissing { kind: NAME, field: NAME },
        Reason::FieldTooMany { kind: NAME, field: NAME },
        Reason::BadRange,
        Reason::UnknownItem(name()),
        Reason::NamedTwice(name()),
        Reason::NotEarlier(name()),
        Reason::SafetyOutOfRange,
        Reason::NoteOutOfRange,
        Reason::NothingAsked,
        Reason::PointsReversed,
        Reason::NotAssessedOffered,
        Reason::TestOutOfRange(name()),
        Reason::Condition,
        Reason::HowMany,
        Reason::Finding,
        Reason::Name(name()),
        Reason::NoWording,
        Reason::BandGap { found: Points::whole(1), lowest: Points::default() },
        Reason::BandOverlap(name()),
        Reason::BandBetween(name()),
        Reason::BandOutOfRange(name()),
        Reason::CutPointOutOfRange(28),
        Reason::FindingOutOfRange(name()),
        Reason::DuplicateBand(name()),
    ];
    let parts = parts.into_iter().map(Reason::Empty);
    let scoring = scoring.into_iter().map(Reason::Scoring);
    let mut seen = BTreeSet::new();
    for reason in reasons.into_iter().chain(parts).chain(scoring) {
        for path in ["", NAME] {
            let (file, path) = (name(), path.to_owned());
            let error = InstrumentError { file, path, reason: reason.clone() };
            all_from_messages([error.text(pseudo())], &[NAME]);
        }
        assert!(seen.insert(reason.to_string()), "two reasons read the same: {reason}");
    }
}

#[test]
fn wording_errors_come_from_the_message_files() {
    let name = || NAME.to_owned();
    let places = vec![
        WordingPlace::Item(name()),
        WordingPlace::Ends(name()),
        WordingPlace::Field(NAME),
        WordingPlace::OptionSet(name()),
        WordingPlace::Options(name()),
        WordingPlace::SomeOptions { set: name(), options: 4, found: 3 },
    ];
    let errors = [
        WordingError::TooLarge,
        WordingError::OtherInstrument(name()),
        WordingError::Unknown(places.clone()),
        WordingError::Missing(places),
        WordingError::Alike(name()),
    ];
    all_from_messages(errors.map(|it| it.text(pseudo())), &[NAME]);
}
