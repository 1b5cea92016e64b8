//! The byte vectors of the protocol in the build that browsers run: other libraries than on a
//! phone, the same bytes.

use crate::error::Error;
use crate::wasm::{self, Loader};
use crate::workspace::Workspace;

/// Builds the vectors for wasm32, runs them under Node and fails if one of them does.
pub(crate) fn run(workspace: &Workspace) -> Result<(), Error> {
    // In the browser's own profile: what is shipped is what is proved, and one build serves both.
    let mut build = workspace.cargo();
    build.args(["rustc", "--package", "interlude-tests", "--lib", "--crate-type", "cdylib"]);
    workspace.run(build.args(["--target", wasm::TARGET, "--profile", "web"]))?;
    let folder = workspace.target.join("vectors");
    wasm::bind(&wasm::built(workspace, "interlude_tests"), &folder, "vectors", Loader::Node)?;
    let mut node = workspace.program("node");
    workspace.run(node.arg(workspace.root.join("tests/wasm/vectors.mjs")).arg(folder))
}
