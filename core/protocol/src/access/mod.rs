//! Who may read and write: a pure fold over the verified open records of a space.
//!
//! Phone, browser and server run the same function. Its result depends on the *set* of records
//! only, never on their order or on a clock (protocol.md 3.2, 3.3 and 3.8).

pub mod facts;
pub mod rule;
pub mod fold;
mod judge;
pub mod build;
pub mod keys;
pub mod plan;
pub mod finding;
pub mod release;

#[cfg(test)]
mod tests;
