//! The demo clinic: 24 invented patients with believable courses of up to six months.
//!
//! The courses come from a fixed seed and count back from today, so that two runs on one day agree;
//! all keys come from the system's randomness.

pub mod check;
pub mod course;
pub mod days;
pub mod invite;
pub mod people;
pub mod random;
pub mod seed;
mod treat;
