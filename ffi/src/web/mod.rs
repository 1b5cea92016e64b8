//! The page's interface as data: a [`Call`](call::Call), a [`Reply`](reply::Reply), and a function
//! from one to the other.
//!
//! It uses no browser, so it is tested and its types are generated natively; `browser` passes the
//! texts on. Keys never leave core, and core makes all decisions.

pub mod answer;
pub mod call;
pub mod reply;
#[cfg(feature = "types")]
pub mod typescript;

#[cfg(test)]
mod tests;
