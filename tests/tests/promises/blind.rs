//! Sealed content appears in nothing that an operator can read.

use std::io::Write;
use std::sync::{Arc, Mutex, OnceLock};

use interlude_client::clinician::{InfoForm, InfusionForm, NewPatient};
use interlude_client::crypto::pairing::Invite;
use interlude_clinical::entry::infusion::WeightUnit;
use interlude_clinical::instrument::points::Points;
use interlude_clinical::response::draft::Answer;
use interlude_tests::world as shared;
use interlude_tests::world::confirmed;

use crate::search::Haystack;
use crate::world::{World, at, fill, zone};

/// The log of every library in this program, at `trace`.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn log() -> &'static Log {
    static LOG: OnceLock<Log> = OnceLock::new();
    LOG.get_or_init(|| {
        let log = Log::default();
        let writer = log.clone();
        tracing_subscriber::fmt()
            .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .init();
        log
    })
}

/// Texts and numbers of sealed fields, and words that only sealed entries use.
const SEALED: &[&str] = &[
    "Quillonbrax Vethermoor",
    "1931-07-19",
    "MRN-884276193",
    "+1 602 555 7719",
    "xaelar/xaelaro",
    "+1 602 555 3381",
    "Zwiebelday 3 pm to 4 pm",
    "nightingaleplover",
    "my brother Ostrovandel knows",
    "marzipanthunder",
    "73.25",
    "91.375",
    "\"daily.sleep_hours\":17.3",
    "phq9.9",
    "daily.safety",
    "dose_mg",
    "weight_kg",
    "\"answers\"",
    "\"submitted\"",
    "\"highest\"",
    "\"read_within_hours\":314",
];

#[tokio::test(flavor = "multi_thread")]
async fn nothing_sealed_appears_in_files_traffic_or_logs() {
    let log = log();
    let (world, wire) = World::overheard().await;
    let mut secrets: Vec<(String, Vec<u8>)> =
        SEALED.iter().map(|text| ((*text).to_owned(), text.as_bytes().to_vec())).collect();
    let mut also = |name: &str, secret: &[u8]| secrets.push((name.to_owned(), secret.to_vec()));
    also("passphrase", world.set_up.passphrase.as_bytes());
    also("kit code", world.set_up.kit.code.as_bytes());
    also("dose as a number", &73.25_f64.to_le_bytes());
    also("weight as a number", &91.375_f64.to_le_bytes());

    let person = NewPatient {
        name: SEALED[0].to_owned(),
        born: SEALED[1].to_owned(),
        clinic_number: Some(SEALED[2].to_owned()),
        telephone: Some(SEALED[3].to_owned()),
        pronouns: Some(SEALED[4].to_owned()),
        sex_for_scoring: None,
    };
    let invited = world.page.invite(person.clone()).await.unwrap();
    let unused = Invite::parse(&invited.text).unwrap();
    also("secret of the invite", unused.secret.as_slice());
    let phone = world.phone("canary");
    shared::enrol(&world.page, &phone.app, person, &at("08:00"), &zone()).await.unwrap();
    also("recovery code", phone.app.recovery_code().unwrap().as_bytes());

    // A pairing reveals the clinic's details; later changes are sealed.
    let info = InfoForm {
        telephone: Some(SEALED[5].to_owned()),
        hours: SEALED[6].to_owned(),
        zone: "America/Phoenix".to_owned(),
        country: Some("US".to_owned()),
        language: "en".to_owned(),
        read_within_hours: 314,
    };
    world.page.set_clinic_info(info).await.unwrap();

    let form = phone.app.open_form("daily_checkin", &at("09:00"), &zone()).unwrap();
    let answers = [
        ("daily.safety", Answer::Boolean(true)),
        ("daily.sleep_hours", Answer::Number(17.3)),
        ("daily.note", Answer::Text(format!("{} {}", SEALED[7], SEALED[8]))),
    ];
    for (item, answer) in answers {
        drop(form.answer(item, answer).unwrap());
    }
    fill(&form, 1);
    phone.app.submit(&form, &at("09:01"), &zone()).unwrap();
    let form = phone.app.open_form("phq9", &at("09:02"), &zone()).unwrap();
    fill(&form, 3);
    phone.app.save_draft(&form).unwrap();
    phone.app.stop(&form, &at("09:03"), &zone()).unwrap();
    let form = phone.app.open_form("phq9", &at("09:04"), &zone()).unwrap();
    fill(&form, 3);
    phone.app.submit(&form, &at("09:05"), &zone()).unwrap();
    phone.app.note(SEALED[9], &at("09:06"), &zone()).unwrap();
    assert!(phone.app.sync().await.unwrap().up_to_date);
    assert!(world.page.watch().await.unwrap().changed);
    world.page.sync(|_| {}).await.unwrap();
    let patient = world.page.patients().unwrap().patients[0].patient.clone();
    let infusion = InfusionForm {
        replaces: None,
        patient: patient.clone(),
        year_of_birth: 1931,
        at: "2026-05-12T10:00:00-07:00".to_owned(),
        zone: "America/Phoenix".to_owned(),
        route: "iv".to_owned(),
        dose_mg: 73.25,
        weight: Some(91.375),
        weight_unit: WeightUnit::Kg,
        duration_minutes: 47,
        confirmed: Vec::new(),
        reason: String::new(),
    };
    let infusion = confirmed(&world.page, &infusion).unwrap();
    world.page.record_infusion(&infusion).await.unwrap();
    assert!(phone.app.sync().await.unwrap().up_to_date);

    // The clinic can read all of it, so it passed through the server.
    let now = at("12:00");
    let space = interlude_protocol::id::SpaceId::from_hex(&patient).unwrap();
    let chart = world.page.chart(space, Some("phq9"), &now).unwrap();
    assert_eq!(chart.person.name.as_deref(), Some(SEALED[0]));
    assert_eq!(chart.person.pronouns.as_deref(), Some(SEALED[4]));
    assert_eq!(chart.infusions.len(), 1);
    assert_eq!(
        chart.points.iter().filter(|point| point.total == Some(Points::whole(27))).count(),
        1
    );
    let day = world.page.chart(space, Some("daily_checkin"), &now).unwrap();
    assert!(format!("{:?}", serde_json::to_string(&day)).contains("17.3"));

    let mut places = Haystack::files(&world.folder.path().join("server"));
    places.extend(Haystack::files(world.folder.path()));
    let memory = world.page.memory().unwrap();
    places.push(Haystack::new("what the browser keeps", memory.as_bytes()));
    let sent = wire.lock().unwrap().concat();
    places.push(Haystack::new("traffic", &sent));
    places.push(Haystack::new("log", &log.0.lock().unwrap()));
    for wanted in ["interlude.sqlite", "interlude.sqlite-wal", "canary.db", "canary.db-wal"] {
        let found = places.iter().any(|it| it.name().ends_with(wanted) && !it.is_empty());
        assert!(found, "{wanted} was searched");
    }
    // The search finds open content in the database, on the wire and in the log, so it works.
    let found = |place: &str, text: &str| {
        let of = places.iter().filter(|it| it.name().contains(place));
        of.flat_map(|it| it.find(text.as_bytes())).collect::<Vec<_>>()
    };
    assert!(found("interlude.sqlite", "Harbor Ketamine Clinic").contains(&"raw"));
    assert!(found("traffic", "Harbor Ketamine Clinic").contains(&"base64"));
    assert!(found("traffic", "\"lee\"").contains(&"raw"));
    assert!(
        found("log", "/v1/spaces/{space}").contains(&"raw") && found("log", " TRACE ").len() == 1
    );

    let mut leaks = Vec::new();
    for place in &places {
        for (name, secret) in &secrets {
            for form in place.find(secret) {
                leaks.push(format!("{name} in {} as {form}", place.name()));
            }
        }
    }
    assert!(leaks.is_empty(), "{leaks:#?}");
    world.server.shutdown().await;
    for place in Haystack::files(&world.folder.path().join("server")) {
        for (name, secret) in &secrets {
            assert!(place.find(secret).is_empty(), "{name} in {} after the end", place.name());
        }
    }
}
