//! Start, shutdown and restart.

use std::sync::Arc;

use interlude_client::crypto::request::authorization;
use interlude_protocol::id::PairingId;
use interlude_protocol::record::codec::Bodies;
use interlude_protocol::wire::pairing::{NewPairing, Purpose};
use interlude_protocol::wire::path;
use interlude_protocol::wire::space::{Changes, Hello};
use interlude_server::config::{Data, Limits};
use interlude_server::{DATABASE, Server, StartError};

use crate::http::send;
use crate::people::{Chain, random};
use crate::world::{As, World, config};

#[tokio::test]
async fn a_restart_keeps_everything_but_sessions() {
    let folder = tempfile::tempdir().unwrap();
    let data = Data::Directory(folder.path().join("data"));
    let world = World::with(data.clone(), Limits::default()).await;
    let clinic = world.found().await;
    let lead = world.sign_in(&clinic).await;
    let mut patient = world.enrol(&clinic, &lead).await;
    patient.shared.entries(300);
    for part in [2, 258] {
        let end = (part + 256).min(patient.shared.records.len());
        let mut chain = patient.shared.clone();
        chain.records.truncate(end);
        assert_eq!(world.push(&As::signed(&patient.device), &chain, part).await.status, 200);
    }
    let hello: Hello = world.call(&As::Nobody, "GET", path::HELLO, b"").await.json();
    let before: Changes = world.call(&lead, "GET", &path::changes(0, 0), b"").await.json();
    world.server.shutdown().await;

    let world = World::with(data, Limits::default()).await;
    assert_eq!(world.server.setup_token, None, "there is a clinic already");
    let again: Hello = world.call(&As::Nobody, "GET", path::HELLO, b"").await.json();
    assert_eq!(again.era, hello.era);
    assert_eq!(world.call(&lead, "GET", path::SLOTS, b"").await.status, 401);
    let lead = world.sign_in(&clinic).await;
    let after: Changes = world.call(&lead, "GET", &path::changes(0, 0), b"").await.json();
    let sorted = |mut changes: Changes| {
        changes.spaces.sort_unstable();
        changes
    };
    assert_eq!(sorted(after), sorted(before));
    assert_eq!(read(&world, &lead, &patient.shared).await, patient.shared.bytes(0));
    let own = As::signed(&patient.own_device);
    assert_eq!(read(&world, &own, &patient.own).await, patient.own.bytes(0));
    patient.shared.entries(1);
    assert_eq!(world.push(&As::signed(&patient.device), &patient.shared, 302).await.status, 200);
    assert_eq!(world.call(&As::Nobody, "POST", path::CLINICS, &clinic.request).await.status, 200);
}

async fn read(world: &World, who: &As, chain: &Chain) -> Vec<u8> {
    let mut all = Vec::new();
    let mut from = 0;
    loop {
        let get = path::records(chain.pin.space(), chain.series, from, Bodies::All);
        let page = world.call(who, "GET", &get, b"").await;
        assert_eq!(page.status, 200);
        if page.body.is_empty() {
            return all;
        }
        let records =
            interlude_protocol::record::codec::split(&page.body, Bodies::All).unwrap().len();
        from += records as u64;
        all.extend(page.body);
    }
}

#[tokio::test]
async fn two_servers_do_not_share_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let data = Data::Directory(folder.path().to_owned());
    let world = World::with(data.clone(), Limits::default()).await;
    let (second, _) = config(data.clone(), Limits::default());
    assert!(matches!(Server::start(second).await, Err(StartError::InUse)));
    world.server.shutdown().await;
    let world = World::with(data, Limits::default()).await;
    world.server.shutdown().await;
}

#[tokio::test]
async fn plain_http_and_foreign_origins_are_refused() {
    let (mut open, _) = config(Data::Memory, Limits::default());
    open.listen = "0.0.0.0:0".parse().unwrap();
    assert!(matches!(Server::start(open).await, Err(StartError::NotLoopback)));
    let (mut plain, _) = config(Data::Memory, Limits::default());
    plain.origin = Some("http://clinic.example".to_owned());
    assert!(matches!(Server::start(plain).await, Err(StartError::BadOrigin)));
}

#[tokio::test]
async fn a_damaged_database_is_refused_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let data = Data::Directory(folder.path().to_owned());
    let file = folder.path().join(DATABASE);
    std::fs::write(&file, vec![b'x'; 10_000]).unwrap();
    let (config, _) = config(data, Limits::default());
    assert!(matches!(Server::start(config).await, Err(StartError::Database(_))));
    assert_eq!(std::fs::read(&file).unwrap(), vec![b'x'; 10_000]);
}

#[tokio::test]
async fn a_server_that_ends_answers_those_who_wait() {
    let world = World::start().await;
    let clinic = world.found().await;
    let lead = world.sign_in(&clinic).await;
    let now: Changes = world.call(&lead, "GET", &path::changes(0, 0), b"").await.json();
    let World { server, .. } = world;
    let As::Staff(cookie) = lead else { unreachable!() };
    let (address, cookie) = (server.address, format!("__Host-s={cookie}"));
    let waiting = tokio::spawn(async move {
        let target = path::changes(now.next, 25);
        send(address, "GET", &target, &[("cookie", &cookie)], b"").await
    });
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    let begun = std::time::Instant::now();
    server.shutdown().await;
    assert_eq!(waiting.await.unwrap().status, 200);
    assert!(begun.elapsed().as_secs() < 5, "the poll did not hold the server up");
}

#[tokio::test]
async fn a_full_queue_answers_503_and_what_was_taken_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let data = Data::Directory(folder.path().to_owned());
    let world = World::with(data, Limits { queue: 1, ..Limits::default() }).await;
    let clinic = world.found().await;
    let lead = world.sign_in(&clinic).await;
    let world = Arc::new(world);

    // Another process holds the database for a moment, so nothing can be written.
    let other = rusqlite::Connection::open(folder.path().join(DATABASE)).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut work = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let (world, lead) = (Arc::clone(&world), lead.clone());
        work.spawn(async move {
            let id = PairingId(random());
            let body = NewPairing { id, purpose: Purpose::Patient, expires: world.now() + 60 };
            (id, world.json(&lead, "POST", path::PAIRINGS, &body).await)
        });
    }
    let mut refused = 0;
    for done in 0..8 {
        if done == 6 {
            other.execute_batch("ROLLBACK").unwrap();
        }
        let (id, reply) = work.join_next().await.unwrap().unwrap();
        let there = world.call(&lead, "GET", &path::pairing(id), b"").await.status;
        if reply.status == 503 {
            assert_eq!(reply.error(), (503, "busy".to_owned(), None));
            assert!(reply.header("retry-after").is_some());
            assert_eq!(there, 404);
            refused += 1;
        } else {
            assert_eq!((reply.status, there), (201, 200));
        }
    }
    assert!(refused >= 6, "one is being written and one waits");
}

/// The server's program, listening on a free port.
struct Program {
    child: std::process::Child,
    address: std::net::SocketAddr,
    origin: String,
}

impl Program {
    fn start(folder: &std::path::Path) -> Self {
        use std::io::BufRead as _;
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_interlude-server"))
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(folder)
            .stdout(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        std::io::BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let origin = line.trim().rsplit(' ').next().unwrap().to_owned();
        let address = origin.strip_prefix("http://").unwrap().parse().unwrap();
        Self { child, address, origin }
    }

    /// SIGKILL: nothing is flushed or closed.
    fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    async fn time(&self) -> i64 {
        send(self.address, "GET", path::HELLO, &[], b"").await.json::<Hello>().time
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.kill();
    }
}

#[tokio::test]
async fn what_was_acknowledged_survives_a_killed_server() {
    let folder = tempfile::tempdir().unwrap();
    let data = Data::Directory(folder.path().to_owned());
    let world = World::with(data.clone(), Limits::default()).await;
    let clinic = world.found().await;
    let lead = world.sign_in(&clinic).await;
    let mut patient = world.enrol(&clinic, &lead).await;
    world.server.shutdown().await;

    let chain = &mut patient.shared;
    for round in 1..6 {
        let mut program = Program::start(folder.path());
        let time = program.time().await;
        for _ in 0..round {
            let from = chain.records.len();
            let body = chain.entries(3).bytes(from);
            let target = path::append(chain.pin.space(), chain.series, from as u64);
            let origin = &program.origin;
            let signed = authorization(&patient.device, "POST", origin, &target, time, &body);
            let headers = [("authorization", signed.as_str())];
            let reply = send(program.address, "POST", &target, &headers, &body).await;
            assert_eq!(reply.status, 200);
        }
        program.kill();
    }

    let world = World::with(data, Limits::default()).await;
    let lead = world.sign_in(&clinic).await;
    assert_eq!(read(&world, &lead, &patient.shared).await, patient.shared.bytes(0));
}
