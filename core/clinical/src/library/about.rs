//! The description of an instrument on the library page: licence, marks, bands, languages.

use serde::Serialize;

use super::languages::{Language, languages};
use super::{Library, can_be_asked, condition};
use crate::catalogue;
use crate::instrument::facts::{CutPoint, LicenceClass};
use crate::instrument::{Instrument, Respondent};
use crate::words::Words;

/// The description of one instrument.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct About {
    /// Id, such as `phq9`.
    pub id: String,
    /// Short name.
    pub short: String,
    /// Full name.
    pub title: String,
    /// Version of the wording.
    pub version: String,
    /// Conditions it is used for, as codes.
    pub conditions: Vec<String>,
    /// Names of the conditions.
    pub conditions_text: String,
    /// Search terms for the conditions, besides their names.
    pub also_text: String,
    /// Who fills it in.
    pub respondent: Respondent,
    /// The respondent in a word.
    pub respondent_text: String,
    /// Number of questions.
    pub items: usize,
    /// Lowest and highest total, such as `0–27`; `None` without a total.
    pub range_text: Option<String>,
    /// Which direction is better, such as `↓ lower is better`; empty if neither is.
    pub direction_text: String,
    /// Recall period, such as `last 2 weeks`.
    pub recall_text: String,
    /// Minimum interval, such as `not sooner than 7 days`.
    pub interval_text: String,
    /// Time needed, such as `about 1 minute`; `None` for clinician ratings, which take as long as the conversation.
    pub duration_text: Option<String>,
    /// Class of the licence.
    pub licence_class: LicenceClass,
    /// The licence class in words.
    pub licence_text: String,
    /// The licence notice, verbatim.
    pub licence: String,
    /// Whether the licence was checked at its source.
    pub licence_verified: bool,
    /// The publication.
    pub citation: Option<String>,
    /// Severity bands, in ascending order.
    pub bands: Vec<BandText>,
    /// Published cut-offs, as sentences.
    pub cut_points: Vec<String>,
    /// Whether an answer can trigger crisis help.
    pub safety: bool,
    /// Which questions can trigger crisis help, in a sentence; `None` if none can.
    pub safety_text: Option<String>,
    /// Facts that were not checked at their source, as sentences.
    pub marks: Vec<String>,
    /// Notes on variants and pitfalls.
    pub notes: Vec<String>,
    /// Where the wording comes from.
    pub wording: WordingOrigin,
    /// The origin of the wording, in words.
    pub wording_text: String,
    /// Languages in which there is a wording.
    pub languages: Vec<Language>,
    /// Whether patients are asked to fill it in.
    pub on: bool,
    /// Whether it can be switched on.
    pub can_switch: bool,
    /// Why it cannot be switched on; `None` if it can.
    pub switch_text: Option<String>,
    /// What a lead confirms before it is switched on; `None` if nothing.
    pub confirm_text: Option<String>,
}

/// Where the wording of an instrument comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum WordingOrigin {
    /// The catalogue has the wording.
    Included,
    /// The clinic uploaded the wording.
    Uploaded,
    /// There is no wording yet.
    Missing,
}

/// A severity band.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct BandText {
    /// Lowest and highest total, such as `5–9`.
    pub range_text: String,
    /// Stable name.
    pub code: String,
    /// Published name.
    pub label: String,
    /// Position of the band, from 0 for the least severe, whichever direction is better.
    pub step: usize,
}

/// Describes an instrument of `library`; `on` is whether patients are asked to fill it in.
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

/// The facts that were not checked at their source. Nothing in an uploaded file was checked.
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
