//! A clinician's sign-in in a new browser: requests, bytes and time, over a network of three speeds.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use interlude_client::clinician::Clinician;
use interlude_client::crypto::random::System;
use interlude_client::journal::MemoryStore;
use interlude_client::sync::http::Http;
use interlude_client::sync::transport::{Reply, Request, Transport, TransportError};
use interlude_protocol::id::SpaceId;
use interlude_server::Server;
use interlude_server::config::{Config, Data};
use interlude_tests::world::{self, SystemClock, WorldPlatform};

use crate::sync::{answer, moment, person};
use crate::table::Table;

/// Patients of each clinic, one after the other in the same clinic.
const PATIENTS: [usize; 3] = [24, 200, 1_000];

/// Forms of each patient.
const FORMS: usize = 220;

/// Round trips in milliseconds.
const ROUND_TRIPS: [u64; 3] = [0, 100, 300];

/// A network that takes a round trip for each request, and counts.
#[derive(Clone, Default)]
struct Counts {
    requests: Arc<AtomicUsize>,
    bytes: Arc<AtomicU64>,
}

#[derive(Clone)]
struct Far {
    http: Http,
    round_trip: Duration,
    counts: Counts,
}

impl Transport for Far {
    async fn send(&self, request: Request) -> Result<Reply, TransportError> {
        tokio::time::sleep(self.round_trip).await;
        self.counts.requests.fetch_add(1, Ordering::Relaxed);
        let reply = self.http.send(request).await?;
        let bytes = u64::try_from(reply.body.len()).unwrap_or(0);
        self.counts.bytes.fetch_add(bytes, Ordering::Relaxed);
        Ok(reply)
    }
}

type Page = Clinician<WorldPlatform<MemoryStore, Far>>;

/// Times a sign-in for each number of patients and each round trip.
pub(crate) fn run(table: &mut Table) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.expect("a runtime").block_on(measure(table));
}

async fn measure(table: &mut Table) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut config = Config::new(Data::Directory(folder.path().to_owned()));
    config.limits.pairings_a_day = u64::MAX;
    let server = Server::start(config).await.expect("a server");
    let page = world::page(&server.origin, None).expect("a page");
    let token = server.setup_token.clone().expect("a token");
    let set_up = world::found(&page, &token).await.expect("a clinic");
    let clinic = SpaceId::from_hex(&set_up.clinic).expect("an id");
    let (at, zone) = moment();
    let mut enrolled = 0;
    for patients in PATIENTS {
        while enrolled < patients {
            let phone = world::phone(MemoryStore::default()).expect("a phone");
            world::enrol(&page, &phone, person(), &at, &zone).await.expect("a patient");
            (0..FORMS).for_each(|_| answer(&phone, &at, &zone));
            phone.sync().await.expect("a sync");
            enrolled += 1;
        }
        // The first page writes the marks; the others then find nothing to write.
        for milliseconds in ROUND_TRIPS {
            let counts = Counts::default();
            let net = Far {
                http: world::http().expect("a network"),
                round_trip: Duration::from_millis(milliseconds),
                counts: counts.clone(),
            };
            let fresh: Page = Clinician::new(net, System, SystemClock, &server.origin, None);
            let start = Instant::now();
            fresh.sign_in(clinic, "lee", &set_up.passphrase).await.expect("a sign-in");
            let keys = start.elapsed();
            let synced = fresh.sync(|_| {}).await.expect("a sync");
            let all = start.elapsed();
            assert_eq!(usize::try_from(synced.patients).ok(), Some(patients));
            let requests = counts.requests.load(Ordering::Relaxed);
            let megabytes = counts.bytes.load(Ordering::Relaxed) / 1_000_000;
            let note = format!(
                "{requests} requests, {megabytes} MB; signed in after {:.2} s; {FORMS} forms each",
                keys.as_secs_f64()
            );
            let name = format!("sign-in of {patients} patients, {milliseconds} ms");
            table.add(&name, 1, format!("{:.2} s", all.as_secs_f64()), &note);
        }
    }
    server.shutdown().await;
}
