//! Sync over loopback with a server process of its own: what a phone sends, what a clinician's
//! page fetches, verifies and opens.

use interlude_client::clinician::NewPatient;
use interlude_client::journal::MemoryStore;
use interlude_clinical::moment::{Moment, Zone};
use interlude_clinical::response::draft::Answer;
use interlude_tests::world::{self, WorldPhone};

use crate::process::Server;
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
    let token = server.token();
    let page = world::page(&server.origin, None).expect("a page");
    let set_up = world::found(&page, &token).await.expect("a clinic");
    let phone = world::phone(MemoryStore::default()).expect("a phone");
    let (at, zone) = moment();
    world::enrol(&page, &phone, person(), &at, &zone).await.expect("a patient");
    let n = usize::try_from(RECORDS).expect("a count");
    let (took, ()) = timed(|| (0..RECORDS).for_each(|_| answer(&phone, &at, &zone)));
    table.rate("write a check-in on the phone", n, took, "/s", "sealed, signed, kept in memory");

    let (cpu, start) = (server.process.cpu_seconds(), std::time::Instant::now());
    phone.sync().await.expect("a sync");
    let (took, cpu) = (start.elapsed(), server.process.cpu_seconds() - cpu);
    table.rate(
        "sync up, one client",
        n,
        took,
        "/s",
        &each("durable, every signature checked", cpu),
    );

    let fresh = world::page(&server.origin, None).expect("a page");
    let clinic = interlude_protocol::id::SpaceId::from_hex(&set_up.clinic).expect("an id");
    fresh.sign_in(clinic, "lee", &set_up.passphrase).await.expect("a sign-in");
    let (cpu, start) = (server.process.cpu_seconds(), std::time::Instant::now());
    let synced = fresh.sync(|_| {}).await.expect("a sync");
    let (took, cpu) = (start.elapsed(), server.process.cpu_seconds() - cpu);
    assert!(synced.opened >= RECORDS, "only {} opened", synced.opened);
    table.rate("sync down, verified and opened", n, took, "/s", &each("client included", cpu));

    table.add("server memory at its highest", 1, server.process.memory(), "aim: ≤ 40 MiB");
    server.process.stop();
    let size = std::fs::metadata(folder.path().join(interlude_server::DATABASE));
    let size = size.expect("a database").len();
    let ratio = size * 100 / (u64::from(RECORDS) * SEALED);
    let figure = format!("{}.{:02} × sealed", ratio / 100, ratio % 100);
    table.add("server database after a checkpoint", n, figure, "aim: ≤ 1.25 ×");
}

fn each(note: &str, cpu_seconds: f64) -> String {
    format!("{note}; server CPU {:.1} µs each", cpu_seconds * 1e6 / f64::from(RECORDS))
}

pub(crate) fn moment() -> (Moment, Zone) {
    let at = Moment::parse("2026-05-12T09:00:00-07:00").expect("a moment");
    (at, Zone::parse("America/Phoenix").expect("a zone"))
}

pub(crate) fn person() -> NewPatient {
    NewPatient {
        name: "REYES, Dana".to_owned(),
        born: "1984-03-14".to_owned(),
        clinic_number: Some("4821-K".to_owned()),
        telephone: None,
        pronouns: None,
        sex_for_scoring: None,
    }
}

pub(crate) fn answer(phone: &WorldPhone, at: &Moment, zone: &Zone) {
    let form = phone.open_form("daily_checkin", at, zone).expect("a form");
    for item in ["daily.mood", "daily.energy", "daily.anxiety", "daily.sleep_quality"] {
        drop(form.answer(item, Answer::Number(5.0)).expect("on offer"));
    }
    for item in ["daily.activation", "daily.safety"] {
        drop(form.answer(item, Answer::Boolean(false)).expect("on offer"));
    }
    phone.submit(&form, at, zone).expect("saved");
}
