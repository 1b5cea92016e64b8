//! Paths of the workspace, and running programs in it.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use crate::error::Error;

/// The clone, its target folder, and the log of the programs it runs.
pub(crate) struct Workspace {
    /// The root of the clone.
    pub(crate) root: PathBuf,
    /// Cargo's target folder, which the environment may set.
    pub(crate) target: PathBuf,
    log: Option<File>,
}

impl Workspace {
    /// Finds the clone of this program, and asks cargo for its target folder.
    pub(crate) fn open() -> Result<Self, Error> {
        // Clones may share a target folder, so the clone is known at run time only.
        let here = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let root = here.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR"))).join("..");
        let root = root.canonicalize().map_err(Error::file(&root))?;
        let mut workspace = Self { target: root.join("target"), root, log: None };
        let mut metadata = workspace.cargo();
        metadata.args(["metadata", "--no-deps", "--format-version", "1"]);
        let metadata: serde_json::Value =
            serde_json::from_str(&workspace.output(&mut metadata)?)
                .map_err(|cause| Error::Unexpected(format!("cargo metadata: {cause}")))?;
        if let Some(target) = metadata.get("target_directory").and_then(|it| it.as_str()) {
            workspace.target = PathBuf::from(target);
        }
        Ok(workspace)
    }

    /// The same workspace, with the output of programs in the file at `path`.
    pub(crate) fn logging_to(&self, path: &Path) -> Result<Self, Error> {
        let log = File::create(path).map_err(Error::file(path))?;
        Ok(Self { root: self.root.clone(), target: self.target.clone(), log: Some(log) })
    }

    /// A program that runs at the root of the clone.
    pub(crate) fn program(&self, name: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(name);
        command.current_dir(&self.root);
        // `cargo run` sets variables for this package. If child processes inherited them, cargo would
        // rebuild ring, whose build script depends on them, and its dependents every time.
        for (name, _) in std::env::vars_os() {
            let inherited = name.to_str().is_some_and(|name| {
                ["CARGO_PKG_", "CARGO_MANIFEST_"].iter().any(|it| name.starts_with(it))
            });
            if inherited {
                command.env_remove(name);
            }
        }
        command
    }

    /// The cargo that runs this program.
    pub(crate) fn cargo(&self) -> Command {
        self.program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
    }

    /// The path of a program or library that cargo built for development.
    pub(crate) fn debug(&self, name: &str) -> PathBuf {
        self.target.join("debug").join(name)
    }

    /// Runs `command` with its output on the terminal or in the log. Failure is an error.
    pub(crate) fn run(&self, command: &mut Command) -> Result<(), Error> {
        let status = self.status(command)?;
        if status.success() {
            return Ok(());
        }
        Err(Error::Failed { command: line(command), status })
    }

    /// Runs `command` with its output on the terminal or in the log, and returns its exit status.
    pub(crate) fn status(&self, command: &mut Command) -> Result<ExitStatus, Error> {
        let started = format!("$ {}", line(command));
        match &self.log {
            None => say(&started),
            Some(log) => {
                let failed = || Error::file(Path::new("the step's log"));
                let mut log = log.try_clone().map_err(failed())?;
                writeln!(log, "{started}").map_err(failed())?;
                command.stdin(Stdio::null());
                command.stderr(log.try_clone().map_err(failed())?);
                command.stdout(log);
            }
        }
        command.status().map_err(not_started(command))
    }

    /// Runs `command` and returns its standard output. Failure is an error.
    pub(crate) fn output(&self, command: &mut Command) -> Result<String, Error> {
        let output = command.stderr(Stdio::inherit()).output().map_err(not_started(command))?;
        if !output.status.success() {
            return Err(Error::Failed { command: line(command), status: output.status });
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

/// The folder for tools and caches that all clones share.
pub(crate) fn cache() -> PathBuf {
    let home = || PathBuf::from(std::env::var_os("HOME").unwrap_or_default()).join(".cache");
    std::env::var_os("XDG_CACHE_HOME").map_or_else(home, PathBuf::from).join("interlude")
}

/// Creates the folder `path` and its parents.
pub(crate) fn create_folder(path: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(path).map_err(Error::file(path))
}

/// Removes the folder `path` with everything in it, if it exists.
pub(crate) fn remove_folder(path: &Path) -> Result<(), Error> {
    match std::fs::remove_dir_all(path) {
        Err(cause) if cause.kind() != ErrorKind::NotFound => Err(Error::file(path)(cause)),
        _ => Ok(()),
    }
}

/// Prints a line.
#[expect(clippy::print_stdout, reason = "a command reports on standard output")]
pub(crate) fn say(text: &str) {
    println!("{text}");
}

fn not_started(command: &Command) -> impl FnOnce(std::io::Error) -> Error {
    let program = command.get_program().to_string_lossy().into_owned();
    move |cause| Error::NotStarted { program, cause }
}

fn line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(command.get_program()).to_string_lossy();
    let words = command.get_args().map(|it| it.to_string_lossy());
    std::iter::once(name).chain(words).collect::<Vec<_>>().join(" ")
}
