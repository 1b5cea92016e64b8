//! The server of Interlude: stores sealed records that it cannot open.
//!
//! It contains no code that can decrypt. It checks framing, chain, signature and membership of
//! records with the code that clients use (protocol.md 5, "The server checks").

use std::collections::HashSet;
use std::fs::{DirBuilder, File, OpenOptions};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinHandle;

use crate::app::App;
use crate::config::{Config, Data};
use crate::sessions::Sessions;
use crate::spaces::Spaces;
use crate::storage::sqlite::Sqlite;
use crate::storage::sqlite::migrate::OpenError;
use crate::storage::{Storage, StorageError};
use crate::tries::Tries;

mod app;
mod auth;
pub mod config;
mod dashboard;
mod error;
pub mod routes;
mod sessions;
mod shell;
mod spaces;
pub mod storage;
mod token;
mod tries;
mod upload;

/// Name of the database inside the data folder.
pub const DATABASE: &str = "interlude.sqlite";

/// Memory for concurrent uploads, in KiB: four of the largest.
const UPLOADS: usize = 4 * 1_025;

/// How long requests may take to finish after shutdown begins.
const FAREWELL: Duration = Duration::from_secs(5);

/// Why a server did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The listening address is not loopback. Plain HTTP is for loopback only, behind a TLS proxy.
    #[error("plain HTTP works on a loopback address only; put a TLS proxy in front of the server")]
    NotLoopback,
    /// The origin is not `https://host[:port]`, nor `http://` with a loopback address.
    #[error("the origin must be https://…, or http:// with a loopback address, without a path")]
    BadOrigin,
    /// Another server uses the data folder.
    #[error("another server uses the data folder")]
    InUse,
    /// The data folder cannot be used.
    #[error("the data folder cannot be used")]
    Data(#[source] std::io::Error),
    /// The database is refused, unchanged.
    #[error(transparent)]
    Database(#[from] OpenError),
    /// The database cannot be read.
    #[error("the database cannot be read")]
    Storage(#[from] StorageError),
    /// The server cannot listen on the address.
    #[error("cannot listen on that address")]
    Listen(#[source] std::io::Error),
    /// The system gives no randomness.
    #[error("the system gives no randomness")]
    NoRandomness,
}

/// The server; see [`Server::start`].
#[derive(Debug)]
pub struct Server;

/// A running server. Dropping this value does not stop it; see [`Running::shutdown`].
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// Its public origin, without a trailing slash.
    pub origin: String,
    /// The one-time set-up token; `None` if a clinic exists and no further one was requested.
    pub setup_token: Option<String>,
    app: Arc<App>,
    close: watch::Sender<bool>,
    served: JoinHandle<std::io::Result<()>>,
    lock: Option<File>,
}

impl Server {
    /// Starts a server on the current runtime and returns once it listens.
    ///
    /// # Errors
    /// [`StartError`] if configuration, data folder, database or address cannot be used.
    pub async fn start(config: Config) -> Result<Running, StartError> {
        if !config.listen.ip().is_loopback() {
            return Err(StartError::NotLoopback);
        }
        if config.origin.as_deref().is_some_and(|origin| !is_origin(origin)) {
            return Err(StartError::BadOrigin);
        }
        let mut era = [0; 16];
        if !(config.random)(&mut era) {
            return Err(StartError::NoRandomness);
        }
        let (storage, lock) = open(&config, era)?;
        let storage: Arc<dyn Storage> = Arc::new(storage);
        let listener = TcpListener::bind(config.listen).await.map_err(StartError::Listen)?;
        let address = listener.local_addr().map_err(StartError::Listen)?;

        let (close, closing) = watch::channel(false);
        let commits = storage.commits();
        let spaces = Arc::new(Spaces::load(Arc::clone(&storage)).await?);
        tokio::spawn(Spaces::follow(Arc::downgrade(&spaces), commits));
        let app = Arc::new(App::new(&config, address, storage, spaces, closing));
        let wants_token = config.new_clinic || app.spaces.is_empty();
        let setup_token = wants_token.then(|| app.new_setup_token());
        let setup_token = setup_token.transpose().map_err(|_| StartError::NoRandomness)?;

        let origin = app.origin.clone();
        let mut ending = close.subscribe();
        let service = router(&app).into_make_service_with_connect_info::<SocketAddr>();
        let served = tokio::spawn(async move {
            let end = async move { drop(ending.wait_for(|closing| *closing).await) };
            axum::serve(listener, service).with_graceful_shutdown(end).await
        });
        Ok(Running { address, origin, setup_token, app, close, served, lock })
    }
}

impl Running {
    /// Makes a further one-time token for setting up a clinic.
    ///
    /// # Errors
    /// [`StartError::NoRandomness`] if the system provides no randomness.
    pub fn new_setup_token(&self) -> Result<String, StartError> {
        self.app.new_setup_token().map_err(|_| StartError::NoRandomness)
    }

    /// Stops the server: answers running requests, then closes the database.
    pub async fn shutdown(self) {
        let Self { app, close, mut served, lock, .. } = self;
        close.send_replace(true);
        if tokio::time::timeout(FAREWELL, &mut served).await.is_err() {
            served.abort();
        }
        drop(app);
        drop(lock);
    }
}

impl App {
    fn new(
        config: &Config,
        address: SocketAddr,
        storage: Arc<dyn Storage>,
        spaces: Arc<Spaces>,
        closing: watch::Receiver<bool>,
    ) -> Self {
        let local = format!("http://{address}");
        let origin = config.origin.clone().unwrap_or_else(|| local.clone());
        let mut page_origins = vec![origin.clone()];
        if origin == local {
            // Browsers treat the machine's name as another origin.
            page_origins.push(format!("http://localhost:{}", address.port()));
        }
        Self {
            storage,
            spaces,
            sessions: Sessions::default(),
            account_tries: Tries::new(config.limits.tries_per_account),
            address_tries: Tries::new(config.limits.tries_per_address),
            origin,
            page_origins,
            limits: config.limits,
            clock: Arc::clone(&config.clock),
            random: Arc::clone(&config.random),
            setup: Mutex::new(HashSet::new()),
            room: Arc::new(Semaphore::new(UPLOADS)),
            closing,
        }
    }
}

fn router(app: &Arc<App>) -> Router {
    routes::router()
        .fallback(dashboard::serve)
        .layer(axum::middleware::from_fn_with_state(Arc::clone(app), shell::wrap))
        .with_state(Arc::clone(app))
}

/// Opens storage and locks the data folder.
fn open(config: &Config, era: [u8; 16]) -> Result<(Sqlite, Option<File>), StartError> {
    let queue = config.limits.queue;
    match &config.data {
        Data::Memory => Ok((Sqlite::in_memory(era, queue)?, None)),
        Data::Directory(folder) => {
            let lock = take(folder)?;
            Ok((Sqlite::open(&folder.join(DATABASE), era, queue)?, Some(lock)))
        }
    }
}

fn take(folder: &Path) -> Result<File, StartError> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(StartError::Data)?;
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    let lock = options.open(folder.join("lock")).map_err(StartError::Data)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(std::fs::TryLockError::WouldBlock) => Err(StartError::InUse),
        Err(std::fs::TryLockError::Error(error)) => Err(StartError::Data(error)),
    }
}

/// Whether `origin` is scheme and host in a browser's spelling, with TLS unless it is local.
fn is_origin(origin: &str) -> bool {
    let host = |host: &str| {
        let letters = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
        !host.is_empty() && host.bytes().all(letters) && host == host.to_ascii_lowercase()
    };
    let local = |host: &str| {
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
        name == "localhost" || name == "127.0.0.1" || name == "[::1]"
    };
    match (origin.strip_prefix("https://"), origin.strip_prefix("http://")) {
        (Some(name), _) => host(name),
        (None, Some(name)) => host(name) && local(name),
        (None, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_scheme_and_host_and_has_tls_unless_it_is_local() {
        for good in ["https://a.example", "https://a.example:8443", "http://127.0.0.1:80"] {
            assert!(is_origin(good), "{good}");
        }
        assert!(is_origin("http://localhost:8787"));
        for bad in ["http://a.example", "https://a.example/", "https://A.example", "a", "https://"]
        {
            assert!(!is_origin(bad), "{bad}");
        }
    }
}
