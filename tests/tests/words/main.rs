//! What phone and page show is written in the message files: in the pseudo-language no sentence is left plain.
//!
//! This is a test program of its own, since the language is that of the whole program.

#[cfg(test)]
mod check;
#[cfg(test)]
mod errors;
#[cfg(test)]
mod invite;
#[cfg(test)]
mod page;
#[cfg(test)]
mod phone;
#[cfg(test)]
mod world;
