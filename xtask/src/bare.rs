//! `cargo xtask bare`: runs `cargo demo --check` as on a machine with Rust and Node only.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use crate::error::Error;
use crate::wasm;
use crate::workspace::{Workspace, create_folder, remove_folder, say};

/// Runs the demo in a fresh clone, with separate folders for cargo, rustup, npm and caches.
///
/// Needs a network. The clone contains committed changes only.
///
/// # Errors
/// The first command that failed.
pub(crate) fn run(workspace: &Workspace) -> Result<(), Error> {
    let bare = workspace.target.join("bare");
    remove_folder(&bare)?;
    create_folder(&bare)?;
    let clone = bare.join("clone");
    timed("clone", || {
        let mut git = workspace.program("git");
        workspace.run(git.arg("clone").arg("--quiet").arg(&workspace.root).arg(&clone))
    })?;
    timed("copy the Rust toolchain without the wasm32 target", || {
        copy_toolchain(workspace, &bare)
    })?;
    let demo = |what: &str| {
        timed(what, || {
            let mut cargo = bare_program(workspace, "cargo", &bare);
            workspace.run(cargo.current_dir(&clone).args(["demo", "--check"]))
        })
    };
    demo("cargo demo --check, from scratch")?;
    demo("cargo demo --check, again")?;
    remove_folder(&bare)
}

/// Copies the active toolchain. A link would not do, because rustup changes the toolchain.
fn copy_toolchain(workspace: &Workspace, bare: &Path) -> Result<(), Error> {
    let home = workspace.output(workspace.program("rustup").args(["show", "home"]))?;
    let home = PathBuf::from(home.trim());
    let active =
        workspace.output(workspace.program("rustup").args(["show", "active-toolchain"]))?;
    let name = active.split_whitespace().next().unwrap_or_default();
    let toolchains = rustup_home(bare).join("toolchains");
    create_folder(&toolchains)?;
    let mut copy = workspace.program("cp");
    copy.args(["--archive", "--dereference", "--no-target-directory"]);
    copy.arg(home.join("toolchains").join(name));
    workspace.run(copy.arg(toolchains.join(name)))?;
    let settings = home.join("settings.toml");
    copy_file(&settings, &rustup_home(bare).join("settings.toml"))?;
    // Without this hash rustup updates the toolchain on first use, and would add the target.
    let original = home.join("toolchains").join(name);
    let original = original.canonicalize().map_err(Error::file(&original))?;
    let hashes = rustup_home(bare).join("update-hashes");
    create_folder(&hashes)?;
    let hash = home.join("update-hashes").join(original.file_name().unwrap_or_default());
    copy_file(&hash, &hashes.join(name))?;
    let mut remove = bare_program(workspace, "rustup", bare);
    remove.args(["target", "remove", wasm::TARGET, "--toolchain", name]);
    // Fails if the toolchain does not have the target.
    workspace.status(&mut remove).map(drop)
}

fn copy_file(from: &Path, to: &Path) -> Result<(), Error> {
    std::fs::copy(from, to).map(drop).map_err(Error::file(from))
}

/// A program without access to this machine's caches, settings and build artefacts.
fn bare_program(workspace: &Workspace, name: &str, bare: &Path) -> Command {
    let mut program = workspace.program(name);
    for (name, _) in std::env::vars_os() {
        let inherited = name.to_str().is_some_and(|name| {
            ["CARGO", "RUST", "npm_"].iter().any(|it| name.starts_with(it))
                || name == "LD_LIBRARY_PATH"
        });
        if inherited {
            program.env_remove(name);
        }
    }
    program.env("CARGO_HOME", bare.join("cargo")).env("RUSTUP_HOME", rustup_home(bare));
    program.env("XDG_CACHE_HOME", bare.join("cache"));
    program.env("npm_config_cache", bare.join("npm"));
    program
}

fn rustup_home(bare: &Path) -> PathBuf {
    bare.join("rustup")
}

fn timed(what: &str, work: impl FnOnce() -> Result<(), Error>) -> Result<(), Error> {
    let started = Instant::now();
    work()?;
    say(&format!("bare: {what}: {:.1} minutes", started.elapsed().as_secs_f64() / 60.0));
    Ok(())
}
