//! The browser's boundary as data: what a page asks, what it gets, and one function in between.
//!
//! Nothing here names a browser, so it is tested and its types are generated natively;
//! `browser` hands the texts over. No key and no decision leaves the core.

pub mod answer;
pub mod call;
pub mod reply;
#[cfg(feature = "types")]
pub mod typescript;

#[cfg(test)]
mod tests;
