//! All texts of the phone and the page come from the message files: in the pseudo-language none is left in plain letters.
//!
//! This is a separate test program, since the language is global to a program.

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
