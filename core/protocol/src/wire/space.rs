//! Wire types of spaces and series: what is there, how far, and what changed.

use serde::{Deserialize, Serialize};

use crate::id::{Fingerprint, RecordHash, SeriesId, SpaceId};
use crate::wire::bytes::Fixed;

/// Random number of an installation; a new one after every restore (protocol.md 4.13).
pub type Era = Fixed<16>;

/// Answer to `GET /v1/hello`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// Record formats that the server takes.
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
    /// Hash of the last of them.
    pub hash: RecordHash,
}

/// Answer to an upload, and body of status 409: how far the series goes at the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// How many records the server holds.
    pub count: u64,
    /// Hash of the last of them; zero if there is none.
    pub hash: RecordHash,
}

/// Answer to `GET /v1/changes`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// The installation's era; if it is not the one remembered, all heads are compared.
    pub era: Era,
    /// What to ask for next.
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
