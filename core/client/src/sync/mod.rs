//! Bringing local records and the server's together: a pure plan, and one loop of requests around
//! it (protocol.md 6).
//!
//! Merging is union: each side gets what it lacks, of any author, since records prove themselves.
//! State is only how far each series goes, so a sync cut off at any request goes on from there.

pub mod transport;
pub mod http;
pub mod error;
pub mod server;
pub mod plan;
pub mod backoff;
pub mod run;

#[cfg(test)]
mod tests;
