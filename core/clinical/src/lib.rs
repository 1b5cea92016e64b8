//! The clinical part of Interlude: instruments, scoring, safety, entries and charts.
//!
//! The crate is pure: it has no I/O, clock, randomness or `async`. A module uses only modules listed
//! above it; a test enforces this.

#[macro_use]
mod redacted;

pub mod moment;
#[macro_use]
pub mod words;
pub mod instrument;
pub mod catalogue;
pub mod safety;
pub mod response;
pub mod score;
pub mod line;
pub mod fhir;
pub mod entry;
pub mod library;
pub mod outcome;
pub mod schedule;
pub mod reminder;
pub mod timeline;
pub mod doubt;
pub mod chart;
pub mod cohort;
pub mod panel;
