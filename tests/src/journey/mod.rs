//! The journey from a patient's tap to a clinician's chart, on real parts.
//!
//! Drives a server, a page in Chromium and a phone through one story and compares what each of them
//! shows. Then searches everything that the server stored and received for what it must not know.

pub mod canary;
pub mod phone;
pub mod seen;
pub mod story;
pub mod tap;
pub mod treatment;
pub mod wire;

/// Why the journey stopped.
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
    /// A received message is not JSON.
    #[error("not JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The other side reported an error.
    #[error("{who}: {text}")]
    Told {
        /// `browser` or `phone`.
        who: &'static str,
        /// Its message.
        text: String,
    },
    /// The other side disconnected.
    #[error("the {0} went away")]
    Gone(&'static str),
    /// The other side did not answer in time.
    #[error("the {who} did not answer “{act}” in time")]
    Silent {
        /// `browser` or `phone`.
        who: &'static str,
        /// The request.
        act: String,
    },
    /// An answer lacks a field, or an argument is unknown.
    #[error("{0}")]
    Wrong(String),
}
