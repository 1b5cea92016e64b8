//! Resolves the item ids in an instrument file to indexes in its list of items.

use std::collections::BTreeMap;

use super::error::{EmptyPart, LoadResult, MOST_NESTED, Reason, ScoringReason};
use super::facts::Mark;
use super::file::{
    FileCondition, FileDecision, FileFinding, FileGroup, FilePart, FileScore, FileScoreIs,
    FileScoring, FileSkip, FileTest, FileTotalRule,
};
use super::rule::{Condition, Skip, Test};
use super::scoring::{
    Finding, FindingRule, NamedScore, Part, ScoreOf, Scoring, TScores, TotalRule,
};

/// The index of each item, by id.
pub(super) struct Places(pub(super) BTreeMap<String, usize>);

impl Places {
    fn of(&self, path: &str, id: &str) -> LoadResult<usize> {
        let place = self.0.get(id).copied();
        place.ok_or_else(|| (path.to_owned(), Reason::UnknownItem(id.to_owned())))
    }

    fn all(&self, path: &str, ids: &[String]) -> LoadResult<Vec<usize>> {
        ids.iter().map(|id| self.of(path, id)).collect()
    }

    /// Resolves a list that must not be empty or repeat an item.
    fn distinct(&self, path: &str, ids: &[String]) -> LoadResult<Vec<usize>> {
        let places = self.all(path, ids)?;
        if places.is_empty() {
            return Err((path.to_owned(), Reason::Empty(EmptyPart::Items)));
        }
        let mut seen = std::collections::BTreeSet::new();
        match ids.iter().find(|id| !seen.insert(*id)) {
            Some(twice) => Err((path.to_owned(), Reason::NamedTwice(twice.clone()))),
            None => Ok(places),
        }
    }

    fn test(&self, path: &str, test: &FileTest) -> LoadResult<Test> {
        if test.at_least.is_none() && test.at_most.is_none() {
            return Err((path.to_owned(), Reason::Condition));
        }
        let items = self.distinct(path, &test.items)?;
        Ok(Test { items, at_least: test.at_least, at_most: test.at_most })
    }

    fn tests(&self, path: &str, tests: &[FileTest]) -> LoadResult<Vec<Test>> {
        tests.iter().map(|test| self.test(path, test)).collect()
    }

    pub(super) fn condition(&self, path: &str, file: &FileCondition) -> LoadResult<Condition> {
        self.nested(path, file, MOST_NESTED)
    }

    fn nested(&self, path: &str, file: &FileCondition, depth: u8) -> LoadResult<Condition> {
        let wrong = |reason| Err((path.to_owned(), reason));
        let Some(deeper) = depth.checked_sub(1) else { return wrong(Reason::TooDeep) };
        let parts = |parts: &[FileCondition]| {
            if parts.is_empty() {
                return Err((path.to_owned(), Reason::Condition));
            }
            parts.iter().map(|part| self.nested(path, part, deeper)).collect::<LoadResult<Vec<_>>>()
        };
        match (&file.of, &file.all, &file.any, file.sex_is_not) {
            (Some(of), None, None, None) => {
                let of = self.tests(path, of)?;
                let how_many = file.how_many.unwrap_or(1);
                let items: usize = of.iter().map(|test| test.items.len()).sum();
                if how_many == 0 || u32::try_from(items).is_ok_and(|items| items < how_many) {
                    return wrong(Reason::HowMany);
                }
                Ok(Condition::Count { of, how_many })
            }
            (None, Some(all), None, None) if file.how_many.is_none() => {
                Ok(Condition::All(parts(all)?))
            }
            (None, None, Some(any), None) if file.how_many.is_none() => {
                Ok(Condition::Any(parts(any)?))
            }
            (None, None, None, Some(sex)) if file.how_many.is_none() => {
                Ok(Condition::SexIsNot(sex))
            }
            _ => wrong(Reason::Condition),
        }
    }

    pub(super) fn skip(&self, file: &FileSkip) -> LoadResult<Skip> {
        let items = self.distinct("skip.items", &file.items)?;
        let when = self.condition("skip.when", &file.when)?;
        let first = items.iter().min().copied().unwrap_or_default();
        if let Some(late) = when.tests().flat_map(|test| &test.items).find(|it| **it >= first) {
            return Err(("skip.when".to_owned(), Reason::NotEarlier(self.id(*late))));
        }
        Ok(Skip { when, items, answers_count: file.answers_count })
    }

    /// The id of the item at index `place`.
    pub(super) fn id(&self, place: usize) -> String {
        let found = self.0.iter().find(|(_, at)| **at == place);
        found.map(|(id, _)| id.clone()).unwrap_or_default()
    }

    fn parts(&self, path: &str, parts: &[FilePart], depth: u8) -> LoadResult<Vec<Part>> {
        parts.iter().map(|part| self.part(path, part, depth)).collect()
    }

    fn part(&self, path: &str, part: &FilePart, depth: u8) -> LoadResult<Part> {
        let wrong = |reason| Err((path.to_owned(), reason));
        let Some(deeper) = depth.checked_sub(1) else { return wrong(Reason::TooDeep) };
        let group = match part {
            FilePart::Item(id) => return self.of(path, id).map(Part::Item),
            FilePart::Group(group) => group,
        };
        let FileGroup { highest_of, either, first_of, not_assessed } = group;
        match (highest_of, either, first_of, not_assessed) {
            (Some(parts), None, None, None) if !parts.is_empty() => {
                self.parts(path, parts, deeper).map(Part::HighestOf)
            }
            (None, Some(ids), None, None) => self.distinct(path, ids).map(Part::Either),
            (None, None, Some(ids), Some(not_assessed)) => {
                let items = self.distinct(path, ids)?;
                Ok(Part::FirstOf { items, not_assessed: *not_assessed })
            }
            _ => wrong(Reason::Scoring(ScoringReason::Group)),
        }
    }

    pub(super) fn scoring(&self, file: FileScoring) -> LoadResult<Scoring> {
        let score = |it: &FileScore| self.score(it);
        let finding = |it: &FileFinding| self.finding(it);
        Ok(Scoring {
            method: file.method,
            parts: self.parts("scoring.items", &file.items, MOST_NESTED)?,
            max_missing: file.max_missing,
            on_missing: file.on_missing,
            missing_rule: file.missing_rule,
            never_missing: self.all("scoring.never_missing", &file.never_missing)?,
            also_required: self.all("scoring.also_required", &file.also_required)?,
            multiply: file.multiply.unwrap_or(1),
            t_scores: file.t_scores.map(|it| TScores {
                mark: Mark { verified: it.verified, source: it.source },
                rows: it.rows,
            }),
            scores: file.scores.iter().map(score).collect::<LoadResult<_>>()?,
            findings: file.findings.iter().map(finding).collect::<LoadResult<_>>()?,
        })
    }

    fn score(&self, file: &FileScore) -> LoadResult<NamedScore> {
        let path = format!("scoring.scores[{}]", file.name);
        let of = match (&file.items, file.is) {
            (Some(parts), None) => ScoreOf::Parts(self.parts(&path, parts, MOST_NESTED)?),
            (None, Some(FileScoreIs::Raw)) => ScoreOf::Raw,
            (None, Some(FileScoreIs::StandardError)) => ScoreOf::StandardError,
            (Some(_), Some(_)) | (None, None) => {
                return Err((path, Reason::Scoring(ScoringReason::ScoreOf)));
            }
        };
        Ok(NamedScore { name: file.name.clone(), label: file.label.clone(), of })
    }

    fn finding(&self, file: &FileFinding) -> LoadResult<Finding> {
        let path = format!("scoring.findings[{}]", file.name);
        let kinds = [
            file.decision.is_some(),
            file.when.is_some(),
            file.answer_of.is_some(),
            file.total.is_some(),
            file.counts.is_some(),
            file.parts,
        ];
        let stray = !file.needs.is_empty() && file.when.is_none();
        if kinds.into_iter().filter(|given| *given).count() != 1 || stray {
            return Err((path, Reason::Finding));
        }
        let rule = if let Some(decision) = &file.decision {
            self.decision(&path, decision)?
        } else if let Some(condition) = &file.when {
            FindingRule::When {
                needs: self.all(&path, &file.needs)?,
                condition: self.condition(&path, condition)?,
            }
        } else if let Some(id) = &file.answer_of {
            FindingRule::AnswerOf(self.of(&path, id)?)
        } else if let Some(total) = &file.total {
            FindingRule::Total(total_rule(&path, total)?)
        } else if let Some(tests) = &file.counts {
            FindingRule::Counts(self.tests(&path, tests)?)
        } else {
            FindingRule::Parts
        };
        Ok(Finding { name: file.name.clone(), label: file.label.clone(), rule })
    }

    fn decision(&self, path: &str, file: &FileDecision) -> LoadResult<FindingRule> {
        let case = |case: &super::file::FileCase| {
            if case.code.trim().is_empty() {
                return Err((path.to_owned(), Reason::Empty(EmptyPart::CaseCode)));
            }
            Ok((case.code.clone(), self.condition(path, &case.when)?))
        };
        if file.cases.is_empty() {
            return Err((path.to_owned(), Reason::Empty(EmptyPart::Cases)));
        }
        Ok(FindingRule::Decision {
            needs: self.all(path, &file.needs)?,
            cases: file.cases.iter().map(case).collect::<LoadResult<_>>()?,
            otherwise: file.otherwise.clone(),
        })
    }
}

fn total_rule(path: &str, file: &FileTotalRule) -> LoadResult<TotalRule> {
    match (file.at_least, file.below, &file.by_sex) {
        (Some(points), None, by_sex) => {
            Ok(TotalRule::AtLeast { points, male: by_sex.as_ref().map(|it| it.male) })
        }
        (None, Some(points), None) => Ok(TotalRule::Below(points)),
        _ => Err((path.to_owned(), Reason::Finding)),
    }
}
