//! The command `interlude`: scores forms and lists the instruments.

use std::io::{IsTerminal as _, stderr, stdin, stdout};
use std::process::ExitCode;
use std::time::Instant;

use interlude_cli::{Host, run};

fn main() -> ExitCode {
    let arguments = std::env::args_os().skip(1).map(|it| it.to_string_lossy().into_owned());
    let arguments: Vec<String> = arguments.collect();
    let started = Instant::now();
    let mut host = Host {
        input: stdin().lock(),
        output: stdout().lock(),
        messages: stderr().lock(),
        elapsed: || started.elapsed(),
        watched: stderr().is_terminal(),
    };
    ExitCode::from(run(&arguments, &mut host))
}
