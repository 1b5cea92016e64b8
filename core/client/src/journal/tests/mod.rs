pub(crate) mod conformance;
mod crash;
pub(crate) mod failing;
mod hostile;
mod index;
mod marks;
mod people;
mod writing;
