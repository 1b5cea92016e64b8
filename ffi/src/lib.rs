//! Every foreign boundary of Interlude, and nothing else: UniFFI for phones and Python,
//! wasm-bindgen for the browser.

#[cfg(target_arch = "wasm32")]
pub mod web;
