//! Parts of an instrument whose source was not read. They are marked wherever they are shown.

use super::Instrument;
use super::facts::{Fact, Mark};
use super::item::Item;
use super::wording::WordingState;
use crate::words::Words;

/// A part of an instrument whose source was not read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unverified<'a> {
    /// The part.
    pub what: UnverifiedKind<'a>,
    /// What is known about its source.
    pub source: &'a str,
}

/// Parts of an instrument that have a source.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum UnverifiedKind<'a> {
    /// The licence.
    Licence,
    /// The wording of an item.
    Wording(&'a Item),
    /// The rule on unanswered items.
    MissingRule,
    /// The table of T-scores.
    TScores,
    /// The severity bands.
    Bands,
    /// A cut-off, by its lowest total.
    CutPoint(i32),
    /// The shortest interval between two forms, in days.
    Interval(i32),
    /// The smallest reduction that counts as a response, in percent.
    Response(i32),
    /// The smallest change that patients notice, in points.
    ImportantChange(i32),
    /// The smallest change beyond measurement error, in points.
    ReliableChange(i32),
    /// The total that remission is below, in points.
    Remission(i32),
}

impl UnverifiedKind<'_> {
    /// The name in a table, such as `missing rule`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Licence => "licence",
            Self::Wording(_) => "wording",
            Self::MissingRule => "missing rule",
            Self::TScores => "T-scores",
            Self::Bands => "bands",
            Self::CutPoint(_) => "cut points",
            Self::Interval(_) => "interval",
            Self::Response(_) => "response",
            Self::ImportantChange(_) => "important change",
            Self::ReliableChange(_) => "reliable change",
            Self::Remission(_) => "remission",
        }
    }
}

impl Unverified<'_> {
    /// Returns the part and what is known about its source, as a sentence.
    #[must_use]
    pub fn text(&self, words: &Words) -> String {
        let source = self.source;
        match self.what {
            UnverifiedKind::Licence => words.unverified_licence(),
            UnverifiedKind::Wording(item) => words.unverified_wording(item.name(words), source),
            UnverifiedKind::MissingRule => words.unverified_missing_rule(source),
            UnverifiedKind::TScores => words.unverified_t_scores(source),
            UnverifiedKind::Bands => words.unverified_bands(source),
            UnverifiedKind::CutPoint(at_least) => words.unverified_cut_point(at_least, source),
            UnverifiedKind::Interval(days) => words.unverified_interval(days, source),
            UnverifiedKind::Response(percent) => words.unverified_response(percent, source),
            UnverifiedKind::ImportantChange(points) => {
                words.unverified_important_change(points, source)
            }
            UnverifiedKind::ReliableChange(points) => {
                words.unverified_reliable_change(points, source)
            }
            UnverifiedKind::Remission(points) => words.unverified_remission(points, source),
        }
    }
}

/// A variant of [`UnverifiedKind`] and the fact it applies to.
type Numbered<'a> = (fn(i32) -> UnverifiedKind<'a>, Option<&'a Fact>);

impl Instrument {
    /// All parts whose source was not read: the licence, the wording of each item, then the rest.
    #[must_use]
    pub fn unverified(&self) -> Vec<Unverified<'_>> {
        let mut open = Vec::new();
        let mut add = |what, source| open.push(Unverified { what, source });
        if !self.licence.verified {
            add(UnverifiedKind::Licence, "");
        }
        for item in &self.items {
            if let Some(mark) = unread(item.wording_mark.as_ref()) {
                add(UnverifiedKind::Wording(item), &mark.source);
            }
        }
        let scoring = &self.scoring;
        if let Some(rule) = unread(scoring.missing_rule.as_ref()) {
            add(UnverifiedKind::MissingRule, &rule.source);
        }
        if let Some(mark) = unread(scoring.t_scores.as_ref().map(|it| &it.mark)) {
            add(UnverifiedKind::TScores, &mark.source);
        }
        if let Some(mark) = unread(self.bands_mark.as_ref()) {
            add(UnverifiedKind::Bands, &mark.source);
        }
        for cut in self.cut_points.iter().filter(|it| !it.verified) {
            add(UnverifiedKind::CutPoint(cut.at_least), &cut.source);
        }
        let change = &self.change;
        let facts: [Numbered<'_>; 5] = [
            (UnverifiedKind::Interval, Some(&self.minimum_interval_days)),
            (UnverifiedKind::Response, change.response_percent.as_ref()),
            (UnverifiedKind::ImportantChange, change.minimal_important.as_ref()),
            (UnverifiedKind::ReliableChange, change.reliable.as_ref()),
            (UnverifiedKind::Remission, change.remission_below.as_ref()),
        ];
        for (kind, fact) in facts {
            if let Some(fact) = fact.filter(|fact| !fact.verified) {
                add(kind(fact.value), &fact.source);
            }
        }
        open
    }

    /// How well the wording of the instrument was compared with the published one.
    #[must_use]
    pub fn wording_state(&self) -> WordingState {
        match self.items.iter().any(|item| unread(item.wording_mark.as_ref()).is_some()) {
            true => WordingState::Unverified,
            false => WordingState::Verified,
        }
    }

    /// The notice beside drawn bands whose source was not read; `None` if it was, or there are no
    /// bands.
    #[must_use]
    pub fn bands_text(&self, words: &Words) -> Option<String> {
        let mark = unread(self.bands_mark.as_ref()).filter(|_| !self.bands.is_empty())?;
        Some(words.bands_not_verified(&self.short, &mark.source))
    }
}

/// Returns the mark if its source was not read.
fn unread(mark: Option<&Mark>) -> Option<&Mark> {
    mark.filter(|mark| !mark.verified)
}
