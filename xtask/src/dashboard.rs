//! The clinician's dashboard: its npm packages, its build and its tests.

use std::path::PathBuf;

use crate::error::Error;
use crate::workspace::Workspace;

/// Installs the locked npm packages if the lock file changed since the last time.
pub(crate) fn install(workspace: &Workspace) -> Result<(), Error> {
    let lock = folder(workspace).join("package-lock.json");
    let locked = std::fs::read(&lock).map_err(Error::file(&lock))?;
    let stamp = folder(workspace).join("node_modules/.installed-from");
    if std::fs::read(&stamp).is_ok_and(|installed| installed == locked) {
        return Ok(());
    }
    npm(workspace, &["ci", "--ignore-scripts", "--no-audit", "--no-fund"])?;
    std::fs::write(&stamp, locked).map_err(Error::file(&stamp))
}

/// Builds the page that the server embeds; the wasm core must have been bound before.
pub(crate) fn build(workspace: &Workspace) -> Result<(), Error> {
    install(workspace)?;
    npm(workspace, &["run", "build"])
}

/// Runs npm in the dashboard's folder.
pub(crate) fn npm(workspace: &Workspace, arguments: &[&str]) -> Result<(), Error> {
    let mut npm = workspace.program("npm");
    npm.current_dir(folder(workspace)).env("NO_COLOR", "1");
    workspace.run(npm.args(arguments))
}

/// Where the dashboard lives.
pub(crate) fn folder(workspace: &Workspace) -> PathBuf {
    workspace.root.join("server/dashboard")
}
