//! The world in which Interlude is proved: a real server, phones and clinicians.

pub mod demo;
