//! Our FHIR Questionnaires before judges that are not ours: fhirpath.js for their totals, HAPI for their shape.

use std::path::PathBuf;

use crate::error::Error;
use crate::npm;
use crate::workspace::Workspace;

/// How many complete forms of the PHQ-9 are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Forms {
    /// Every 61st of 262,144: any two items meet with all pairs of answers.
    Some,
    /// All of them.
    All,
}

/// Builds the program that writes the Questionnaires, and compares.
pub(crate) fn build_and_compare(workspace: &Workspace, forms: Forms) -> Result<(), Error> {
    build(workspace)?;
    compare(workspace, forms)
}

/// Validates every Questionnaire as FHIR R4 with HAPI 8.4.0, which Maven fetches once; no part of `cargo verify`.
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

/// Compares the totals of every Questionnaire with core's; the program that writes them was built before.
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
