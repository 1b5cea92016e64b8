//! Signed requests, sign-in, sessions, slots.

use interlude_client::crypto::request::authorization;
use interlude_protocol::wire::account::{SessionAnswer, Slots};
use interlude_protocol::wire::error::ErrorBody;
use interlude_protocol::wire::path;
use interlude_server::config::{Data, Limits};

use crate::http::{Reply, send};
use crate::world::{As, Clinic, World, slot};

async fn world() -> (World, Clinic) {
    let world = World::start().await;
    let clinic = world.found().await;
    (world, clinic)
}

async fn try_auth(world: &World, clinic: &Clinic, auth: [u8; 32]) -> Reply {
    let request = World::session_request(clinic, auth);
    world.json(&As::Nobody, "POST", path::SESSION, &request).await
}

#[tokio::test]
async fn a_signature_holds_for_one_request_at_one_time() {
    let (world, clinic) = world().await;
    let lead = world.sign_in(&clinic).await;
    let patient = world.enrol(&clinic, &lead).await;
    let (now, origin) = (world.now(), world.server.origin.clone());
    let call = |method: &'static str, target: &'static str, value: String| {
        let address = world.server.address;
        async move { send(address, method, target, &[("authorization", &value)], b"").await.status }
    };
    let sign = |method, origin: &str, target, time, body: &[u8]| {
        authorization(&patient.device, method, origin, target, time, body)
    };
    let changes = "/v1/changes?after=0";
    assert_eq!(call("GET", changes, sign("GET", &origin, changes, now, b"")).await, 200);
    let query = sign("GET", &origin, "/v1/changes?after=1", now, b"");
    assert_eq!(call("GET", changes, query).await, 401, "another query");
    assert_eq!(call("GET", changes, sign("POST", &origin, changes, now, b"")).await, 401);
    let elsewhere = sign("GET", "https://evil.example", changes, now, b"");
    assert_eq!(call("GET", changes, elsewhere).await, 401, "another server");
    assert_eq!(call("GET", changes, sign("GET", &origin, changes, now, b"x")).await, 401);
    let series = path::append(patient.shared.pin.space(), patient.shared.series, 2);
    let value = authorization(&patient.device, "POST", &origin, &series, now, b"x");
    let headers = [("authorization", value.as_str())];
    let other = send(world.server.address, "POST", &series, &headers, b"y").await;
    assert_eq!(other.status, 401, "another body");
    let same = send(world.server.address, "POST", &series, &headers, b"x").await;
    assert_eq!(same.status, 422);
    let stranger = crate::people::person();
    let value = authorization(&stranger, "GET", &origin, changes, now, b"");
    assert_eq!(call("GET", changes, value).await, 401);
    let lead = authorization(&clinic.lead, "GET", &origin, changes, now, b"");
    assert_eq!(call("GET", changes, lead).await, 401, "staff sign in, they do not sign requests");
    assert_eq!(call("GET", changes, "Interlude".to_owned()).await, 401);

    for (skew, status) in [(-301, 401), (-300, 200), (300, 200), (301, 401)] {
        let value = sign("GET", &origin, changes, now + skew, b"");
        assert_eq!(call("GET", changes, value).await, status, "{skew}");
    }
    let value = sign("GET", &origin, changes, now + 301, b"");
    let late = send(world.server.address, "GET", changes, &[("authorization", &value)], b"").await;
    let body: ErrorBody = late.json();
    assert_eq!((body.error.as_str(), body.time), ("clock", Some(now)));
}

#[tokio::test]
async fn a_session_gives_the_slots_and_ends_when_it_should() {
    let (world, clinic) = world().await;
    let reply = try_auth(&world, &clinic, World::auth()).await;
    let answer: SessionAnswer = reply.json();
    assert_eq!((answer.clinic, answer.fp), (clinic.pin.space(), clinic.lead.fingerprint()));
    assert_eq!((answer.slots, answer.ends), (vec![slot(1)], world.now() + 12 * 3_600));
    let set = reply.headers.iter().find(|(_, v)| v.starts_with("__Host-s=")).unwrap();
    assert!(set.1.ends_with("; Path=/; Secure; HttpOnly; SameSite=Strict"), "{}", set.1);

    let lead = As::Staff(reply.cookie("__Host-s").unwrap());
    let slots = || world.call(&lead, "GET", path::SLOTS, b"");
    assert_eq!(slots().await.status, 200);
    world.pass(14 * 60);
    assert_eq!(slots().await.status, 200);
    world.pass(14 * 60);
    assert_eq!(world.call(&lead, "GET", &path::changes(0, 0), b"").await.status, 200);
    world.pass(60);
    assert_eq!(slots().await.status, 401, "polling is no act of a person");

    let lead = world.sign_in(&clinic).await;
    assert_eq!(world.call(&lead, "DELETE", path::SESSION, b"").await.status, 200);
    assert_eq!(world.call(&lead, "GET", path::SLOTS, b"").await.status, 401);
}

#[tokio::test]
async fn signing_in_again_ends_the_session_before() {
    let (world, clinic) = world().await;
    let first = world.sign_in(&clinic).await;
    let request = serde_json::to_vec(&World::session_request(&clinic, World::auth())).unwrap();
    let again = world.call(&first, "POST", path::SESSION, &request).await;
    assert_eq!(again.status, 200);
    assert_eq!(world.call(&first, "GET", path::SLOTS, b"").await.status, 401);
    let second = As::Staff(again.cookie("__Host-s").unwrap());
    assert_eq!(world.call(&second, "GET", path::SLOTS, b"").await.status, 200);
}

#[tokio::test]
async fn a_wrong_passphrase_an_unknown_login_and_an_unknown_clinic_look_alike() {
    let (world, clinic) = world().await;
    let wrong = try_auth(&world, &clinic, [1; 32]).await;
    let mut unknown = World::session_request(&clinic, World::auth());
    unknown.login = "nobody".to_owned();
    let unknown = world.json(&As::Nobody, "POST", path::SESSION, &unknown).await;
    let mut elsewhere = World::session_request(&clinic, World::auth());
    elsewhere.clinic.0[0] ^= 1;
    let elsewhere = world.json(&As::Nobody, "POST", path::SESSION, &elsewhere).await;
    assert_eq!(wrong.status, 401);
    let same = |a: &Reply, b: &Reply| {
        let plain = |reply: &Reply| {
            let mut headers = reply.headers.clone();
            headers.retain(|(name, _)| name != "date");
            (reply.status, headers, reply.body.clone())
        };
        plain(a) == plain(b)
    };
    assert!(same(&wrong, &unknown) && same(&wrong, &elsewhere));
}

#[tokio::test]
async fn guessing_is_bounded_and_does_not_lock_the_owner_out() {
    let (world, clinic) = world().await;
    let known = try_auth(&world, &clinic, World::auth()).await;
    let browser = format!("__Host-b={}", known.cookie("__Host-b").unwrap());
    for _ in 0..10 {
        assert_eq!(try_auth(&world, &clinic, [1; 32]).await.status, 401);
    }
    let reply = try_auth(&world, &clinic, World::auth()).await;
    assert_eq!(reply.status, 429, "even with the right passphrase");
    assert_eq!(reply.header("retry-after"), Some("3600"));

    let request = serde_json::to_vec(&World::session_request(&clinic, World::auth())).unwrap();
    let headers = [("cookie", browser.as_str())];
    let owner = world.call_with(&As::Nobody, "POST", path::SESSION, &headers, &request).await;
    assert_eq!(owner.status, 200, "a browser that signed in before has tries of its own");
    assert_eq!(owner.cookie("__Host-b"), None, "and keeps its cookie");
    let wrong = serde_json::to_vec(&World::session_request(&clinic, [1; 32])).unwrap();
    for tries in 0..11 {
        let reply = world.call_with(&As::Nobody, "POST", path::SESSION, &headers, &wrong).await;
        assert_eq!(reply.status, if tries < 10 { 401 } else { 429 });
    }
    world.pass(3_600);
    assert_eq!(try_auth(&world, &clinic, World::auth()).await.status, 200);
}

#[tokio::test]
async fn one_address_has_a_bound_over_all_accounts() {
    let limits = Limits { tries_per_address: 5, ..Limits::default() };
    let world = World::with(Data::Memory, limits).await;
    let clinic = world.found().await;
    let owner = try_auth(&world, &clinic, World::auth()).await;
    let browser = format!("__Host-b={}", owner.cookie("__Host-b").unwrap());
    for number in 0..6 {
        let mut request = World::session_request(&clinic, [1; 32]);
        request.login = format!("login{number}");
        let reply = world.json(&As::Nobody, "POST", path::SESSION, &request).await;
        assert_eq!(reply.status, if number < 5 { 401 } else { 429 });
    }
    let request = serde_json::to_vec(&World::session_request(&clinic, World::auth())).unwrap();
    let headers = [("cookie", browser.as_str())];
    let owner = world.call_with(&As::Nobody, "POST", path::SESSION, &headers, &request).await;
    assert_eq!(owner.status, 200, "a known browser is not locked out by its neighbours");
}

#[tokio::test]
async fn tries_side_by_side_do_not_exceed_the_bound() {
    let (world, clinic) = world().await;
    let world = std::sync::Arc::new(world);
    let request = serde_json::to_vec(&World::session_request(&clinic, [1; 32])).unwrap();
    let mut tries = tokio::task::JoinSet::new();
    for _ in 0..40 {
        let (world, request) = (std::sync::Arc::clone(&world), request.clone());
        tries.spawn(async move {
            world.call(&As::Nobody, "POST", path::SESSION, &request).await.status
        });
    }
    let statuses = tries.join_all().await;
    assert_eq!(statuses.iter().filter(|status| **status == 401).count(), 10);
    assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 30);
}

#[tokio::test]
async fn writes_with_a_cookie_need_our_own_page() {
    let (world, clinic) = world().await;
    let lead = world.sign_in(&clinic).await;
    let body = serde_json::to_vec(&Slots { slots: vec![slot(2)] }).unwrap();
    for origin in ["https://evil.example", "null", "http://127.0.0.1", ""] {
        let headers = [("origin", origin), ("if-match", "\"1\"")];
        let reply = world.call_with(&lead, "PUT", path::SLOTS, &headers, &body).await;
        assert_eq!(reply.status, 404, "{origin}");
    }
    let As::Staff(cookie) = &lead else { unreachable!() };
    let cookie = format!("__Host-s={cookie}");
    let headers = [("cookie", cookie.as_str()), ("if-match", "\"1\"")];
    let without = send(world.server.address, "PUT", path::SLOTS, &headers, &body).await;
    assert_eq!(without.status, 404, "no origin at all");
    let request = serde_json::to_vec(&World::session_request(&clinic, World::auth())).unwrap();
    let headers = [("origin", "https://evil.example")];
    let foreign = world.call_with(&As::Nobody, "POST", path::SESSION, &headers, &request).await;
    assert_eq!(foreign.status, 404, "nobody is signed in from another page");
}

#[tokio::test]
async fn slots_are_replaced_all_at_once_and_never_blindly() {
    let (world, clinic) = world().await;
    let lead = world.sign_in(&clinic).await;
    let put = |version: &'static str, slots: Vec<interlude_protocol::wire::bytes::Bytes>| {
        let body = serde_json::to_vec(&Slots { slots }).unwrap();
        let (world, lead) = (&world, &lead);
        async move { world.call_with(lead, "PUT", path::SLOTS, &[("if-match", version)], &body).await }
    };
    let done = put("\"1\"", vec![slot(2), slot(3)]).await;
    assert_eq!((done.status, done.header("etag")), (200, Some("\"2\"")));
    let stale = put("\"1\"", vec![slot(4)]).await;
    assert_eq!(stale.error(), (409, "changed".to_owned(), None));
    for bad in [vec![], vec![interlude_protocol::wire::bytes::Bytes(vec![0; 96])]] {
        assert_eq!(put("\"2\"", bad).await.status, 400);
    }
    assert_eq!(put("2", vec![slot(5)]).await.status, 400, "not a version");
    let read = world.call(&lead, "GET", path::SLOTS, b"").await;
    assert_eq!(read.header("etag"), Some("\"2\""));
    assert_eq!(read.json::<Slots>().slots, [slot(2), slot(3)]);
}
