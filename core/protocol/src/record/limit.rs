//! The limits of protocol.md 2.4.
//!
//! Sizes and counts above a limit are `TooLarge`. An integer from [`INTEGER`] or a sequence number
//! from [`SEQ`] on is `Malformed`; an address longer than [`URL`] is refused when an invitation is
//! written or read.

/// Longest body of an open record, in bytes.
pub const OPEN_BODY: usize = 131_072;
/// Longest request and longest page, in bytes.
pub const PAGE: usize = 1 << 20;
/// Most records in one request.
pub const REQUEST_RECORDS: usize = 256;
/// Most series of one space.
pub const SERIES: usize = 4_096;
/// Most content keys of one space.
pub const KEYS: usize = 1_024;
/// Most current members of one space.
pub const MEMBERS: usize = 64;
/// Most wraps in one grant.
pub const WRAPS: usize = 64;
/// Most heads in one mark.
pub const HEADS: usize = 512;
/// Longest name or reason, in characters.
pub const NAME: usize = 80;
/// Longest address in a pairing invitation, in bytes.
pub const URL: usize = 100;
/// First integer too large for JSON bodies: some readers keep numbers as doubles.
pub const INTEGER: u64 = 1 << 53;
/// First sequence number too large for a record.
pub const SEQ: u64 = 1 << 32;
