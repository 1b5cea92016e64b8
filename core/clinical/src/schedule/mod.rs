//! What a care plan asks: which form, from which day to which, and what became of it.
//!
//! A plan is data, and [`due`] is a pure function of it, of what was given and answered, and of the day. Days are local
//! dates of the patient, so that neither daylight saving nor travel moves, loses or doubles one.

mod due;
mod plan;

pub use due::{DueItem, DueState, Given, due};
pub use plan::{PlanError, check, usual_rows};

#[cfg(test)]
mod tests;
