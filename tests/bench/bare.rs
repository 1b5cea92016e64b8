//! Our server under a bare client, as the peer is measured: pages that were sealed and signed
//! before are sent one after the other, and fetched without being checked.

use std::time::{Duration, Instant};

use interlude_client::crypto::identity::Identity;
use interlude_client::journal::MemoryStore;
use interlude_client::sync::server::{Appended, Caller, Server as Api};
use interlude_protocol::id::{SeriesId, SpaceId};
use interlude_protocol::record::codec::{Bodies, split};
use interlude_tests::world::{self, SystemClock, WorldPhone};

use crate::process::Server;
use crate::sync::{answer, moment, person};

/// How long all records took, up and down.
pub(crate) struct Took {
    pub(crate) up: Duration,
    pub(crate) down: Duration,
}

/// A phone's diary as it goes over the wire.
struct Diary {
    me: Identity,
    space: SpaceId,
    series: SeriesId,
    from: u64,
    /// The place of its first record, and the page.
    pages: Vec<(u64, Vec<u8>)>,
}

/// Sends and fetches `records` check-ins of one phone.
pub(crate) async fn measure(records: u32) -> Took {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::start(folder.path());
    let token = server.token();
    let page = world::page(&server.origin, None).expect("a page");
    world::found(&page, &token).await.expect("a clinic");
    let phone = world::phone(MemoryStore::default()).expect("a phone");
    let (at, zone) = moment();
    world::enrol(&page, &phone, person(), &at, &zone).await.expect("a patient");
    (0..records).for_each(|_| answer(&phone, &at, &zone));
    let diary = diary(&phone);

    let api = Api::new(world::http().expect("a client"), SystemClock, &server.origin);
    let caller = Caller::Signed(&diary.me);
    let start = Instant::now();
    for (from, page) in diary.pages {
        let sent = api.append(caller, diary.space, diary.series, from, page).await;
        assert!(matches!(sent, Ok(Appended::Stored(_))), "not stored");
    }
    let up = start.elapsed();
    let (mut place, start) = (diary.from, Instant::now());
    loop {
        let page = api.records(caller, diary.space, diary.series, place, Bodies::All).await;
        let got = split(&page.expect("a page"), Bodies::All).expect("records").len();
        if got == 0 {
            break;
        }
        place += u64::try_from(got).expect("a count");
    }
    let down = start.elapsed();
    assert!(place - diary.from >= u64::from(records), "not all came back");
    server.process.stop();
    Took { up, down }
}

/// What of the phone's longest journal waits to be sent.
fn diary(phone: &WorldPhone) -> Diary {
    let shelf = &phone.host().shelf;
    let waiting = shelf.look_at_all(|journal| (journal.waiting(), journal.pin().space()));
    let (_, space) = waiting.into_iter().max().expect("a journal");
    let diary = shelf.with(space, |journal, store| {
        let series = journal.own_series().expect("a series");
        let (from, me) = (journal.sent(series), Identity::clone(journal.me()));
        let (mut pages, mut place) = (Vec::new(), from);
        loop {
            let page = journal.page(store, series, place).expect("a page");
            if page.is_empty() {
                return Diary { me, space, series, from, pages };
            }
            let count = split(&page, Bodies::All).expect("records").len();
            pages.push((place, page));
            place += u64::try_from(count).expect("a count");
        }
    });
    diary.expect("the journal is there")
}
