//! A page loses nothing if the server hides a patient or cannot be reached.

use std::sync::{Arc, Mutex};

use interlude_client::clinician::{Clinician, FormsForm};
use interlude_client::crypto::random::System;
use interlude_client::error::ClientError;
use interlude_client::journal::MemoryStore;
use interlude_client::sync::http::Http;
use interlude_client::sync::transport::{Reply, Request, Transport, TransportError};
use interlude_protocol::id::{SeriesId, SpaceId};
use interlude_protocol::wire::batch::{Frame, Pull, PullSpace};
use interlude_protocol::wire::path;
use interlude_tests::world::{self, SystemClock, WorldPlatform};

use crate::world::{World, at, fill, zone};

/// How requests about any space but the clinic's are handled.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Passed,
    Hidden,
    Lost,
    /// Pulls are answered with nothing.
    Empty,
    /// Pulls are answered with pages that are not of these series.
    Wrong,
    /// Pulls are answered about another space.
    Other,
}

struct Fated {
    http: Http,
    clinic: String,
    fate: Arc<Mutex<Fate>>,
}

impl Transport for Fated {
    async fn send(&self, request: Request) -> Result<Reply, TransportError> {
        let space = request.url.contains("/v1/spaces/") && !request.url.contains(&self.clinic);
        let pull = request.url.ends_with(path::PULL);
        let patient = space || pull || request.url.ends_with(path::PUSH);
        let fate = *self.fate.lock().unwrap();
        match fate {
            Fate::Hidden | Fate::Empty | Fate::Wrong | Fate::Other if pull => {
                Ok(Reply { status: 200, headers: Vec::new(), body: answer(fate, &request.body) })
            }
            Fate::Hidden if request.url.ends_with(path::PUSH) => self.http.send(request).await,
            Fate::Hidden if patient => {
                let body = br#"{"error":"not-found"}"#.to_vec();
                Ok(Reply { status: 404, headers: Vec::new(), body })
            }
            Fate::Lost if patient => Err(TransportError::Offline),
            Fate::Passed | Fate::Hidden | Fate::Lost | Fate::Empty | Fate::Wrong | Fate::Other => {
                self.http.send(request).await
            }
        }
    }
}

/// The answer of a server that hides every space of a pull, or answers it wrongly.
fn answer(fate: Fate, body: &[u8]) -> Vec<u8> {
    let pull: Pull = serde_json::from_slice(body).unwrap();
    let mut answer = Vec::new();
    for PullSpace { space, .. } in pull.spaces {
        let series = SeriesId([7; 16]);
        match fate {
            Fate::Hidden => Frame::Alone(space).encode_to(&mut answer),
            Fate::Wrong => {
                Frame::Page { space, series, from: 0, records: vec![1; 300] }
                    .encode_to(&mut answer);
            }
            Fate::Other => Frame::End(SpaceId([9; 16])).encode_to(&mut answer),
            Fate::Passed | Fate::Lost | Fate::Empty => {}
        }
    }
    answer
}

type FatedPage = Clinician<WorldPlatform<MemoryStore, Fated>>;

async fn signed_in(world: &World) -> (FatedPage, Arc<Mutex<Fate>>) {
    let fate = Arc::new(Mutex::new(Fate::Passed));
    let clinic = world.set_up.clinic.clone();
    let net = Fated { http: world::http().unwrap(), clinic, fate: Arc::clone(&fate) };
    let page = Clinician::new(net, System, SystemClock, &world.server.origin, None);
    let clinic = SpaceId::from_hex(&world.set_up.clinic).unwrap();
    page.sign_in(clinic, "lee", &world.set_up.passphrase).await.unwrap();
    (page, fate)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_patient_whom_the_server_hides_stays_on_the_list_and_is_fetched_when_it_gives_in() {
    let world = World::start().await;
    let phone = world.patient("a").await;
    let (page, fate) = signed_in(&world).await;
    let before = page.sync(|_| {}).await.unwrap();
    assert!(before.up_to_date);

    let form = phone.app.open_form("phq9", &at("09:00"), &zone()).unwrap();
    fill(&form, 1);
    phone.app.submit(&form, &at("09:02"), &zone()).unwrap();
    phone.app.sync().await.unwrap();
    assert!(page.watch().await.unwrap().changed);
    *fate.lock().unwrap() = Fate::Hidden;
    let hidden = page.sync(|_| {}).await.unwrap();
    assert!(!hidden.up_to_date);
    assert_eq!((hidden.patients, hidden.opened), (1, before.opened));
    let late = |page: &FatedPage| {
        let panel = page.panel(&at("10:00")).unwrap();
        let patient = SpaceId::from_hex(&panel.rows[0].patient).unwrap();
        let chart = page.chart(patient, None, &at("10:00")).unwrap().late_text;
        (panel.late_text, panel.rows[0].late_text.clone(), chart)
    };
    let (panel, row, chart) = late(&page);
    let panel = panel.unwrap();
    assert_eq!(panel, "1 patient could not be refreshed. Newer answers may be missing.");
    let (row, chart) = (row.unwrap(), chart.unwrap());
    assert!(row.starts_with("As of ") && row.ends_with("; could not be refreshed"), "{row}");
    assert_eq!(chart, format!("{row}. Newer answers may be missing."));

    *fate.lock().unwrap() = Fate::Passed;
    let after = page.sync(|_| {}).await.unwrap();
    assert!(after.up_to_date);
    assert_eq!(after.opened, before.opened + 1);
    assert_eq!(late(&page), (None, None, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_answers_pulls_wrongly_costs_requests_and_no_record() {
    let world = World::start().await;
    for name in ["a", "b", "c", "d", "e"] {
        let phone = world.patient(name).await;
        let form = phone.app.open_form("phq9", &at("09:00"), &zone()).unwrap();
        fill(&form, 1);
        phone.app.submit(&form, &at("09:02"), &zone()).unwrap();
        phone.app.sync().await.unwrap();
    }
    let (page, _) = signed_in(&world).await;
    let whole = page.sync(|_| {}).await.unwrap();
    for fate in [Fate::Empty, Fate::Wrong, Fate::Other] {
        let (page, how) = signed_in(&world).await;
        *how.lock().unwrap() = fate;
        assert_eq!(page.sync(|_| {}).await.unwrap(), whole);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_sync_that_was_cut_off_is_made_up_for_by_the_next() {
    let world = World::start().await;
    world.patient("a").await;
    let (page, fate) = signed_in(&world).await;
    *fate.lock().unwrap() = Fate::Lost;
    assert!(matches!(page.sync(|_| {}).await, Err(ClientError::Offline { .. })));
    *fate.lock().unwrap() = Fate::Passed;
    let synced = page.sync(|_| {}).await.unwrap();
    assert_eq!(synced.patients, 1);
    assert!(synced.opened > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hidden_patient_keeps_no_other_from_hearing_what_the_clinic_asks() {
    let world = World::start().await;
    let phone = world.patient("a").await;
    let (page, fate) = signed_in(&world).await;
    page.sync(|_| {}).await.unwrap();
    *fate.lock().unwrap() = Fate::Hidden;
    let ids = vec!["gad7".to_owned()];
    page.set_forms(FormsForm { ids, confirmed: Vec::new() }).await.unwrap();
    assert!(!page.sync(|_| {}).await.unwrap().up_to_date);
    *fate.lock().unwrap() = Fate::Passed;
    assert!(page.sync(|_| {}).await.unwrap().up_to_date);
    phone.app.sync().await.unwrap();
    let due = phone.app.today(&at("09:00"), &zone()).unwrap().due;
    assert_eq!(due.iter().map(|it| it.instrument.as_str()).collect::<Vec<_>>(), ["gad7"]);
}
