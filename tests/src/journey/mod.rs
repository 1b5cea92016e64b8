//! The journey from a patient's tap to a clinician's chart, on real parts.
//!
//! A server, a page in Chromium and a phone are led through one story; what each of them shows is
//! compared, and then everything that the server kept and received is searched for what it must not
//! know.

pub mod canary;
pub mod phone;
pub mod seen;
pub mod story;
pub mod tap;
pub mod wire;

/// Why the journey could not go on.
#[derive(Debug, thiserror::Error)]
pub enum JourneyError {
    /// A socket, a file or a program failed.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// A client of this program refused.
    #[error("the phone refused: {}", .0.text())]
    Client(#[from] interlude_client::error::ClientError),
    /// A journal of this program could not be opened.
    #[error("the phone's journal: {0}")]
    Store(#[from] interlude_client::journal::StoreError),
    /// The server did not start.
    #[error(transparent)]
    Server(#[from] interlude_server::StartError),
    /// What came over the wire is not JSON.
    #[error("not JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The other side said what went wrong.
    #[error("{who}: {text}")]
    Told {
        /// `browser` or `phone`.
        who: &'static str,
        /// Its words.
        text: String,
    },
    /// The other side went away.
    #[error("the {0} went away")]
    Gone(&'static str),
    /// The other side did not answer in time.
    #[error("the {who} did not answer “{act}” in time")]
    Silent {
        /// `browser` or `phone`.
        who: &'static str,
        /// What was asked.
        act: String,
    },
    /// An answer lacks a field, or an argument is unknown.
    #[error("{0}")]
    Wrong(String),
}
