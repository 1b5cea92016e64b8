//! Outcomes and their definitions in words.

use chrono::NaiveDate;

use super::history::{Dated, History, State};
use super::rules::{LossRule, Remission, Rules};
use super::scale::Scale;
use super::{Durability, When};
use crate::instrument::points::Points;
use crate::instrument::{Direction, Instrument};
use crate::words::{OutcomeCompared, OutcomeComparedBest, Words};

impl State {
    /// The state as clinicians name it, such as `Lost response`.
    #[must_use]
    pub fn text(self, words: &Words) -> String {
        words.outcome_label(self.code())
    }
}

impl History<'_> {
    /// The outcome in sentences for clinicians, the most important first.
    pub(crate) fn texts(&self, instrument: &Instrument, words: &Words) -> Vec<String> {
        let mut texts = vec![self.first_text(instrument, words)];
        let outcome = &self.outcome;
        if outcome.baseline == Some(Points::default()) && self.scale.is_lower_better() {
            texts.push(words.outcome_baseline_zero());
        }
        if self.is_remission_at_baseline() {
            texts.push(words.outcome_remission_at_baseline());
        }
        if let Some(day) = outcome.onset_day {
            texts.push(words.outcome_onset(day));
        }
        if let Some(day) = outcome.sustained_from_day.filter(|it| Some(*it) != outcome.onset_day) {
            texts.push(words.outcome_sustained(day));
        }
        let (lost, held) = self.lasted();
        let listed = |series: &[Durability], part: fn(&Durability) -> String| {
            words.list_and(series.iter().map(part))
        };
        let days = |series: &[Durability]| listed(series, |it| it.days.to_string());
        let numbers = |series: &[Durability]| listed(series, |it| it.series.to_string());
        if !lost.is_empty() {
            texts.push(words.outcome_lost(days(&lost), numbers(&lost), lost.len()));
        }
        if !held.is_empty() {
            texts.push(words.outcome_held(days(&held), numbers(&held)));
        }
        if outcome.n + outcome.missing > 0 {
            texts.push(words.outcome_counts(outcome.n, outcome.missing));
        }
        texts
    }

    fn first_text(&self, instrument: &Instrument, words: &Words) -> String {
        let short = instrument.short.as_str();
        let dated = |(total, date): Dated| (number(total, words), words.long_date(date));
        let Some(first) = self.first_infusion().and_then(When::date) else {
            return words.outcome_no_infusion(short);
        };
        let Some(baseline) = self.baseline() else {
            let days = self.rules.baseline_days;
            return words.outcome_no_baseline(short, words.long_date(first), days);
        };
        let (from, baseline_date) = dated(baseline);
        let Some(latest) = self.latest() else {
            return words.outcome_no_follow_up(short, from, baseline_date);
        };
        let compared = |(total, date): Dated| {
            let percent = self.percent(baseline.0, total, words);
            let percent = percent.unwrap_or_else(|| "none".to_owned());
            (words.total_and_percent(number(total, words), percent), words.long_date(date))
        };
        let label = self.state().text(words);
        let (latest_text, latest_date) = compared(latest);
        match self.best().filter(|best| best.0 != latest.0) {
            Some(best) => {
                let (best, best_date) = compared(best);
                OutcomeComparedBest {
                    label: label.into(),
                    short: short.into(),
                    baseline: from.into(),
                    baseline_date: baseline_date.into(),
                    best: best.into(),
                    best_date: best_date.into(),
                    latest: latest_text.into(),
                    latest_date: latest_date.into(),
                }
                .text(words)
            }
            None => OutcomeCompared {
                label: label.into(),
                short: short.into(),
                baseline: from.into(),
                baseline_date: baseline_date.into(),
                latest: latest_text.into(),
                latest_date: latest_date.into(),
            }
            .text(words),
        }
    }

    /// The change from the baseline in whole percent, such as `−62 %`; `None` where outcomes have no reduction.
    ///
    /// It is cut and never rounded up, so that 49.6 is not shown as the 50 of a response.
    pub(crate) fn percent(&self, baseline: Points, total: Points, words: &Words) -> Option<String> {
        self.scale.reduction(baseline, total)?;
        let (from, to) = (i64::from(baseline.tenths()), i64::from(total.tenths()));
        let percent = (to - from) * 100 / from;
        Some(words.percent(percent))
    }

    /// Baseline and latest total with the change, such as `21 → 17 −19 %`; `None` without either.
    pub(crate) fn course_text(&self, words: &Words) -> Option<String> {
        let (from, to) = (self.outcome.baseline?, self.outcome.latest?);
        let both = words.from_to(number(from, words), number(to, words));
        let percent = self.percent(from, to, words);
        Some(words.notes(std::iter::once(both).chain(percent)))
    }

    /// Baseline, response and remission as totals with their labels.
    pub(crate) fn line_texts(&self, words: &Words) -> [Option<(Points, String)>; 3] {
        let baseline = self.outcome.baseline;
        let remission = self.scale.remission.map(|it| match it {
            Remission::Below(limit) => (limit, words.line_remission_below(number(limit, words))),
            Remission::AtMost(limit) => (limit, words.line_remission_at_most(number(limit, words))),
        });
        let response = baseline.and_then(|baseline| match self.scale.direction? {
            Direction::LowerIsBetter => {
                // At half a tenth the next lower total is the highest that is a response.
                let half = Points::from_tenths(baseline.tenths().div_euclid(2));
                (baseline > Points::default())
                    .then(|| (half, words.line_response_at_most(number(half, words))))
            }
            Direction::HigherIsBetter => {
                let least = baseline + self.scale.important?;
                Some((least, words.line_response_at_least(number(least, words))))
            }
        });
        let baseline = baseline.map(|it| (it, words.line_baseline(number(it, words))));
        [baseline, response, remission]
    }

    /// The scores at which the outcome changed, with what to write beside them; at most four.
    pub(crate) fn marks(&self, words: &Words) -> Vec<(When, String)> {
        let Some(first) = self.first_infusion() else { return Vec::new() };
        let turns = self.turns();
        let day = |when: When| when.days_since(first);
        let lost = turns.lost.and_then(|when| {
            let (infusion, given) = self.infusion_before(when)?;
            Some((when, words.mark_lost(when.days_since(given), infusion)))
        });
        let marks = [
            turns.response.map(|when| (when, words.mark_response(day(when)))),
            turns.remission.map(|when| (when, words.mark_remission(day(when)))),
            lost,
            turns.deterioration.map(|when| (when, words.mark_deterioration())),
        ];
        marks.into_iter().flatten().collect()
    }

    /// What was answered before the first infusion and last, in sentences for the patient without clinical names.
    pub(crate) fn own_texts(&self, instrument: &Instrument, words: &Words) -> Vec<String> {
        let short = instrument.short.as_str();
        let day = |date: NaiveDate| words.long_date(date);
        match (self.baseline(), self.latest()) {
            (Some((from, then)), latest) => {
                let mut texts = vec![words.own_before(short, number(from, words), day(then))];
                texts.extend(latest.map(|(to, now)| words.own_now(number(to, words), day(now))));
                texts
            }
            (None, Some((to, now))) => vec![words.own_first(short, number(to, words), day(now))],
            (None, None) => Vec::new(),
        }
    }
}

impl Rules {
    /// Every definition that the outcome of an instrument depends on, in sentences.
    #[must_use]
    pub fn texts(&self, instrument: &Instrument, words: &Words) -> Vec<String> {
        let (scale, short) = (Scale::of(instrument, self), instrument.short.as_str());
        let points = |it: Points| number(it, words);
        let important = scale.important.map(points);
        let response = match (instrument.direction, &important) {
            (Some(Direction::LowerIsBetter), _) => words.define_response_half(),
            (Some(Direction::HigherIsBetter), Some(least)) => words.define_response_points(least),
            _ => words.define_response_none(short),
        };
        let remission = match scale.remission {
            Some(Remission::Below(limit)) => words.define_remission_below(short, points(limit)),
            Some(Remission::AtMost(limit)) => words.define_remission_at_most(short, points(limit)),
            None => words.define_remission_none(short),
        };
        let worse = match &important {
            Some(least) => words.define_worse(least),
            None => words.define_worse_none(short),
        };
        let loss = match (self.loss, instrument.direction, &important) {
            (LossRule::TotalAtLeast(limit), _, _) => {
                Some(words.define_loss_total(points(limit), self.confirm))
            }
            (LossRule::ImprovementBelow(part), Some(Direction::LowerIsBetter), _) => {
                Some(words.define_loss_improvement(words.decimal(part.percent()), self.confirm))
            }
            (LossRule::ImprovementBelow(_), Some(Direction::HigherIsBetter), Some(least)) => {
                Some(words.define_loss_points(least, self.confirm))
            }
            (LossRule::ImprovementBelow(_), _, _) => None,
        };
        let baseline = words.define_baseline(short, self.baseline_days);
        let series = words.define_series(self.series_gap_days);
        let mut texts = vec![baseline, response, remission, worse, series];
        texts.extend(loss);
        texts
    }
}

pub(crate) fn number(points: Points, words: &Words) -> String {
    words.tenths(points.tenths())
}
