//! The client of Interlude: cryptography, the journal, sync, and the flows of a phone and of a clinician's page
//! (protocol.md 4).
//!
//! A flow holds no lock during a request, and never sleeps: it returns how long to wait. A module uses only the modules
//! listed above it; a test enforces that.

pub mod crypto;
pub mod journal;
pub mod sync;
#[cfg(not(target_arch = "wasm32"))]
pub mod sqlite;
pub mod host;
pub mod pairing;
pub mod language;
pub mod error;
pub mod form;
pub mod phone;
pub mod clinician;
