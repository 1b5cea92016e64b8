//! The command `interlude`, on streams and a clock that `main.rs` passes in.

mod ask;
mod cell;
mod lines;
mod list;
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
        CliError::Header(_) | CliError::Input(_) | CliError::Output(_) => {
            format!("interlude: {error}\n")
        }
    };
    // If messages cannot be written, the exit code is all that is left.
    drop(host.messages.write_all(text.as_bytes()));
    match error {
        CliError::Usage(_) | CliError::Header(_) => 2,
        CliError::Input(_) | CliError::Output(_) => 1,
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
