//! The command `interlude`, on streams and a clock that `main.rs` passes in.

mod ask;
mod cell;
mod facts;
mod km;
mod lines;
mod list;
mod options;
mod outcomes;
mod progress;
mod sheet;
mod totals;

use std::io::{self, Read, Write};
use std::time::Duration;

use ask::{Command, Shape};
use progress::Progress;

/// Size of the buffers of standard input and standard output, in bytes.
const BUFFER: usize = 64 * 1024;

const SYNOPSIS: &str = "\
usage: interlude score [--progress]
       interlude score --csv --instrument ID [--totals] [--progress]
       interlude outcomes [--between | --cohort] [--csv] [--window A..B] [--baseline-days N] [--series-gap N]
                          [--loss RULE] [--confirm K] [--remission-below X | ID=X] [--remission-at-most X | ID=X]
       interlude km
       interlude rci --sd S --reliability R
       interlude instruments [--json | --fhir]
       interlude --help | --version
";

const HELP: &str = "
interlude score
  Scores one form per line. Reads JSON from standard input,
    {\"instrument\":\"phq9\",\"answers\":{\"phq9.1\":2,\"phq9.2\":null},\"context\":{\"sex\":\"female\"}}
  and writes one line of JSON for each, in order. null, NaN and a missing answer mean unanswered. sex is male, female,
  other, unknown or absent. Other keys are ignored. A line with a mistake gets status \"invalid\" and an error; the
  stream goes on. The error of a malformed line has its line and its column in bytes; column is null for JSON of another
  shape. Lines longer than 1 MiB are malformed.
  safety is true if an answer is above zero on a suicide item (as the instrument counts it), false if all suicide items
  were answered and none is, and null if one that applies was not answered or could not be read. null is not false.
  Booleans are true and false, or 1 and 0. EPDS answers are positions from the top. SHAPS answers follow the meaning:
  0 strongly disagree, 1 disagree, 2 agree, 3 strongly or definitely agree. `interlude instruments --json` lists the
  values of every item.

interlude score --csv --instrument ID
  Reads a table with a header. Columns named like items hold answers. An empty cell is unanswered, and so is NA except
  in free text. A column sex is optional. Other columns are copied, before the columns of the score:
    version,status,total,band,missing, the instrument's scores and findings, safety,safety_unanswered,error,error_item
  version is that of the instrument's definition. An empty safety cell is null. Lists in a cell are separated by
  semicolons. Copied text that begins with = + - @, a tab or a line break and is not a number gets a leading ', so that
  no spreadsheet reads it as a formula. Empty lines are skipped. A row longer than 1 MiB or an unclosed quote ends the
  run.
  --totals scores long tables by columns, in blocks of rows, and writes only
    version,status,total,missing,safety,safety_unanswered,error,error_item
  It applies one rule to all rows, so it refuses a column sex.

interlude outcomes
  Reads scores and infusions, one per line, in any order:
    {\"patient\":\"p1\",\"kind\":\"score\",\"instrument\":\"phq9\",\"total\":21,\"day\":-1}
    {\"patient\":\"p1\",\"kind\":\"infusion\",\"day\":0,\"dose_mg\":40,\"route\":\"iv\"}
  day is a whole number from any day on; \"at\" is a time with its offset (RFC 3339) instead. One patient has one of
  them. total may be null: a form without a score. Dose and route may be absent. At the same time a score comes before
  an infusion, and a later line corrects an earlier one. Writes one line per patient and instrument, in order. Days count
  from the first infusion. null means not defined.
  The baseline is the last score at or before the first infusion, at most 14 days before it (--baseline-days). An
  infusion more than 14 days after the previous one starts a series (--series-gap). The follow-up is the latest score, or
  with --window 14..31 the latest one 14 to 31 days after the last infusion of the first series and not after the next
  series begins. Response: half of the baseline is gone; partial: a quarter. Where more points are better, response is
  the minimal important change, if one is verified. Deterioration is worse by that change. Remission: PHQ-9 and GAD-7
  below 5, MADRS up to 10, QIDS up to 5, HAM-D17 up to 7, or your own range.
  A response is lost at the first of K scores in a row (--confirm, 1) that meet --loss: \"improvement<0.5\" or, for
  example, \"total>=22\". durability has the days from the last infusion of each series to the loss (event true) or to
  the last score before the next series (event false).
  --between writes a line per infusion: the score before it, the best and the last until the next.
  --cohort writes a line per instrument: rates with Wilson's 95 % interval, and how long responses lasted (Kaplan-Meier).
  Wrong lines are named on standard error and left out. The exit code is 1 if no line could be used.

interlude km
  Reads {\"t\":19,\"event\":true} per line and writes the survival curve of Kaplan and Meier as one line.

interlude rci
  Writes the reliable change of Jacobson and Truax for a standard deviation and a reliability.

interlude instruments
  Lists the instruments as a table; --json adds all details; --fhir writes FHIR R4 Questionnaires, one per line, with a
  FHIRPath expression for the total. Definitions that need a licence of your own have no wording.

  --progress  reports progress on standard error every second, after the first two. It is the default on a terminal.

The exit code is 0 even if lines are invalid, 1 if input or output fails, 2 if the command or a header is wrong.
Interlude is not a medical device.
";

/// Streams and clock of the process.
pub struct Host<I, O, M, C> {
    /// Standard input.
    pub input: I,
    /// Standard output.
    pub output: O,
    /// Standard error.
    pub messages: M,
    /// Time since the start.
    pub elapsed: C,
    /// Whether standard error is a terminal.
    pub watched: bool,
}

/// Why a command ended early.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The command is wrong.
    #[error("{0}")]
    Usage(String),
    /// The header of a table is wrong.
    #[error("{0}")]
    Header(String),
    /// Every line was wrong, or there was none.
    #[error("no line could be used")]
    NothingUsed,
    /// Standard input cannot be read.
    #[error("cannot read: {0}")]
    Input(#[source] io::Error),
    /// Standard output cannot be written.
    #[error("cannot write: {0}")]
    Output(#[source] io::Error),
}

/// Runs one command and returns its exit code.
///
/// ```
/// use interlude_cli::{Host, run};
/// use std::time::Duration;
/// let input: &[u8] = br#"{"instrument":"gad2","answers":{"gad2.1":3,"gad2.2":3}}"#;
/// let mut host = Host {
///     input,
///     output: Vec::new(),
///     messages: Vec::new(),
///     elapsed: || Duration::ZERO,
///     watched: false,
/// };
/// assert_eq!(run(&["score".to_owned()], &mut host), 0);
/// assert!(String::from_utf8(host.output).unwrap().contains(r#""total":6"#));
/// ```
pub fn run<I: Read, O: Write, M: Write, C: Fn() -> Duration>(
    arguments: &[String],
    host: &mut Host<I, O, M, C>,
) -> u8 {
    let error = match ask::parse(arguments).and_then(|asked| execute(&asked, host)) {
        Ok(()) => return 0,
        Err(error) => error,
    };
    let text = match &error {
        // The reader closed the pipe, as `head` does; that is no failure.
        CliError::Output(cause) if cause.kind() == io::ErrorKind::BrokenPipe => return 0,
        CliError::Usage(problem) => {
            format!("interlude: {problem}\n\n{SYNOPSIS}See `interlude --help`.\n")
        }
        CliError::Header(_) | CliError::NothingUsed | CliError::Input(_) | CliError::Output(_) => {
            format!("interlude: {error}\n")
        }
    };
    // If messages cannot be written, the exit code is all that is left.
    drop(host.messages.write_all(text.as_bytes()));
    match error {
        CliError::Usage(_) | CliError::Header(_) => 2,
        CliError::NothingUsed | CliError::Input(_) | CliError::Output(_) => 1,
    }
}

fn execute<I: Read, O: Write, M: Write, C: Fn() -> Duration>(
    asked: &Command,
    host: &mut Host<I, O, M, C>,
) -> Result<(), CliError> {
    let Host { input, output, messages, elapsed, watched } = host;
    let mut output = io::BufWriter::with_capacity(BUFFER, output);
    let mut print = |text: &str| output.write_all(text.as_bytes());
    match asked {
        Command::Help => print(SYNOPSIS).and_then(|()| print(HELP)),
        Command::Version => print(concat!("interlude ", env!("CARGO_PKG_VERSION"), "\n")),
        Command::Instruments(Shape::Json) => print(&list::json()),
        Command::Instruments(Shape::Table) => print(&list::table()),
        Command::Instruments(Shape::Fhir) => print(&list::fhir()),
        Command::Outcomes(asked) => {
            let input = io::BufReader::with_capacity(BUFFER, input);
            outcomes::write(asked, input, &mut output, messages)?;
            Ok(())
        }
        Command::KaplanMeier => {
            let input = io::BufReader::with_capacity(BUFFER, input);
            km::write(input, &mut output, messages)?;
            Ok(())
        }
        Command::Rci(change) => serde_json::to_string(change)
            .map_err(io::Error::from)
            .and_then(|text| output.write_all(format!("{text}\n").as_bytes())),
        Command::Score { csv, totals, progress } => {
            let mut progress = Progress::new(messages, elapsed, *watched || *progress);
            let input = io::BufReader::with_capacity(BUFFER, input);
            match csv {
                None => lines::score(input, &mut output, &mut progress)?,
                Some(instrument) if *totals => {
                    totals::score(instrument, input, &mut output, &mut progress)?;
                }
                Some(instrument) => sheet::score(instrument, input, &mut output, &mut progress)?,
            }
            progress.end();
            Ok(())
        }
    }
    .and_then(|()| output.flush())
    .map_err(CliError::Output)
}

#[cfg(test)]
mod tests;
