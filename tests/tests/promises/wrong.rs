//! Wrong input and failures: each gives its own error and changes nothing.

use std::path::Path;

use interlude_client::crypto::pairing::Invite;
use interlude_client::crypto::random::System;
use interlude_client::error::ClientError;
use interlude_client::host::Host;
use interlude_client::journal::StoreError;
use interlude_client::phone::Phone;
use interlude_client::phone::view::Stage;
use interlude_client::sqlite::SqliteStore;
use interlude_client::sync::http::Http;
use interlude_client::sync::transport::Clock;
use interlude_clinical::response::draft::Answer;
use interlude_protocol::id::{Pin, SpaceId};
use interlude_server::config::{Config, Data};
use interlude_server::storage::sqlite::migrate::OpenError;
use interlude_server::{Server, StartError};
use interlude_tests::world::{self as shared, SystemClock, WorldPlatform};
use rusqlite::Connection;

use crate::world::{Device, Turned, World, at, fill, open, person, zone};

/// The server's rows of spaces and accounts.
fn rows(world: &World) -> Vec<String> {
    let db = Connection::open(world.server_file()).unwrap();
    let tables = ["space", "series", "record", "membership", "account"];
    tables.iter().flat_map(|table| rows_of(&db, table)).collect()
}

fn rows_of(db: &Connection, table: &str) -> Vec<String> {
    let mut select = db.prepare(&format!("SELECT * FROM {table}")).unwrap();
    let columns = select.column_count();
    let row = |row: &rusqlite::Row<'_>| {
        (0..columns).map(|n| Ok(format!("{:?}", row.get_ref(n)?))).collect::<Result<String, _>>()
    };
    select.query_map([], row).unwrap().map(|row| format!("{table} {}", row.unwrap())).collect()
}

/// The phone's file and its log, byte by byte.
fn bytes(file: &Path) -> Vec<Option<Vec<u8>>> {
    let log = file.with_extension("db-wal");
    [file, log.as_path()].iter().map(|path| std::fs::read(path).ok()).collect()
}

fn submit(phone: &Device, time: &str) {
    let form = phone.app.open_form("phq9", &at(time), &zone()).unwrap();
    fill(&form, 1);
    phone.app.submit(&form, &at(time), &zone()).unwrap();
}

fn forms(phone: &Device) -> usize {
    phone.app.trend(Some("phq9"), &at("23:00")).unwrap().points.len()
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_that_a_form_does_not_take_are_refused_by_name_and_change_nothing() {
    let world = World::start().await;
    let phone = world.patient("a").await;
    submit(&phone, "09:00");
    let (before, at_server) = (bytes(&phone.file), rows(&world));
    for unknown in ["phq10", "", "PHQ9", "phq9.1"] {
        let error = phone.app.open_form(unknown, &at("09:10"), &zone()).unwrap_err();
        assert_eq!(error, ClientError::UnknownInstrument, "{unknown}");
    }
    let form = phone.app.open_form("phq9", &at("09:10"), &zone()).unwrap();
    drop(form.answer("phq9.1", Answer::Choice(2)).unwrap());
    let on_screen = || serde_json::to_string(&form.items()).unwrap();
    let shown = on_screen();
    let (unknown, not_offered) = (ClientError::UnknownItem, ClientError::NotOffered);
    let wrong = [
        ("phq9.99", Answer::Choice(1), &unknown),
        ("daily.mood", Answer::Number(1.0), &unknown),
        ("", Answer::Skip, &unknown),
        ("phq9.1", Answer::Choice(4), &not_offered),
        ("phq9.1", Answer::Choice(-1), &not_offered),
        ("phq9.1", Answer::Number(1.5), &not_offered),
        ("phq9.1", Answer::Boolean(true), &not_offered),
        ("phq9.1", Answer::Text("2".to_owned()), &not_offered),
        ("phq9.9", Answer::Choice(i32::MAX), &not_offered),
    ];
    for (item, answer, expected) in wrong {
        assert_eq!(form.answer(item, answer).unwrap_err(), *expected, "{item}");
        assert_eq!(on_screen(), shown, "{item}");
    }
    let daily = phone.app.open_form("daily_checkin", &at("09:10"), &zone()).unwrap();
    for value in [11.0, -1.0, 0.5, f64::NAN, f64::INFINITY] {
        let error = daily.answer("daily.mood", Answer::Number(value)).unwrap_err();
        assert_eq!(error, not_offered, "{value}");
    }
    let error = phone.app.submit(&form, &at("09:11"), &zone()).unwrap_err();
    let missing: Vec<String> = (2..=10).map(|n| format!("phq9.{n}")).collect();
    assert_eq!(error, ClientError::Incomplete { items: missing });
    let empty = phone.app.note(" \n", &at("09:12"), &zone()).unwrap_err();
    assert_eq!(empty, ClientError::Invalid { what: "text" });
    assert_eq!(bytes(&phone.file), before, "the phone's file");
    phone.app.sync().await.unwrap();
    let sent = rows(&world).len() - at_server.len();
    // The form is still open, and is saved once when it is complete.
    fill(&form, 0);
    phone.app.submit(&form, &at("09:13"), &zone()).unwrap();
    let closed = phone.app.submit(&form, &at("09:14"), &zone()).unwrap_err();
    assert_eq!(closed, ClientError::AlreadyClosed);
    phone.app.sync().await.unwrap();
    assert!(sent >= 1 && forms(&phone) == 2);
}

/// A clock that is eleven minutes ahead.
struct Ahead;

impl Clock for Ahead {
    fn unix_seconds(&self) -> i64 {
        SystemClock.unix_seconds() + 660
    }
}

type Late = WorldPlatform<SqliteStore, Http, Ahead>;

#[tokio::test(flavor = "multi_thread")]
async fn an_invite_that_has_ended_was_used_or_names_another_clinic_lets_nobody_in() {
    let world = World::start().await;
    let text = world.page.invite(person("a")).await.unwrap().text;
    let before = rows(&world);

    let file = world.folder.path().join("late.db");
    let store = SqliteStore::open(&file).unwrap();
    let host = Host::new(store, shared::http().unwrap(), System, Ahead);
    let late = Phone::<Late>::open(host, Box::new(Turned)).unwrap();
    let untouched = bytes(&file);
    assert_eq!(late.read_invite(&text).unwrap_err(), ClientError::ExpiredInvite);
    assert_eq!(late.join(&text).await.unwrap_err(), ClientError::ExpiredInvite);
    assert_eq!((late.stage(), bytes(&file)), (Stage::New, untouched));

    let (first, second) = (world.phone("first"), world.phone("second"));
    assert!(first.app.join(&text).await.unwrap().is_none());
    assert_eq!(second.app.join(&text).await.unwrap_err(), ClientError::UsedInvite);
    assert_eq!(second.app.stage(), Stage::New);

    // The same invite with another clinic's pin.
    let text = world.page.invite(person("b")).await.unwrap().text;
    let mut invite = Invite::parse(&text).unwrap();
    invite.pin = Pin([7; 32]);
    let astray = world.phone("astray");
    assert_eq!(astray.app.join(&invite.text()).await.unwrap_err(), ClientError::WrongClinic);
    assert_eq!(astray.app.await_confirmation().await.unwrap_err(), ClientError::WrongStage);
    assert_eq!(astray.app.stage(), Stage::New);
    assert!(world.phone("right").app.join(&text).await.unwrap().is_none(), "it is still unused");

    // Ended by the clinic.
    let text = world.page.invite(person("c")).await.unwrap().text;
    world.page.cancel_invite().await.unwrap();
    let burnt = world.phone("burnt");
    let error = burnt.app.join(&text).await.unwrap_err();
    assert!(matches!(error, ClientError::InviteBurnt | ClientError::ExpiredInvite), "{error:?}");
    assert_eq!(rows(&world), before, "nobody was let in");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_passphrase_or_login_or_clinic_opens_nothing() {
    let world = World::start().await;
    let before = rows(&world);
    let clinic = SpaceId::from_hex(&world.set_up.clinic).unwrap();
    let right = world.set_up.passphrase.clone();
    let cases = [
        (clinic, "lee", "abacus abdomen abide ability ablaze able".to_owned()),
        (clinic, "lee", String::new()),
        (clinic, "lee", format!("{right} able")),
        (clinic, "mallory", right.clone()),
        (SpaceId([9; 16]), "lee", right.clone()),
    ];
    for (n, (clinic, login, passphrase)) in cases.into_iter().enumerate() {
        let page = shared::page(&world.server.origin, None).unwrap();
        let error = page.sign_in(clinic, login, &passphrase).await.unwrap_err();
        assert_eq!(error, ClientError::CannotUnlock, "case {n}");
        assert!(page.panel(&at("12:00")).is_err(), "case {n}");
    }
    assert_eq!(rows(&world), before);
    let page = shared::page(&world.server.origin, None).unwrap();
    page.sign_in(clinic, "LEE ", &right.to_uppercase()).await.unwrap();
}

/// The last sealed record of the series that has most of them: the patient's newest form.
fn last_form(records: Vec<(i64, i64, Vec<u8>)>) -> (i64, i64, Vec<u8>) {
    let sealed: Vec<_> = records.into_iter().filter(|(_, _, bytes)| bytes[5] == 1).collect();
    let of = |series: i64| sealed.iter().filter(|(it, ..)| *it == series).count();
    let longest = sealed.iter().map(|(series, ..)| *series).max_by_key(|it| of(*it)).unwrap();
    sealed.into_iter().rfind(|(series, ..)| *series == longest).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_damaged_at_the_server_is_counted_and_all_others_are_read() {
    let world = World::start().await;
    let phone = world.patient("a").await;
    for time in ["09:00", "09:10", "09:20"] {
        submit(&phone, time);
    }
    phone.app.sync().await.unwrap();
    let db = Connection::open(world.server_file()).unwrap();
    let all: Vec<(i64, i64, Vec<u8>)> = {
        let mut select = db.prepare("SELECT series, no, bytes FROM record ORDER BY no").unwrap();
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
        rows.map(Result::unwrap).collect()
    };
    let (_, no, whole) = last_form(all);
    let put = |bytes: &[u8]| {
        db.execute("UPDATE record SET bytes = ?1 WHERE no = ?2", (bytes, no)).unwrap();
    };
    let mut damaged = whole.clone();
    *damaged.last_mut().unwrap() ^= 1;
    put(&damaged);

    let read = async || {
        let page = shared::page(&world.server.origin, None).unwrap();
        let set_up = &world.set_up;
        shared::sign_in(&page, &set_up.clinic, &set_up.passphrase).await.unwrap();
        let patient = page.patients().unwrap().patients[0].patient.clone();
        let space = SpaceId::from_hex(&patient).unwrap();
        page.chart(space, Some("phq9"), &at("12:00")).unwrap()
    };
    let chart = read().await;
    assert_eq!((chart.points.len(), chart.counts.damaged, chart.unreadable), (2, 1, 1));
    assert!(chart.unreadable_text.is_some());
    put(&whole);
    let chart = read().await;
    assert_eq!((chart.points.len(), chart.counts.damaged, chart.unreadable), (3, 0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_damaged_on_the_phone_is_told_fetched_again_and_all_others_are_read() {
    let world = World::start().await;
    let mut phone = world.patient("a").await;
    for time in ["09:00", "09:10", "09:20"] {
        submit(&phone, time);
    }
    phone.app.sync().await.unwrap();
    phone.app = open(&world.folder.path().join("none.db"), &phone.net);
    let db = Connection::open(&phone.file).unwrap();
    let all: Vec<(i64, i64, Vec<u8>)> = {
        let mut select = db.prepare("SELECT id >> 32, id, bytes FROM record ORDER BY id").unwrap();
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
        rows.map(Result::unwrap).collect()
    };
    let (_, id, mut damaged) = last_form(all);
    *damaged.last_mut().unwrap() ^= 1;
    db.execute("UPDATE record SET bytes = ?1 WHERE id = ?2", (damaged, id)).unwrap();
    drop(db);
    phone.app = open(&phone.file, &phone.net);
    assert_eq!(phone.app.today(&at("12:00"), &zone()).unwrap().unreadable, 1);
    assert_eq!(forms(&phone), 2, "all others are read");
    phone.app.sync().await.unwrap();
    assert_eq!(phone.app.today(&at("12:00"), &zone()).unwrap().unreadable, 0);
    assert_eq!(forms(&phone), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_or_newer_journal_on_the_phone_is_refused_and_kept_as_it_is() {
    let world = World::start().await;
    let mut phone = world.patient("a").await;
    submit(&phone, "09:00");
    phone.app = open(&world.folder.path().join("none.db"), &phone.net);
    let good = std::fs::read(&phone.file).unwrap();
    assert!(!phone.file.with_extension("db-wal").exists(), "the file holds everything");
    let refused = |bytes: &[u8], expected: &ClientError| {
        std::fs::write(&phone.file, bytes).unwrap();
        let error = ClientError::from(SqliteStore::open(&phone.file).unwrap_err());
        assert_eq!(error, *expected);
        assert!(!error.text().is_empty());
        assert_eq!(std::fs::read(&phone.file).unwrap(), bytes, "{expected}");
    };
    let mut torn = good.clone();
    for page in torn.chunks_mut(4_096).skip(1) {
        page[..64].fill(0xA5);
    }
    refused(&torn, &ClientError::DamagedJournal);
    refused(&good[..good.len() / 2], &ClientError::DamagedJournal);
    refused(&b"not a journal at all ".repeat(400), &ClientError::DamagedJournal);
    let mut newer = good.clone();
    newer[60..64].copy_from_slice(&99_u32.to_be_bytes());
    refused(&newer, &ClientError::NewerJournal);
    assert_eq!(
        SqliteStore::open(&phone.file).unwrap_err(),
        StoreError::TooNew { found: 99, supported: 1 }
    );
    std::fs::write(&phone.file, &good).unwrap();
    phone.app = open(&phone.file, &phone.net);
    assert_eq!(forms(&phone), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_or_newer_database_is_refused_by_the_server_and_kept_as_it_is() {
    let World { server, folder, .. } = World::start().await;
    server.shutdown().await;
    let data = folder.path().join("server");
    let file = data.join(interlude_server::DATABASE);
    assert!(!file.with_extension("sqlite-wal").exists(), "the file holds everything");
    let good = std::fs::read(&file).unwrap();
    let refused = async |bytes: &[u8]| {
        std::fs::write(&file, bytes).unwrap();
        let started = Server::start(Config::new(Data::Directory(data.clone()))).await;
        let Err(StartError::Database(error)) = started else { panic!("it was not refused") };
        assert_eq!(std::fs::read(&file).unwrap(), bytes, "{error}");
        error
    };
    let mut newer = good.clone();
    newer[60..64].copy_from_slice(&99_u32.to_be_bytes());
    assert!(matches!(refused(&newer).await, OpenError::Newer { found: 99, .. }));
    let nonsense = b"not a database at all ".repeat(400);
    let error = refused(&nonsense).await;
    assert!(matches!(error, OpenError::Damaged | OpenError::Foreign), "{error}");
    std::fs::write(&file, &good).unwrap();
    let again = Server::start(Config::new(Data::Directory(data))).await.unwrap();
    assert!(again.setup_token.is_none(), "the clinic is still there");
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_server_is_away_answers_are_saved_and_go_when_it_is_back() {
    let world = World::start().await;
    let phone = world.patient("a").await;
    let World { server, page, folder, .. } = world;
    let address = server.address;
    server.shutdown().await;
    submit(&phone, "09:00");
    let before = bytes(&phone.file);
    for _ in 0..3 {
        let error = phone.app.sync().await.unwrap_err();
        assert!(matches!(error, ClientError::Offline { retry_after: Some(_) }), "{error:?}");
    }
    assert_eq!((bytes(&phone.file), forms(&phone)), (before, 1));
    let away = page.watch().await.unwrap_err();
    assert!(matches!(away, ClientError::Offline { .. }), "{away:?}");
    let mut config = Config::new(Data::Directory(folder.path().join("server")));
    config.listen = address;
    let back = Server::start(config).await.unwrap();
    phone.app.network_is_back();
    assert!(phone.app.sync().await.unwrap().up_to_date);
    assert!(phone.app.sync().await.unwrap().pushed == 0, "nothing is sent twice");
    back.shutdown().await;
}
