//! The command line `interlude`, over streams and a clock that its program brings.

mod ask;
mod cell;
mod lines;
mod list;
mod progress;
mod sheet;
mod totals;

use std::io::{self, Read, Write};
use std::time::Duration;

use ask::{Asked, Shape};
use progress::Progress;

/// Size of the buffers before standard input and standard output, in bytes.
const BUFFER: usize = 64 * 1024;

const SYNOPSIS: &str = "\
usage: interlude score [--progress]
       interlude score --csv --instrument ID [--totals] [--progress]
       interlude instruments [--json | --fhir]
       interlude --help | --version
";

const HELP: &str = "
interlude score
  Reads one form a line from standard input, as JSON:
    {\"instrument\":\"phq9\",\"answers\":{\"phq9.1\":2,\"phq9.2\":null},\"context\":{\"sex\":\"female\"}}
  and writes its score as one line of JSON, in order. null, NaN and absent are the same: unanswered. sex is male,
  female, other, unknown or absent. Other keys are ignored. A line with a mistake gets status \"invalid\" and an error;
  it never stops the stream. The error of a malformed line has its line in the stream and the column in bytes, which is
  null for JSON of another shape. A line longer than 1 MiB is malformed.
  safety is true if an answer is above zero on a suicide item (as the instrument counts it), false if all of them were
  answered and none is, and null if one that applies was not answered or could not be read. null is not false.
  Booleans are true and false, or 1 and 0. EPDS answers are positions from the top; SHAPS answers go by meaning: 0 strongly
  disagree, 1 disagree, 2 agree, 3 strongly or definitely agree. `interlude instruments --json` has the values of every item.

interlude score --csv --instrument ID
  Reads a table with a header. Columns named like items of the instrument hold answers, an empty cell is unanswered,
  and so is NA, but in free text; a column sex is optional. All other columns are passed through, before the score:
    version,status,total,band,missing, the instrument's scores and findings, safety,safety_unanswered,error,error_item
  An empty safety cell is null.
  A list in a cell is joined by semicolons. Text passed through that begins with = + - or @ (or a tab or a line
  break) and is no number gets a ' before it, so that no spreadsheet takes it for a formula. Lines that are wholly empty
  are passed over; a row longer than 1 MiB ends the run, and so does a quote that is left open.
  version is that of the instrument's definition.
  --totals scores long tables by their columns, a block of rows at a time, and writes only
    version,status,total,missing,safety,safety_unanswered,error,error_item
  It knows one rule for all rows: a column sex is refused.

interlude instruments
  Lists the instruments as a table, or with all details as JSON, or as FHIR R4 Questionnaires, one a line, whose
  expression for the total any FHIRPath engine computes. Where the wording needs a licence of your own they hold none.

  --progress  tells on standard error how far it came, every second after the first two; without it only where
              standard error is a terminal

The exit code is 0 also where lines are invalid, 1 if input or output fails, 2 if the command or a header is wrong.
Interlude is not a medical device.
";

/// What the command line needs from its program.
pub struct Host<I, O, M, C> {
    /// Standard input.
    pub input: I,
    /// Standard output.
    pub output: O,
    /// Standard error.
    pub messages: M,
    /// Time since the start.
    pub elapsed: C,
    /// Whether somebody reads along: standard error is a terminal.
    pub watched: bool,
}

/// Why a command ended early.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The command is wrong.
    #[error("{0}")]
    Usage(String),
    /// The header of a table is wrong for every row.
    #[error("{0}")]
    Header(String),
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
    let error = match ask::parse(arguments).and_then(|asked| obey(&asked, host)) {
        Ok(()) => return 0,
        Err(error) => error,
    };
    let text = match &error {
        // Whoever read has seen enough, as `head` does.
        CliError::Output(cause) if cause.kind() == io::ErrorKind::BrokenPipe => return 0,
        CliError::Usage(problem) => {
            format!("interlude: {problem}\n\n{SYNOPSIS}`interlude --help` tells more.\n")
        }
        CliError::Header(_) | CliError::Input(_) | CliError::Output(_) => {
            format!("interlude: {error}\n")
        }
    };
    // Where messages cannot be written, the exit code has to do.
    drop(host.messages.write_all(text.as_bytes()));
    match error {
        CliError::Usage(_) | CliError::Header(_) => 2,
        CliError::Input(_) | CliError::Output(_) => 1,
    }
}

fn obey<I: Read, O: Write, M: Write, C: Fn() -> Duration>(
    asked: &Asked,
    host: &mut Host<I, O, M, C>,
) -> Result<(), CliError> {
    let Host { input, output, messages, elapsed, watched } = host;
    let mut output = io::BufWriter::with_capacity(BUFFER, output);
    let mut say = |text: &str| output.write_all(text.as_bytes());
    match asked {
        Asked::Help => say(SYNOPSIS).and_then(|()| say(HELP)),
        Asked::Version => say(concat!("interlude ", env!("CARGO_PKG_VERSION"), "\n")),
        Asked::Instruments(Shape::Json) => say(&list::json()),
        Asked::Instruments(Shape::Table) => say(&list::table()),
        Asked::Instruments(Shape::Fhir) => say(&list::fhir()),
        Asked::Score { csv, totals, progress } => {
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
