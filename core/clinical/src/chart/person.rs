//! The patient's data and sharing choices.

use serde::{Deserialize, Serialize};

use crate::entry::SharingChoice;
use crate::instrument::ContentKind;
use crate::instrument::rule::Sex;
use crate::moment::Moment;
use crate::timeline::Timeline;

/// A patient's data.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Person {
    /// Name as the clinic writes it.
    pub name: Option<String>,
    /// Date of birth, `1984-03-14`.
    pub born: Option<String>,
    /// Date of birth and age: `14 Mar 1984 (42)`.
    pub born_text: Option<String>,
    /// The clinic's own number.
    pub clinic_number: Option<String>,
    /// Telephone.
    pub telephone: Option<String>,
    /// Pronouns.
    pub pronouns: Option<String>,
    /// Sex used for scoring; `None` if not stated.
    pub sex_for_scoring: Option<Sex>,
}

/// What a patient shares.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SharingView {
    /// Kinds of content that the care team may read.
    pub shared: Vec<String>,
    /// Kinds of content that only the patient may read.
    pub private: Vec<String>,
    /// Both in a sentence; empty if the patient has not chosen yet.
    pub text: String,
}

pub(crate) fn person(timeline: &Timeline<'_>, now: &Moment) -> Person {
    let Some(profile) = timeline.profile else { return Person::default() };
    Person {
        name: Some(profile.name.clone()),
        born: profile.born.map(|date| date.to_string()),
        born_text: profile.born.map(|date| timeline.words.born(date, now)),
        clinic_number: profile.clinic_number.clone(),
        telephone: profile.telephone.clone(),
        pronouns: profile.pronouns.clone(),
        sex_for_scoring: profile.sex_for_scoring,
    }
}

pub(super) fn sharing(timeline: &Timeline<'_>) -> SharingView {
    let of = |choice: SharingChoice| -> Vec<String> {
        let kinds = ContentKind::ALL.into_iter();
        let chosen = kinds.filter(|kind| timeline.choice(*kind) == Some(choice));
        chosen.map(|kind| timeline.words.content_kind_inside(kind.code())).collect()
    };
    let (shared, private) = (of(SharingChoice::Shared), of(SharingChoice::Own));
    let list =
        |kinds: &[String]| (!kinds.is_empty()).then(|| timeline.words.list(kinds.iter().cloned()));
    let parts = [
        list(&shared).map(|kinds| timeline.words.shares(kinds)),
        list(&private).map(|kinds| timeline.words.keeps_private(kinds)),
    ];
    let text = timeline.words.notes(parts.into_iter().flatten());
    SharingView { shared, private, text }
}
