//! Builds and tests the clinician's dashboard.

use std::path::PathBuf;

use crate::error::Error;
use crate::npm;
use crate::workspace::Workspace;

/// Builds the page that the server embeds. The wasm core must exist.
pub(crate) fn build(workspace: &Workspace) -> Result<(), Error> {
    install(workspace)?;
    npm(workspace, &["run", "build"])
}

/// Installs the dashboard's npm packages.
pub(crate) fn install(workspace: &Workspace) -> Result<(), Error> {
    npm::install(workspace, &folder(workspace))
}

/// Runs npm in the dashboard's folder.
pub(crate) fn npm(workspace: &Workspace, arguments: &[&str]) -> Result<(), Error> {
    npm::run(workspace, &folder(workspace), arguments)
}

/// The dashboard's folder.
pub(crate) fn folder(workspace: &Workspace) -> PathBuf {
    workspace.root.join("server/dashboard")
}
