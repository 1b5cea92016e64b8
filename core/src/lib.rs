//! The core of Interlude: everything clinical and everything secret, portable, without a screen
//! and without a server.
//!
//! Modules stand in layering order: each uses only those above it, and a test enforces it.

pub mod id;
pub mod primitive;
pub mod record;
pub mod access;
pub mod protocol;
#[cfg(feature = "crypto")]
pub mod crypto;
#[cfg(feature = "crypto")]
pub mod journal;
#[cfg(all(feature = "sqlite", not(target_arch = "wasm32")))]
pub mod sqlite;
