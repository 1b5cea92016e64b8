//! A peer in the same run: atuin-server 18.24 on SQLite, which also keeps sealed records it cannot
//! open. It checks no signature; both servers answer an upload when it is on disk.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use interlude_client::crypto::random::{System, generate};
use interlude_client::sync::http::Http;
use interlude_client::sync::transport::{Method, Request, Transport as _};
use interlude_tests::world;
use serde::de::IgnoredAny;
use serde_json::{Value, json};

use crate::bare::{self, Took};
use crate::process::Process;
use crate::table::Table;

const RECORDS: u32 = 10_000;
/// What its own client sends and asks for at a time.
const BATCH: usize = 100;
/// Ours and the peer in turn.
const RUNS: usize = 3;
const VERSION: &str = "18.24.0";

/// Both servers under the same bare client, and how they differ.
pub(crate) fn run(table: &mut Table) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.expect("a runtime").block_on(measure(table));
}

async fn measure(table: &mut Table) {
    let n = usize::try_from(RECORDS).expect("a count");
    let program = program();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        ours.push(bare::measure(RECORDS).await);
        if let Some(program) = &program {
            theirs.push(atuin(program, n).await);
        }
    }
    let ours = middle(&ours);
    let note = format!("median of {RUNS}; pages of 256 made before; every signature checked");
    table.rate("bare client up, Interlude", n, ours.up, "/s", &note);
    let note = format!("median of {RUNS}; signed requests; pages split, not verified");
    table.rate("bare client down, Interlude", n, ours.down, "/s", &note);
    let Some(last) = theirs.last() else {
        let figure = "not measured".to_owned();
        let note = "atuin-server 18.24 not found (cargo install --locked atuin-server)";
        return table.add("bare client, atuin-server", 0, figure, note);
    };
    let (memory, each) = (last.memory.clone(), last.each);
    let theirs = middle(&theirs.into_iter().map(|it| it.took).collect::<Vec<_>>());
    let note = format!("median of {RUNS}; batches of 100 made before; SQLite; nothing to check");
    table.rate("bare client up, atuin-server", n, theirs.up, "/s", &note);
    let note = format!("median of {RUNS}; JSON read, not decrypted");
    table.rate("bare client down, atuin-server", n, theirs.down, "/s", &note);
    let ratio = |theirs: Duration, ours: Duration| {
        format!("{:.1} ×", theirs.as_secs_f64() / ours.as_secs_f64().max(f64::EPSILON))
    };
    table.add("ours / atuin-server up", n, ratio(theirs.up, ours.up), "aim: ≥ 2 ×");
    table.add("ours / atuin-server down", n, ratio(theirs.down, ours.down), "aim: ≥ 2 ×");
    table.add("atuin-server memory at its highest", 1, memory, "last run");
    let note = "after a checkpoint; 1,024 bytes of data in a record";
    table.add("atuin-server disk", n, format!("{each} B each"), note);
}

/// Up and down by their medians.
fn middle(runs: &[Took]) -> Took {
    let median = |of: fn(&Took) -> Duration| {
        let mut all: Vec<Duration> = runs.iter().map(of).collect();
        all.sort_unstable();
        all.get(all.len() / 2).copied().unwrap_or_default()
    };
    Took { up: median(|it| it.up), down: median(|it| it.down) }
}

/// What the peer took, and needed.
struct Measured {
    took: Took,
    memory: String,
    /// Bytes on disk for one record.
    each: u64,
}

async fn atuin(program: &Path, n: usize) -> Measured {
    let folder = tempfile::tempdir().expect("a folder");
    let mut peer = Peer::start(program, folder.path()).await;
    let batches = batches(n);
    let start = Instant::now();
    for batch in batches {
        peer.send(Method::Post, "/api/v0/record", batch).await;
    }
    let up = start.elapsed();
    let (mut place, start) = (0, Instant::now());
    while place < n {
        let target = format!("/api/v0/record/next?host={HOST}&tag=kv&start={place}&count={BATCH}");
        let page = peer.send(Method::Get, &target, Vec::new()).await;
        let got: Vec<IgnoredAny> = serde_json::from_slice(&page).expect("records");
        assert!(!got.is_empty(), "only {place} came back");
        place += got.len();
    }
    let took = Took { up, down: start.elapsed() };
    let memory = peer.process.memory();
    peer.process.stop();
    Measured { took, memory, each: size(&folder.path().join(DATABASE)) / u64::from(RECORDS) }
}

const DATABASE: &str = "atuin.db";
const HOST: &str = "0190a9a0-0000-7000-8000-000000000001";

/// The program named by `INTERLUDE_ATUIN`, or one on the path or where cargo puts it; only of the
/// version that the table names.
fn program() -> Option<PathBuf> {
    let named = std::env::var_os("INTERLUDE_ATUIN").map(PathBuf::from);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let home = PathBuf::from(std::env::var_os("HOME").unwrap_or_default()).join(".cargo/bin");
    let folders = std::env::split_paths(&path).chain([home]);
    named.into_iter().chain(folders.map(|it| it.join("atuin-server"))).find(|program| {
        let version = Command::new(program).arg("--version").stderr(Stdio::null()).output();
        version.is_ok_and(|it| String::from_utf8_lossy(&it.stdout).contains(VERSION))
    })
}

/// A running atuin-server with one account.
struct Peer {
    process: Process,
    origin: String,
    http: Http,
    token: Option<String>,
}

impl Peer {
    async fn start(program: &Path, folder: &Path) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr());
        let port = free.expect("a port").port();
        let database = format!("sqlite://{}", folder.join(DATABASE).display());
        let mut command = Command::new(program);
        command.args(["start", "--host", "127.0.0.1", "--port", &port.to_string()]);
        command.env("ATUIN_CONFIG_DIR", folder).env("ATUIN_DB_URI", database);
        command.env("ATUIN_OPEN_REGISTRATION", "true").env("RUST_LOG", "off");
        command.stderr(Stdio::null());
        let process = Process::start(&mut command);
        let origin = format!("http://127.0.0.1:{port}");
        let http = world::http().expect("a client");
        let mut peer = Self { process, origin, http, token: None };
        for _ in 0..500 {
            if peer.http.send(peer.request(Method::Get, "/healthz", Vec::new())).await.is_ok() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let account =
            json!({ "username": "bench", "email": "bench@example.org", "password": "bench" });
        let made = peer.send(Method::Post, "/register", account.to_string().into_bytes()).await;
        let made: Value = serde_json::from_slice(&made).expect("a session");
        peer.token = made.get("session").and_then(Value::as_str).map(str::to_owned);
        peer
    }

    fn request(&self, method: Method, target: &str, body: Vec<u8>) -> Request {
        let mut headers = vec![("content-type", "application/json".to_owned())];
        headers.extend(self.token.iter().map(|it| ("authorization", format!("Token {it}"))));
        Request {
            method,
            url: format!("{}{target}", self.origin),
            headers,
            body,
            timeout_seconds: 60,
        }
    }

    async fn send(&self, method: Method, target: &str, body: Vec<u8>) -> Vec<u8> {
        let reply = self.http.send(self.request(method, target, body)).await.expect("an answer");
        assert_eq!(reply.status, 200, "{target}: {}", String::from_utf8_lossy(&reply.body));
        reply.body
    }
}

/// Records as its client seals them: 1,024 characters of data and a wrapped key.
fn batches(n: usize) -> Vec<Vec<u8>> {
    let text = |bytes: &[u8]| BASE64URL_NOPAD.encode(bytes);
    let record = |idx: usize| {
        let id = HEXLOWER.encode(&generate::<16>(&System));
        let data = text(&generate::<768>(&System));
        let key = text(&generate::<96>(&System));
        json!({
            "id": id, "idx": idx, "host": { "id": HOST, "name": "" }, "version": "v0", "tag": "kv",
            "timestamp": 1_778_600_000_000_000_000_u64, "data": { "data": data, "content_encryption_key": key },
        })
    };
    let all: Vec<Value> = (0..n).map(record).collect();
    all.chunks(BATCH).map(|batch| serde_json::to_vec(batch).expect("JSON")).collect()
}

/// Bytes of a database once its log is folded in.
fn size(database: &Path) -> u64 {
    let open = rusqlite::Connection::open(database).expect("a database");
    open.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).expect("a checkpoint");
    std::fs::metadata(database).expect("a database").len()
}
