//! Wire types of staff: founding a clinic, signing in, sealed slots.

use serde::{Deserialize, Serialize};

use crate::id::{Fingerprint, SpaceId};
use crate::wire::bytes::{Bytes, Fixed};

/// Body of `POST /v1/clinics`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewClinic {
    /// The one-time set-up token, which the server prints at its start.
    pub token: String,
    /// Concatenated records, the genesis first. May hold several series, each contiguous from 0.
    pub records: Bytes,
    /// The first lead, named in the genesis.
    pub fp: Fingerprint,
    /// The lead's account.
    pub login: String,
    /// SHA-256 of the lead's `auth`.
    pub verifier: Fixed<32>,
    /// The lead's sealed seed, once per means of unlocking.
    pub slots: Vec<Bytes>,
}

/// Answer to `POST /v1/clinics`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Founded {
    /// The clinic's space.
    pub clinic: SpaceId,
}

/// Body of `POST /v1/session`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionRequest {
    /// The clinic of the account.
    pub clinic: SpaceId,
    /// The account, in NFKC and lower case (protocol.md 1.4).
    pub login: String,
    /// First half of the split of the passphrase's Argon2id output.
    pub auth: Fixed<32>,
}

/// Answer to `POST /v1/session`, sent with the session cookie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionAnswer {
    /// The clinic of the account.
    pub clinic: SpaceId,
    /// The account's owner. Do not trust it before a slot opens under it.
    pub fp: Fingerprint,
    /// The sealed slots.
    pub slots: Vec<Bytes>,
    /// Version of the slots, for `If-Match`.
    pub etag: String,
    /// Latest end of the session, in Unix seconds.
    pub ends: i64,
}

/// Body of `GET` and `PUT /v1/me/slots`: all slots at once.
///
/// The header `ETag` holds the version; a change names the version it replaces in `If-Match`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slots {
    /// The sealed slots, in the order given.
    pub slots: Vec<Bytes>,
}
