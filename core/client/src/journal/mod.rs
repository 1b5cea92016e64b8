//! The journal: an append-only log of records for each space, and an index derived from it
//! (protocol.md 3, 6 and 7).
//!
//! The store keeps only ciphertext and open records. [`Journal`] opens entries in memory with
//! content keys that it unwraps at every unlock and never stores.

mod accept;
mod append;
mod chain;
mod error;
mod fold;
mod index;
mod log;
mod mark;
mod memory;
mod plan;
mod run;
mod shelf;
mod store;

pub use accept::Accepted;
pub use append::{Founding, Writing, genesis_record};
pub use error::{GuardError, JournalError, KeyGuard};
pub use index::{Opened, RecordState, side};
pub use log::{Directory, Journal};
pub use memory::MemoryStore;
pub use shelf::Shelf;
pub use store::{Aside, Change, Kept, SealedDraft, Store, StoreError, Tip};

#[cfg(test)]
pub(crate) mod tests;
