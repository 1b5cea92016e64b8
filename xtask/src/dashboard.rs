//! The clinician's dashboard: its npm packages, its build and its tests.

use std::path::PathBuf;

use crate::error::Error;
use crate::npm;
use crate::workspace::Workspace;

/// Builds the page that the server embeds; the wasm core must have been bound before.
pub(crate) fn build(workspace: &Workspace) -> Result<(), Error> {
    install(workspace)?;
    npm(workspace, &["run", "build"])
}

/// Installs the npm packages that the dashboard is built and tested with.
pub(crate) fn install(workspace: &Workspace) -> Result<(), Error> {
    npm::install(workspace, &folder(workspace))
}

/// Runs npm in the dashboard's folder.
pub(crate) fn npm(workspace: &Workspace, arguments: &[&str]) -> Result<(), Error> {
    npm::run(workspace, &folder(workspace), arguments)
}

/// Where the dashboard lives.
pub(crate) fn folder(workspace: &Workspace) -> PathBuf {
    workspace.root.join("server/dashboard")
}
