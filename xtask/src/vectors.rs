//! The byte vectors of the protocol and the scored lines in the build that browsers run: other
//! libraries than on a phone, the same bytes.

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
    wasm::dashboard_core(workspace)?;
    let module = wasm::built(workspace, "interlude_tests");
    wasm::bind(workspace, &module, &folder, "vectors", Loader::Node)?;
    let tests = workspace.root.join("tests");
    let mut node = workspace.program("node");
    workspace.run(node.arg(tests.join("wasm/vectors.mjs")).arg(folder))?;
    let mut node = workspace.program("node");
    node.arg(tests.join("wasm/lines.mjs")).arg(wasm::dashboard_folder(workspace));
    workspace.run(node.arg(tests.join("vectors/lines")))
}
