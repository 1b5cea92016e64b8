//! How many requests a page needs, whatever the number of patients.

use std::sync::Arc;
use std::sync::Mutex;

use interlude_client::clinician::Clinician;
use interlude_client::crypto::random::System;
use interlude_client::journal::MemoryStore;
use interlude_client::sync::http::Http;
use interlude_client::sync::transport::{Reply, Request, Transport, TransportError};
use interlude_protocol::id::SpaceId;
use interlude_tests::world::{self, SystemClock, WorldPlatform};

use crate::world::{Device, World, at, fill, zone};

/// Notes the path of each request.
#[derive(Clone)]
struct Noting {
    http: Http,
    paths: Arc<Mutex<Vec<String>>>,
}

impl Transport for Noting {
    async fn send(&self, request: Request) -> Result<Reply, TransportError> {
        let path = request.url.split("/v1/").nth(1).unwrap_or_default().to_owned();
        self.paths.lock().unwrap().push(path);
        self.http.send(request).await
    }
}

type Page = Clinician<WorldPlatform<MemoryStore, Noting>>;

async fn signed_in(world: &World) -> (Page, Vec<String>) {
    let paths = Arc::new(Mutex::new(Vec::new()));
    let net = Noting { http: world::http().unwrap(), paths: Arc::clone(&paths) };
    let page = Clinician::new(net, System, SystemClock, &world.server.origin, None);
    let clinic = SpaceId::from_hex(&world.set_up.clinic).unwrap();
    page.sign_in(clinic, "lee", &world.set_up.passphrase).await.unwrap();
    assert!(page.sync(|_| {}).await.unwrap().up_to_date);
    let noted = paths.lock().unwrap().clone();
    (page, noted)
}

async fn answer(phone: &Device) {
    let form = phone.app.open_form("phq9", &at("09:00"), &zone()).unwrap();
    fill(&form, 1);
    phone.app.submit(&form, &at("09:02"), &zone()).unwrap();
    phone.app.sync().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_takes_few_requests_whatever_the_number_of_patients() {
    let world = World::start().await;
    let mut phones = Vec::new();
    for (patients, most) in [(2, 9), (9, 9)] {
        while phones.len() < patients {
            let phone = world.patient(&format!("p{}", phones.len())).await;
            answer(&phone).await;
            phones.push(phone);
        }
        let (page, paths) = signed_in(&world).await;
        assert_eq!(page.patients().unwrap().patients.len(), patients);
        assert!(paths.len() <= most, "{patients} patients: {paths:?}");
    }
    // Every phone learns that its answer was opened, though one request told the server.
    for phone in &phones {
        phone.app.sync().await.unwrap();
        let status = phone.app.today(&at("12:00"), &zone()).unwrap().status;
        assert!(status.text.starts_with("Sent. Your clinic opened it"), "{}", status.text);
    }
}
