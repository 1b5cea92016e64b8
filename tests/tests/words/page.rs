//! The texts of the clinician's page.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use interlude_client::clinician::{Clinician, FormsForm, SignForm, TakeBackForm, UploadForm};
use interlude_client::crypto::random::System;
use interlude_client::form::AnswerView;
use interlude_client::sync::http::Http;
use interlude_client::sync::transport::{Reply, Request, Transport, TransportError};
use interlude_clinical::entry::infusion::WeightUnit;
use interlude_clinical::instrument::item::ItemKind;
use interlude_clinical::response::draft::Answer;
use interlude_protocol::id::SpaceId;
use interlude_protocol::wire::batch::{Frame, Pull};
use interlude_protocol::wire::path;
use interlude_tests::world::confirmed;
use interlude_tests::world::{self, SystemClock, WorldPlatform};
use serde_json::{Value, json};

use crate::world::{Clinic, at, data, fill, infusion, zone};

/// A network on which the server withholds one patient's records.
struct Withheld {
    http: Http,
    patient: String,
    now: Arc<AtomicBool>,
}

impl Transport for Withheld {
    async fn send(&self, request: Request) -> Result<Reply, TransportError> {
        let now = self.now.load(Ordering::SeqCst);
        if now && request.url.contains(&self.patient) {
            let body = br#"{"error":"malformed"}"#.to_vec();
            return Ok(Reply { status: 422, headers: Vec::new(), body });
        }
        let patient = SpaceId::from_hex(&self.patient).unwrap();
        let asked = |pull: &Pull| pull.spaces.iter().any(|it| it.space == patient);
        if now
            && request.url.ends_with(path::PULL)
            && asked(&serde_json::from_slice(&request.body).unwrap())
        {
            let mut body = Vec::new();
            Frame::Alone(patient).encode_to(&mut body);
            return Ok(Reply { status: 200, headers: Vec::new(), body });
        }
        self.http.send(request).await
    }
}

/// A wording of the EPDS that consists of digits.
fn wording(state: &str) -> Value {
    let epds = interlude_clinical::catalogue::instrument("epds").unwrap();
    let mut option_sets = serde_json::Map::new();
    for item in &epds.items {
        if let ItemKind::Choice { set, options } = &item.kind {
            let labels: Vec<String> = (0..options.len()).map(|n| n.to_string()).collect();
            option_sets.insert(set.clone(), json!(labels));
        }
    }
    let item = |n: u32| (format!("epds.{n}"), json!({"text": n.to_string()}));
    let items: serde_json::Map<String, Value> = (1..=10).map(item).collect();
    json!({"instrument": "epds", "version": epds.version, "language": "en", "state": state, "source": "1",
           "option_sets": option_sets, "items": items})
}

#[tokio::test(flavor = "multi_thread")]
async fn texts_of_the_library_are_messages() {
    let clinic = Clinic::start().await;
    let (page, data) = (&clinic.page, data());
    let library = page.library().unwrap();
    data.check(&library);
    for row in &library.rows {
        data.check(&page.library_item(&row.id).unwrap());
    }
    data.check(&page.rateable().unwrap());
    let text = wording("unverified").to_string();
    data.check(&page.check_upload(&text).unwrap());
    let statement = "licence 17".to_owned();
    let form = UploadForm { text: text.clone(), statement };
    data.check(&page.upload_instrument(form).await.unwrap());
    page.set_forms(FormsForm { ids: vec!["epds".to_owned()], confirmed: Vec::new() })
        .await
        .unwrap();
    let again = page.check_upload(&text).unwrap();
    assert!(again.replaces.is_some() && again.warnings.len() == 3);
    data.check(&again);
    data.check(&page.brought_files("epds").unwrap());
    data.check(&page.library().unwrap());
    for refused in ["{", "{}", r#"{"instrument":"epds"}"#] {
        assert!(page.check_upload(refused).is_err());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn texts_about_a_patient_are_messages() {
    let clinic = Clinic::start().await;
    let phone = clinic.patient().await;
    let (page, data) = (&clinic.page, data());
    let patient = clinic.listed();
    let space = SpaceId::from_hex(&patient).unwrap();
    data.check(&page.dose_text(Some(410.0), Some(180.0), WeightUnit::Lb));
    data.check(&page.check_infusion(&infusion(&patient)).unwrap());
    let given = confirmed(page, &infusion(&patient)).unwrap();
    let record = page.record_infusion(&given).await.unwrap();
    let (at_time, zone_name) = (at("11:00").as_str().to_owned(), zone().as_str().to_owned());

    let mut view = page.open_rating(&patient, "hamd17", at("10:00")).unwrap();
    data.check(&view);
    assert!(view.items.iter().any(|it| it.note.is_some()));
    for item in view.open.clone() {
        view = page.rate(&view.rating, &item, AnswerView::Choice(1)).unwrap();
        data.check(&view);
    }
    view = page.rate(&view.rating, "hamd17.3", AnswerView::Choice(0)).unwrap();
    data.check(&view);
    data.check(&page.unsaved_ratings().unwrap());
    let sign = SignForm {
        rating: view.rating,
        year_of_birth: 1984,
        at: at_time.clone(),
        zone: zone_name.clone(),
    };
    page.sign_rating(&sign).await.unwrap();

    let form = phone.open_form("phq9", &at("09:00"), &zone()).unwrap();
    drop(form.answer("phq9.9", Answer::Choice(1)).unwrap());
    fill(&form);
    phone.submit(&form, &at("09:01"), &zone()).unwrap();
    phone.sync().await.unwrap();
    page.watch().await.unwrap();
    page.sync(|_| {}).await.unwrap();
    let why = "entered in error".to_owned();
    let (record, year_of_birth) = (record.to_hex(), 1984);
    let take_back = TakeBackForm {
        patient: patient.clone(),
        year_of_birth,
        record,
        why,
        at: at_time,
        zone: zone_name,
    };
    page.take_back(&take_back).await.unwrap();
    data.check(&page.panel(&at("12:00")).unwrap());
    for instrument in ["phq9", "hamd17", "daily_checkin"] {
        data.check(&page.chart(space, Some(instrument), &at("12:00")).unwrap());
    }
    data.check(&page.patients().unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn texts_about_missing_records_are_messages() {
    let clinic = Clinic::start().await;
    let _phone = clinic.patient().await;
    let (patient, data) = (clinic.listed(), data());
    let space = SpaceId::from_hex(&patient).unwrap();
    for withheld_at_first in [true, false] {
        let now = Arc::new(AtomicBool::new(withheld_at_first));
        let (http, now_too) = (world::http().unwrap(), Arc::clone(&now));
        let net = Withheld { http, patient: patient.clone(), now: now_too };
        let origin = &clinic.server.origin;
        let page =
            Clinician::<WorldPlatform<_, Withheld>>::new(net, System, SystemClock, origin, None);
        let id = SpaceId::from_hex(&clinic.set_up.clinic).unwrap();
        page.sign_in(id, "lee", &clinic.set_up.passphrase).await.unwrap();
        page.sync(|_| {}).await.unwrap();
        now.store(true, Ordering::SeqCst);
        // An unsent record makes the patient due.
        let given = confirmed(&page, &infusion(&patient)).unwrap();
        assert!(page.record_infusion(&given).await.is_err());
        drop(page.sync(|_| {}).await);
        let panel = page.panel(&at("12:00")).unwrap();
        assert!(panel.rows.iter().all(|row| row.late_text.is_some()));
        data.check(&panel);
        let chart = page.chart(space, None, &at("12:00")).unwrap();
        assert!(chart.late_text.is_some());
        data.check(&chart);
    }
}
