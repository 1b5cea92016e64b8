//! Checks our FHIR Questionnaires with independent software: totals with fhirpath.js, validity with HAPI.

use std::path::PathBuf;

use crate::error::Error;
use crate::npm;
use crate::workspace::Workspace;

/// How many complete forms of the PHQ-9 to compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Forms {
    /// Every 61st of 262,144, which covers all pairs of answers of any two items.
    Some,
    /// All 262,144.
    All,
}

/// Builds the program that writes the Questionnaires, and compares totals.
pub(crate) fn build_and_compare(workspace: &Workspace, forms: Forms) -> Result<(), Error> {
    build(workspace)?;
    compare(workspace, forms)
}

/// Validates every Questionnaire as FHIR R4 with HAPI 8.4.0. Maven downloads HAPI, so `cargo verify` leaves this out.
pub(crate) fn validate(workspace: &Workspace) -> Result<(), Error> {
    build(workspace)?;
    let folder = write(workspace)?;
    let mut maven = workspace.program("mvn");
    maven.current_dir(workspace.root.join("tests/fhir-validate"));
    maven.args(["--batch-mode", "--quiet", "-Dstyle.color=never", "compile", "exec:java"]);
    maven.arg(format!("-DbuildDirectory={}", workspace.target.join("fhir-validate").display()));
    workspace.run(maven.arg(format!("-Dexec.args={}", folder.display())))
}

fn build(workspace: &Workspace) -> Result<(), Error> {
    let mut build = workspace.cargo();
    workspace.run(build.args(["build", "--package", "interlude-tests", "--bin", "fhir"]))
}

/// Writes every Questionnaire into `target/fhir`.
fn write(workspace: &Workspace) -> Result<PathBuf, Error> {
    let folder = workspace.target.join("fhir");
    workspace.run(workspace.program(workspace.debug("fhir")).arg(&folder))?;
    Ok(folder)
}

/// Compares the totals of every Questionnaire with core's. The program that writes them must exist.
pub(crate) fn compare(workspace: &Workspace, forms: Forms) -> Result<(), Error> {
    let checks = workspace.root.join("tests/fhirpath");
    npm::install(workspace, &checks)?;
    let folder = write(workspace)?;
    let mut node = workspace.program("node");
    node.arg(checks.join("check.mjs")).arg(folder);
    node.arg(workspace.root.join("tests/vectors/scoring"));
    if forms == Forms::All {
        node.arg("--all");
    }
    workspace.run(&mut node)
}
