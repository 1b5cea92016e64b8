//! A server and phones with their files, and two ways to record traffic.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use interlude_client::clinician::{NewPatient, SetUp};
use interlude_client::crypto::random::System;
use interlude_client::form::FormItemKind;
use interlude_client::host::Host;
use interlude_client::journal::{GuardError, KeyGuard};
use interlude_client::phone::{CheckIn, Phone};
use interlude_client::sqlite::SqliteStore;
use interlude_client::sync::http::Http;
use interlude_client::sync::transport::{Reply, Request, Transport, TransportError};
use interlude_clinical::moment::{Moment, Zone};
use interlude_clinical::response::draft::Answer;
use interlude_server::config::{Config, Data};
use interlude_server::{DATABASE, Running, Server};
use interlude_tests::world::{self, Page, SystemClock, WorldPlatform};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch::Receiver;

pub(crate) type App = Phone<WorldPlatform<SqliteStore, Recorder>>;

/// A key store that inverts every byte.
pub(crate) struct Turned;

impl KeyGuard for Turned {
    fn seal(&self, plain: &[u8]) -> Result<Vec<u8>, GuardError> {
        Ok(plain.iter().map(|byte| !byte).collect())
    }

    fn open(&self, sealed: &[u8]) -> Result<Vec<u8>, GuardError> {
        self.seal(sealed)
    }
}

/// The visible shape of one request, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shape {
    pub(crate) method: &'static str,
    /// The path, each identifier shown as `#`.
    pub(crate) path: String,
    pub(crate) url: usize,
    pub(crate) headers: Vec<(&'static str, usize)>,
    pub(crate) body: usize,
    pub(crate) status: u16,
    pub(crate) reply: usize,
}

/// A network that records the shape of every request.
#[derive(Clone)]
pub(crate) struct Recorder {
    http: Http,
    seen: Arc<Mutex<Vec<Shape>>>,
}

impl Recorder {
    fn new() -> Self {
        Self { http: world::http().unwrap(), seen: Arc::default() }
    }

    pub(crate) fn take(&self) -> Vec<Shape> {
        std::mem::take(&mut *self.seen.lock().unwrap())
    }
}

impl Transport for Recorder {
    async fn send(&self, request: Request) -> Result<Reply, TransportError> {
        let path: String = request.url.split('/').skip(3).fold(String::new(), |path, part| {
            let part = part.split('?').next().unwrap_or_default();
            let id = part.len() >= 32 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
            path + "/" + if id { "#" } else { part }
        });
        let mut shape = Shape {
            method: request.method.name(),
            path,
            url: request.url.len(),
            headers: request.headers.iter().map(|(name, value)| (*name, value.len())).collect(),
            body: request.body.len(),
            status: 0,
            reply: 0,
        };
        let reply = self.http.send(request).await;
        if let Ok(reply) = &reply {
            (shape.status, shape.reply) = (reply.status, reply.body.len());
        }
        self.seen.lock().unwrap().push(shape);
        reply
    }
}

/// A running server with its folder, a founded clinic and its lead's page.
pub(crate) struct World {
    pub(crate) server: Running,
    pub(crate) page: Page,
    pub(crate) set_up: SetUp,
    pub(crate) folder: tempfile::TempDir,
}

/// A phone with its file and its network.
pub(crate) struct Device {
    pub(crate) app: App,
    pub(crate) net: Recorder,
    pub(crate) file: PathBuf,
}

impl World {
    pub(crate) async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// A world that records all traffic.
    pub(crate) async fn overheard() -> (Self, Wire) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let wire = Wire::default();
        let (tell, told) = tokio::sync::watch::channel(None);
        tokio::spawn(listen_in(listener, told, Arc::clone(&wire)));
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config::new(Data::Directory(folder.path().join("server")));
        config.origin = Some(origin);
        let server = Server::start(config).await.unwrap();
        tell.send_replace(Some(server.address));
        (Self::found(server, folder).await, wire)
    }

    pub(crate) async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config::new(Data::Directory(folder.path().join("server")));
        change(&mut config);
        let server = Server::start(config).await.unwrap();
        Self::found(server, folder).await
    }

    async fn found(server: Running, folder: tempfile::TempDir) -> Self {
        let page = world::page(&server.origin, None).unwrap();
        let set_up = world::found(&page, server.setup_token.as_deref().unwrap()).await.unwrap();
        Self { server, page, set_up, folder }
    }

    pub(crate) fn server_file(&self) -> PathBuf {
        self.folder.path().join("server").join(DATABASE)
    }

    /// A new phone.
    pub(crate) fn phone(&self, name: &str) -> Device {
        let file = self.folder.path().join(format!("{name}.db"));
        let net = Recorder::new();
        Device { app: open(&file, &net), net, file }
    }

    /// A phone whose patient has joined.
    pub(crate) async fn patient(&self, name: &str) -> Device {
        self.patient_as(person(name), name).await
    }

    /// A phone whose patient has joined with the given details.
    pub(crate) async fn patient_as(&self, person: NewPatient, name: &str) -> Device {
        let phone = self.phone(name);
        world::enrol(&self.page, &phone.app, person, &at("08:00"), &zone()).await.unwrap();
        phone
    }
}

pub(crate) fn open(file: &Path, net: &Recorder) -> App {
    let store = SqliteStore::open(file).unwrap();
    Phone::open(Host::new(store, net.clone(), System, SystemClock), Box::new(Turned)).unwrap()
}

pub(crate) fn person(name: &str) -> NewPatient {
    NewPatient {
        name: name.to_owned(),
        born: "1984-03-14".to_owned(),
        clinic_number: None,
        telephone: None,
        pronouns: None,
        sex_for_scoring: None,
    }
}

pub(crate) fn at(time: &str) -> Moment {
    Moment::parse(&format!("2026-05-12T{time}:00-07:00")).unwrap()
}

pub(crate) fn zone() -> Zone {
    Zone::parse("America/Phoenix").unwrap()
}

/// Answers the remaining items: choices with `value`, all others skipped.
pub(crate) fn fill(form: &CheckIn, value: i32) {
    while let Some(item) = form.items().into_iter().find(|item| item.answered.is_none()) {
        let choice = item.kind == FormItemKind::Choice;
        let answer = if choice { Answer::Choice(value) } else { Answer::Skip };
        drop(form.answer(&item.id, answer).unwrap());
    }
}

/// All traffic, one buffer for each direction of each connection.
pub(crate) type Wire = Arc<Mutex<Vec<Vec<u8>>>>;

/// Forwards every byte to the server once its address is known, and keeps a copy.
async fn listen_in(listener: TcpListener, told: Receiver<Option<SocketAddr>>, wire: Wire) {
    while let Ok((client, _)) = listener.accept().await {
        let server = told.clone().wait_for(Option::is_some).await.unwrap().unwrap();
        let server = TcpStream::connect(server).await.unwrap();
        let (from_client, to_client) = client.into_split();
        let (from_server, to_server) = server.into_split();
        tokio::spawn(copy(from_client, to_server, Arc::clone(&wire)));
        tokio::spawn(copy(from_server, to_client, Arc::clone(&wire)));
    }
}

async fn copy(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, wire: Wire) {
    let place = {
        let mut wire = wire.lock().unwrap();
        wire.push(Vec::new());
        wire.len() - 1
    };
    let mut buffer = vec![0; 65_536];
    while let Ok(read @ 1..) = from.read(&mut buffer).await {
        wire.lock().unwrap()[place].extend_from_slice(&buffer[..read]);
        if to.write_all(&buffer[..read]).await.is_err() {
            return;
        }
    }
    to.shutdown().await.ok();
}
