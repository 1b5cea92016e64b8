//! The world in which Interlude is proved: a real server, phones and clinicians.
//!
//! `vectors` runs in the browser's build too, everything else natively only.

#[cfg(not(target_arch = "wasm32"))]
pub mod demo;
#[cfg(not(target_arch = "wasm32"))]
pub mod journey;
pub mod vectors;
#[cfg(not(target_arch = "wasm32"))]
pub mod world;

/// Runs the byte vectors in the browser's build; the outcomes as JSON.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
#[must_use]
pub fn run_vectors() -> String {
    serde_json::to_string(&vectors::run()).unwrap_or_default()
}
