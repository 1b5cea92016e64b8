//! `cargo xtask bench`: the benchmarks, in a release build.

use std::process::ExitCode;

use crate::error::Error;
use crate::workspace::Workspace;

/// Builds the benchmarks and the server that they start, and hands over to them; their exit code is returned.
pub(crate) fn run(workspace: &Workspace, arguments: &[&str]) -> Result<ExitCode, Error> {
    let mut build = workspace.cargo();
    build.args(["build", "--release", "--bins"]);
    build.args(["--package", "interlude-server", "--package", "interlude-tests"]);
    workspace.run(&mut build)?;
    let mut bench = workspace.program(workspace.target.join("release/bench"));
    let succeeded = workspace.status(bench.args(arguments))?.success();
    Ok(if succeeded { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
