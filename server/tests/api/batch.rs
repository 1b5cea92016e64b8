//! Pulls and pushes of many spaces.

use interlude_protocol::id::{SeriesId, SpaceId};
use interlude_protocol::record::codec::Bodies;
use interlude_protocol::record::limit;
use interlude_protocol::wire::batch::{Frame, PULL_SPACES, Pull, PullSpace, Pushed};
use interlude_protocol::wire::path;
use interlude_protocol::wire::space::{HeadLine, Receipt};

use crate::people::{Chain, random};
use crate::world::{As, Clinic, Patient, World};

async fn world() -> (World, Clinic, As) {
    let world = World::start().await;
    let clinic = world.found().await;
    let lead = world.sign_in(&clinic).await;
    (world, clinic, lead)
}

fn asked(space: SpaceId, have: &[(SeriesId, u64)]) -> PullSpace {
    PullSpace { space, have: have.to_vec() }
}

async fn pull(world: &World, who: &As, spaces: Vec<PullSpace>) -> Vec<Frame> {
    let reply = world.json(who, "POST", path::PULL, &Pull { spaces }).await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("content-type"), Some("application/octet-stream"));
    assert!(reply.body.len() < 2 * limit::PAGE);
    Frame::read_all(&reply.body).unwrap()
}

fn page(chain: &Chain, from: usize) -> Frame {
    Frame::Page {
        space: chain.pin.space(),
        series: chain.series,
        from: from.try_into().unwrap(),
        records: chain.bytes(from),
    }
}

fn bytes(frames: &[Frame]) -> Vec<u8> {
    let mut body = Vec::new();
    frames.iter().for_each(|frame| frame.encode_to(&mut body));
    body
}

#[tokio::test]
async fn a_pull_has_heads_and_records_of_every_space_from_where_the_caller_is() {
    let (world, clinic, lead) = world().await;
    let mut patients: Vec<Patient> = Vec::new();
    for _ in 0..3 {
        let mut patient = world.enrol(&clinic, &lead).await;
        patient.shared.entries(5);
        world.push(&As::signed(&patient.device), &patient.shared, 2).await;
        patients.push(patient);
    }
    let space = |at: usize| patients[at].shared.pin.space();
    let series = patients[1].shared.series;
    let spaces = vec![asked(space(0), &[]), asked(space(1), &[(series, 6)]), asked(space(2), &[])];
    let frames = pull(&world, &lead, spaces).await;
    for (at, from) in [(0, 0), (1, 6), (2, 0)] {
        let heads = world.call(&lead, "GET", &path::heads(space(at), None), b"").await;
        assert!(frames.contains(&Frame::Heads(space(at), heads.json::<Vec<HeadLine>>())));
        assert!(frames.contains(&page(&patients[at].shared, from)), "patient {at}");
        assert!(frames.contains(&Frame::End(space(at))));
    }
    let order: Vec<SpaceId> = frames
        .iter()
        .filter_map(|frame| if let Frame::End(space) = frame { Some(*space) } else { None })
        .collect();
    assert_eq!(order, [space(0), space(1), space(2)]);
}

#[tokio::test]
async fn a_full_answer_ends_early_and_the_next_one_goes_on() {
    let (world, clinic, lead) = world().await;
    let mut patient = world.enrol(&clinic, &lead).await;
    let who = As::signed(&patient.device);
    for _ in 0..5 {
        let from = patient.shared.records.len();
        patient.shared.entries(250);
        assert_eq!(world.push(&who, &patient.shared, from).await.status, 200);
    }
    let (space, series) = (patient.shared.pin.space(), patient.shared.series);
    let (mut have, mut rounds, mut records) = (0, 0, Vec::new());
    loop {
        rounds += 1;
        let frames = pull(&world, &lead, vec![asked(space, &[(series, have)])]).await;
        for frame in &frames {
            if let Frame::Page { series: of, from, records: page, .. } = frame
                && *of == series
            {
                assert_eq!(*from, have);
                let split = interlude_protocol::record::codec::split(page, Bodies::All).unwrap();
                have += u64::try_from(split.len()).unwrap();
                records.extend_from_slice(page);
            }
        }
        if frames.contains(&Frame::End(space)) {
            break;
        }
    }
    assert_eq!(records, patient.shared.bytes(0));
    assert!(rounds > 1, "{rounds}");
}

#[tokio::test]
async fn a_forbidden_space_is_answered_as_one_that_is_not_there() {
    let (world, clinic, lead) = world().await;
    let patient = world.enrol(&clinic, &lead).await;
    let other = world.found().await;
    let outsider = world.sign_in(&other).await;
    let (shared, own) = (patient.shared.pin.space(), patient.own.pin.space());
    let spaces = [shared, own, SpaceId(random())];
    for (who, sees) in [(&outsider, 0), (&lead, 1)] {
        let asks = spaces.iter().map(|space| asked(*space, &[])).collect();
        let frames = pull(&world, who, asks).await;
        for space in &spaces[sees..] {
            assert!(frames.contains(&Frame::Alone(*space)));
            let heads = |frame: &Frame| matches!(frame, Frame::Heads(of, _) if of == space);
            assert!(!frames.iter().any(heads));
        }
    }
    let pushed = world
        .call(&outsider, "POST", path::PUSH, &bytes(&[page(&patient.shared, 0)]))
        .await
        .json::<Vec<Pushed>>();
    assert_eq!(pushed, [Pushed { receipt: None }]);
}

#[tokio::test]
async fn a_push_stores_each_series_or_nothing_of_it_and_can_be_repeated() {
    let (world, clinic, lead) = world().await;
    let mut good = world.enrol(&clinic, &lead).await.shared;
    let mut bad = world.enrol(&clinic, &lead).await.shared;
    good.entries(3);
    bad.entries(3);
    bad.records[4].signature[5] ^= 1;
    let body = bytes(&[page(&bad, 2), page(&good, 2)]);
    let receipt = Receipt { count: 5, hash: good.hash() };
    for _ in 0..2 {
        let pushed = world.call(&lead, "POST", path::PUSH, &body).await.json::<Vec<Pushed>>();
        assert_eq!(pushed, [Pushed { receipt: None }, Pushed { receipt: Some(receipt) }]);
    }
    let heads = world.call(&lead, "GET", &path::heads(bad.pin.space(), None), b"").await;
    let of = |line: &HeadLine| line.series == bad.series;
    let line = heads.json::<Vec<HeadLine>>().into_iter().find(of).unwrap();
    assert_eq!(line.count, 2, "nothing of the bad page");
}

#[tokio::test]
async fn unreadable_and_too_large_requests_are_refused() {
    let (world, _, lead) = world().await;
    for body in [&b"x"[..], b"{}", b"{\"spaces\":[],\"more\":1}"] {
        let reply = world.call(&lead, "POST", path::PULL, body).await;
        assert_eq!(reply.error(), (400, "malformed".to_owned(), None));
    }
    let many = vec![asked(SpaceId(random()), &[]); PULL_SPACES + 1];
    let reply = world.json(&lead, "POST", path::PULL, &Pull { spaces: many }).await;
    assert_eq!(reply.error(), (413, "too-large".to_owned(), None));
    for body in [vec![9], bytes(&[Frame::End(SpaceId(random()))])] {
        let reply = world.call(&lead, "POST", path::PUSH, &body).await;
        assert_eq!(reply.error(), (400, "malformed".to_owned(), None));
    }
    let frame = Frame::Page {
        space: SpaceId(random()),
        series: SeriesId(random()),
        from: 0,
        records: Vec::new(),
    };
    let reply = world.call(&lead, "POST", path::PUSH, &bytes(&vec![frame; 257])).await;
    assert_eq!(reply.error(), (413, "too-large".to_owned(), None));
}
