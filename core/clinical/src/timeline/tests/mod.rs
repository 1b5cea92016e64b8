//! What a plan asks depends on local dates alone: no clock, zone or travel loses, doubles or moves a window.

mod clock;
mod edges;
mod scenario;
