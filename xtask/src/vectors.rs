//! Runs the byte vectors of the protocol and the scored lines in the browser's build. Its libraries
//! differ from a phone's, its bytes must not.

use crate::error::Error;
use crate::wasm::{self, Loader};
use crate::workspace::Workspace;

/// Builds the vectors for wasm32 and runs them under Node.
pub(crate) fn run(workspace: &Workspace) -> Result<(), Error> {
    // In the profile that is shipped, so that the shipped code is tested and built only once.
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
