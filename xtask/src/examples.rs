//! Runs the examples of `examples/` against a clinic that `demo --invite` plays.

use std::io::{BufRead as _, BufReader, Lines, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::bindings::{self, Language};
use crate::error::Error;
use crate::workspace::{Workspace, remove_folder, say};

/// Runs each example once; its patient must join, and its total must be there at the end.
///
/// # Errors
/// The first example that failed.
pub(crate) fn run(workspace: &Workspace) -> Result<(), Error> {
    bindings::generate(workspace, Language::Python)?;
    bindings::generate(workspace, Language::Kotlin)?;
    let mut clinic = Clinic::start(workspace)?;
    for (name, example) in
        [("rust", rust as fn(&Workspace) -> Command), ("python", python), ("kotlin", kotlin)]
    {
        say(&format!("example {name}"));
        clinic.meet(name, &mut example(workspace))?;
    }
    clinic.stop()
}

fn rust(workspace: &Workspace) -> Command {
    workspace.program(workspace.debug("interlude-example"))
}

fn python(workspace: &Workspace) -> Command {
    let mut python = workspace.program("python3");
    python.env("PYTHONPATH", bindings::folder(workspace, Language::Python));
    python.env("PYTHONDONTWRITEBYTECODE", "1").arg("examples/python/check_in.py");
    python
}

fn kotlin(workspace: &Workspace) -> Command {
    let kotlin = bindings::folder(workspace, Language::Kotlin);
    let mut maven = workspace.program("mvn");
    maven.args([
        "--quiet",
        "--batch-mode",
        "-Dstyle.color=never",
        "--file",
        "examples/kotlin",
        "compile",
        "exec:java",
    ]);
    maven.arg(format!("-Dinterlude.kotlin={}", kotlin.display()));
    maven
}

/// The demo as a child, led by its lines.
struct Clinic {
    child: Child,
    input: ChildStdin,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Clinic {
    fn start(workspace: &Workspace) -> Result<Self, Error> {
        let data = workspace.target.join("examples");
        remove_folder(&data)?;
        let mut demo = workspace.program(workspace.debug("demo"));
        demo.args(["--invite", "--listen", "127.0.0.1:0", "--data"]).arg(data);
        let mut child = piped(&mut demo)?;
        let (input, output) = (child.stdin.take(), child.stdout.take());
        let (Some(input), Some(output)) = (input, output) else {
            return Err(Error::Unexpected("the demo has no pipes".to_owned()));
        };
        Ok(Self { child, input, lines: BufReader::new(output).lines() })
    }

    /// Runs an example to its end, with the clinic's next invite as its last argument.
    fn meet(&mut self, name: &str, example: &mut Command) -> Result<(), Error> {
        let invite = self.wait_for("Invite")?;
        let argument = if name == "kotlin" { format!("-Dexec.args={invite}") } else { invite };
        let mut child = piped(example.arg(argument))?;
        let output = child.stdout.take().map(BufReader::new);
        let mut total = None;
        for line in output.into_iter().flat_map(BufReader::lines).map_while(Result::ok) {
            say(&format!("  {line}"));
            // Maven puts codes for colours before lines.
            let after = |name: &str| line.split_once(name).map(|(_, rest)| rest.trim().to_owned());
            if let Some(digits) = after("Digits: ") {
                self.wait_for("The app is here.")?;
                writeln!(self.input, "{digits}").map_err(unexpected)?;
            }
            let found = after("PHQ-9 total: ").and_then(|it| it.parse::<f64>().ok());
            total = found.or(total);
        }
        let succeeded = child.wait().map_err(unexpected)?.success();
        self.wait_for("The patient has joined")?;
        if succeeded && total.is_some_and(|it| (it - 9.0).abs() < 1e-9) {
            return Ok(());
        }
        Err(Error::Unexpected(format!("the example {name} failed or has no total of 9")))
    }

    /// Reads on to a line that begins with `start`; returns what follows it.
    fn wait_for(&mut self, start: &str) -> Result<String, Error> {
        for line in self.lines.by_ref().map_while(Result::ok) {
            if let Some(rest) = line.strip_prefix(start) {
                return Ok(rest.trim().to_owned());
            }
        }
        Err(Error::Unexpected(format!("the demo ended before it said: {start}")))
    }

    fn stop(mut self) -> Result<(), Error> {
        // The demo ends when its input does.
        drop(self.input);
        self.child.wait().map(drop).map_err(unexpected)
    }
}

fn piped(command: &mut Command) -> Result<Child, Error> {
    let program = command.get_program().to_string_lossy().into_owned();
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    command.spawn().map_err(|cause| Error::NotStarted { program, cause })
}

#[expect(clippy::needless_pass_by_value, reason = "given to map_err")]
fn unexpected(cause: std::io::Error) -> Error {
    Error::Unexpected(format!("an example's pipe: {cause}"))
}
