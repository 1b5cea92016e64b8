//! What is shown about an instrument before it is used: licence, marks, bands, questions.

use serde::Serialize;

use super::blank::blank_wording;
use super::{Library, can_be_asked, condition};
use crate::catalogue;
use crate::instrument::facts::LicenceClass;
use crate::instrument::item::{Item, ItemKind};
use crate::instrument::wording::WordingState;
use crate::instrument::{Direction, Instrument, Respondent, unit};

/// Everything that is known about one instrument, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct About {
    /// Id, such as `phq9`.
    pub id: String,
    /// Name in tables.
    pub short: String,
    /// Full name.
    pub title: String,
    /// Version of the wording.
    pub version: String,
    /// Conditions it is used for, as codes.
    pub conditions: Vec<String>,
    /// The same in words.
    pub conditions_text: String,
    /// What else people call them; for search only.
    pub also_text: String,
    /// Who answers.
    pub respondent: Respondent,
    /// The same in a word.
    pub respondent_text: &'static str,
    /// Number of questions.
    pub items: usize,
    /// Lowest and highest total, such as `0–27`; `None` without a total.
    pub range_text: Option<String>,
    /// `↓ lower is better`; empty where nothing is better.
    pub direction_text: &'static str,
    /// `last 2 weeks`.
    pub recall_text: String,
    /// `not sooner than 7 days`.
    pub interval_text: String,
    /// `about 1 minute`; `None` for what clinicians rate, which takes as long as the conversation.
    pub duration_text: Option<String>,
    /// Kind of permission.
    pub licence_class: LicenceClass,
    /// The same in words.
    pub licence_text: &'static str,
    /// The notice, verbatim.
    pub licence: String,
    /// Whether the permission was read at a source.
    pub licence_verified: bool,
    /// The publication.
    pub citation: Option<String>,
    /// Severity bands, rising.
    pub bands: Vec<BandText>,
    /// Published cut-offs, in sentences.
    pub cut_points: Vec<String>,
    /// Whether an answer can bring up crisis help.
    pub safety: bool,
    /// Which questions do, in a sentence.
    pub safety_text: Option<String>,
    /// What was not read at a source, in sentences.
    pub marks: Vec<String>,
    /// Variants and traps.
    pub notes: Vec<String>,
    /// Where the wording comes from.
    pub wording: WordingOrigin,
    /// The same in words.
    pub wording_text: &'static str,
    /// Translations.
    pub languages: Vec<Language>,
    /// Whether patients are asked it.
    pub on: bool,
    /// Whether it can be switched on.
    pub can_switch: bool,
    /// Why it cannot.
    pub switch_text: Option<String>,
    /// What a lead confirms before it is switched on.
    pub confirm_text: Option<&'static str>,
}

/// Where the wording of an instrument comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum WordingOrigin {
    /// The catalogue.
    Included,
    /// A file of the clinic.
    Uploaded,
    /// Nowhere yet.
    Missing,
}

/// A band in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct BandText {
    /// `5–9`.
    pub range_text: String,
    /// Stable name.
    pub code: String,
    /// Published name.
    pub label: String,
    /// Its place from the least severe on, from 0, whichever way is better.
    pub step: usize,
}

/// A translation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Language {
    /// Language (BCP 47).
    pub language: String,
    /// How well it was compared.
    pub state: WordingState,
    /// The same in words.
    pub state_text: &'static str,
    /// Whether it can be shown.
    pub offered: bool,
    /// What it lacks, if it cannot.
    pub lacks: Option<String>,
}

/// Every question of an instrument.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Preview {
    /// Id of the instrument.
    pub id: String,
    /// Full name.
    pub title: String,
    /// What is said once, before the first question.
    pub instructions: Option<String>,
    /// The sentence above every question.
    pub stem: Option<String>,
    /// The questions, in order.
    pub items: Vec<PreviewItem>,
    /// A wording file of it with every text left empty.
    pub blank_wording: String,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PreviewItem {
    /// Id, such as `phq9.9`.
    pub id: String,
    /// Number on screen; empty if it has none.
    pub number: String,
    /// The wording; empty while the clinic has not brought it.
    pub text: String,
    /// `choice`, `number`, `decimal`, `boolean` or `text`.
    pub kind: &'static str,
    /// What is answered, in words.
    pub kind_text: String,
    /// The answers on offer, in order.
    pub answers: Vec<String>,
    /// Whether an answer can bring up crisis help.
    pub safety: bool,
}

const CONFIRM: &str = "This form may be used where no money is made with it. A clinic that charges for care may count as \
    commercial use. Your clinic decides, and answers for it.";

/// Everything about an instrument of `library`; `on` says whether patients are asked it.
#[must_use]
pub fn about(library: &Library, it: &Instrument, on: bool) -> About {
    let (low, high) = it.range();
    let class = it.licence.class;
    let cannot = can_be_asked(it).err();
    let (wording, wording_text) = match (it.has_wording(), library.is_brought(&it.id)) {
        (true, true) => (WordingOrigin::Uploaded, "Brought by your clinic"),
        (true, false) => (WordingOrigin::Included, "Included"),
        (false, _) => (WordingOrigin::Missing, "Not here: your clinic brings it"),
    };
    let bands = it.bands.iter().enumerate().map(|(place, band)| BandText {
        range_text: format!("{}–{}", band.from, it.band_end(band)),
        code: band.code.clone(),
        label: band.label.clone(),
        step: it.band_step(place),
    });
    let cut_points = it.cut_points.iter().map(|cut| {
        let mark = if cut.verified { "" } else { " (not verified)" };
        format!("{} or more: {}{mark}. {}", cut.at_least, cut.meaning, cut.source)
    });
    About {
        id: it.id.clone(),
        short: it.short.clone(),
        title: it.title.clone(),
        version: it.version.clone(),
        conditions: it.conditions.clone(),
        conditions_text: condition::text(&it.conditions),
        also_text: condition::also(&it.conditions),
        respondent: it.respondent,
        respondent_text: match it.respondent {
            Respondent::Patient => "Patient",
            Respondent::Clinician => "Clinician",
        },
        items: it.items.len(),
        range_text: it.has_range().then(|| format!("{low}–{high}")),
        direction_text: direction_text(it.direction),
        recall_text: it.recall_text.clone(),
        interval_text: match it.minimum_interval_days.value {
            0 => "at any time".to_owned(),
            1 => "not twice a day".to_owned(),
            days => format!("not sooner than {days} days"),
        },
        duration_text: (it.respondent == Respondent::Patient).then(|| it.duration_text.clone()),
        licence_class: class,
        licence_text: match class {
            LicenceClass::Free => "Free",
            LicenceClass::Own => "Own wording",
            LicenceClass::NonCommercial => "Non-commercial",
            LicenceClass::BringYourOwn => "Bring your own licence",
        },
        licence: it.licence.notice.clone(),
        licence_verified: it.licence.verified && catalogue::instrument(&it.id).is_ok(),
        citation: it.citation.clone(),
        bands: bands.collect(),
        cut_points: cut_points.collect(),
        safety: it.items.iter().any(|item| item.safety.is_some()),
        safety_text: safety_text(it),
        marks: marks(library, it),
        notes: it.notes.clone(),
        wording,
        wording_text,
        languages: languages(library, it),
        on,
        can_switch: cannot.is_none(),
        switch_text: cannot.map(|reason| reason.to_string()),
        confirm_text: (class == LicenceClass::NonCommercial).then_some(CONFIRM),
    }
}

/// Which way is better, in words; empty where neither is known to be.
#[must_use]
pub fn direction_text(direction: Option<Direction>) -> &'static str {
    match direction {
        Some(Direction::LowerIsBetter) => "↓ lower is better",
        Some(Direction::HigherIsBetter) => "↑ higher is better",
        None => "",
    }
}

fn safety_text(it: &Instrument) -> Option<String> {
    let named: Vec<String> =
        it.items.iter().filter(|item| item.safety.is_some()).map(Item::name).collect();
    let (last, before) = named.split_last()?;
    let names =
        if before.is_empty() { last.clone() } else { format!("{} and {last}", before.join(", ")) };
    Some(format!("Crisis help at the tap: {names}"))
}

/// What was not read at a source. Of what a clinic brought nobody here has read anything.
fn marks(library: &Library, it: &Instrument) -> Vec<String> {
    let mut marks = Vec::new();
    if catalogue::instrument(&it.id).is_err() {
        marks.push("Everything here is as your clinic's file says it.".to_owned());
    }
    for wording in library.wordings(it) {
        let permission = wording.permission.as_deref().unwrap_or_default();
        let source = if wording.source.trim().is_empty() { "not named" } else { &wording.source };
        let language = &wording.language;
        marks.push(format!(
            "Wording ({language}): brought by your clinic. Licence: {permission}. Source: {source}."
        ));
    }
    marks.extend(it.unverified().into_iter().map(|open| open.text));
    marks
}

/// The shipped wording, what the clinic brought, and the translations of the catalogue.
fn languages(library: &Library, it: &Instrument) -> Vec<Language> {
    let brought = library.wordings(it);
    let shipped = match catalogue::instrument(&it.id) {
        Ok(shipped) if !shipped.has_wording() && !brought.is_empty() => None,
        Ok(shipped) => Some(own_language(shipped)),
        Err(_) => Some(Language { state_text: "your clinic's own", ..own_language(it) }),
    };
    let brought = brought.into_iter().map(|wording| Language {
        language: wording.language.clone(),
        state: wording.state,
        state_text: match wording.state {
            WordingState::Verified => {
                "brought by your clinic, which says: compared with the official form"
            }
            WordingState::Corroborated => {
                "brought by your clinic, which says: several copies agree"
            }
            WordingState::Unverified => "brought by your clinic, which says: not compared",
        },
        offered: true,
        lacks: None,
    });
    let translated = catalogue::translations(it).into_iter().map(|translation| Language {
        offered: translation.is_offered(),
        language: translation.language,
        state: translation.state,
        state_text: match translation.state {
            WordingState::Verified => "compared with the official form",
            WordingState::Corroborated => {
                "several copies agree, not compared with the official form"
            }
            WordingState::Unverified => "one copy, not compared: not offered to patients",
        },
        lacks: translation.instrument.err().map(|error| error.to_string()),
    });
    shipped.into_iter().chain(brought).chain(translated).collect()
}

/// The language that an instrument comes in.
fn own_language(it: &Instrument) -> Language {
    let state = it.wording_state();
    Language {
        language: it.language.clone(),
        state,
        state_text: match state {
            _ if !it.has_wording() => "nothing to compare yet",
            _ if it.licence.class == LicenceClass::Own => "own wording",
            WordingState::Verified | WordingState::Corroborated => "as published",
            WordingState::Unverified => {
                "as published, but for the questions named under Not verified"
            }
        },
        offered: it.has_wording(),
        lacks: (!it.has_wording()).then(|| "the wording, which your clinic brings".to_owned()),
    }
}

/// Every question of an instrument, as patients see it.
#[must_use]
pub fn preview(it: &Instrument) -> Preview {
    let items = it.items.iter().map(|item| PreviewItem {
        id: item.id.clone(),
        number: item.number_text(),
        text: item.text.clone(),
        kind: match item.kind {
            ItemKind::Choice { .. } => "choice",
            ItemKind::Number { .. } => "number",
            ItemKind::Decimal { .. } => "decimal",
            ItemKind::Boolean => "boolean",
            ItemKind::Text { .. } => "text",
        },
        kind_text: kind_text(&item.kind),
        answers: answers(item),
        safety: item.safety.is_some(),
    });
    Preview {
        id: it.id.clone(),
        title: it.title.clone(),
        instructions: it.instructions.clone(),
        stem: it.stem.clone(),
        items: items.collect(),
        blank_wording: blank_wording(it),
    }
}

fn kind_text(kind: &ItemKind) -> String {
    match kind {
        ItemKind::Choice { .. } => "One of these answers".to_owned(),
        ItemKind::Number { min, max, .. } => format!("A number from {min} to {max}"),
        ItemKind::Decimal { min, max, unit } => {
            format!("A number from {min} to {max} {}", unit::in_words(unit))
        }
        ItemKind::Boolean => "Yes or no".to_owned(),
        ItemKind::Text { max_characters } => format!("Text, up to {max_characters} characters"),
    }
}

fn answers(item: &Item) -> Vec<String> {
    match &item.kind {
        ItemKind::Choice { options, .. } => {
            options.iter().map(|option| option.label.clone()).collect()
        }
        ItemKind::Number { min, max, min_label, max_label } => [(min, min_label), (max, max_label)]
            .into_iter()
            .filter(|(_, label)| !label.is_empty())
            .map(|(value, label)| format!("{value}: {label}"))
            .collect(),
        ItemKind::Boolean => vec![item.label_of(1), item.label_of(0)],
        ItemKind::Decimal { .. } | ItemKind::Text { .. } => Vec::new(),
    }
}
