//! The totals of our FHIR Questionnaires by fhirpath.js, an engine that is not ours.

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
    let mut build = workspace.cargo();
    workspace.run(build.args(["build", "--package", "interlude-tests", "--bin", "fhir"]))?;
    compare(workspace, forms)
}

/// Writes every Questionnaire into `target/fhir` and compares its totals with core's; the program was built before.
pub(crate) fn compare(workspace: &Workspace, forms: Forms) -> Result<(), Error> {
    let checks = workspace.root.join("tests/fhirpath");
    npm::install(workspace, &checks)?;
    let folder = workspace.target.join("fhir");
    workspace.run(workspace.program(workspace.debug("fhir")).arg(&folder))?;
    let mut node = workspace.program("node");
    node.arg(checks.join("check.mjs")).arg(folder);
    node.arg(workspace.root.join("tests/vectors/scoring"));
    if forms == Forms::All {
        node.arg("--all");
    }
    workspace.run(&mut node)
}
