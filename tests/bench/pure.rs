//! What needs no server: scoring, the crisis decision, sealing and opening.

use std::hint::black_box;
use std::time::Duration;

use interlude_client::crypto::content_key::ContentKey;
use interlude_client::crypto::identity::Identity;
use interlude_client::crypto::random::{System, generate};
use interlude_client::crypto::seal::{PaddingClass, open_entry, seal_entry};
use interlude_clinical::catalogue;
use interlude_clinical::instrument::points::Points;
use interlude_clinical::instrument::rule::Context;
use interlude_clinical::moment::{Moment, Zone};
use interlude_clinical::response::QuestionnaireResponse;
use interlude_clinical::response::draft::{Answer, Draft};
use interlude_clinical::safety::HelpContext;
use interlude_clinical::score::score_of;
use interlude_protocol::id::{RecordHash, RecordId, SeriesId, SpaceId};
use interlude_protocol::primitive::label;
use interlude_protocol::record::codec::Record;
use interlude_protocol::record::header::{Class, Header};

use crate::table::{Table, timed};

/// All of it.
pub(crate) fn run(table: &mut Table) {
    scoring(table);
    crisis(table);
    sealing(table);
}

fn draft() -> Draft {
    let instrument = catalogue::instrument("phq9").expect("the PHQ-9 is compiled in");
    let opened = Moment::parse("2026-05-12T09:00:00-04:00").expect("a moment");
    let help = HelpContext { country: Some("US".to_owned()), ..HelpContext::default() };
    Draft::open(instrument, opened, help)
}

fn response(values: [i32; 9]) -> QuestionnaireResponse {
    let mut draft = draft();
    for (number, value) in (1..).zip(values) {
        let tap = draft.answer(&format!("phq9.{number}"), Answer::Choice(value));
        drop(tap.expect("an answer on offer"));
    }
    if draft.items().count() == 10 {
        drop(draft.answer("phq9.10", Answer::Skip).expect("asked"));
    }
    let at = Moment::parse("2026-05-12T09:01:00-04:00").expect("a moment");
    draft.submit(at, Zone::parse("America/New_York").expect("a zone")).expect("complete")
}

/// PHQ-9 responses scored a second, with their band.
fn scoring(table: &mut Table) {
    let responses: Vec<_> =
        (0..64).map(|n: i32| response(std::array::from_fn(|item| (n >> (item % 3)) & 3))).collect();
    let instrument = catalogue::instrument("phq9").expect("the PHQ-9 is compiled in");
    let n = 640_000;
    let (took, sum) = timed(|| {
        let all = responses.iter().cycle().take(n);
        let total = |it| score_of(instrument, black_box(it), Context::default()).total;
        all.filter_map(total).map(Points::tenths).sum::<i32>()
    });
    black_box(sum);
    table.rate("score a PHQ-9 response", n, took, "/s", "one thread, wall time");
}

/// From the tap on item 9 to the crisis directive.
fn crisis(table: &mut Table) {
    let n = 20_000;
    let mut draft = draft();
    let mut times: Vec<Duration> = (0..n)
        .map(|_| {
            let (took, tap) = timed(|| draft.answer("phq9.9", Answer::Choice(1)));
            assert!(tap.expect("on offer").crisis.is_some(), "no crisis help");
            took
        })
        .collect();
    times.sort_unstable();
    let p99 = times.get(n * 99 / 100).copied().unwrap_or_default();
    let most = times.last().copied().unwrap_or_default();
    let figure = format!("{} µs / {} µs", p99.as_micros(), most.as_micros());
    table.add("crisis decision, p99 / longest", n, figure, "aim: ≤ 1 ms");
}

/// One chain of entries of class 1,024, sealed and signed.
fn chain(me: &Identity, key: &ContentKey, space: SpaceId, n: u64) -> Vec<Record> {
    let series = SeriesId(generate(&System));
    let entry = br#"{"kind":"note","text":"nothing of note"}"#;
    let mut prev = RecordHash::ZERO;
    let seal = |seq| {
        let mut header = Header {
            class: Class::Sealed,
            space,
            series,
            seq,
            record: RecordId(generate(&System)),
            author: me.fingerprint(),
            key: key.id(space),
            prev,
            body_length: 0,
            body_hash: [0; 32],
        };
        let body = seal_entry(key, &mut header, entry, PaddingClass::K1).expect("it fits");
        let sign = |bytes: &[u8; 200]| me.sign(label::RECORD_SIGNATURE, bytes);
        let record = Record::compose(header, body, sign).expect("a record");
        prev = record.hash();
        record
    };
    (0..n).map(seal).collect()
}

/// One entry of class 1,024 sealed and signed, and opened.
fn sealing(table: &mut Table) {
    let me = Identity::generate(&System);
    let key = ContentKey::generate(&System);
    let (took, records) = timed(|| chain(&me, &key, SpaceId(generate(&System)), 20_000));
    let n = records.len();
    table.rate("seal and sign an entry (1,304 B)", n, took, "/s", "one thread");
    let (took, opened) = timed(|| {
        let open = |it: &&Record| {
            open_entry(&key, &it.header, it.body.as_deref().unwrap_or_default()).is_ok()
        };
        records.iter().filter(open).count()
    });
    assert_eq!(opened, n, "some did not open");
    table.rate("open an entry", n, took, "/s", "one thread, without the signature");
}
