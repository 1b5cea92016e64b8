//! What of an instrument was not read at a source: it is marked wherever it is shown.

use super::Instrument;
use super::facts::{Fact, Mark};
use super::item::Item;
use super::wording::WordingState;
use crate::words::Words;

/// One thing that was not read at a source.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unverified<'a> {
    /// What it is.
    pub what: UnverifiedKind<'a>,
    /// What is known of its source.
    pub source: &'a str,
}

/// What can be not read at a source.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum UnverifiedKind<'a> {
    /// The licence.
    Licence,
    /// The wording of an item.
    Wording(&'a Item),
    /// What happens when items are unanswered.
    MissingRule,
    /// The table of T-scores.
    TScores,
    /// The severity bands.
    Bands,
    /// A cut-off, by its lowest total.
    CutPoint(i32),
    /// Least days between two forms.
    Interval(i32),
    /// Least percentage of the first total that must be gone.
    Response(i32),
    /// Least points that patients notice.
    ImportantChange(i32),
    /// Least points beyond measurement error.
    ReliableChange(i32),
    /// Points that remission is below.
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
    /// What it is and what is known of it, in a sentence.
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

/// A number that has a source of its own, and what it is.
type Numbered<'a> = (fn(i32) -> UnverifiedKind<'a>, Option<&'a Fact>);

impl Instrument {
    /// Everything that was not read at a source; wordings first, one for each item.
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

    /// How well the wording that the instrument comes in was compared with the published one.
    #[must_use]
    pub fn wording_state(&self) -> WordingState {
        match self.items.iter().any(|item| unread(item.wording_mark.as_ref()).is_some()) {
            true => WordingState::Unverified,
            false => WordingState::Verified,
        }
    }

    /// Says beside drawn bands that they were not read at a source; `None` where they were, or where there are none.
    #[must_use]
    pub fn bands_text(&self, words: &Words) -> Option<String> {
        let mark = unread(self.bands_mark.as_ref()).filter(|_| !self.bands.is_empty())?;
        Some(words.bands_not_verified(&self.short, &mark.source))
    }
}

/// A mark that says that the source was not read.
fn unread(mark: Option<&Mark>) -> Option<&Mark> {
    mark.filter(|mark| !mark.verified)
}
