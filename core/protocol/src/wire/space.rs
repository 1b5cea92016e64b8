//! Wire types of spaces and series: heads, receipts and changes.

use serde::{Deserialize, Serialize};

use crate::id::{Fingerprint, RecordHash, SeriesId, SpaceId};
use crate::wire::bytes::Fixed;

/// Random number of an installation; a new one after every restore (protocol.md 4.13).
pub type Era = Fixed<16>;

/// Answer to `GET /v1/hello`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// Record formats that the server accepts.
    pub formats: Vec<u32>,
    /// The installation's era.
    pub era: Era,
    /// The server's clock, in Unix seconds.
    pub time: i64,
}

/// One line of `GET /v1/spaces/{space}/heads`; the answer is an array of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadLine {
    /// The series.
    pub series: SeriesId,
    /// Author of all its records.
    pub author: Fingerprint,
    /// How many records the server holds.
    pub count: u64,
    /// Hash of the last record.
    pub hash: RecordHash,
}

/// The length of a series on the server: the answer to an upload, and the body of status 409.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// How many records the server holds.
    pub count: u64,
    /// Hash of the last record; zero without one.
    pub hash: RecordHash,
}

/// Answer to `GET /v1/changes`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// The installation's era. If it differs from the remembered one, clients compare all heads.
    pub era: Era,
    /// The value of `after` for the next request.
    pub next: u64,
    /// Spaces of the caller that changed.
    pub spaces: Vec<SpaceId>,
}

/// Answer to `GET /v1/mine`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mine {
    /// Spaces in which the caller is a member.
    pub spaces: Vec<SpaceId>,
}
