use crate::journal::MemoryStore;
use crate::journal::conformance::conformance;

conformance!(memory, (MemoryStore::new(), ()));
