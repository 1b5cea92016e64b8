//! Uploads and downloads of records.

use interlude_protocol::record::codec::Bodies;
use interlude_protocol::record::header::Class;
use interlude_protocol::record::open::{Close, Member, Open, Remove, Role, Why};
use interlude_protocol::wire::path;
use interlude_protocol::wire::space::{Changes, HeadLine, Mine, Receipt};
use interlude_server::config::{Data, Limits};

use crate::people::{Chain, member, person};
use crate::world::{As, Clinic, Patient, World};

async fn world() -> (World, Clinic, As, Patient) {
    let world = World::start().await;
    let clinic = world.found().await;
    let lead = world.sign_in(&clinic).await;
    let patient = world.enrol(&clinic, &lead).await;
    (world, clinic, lead, patient)
}

fn device(patient: &Patient) -> As {
    As::signed(&patient.device)
}

/// The series' head as another member sees it.
async fn head(world: &World, who: &As, chain: &Chain) -> Option<HeadLine> {
    let heads = world.call(who, "GET", &path::heads(chain.pin.space(), None), b"").await;
    heads.json::<Vec<HeadLine>>().into_iter().find(|line| line.series == chain.series)
}

#[tokio::test]
async fn what_a_phone_sends_a_clinician_gets_byte_for_byte() {
    let (world, _, lead, mut patient) = world().await;
    patient.shared.mark().entries(9);
    let reply = world.push(&device(&patient), &patient.shared, 2).await;
    let receipt = Receipt { count: 12, hash: patient.shared.hash() };
    assert_eq!((reply.status, reply.json::<Receipt>()), (200, receipt));
    let space = patient.shared.pin.space();
    let get = |from, bodies| path::records(space, patient.shared.series, from, bodies);
    let all = world.call(&lead, "GET", &get(0, Bodies::All), b"").await;
    assert_eq!(all.body, patient.shared.bytes(0));
    assert_eq!(all.header("content-type"), Some("application/octet-stream"));
    let tail = world.call(&lead, "GET", &get(11, Bodies::All), b"").await;
    assert_eq!(tail.body, patient.shared.bytes(11));
    let end = world.call(&lead, "GET", &get(12, Bodies::All), b"").await;
    assert_eq!((end.status, end.body.len()), (200, 0));
    let open = world.call(&lead, "GET", &get(3, Bodies::Open), b"").await;
    assert_eq!(open.body.len(), 9 * 264, "sealed bodies are left out");
}

#[tokio::test]
async fn a_lost_answer_is_made_up_for_by_sending_again() {
    let (world, _, lead, mut patient) = world().await;
    patient.shared.entries(5);
    for from in [2, 2, 0, 4] {
        let reply = world.push(&device(&patient), &patient.shared, from).await;
        let receipt = Receipt { count: 7, hash: patient.shared.hash() };
        assert_eq!((reply.status, reply.json::<Receipt>()), (200, receipt), "from {from}");
    }
    assert_eq!(head(&world, &lead, &patient.shared).await.unwrap().count, 7);
}

#[tokio::test]
async fn other_records_at_a_taken_place_are_told_apart_by_the_head() {
    let (world, _, lead, mut patient) = world().await;
    let mut clone = patient.shared.clone();
    patient.shared.entries(5);
    world.push(&device(&patient), &patient.shared, 2).await;
    clone.entries(9);
    let held = Receipt { count: 7, hash: patient.shared.hash() };
    // Inside, and after the end with another previous hash.
    for from in [2, 6, 7] {
        let reply = world.push(&device(&patient), &clone, from).await;
        assert_eq!((reply.status, reply.json::<Receipt>()), (409, held), "from {from}");
    }
    assert_eq!(head(&world, &lead, &patient.shared).await.unwrap().hash, held.hash);
}

#[tokio::test]
async fn one_bad_record_refuses_the_whole_upload() {
    let (world, _, lead, mut patient) = world().await;
    let good = patient.shared.clone();
    patient.shared.entries(100);
    patient.shared.records[70].signature[5] ^= 1;
    let reply = world.push(&device(&patient), &patient.shared, 2).await;
    assert_eq!(reply.error(), (422, "BadSignature".to_owned(), Some(68)));
    assert_eq!(head(&world, &lead, &good).await.unwrap().count, 2);
}

#[track_caller]
fn refused(reply: &crate::http::Reply, error: &str, index: usize) {
    assert_eq!(reply.error(), (422, error.to_owned(), Some(index)));
}

#[tokio::test]
async fn every_field_of_a_record_is_checked() {
    let (world, clinic, _, patient) = world().await;
    let who = device(&patient);
    let base = patient.shared.clone();
    let sealed = |spoil: &dyn Fn(&mut interlude_protocol::record::header::Header)| {
        let mut chain = base.clone();
        let mut header = chain.next(Class::Sealed);
        spoil(&mut header);
        chain.push(header, vec![7; 1_040]);
        chain
    };
    refused(
        &world.push(&who, &sealed(&|h| h.space = clinic.pin.space()), 2).await,
        "WrongSpace",
        0,
    );
    refused(&world.push(&who, &sealed(&|h| h.series.0[0] ^= 1), 2).await, "BrokenChain", 0);
    refused(&world.push(&who, &sealed(&|h| h.seq += 1), 2).await, "BrokenChain", 0);
    let stranger = sealed(&|h| h.author = person().fingerprint());
    refused(&world.push(&who, &stranger, 2).await, "UnknownAuthor", 0);
    let other = sealed(&|h| h.author = clinic.lead.fingerprint());
    refused(&world.push(&who, &other, 2).await, "BadSignature", 0);

    let mut broken = base.clone();
    broken.entries(2);
    let mut header = broken.next(Class::Sealed);
    header.prev.0[0] ^= 1;
    broken.push(header, vec![7; 1_040]);
    refused(&world.push(&who, &broken, 2).await, "BrokenChain", 2);

    let mut body = base.clone();
    body.entries(1);
    body.records[2].body = Some(vec![8; 1_040]);
    refused(&world.push(&who, &body, 2).await, "Malformed", 0);
}

#[tokio::test]
async fn framing_and_limits_are_checked() {
    let (world, _, _, mut patient) = world().await;
    let who = device(&patient);
    let target = path::append(patient.shared.pin.space(), patient.shared.series, 2);
    patient.shared.entries(257);
    let bytes = patient.shared.bytes(2);
    let post = |body: Vec<u8>| {
        let (world, who, target) = (&world, &who, &target);
        async move { world.call(who, "POST", target, &body).await }
    };
    assert_eq!(post(vec![]).await.status, 400);
    assert_eq!(post(bytes.clone()).await.status, 413, "257 records");
    refused(&post(bytes[..1_303].to_vec()).await, "Malformed", 0);
    refused(&post(bytes[..1_304 + 263].to_vec()).await, "Malformed", 1);
    assert_eq!(post(vec![0; (1 << 20) + 1]).await.status, 413, "more than a MiB");
    let mut newer = bytes[..1_304].to_vec();
    newer[3] = b'2';
    assert_eq!(post(newer).await.status, 426);
    let mut long = bytes[..1_304].to_vec();
    long[160..164].fill(0xff);
    refused(&post(long).await, "TooLarge", 0);
    assert_eq!(post(bytes[..256 * 1_304].to_vec()).await.status, 200);
}

#[tokio::test]
async fn what_would_have_no_effect_or_is_not_supported_yet_is_refused() {
    let (world, clinic, lead, patient) = world().await;
    let shared = |open: &Open| {
        let mut chain = patient.shared.clone();
        chain.open(open);
        chain
    };
    let who = device(&patient);
    let pin = patient.shared.pin;
    let other = person();
    for open in [
        Open::Remove(Remove {
            subject: clinic.lead.fingerprint(),
            cuts: vec![],
            reason: "left".to_owned(),
        }),
        Open::Close(Close { why: Why::Left }),
        Open::Add(interlude_protocol::record::open::Add {
            member: member(&other, Role::Device, None, &pin.0),
            reason: None,
        }),
    ] {
        refused(&world.push(&who, &shared(&open), 2).await, "not-supported", 0);
    }

    // A clinic's root writes no entries, and an add of a clinician in a journal has no keys.
    let mut roots = clinic.roots.clone();
    roots.entries(1);
    refused(&world.push(&lead, &roots, 1).await, "not-allowed", 0);
    let mut theirs = Chain::new(pin, &clinic.lead);
    theirs.add(member(&other, Role::Clinician, Some("Dr X"), &pin.0));
    refused(&world.push(&lead, &theirs, 0).await, "not-allowed", 0);
    let mut recovery = Chain::new(pin, &patient.recovery);
    recovery.entries(1);
    refused(&world.push(&who, &recovery, 0).await, "not-allowed", 0);
    let mut double = patient.shared.clone();
    double.body(br#"{"kind":"mark","heads":[],"want":[],"at":1,"at":2}"#);
    refused(&world.push(&who, &double, 2).await, "Malformed", 0);
    let mut again = patient.shared.clone();
    let genesis = again.records[0].body.clone().unwrap();
    again.body(&genesis);
    refused(&world.push(&who, &again, 2).await, "not-allowed", 0);
}

#[tokio::test]
async fn a_clinician_of_the_directory_reads_a_journal_once_added() {
    let (world, mut clinic, lead, mut patient) = {
        let (world, clinic, lead, patient) = world().await;
        (world, clinic, lead, patient)
    };
    let doctor = person();
    // Added before the directory lists him: stored, without effect.
    patient.shared.add(Member::listed(doctor.fingerprint()));
    assert_eq!(world.push(&device(&patient), &patient.shared, 2).await.status, 200);
    let mut theirs = Chain::new(patient.shared.pin, &doctor);
    theirs.entries(1);
    refused(&world.push(&lead, &theirs, 0).await, "UnknownAuthor", 0);

    clinic.leads.add(member(&doctor, Role::Clinician, Some("Dr X"), &clinic.pin.0));
    assert_eq!(world.push(&lead, &clinic.leads, 1).await.status, 200);
    let reply = world.push(&lead, &theirs, 0).await;
    assert_eq!(reply.status, 200, "{}", String::from_utf8_lossy(&reply.body));
}

#[tokio::test]
async fn any_member_may_send_anothers_records() {
    let (world, _, lead, mut patient) = world().await;
    patient.shared.entries(3);
    let reply = world.push(&lead, &patient.shared, 2).await;
    assert_eq!(reply.status, 200);
    let recovery = As::signed(&patient.recovery);
    assert_eq!(world.push(&recovery, &patient.shared, 2).await.status, 200);
}

#[tokio::test]
async fn patients_read_the_directory_without_its_sealed_bodies() {
    let (world, mut clinic, lead, patient) = world().await;
    let doctor = person();
    clinic.leads.add(member(&doctor, Role::Clinician, Some("Dr X"), &clinic.pin.0)).entries(2);
    world.push(&lead, &clinic.leads, 1).await;
    let mut doctors = Chain::new(clinic.pin, &doctor);
    doctors.entries(1);
    assert_eq!(world.push(&lead, &doctors, 0).await.status, 200);

    let space = clinic.pin.space();
    for who in [device(&patient), As::signed(&patient.recovery)] {
        let heads = world.call(&who, "GET", &path::heads(space, None), b"").await;
        let heads: Vec<HeadLine> = heads.json();
        let mut series: Vec<_> = heads.iter().map(|line| line.series).collect();
        let mut expected = vec![clinic.roots.series, clinic.leads.series];
        series.sort_unstable();
        expected.sort_unstable();
        assert_eq!(series, expected, "series of roots and leads only");
        let get = path::records(space, clinic.leads.series, 0, Bodies::All);
        let page = world.call(&who, "GET", &get, b"").await;
        let sealed = 2 * 1_040;
        assert_eq!(page.body.len(), clinic.leads.bytes(0).len() - sealed);
        let get = path::records(space, doctors.series, 0, Bodies::Open);
        assert_eq!(world.call(&who, "GET", &get, b"").await.status, 404);
        assert_eq!(world.push(&who, &clinic.leads, 4).await.status, 404, "reading only");
    }
    let own = As::signed(&patient.own_device);
    let heads = world.call(&own, "GET", &path::heads(space, None), b"").await;
    assert_eq!(heads.status, 404, "an own journal has no clinic");
}

#[tokio::test]
async fn mine_lists_both_journals_of_a_recovery_code() {
    let (world, _, _, patient) = world().await;
    let recovery = As::signed(&patient.recovery);
    let mut mine = world.call(&recovery, "GET", path::MINE, b"").await.json::<Mine>().spaces;
    let mut both = vec![patient.shared.pin.space(), patient.own.pin.space()];
    mine.sort_unstable();
    both.sort_unstable();
    assert_eq!(mine, both);
    let mine = world.call(&device(&patient), "GET", path::MINE, b"").await.json::<Mine>();
    assert_eq!(mine.spaces, [patient.shared.pin.space()]);
}

#[tokio::test]
async fn changes_name_the_callers_spaces_and_wait_for_the_next_one() {
    let (world, clinic, lead, mut patient) = world().await;
    let ask = |after, wait| path::changes(after, wait);
    let all: Changes = world.call(&lead, "GET", &ask(0, 25), b"").await.json();
    let mut spaces = all.spaces.clone();
    let mut expected = vec![clinic.pin.space(), patient.shared.pin.space()];
    spaces.sort_unstable();
    expected.sort_unstable();
    assert_eq!(spaces, expected, "at once, and the own journal is not the clinic's to know");
    let none: Changes = world.call(&lead, "GET", &ask(all.next, 0), b"").await.json();
    assert_eq!((none.next, none.spaces), (all.next, vec![]));

    patient.shared.entries(1);
    let (target, phone) = (ask(all.next, 25), device(&patient));
    let (changed, pushed) = tokio::join!(
        world.call(&lead, "GET", &target, b""),
        world.push(&phone, &patient.shared, 2)
    );
    assert_eq!(pushed.status, 200);
    let changed: Changes = changed.json();
    assert_eq!(changed.spaces, [patient.shared.pin.space()]);
    assert!(changed.next > all.next);
    let future: Changes = world.call(&lead, "GET", &ask(1 << 40, 25), b"").await.json();
    assert_eq!((future.next, future.spaces.len()), (changed.next, 2), "a number of another era");
}

#[tokio::test]
async fn an_authors_day_has_a_bound() {
    let limits = Limits { records_a_day: 10, ..Limits::default() };
    let world = World::with(Data::Memory, limits).await;
    let clinic = world.found().await;
    let lead = world.sign_in(&clinic).await;
    let mut patient = world.enrol(&clinic, &lead).await;
    patient.shared.entries(8);
    assert_eq!(world.push(&device(&patient), &patient.shared, 2).await.status, 200);
    patient.shared.entries(1);
    let reply = world.push(&device(&patient), &patient.shared, 10).await;
    assert_eq!(reply.error(), (429, "too-many".to_owned(), None));
    assert!(reply.header("retry-after").is_some());
    world.pass(86_400);
    assert_eq!(world.push(&device(&patient), &patient.shared, 10).await.status, 200);
}
