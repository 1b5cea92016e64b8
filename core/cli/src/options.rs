//! The options of `interlude outcomes` and `interlude rci`.

use std::str::FromStr;

use super::CliError;
use interlude_clinical::outcome::lines::What;
use interlude_clinical::outcome::statistics::{ReliableChange, reliable_change};
use interlude_clinical::outcome::{Remission, Rules, RulesError};

/// What `interlude outcomes` is to write, and by which definitions.
pub(super) struct Outcomes {
    pub(super) what: What,
    pub(super) csv: bool,
    pub(super) rules: Rules,
}

/// Reads the options of `outcomes`; `None` asks for help.
pub(super) fn outcomes<'a>(
    mut words: impl Iterator<Item = &'a str>,
) -> Result<Option<Outcomes>, CliError> {
    let mut asked = Outcomes { what: What::Outcomes, csv: false, rules: Rules::default() };
    while let Some(word) = words.next() {
        let rules = &mut asked.rules;
        match word {
            "--between" | "--cohort" if asked.what != What::Outcomes => {
                return usage("--between and --cohort do not go together");
            }
            "--between" => asked.what = What::Between,
            "--cohort" => asked.what = What::Cohort,
            "--csv" => asked.csv = true,
            "--baseline-days" => rules.baseline_days = value::<u16>(word, words.next())?.into(),
            "--series-gap" => rules.series_gap_days = value::<u16>(word, words.next())?.into(),
            "--confirm" => fits(word, rules.set_confirm(value(word, words.next())?))?,
            "--window" => rules.window = Some(rule(word, words.next())?),
            "--loss" => rules.loss = rule(word, words.next())?,
            "--remission-below" => {
                let text = words.next().unwrap_or_default();
                fits(word, rules.set_remission(text, Remission::Below))?;
            }
            "--remission-at-most" => {
                let text = words.next().unwrap_or_default();
                fits(word, rules.set_remission(text, Remission::AtMost))?;
            }
            "--help" | "-h" => return Ok(None),
            other => return usage(&format!("unknown option: {other}")),
        }
    }
    if asked.csv && asked.what == What::Cohort {
        return usage("--cohort writes JSON only");
    }
    Ok(Some(asked))
}

/// Reads the options of `rci`; `None` asks for help.
pub(super) fn rci<'a>(
    mut words: impl Iterator<Item = &'a str>,
) -> Result<Option<ReliableChange>, CliError> {
    let (mut sd, mut reliability) = (None, None);
    while let Some(word) = words.next() {
        match word {
            "--sd" => sd = Some(value(word, words.next())?),
            "--reliability" => reliability = Some(value(word, words.next())?),
            "--help" | "-h" => return Ok(None),
            other => return usage(&format!("unknown option: {other}")),
        }
    }
    let (Some(sd), Some(reliability)) = (sd, reliability) else {
        return usage("rci needs --sd and --reliability");
    };
    reliable_change(sd, reliability)
        .map(Some)
        .map_or_else(|| usage("--sd must be above 0, and --reliability between 0 and 1"), Ok)
}

fn value<T: FromStr>(option: &str, word: Option<&str>) -> Result<T, CliError> {
    let value = word.and_then(|it| it.parse().ok());
    value.map_or_else(|| usage(&format!("{option} needs a number")), Ok)
}

fn rule<T: FromStr<Err = RulesError>>(option: &str, word: Option<&str>) -> Result<T, CliError> {
    fits(option, word.unwrap_or_default().parse())
}

fn fits<T>(option: &str, made: Result<T, RulesError>) -> Result<T, CliError> {
    made.or_else(|error| usage(&format!("{option}: {error}")))
}

fn usage<T>(problem: &str) -> Result<T, CliError> {
    Err(CliError::Usage(problem.to_owned()))
}
