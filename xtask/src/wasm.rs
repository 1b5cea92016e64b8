//! Builds core as WebAssembly, with JavaScript bindings by the program `bind`.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::Error;
use crate::workspace::{Workspace, create_folder};

/// The target triple of the browser's build.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// The host that loads a module.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Loader {
    /// A page or a Worker, with `init({ module_or_path })` and TypeScript declarations.
    Browser,
    /// Node, with `require`.
    Node,
}

/// Builds the clinician's core and `bind`, and writes module and bindings for the dashboard.
pub(crate) fn dashboard_core(workspace: &Workspace) -> Result<(), Error> {
    workspace.run(&mut build(workspace))?;
    workspace.run(workspace.cargo().args(["build", "--package", "xtask-bind"]))?;
    bind_dashboard_core(workspace)
}

/// The command that builds the clinician's core.
pub(crate) fn build(workspace: &Workspace) -> Command {
    let mut build = workspace.cargo();
    build.args(["build", "--package", "interlude-ffi", "--lib", "--target", TARGET]);
    build.args(["--profile", "web"]);
    build
}

/// Writes module and bindings of the clinician's core for the dashboard. Core and `bind` must be built.
pub(crate) fn bind_dashboard_core(workspace: &Workspace) -> Result<(), Error> {
    let folder = dashboard_folder(workspace);
    bind(workspace, &built(workspace, "interlude"), &folder, "interlude", Loader::Browser)
}

/// The folder from which the dashboard imports the clinician's core.
pub(crate) fn dashboard_folder(workspace: &Workspace) -> PathBuf {
    workspace.root.join("server/dashboard/src/wasm")
}

/// The path of the module that cargo builds from the library `name`.
pub(crate) fn built(workspace: &Workspace, name: &str) -> PathBuf {
    workspace.target.join(TARGET).join("web").join(format!("{name}.wasm"))
}

/// Writes `module` and its JavaScript bindings into `folder` as `name`. `bind` must be built.
pub(crate) fn bind(
    workspace: &Workspace,
    module: &Path,
    folder: &Path,
    name: &str,
    loader: Loader,
) -> Result<(), Error> {
    create_folder(folder)?;
    let loader = match loader {
        Loader::Browser => "browser",
        Loader::Node => "node",
    };
    let mut bind = workspace.program(workspace.debug("bind"));
    workspace.run(bind.arg(loader).arg(module).arg(folder).arg(name))
}
