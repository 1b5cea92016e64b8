//! The conformance suite of storage: each test runs on each backend, listed at the end of this file.

use interlude_protocol::id::{Fingerprint, KeyId, PairingId, Pin, RecordHash, RecordId, SeriesId};
use interlude_protocol::record::codec::{Bodies, Record};
use interlude_protocol::record::header::{Class, HEADER, Header, SIGNATURE};
use interlude_protocol::wire::bytes::{Bytes, Fixed};
use interlude_protocol::wire::pairing::{ClaimUpload, Purpose, ReplyUpload, Stage};
use interlude_protocol::wire::space::Receipt;

mod accounts;
mod pairings;
mod records;

use accounts::*;
use pairings::*;
use records::*;

use super::{
    Account, Founder, NewClinic, NewRecord, Pairing, Quota, Storage, StorageError, Upload,
};

const PIN: Pin = Pin([7; 32]);
const AUTHOR: Fingerprint = Fingerprint([1; 32]);
const SERIES: SeriesId = SeriesId([2; 16]);
const AMPLE: Quota = Quota { day: 20_000, most: 100_000 };
/// Bytes of a sealed record of the smallest class.
const SEALED: usize = HEADER + SIGNATURE + 1_040;

/// A chain of `count` sealed records; chains with different `salt` differ.
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
        records.push(NewRecord { hash: prev, membership: false, bytes: record.encode().into() });
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
            a_pairing_keeps_the_first_claim_and_passes_each_stage_once
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

/// A database in a temporary folder.
fn on_disk() -> (super::sqlite::Sqlite, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let storage = super::sqlite::Sqlite::open(&folder.path().join("db"), [1; 16], 256).unwrap();
    (storage, folder)
}

conformance!(sqlite_in_memory, (crate::storage::sqlite::Sqlite::in_memory([1; 16], 256).unwrap(),));
conformance!(sqlite_on_disk, super::on_disk());
