//! What every storage must do. Each claim runs on each backend; see the end of this file.

use interlude_core::id::{Fingerprint, KeyId, PairingId, Pin, RecordHash, RecordId, SeriesId};
use interlude_core::protocol::bytes::{Bytes, Fixed};
use interlude_core::protocol::pairing::{ClaimUpload, Purpose, ReplyUpload, Stage};
use interlude_core::protocol::space::Receipt;
use interlude_core::record::codec::{Bodies, Record};
use interlude_core::record::header::{Class, HEADER, Header, SIGNATURE};

use super::{
    Account, Founder, NewClinic, NewRecord, Pairing, Quota, Storage, StorageError, Upload,
};

const PIN: Pin = Pin([7; 32]);
const AUTHOR: Fingerprint = Fingerprint([1; 32]);
const SERIES: SeriesId = SeriesId([2; 16]);
const AMPLE: Quota = Quota { day: 20_000, most: 100_000 };
/// Bytes of a sealed record of the smallest class.
const SEALED: usize = HEADER + SIGNATURE + 1_040;

/// A chain of `count` sealed records; `salt` makes it another one.
fn chain(pin: Pin, series: SeriesId, author: Fingerprint, salt: u8, count: u64) -> Vec<NewRecord> {
    let mut prev = RecordHash::ZERO;
    let mut records = Vec::new();
    for seq in 0..count {
        let header = Header {
            class: Class::Sealed,
            space: pin.space(),
            series,
            seq,
            record: RecordId([salt; 16]),
            author,
            key: KeyId([9; 32]),
            prev,
            body_length: 0,
            body_hash: [0; 32],
        };
        let record = Record::compose(header, vec![salt; 1_040], |_| [salt; SIGNATURE]).unwrap();
        prev = record.hash();
        records.push(NewRecord { hash: prev, membership: false, bytes: record.encode() });
    }
    records
}

/// The part of `chain` from `from` on, as an upload.
fn upload(series: SeriesId, author: Fingerprint, chain: &[NewRecord], from: usize) -> Upload {
    let prev = if from == 0 { RecordHash::ZERO } else { chain[from - 1].hash };
    Upload { series, author, from: from as u64, prev, records: chain[from..].to_vec() }
}

fn clinic(pin: Pin, uploads: Vec<Upload>) -> NewClinic {
    let account = Account {
        fp: AUTHOR,
        login: "lead".to_owned(),
        verifier: [3; 32],
        slots: vec![vec![4; 97]],
        version: 1,
    };
    NewClinic { request: pin.0, pin, uploads, account }
}

/// A space with the first `count` records of the usual chain.
async fn with_chain(storage: &dyn Storage, count: usize) -> Vec<NewRecord> {
    let chain = chain(PIN, SERIES, AUTHOR, 0, 20);
    let first = upload(SERIES, AUTHOR, &chain[..count], 0);
    storage.found(clinic(PIN, vec![first])).await.unwrap();
    chain
}

async fn append(
    storage: &dyn Storage,
    upload: Upload,
) -> Result<(Receipt, Option<u64>), StorageError> {
    storage.append(PIN.space(), upload, AMPLE, None).await
}

async fn count(storage: &dyn Storage) -> u64 {
    storage.head(PIN.space(), SERIES).await.unwrap().unwrap().count
}

async fn records_come_back_in_order_and_in_whole_pages(storage: &dyn Storage) {
    let chain = with_chain(storage, 1).await;
    let (receipt, _) = append(storage, upload(SERIES, AUTHOR, &chain, 1)).await.unwrap();
    assert_eq!(receipt, Receipt { count: 20, hash: chain[19].hash });
    let page = |from, bodies, limit| storage.page(PIN.space(), SERIES, from, bodies, limit);
    let all: Vec<u8> = chain.iter().flat_map(|record| record.bytes.clone()).collect();
    assert_eq!(page(0, Bodies::All, usize::MAX).await.unwrap(), all);
    assert_eq!(page(3, Bodies::All, 2 * SEALED + 7).await.unwrap(), all[3 * SEALED..5 * SEALED]);
    assert!(page(20, Bodies::All, usize::MAX).await.unwrap().is_empty());
    assert!(page(u64::MAX, Bodies::All, usize::MAX).await.unwrap().is_empty());
    let open = page(0, Bodies::Open, usize::MAX).await.unwrap();
    assert_eq!(open.len(), 20 * (HEADER + SIGNATURE));
    assert_eq!(open[..HEADER + SIGNATURE], all[..HEADER + SIGNATURE]);
}

async fn the_same_records_again_change_nothing(storage: &dyn Storage) {
    let chain = with_chain(storage, 10).await;
    let number = *storage.commits().borrow();
    for from in [0, 4, 9] {
        let again = upload(SERIES, AUTHOR, &chain[..10], from);
        let (receipt, commit) = append(storage, again).await.unwrap();
        assert_eq!(receipt, Receipt { count: 10, hash: chain[9].hash });
        assert_eq!(commit, None);
    }
    assert_eq!(*storage.commits().borrow(), number);
}

async fn of_an_overlapping_upload_only_the_rest_is_stored(storage: &dyn Storage) {
    let chain = with_chain(storage, 10).await;
    let (receipt, commit) = append(storage, upload(SERIES, AUTHOR, &chain, 5)).await.unwrap();
    assert_eq!(receipt.count, 20);
    assert_eq!(commit, Some(*storage.commits().borrow()));
    let page = storage.page(PIN.space(), SERIES, 0, Bodies::All, usize::MAX).await.unwrap();
    assert_eq!(page.len(), 20 * SEALED);
}

async fn other_records_at_a_place_conflict_and_change_nothing(storage: &dyn Storage) {
    let held = with_chain(storage, 10).await;
    let other = chain(PIN, SERIES, AUTHOR, 1, 20);
    let present = Receipt { count: 10, hash: held[9].hash };
    // In the middle, at the last place, and behind the end with another past.
    for from in [0, 9, 10] {
        let result = append(storage, upload(SERIES, AUTHOR, &other, from)).await;
        assert!(matches!(result, Err(StorageError::Conflict(r)) if r == present), "{from}");
    }
    let mut mixed = upload(SERIES, AUTHOR, &held[..10], 8);
    mixed.records[1] = other[9].clone();
    assert!(matches!(append(storage, mixed).await, Err(StorageError::Conflict(_))));
    assert_eq!(count(storage).await, 10);
}

async fn records_behind_the_end_are_a_gap(storage: &dyn Storage) {
    let held = with_chain(storage, 10).await;
    let result = append(storage, upload(SERIES, AUTHOR, &held, 11)).await;
    assert!(matches!(result, Err(StorageError::Gap)));
    let new = SeriesId([5; 16]);
    let other = chain(PIN, new, AUTHOR, 0, 3);
    let result = append(storage, upload(new, AUTHOR, &other, 1)).await;
    assert!(matches!(result, Err(StorageError::Gap)));
    assert_eq!(storage.head(PIN.space(), new).await.unwrap(), None, "nothing is left of it");
}

async fn a_series_keeps_its_author(storage: &dyn Storage) {
    with_chain(storage, 10).await;
    let other = Fingerprint([8; 32]);
    let theirs = chain(PIN, SERIES, other, 0, 12);
    let result = append(storage, upload(SERIES, other, &theirs, 10)).await;
    assert!(matches!(result, Err(StorageError::OtherAuthor)));
    assert_eq!(count(storage).await, 10);
}

async fn a_days_quota_stops_whole_uploads_and_ends_with_the_day(storage: &dyn Storage) {
    let chain = with_chain(storage, 1).await;
    let space = PIN.space();
    let part = |from: usize, to| upload(SERIES, AUTHOR, &chain[..to], from);
    let today = Quota { day: 5, most: 8 };
    storage.append(space, part(1, 7), today, None).await.unwrap();
    let result = storage.append(space, part(7, 10), today, None).await;
    assert!(matches!(result, Err(StorageError::QuotaUsed)));
    assert_eq!(count(storage).await, 7);
    storage.append(space, part(7, 9), today, None).await.unwrap();
    storage.append(space, part(1, 9), today, None).await.expect("held records cost nothing");
    storage.append(space, part(9, 12), Quota { day: 6, most: 8 }, None).await.unwrap();
}

async fn heads_come_in_pages_by_series(storage: &dyn Storage) {
    let mut uploads = Vec::new();
    for number in [3, 1, 2, 0] {
        let series = SeriesId([number; 16]);
        uploads.push(upload(series, AUTHOR, &chain(PIN, series, AUTHOR, 0, 2), 0));
    }
    storage.found(clinic(PIN, uploads)).await.unwrap();
    let first = storage.heads(PIN.space(), None, 3).await.unwrap();
    let ids: Vec<u8> = first.iter().map(|line| line.series.0[0]).collect();
    assert_eq!(ids, [0, 1, 2]);
    assert!(first.iter().all(|line| line.count == 2 && line.author == AUTHOR));
    let rest = storage.heads(PIN.space(), Some(SeriesId([2; 16])), 3).await.unwrap();
    assert_eq!(rest.len(), 1);
    assert_eq!(storage.heads(Pin([8; 32]).space(), None, 3).await.unwrap(), []);
}

async fn changed_spaces_are_listed_once_by_their_last_commit(storage: &dyn Storage) {
    let chain = with_chain(storage, 1).await;
    let second = Pin([8; 32]);
    storage.found(clinic(second, vec![])).await.unwrap();
    let series = SeriesId([6; 16]);
    let theirs = self::chain(second, series, AUTHOR, 0, 2);
    storage
        .append(second.space(), upload(series, AUTHOR, &theirs[..1], 0), AMPLE, None)
        .await
        .unwrap();
    let before = *storage.commits().borrow();
    append(storage, upload(SERIES, AUTHOR, &chain[..2], 1)).await.unwrap();
    let all = storage.changed(0).await.unwrap();
    assert_eq!(all.iter().map(|line| line.pin).collect::<Vec<_>>(), [second, PIN]);
    assert!(all[0].changed <= before && all[1].changed > before);
    assert_eq!(storage.changed(before).await.unwrap(), all[1..]);
    assert_eq!(storage.changed(all[1].changed).await.unwrap(), []);
}

async fn membership_records_are_told_apart(storage: &dyn Storage) {
    let mut chain = with_chain(storage, 1).await;
    chain[2].membership = true;
    chain[3].membership = true;
    append(storage, upload(SERIES, AUTHOR, &chain, 1)).await.unwrap();
    let kept = storage.membership(PIN.space()).await.unwrap();
    assert_eq!(kept, [chain[2].bytes.clone(), chain[3].bytes.clone()]);
    assert_eq!(storage.changed(0).await.unwrap()[0].membership, 2);
}

async fn nothing_is_stored_in_a_space_that_is_not_there(storage: &dyn Storage) {
    let chain = chain(PIN, SERIES, AUTHOR, 0, 1);
    for founds in [None, Some(0)] {
        let result =
            storage.append(PIN.space(), upload(SERIES, AUTHOR, &chain, 0), AMPLE, founds).await;
        assert!(matches!(result, Err(StorageError::Missing)));
    }
    assert_eq!(storage.changed(0).await.unwrap(), []);
}

async fn a_clinic_is_founded_once(storage: &dyn Storage) {
    let chain = with_chain(storage, 2).await;
    assert_eq!(storage.founded_by(PIN.0).await.unwrap(), Some(PIN.space()));
    assert_eq!(storage.founded_by([0; 32]).await.unwrap(), None);
    let again = clinic(PIN, vec![upload(SERIES, AUTHOR, &chain, 0)]);
    assert!(matches!(storage.found(again).await, Err(StorageError::Taken)));
    assert_eq!(count(storage).await, 2);
}

async fn slots_change_only_at_the_version_named(storage: &dyn Storage) {
    with_chain(storage, 1).await;
    let space = PIN.space();
    let slots = vec![vec![5; 97], vec![6; 97]];
    assert_eq!(storage.put_slots(space, "lead", 1, slots.clone()).await.unwrap(), 2);
    let again = storage.put_slots(space, "lead", 1, slots.clone()).await;
    assert_eq!(again.unwrap(), 2, "the same again, after a lost answer");
    let stale = storage.put_slots(space, "lead", 1, vec![vec![7; 97]]).await;
    assert!(matches!(stale, Err(StorageError::Taken)));
    let account = storage.account(space, "lead").await.unwrap().unwrap();
    assert_eq!((account.slots, account.version, account.fp), (slots, 2, AUTHOR));
    assert_eq!(storage.account(space, "Lead").await.unwrap(), None);
    let nobody = storage.put_slots(space, "nobody", 1, vec![]).await;
    assert!(matches!(nobody, Err(StorageError::Missing)));
}

async fn the_newest_browsers_of_an_account_are_known(storage: &dyn Storage) {
    let space = PIN.space();
    for number in 0..25 {
        storage.remember_browser(space, "lead", [number; 32], i64::from(number)).await.unwrap();
    }
    for (number, known) in [(0, false), (4, false), (5, true), (24, true), (25, false)] {
        let found = storage.knows_browser(space, "lead", [number; 32]).await.unwrap();
        assert_eq!(found, known, "{number}");
    }
    assert!(!storage.knows_browser(space, "other", [24; 32]).await.unwrap());
}

const PAIRING: PairingId = PairingId([11; 16]);

fn invitation() -> Pairing {
    Pairing {
        id: PAIRING,
        clinic: PIN.space(),
        purpose: Purpose::Patient,
        inviter: AUTHOR,
        expires: 1_000,
        stage: Stage::Waiting,
        claim: None,
        reply: None,
    }
}

fn claim(salt: u8) -> ClaimUpload {
    ClaimUpload { claim: Bytes(vec![salt; 9]), mac: Fixed([salt; 32]), sig: Fixed([salt; 64]) }
}

fn reply(salt: u8) -> ReplyUpload {
    ReplyUpload { reply: Bytes(vec![salt; 9]), sig: Fixed([salt; 64]) }
}

fn founders() -> Vec<Founder> {
    let founder = |number: u8, shared| Founder {
        pin: Pin([number; 32]),
        shared,
        fp: Fingerprint([number; 32]),
        sign: [number; 32],
    };
    vec![founder(21, true), founder(22, false)]
}

async fn stage(storage: &dyn Storage, now: i64) -> Option<Stage> {
    storage.pairing(PAIRING, now).await.unwrap().map(|pairing| pairing.stage)
}

async fn a_pairing_keeps_the_first_claim_and_goes_its_way_once(storage: &dyn Storage) {
    storage.invite(invitation(), AMPLE).await.unwrap();
    storage.invite(invitation(), AMPLE).await.expect("the same again");
    let other = Pairing { inviter: Fingerprint([2; 32]), ..invitation() };
    assert!(matches!(storage.invite(other, AMPLE).await, Err(StorageError::Taken)));
    assert!(matches!(storage.reply(PAIRING, reply(0), 0).await, Err(StorageError::Missing)));
    assert!(matches!(storage.confirm(PAIRING, 0, 9).await, Err(StorageError::Missing)));

    storage.claim(PAIRING, claim(0), founders(), 0).await.unwrap();
    storage.claim(PAIRING, claim(0), founders(), 0).await.expect("the same again");
    let second = storage.claim(PAIRING, claim(1), founders(), 0).await;
    assert!(matches!(second, Err(StorageError::Taken)));
    assert!(matches!(storage.confirm(PAIRING, 0, 9).await, Err(StorageError::Missing)));

    storage.reply(PAIRING, reply(0), 0).await.unwrap();
    storage.reply(PAIRING, reply(0), 0).await.expect("the same again");
    assert!(matches!(storage.reply(PAIRING, reply(1), 0).await, Err(StorageError::Taken)));
    let newcomer = storage.newcomer(Fingerprint([21; 32]), 0).await.unwrap().unwrap();
    assert_eq!((newcomer.sign, newcomer.clinic), ([21; 32], PIN.space()));
    assert_eq!((newcomer.pairing, newcomer.stage), (PAIRING, Stage::Replied));
    assert_eq!(storage.newcomer(Fingerprint([23; 32]), 0).await.unwrap(), None);

    let kept = storage.pairing(PAIRING, 0).await.unwrap().unwrap();
    assert_eq!((kept.claim, kept.reply), (Some(claim(0)), Some(reply(0))));
}

async fn a_space_is_founded_only_after_the_digits_agreed_and_in_time(storage: &dyn Storage) {
    let (shared, own) = (Pin([21; 32]), Pin([22; 32]));
    storage.invite(invitation(), AMPLE).await.unwrap();
    storage.claim(PAIRING, claim(0), founders(), 0).await.unwrap();
    storage.reply(PAIRING, reply(0), 0).await.unwrap();
    let genesis = |pin: Pin| {
        let author = Fingerprint(pin.0);
        upload(SERIES, author, &chain(pin, SERIES, author, 0, 1), 0)
    };
    let found = |pin: Pin, now| storage.append(pin.space(), genesis(pin), AMPLE, Some(now));
    assert!(matches!(found(shared, 1).await, Err(StorageError::Missing)));

    storage.confirm(PAIRING, 500, 5_000).await.unwrap();
    storage.confirm(PAIRING, 500, 9_000).await.expect("the same again");
    assert_eq!(stage(storage, 2_000).await, Some(Stage::Confirmed), "outlives the invitation");
    assert_eq!(storage.expected(own.space(), 5_000).await.unwrap(), None, "no second term");
    assert!(matches!(found(shared, 5_000).await, Err(StorageError::Missing)));
    let expected = storage.expected(own.space(), 4_999).await.unwrap();
    assert_eq!(expected, Some((PAIRING, founders()[1])));

    found(own, 4_999).await.unwrap();
    assert_eq!(stage(storage, 4_999).await, Some(Stage::Confirmed));
    found(shared, 4_999).await.unwrap();
    assert_eq!(stage(storage, 4_999).await, Some(Stage::Enrolled));
    let (receipt, commit) = found(shared, 4_999).await.expect("the same again");
    assert_eq!((receipt.count, commit), (1, None));
    assert_eq!(storage.expected(shared.space(), 4_999).await.unwrap(), None);
    assert_eq!(storage.newcomer(Fingerprint([21; 32]), 4_999).await.unwrap(), None);
}

async fn an_ended_or_burnt_invitation_is_gone(storage: &dyn Storage) {
    storage.invite(invitation(), AMPLE).await.unwrap();
    assert_eq!(stage(storage, 999).await, Some(Stage::Waiting));
    assert_eq!(stage(storage, 1_000).await, None);
    let late = storage.claim(PAIRING, claim(0), founders(), 1_000).await;
    assert!(matches!(late, Err(StorageError::Missing)));

    storage.claim(PAIRING, claim(0), founders(), 0).await.unwrap();
    assert_eq!(storage.newcomer(Fingerprint([21; 32]), 1_000).await.unwrap(), None);
    storage.reply(PAIRING, reply(0), 0).await.unwrap();
    storage.confirm(PAIRING, 0, 5_000).await.unwrap();
    storage.burn(PAIRING).await.unwrap();
    assert_eq!(stage(storage, 0).await, None);
    assert_eq!(storage.expected(Pin([21; 32]).space(), 0).await.unwrap(), None);
    assert_eq!(storage.newcomer(Fingerprint([21; 32]), 0).await.unwrap(), None);
}

async fn a_claim_cannot_take_over_a_space_that_another_announced(storage: &dyn Storage) {
    let second = PairingId([12; 16]);
    storage.invite(invitation(), AMPLE).await.unwrap();
    storage.invite(Pairing { id: second, ..invitation() }, AMPLE).await.unwrap();
    storage.claim(PAIRING, claim(0), founders(), 0).await.unwrap();
    let copied = storage.claim(second, claim(1), founders(), 0).await;
    assert!(matches!(copied, Err(StorageError::Taken)));
    let kept = storage.pairing(second, 0).await.unwrap().unwrap();
    assert_eq!((kept.stage, kept.claim), (Stage::Waiting, None));
}

async fn invitations_have_a_quota(storage: &dyn Storage) {
    let few = Quota { day: 1, most: 2 };
    for number in 0..2 {
        storage.invite(Pairing { id: PairingId([number; 16]), ..invitation() }, few).await.unwrap();
    }
    let third = storage.invite(Pairing { id: PairingId([2; 16]), ..invitation() }, few).await;
    assert!(matches!(third, Err(StorageError::QuotaUsed)));
}

async fn writes_side_by_side_are_all_kept(storage: &dyn Storage) {
    with_chain(storage, 1).await;
    let uploads: Vec<Upload> = (100..140)
        .map(|number| {
            let series = SeriesId([number; 16]);
            upload(series, AUTHOR, &chain(PIN, series, AUTHOR, 0, 3), 0)
        })
        .collect();
    let work = uploads.into_iter().map(|upload| append(storage, upload));
    let mut commits: Vec<u64> = Vec::new();
    for done in join(work).await {
        commits.push(done.unwrap().1.unwrap());
    }
    commits.sort_unstable();
    commits.dedup();
    assert_eq!(commits.len(), 40, "each has a number of its own");
    assert_eq!(storage.heads(PIN.space(), None, 1_000).await.unwrap().len(), 41);
}

/// Runs all to their end, side by side.
async fn join<T>(work: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut waiting: Vec<_> = work.map(Box::pin).collect();
    let mut done: Vec<Option<T>> = waiting.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (future, slot) in waiting.iter_mut().zip(&mut done) {
            if slot.is_none()
                && let std::task::Poll::Ready(value) = future.as_mut().poll(context)
            {
                *slot = Some(value);
            }
        }
        if done.iter().all(Option::is_some) {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
    done.into_iter().flatten().collect()
}

/// Makes a test of every claim for one backend.
macro_rules! conformance {
    ($backend:ident, $storage:expr) => {
        conformance!(@each $backend, $storage,
            records_come_back_in_order_and_in_whole_pages
            the_same_records_again_change_nothing
            of_an_overlapping_upload_only_the_rest_is_stored
            other_records_at_a_place_conflict_and_change_nothing
            records_behind_the_end_are_a_gap
            a_series_keeps_its_author
            a_days_quota_stops_whole_uploads_and_ends_with_the_day
            heads_come_in_pages_by_series
            changed_spaces_are_listed_once_by_their_last_commit
            membership_records_are_told_apart
            nothing_is_stored_in_a_space_that_is_not_there
            a_clinic_is_founded_once
            slots_change_only_at_the_version_named
            the_newest_browsers_of_an_account_are_known
            a_pairing_keeps_the_first_claim_and_goes_its_way_once
            a_space_is_founded_only_after_the_digits_agreed_and_in_time
            an_ended_or_burnt_invitation_is_gone
            a_claim_cannot_take_over_a_space_that_another_announced
            invitations_have_a_quota
            writes_side_by_side_are_all_kept
        );
    };
    (@each $backend:ident, $storage:expr, $($claim:ident)*) => {
        mod $backend {
            $(
                #[tokio::test]
                async fn $claim() {
                    let kept = $storage;
                    super::$claim(&kept.0).await;
                }
            )*
        }
    };
}

/// A database in a folder of its own, which goes with it.
fn on_disk() -> (super::sqlite::Sqlite, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let storage = super::sqlite::Sqlite::open(&folder.path().join("db"), [1; 16], 256).unwrap();
    (storage, folder)
}

conformance!(sqlite_in_memory, (crate::storage::sqlite::Sqlite::in_memory([1; 16], 256).unwrap(),));
conformance!(sqlite_on_disk, super::on_disk());
