//! Errors of the commands.

use std::path::{Path, PathBuf};
use std::process::ExitStatus;

/// Why a command failed. The text says what to do if that is known.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The command does not exist.
    #[error("unknown command; the commands are:\n\n{0}")]
    Usage(&'static str),
    /// The language has no bindings.
    #[error("no bindings for {0}; there are bindings for kotlin, swift and python")]
    UnknownLanguage(String),
    /// A program is not installed.
    #[error("cannot start {program}; `cargo setup` installs or lists missing programs")]
    NotStarted {
        /// The program's name.
        program: String,
        #[source]
        cause: std::io::Error,
    },
    /// A program failed; its output is on the terminal or in the step's log.
    #[error("`{command}` failed ({status})")]
    Failed {
        /// The command line.
        command: String,
        status: ExitStatus,
    },
    /// A file could not be read or written.
    #[error("{path}: {cause}")]
    File {
        path: PathBuf,
        #[source]
        cause: std::io::Error,
    },
    /// A program's output or a file is not as expected.
    #[error("{0}")]
    Unexpected(String),
    /// Programs are missing that `cargo setup` cannot install.
    #[error("missing on this machine:\n{0}")]
    Missing(String),
}

impl Error {
    /// Returns a closure that adds `path` to an I/O error.
    pub(crate) fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        move |cause| Self::File { path: path.to_owned(), cause }
    }
}
