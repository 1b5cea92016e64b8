//! A running server, phones with their files, and a network that can be cut.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, Once};

use interlude_client::crypto::random::System;
use interlude_client::form::FormItemKind;
use interlude_client::host::Host;
use interlude_client::journal::{GuardError, KeyGuard};
use interlude_client::phone::view::ContentChoice;
use interlude_client::phone::{CheckIn, Phone};
use interlude_client::sqlite::SqliteStore;
use interlude_client::sync::http::Http;
use interlude_client::sync::transport::{Reply, Request, Transport, TransportError};
use interlude_clinical::moment::{Moment, Zone};
use interlude_clinical::response::draft::Answer;
use interlude_server::config::{Config, Data};
use interlude_server::{Running, Server};
use interlude_tests::world::{SystemClock, WorldPlatform};

pub(crate) type App = Phone<WorldPlatform<SqliteStore, Cut>>;

pub(crate) fn at(time: &str) -> Moment {
    Moment::parse(&format!("2026-05-12T{time}:00-04:00")).unwrap()
}

pub(crate) fn zone() -> Zone {
    Zone::parse("America/New_York").unwrap()
}

/// A key store that turns every byte over.
pub(crate) struct Turned;

impl KeyGuard for Turned {
    fn seal(&self, plain: &[u8]) -> Result<Vec<u8>, GuardError> {
        Ok(plain.iter().map(|byte| !byte).collect())
    }

    fn open(&self, sealed: &[u8]) -> Result<Vec<u8>, GuardError> {
        self.seal(sealed)
    }
}

/// Whether the server gets the request that is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    Before,
    After,
}

/// The network; it can fail at one request.
#[derive(Clone)]
pub(crate) struct Cut {
    http: Http,
    plan: Arc<Mutex<Option<When>>>,
    left: Arc<AtomicUsize>,
    cut: Arc<AtomicBool>,
}

impl Cut {
    pub(crate) fn never_cut() -> Self {
        static PROVIDER: Once = Once::new();
        PROVIDER.call_once(|| {
            rustls::crypto::ring::default_provider().install_default().unwrap();
        });
        let client =
            reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Self {
            http: Http::new(client),
            plan: Arc::default(),
            left: Arc::default(),
            cut: Arc::default(),
        }
    }

    /// Fails the `n`th request from now on, and every one after it.
    pub(crate) fn at(&self, n: usize, when: When) {
        *self.plan.lock().unwrap() = Some(when);
        self.left.store(n, Ordering::SeqCst);
        self.cut.store(false, Ordering::SeqCst);
    }

    pub(crate) fn never(&self) {
        *self.plan.lock().unwrap() = None;
    }

    /// Whether a request was cut since the plan was made.
    pub(crate) fn was_cut(&self) -> bool {
        self.cut.load(Ordering::SeqCst)
    }
}

impl Transport for Cut {
    async fn send(&self, request: Request) -> Result<Reply, TransportError> {
        let plan = *self.plan.lock().unwrap();
        let Some(when) = plan else { return self.http.send(request).await };
        let count = |left: usize| left.checked_sub(1);
        if self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, count).is_ok() {
            return self.http.send(request).await;
        }
        self.cut.store(true, Ordering::SeqCst);
        if when == When::After {
            self.http.send(request).await.ok();
        }
        Err(TransportError::Offline)
    }
}

/// A server and a folder for the phones' files.
pub(crate) struct World {
    pub(crate) server: Running,
    folder: tempfile::TempDir,
}

/// A phone that can be restarted on its file.
pub(crate) struct Device {
    pub(crate) app: App,
    pub(crate) cut: Cut,
    file: PathBuf,
}

impl World {
    pub(crate) async fn start() -> Self {
        let server = Server::start(Config::new(Data::Memory)).await.unwrap();
        Self { server, folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn phone(&self, name: &str) -> Device {
        let (cut, file) = (Cut::never_cut(), self.folder.path().join(format!("{name}.db")));
        Device { app: open(&file, &cut), cut, file }
    }
}

impl Device {
    pub(crate) fn restart(&mut self) {
        self.app = open(&self.file, &self.cut);
    }
}

fn open(file: &std::path::Path, cut: &Cut) -> App {
    let store = SqliteStore::open(file).unwrap();
    Phone::open(Host::new(store, cut.clone(), System, SystemClock), Box::new(Turned)).unwrap()
}

/// Notes are kept private, all else is shared.
pub(crate) fn choices(app: &App) -> Vec<ContentChoice> {
    let kinds = app.content_kinds().into_iter();
    kinds.map(|kind| ContentChoice { shared: kind.code != "notes", kind: kind.code }).collect()
}

/// Answers every question, those too that only come up on the way.
pub(crate) fn fill(form: &CheckIn, value: i32) {
    while let Some(item) = form.items().into_iter().find(|item| item.answered.is_none()) {
        let answer = match item.kind {
            FormItemKind::Choice => Answer::Choice(value),
            FormItemKind::Number => Answer::Number(f64::from(value)),
            FormItemKind::Boolean => Answer::Boolean(false),
            FormItemKind::Integer | FormItemKind::Decimal | FormItemKind::Text => Answer::Skip,
        };
        let tap = form.answer(&item.id, answer).unwrap();
        assert_eq!(tap.crisis.is_some(), item.id == "phq9.9" && value > 0);
    }
}
