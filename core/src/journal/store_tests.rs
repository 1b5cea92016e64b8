use super::conformance::conformance;
use super::*;

conformance!(memory, (MemoryStore::new(), ()));
