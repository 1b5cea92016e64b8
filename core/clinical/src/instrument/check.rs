//! Checks that the parts of an instrument are consistent.

use std::collections::BTreeSet;

use super::Instrument;
use super::error::{EmptyPart, LoadResult, MOST_MULTIPLY, MOST_POINTS, Reason, ScoringReason};
use super::item::{Item, ItemKind, SafetyMeasure};
use super::points::Points;
use super::rule::{Condition, Test};
use super::scoring::{FindingRule, Method, OnMissing, Part, ScoreOf, Scoring, TotalRule};

pub(super) fn items(instrument: &Instrument) -> LoadResult<()> {
    let brings_wording = instrument.is_bring_your_own();
    let mut numbers = 0;
    for (place, item) in instrument.items.iter().enumerate() {
        let wrong = |reason| (format!("items[{}]", item.id), reason);
        let (low, high) = item.range();
        let is_text = matches!(item.kind, ItemKind::Text { .. });
        if !is_text && (low >= high || low < -MOST_POINTS || high > MOST_POINTS) {
            return Err(wrong(Reason::BadRange));
        }
        let (fewest, most) = item.points_range();
        if fewest < -MOST_POINTS || most > MOST_POINTS {
            return Err(wrong(Reason::BadRange));
        }
        if !brings_wording && !item.has_wording() {
            return Err(wrong(Reason::NoWording));
        }
        if let Some(number) = item.number {
            numbers += 1;
            if number != numbers {
                return Err(wrong(Reason::Numbering));
            }
        }
        if !safety_rule_separates(item) {
            return Err(wrong(Reason::SafetyOutOfRange));
        }
        if item.reverse && item.gives_points() {
            return Err(wrong(Reason::PointsReversed));
        }
        if item.not_assessed.is_some_and(|value| item.offers(value)) {
            return Err(wrong(Reason::NotAssessedOffered));
        }
        if let Some(note) = item.clinician_note {
            let noted = item.values().filter(|value| *value >= note.at_least).count();
            if noted == 0 || noted == item.values().count() {
                return Err(wrong(Reason::NoteOutOfRange));
            }
        }
        if let Some(condition) = &item.enable_when {
            let named = condition.tests().flat_map(|test| &test.items);
            if let Some(late) = named.copied().find(|named| *named >= place) {
                let id = instrument.items.get(late).map(|late| late.id.clone());
                return Err(wrong(Reason::NotEarlier(id.unwrap_or_default())));
            }
        }
    }
    if instrument.items.is_empty() && !brings_wording {
        return Err(("items".to_owned(), Reason::Empty(EmptyPart::Items)));
    }
    let always = |item: &Item| item.core && item.enable_when.is_none();
    if !instrument.items.is_empty() && !instrument.items.iter().any(always) {
        return Err(("items".to_owned(), Reason::NothingAsked));
    }
    Ok(())
}

/// Whether some but not all answers meet the item's safety rule; `false` for a rule on a decimal or
/// a text.
fn safety_rule_separates(item: &Item) -> bool {
    let Some(rule) = item.safety else { return true };
    let measured: Vec<i32> = match rule.of {
        SafetyMeasure::Value => item.values().collect(),
        SafetyMeasure::Points => item.values().map(|value| item.points(value)).collect(),
    };
    measured.iter().any(|it| *it >= rule.at_least) && measured.iter().any(|it| *it < rule.at_least)
}

/// Checks that some but not all answers meet each test of a condition.
pub(super) fn conditions(instrument: &Instrument) -> LoadResult<()> {
    let asked = instrument.items.iter().filter_map(|item| {
        let path = format!("items[{}].enable_when", item.id);
        item.enable_when.as_ref().map(|condition| (path, condition.tests()))
    });
    let skipped = instrument.skip.iter().map(|skip| ("skip".to_owned(), skip.when.tests()));
    let found = instrument.scoring.findings.iter().map(|finding| {
        let path = format!("scoring.findings[{}]", finding.name);
        (path, finding_tests(&finding.rule))
    });
    for (path, tests) in asked.chain(skipped).chain(found) {
        for test in tests {
            for item in test.items.iter().filter_map(|place| instrument.items.get(*place)) {
                let met = item.values().filter(|value| test.is_met_by(*value)).count();
                if met == 0 || met == item.values().count() {
                    return Err((path, Reason::TestOutOfRange(item.id.clone())));
                }
            }
        }
    }
    Ok(())
}

fn finding_tests(rule: &FindingRule) -> Box<dyn Iterator<Item = &Test> + '_> {
    match rule {
        FindingRule::Decision { cases, .. } => {
            Box::new(cases.iter().flat_map(|(_, condition)| Condition::tests(condition)))
        }
        FindingRule::When { condition, .. } => condition.tests(),
        FindingRule::Counts(tests) => Box::new(tests.iter()),
        FindingRule::AnswerOf(_) | FindingRule::Total(_) | FindingRule::Parts => {
            Box::new(std::iter::empty())
        }
    }
}

pub(super) fn scoring(instrument: &Instrument) -> Result<(), Reason> {
    let scoring = &instrument.scoring;
    addable(instrument, &scoring.parts)?;
    for score in &scoring.scores {
        if let ScoreOf::Parts(parts) = &score.of {
            addable(instrument, parts)?;
        }
    }
    let counts = matches!(scoring.method, Method::Sum | Method::Mean | Method::TScore);
    if counts && scoring.parts.is_empty() {
        return Err(Reason::Scoring(ScoringReason::NoParts));
    }
    if counts && usize::from(scoring.max_missing) >= scoring.parts.len() {
        return Err(Reason::Scoring(ScoringReason::AllMayBeMissing));
    }
    if scoring.max_missing > 0 && scoring.missing_rule.is_none() {
        return Err(Reason::Scoring(ScoringReason::NoMissingRule));
    }
    if (scoring.max_missing > 0) != (scoring.on_missing == OnMissing::Prorate) {
        return Err(Reason::Scoring(ScoringReason::MissingAlone));
    }
    let multiply = scoring.multiply;
    if multiply != 1 && (scoring.method != Method::Sum || !(1..=MOST_MULTIPLY).contains(&multiply))
    {
        return Err(Reason::Scoring(ScoringReason::Multiply));
    }
    match scoring.method {
        Method::SingleItems if !scoring.parts.is_empty() => {
            Err(Reason::Scoring(ScoringReason::SingleItemsAdded))
        }
        Method::Decision
            if !matches!(
                scoring.findings.first().map(|it| &it.rule),
                Some(FindingRule::Decision { .. })
            ) =>
        {
            Err(Reason::Scoring(ScoringReason::NoResult))
        }
        Method::SingleItems | Method::Decision | Method::Mean | Method::TScore
            if scoring.max_missing > 0 =>
        {
            Err(Reason::Scoring(ScoringReason::NotASum))
        }
        Method::TScore => t_scores(instrument, scoring),
        Method::SingleItems | Method::Decision | Method::Sum | Method::Mean => Ok(()),
    }
}

/// Checks that the parts have points to add and name each item once.
fn addable(instrument: &Instrument, parts: &[Part]) -> Result<(), Reason> {
    let mut named = BTreeSet::new();
    for item in parts.iter().flat_map(Part::items).filter_map(|place| instrument.items.get(place)) {
        if matches!(item.kind, ItemKind::Text { .. } | ItemKind::Decimal { .. }) {
            return Err(Reason::Scoring(ScoringReason::NotAddable));
        }
        if !named.insert(&item.id) {
            return Err(Reason::NamedTwice(item.id.clone()));
        }
    }
    let first_of = parts.iter().filter(|part| matches!(part, Part::FirstOf { .. }));
    for item in first_of.flat_map(Part::items).filter_map(|place| instrument.items.get(place)) {
        if item.reverse || item.gives_points() {
            return Err(Reason::Scoring(ScoringReason::FirstOfPoints));
        }
    }
    Ok(())
}

/// Checks that the table lists every raw sum in order, with rising T-scores.
fn t_scores(instrument: &Instrument, scoring: &Scoring) -> Result<(), Reason> {
    let Some(table) = &scoring.t_scores else { return Ok(()) };
    let (low, high) = instrument.raw_range();
    let sums = table.rows.iter().map(|(raw, _, _)| *raw);
    let rising = table.rows.iter().map(|(_, t, _)| *t).is_sorted_by(|a, b| a < b);
    if sums.eq(low..=high) && rising {
        Ok(())
    } else {
        Err(Reason::Scoring(ScoringReason::TScores))
    }
}

/// Checks that scores and findings have unique names and a label.
pub(super) fn names(instrument: &Instrument) -> LoadResult<()> {
    let scores = instrument.scoring.scores.iter().map(|it| ("scores", &it.name, &it.label));
    let findings = instrument.scoring.findings.iter().map(|it| ("findings", &it.name, &it.label));
    let mut seen = BTreeSet::new();
    for (list, name, label) in scores.chain(findings) {
        if name.is_empty() || label.trim().is_empty() || !seen.insert((list, name)) {
            return Err((format!("scoring.{list}"), Reason::Name(name.clone())));
        }
    }
    Ok(())
}

pub(super) fn bands(instrument: &Instrument) -> Result<(), Reason> {
    let (lowest, highest) = instrument.range();
    let mut codes = BTreeSet::new();
    let mut previous: Option<Points> = None;
    for band in &instrument.bands {
        if band.code.is_empty() || band.label.trim().is_empty() {
            return Err(Reason::Empty(EmptyPart::Band));
        }
        match previous {
            // T-score bands may start at 0, below the lowest possible T-score.
            None if band.from > lowest
                || (instrument.scoring.method != Method::TScore && band.from != lowest) =>
            {
                return Err(Reason::BandGap { found: band.from, lowest });
            }
            Some(before) if band.from <= before => {
                return Err(Reason::BandOverlap(band.code.clone()));
            }
            None | Some(_) => {}
        }
        if band.from > highest || !instrument.has_total() {
            return Err(Reason::BandOutOfRange(band.code.clone()));
        }
        if band.from.tenths() % instrument.scoring.method.step().tenths() != 0 {
            return Err(Reason::BandBetween(band.code.clone()));
        }
        if !codes.insert(&band.code) {
            return Err(Reason::DuplicateBand(band.code.clone()));
        }
        previous = Some(band.from);
    }
    let within = |points: Points| points > lowest && points <= highest;
    for cut in &instrument.cut_points {
        if !within(Points::whole(cut.at_least)) {
            return Err(Reason::CutPointOutOfRange(cut.at_least));
        }
    }
    for finding in &instrument.scoring.findings {
        let FindingRule::Total(rule) = finding.rule else { continue };
        let fits = match rule {
            TotalRule::AtLeast { points, male } => within(points) && male.is_none_or(within),
            TotalRule::Below(points) => within(points),
        };
        if !fits {
            return Err(Reason::FindingOutOfRange(finding.name.clone()));
        }
    }
    Ok(())
}
