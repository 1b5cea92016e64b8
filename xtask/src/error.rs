//! Why a command of the house stopped.

use std::path::{Path, PathBuf};
use std::process::ExitStatus;

/// Why a command stopped; each text says what to do next where that is known.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The arguments name no command.
    #[error("unknown command; these exist:\n\n{0}")]
    Usage(&'static str),
    /// No such language is generated.
    #[error("no bindings for {0}: kotlin, swift and python exist")]
    UnknownLanguage(String),
    /// A program is not installed.
    #[error("{program} could not be started; `cargo setup` installs or names what is missing")]
    NotStarted {
        /// The program's name.
        program: String,
        #[source]
        cause: std::io::Error,
    },
    /// A program ended with a failure; what it said stands above or in the step's log.
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
    /// A program's answer was not what it promises.
    #[error("{0}")]
    Unexpected(String),
    /// Tools are missing that this command cannot install.
    #[error("missing on this machine:\n{0}")]
    Missing(String),
}

impl Error {
    /// Returns a closure that names `path` in an I/O error.
    pub(crate) fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        move |cause| Self::File { path: path.to_owned(), cause }
    }
}
