//! Storage of records, accounts and pairings, independent of what records contain.
//!
//! Every write is one transaction: when the call returns, all of it is durable or none of it.

use async_trait::async_trait;
use axum::body::Bytes;
use interlude_protocol::id::{Fingerprint, PairingId, Pin, RecordHash, SeriesId, SpaceId};
use interlude_protocol::record::codec::Bodies;
use interlude_protocol::wire::pairing::{ClaimUpload, Purpose, ReplyUpload, Stage};
use interlude_protocol::wire::space::{HeadLine, Receipt};

pub mod sqlite;

/// Why storage refused or failed. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The write queue is full; try again soon.
    #[error("the write queue is full")]
    Busy,
    /// The database failed.
    #[error("the database failed")]
    Failed(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The storage is closed, or its writer ended.
    #[error("the storage is closed")]
    Closed,
    /// Stored content cannot be read back.
    #[error("the database is damaged: {0}")]
    Damaged(&'static str),
    /// It does not exist, or it has ended.
    #[error("not found")]
    Missing,
    /// The name holds other content.
    #[error("other content exists there")]
    Taken,
    /// The series has other records at that place; holds the length of the series.
    #[error("other records exist there")]
    Conflict(Receipt),
    /// The records begin after the end of the series.
    #[error("records before these are missing")]
    Gap,
    /// The series belongs to another author.
    #[error("the series has another author")]
    OtherAuthor,
    /// The space has the maximum number of series.
    #[error("too many series")]
    TooManySeries,
    /// The day's quota is used up.
    #[error("the day's quota is used up")]
    QuotaUsed,
}

/// A record that passed all checks.
#[derive(Debug, Clone)]
pub struct NewRecord {
    /// Hash of its header.
    pub hash: RecordHash,
    /// Whether the access fold reads it: a genesis, an add or a removal.
    pub membership: bool,
    /// Header, signature and body, as received.
    pub bytes: Bytes,
}

/// Contiguous, checked records of one series.
#[derive(Debug, Clone)]
pub struct Upload {
    /// The series.
    pub series: SeriesId,
    /// Author of all records.
    pub author: Fingerprint,
    /// Sequence number of the first.
    pub from: u64,
    /// Hash of the record before the first.
    pub prev: RecordHash,
    /// The records, at least one.
    pub records: Vec<NewRecord>,
}

/// How much a subject may add on a day.
#[derive(Debug, Clone, Copy)]
pub struct Quota {
    /// The day, counted from 1970.
    pub day: i64,
    /// The maximum.
    pub most: u64,
}

/// A space whose founding a claim announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Founder {
    /// Pin of the space to be founded.
    pub pin: Pin,
    /// Whether the clinic reads it.
    pub shared: bool,
    /// The device that founds it.
    pub fp: Fingerprint,
    /// That device's public signing key.
    pub sign: [u8; 32],
}

/// A device in a pairing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Newcomer {
    /// Its public signing key.
    pub sign: [u8; 32],
    /// The clinic that invited it.
    pub clinic: SpaceId,
    /// The pairing.
    pub pairing: PairingId,
    /// The stage of the pairing.
    pub stage: Stage,
}

/// A clinic to be founded, with its first records and account.
#[derive(Debug, Clone)]
pub struct NewClinic {
    /// SHA-256 of the request.
    pub request: [u8; 32],
    /// Pin of the clinic's space.
    pub pin: Pin,
    /// Its first records, each series from 0.
    pub uploads: Vec<Upload>,
    /// The first lead's account.
    pub account: Account,
}

/// A member of staff who signs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The owner.
    pub fp: Fingerprint,
    /// The name given at sign-in.
    pub login: String,
    /// SHA-256 of the login half of the passphrase's hash.
    pub verifier: [u8; 32],
    /// Sealed slots.
    pub slots: Vec<Vec<u8>>,
    /// Version of the slots; grows by one with each change.
    pub version: u64,
}

/// An invitation and its stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pairing {
    /// Its name.
    pub id: PairingId,
    /// The inviter's clinic.
    pub clinic: SpaceId,
    /// The role offered to the newcomer.
    pub purpose: Purpose,
    /// Who invites.
    pub inviter: Fingerprint,
    /// When it ends, in Unix seconds.
    pub expires: i64,
    /// The stage of the pairing.
    pub stage: Stage,
    /// The first claim.
    pub claim: Option<ClaimUpload>,
    /// The reply to it.
    pub reply: Option<ReplyUpload>,
}

/// A space in storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpaceLine {
    /// Its id.
    pub id: SpaceId,
    /// Its pin.
    pub pin: Pin,
    /// Number of the commit that last added a record.
    pub changed: u64,
    /// How many of its records the access fold reads.
    pub membership: u64,
}

/// Keeps records, accounts and pairings; every implementation passes the suite in `tests`.
#[async_trait]
pub trait Storage: Send + Sync {
    /// Random number of this installation.
    fn era(&self) -> [u8; 16];

    /// Number of the newest commit, and a way to wait for the next one.
    fn commits(&self) -> tokio::sync::watch::Receiver<u64>;

    /// Spaces changed after commit `after`, the longest unchanged first.
    async fn changed(&self, after: u64) -> Result<Vec<SpaceLine>, StorageError>;

    /// Bytes of the records that the access fold reads, in arrival order.
    async fn membership(&self, space: SpaceId) -> Result<Vec<Vec<u8>>, StorageError>;

    /// Adds records to a space and skips those already stored.
    ///
    /// With `founds` the space is created, once, if a confirmed pairing expects it at time `now`.
    /// Returns the new length of the series, and the commit's number if anything was added.
    async fn append(
        &self,
        space: SpaceId,
        upload: Upload,
        quota: Quota,
        founds: Option<i64>,
    ) -> Result<(Receipt, Option<u64>), StorageError>;

    /// The head of a series: author, count and hash; `None` if the series does not exist.
    async fn head(
        &self,
        space: SpaceId,
        series: SeriesId,
    ) -> Result<Option<HeadLine>, StorageError>;

    /// Heads behind series `after`, in the order of their ids, at most `limit`.
    async fn heads(
        &self,
        space: SpaceId,
        after: Option<SeriesId>,
        limit: usize,
    ) -> Result<Vec<HeadLine>, StorageError>;

    /// Whole records from `from` on, concatenated, at most `limit` bytes.
    async fn page(
        &self,
        space: SpaceId,
        series: SeriesId,
        from: u64,
        bodies: Bodies,
        limit: usize,
    ) -> Result<Vec<u8>, StorageError>;

    /// The clinic that exactly this request founded.
    async fn founded_by(&self, request: [u8; 32]) -> Result<Option<SpaceId>, StorageError>;

    /// Founds a clinic and returns the commit's number; [`StorageError::Taken`] if it exists.
    async fn found(&self, clinic: NewClinic) -> Result<u64, StorageError>;

    /// The account of that name.
    async fn account(&self, clinic: SpaceId, login: &str) -> Result<Option<Account>, StorageError>;

    /// Replaces all slots if their version is still `version`; returns the new one.
    async fn put_slots(
        &self,
        clinic: SpaceId,
        login: &str,
        version: u64,
        slots: Vec<Vec<u8>>,
    ) -> Result<u64, StorageError>;

    /// Whether the account has signed in with this browser token before.
    async fn knows_browser(
        &self,
        clinic: SpaceId,
        login: &str,
        token: [u8; 32],
    ) -> Result<bool, StorageError>;

    /// Remembers a browser token; of each account the newest few are kept.
    async fn remember_browser(
        &self,
        clinic: SpaceId,
        login: &str,
        token: [u8; 32],
        now: i64,
    ) -> Result<(), StorageError>;

    /// Opens an invitation; the same one again changes nothing.
    async fn invite(&self, pairing: Pairing, quota: Quota) -> Result<(), StorageError>;

    /// The invitation, if it has not ended.
    async fn pairing(&self, id: PairingId, now: i64) -> Result<Option<Pairing>, StorageError>;

    /// Keeps the first claim, and the spaces that it announces.
    async fn claim(
        &self,
        id: PairingId,
        claim: ClaimUpload,
        founders: Vec<Founder>,
        now: i64,
    ) -> Result<(), StorageError>;

    /// Keeps the reply to a claim.
    async fn reply(&self, id: PairingId, reply: ReplyUpload, now: i64) -> Result<(), StorageError>;

    /// Lets the announced spaces be founded until `until`.
    async fn confirm(&self, id: PairingId, now: i64, until: i64) -> Result<(), StorageError>;

    /// Ends an invitation and forgets what it announced.
    async fn burn(&self, id: PairingId) -> Result<(), StorageError>;

    /// The device with this fingerprint, if it is in a pairing.
    async fn newcomer(&self, fp: Fingerprint, now: i64) -> Result<Option<Newcomer>, StorageError>;

    /// The pairing and founder of a space that a confirmed pairing lets be founded.
    async fn expected(
        &self,
        space: SpaceId,
        now: i64,
    ) -> Result<Option<(PairingId, Founder)>, StorageError>;
}

#[cfg(test)]
mod tests;
