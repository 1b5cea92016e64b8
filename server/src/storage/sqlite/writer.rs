//! The only thread that writes. Waiting writes commit together, with one sync to disk.

use std::cell::Cell;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;

use rusqlite::{Connection, TransactionBehavior};
use tokio::sync::{oneshot, watch};

use crate::storage::StorageError;
use crate::storage::sqlite::migrate::OpenError;

/// Most writes in one commit.
const GROUP: usize = 128;

/// Tells the caller of a write, after the commit, whether it is durable.
type Acknowledge = Box<dyn FnOnce(bool) + Send>;
type Job = Box<dyn FnOnce(&Write<'_>) -> Acknowledge + Send>;

/// What a write works on: a transaction, and the number of the newest commit.
pub(super) struct Write<'a> {
    pub(super) db: &'a Connection,
    newest: &'a Cell<u64>,
}

impl Write<'_> {
    /// The next number of a commit.
    pub(super) fn next_commit(&self) -> u64 {
        self.newest.set(self.newest.get() + 1);
        self.newest.get()
    }
}

/// The writer thread and the queue before it.
pub(super) struct Writer {
    /// `None` once the thread shuts down.
    queue: Option<SyncSender<Job>>,
    commits: watch::Receiver<u64>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    /// Starts the thread; at most `queue` writes wait for it.
    pub(super) fn start(db: Connection, queue: usize) -> Result<Self, OpenError> {
        let newest: i64 =
            db.query_row("SELECT coalesce(max(changed), 0) FROM space", [], |row| row.get(0))?;
        let newest = u64::try_from(newest).unwrap_or(0);
        let (sender, jobs) = sync_channel(queue);
        let (announce, commits) = watch::channel(newest);
        let thread = std::thread::Builder::new().name("interlude-writer".to_owned());
        let thread = thread.spawn(move || work(db, &jobs, &announce)).map_err(OpenError::Writer)?;
        Ok(Self { queue: Some(sender), commits, thread: Mutex::new(Some(thread)) })
    }

    /// Numbers of commits, as they become durable.
    pub(super) fn commits(&self) -> watch::Receiver<u64> {
        self.commits.clone()
    }

    /// Runs `act` in a transaction; returns when that is durable.
    pub(super) async fn run<T, F>(&self, act: F) -> Result<T, StorageError>
    where
        T: Send + 'static,
        F: FnOnce(&Write<'_>) -> Result<T, StorageError> + Send + 'static,
    {
        let (answer, done) = oneshot::channel();
        let job: Job = Box::new(move |write| {
            let result = apart(write, act);
            Box::new(move |durable| {
                let result = if durable { result } else { Err(StorageError::Closed) };
                // The write is durable even if the caller no longer waits.
                drop(answer.send(result));
            })
        });
        let queue = self.queue.as_ref().ok_or(StorageError::Closed)?;
        queue.try_send(job).map_err(|error| match error {
            TrySendError::Full(_) => StorageError::Busy,
            TrySendError::Disconnected(_) => StorageError::Closed,
        })?;
        done.await.map_err(|_| StorageError::Closed)?
    }
}

impl Drop for Writer {
    /// Finishes all waiting writes, then closes the database.
    fn drop(&mut self) {
        drop(self.queue.take());
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if thread.is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the writer panicked");
        }
    }
}

/// Runs one write in a savepoint, so that its failure undoes it alone.
fn apart<T>(
    write: &Write<'_>,
    act: impl FnOnce(&Write<'_>) -> Result<T, StorageError>,
) -> Result<T, StorageError> {
    write.db.execute_batch("SAVEPOINT one")?;
    let result = act(write);
    let end = if result.is_ok() { "RELEASE one" } else { "ROLLBACK TO one; RELEASE one" };
    write.db.execute_batch(end)?;
    result
}

fn work(mut db: Connection, jobs: &Receiver<Job>, announce: &watch::Sender<u64>) {
    let newest = Cell::new(*announce.borrow());
    while let Ok(first) = jobs.recv() {
        let mut acknowledge = Vec::new();
        let outcome = commit(&mut db, &newest, first, jobs, &mut acknowledge);
        if let Err(error) = &outcome {
            tracing::error!(%error, "a commit failed");
        }
        let durable = outcome.is_ok();
        if durable && *announce.borrow() != newest.get() {
            announce.send_replace(newest.get());
        }
        for tell in acknowledge {
            tell(durable);
        }
    }
    if let Err((_, error)) = db.close() {
        tracing::error!(%error, "the database did not close");
    }
}

fn commit(
    db: &mut Connection,
    newest: &Cell<u64>,
    first: Job,
    jobs: &Receiver<Job>,
    acknowledge: &mut Vec<Acknowledge>,
) -> rusqlite::Result<()> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let write = Write { db: &tx, newest };
    acknowledge.push(first(&write));
    while acknowledge.len() < GROUP
        && let Ok(next) = jobs.try_recv()
    {
        acknowledge.push(next(&write));
    }
    tx.commit()
}
