//! `cargo xtask bench`: runs the benchmarks in a release build.

use std::process::ExitCode;

use crate::bindings::{self, Language};
use crate::error::Error;
use crate::npm;
use crate::workspace::{Workspace, say};

/// Builds the benchmarks and the server that they start, runs them and returns their exit code.
pub(crate) fn run(workspace: &Workspace, arguments: &[&str]) -> Result<ExitCode, Error> {
    let mut build = workspace.cargo();
    build.args(["build", "--release", "--bins"]);
    build.args(["--package", "interlude-server", "--package", "interlude-tests"]);
    workspace.run(&mut build)?;
    // The table of results reports a missing peer.
    if let Err(error) = npm::install(workspace, &workspace.root.join("tests/fhirpath")) {
        say(&format!("fhirpath.js is not compared: {error}"));
    }
    bindings::release(workspace, Language::Python)?;
    let mut bench = workspace.program(workspace.target.join("release/bench"));
    bench.env("PYTHONPATH", bindings::folder(workspace, Language::Python));
    let succeeded = workspace.status(bench.args(arguments))?.success();
    Ok(if succeeded { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
