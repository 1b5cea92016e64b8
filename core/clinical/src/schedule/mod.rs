//! What a care plan asks: which form, from which day to which, and what became of it.
//!
//! A plan is data, and [`due`] is a pure function of it, of what was given and answered, and of the day. Days are local
//! dates of the patient, so that neither daylight saving nor travel moves, loses or doubles one.
//!
//! Core has no table of time zones. The phone's system knows the local date, and updates its table when a country changes
//! its rules; a table in core would be as old as the app. As wasm, `chrono-tz` 0.10.4 would also add 910,169 bytes
//! (55,609 with Brotli) to the page; one build with and one without it. Tests alone use it: `docs/proof.md` counts the
//! changes of offset that they walk.

mod clash;
mod due;
mod plan;

pub use clash::{Clash, clashes};
pub use due::{DueItem, DueState, Given, Span, due};
pub use plan::{PlanError, check, usual_rows};

#[cfg(test)]
mod tests;
