//! Scores as text.

use super::part::AnsweredItems;
use super::{Score, ScoreStatus};
use crate::instrument::scoring::Method;
use crate::response::meets_safety_rule;
use crate::words::Words;

impl Score<'_> {
    /// Returns the score as clinicians read it: `10 of 27: moderate`, `T 55.1: mild`, `answered`,
    /// or `not scored`.
    #[must_use]
    pub fn text(&self, words: &Words) -> String {
        let method = self.instrument.scoring.method;
        match method {
            Method::Decision => return self.decision_text(words),
            Method::SingleItems if self.status == ScoreStatus::Complete => {
                return self.single_text(words);
            }
            Method::SingleItems | Method::Sum | Method::Mean | Method::TScore => {}
        }
        let Some(total) = self.total else { return words.not_scored() };
        let total = words.tenths(total.tenths());
        let most = words.tenths(self.instrument.range().1.tenths());
        let missing = match self.status {
            ScoreStatus::Prorated => self.missing,
            ScoreStatus::Complete | ScoreStatus::NotScorable => 0,
        };
        let band = self.band.map(|band| lowered(&band.label));
        match (method == Method::TScore, band) {
            (true, Some(band)) => words.t_score_in_band(total, band),
            (true, None) => words.t_score(total),
            (false, Some(band)) => words.score_in_band(total, most, band, missing),
            (false, None) => words.score(total, most, missing),
        }
    }

    /// Whether any question was answered, and how many that every form asks were not.
    fn single_text(&self, words: &Words) -> String {
        if self.answers.iter().all(Option::is_none) {
            words.not_answered()
        } else {
            words.answered(self.core_unanswered)
        }
    }

    /// Returns the score of a form that a clinician is filling in: `12 of 52 so far, 5 not rated`.
    /// If it is `finished` and has a result, returns [`Score::text`]; only then does the text name
    /// a band.
    #[must_use]
    pub fn rating_text(&self, finished: bool, words: &Words) -> String {
        let scoring = &self.instrument.scoring;
        if finished && (self.total.is_some() || scoring.method == Method::Decision) {
            return self.text(words);
        }
        let form = AnsweredItems::new(self.instrument, &self.answers, self.context);
        let sum = form.sum(&scoring.parts);
        let (rated, unrated) = form.answered();
        let missing = if scoring.method.has_total() { self.missing } else { unrated };
        match scoring.method {
            _ if rated == 0 && missing == 0 => String::new(),
            _ if rated == 0 => words.not_rated(missing),
            Method::Sum | Method::Mean | Method::TScore if finished => {
                words.rating_not_scored(missing)
            }
            Method::Sum => {
                let points = sum.points.saturating_mul(scoring.multiply);
                let most = words.tenths(self.instrument.range().1.tenths());
                words.rating_so_far(points, most, missing)
            }
            Method::Mean | Method::TScore => words.rated(sum.answered, missing),
            Method::SingleItems | Method::Decision => words.rated(rated, missing),
        }
    }

    /// The answers that meet safety rules, one by one, instead of a word for a risk:
    /// `question 2: Yes; 1 not answered`. The decision itself is named only if the instrument asks
    /// about other things too.
    fn decision_text(&self, words: &Words) -> String {
        let items = self.instrument.items.iter().zip(&self.answers);
        let met = items.filter_map(|(item, value)| {
            let value = (*value)?;
            let counts = item.safety.is_some() && meets_safety_rule(item, value);
            counts.then(|| words.decision_part(item.question(words), item.label_of(value, words)))
        });
        let mut clauses: Vec<String> = met.collect();
        let first = self.findings.first().filter(|_| !self.is_about_safety());
        match (self.status, first) {
            (ScoreStatus::NotScorable, _) if clauses.is_empty() => clauses.push(words.not_scored()),
            (ScoreStatus::NotScorable, _) => {}
            (_, Some(found)) => {
                let text = found.text(self.instrument, words);
                clauses.push(words.decision_part(&found.finding.label, text));
            }
            (_, None) if clauses.is_empty() => clauses.push(words.decision_no()),
            (_, None) => {}
        }
        if self.missing > 0 {
            clauses.push(words.number_not_answered(self.missing));
        }
        words.clauses(clauses)
    }
}

/// Lower-cases the first letter of a label, unless the word is an abbreviation.
fn lowered(label: &str) -> String {
    let mut letters = label.chars();
    let Some(first) = letters.next() else { return String::new() };
    let rest = letters.as_str();
    if rest.chars().next().is_some_and(char::is_uppercase) {
        return label.to_owned();
    }
    first.to_lowercase().chain(rest.chars()).collect()
}
