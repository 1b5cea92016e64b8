//! `cargo demo`: wasm, dashboard and server, then a clinic with synthetic patients.

use std::process::ExitCode;

use crate::error::Error;
use crate::workspace::Workspace;
use crate::{dashboard, wasm};

/// Builds everything and hands over to the demo program, whose exit code is returned.
pub(crate) fn run(workspace: &Workspace, arguments: &[&str]) -> Result<ExitCode, Error> {
    wasm::dashboard_core(workspace)?;
    dashboard::build(workspace)?;
    let mut build = workspace.cargo();
    workspace.run(build.args(["build", "--package", "interlude-tests", "--bin", "demo"]))?;
    let mut demo = workspace.program(workspace.debug("demo"));
    demo.arg("--data").arg(workspace.target.join("demo")).args(arguments);
    let succeeded = workspace.status(&mut demo)?.success();
    Ok(if succeeded { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
