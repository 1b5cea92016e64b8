//! The core of Interlude: everything clinical and everything secret, portable, without a screen
//! and without a server.
//!
//! Modules stand in layering order: each uses only those above it, and a test enforces it.

#[macro_use]
mod redacted;

pub mod id;
pub mod moment;
pub mod instrument;
pub mod catalogue;
pub mod safety;
pub mod response;
pub mod score;
pub mod line;
pub mod fhir;
pub mod entry;
pub mod library;
pub mod chart;
pub mod panel;
pub mod primitive;
pub mod record;
pub mod access;
pub mod protocol;
#[cfg(feature = "crypto")]
pub mod crypto;
#[cfg(feature = "crypto")]
pub mod journal;
#[cfg(feature = "sync")]
pub mod sync;
#[cfg(all(feature = "sqlite", not(target_arch = "wasm32")))]
pub mod sqlite;
#[cfg(feature = "sync")]
pub mod client;
#[cfg(feature = "cli")]
pub mod cli;
