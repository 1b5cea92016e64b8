//! The protocol that Interlude's clients and server share: identifiers, records, access rules and
//! HTTP messages.
//!
//! The crate is pure: no I/O, clock, randomness or `async`, and no code that can decrypt. A module
//! uses only the modules listed above it; a test enforces that.

pub mod id;
pub mod primitive;
pub mod record;
pub mod access;
pub mod wire;
