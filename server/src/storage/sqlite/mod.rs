//! The embedded database: one SQLite file, one writer thread with group commit, a few readers.

use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;
use interlude_protocol::id::{Fingerprint, PairingId, SeriesId, SpaceId};
use interlude_protocol::record::codec::Bodies;
use interlude_protocol::wire::pairing::{ClaimUpload, ReplyUpload};
use interlude_protocol::wire::space::{HeadLine, Receipt};
use rusqlite::Connection;
use tokio::sync::watch;

use crate::storage::{
    Account, Founder, NewClinic, Newcomer, Pairing, Quota, SpaceLine, Storage, StorageError, Upload,
};

mod accounts;
pub mod migrate;
mod pairings;
mod reader;
mod records;
mod value;
mod writer;

use migrate::OpenError;
use reader::Readers;
use writer::{Write, Writer};

/// How many writes may wait before further writes are refused.
pub const QUEUE: usize = 256;

/// Connections that read beside the writer.
const READERS: usize = 4;

/// The storage in one SQLite file, or in memory.
pub struct Sqlite {
    /// `None` in memory, where the writer has the only connection. Declared before the writer, so
    /// that the writer closes last: SQLite then copies the log into the file and removes it.
    readers: Option<Readers>,
    writer: Arc<Writer>,
    era: [u8; 16],
}

impl Sqlite {
    /// Opens the file, or creates it with this `era`; at most `queue` writes wait.
    ///
    /// # Errors
    /// [`OpenError`] if the file is damaged, newer or not ours, or if the disk fails.
    pub fn open(file: &Path, era: [u8; 16], queue: usize) -> Result<Self, OpenError> {
        let mut db = Connection::open(file)?;
        let era = migrate::prepare(&mut db, era)?;
        let mut readers = Vec::new();
        for _ in 0..READERS {
            readers.push(migrate::reader(file)?);
        }
        let writer = Arc::new(Writer::start(db, queue)?);
        Ok(Self { writer, readers: Some(Readers::new(readers)), era })
    }

    /// A storage in memory, for tests.
    ///
    /// # Errors
    /// [`OpenError`] if SQLite or the writer's thread cannot be started.
    pub fn in_memory(era: [u8; 16], queue: usize) -> Result<Self, OpenError> {
        let mut db = Connection::open_in_memory()?;
        let era = migrate::prepare(&mut db, era)?;
        Ok(Self { writer: Arc::new(Writer::start(db, queue)?), readers: None, era })
    }

    async fn read<T, F>(&self, act: F) -> Result<T, StorageError>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T, StorageError> + Send + 'static,
    {
        match &self.readers {
            Some(readers) => readers.run(act).await,
            None => self.writer.run(move |write| act(write.db)).await,
        }
    }

    async fn write<T, F>(&self, act: F) -> Result<T, StorageError>
    where
        T: Send + 'static,
        F: FnOnce(&Write<'_>) -> Result<T, StorageError> + Send + 'static,
    {
        self.writer.run(act).await
    }
}

#[async_trait]
impl Storage for Sqlite {
    fn era(&self) -> [u8; 16] {
        self.era
    }

    fn commits(&self) -> watch::Receiver<u64> {
        self.writer.commits()
    }

    async fn changed(&self, after: u64) -> Result<Vec<SpaceLine>, StorageError> {
        self.read(move |db| records::changed(db, after)).await
    }

    async fn membership(&self, space: SpaceId) -> Result<Vec<Vec<u8>>, StorageError> {
        self.read(move |db| records::membership(db, space)).await
    }

    async fn append(
        &self,
        space: SpaceId,
        upload: Upload,
        quota: Quota,
        founds: Option<i64>,
    ) -> Result<(Receipt, Option<u64>), StorageError> {
        self.write(move |write| {
            let no = match records::space(write.db, space)? {
                Some(no) => no,
                None => pairings::enrol(write.db, space, founds.ok_or(StorageError::Missing)?)?,
            };
            records::append(write, no, &upload, Some(quota))
        })
        .await
    }

    async fn head(
        &self,
        space: SpaceId,
        series: SeriesId,
    ) -> Result<Option<HeadLine>, StorageError> {
        self.read(move |db| records::head(db, space, series)).await
    }

    async fn heads(
        &self,
        space: SpaceId,
        after: Option<SeriesId>,
        limit: usize,
    ) -> Result<Vec<HeadLine>, StorageError> {
        self.read(move |db| records::heads(db, space, after, limit)).await
    }

    async fn page(
        &self,
        space: SpaceId,
        series: SeriesId,
        from: u64,
        bodies: Bodies,
        limit: usize,
    ) -> Result<Vec<u8>, StorageError> {
        self.read(move |db| records::page(db, space, series, from, bodies, limit)).await
    }

    async fn founded_by(&self, request: [u8; 32]) -> Result<Option<SpaceId>, StorageError> {
        self.read(move |db| accounts::founded_by(db, request)).await
    }

    async fn found(&self, clinic: NewClinic) -> Result<u64, StorageError> {
        self.write(move |write| accounts::found(write, &clinic)).await
    }

    async fn account(&self, clinic: SpaceId, login: &str) -> Result<Option<Account>, StorageError> {
        let login = login.to_owned();
        self.read(move |db| accounts::account(db, clinic, &login)).await
    }

    async fn put_slots(
        &self,
        clinic: SpaceId,
        login: &str,
        version: u64,
        slots: Vec<Vec<u8>>,
    ) -> Result<u64, StorageError> {
        let login = login.to_owned();
        self.write(move |write| accounts::put_slots(write.db, clinic, &login, version, &slots))
            .await
    }

    async fn knows_browser(
        &self,
        clinic: SpaceId,
        login: &str,
        token: [u8; 32],
    ) -> Result<bool, StorageError> {
        let login = login.to_owned();
        self.read(move |db| accounts::knows_browser(db, clinic, &login, token)).await
    }

    async fn remember_browser(
        &self,
        clinic: SpaceId,
        login: &str,
        token: [u8; 32],
        now: i64,
    ) -> Result<(), StorageError> {
        let login = login.to_owned();
        self.write(move |write| accounts::remember_browser(write.db, clinic, &login, token, now))
            .await
    }

    async fn invite(&self, pairing: Pairing, quota: Quota) -> Result<(), StorageError> {
        self.write(move |write| pairings::invite(write.db, &pairing, quota)).await
    }

    async fn pairing(&self, id: PairingId, now: i64) -> Result<Option<Pairing>, StorageError> {
        self.read(move |db| pairings::pairing(db, id, now)).await
    }

    async fn claim(
        &self,
        id: PairingId,
        claim: ClaimUpload,
        founders: Vec<Founder>,
        now: i64,
    ) -> Result<(), StorageError> {
        self.write(move |write| pairings::claim(write.db, id, &claim, &founders, now)).await
    }

    async fn reply(&self, id: PairingId, reply: ReplyUpload, now: i64) -> Result<(), StorageError> {
        self.write(move |write| pairings::reply(write.db, id, &reply, now)).await
    }

    async fn confirm(&self, id: PairingId, now: i64, until: i64) -> Result<(), StorageError> {
        self.write(move |write| pairings::confirm(write.db, id, now, until)).await
    }

    async fn burn(&self, id: PairingId) -> Result<(), StorageError> {
        self.write(move |write| pairings::burn(write.db, id)).await
    }

    async fn newcomer(&self, fp: Fingerprint, now: i64) -> Result<Option<Newcomer>, StorageError> {
        self.read(move |db| pairings::newcomer(db, fp, now)).await
    }

    async fn expected(
        &self,
        space: SpaceId,
        now: i64,
    ) -> Result<Option<(PairingId, Founder)>, StorageError> {
        self.read(move |db| pairings::expected(db, space, now)).await
    }
}

#[cfg(test)]
mod tests;
