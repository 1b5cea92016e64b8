//! Generates the TypeScript types of the page's calls and replies.

use std::path::PathBuf;

use crate::bindings;
use crate::error::Error;
use crate::workspace::Workspace;

/// Writes `server/dashboard/src/generated.ts`.
pub(crate) fn write(workspace: &Workspace) -> Result<(), Error> {
    let text = generate(workspace)?;
    let path = path(workspace);
    std::fs::write(&path, text).map_err(Error::file(&path))
}

/// Fails if the committed file is out of date.
pub(crate) fn check(workspace: &Workspace) -> Result<(), Error> {
    let committed = std::fs::read_to_string(path(workspace)).unwrap_or_default();
    if committed == generate(workspace)? {
        return Ok(());
    }
    let advice = "server/dashboard/src/generated.ts is out of date; run `cargo xtask types`";
    Err(Error::Unexpected(advice.to_owned()))
}

fn path(workspace: &Workspace) -> PathBuf {
    workspace.root.join("server/dashboard/src/generated.ts")
}

/// Uses the build of the tests; other packages or features would compile the dependencies again.
fn generate(workspace: &Workspace) -> Result<String, Error> {
    bindings::build(workspace)?;
    workspace.output(&mut workspace.program(workspace.debug("types")))
}
