//! The foreign interfaces of Interlude: UniFFI for phones and Python, wasm-bindgen for the browser.

#[cfg(not(target_arch = "wasm32"))]
pub mod error;
#[cfg(not(target_arch = "wasm32"))]
pub mod mobile;
#[cfg(not(target_arch = "wasm32"))]
pub mod outcome;
#[cfg(not(target_arch = "wasm32"))]
pub mod reminder;
#[cfg(not(target_arch = "wasm32"))]
pub mod score;
#[cfg(not(target_arch = "wasm32"))]
pub mod trend;
#[cfg(not(target_arch = "wasm32"))]
pub mod types;

#[cfg(not(target_arch = "wasm32"))]
uniffi::setup_scaffolding!();

pub mod web;

#[cfg(target_arch = "wasm32")]
pub mod browser;
