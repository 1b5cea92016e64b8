//! The journal: an append-only log of records for each space, and an index that can be folded
//! again from it at any time (protocol.md 3, 6 and 7).
//!
//! What is written is ciphertext and open records; what is read, [`Journal`] opens in memory with
//! content keys that it unwraps anew at every unlock and never stores.

mod memory;
mod store;

pub use memory::MemoryStore;
pub use store::{Aside, Change, Draft, Kept, Store, StoreError, Tip};

#[cfg(test)]
pub(crate) mod conformance;
#[cfg(test)]
mod store_tests;
