//! The flows of protocol.md 4, for a phone and for a clinician: what hosts wrap, and what tests
//! and the demo drive.
//!
//! A flow never holds a lock while it waits for the network, and never sleeps: it says how long
//! to wait.

pub mod clinician;
pub mod error;
pub mod form;
pub mod host;
pub mod pairing;
pub mod phone;
