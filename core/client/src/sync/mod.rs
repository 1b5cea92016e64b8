//! Sync of local journals with the server: a pure plan and one loop of requests (protocol.md 6).
//!
//! A merge is a set union: each side receives the records it lacks, by any author, because
//! every record is signed. The only state is the length of each series, so an interrupted sync
//! resumes where it stopped.

pub mod transport;
pub mod http;
pub mod error;
pub mod server;
pub mod plan;
pub mod backoff;
pub mod run;
mod upload;
mod batch;

#[cfg(test)]
mod tests;
