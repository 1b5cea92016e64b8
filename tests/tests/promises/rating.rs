//! A clinician fills in a form about a patient: one record, in the right journal, and nothing on the phone changes.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use interlude_client::clinician::{Clinician, InfusionForm, SignForm, TakeBackForm};
use interlude_client::crypto::random::System;
use interlude_client::error::ClientError;
use interlude_client::form::AnswerView;
use interlude_client::host::Platform;
use interlude_client::journal::MemoryStore;
use interlude_client::sync::http::Http;
use interlude_client::sync::transport::{Reply, Request, Transport, TransportError};
use interlude_clinical::chart::Point;
use interlude_clinical::entry::infusion::WeightUnit;
use interlude_protocol::id::SpaceId;
use interlude_tests::world::confirmed;
use interlude_tests::world::{self, SystemClock, WorldPlatform};

use crate::world::{Device, World, at, fill, zone};

/// A network that can be cut before a request is sent, or after, so that its reply is lost.
#[derive(Clone)]
pub(crate) struct Cut {
    http: Http,
    how: Arc<AtomicU8>,
}

pub(crate) const WHOLE: u8 = 0;
pub(crate) const AWAY: u8 = 1;
const REPLY_LOST: u8 = 2;

impl Transport for Cut {
    async fn send(&self, request: Request) -> Result<Reply, TransportError> {
        match self.how.load(Ordering::SeqCst) {
            WHOLE => self.http.send(request).await,
            REPLY_LOST => self.http.send(request).await.and(Err(TransportError::Offline)),
            _ => Err(TransportError::Offline),
        }
    }
}

pub(crate) type Page = Clinician<WorldPlatform<MemoryStore, Cut>>;

/// The lead's page over a network that can be cut.
pub(crate) async fn page(world: &World) -> (Page, Arc<AtomicU8>) {
    page_of(world, "").await
}

/// The lead's page in a browser that kept `ratings`.
async fn page_of(world: &World, ratings: &str) -> (Page, Arc<AtomicU8>) {
    let how = Arc::new(AtomicU8::new(WHOLE));
    let net = Cut { http: world::http().unwrap(), how: Arc::clone(&how) };
    let page = Clinician::new(net, System, SystemClock, &world.server.origin, None);
    page.remember_ratings(ratings);
    sign_in(world, &page).await;
    (page, how)
}

async fn sign_in(world: &World, page: &Page) {
    let clinic = SpaceId::from_hex(&world.set_up.clinic).unwrap();
    page.sign_in(clinic, "lee", &world.set_up.passphrase).await.unwrap();
    page.sync(|_| {}).await.unwrap();
}

pub(crate) fn patient(page: &Clinician<impl Platform>) -> String {
    page.patients().unwrap().patients.remove(0).patient
}

/// Opens a HAM-D17 and rates every item with 1 but the second weight item; its name.
fn rated(page: &Page, patient: &str) -> String {
    let view = page.open_rating(patient, "hamd17", at("10:00")).unwrap();
    for item in view.open.iter().filter(|item| *item != "hamd17.16b") {
        let now = page.rate(&view.rating, item, AnswerView::Choice(1)).unwrap();
        let tapped = now.items.iter().find(|it| it.item.id == *item).unwrap();
        assert_eq!(tapped.help.is_some(), item == "hamd17.3");
    }
    view.rating
}

fn sign(rating: &str, year: i32) -> SignForm {
    let (at, zone) = (at("10:05").as_str().to_owned(), zone().as_str().to_owned());
    SignForm { rating: rating.to_owned(), year_of_birth: year, at, zone }
}

/// A patient's phone whose PHQ-9 has reached the server.
pub(crate) async fn answered(world: &World) -> Device {
    let phone = world.patient("a").await;
    let form = phone.app.open_form("phq9", &at("09:00"), &zone()).unwrap();
    fill(&form, 2);
    phone.app.submit(&form, &at("09:02"), &zone()).unwrap();
    phone.app.sync().await.unwrap();
    phone
}

pub(crate) fn infusion(patient: &str) -> InfusionForm {
    InfusionForm {
        replaces: None,
        patient: patient.to_owned(),
        year_of_birth: 1984,
        at: at("10:00").as_str().to_owned(),
        zone: zone().as_str().to_owned(),
        route: "iv".to_owned(),
        dose_mg: 41.0,
        weight: None,
        weight_unit: WeightUnit::Kg,
        duration_minutes: 40,
        confirmed: Vec::new(),
        reason: String::new(),
    }
}

fn take_back(patient: &str, record: &str) -> TakeBackForm {
    TakeBackForm {
        patient: patient.to_owned(),
        year_of_birth: 1984,
        record: record.to_owned(),
        why: " Wrong patient ".to_owned(),
        at: at("11:00").as_str().to_owned(),
        zone: zone().as_str().to_owned(),
    }
}

/// The HAM-D17 points in the patient's chart, on a page that knows only what the server holds.
async fn seen(world: &World, patient: &str) -> Vec<Point> {
    let (other, _) = page(world).await;
    let space = SpaceId::from_hex(patient).unwrap();
    let chart = other.chart(space, Some("hamd17"), &at("20:00")).unwrap();
    assert_eq!((chart.unreadable, chart.counts.not_allowed), (0, 0));
    chart.points
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rating_reaches_the_chart_and_changes_nothing_on_the_patients_phone() {
    let world = World::start().await;
    let phone = answered(&world).await;
    let (page, _) = page(&world).await;
    let shown = || {
        let today = phone.app.today(&at("11:00"), &zone()).unwrap();
        let due: Vec<_> = today.due.iter().map(|it| it.instrument.clone()).collect();
        let trend = phone.app.trend(None, &at("11:00")).unwrap();
        let drawn: Vec<_> = trend.available.iter().map(|it| it.id.clone()).collect();
        (due, trend.instrument.id, trend.points.len(), drawn, trend.questions.len())
    };
    let before = shown();
    assert_eq!(before.0, ["gad7", "daily_checkin"]);

    let patient = patient(&page);
    let rating = rated(&page, &patient);
    page.sign_rating(&sign(&rating, 1984)).await.unwrap();
    // A form of single numbers too, which the dashboard draws one by one.
    let vitals = page.open_rating(&patient, "vitals", at("10:06")).unwrap();
    for item in &vitals.open {
        drop(page.rate(&vitals.rating, item, AnswerView::Skipped).unwrap());
    }
    drop(page.rate(&vitals.rating, "vit.sbp", AnswerView::Number(132.0)).unwrap());
    page.sign_rating(&sign(&vitals.rating, 1984)).await.unwrap();

    let points = seen(&world, &patient).await;
    assert_eq!((points.len(), points[0].text.as_str()), (1, "17 of 52: moderate"));
    assert_eq!(points[0].rated_text.as_deref(), Some("rated by clinician"));
    let report = phone.app.sync().await.unwrap();
    assert!(report.pulled > 0 && report.up_to_date);
    assert_eq!(shown(), before, "neither due nor drawn otherwise than before");
    assert!(phone.app.trend(Some("hamd17"), &at("11:00")).unwrap().points.is_empty());
    let today = phone.app.today(&at("11:00"), &zone()).unwrap();
    assert_eq!((today.unreadable, today.unreadable_text), (0, None));
    assert!(
        phone.app.open_form("hamd17", &at("11:00"), &zone()).is_err(),
        "it is not the patient's"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rating_that_the_server_did_not_take_waits_and_makes_one_record() {
    let world = World::start().await;
    drop(world.patient("a").await);
    let (page, how) = page(&world).await;
    let patient = patient(&page);
    for (count, cut) in [(1, AWAY), (2, REPLY_LOST)] {
        how.store(cut, Ordering::SeqCst);
        // Rating and crisis help work without a network.
        let rating = rated(&page, &patient);
        for _ in 0..2 {
            let failed = page.sign_rating(&sign(&rating, 1984)).await.unwrap_err();
            assert_eq!(failed.code(), "offline");
        }
        assert!(page.rating(&rating).unwrap().signed);
        let closed = page.rate(&rating, "hamd17.1", AnswerView::Choice(4)).err();
        assert_eq!(closed, Some(ClientError::AlreadyClosed), "what is signed does not change");
        how.store(WHOLE, Ordering::SeqCst);
        let mut later = sign(&rating, 1984);
        later.at = at("10:59").as_str().to_owned();
        page.sign_rating(&later).await.unwrap();
        assert_eq!(page.sign_rating(&later).await, Err(ClientError::AlreadyClosed));
        let points = seen(&world, &patient).await;
        assert_eq!(points.len(), count);
        assert!(points.iter().all(|it| it.at == at("10:05").as_str()), "as it was first signed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_rated_is_refused_and_changes_nothing() {
    let world = World::start().await;
    drop(world.patient("a").await);
    let (page, _) = page(&world).await;
    let patient = patient(&page);
    let nobody = SpaceId([7; 16]).to_hex();
    for (who, what, error) in [
        (nobody.as_str(), "hamd17", ClientError::UnknownPatient),
        (&world.set_up.clinic, "hamd17", ClientError::UnknownPatient),
        ("Reyes", "hamd17", ClientError::UnknownPatient),
        (&patient, "phq99", ClientError::UnknownInstrument),
        (&patient, "phq9", ClientError::PatientRated),
        (&patient, "madrs", ClientError::NoWording),
    ] {
        assert_eq!(page.open_rating(who, what, at("10:00")).err(), Some(error), "{what}");
    }
    // The same rule holds for an infusion, even in the clinic's own space.
    let astray = infusion(&world.set_up.clinic);
    assert_eq!(page.record_infusion(&astray).await, Err(ClientError::UnknownPatient));
    let ahead = InfusionForm { at: "2126-05-12T10:05:00-04:00".to_owned(), ..infusion(&patient) };
    assert_eq!(page.record_infusion(&ahead).await.unwrap_err().code(), "invalid-time");
    let view = page.open_rating(&patient, "hamd17", at("10:00")).unwrap();
    let unrated = page.sign_rating(&sign(&view.rating, 1984)).await.unwrap_err();
    let ClientError::Incomplete { items } = unrated else { panic!("{unrated}") };
    assert_eq!(items.len(), 18);
    let rating = rated(&page, &patient);
    let old = page.rate(&view.rating, "hamd17.1", AnswerView::Choice(1)).err();
    assert_eq!(old, Some(ClientError::AlreadyClosed), "another was opened in its place");
    assert_eq!(page.sign_rating(&sign(&rating, 1983)).await, Err(ClientError::WrongYear));
    let mut never = sign(&rating, 1984);
    for time in ["today", "2126-05-12T10:05:00-04:00"] {
        never.at = time.to_owned();
        assert_eq!(page.sign_rating(&never).await.unwrap_err().code(), "invalid-time");
    }
    assert!(seen(&world, &patient).await.is_empty(), "nothing was written");
    // A refusal does not change the form; it can still be signed.
    page.sign_rating(&sign(&rating, 1984)).await.unwrap();
    assert_eq!(seen(&world, &patient).await.len(), 1);

    let discarded = rated(&page, &patient);
    page.discard_rating(&discarded);
    assert_eq!(page.sign_rating(&sign(&discarded, 1984)).await, Err(ClientError::AlreadyClosed));
    assert!(page.unsaved_ratings().unwrap().ratings.is_empty());
    let locked = rated(&page, &patient);
    page.lock();
    assert_eq!(page.sign_rating(&sign(&locked, 1984)).await, Err(ClientError::SessionEnded));
    assert_eq!(page.unsaved_ratings(), Err(ClientError::SessionEnded));
    assert_eq!(seen(&world, &patient).await.len(), 1, "neither left a record");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_clinic_wrote_by_mistake_is_taken_back_once_and_nothing_else_can_be() {
    let world = World::start().await;
    drop(answered(&world).await);
    let (page, how) = page(&world).await;
    let patient = patient(&page);
    let space = SpaceId::from_hex(&patient).unwrap();
    let given = confirmed(&page, &infusion(&patient)).unwrap();
    let given = page.record_infusion(&given).await.unwrap().to_hex();
    let rated = page.sign_rating(&sign(&rated(&page, &patient), 1984)).await.unwrap().to_hex();
    let own = page.chart(space, Some("phq9"), &at("20:00")).unwrap().points[0].record.clone();

    let good = || take_back(&patient, &rated);
    let long = "x".repeat(501);
    for (form, code) in [
        (TakeBackForm { year_of_birth: 1985, ..good() }, "wrong-year"),
        (TakeBackForm { why: "  ".to_owned(), ..good() }, "invalid-reason"),
        (TakeBackForm { why: long, ..good() }, "invalid-reason"),
        (TakeBackForm { at: "2126-05-12T10:05:00-04:00".to_owned(), ..good() }, "invalid-time"),
        (TakeBackForm { patient: "Reyes".to_owned(), ..good() }, "unknown-patient"),
        (take_back(&patient, &"0".repeat(32)), "unknown-record"),
        (take_back(&patient, "Reyes"), "unknown-record"),
        (take_back(&patient, &own), "not-allowed"),
    ] {
        assert_eq!(page.take_back(&form).await.unwrap_err().code(), code);
    }
    let chart = page.chart(space, Some("hamd17"), &at("20:00")).unwrap();
    assert_eq!((chart.infusions.len(), chart.points[0].total.is_some()), (1, true), "unchanged");
    let records = chart.counts.counted;

    how.store(AWAY, Ordering::SeqCst);
    for _ in 0..2 {
        assert_eq!(page.take_back(&good()).await.unwrap_err().code(), "offline");
    }
    how.store(WHOLE, Ordering::SeqCst);
    page.take_back(&good()).await.unwrap();
    page.take_back(&take_back(&patient, &given)).await.unwrap();
    let (other, _) = self::page(&world).await;
    let chart = other.chart(space, Some("hamd17"), &at("20:00")).unwrap();
    let told: Vec<_> = chart.taken_back.iter().map(|it| (&it.record, it.why.as_str())).collect();
    assert_eq!(told, [(&given, "Wrong patient"), (&rated, "Wrong patient")]);
    assert!(chart.infusions.is_empty() && chart.points.iter().all(|it| it.total.is_none()));
    // Nothing was deleted; one record took back each of the two.
    assert_eq!(chart.counts.counted, records + 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unsaved_rating_outlives_lock_and_crash_sealed_and_for_its_author_only() {
    let world = World::start().await;
    drop(world.patient("a").await);
    let (page, _) = page(&world).await;
    let patient = patient(&page);
    page.open_rating(&patient, "cgi", at("09:59")).unwrap();
    assert_eq!(page.ratings_to_keep(), None, "a form with nothing in it is not kept");
    let view = page.open_rating(&patient, "hamd17", at("10:00")).unwrap();
    for (item, value) in [("hamd17.1", 2), ("hamd17.3", 1), ("hamd17.3", 0)] {
        drop(page.rate(&view.rating, item, AnswerView::Choice(value)).unwrap());
    }
    let kept = page.ratings_to_keep().expect("each answer is kept");
    assert_eq!(page.ratings_to_keep(), None, "and told once");
    for word in ["hamd17", "answers", "choice", "Reyes"] {
        assert!(!kept.contains(word), "{word}");
    }

    // The browser crashed; then the page was locked and opened again.
    let (again, how) = page_of(&world, &kept).await;
    let (beside, _) = page_of(&world, &kept).await;
    for unlocked in 0..2 {
        let told = again.unsaved_ratings().unwrap().ratings;
        let what: Vec<_> = told.iter().map(|it| (it.short.as_str(), it.signed)).collect();
        assert_eq!(what, [("HAM-D17", false)], "{unlocked}");
        assert_eq!(
            (told[0].patient.as_str(), told[0].begun_at.as_str()),
            (patient.as_str(), at("10:00").as_str())
        );
        assert!(told[0].name.is_some());
        again.lock();
        sign_in(&world, &again).await;
    }
    let resumed = again.open_rating(&patient, "hamd17", at("11:00")).unwrap();
    assert_eq!(resumed.rating, view.rating);
    assert_eq!(resumed.items[0].item.answered, Some(AnswerView::Choice(2)));
    let third = resumed.items.iter().find(|it| it.item.id == "hamd17.3").unwrap();
    assert!(third.help.is_some() && third.changed_notice.is_some(), "help stands as before");
    for item in resumed.open.iter().filter(|item| *item != "hamd17.16b") {
        drop(again.rate(&view.rating, item, AnswerView::Choice(1)).unwrap());
    }
    // The rating is signed while the server is unreachable, and the page locks.
    how.store(AWAY, Ordering::SeqCst);
    assert_eq!(again.sign_rating(&sign(&view.rating, 1984)).await.unwrap_err().code(), "offline");
    how.store(WHOLE, Ordering::SeqCst);
    assert!(again.unsaved_ratings().unwrap().ratings[0].signed);
    again.lock();
    sign_in(&world, &again).await;
    assert!(again.unsaved_ratings().unwrap().ratings[0].signed);
    assert!(again.open_rating(&patient, "hamd17", at("12:00")).unwrap().signed);
    again.sign_rating(&sign(&view.rating, 1984)).await.unwrap();
    assert!(again.unsaved_ratings().unwrap().ratings.is_empty());
    let points = seen(&world, &patient).await;
    assert_eq!((points.len(), points[0].at.as_str()), (1, at("10:05").as_str()));
    let event = &points[0].safety[0];
    assert_eq!(
        (event.first, event.last),
        (1, Some(0)),
        "what was seen at the tap is in the record"
    );
    let forgotten = again.ratings_to_keep().unwrap();
    assert!(forgotten.ends_with(":null}") && !forgotten.contains(','), "nothing of it is left");
    // The other page still lists the rating as unsaved until it sees the record.
    assert_eq!(beside.unsaved_ratings().unwrap().ratings.len(), 1);
    beside.watch().await.unwrap();
    beside.sync(|_| {}).await.unwrap();
    assert!(beside.unsaved_ratings().unwrap().ratings.is_empty());
    // A rating signed without a server is sent later and no longer listed as unsaved.
    let second = rated(&again, &patient);
    how.store(AWAY, Ordering::SeqCst);
    assert_eq!(again.sign_rating(&sign(&second, 1984)).await.unwrap_err().code(), "offline");
    assert_eq!(again.unsaved_ratings().unwrap().ratings.len(), 1);
    how.store(WHOLE, Ordering::SeqCst);
    again.sync(|_| {}).await.unwrap();
    assert!(again.unsaved_ratings().unwrap().ratings.is_empty());
    assert_eq!(seen(&world, &patient).await.len(), 2);
}
