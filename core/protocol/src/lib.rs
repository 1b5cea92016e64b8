//! What clients and server of Interlude agree on: identifiers, records, who may read them, and
//! what travels over HTTP.
//!
//! Pure: no I/O, clock, randomness or `async`, and nothing that can decrypt. A module uses only
//! those listed above it; a test enforces that.

pub mod id;
pub mod primitive;
pub mod record;
pub mod access;
pub mod wire;
