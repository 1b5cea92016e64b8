//! What is shown about an instrument before it is used: licence, marks, bands, languages.

use serde::Serialize;

use super::languages::{Language, languages};
use super::{Library, can_be_asked, condition};
use crate::catalogue;
use crate::instrument::facts::{CutPoint, LicenceClass};
use crate::instrument::{Instrument, Respondent};
use crate::words::Words;

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
    pub respondent_text: String,
    /// Number of questions.
    pub items: usize,
    /// Lowest and highest total, such as `0–27`; `None` without a total.
    pub range_text: Option<String>,
    /// `↓ lower is better`; empty where nothing is better.
    pub direction_text: String,
    /// `last 2 weeks`.
    pub recall_text: String,
    /// `not sooner than 7 days`.
    pub interval_text: String,
    /// `about 1 minute`; `None` for what clinicians rate, which takes as long as the conversation.
    pub duration_text: Option<String>,
    /// Kind of permission.
    pub licence_class: LicenceClass,
    /// The same in words.
    pub licence_text: String,
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
    pub wording_text: String,
    /// Translations.
    pub languages: Vec<Language>,
    /// Whether patients are asked it.
    pub on: bool,
    /// Whether it can be switched on.
    pub can_switch: bool,
    /// Why it cannot.
    pub switch_text: Option<String>,
    /// What a lead confirms before it is switched on.
    pub confirm_text: Option<String>,
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

/// Everything about an instrument of `library`; `on` says whether patients are asked it.
#[must_use]
pub fn about(library: &Library, it: &Instrument, on: bool, words: &Words) -> About {
    let class = it.licence.class;
    let cannot = can_be_asked(it).err();
    let (wording, wording_text) = match (it.has_wording(), library.is_brought(&it.id)) {
        (true, true) => (WordingOrigin::Uploaded, words.wording_uploaded()),
        (true, false) => (WordingOrigin::Included, words.wording_included()),
        (false, _) => (WordingOrigin::Missing, words.wording_missing()),
    };
    let bands = it.bands.iter().enumerate().map(|(place, band)| BandText {
        range_text: it.band_range_text(band, words),
        code: band.code.clone(),
        label: band.label.clone(),
        step: it.band_step(place),
    });
    About {
        id: it.id.clone(),
        short: it.short.clone(),
        title: it.title.clone(),
        version: it.version.clone(),
        conditions: it.conditions.clone(),
        conditions_text: condition::text(&it.conditions, words),
        also_text: condition::search_words(&it.conditions, words),
        respondent: it.respondent,
        respondent_text: match it.respondent {
            Respondent::Patient => words.respondent_patient(),
            Respondent::Clinician => words.respondent_clinician(),
        },
        items: it.items.len(),
        range_text: it.has_range().then(|| {
            let (low, high) = it.range();
            words.points_range(words.tenths(low.tenths()), words.tenths(high.tenths()))
        }),
        direction_text: it.direction.map(|it| it.text(words)).unwrap_or_default(),
        recall_text: it.recall_text.clone(),
        interval_text: words.interval(it.minimum_interval_days.value),
        duration_text: (it.respondent == Respondent::Patient).then(|| it.duration_text.clone()),
        licence_class: class,
        licence_text: match class {
            LicenceClass::Free => words.licence_free(),
            LicenceClass::Own => words.licence_own(),
            LicenceClass::NonCommercial => words.licence_non_commercial(),
            LicenceClass::BringYourOwn => words.licence_bring_your_own(),
        },
        licence: it.licence.notice.clone(),
        licence_verified: it.licence.verified && catalogue::instrument(&it.id).is_ok(),
        citation: it.citation.clone(),
        bands: bands.collect(),
        cut_points: it.cut_points.iter().map(|cut| cut_point(cut, words)).collect(),
        safety: it.items.iter().any(|item| item.safety.is_some()),
        safety_text: safety_text(it, words),
        marks: marks(library, it, words),
        notes: it.notes.clone(),
        wording,
        wording_text,
        languages: languages(library, it, words),
        on,
        can_switch: cannot.is_none(),
        switch_text: cannot.map(|reason| reason.text(words)),
        confirm_text: (class == LicenceClass::NonCommercial)
            .then(|| words.confirm_non_commercial()),
    }
}

fn cut_point(cut: &CutPoint, words: &Words) -> String {
    words.cut_point(cut.at_least, &cut.meaning, cut.verified, &cut.source)
}

fn safety_text(it: &Instrument, words: &Words) -> Option<String> {
    let safety = it.items.iter().filter(|item| item.safety.is_some());
    let names = words.list_and(safety.map(|item| item.name(words)));
    (!names.is_empty()).then(|| words.crisis_help_at(names))
}

/// What was not read at a source. Of what a clinic brought nobody here has read anything.
fn marks(library: &Library, it: &Instrument, words: &Words) -> Vec<String> {
    let mut marks = Vec::new();
    if catalogue::instrument(&it.id).is_err() {
        marks.push(words.mark_own_file());
    }
    for wording in library.wordings(it) {
        let permission = wording.permission.as_deref().unwrap_or_default();
        let has_source = !wording.source.trim().is_empty();
        marks.push(words.mark_uploaded_wording(
            &wording.language,
            permission,
            has_source,
            &wording.source,
        ));
    }
    marks.extend(it.unverified().into_iter().map(|open| open.text(words)));
    marks
}
