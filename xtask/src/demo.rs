//! `cargo demo`: builds the browser's core, the dashboard and the server, and runs a clinic with
//! synthetic patients.

use std::path::Path;
use std::process::ExitCode;
use std::thread::ScopedJoinHandle;

use crate::error::Error;
use crate::progress::{Progress, show_tail};
use crate::setup::{self, Extent};
use crate::workspace::Workspace;
use crate::{dashboard, wasm};

/// Builds what the demo needs, runs the demo program and returns its exit code.
///
/// # Errors
/// The first step that failed.
pub(crate) fn run(workspace: &Workspace, arguments: &[&str]) -> Result<ExitCode, Error> {
    let mut progress = Progress::new(4);
    let log = |name: &str| workspace.target.join("demo-build").join(format!("{name}.log"));
    progress.step(workspace, &log("setup"), "check Node, npm and the Rust target", |it| {
        setup::run(it, Extent::Demo)
    })?;
    let builds = "build the server, the browser's core and the dashboard's packages";
    progress.step(workspace, &log("build"), builds, |it| build(it, &log("wasm"), &log("npm")))?;
    progress.step(workspace, &log("dashboard"), "build the dashboard", |it| {
        wasm::bind_dashboard_core(it)?;
        dashboard::build(it)
    })?;
    progress.begin("start the server and the clinic");
    let mut demo = workspace.program(workspace.debug("demo"));
    demo.arg("--data").arg(workspace.target.join("demo")).args(arguments);
    let succeeded = workspace.status(&mut demo)?.success();
    Ok(if succeeded { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Builds for this machine and for the browser in parallel. Cargo locks their target folders separately,
/// and link-time optimisation of the browser's core uses only one processor.
fn build(workspace: &Workspace, wasm_log: &Path, npm_log: &Path) -> Result<(), Error> {
    let (browser, packages) = (workspace.logging_to(wasm_log)?, workspace.logging_to(npm_log)?);
    std::thread::scope(|scope| {
        let browser = scope.spawn(move || browser.run(&mut wasm::build(&browser)));
        let packages = scope.spawn(move || dashboard::install(&packages));
        let mut native = workspace.cargo();
        native.args(["build", "--package", "interlude-tests", "--bin", "demo"]);
        let native = workspace.run(native.args(["--package", "xtask-bind", "--bin", "bind"]));
        let browser = joined(browser).inspect_err(|_| show_tail(wasm_log));
        let packages = joined(packages).inspect_err(|_| show_tail(npm_log));
        native.and(browser).and(packages)
    })
}

fn joined(build: ScopedJoinHandle<'_, Result<(), Error>>) -> Result<(), Error> {
    let panicked = |_| Error::Unexpected("a build step panicked".to_owned());
    build.join().map_err(panicked).flatten()
}
