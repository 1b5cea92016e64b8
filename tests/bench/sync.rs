//! Sync over loopback with a server process of its own: what a phone sends, what a clinician's
//! page fetches, verifies and opens.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use interlude_core::client::clinician::Person;
use interlude_core::journal::MemoryStore;
use interlude_core::moment::{Moment, Zone};
use interlude_core::response::draft::Answer;
use interlude_tests::world::{self, WorldPhone};

use crate::table::{Table, timed};

/// Below what one author may send in a day, together with the phone's open records.
const RECORDS: u32 = 10_000;

/// One sealed record of class 1,024, in bytes.
const SEALED: u64 = 1_304;

/// Up, down, and what the server needed for it.
pub(crate) fn run(table: &mut Table) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.expect("a runtime").block_on(measure(table));
}

async fn measure(table: &mut Table) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::start(folder.path());
    let page = world::page(&server.origin, None).expect("a page");
    let set_up = world::found(&page, &server.token).await.expect("a clinic");
    let phone = world::phone(MemoryStore::default()).expect("a phone");
    let (at, zone) = moment();
    world::enrol(&page, &phone, person(), &at, &zone).await.expect("a patient");
    let n = usize::try_from(RECORDS).expect("a count");
    let (took, ()) = timed(|| (0..RECORDS).for_each(|_| answer(&phone, &at, &zone)));
    table.rate("write a check-in on the phone", n, took, "/s", "sealed, signed, kept in memory");

    let (cpu, start) = (server.cpu_seconds(), std::time::Instant::now());
    phone.sync().await.expect("a sync");
    let (took, cpu) = (start.elapsed(), server.cpu_seconds() - cpu);
    table.rate(
        "sync up, one client",
        n,
        took,
        "/s",
        &each("durable, every signature checked", cpu),
    );

    let fresh = world::page(&server.origin, None).expect("a page");
    let clinic = interlude_core::id::SpaceId::from_hex(&set_up.clinic).expect("an id");
    fresh.sign_in(clinic, "lee", &set_up.passphrase).await.expect("a sign-in");
    let (cpu, start) = (server.cpu_seconds(), std::time::Instant::now());
    let synced = fresh.sync(|_| {}).await.expect("a sync");
    let (took, cpu) = (start.elapsed(), server.cpu_seconds() - cpu);
    assert!(synced.opened >= RECORDS, "only {} opened", synced.opened);
    table.rate("sync down, verified and opened", n, took, "/s", &each("client included", cpu));

    table.add("server memory at its highest", 1, server.memory("VmHWM:"), "aim: ≤ 40 MiB");
    server.stop();
    let size = std::fs::metadata(folder.path().join(interlude_server::DATABASE));
    let size = size.expect("a database").len();
    let ratio = size * 100 / (u64::from(RECORDS) * SEALED);
    let figure = format!("{}.{:02} × sealed", ratio / 100, ratio % 100);
    table.add("server database after a checkpoint", n, figure, "aim: ≤ 1.25 ×");
}

fn each(note: &str, cpu_seconds: f64) -> String {
    format!("{note}; server CPU {:.1} µs each", cpu_seconds * 1e6 / f64::from(RECORDS))
}

fn moment() -> (Moment, Zone) {
    let at = Moment::parse("2026-05-12T09:00:00-07:00").expect("a moment");
    (at, Zone::parse("America/Phoenix").expect("a zone"))
}

fn person() -> Person {
    Person {
        name: "REYES, Dana".to_owned(),
        born: "1984-03-14".to_owned(),
        clinic_number: Some("4821-K".to_owned()),
        telephone: None,
        pronouns: None,
    }
}

fn answer(phone: &WorldPhone, at: &Moment, zone: &Zone) {
    let form = phone.open_form("daily_checkin", at, zone).expect("a form");
    for item in ["daily.mood", "daily.energy", "daily.anxiety", "daily.sleep_quality"] {
        drop(form.answer(item, Answer::Number(5.0)).expect("on offer"));
    }
    for item in ["daily.activation", "daily.safety"] {
        drop(form.answer(item, Answer::Boolean(false)).expect("on offer"));
    }
    phone.submit(&form, at, zone).expect("saved");
}

/// The server's program, built beside this one.
struct Server {
    child: Child,
    origin: String,
    token: String,
}

impl Server {
    fn start(folder: &Path) -> Self {
        let program = std::env::current_exe().expect("a path").with_file_name("interlude-server");
        let mut child = Command::new(program)
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(folder)
            .stdout(Stdio::piped())
            .spawn()
            .expect("build interlude-server beside the benchmark");
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let mut last_word = || {
            let line = lines.next().expect("a line").expect("readable");
            line.trim().rsplit(' ').next().unwrap_or_default().to_owned()
        };
        let (origin, token) = (last_word(), last_word());
        Self { child, origin, token }
    }

    fn file(&self, name: &str) -> String {
        let path = PathBuf::from(format!("/proc/{}/{name}", self.child.id()));
        std::fs::read_to_string(path).expect("the process lives")
    }

    /// CPU seconds so far, user and system.
    fn cpu_seconds(&self) -> f64 {
        let stat = self.file("stat");
        let fields: Vec<&str> =
            stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let ticks = |n: usize| fields.get(n).and_then(|it| it.parse().ok()).unwrap_or(0.0_f64);
        (ticks(11) + ticks(12)) / 100.0
    }

    fn memory(&self, field: &str) -> String {
        let status = self.file("status");
        let line = status.lines().find_map(|line| line.strip_prefix(field)).unwrap_or("0 kB");
        let kib: u64 = line.trim().trim_end_matches(" kB").parse().unwrap_or(0);
        format!("{} MiB", kib / 1024)
    }

    /// Ends it as an operator does, so that it folds its log into the database.
    fn stop(&mut self) {
        let id = self.child.id().to_string();
        Command::new("kill").args(["-INT", &id]).status().expect("kill");
        self.child.wait().expect("it ends");
    }
}
