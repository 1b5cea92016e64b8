//! Parses the command line.

use super::CliError;
use super::options::{self, Outcomes};
use interlude_clinical::catalogue;
use interlude_clinical::instrument::Instrument;
use interlude_clinical::outcome::statistics::ReliableChange;

/// The output format of the list of instruments.
pub(super) enum Shape {
    Table,
    Json,
    /// FHIR Questionnaires, one per line.
    Fhir,
}

/// A command.
pub(super) enum Command {
    Help,
    Version,
    Instruments(Shape),
    Score {
        /// The instrument of a table; `None` for lines of JSON.
        csv: Option<&'static Instrument>,
        /// Whether to write totals and flags only.
        totals: bool,
        progress: bool,
    },
    Outcomes(Outcomes),
    /// A survival curve.
    KaplanMeier,
    /// The reliable change of a scale.
    Rci(ReliableChange),
}

pub(super) fn parse(arguments: &[String]) -> Result<Command, CliError> {
    let mut words = arguments.iter().map(String::as_str);
    let asked = match words.next() {
        Some("score") => return score(words),
        Some("outcomes") => {
            let asked = options::outcomes(words)?;
            return Ok(asked.map_or(Command::Help, Command::Outcomes));
        }
        Some("rci") => return Ok(options::rci(words)?.map_or(Command::Help, Command::Rci)),
        Some("km") => Command::KaplanMeier,
        Some("instruments") => match words.next() {
            None => Command::Instruments(Shape::Table),
            Some("--json") => Command::Instruments(Shape::Json),
            Some("--fhir") => Command::Instruments(Shape::Fhir),
            Some("--help" | "-h") => return Ok(Command::Help),
            Some(other) => return wrong(format!("unknown option: {other}")),
        },
        Some("help" | "--help" | "-h") => Command::Help,
        Some("--version" | "-V") => Command::Version,
        Some(other) => return wrong(format!("unknown command: {other}")),
        None => return wrong("a command is missing".to_owned()),
    };
    match words.next() {
        Some(more) => wrong(format!("unexpected argument: {more}")),
        None => Ok(asked),
    }
}

fn score<'a>(mut words: impl Iterator<Item = &'a str>) -> Result<Command, CliError> {
    let (mut csv, mut totals, mut progress, mut id) = (false, false, false, None);
    while let Some(word) = words.next() {
        match word {
            "--csv" => csv = true,
            "--totals" => totals = true,
            "--progress" => progress = true,
            "--instrument" => match words.next() {
                Some(named) => id = Some(named),
                None => return wrong("--instrument needs an id".to_owned()),
            },
            "--help" | "-h" => return Ok(Command::Help),
            other => return wrong(format!("unknown option: {other}")),
        }
    }
    let csv = match (csv, id) {
        (false, None) if totals => return wrong("--totals needs --csv".to_owned()),
        (false, None) => None,
        (false, Some(_)) => {
            return wrong(
                "--instrument needs --csv; lines of JSON name their instrument".to_owned(),
            );
        }
        (true, None) => return wrong("--csv needs --instrument".to_owned()),
        (true, Some(id)) => match catalogue::instrument(id) {
            Ok(instrument) => Some(instrument),
            Err(error) => return wrong(format!("{error}; see `interlude instruments`")),
        },
    };
    Ok(Command::Score { csv, totals, progress })
}

fn wrong<T>(problem: String) -> Result<T, CliError> {
    Err(CliError::Usage(problem))
}
