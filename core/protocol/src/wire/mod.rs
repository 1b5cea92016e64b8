//! The HTTP interface between clients and server (protocol.md 5): types, paths, header names and
//! limits, used by both ends.
//!
//! Bodies are JSON, records are raw bytes ([`RECORDS`]). Bytes in JSON are base64url without
//! padding. Unknown fields are ignored in answers, so that servers may add some later; they are
//! refused in requests and in signed bytes. [`limit`](crate::record::limit) holds the limits of
//! records, pages and spaces.

pub mod account;
pub mod batch;
pub mod bytes;
pub mod error;
pub mod pairing;
pub mod path;
pub mod signed;
pub mod space;

/// Media type of a stream of records.
pub const RECORDS: &str = "application/octet-stream";

/// The session cookie of staff.
pub const SESSION_COOKIE: &str = "__Host-s";

/// The cookie of a browser in which a member of staff has signed in before.
pub const BROWSER_COOKIE: &str = "__Host-b";

/// Lines in one page of heads.
pub const HEADS_PAGE: usize = 1_000;

/// Longest wait for a change, in seconds.
pub const MAX_WAIT_SECONDS: u64 = 25;

/// Lifetime of an invitation, in seconds.
pub const PAIRING_SECONDS: i64 = 600;

/// How long a confirmed device may take to post its geneses, in seconds.
pub const ENROLMENT_SECONDS: i64 = 24 * 3_600;

/// Largest difference between the time of a signed request and the server's clock, in seconds.
pub const CLOCK_TOLERANCE_SECONDS: u64 = 300;

/// Records that one author may add per day, over all spaces.
pub const MAX_RECORDS_A_DAY: u64 = 20_000;

/// Invitations that one clinic may open per day.
pub const MAX_PAIRINGS_A_DAY: u64 = 200;

/// Length of a sealed slot, in bytes.
pub const SLOT_BYTES: usize = 97;

/// Most slots of one person.
pub const MAX_SLOTS: usize = 16;

/// Longest login name, in characters.
pub const MAX_LOGIN_CHARS: usize = 80;

#[cfg(test)]
mod tests;
