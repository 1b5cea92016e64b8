//! The set-up of Interlude's tests: a real server, phones and clinicians.
//!
//! `vectors` also runs in the browser's build; everything else runs natively only.

#[cfg(not(target_arch = "wasm32"))]
pub mod demo;
#[cfg(not(target_arch = "wasm32"))]
pub mod journey;
#[cfg(not(target_arch = "wasm32"))]
pub mod stdin;
pub mod vectors;
#[cfg(not(target_arch = "wasm32"))]
pub mod world;

/// Runs the byte vectors in the browser's build and returns the outcomes as JSON.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
#[must_use]
pub fn run_vectors() -> String {
    serde_json::to_string(&vectors::run()).unwrap_or_default()
}
