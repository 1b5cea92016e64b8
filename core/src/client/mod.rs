//! The flows of protocol.md 4, for a phone and for a clinician.

pub mod pairing;
