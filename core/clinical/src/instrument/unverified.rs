//! What of an instrument was not read at a source: it is marked wherever it is shown.

use super::Instrument;
use super::facts::Fact;
use super::item::Item;
use super::wording::WordingState;

/// One thing that was not read at a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unverified {
    /// What it is, for tables: `bands`.
    pub what: &'static str,
    /// The same with what is known of it, in a sentence.
    pub text: String,
}

impl Instrument {
    /// Everything that was not read at a source; wordings first, one for each item.
    #[must_use]
    pub fn unverified(&self) -> Vec<Unverified> {
        let mut open = Vec::new();
        let mut add = |what, text| open.push(Unverified { what, text });
        if !self.licence.verified {
            add("licence", "Licence: not read in full at a source.".to_owned());
        }
        let marked = |item: &&Item| item.wording_mark.as_ref().is_some_and(|it| !it.verified);
        for item in self.items.iter().filter(marked) {
            let source = item.wording_mark.as_ref().map(|it| it.source.as_str());
            add("wording", format!("Wording of {}: {}", item.name(), source.unwrap_or_default()));
        }
        let scoring = &self.scoring;
        if let Some(rule) = scoring.missing_rule.as_ref().filter(|it| !it.verified) {
            add("missing rule", format!("Rule for unanswered items: {}", rule.source));
        }
        if let Some(t) = scoring.t_scores.as_ref().filter(|it| !it.mark.verified) {
            add("T-scores", format!("Table of T-scores: {}", t.mark.source));
        }
        if let Some(mark) = self.bands_mark.as_ref().filter(|it| !it.verified) {
            add("bands", format!("Bands: {}", mark.source));
        }
        for cut in self.cut_points.iter().filter(|it| !it.verified) {
            add("cut points", format!("Cut-off {}: {}", cut.at_least, cut.source));
        }
        let change = &self.change;
        let facts: [(&str, [&str; 2], Option<&Fact>); 5] = [
            ("interval", ["Shortest interval of ", " days"], Some(&self.minimum_interval_days)),
            ("response", ["Response from ", " percent"], change.response_percent.as_ref()),
            (
                "important change",
                ["Smallest change that matters, ", ""],
                change.minimal_important.as_ref(),
            ),
            ("reliable change", ["Reliable change, ", ""], change.reliable.as_ref()),
            ("remission", ["Remission below ", ""], change.remission_below.as_ref()),
        ];
        for (what, [before, after], fact) in facts {
            if let Some(fact) = fact.filter(|fact| !fact.verified) {
                add(what, format!("{before}{}{after}: {}", fact.value, fact.source));
            }
        }
        open
    }

    /// How well the wording that the instrument comes in was compared with the published one.
    #[must_use]
    pub fn wording_state(&self) -> WordingState {
        let marked = |item: &Item| item.wording_mark.as_ref().is_some_and(|it| !it.verified);
        match self.items.iter().any(marked) {
            true => WordingState::Unverified,
            false => WordingState::Verified,
        }
    }

    /// Says beside drawn bands that they were not read at a source; `None` where they were, or where there are none.
    #[must_use]
    pub fn bands_text(&self) -> Option<String> {
        let mark = self.bands_mark.as_ref().filter(|it| !it.verified && !self.bands.is_empty())?;
        Some(format!("The bands of the {} are not verified: {}.", self.short, mark.source))
    }
}
