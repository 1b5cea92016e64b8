//! Connections for reading; each query runs outside the async threads.

use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use tokio::sync::Semaphore;

use crate::storage::StorageError;

/// A fixed number of reading connections.
pub(super) struct Readers {
    free: Arc<Mutex<Vec<Connection>>>,
    permits: Arc<Semaphore>,
}

impl Readers {
    pub(super) fn new(connections: Vec<Connection>) -> Self {
        let permits = Arc::new(Semaphore::new(connections.len()));
        Self { free: Arc::new(Mutex::new(connections)), permits }
    }

    /// Runs `act` on a free connection, waiting for one if need be.
    pub(super) async fn run<T, F>(&self, act: F) -> Result<T, StorageError>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T, StorageError> + Send + 'static,
    {
        let permit = self.permits.clone().acquire_owned().await;
        let permit = permit.map_err(|_| StorageError::Closed)?;
        let free = Arc::clone(&self.free);
        let work = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            let taken = free.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let db = taken.ok_or(StorageError::Closed)?;
            let result = act(&db);
            free.lock().unwrap_or_else(PoisonError::into_inner).push(db);
            result
        });
        work.await.map_err(|_| StorageError::Closed)?
    }
}
