//! `cargo xtask bench`: the benchmarks, in a release build.

use std::process::ExitCode;

use crate::error::Error;
use crate::workspace::Workspace;

/// Builds the benchmarks and hands over to them; their exit code is returned.
pub(crate) fn run(workspace: &Workspace, arguments: &[&str]) -> Result<ExitCode, Error> {
    let mut bench = workspace.cargo();
    bench.args(["run", "--release", "--package", "interlude-tests", "--bin", "bench", "--"]);
    let succeeded = workspace.status(bench.args(arguments))?.success();
    Ok(if succeeded { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
