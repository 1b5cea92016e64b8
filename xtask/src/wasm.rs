//! The core as WebAssembly: built by cargo, bound by wasm-bindgen as a library.

use std::path::{Path, PathBuf};

use wasm_bindgen_cli_support::Bindgen;

use crate::error::Error;
use crate::workspace::{Workspace, create_folder};

/// The only browser target there is.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Who loads the bound module.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Loader {
    /// A page or a Worker, by `init({ module_or_path })`; with TypeScript declarations.
    Browser,
    /// Node, by `require`.
    Node,
}

/// Builds the clinician's core and puts it where the dashboard imports it.
pub(crate) fn dashboard_core(workspace: &Workspace) -> Result<(), Error> {
    let mut build = workspace.cargo();
    build.args(["build", "--package", "interlude-ffi", "--lib", "--target", TARGET]);
    workspace.run(build.args(["--profile", "web"]))?;
    let folder = dashboard_folder(workspace);
    bind(&built(workspace, "interlude"), &folder, "interlude", Loader::Browser)
}

/// Where the dashboard imports the clinician's core from.
pub(crate) fn dashboard_folder(workspace: &Workspace) -> PathBuf {
    workspace.root.join("server/dashboard/src/wasm")
}

/// Where cargo puts the module of the library `name`.
pub(crate) fn built(workspace: &Workspace, name: &str) -> PathBuf {
    workspace.target.join(TARGET).join("web").join(format!("{name}.wasm"))
}

/// Writes the JavaScript side of `module` into `folder`, as `name`.
pub(crate) fn bind(module: &Path, folder: &Path, name: &str, loader: Loader) -> Result<(), Error> {
    create_folder(folder)?;
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).out_name(name);
    let bound = match loader {
        // A quarter of the file is names of functions, which no clinician reads.
        Loader::Browser => {
            bindgen.web(true).map(|it| it.typescript(true).remove_name_section(true))
        }
        Loader::Node => bindgen.nodejs(true).map(|it| it.typescript(false)),
    };
    bound
        .and_then(|bindgen| bindgen.generate(folder))
        .map_err(|cause| Error::Unexpected(format!("wasm-bindgen: {cause:#}")))
}
