//! Founding clinics, and pairing patients with them.

use interlude_protocol::id::PairingId;
use interlude_protocol::primitive::label;
use interlude_protocol::record::codec::Bodies;
use interlude_protocol::wire::account::{Founded, NewClinic};
use interlude_protocol::wire::bytes::{Bytes, Fixed};
use interlude_protocol::wire::pairing::{
    ClaimUpload, NewPairing, PairingState, PatientClaim, Purpose, ReplyUpload, Stage,
};
use interlude_protocol::wire::path;

use crate::people::{genesis_body, person, random};
use crate::world::{As, Clinic, World};

async fn world() -> (World, Clinic, As) {
    let world = World::start().await;
    let clinic = world.found().await;
    let lead = world.sign_in(&clinic).await;
    (world, clinic, lead)
}

async fn found(world: &World, request: &[u8]) -> u16 {
    world.call(&As::Nobody, "POST", path::CLINICS, request).await.status
}

#[tokio::test]
async fn a_set_up_token_founds_one_clinic_and_a_lost_answer_is_given_again() {
    let world = World::start().await;
    let token = world.server.setup_token.clone().unwrap();
    let clinic = World::new_clinic(&token.to_lowercase().replace('-', " "));
    let first = world.call(&As::Nobody, "POST", path::CLINICS, &clinic.request).await;
    assert_eq!((first.status, first.json::<Founded>().clinic), (201, clinic.pin.space()));
    let again = world.call(&As::Nobody, "POST", path::CLINICS, &clinic.request).await;
    assert_eq!((again.status, again.json::<Founded>().clinic), (200, clinic.pin.space()));
    assert_eq!(found(&world, &World::new_clinic(&token).request).await, 404, "spent");
    assert_eq!(found(&world, &World::new_clinic("0000-0000").request).await, 404);
}

#[tokio::test]
async fn a_founding_that_is_refused_leaves_the_token_good() {
    let world = World::start().await;
    let token = world.server.setup_token.clone().unwrap();
    let good: NewClinic = serde_json::from_slice(&World::new_clinic(&token).request).unwrap();
    let spoil = |change: &dyn Fn(&mut NewClinic)| {
        let mut request = good.clone();
        change(&mut request);
        serde_json::to_vec(&request).unwrap()
    };
    let refused = [
        (spoil(&|it| it.records.0[204] ^= 1), 422),
        (spoil(&|it| it.records.0.truncate(100)), 422),
        (spoil(&|it| it.records.0.clear()), 400),
        (spoil(&|it| it.fp = person().fingerprint()), 400),
        (spoil(&|it| it.login.clear()), 400),
        (spoil(&|it| it.slots.clear()), 400),
        (spoil(&|it| it.slots[0].0.pop().map_or((), drop)), 400),
    ];
    for (request, status) in refused {
        assert_eq!(found(&world, &request).await, status);
    }
    assert_eq!(found(&world, &spoil(&|_| {})).await, 201);
}

#[tokio::test]
async fn guessing_the_set_up_token_is_bounded() {
    let world = World::start().await;
    let request = World::new_clinic("0000").request;
    for _ in 0..100 {
        assert_eq!(found(&world, &request).await, 404);
    }
    assert_eq!(found(&world, &request).await, 429);
}

async fn state(world: &World, who: &As, pairing: PairingId) -> (u16, Option<PairingState>) {
    let reply = world.call(who, "GET", &path::pairing(pairing), b"").await;
    (reply.status, (reply.status == 200).then(|| reply.json()))
}

#[tokio::test]
async fn a_pairing_goes_from_invitation_to_enrolment() {
    let (world, clinic, lead) = world().await;
    let pairing = world.invite(&lead).await;
    let (patient, claim) = World::newcomer(&clinic, pairing);
    let phone = As::signed(&patient.device);
    let stage = |who: As| {
        let world = &world;
        async move { state(world, &who, pairing).await.1.map(|state| state.stage) }
    };
    assert_eq!(stage(lead.clone()).await, Some(Stage::Waiting));
    assert_eq!(stage(phone.clone()).await, None);

    assert_eq!(world.json(&As::Nobody, "PUT", &path::claim(pairing), &claim).await.status, 200);
    assert_eq!(world.json(&As::Nobody, "PUT", &path::claim(pairing), &claim).await.status, 200);
    let seen = state(&world, &lead, pairing).await.1.unwrap();
    assert_eq!((seen.stage, seen.claim), (Stage::Claimed, Some(claim)));
    let directory = path::heads(clinic.pin.space(), None);
    assert_eq!(world.call(&phone, "GET", &directory, b"").await.status, 404, "no reply yet");

    let reply = ReplyUpload { reply: Bytes(b"reply".to_vec()), sig: Fixed([1; 64]) };
    assert_eq!(world.json(&lead, "PUT", &path::reply(pairing), &reply).await.status, 200);
    let seen = state(&world, &phone, pairing).await.1.unwrap();
    assert_eq!((seen.stage, seen.reply, seen.claim), (Stage::Replied, Some(reply), None));
    assert_eq!(world.call(&phone, "GET", &directory, b"").await.status, 200);
    let get = path::records(clinic.pin.space(), clinic.roots.series, 0, Bodies::All);
    assert_eq!(world.call(&phone, "GET", &get, b"").await.body, clinic.roots.bytes(0));

    assert_eq!(world.push(&phone, &patient.shared, 0).await.status, 404, "not confirmed");
    assert_eq!(world.call(&lead, "POST", &path::confirm(pairing), b"").await.status, 200);
    assert_eq!(stage(phone.clone()).await, Some(Stage::Confirmed));
    let own = As::signed(&patient.own_device);
    assert_eq!(world.push(&own, &patient.own, 0).await.status, 200);
    assert_eq!(stage(lead.clone()).await, Some(Stage::Confirmed));
    assert_eq!(world.push(&phone, &patient.shared, 0).await.status, 200);
    assert_eq!(stage(lead.clone()).await, Some(Stage::Enrolled));
    assert_eq!(world.push(&phone, &patient.shared, 0).await.status, 200, "after a lost answer");
}

#[tokio::test]
async fn the_first_claim_is_kept() {
    let (world, clinic, lead) = world().await;
    let pairing = world.invite(&lead).await;
    let (_, first) = World::newcomer(&clinic, pairing);
    let (thief, second) = World::newcomer(&clinic, pairing);
    let claim = path::claim(pairing);
    assert_eq!(world.json(&As::Nobody, "PUT", &claim, &first).await.status, 200);
    let reply = world.json(&As::Nobody, "PUT", &claim, &second).await;
    assert_eq!(reply.error(), (409, "used".to_owned(), None));
    assert_eq!(state(&world, &As::signed(&thief.device), pairing).await.0, 401);
    assert_eq!(state(&world, &lead, pairing).await.1.unwrap().claim, Some(first));
}

#[tokio::test]
async fn claims_that_do_not_hold_together_are_refused() {
    let (world, clinic, lead) = world().await;
    let pairing = world.invite(&lead).await;
    let (patient, good) = World::newcomer(&clinic, pairing);
    let body: PatientClaim = serde_json::from_slice(&good.claim.0).unwrap();
    let claim = |change: &dyn Fn(&mut PatientClaim)| {
        let mut claim = body.clone();
        change(&mut claim);
        let claim = serde_json::to_vec(&claim).unwrap();
        let sig = Fixed(patient.device.sign(label::CLAIM, &claim));
        ClaimUpload { claim: Bytes(claim), mac: Fixed([5; 32]), sig }
    };
    let other_clinic = World::new_clinic("x");
    let (elsewhere, _) = {
        let founders = [(&patient.device, interlude_protocol::record::open::Role::Device)];
        let kind = interlude_protocol::record::open::SpaceKind::Patient;
        genesis_body(kind, Some(other_clinic.pin), &founders)
    };
    let mut unsigned = good.clone();
    unsigned.sig.0[3] ^= 1;
    for (bad, status) in [
        (claim(&|it| it.pairing = PairingId([0; 16])), 400),
        (claim(&|it| it.purpose = Purpose::Device), 400),
        // A journal of another clinic, or of none, or an own one with a clinic.
        (claim(&|it| it.shared = Bytes(elsewhere.clone())), 422),
        (claim(&|it| it.shared = it.own.clone()), 422),
        (claim(&|it| it.own = it.shared.clone()), 422),
        (claim(&|it| it.own.0[60] ^= 1), 400),
        (unsigned, 400),
    ] {
        let reply = world.json(&As::Nobody, "PUT", &path::claim(pairing), &bad).await;
        assert_eq!(reply.status, status, "{:?}", reply.error());
    }
    assert_eq!(state(&world, &lead, pairing).await.1.unwrap().stage, Stage::Waiting);
    assert_eq!(world.json(&As::Nobody, "PUT", &path::claim(pairing), &good).await.status, 200);
}

#[tokio::test]
async fn an_invitation_lives_ten_minutes_and_a_burnt_one_no_longer() {
    let (world, clinic, lead) = world().await;
    let id = PairingId(random());
    let body = NewPairing { id, purpose: Purpose::Patient, expires: world.now() + 86_400 };
    let made: PairingState = world.json(&lead, "POST", path::PAIRINGS, &body).await.json();
    assert_eq!(made.expires, world.now() + 600, "whatever was asked for");
    world.pass(600);
    assert_eq!(state(&world, &lead, id).await.0, 404);
    let (_, claim) = World::newcomer(&clinic, id);
    assert_eq!(world.json(&As::Nobody, "PUT", &path::claim(id), &claim).await.status, 404);

    let patient = world.pair(&clinic, &lead).await;
    assert_eq!(world.call(&lead, "DELETE", &path::pairing(patient.pairing), b"").await.status, 200);
    let phone = As::signed(&patient.device);
    assert_eq!(world.push(&phone, &patient.shared, 0).await.status, 401, "nobody any more");
    assert_eq!(world.call(&lead, "DELETE", &path::pairing(patient.pairing), b"").await.status, 404);
}

#[tokio::test]
async fn a_confirmed_phone_has_a_day_to_found_its_journals() {
    let (world, clinic, lead) = world().await;
    let early = world.pair(&clinic, &lead).await;
    let late = world.pair(&clinic, &lead).await;
    world.pass(86_399);
    let phone = As::signed(&early.device);
    assert_eq!(world.push(&phone, &early.shared, 0).await.status, 200);
    world.pass(1);
    let phone = As::signed(&late.device);
    assert_eq!(world.push(&phone, &late.shared, 0).await.status, 401);
}

#[tokio::test]
async fn only_the_announced_genesis_founds_the_space() {
    let (world, clinic, lead) = world().await;
    let patient = world.pair(&clinic, &lead).await;
    let other = world.pair(&clinic, &lead).await;
    let phone = As::signed(&patient.device);
    assert_eq!(world.push(&phone, &other.shared, 0).await.status, 404, "of another pairing");
    let mut entry = patient.shared.clone();
    entry.records.clear();
    entry.entries(1);
    let reply = world.push(&phone, &entry, 0).await;
    assert_eq!(reply.status, 422);
    let target = path::append(patient.shared.pin.space(), patient.shared.series, 1);
    let reply = world.call(&phone, "POST", &target, &patient.shared.bytes(1)).await;
    assert_eq!(reply.error(), (422, "gap".to_owned(), Some(0)));
    assert_eq!(world.push(&phone, &patient.shared, 0).await.status, 200);
}

#[tokio::test]
async fn purposes_that_come_later_are_refused_clearly() {
    let (world, _, lead) = world().await;
    for purpose in [Purpose::Device, Purpose::Staff] {
        let id = PairingId(random());
        let body = NewPairing { id, purpose, expires: world.now() + 60 };
        let reply = world.json(&lead, "POST", path::PAIRINGS, &body).await;
        assert_eq!(reply.error(), (422, "not-supported".to_owned(), Some(0)));
    }
}
