//! Runs npm, and installs packages from lock files.

use std::path::Path;

use crate::error::Error;
use crate::workspace::Workspace;

/// Installs the npm packages of a folder if its lock file changed since the last installation.
pub(crate) fn install(workspace: &Workspace, folder: &Path) -> Result<(), Error> {
    let lock = folder.join("package-lock.json");
    let locked = std::fs::read(&lock).map_err(Error::file(&lock))?;
    let stamp = folder.join("node_modules/.installed-from");
    if std::fs::read(&stamp).is_ok_and(|installed| installed == locked) {
        return Ok(());
    }
    run(workspace, folder, &["ci", "--ignore-scripts", "--no-audit", "--no-fund"])?;
    std::fs::write(&stamp, locked).map_err(Error::file(&stamp))
}

/// Runs npm in a folder.
pub(crate) fn run(workspace: &Workspace, folder: &Path, arguments: &[&str]) -> Result<(), Error> {
    let mut npm = workspace.program("npm");
    npm.current_dir(folder).env("NO_COLOR", "1");
    workspace.run(npm.args(arguments))
}
