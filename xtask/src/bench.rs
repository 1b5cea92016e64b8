//! `cargo xtask bench`: the benchmarks, in a release build.

use std::process::ExitCode;

use crate::bindings::{self, Language};
use crate::error::Error;
use crate::npm;
use crate::workspace::{Workspace, say};

/// Builds the benchmarks and the server that they start, and hands over to them; their exit code is returned.
pub(crate) fn run(workspace: &Workspace, arguments: &[&str]) -> Result<ExitCode, Error> {
    let mut build = workspace.cargo();
    build.args(["build", "--release", "--bins"]);
    build.args(["--package", "interlude-server", "--package", "interlude-tests"]);
    workspace.run(&mut build)?;
    // A peer that is not there has a line in the table that says so.
    if let Err(error) = npm::install(workspace, &workspace.root.join("tests/fhirpath")) {
        say(&format!("fhirpath.js is left out: {error}"));
    }
    bindings::release(workspace, Language::Python)?;
    let mut bench = workspace.program(workspace.target.join("release/bench"));
    bench.env("PYTHONPATH", bindings::folder(workspace, Language::Python));
    let succeeded = workspace.status(bench.args(arguments))?.success();
    Ok(if succeeded { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
