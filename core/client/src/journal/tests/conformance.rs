//! The conformance suite of stores: `conformance!(name, make)` runs it on fresh stores.

use crate::journal::{Aside, Change, Kept, MemoryStore, SealedDraft, Store, StoreError, Tip};
use interlude_protocol::id::{RecordHash, RecordId, SeriesId, SpaceId};

pub(crate) const SPACE: SpaceId = SpaceId([1; 16]);
const OTHER_SPACE: SpaceId = SpaceId([2; 16]);
const SERIES: SeriesId = SeriesId([3; 16]);
const OTHER_SERIES: SeriesId = SeriesId([4; 16]);

pub(crate) fn append(seq: u64, record: &[u8]) -> Change {
    Change::Append { space: SPACE, series: SERIES, seq, record: record.to_vec() }
}

fn put(space: Option<SpaceId>, value: &[u8]) -> Change {
    Change::Put { space, name: "name", value: value.to_vec() }
}

fn kept(seq: u64, why: Aside, record: &[u8]) -> Kept {
    Kept { series: SERIES, seq, why, record: record.to_vec() }
}

fn all(store: &impl Store) -> Vec<Vec<u8>> {
    let records = store.records(SPACE, SERIES, 0, usize::MAX).unwrap();
    records.into_iter().map(|(_, record)| record).collect()
}

pub(crate) fn records_come_back_in_order_from_any_place(store: &mut impl Store) {
    store.commit(&[append(0, b"a"), append(1, b"b")]).unwrap();
    store.commit(&[append(2, b"c")]).unwrap();
    assert_eq!(all(store), [b"a", b"b", b"c"]);
    assert_eq!(store.records(SPACE, SERIES, 1, 1).unwrap(), [(1, b"b".to_vec())]);
    assert!(store.records(SPACE, SERIES, 3, 9).unwrap().is_empty());
    assert!(store.records(SPACE, OTHER_SERIES, 0, 9).unwrap().is_empty());
    assert!(store.records(OTHER_SPACE, SERIES, 0, 9).unwrap().is_empty());
    assert_eq!(store.series(SPACE).unwrap(), [(SERIES, 3)]);
    assert_eq!(store.spaces().unwrap(), [SPACE]);
}

pub(crate) fn a_commit_is_made_whole_or_not_at_all(store: &mut impl Store) {
    store.commit(&[append(0, b"a")]).unwrap();
    let draft = SealedDraft { record: RecordId([9; 16]), sealed: vec![1] };
    for wrong in [append(0, b"x"), append(3, b"x")] {
        let changes = [
            append(1, b"b"),
            put(None, b"v"),
            Change::SaveDraft(draft.clone()),
            Change::Remember { space: SPACE, series: SERIES, tip: Tip::EMPTY },
            wrong,
        ];
        assert_eq!(store.commit(&changes), Err(StoreError::OutOfPlace));
        assert_eq!(all(store), [b"a"]);
        assert_eq!(store.value(None, "name").unwrap(), None);
        assert!(store.drafts().unwrap().is_empty());
        assert!(store.remembered(SPACE).unwrap().is_empty());
    }
    store.commit(&[append(1, b"b")]).unwrap();
    assert_eq!(all(store), [b"a", b"b"]);
}

pub(crate) fn a_body_is_mended_in_its_place_only(store: &mut impl Store) {
    store.commit(&[append(0, b"a"), append(1, b"b"), append(2, b"c")]).unwrap();
    let mend = |seq| Change::Mend { space: SPACE, series: SERIES, seq, record: b"B".to_vec() };
    store.commit(&[mend(1)]).unwrap();
    assert_eq!(all(store), [b"a", b"B", b"c"]);
    assert_eq!(store.commit(&[mend(3)]), Err(StoreError::OutOfPlace));
    assert_eq!(all(store), [b"a", b"B", b"c"]);
}

pub(crate) fn a_superseded_end_is_kept_beside_the_log(store: &mut impl Store) {
    store.commit(&[append(0, b"a"), append(1, b"b"), append(2, b"c")]).unwrap();
    let cut = Change::Supersede { space: SPACE, series: SERIES, from: 1 };
    store.commit(&[cut, append(1, b"x")]).unwrap();
    assert_eq!(all(store), [b"a", b"x"]);
    let expected = [kept(1, Aside::Superseded, b"b"), kept(2, Aside::Superseded, b"c")];
    assert_eq!(store.aside(SPACE).unwrap(), expected);
}

pub(crate) fn a_record_is_kept_aside_once(store: &mut impl Store) {
    let keep = |record| Change::KeepAside { space: SPACE, kept: kept(1, Aside::Fork, record) };
    store.commit(&[keep(b"b"), keep(b"a")]).unwrap();
    store.commit(&[keep(b"a")]).unwrap();
    let expected = [kept(1, Aside::Fork, b"a"), kept(1, Aside::Fork, b"b")];
    assert_eq!(store.aside(SPACE).unwrap(), expected);
    assert!(store.aside(OTHER_SPACE).unwrap().is_empty());
    assert!(store.series(SPACE).unwrap().is_empty());
}

pub(crate) fn tips_are_remembered_without_records(store: &mut impl Store) {
    let tip = |count| Tip { count, hash: RecordHash([u8::try_from(count).unwrap(); 32]) };
    let remember = |space, series, count| Change::Remember { space, series, tip: tip(count) };
    store.commit(&[remember(SPACE, OTHER_SERIES, 5), remember(SPACE, SERIES, 7)]).unwrap();
    store.commit(&[remember(SPACE, SERIES, 8), remember(OTHER_SPACE, SERIES, 1)]).unwrap();
    let expected = [(SERIES, tip(8)), (OTHER_SERIES, tip(5))];
    assert_eq!(store.remembered(SPACE).unwrap(), expected);
    assert!(store.series(SPACE).unwrap().is_empty());
    assert_eq!(store.spaces().unwrap(), [SPACE, OTHER_SPACE]);
}

pub(crate) fn values_of_spaces_are_apart(store: &mut impl Store) {
    store.commit(&[put(None, b"0"), put(Some(SPACE), b"1"), put(Some(OTHER_SPACE), b"2")]).unwrap();
    store.commit(&[put(Some(SPACE), b"3")]).unwrap();
    let remove = Change::Remove { space: Some(OTHER_SPACE), name: "name" };
    store.commit(std::slice::from_ref(&remove)).unwrap();
    store.commit(&[remove]).unwrap();
    assert_eq!(store.value(None, "name").unwrap(), Some(b"0".to_vec()));
    assert_eq!(store.value(Some(SPACE), "name").unwrap(), Some(b"3".to_vec()));
    assert_eq!(store.value(Some(OTHER_SPACE), "name").unwrap(), None);
    assert_eq!(store.value(Some(SPACE), "other").unwrap(), None);
}

pub(crate) fn a_draft_becomes_its_record_in_one_commit(store: &mut impl Store) {
    let draft = |record: u8, sealed: u8| SealedDraft {
        record: RecordId([record; 16]),
        sealed: vec![sealed],
    };
    store.commit(&[Change::SaveDraft(draft(2, 1)), Change::SaveDraft(draft(1, 1))]).unwrap();
    store.commit(&[Change::SaveDraft(draft(2, 2))]).unwrap();
    assert_eq!(store.drafts().unwrap(), [draft(1, 1), draft(2, 2)]);
    store.commit(&[append(0, b"a"), Change::DropDraft(RecordId([2; 16]))]).unwrap();
    assert_eq!(store.drafts().unwrap(), [draft(1, 1)]);
    assert_eq!(all(store), [b"a"]);
}

/// Runs the suite on the store that `$make` returns with a value that must outlive it.
macro_rules! conformance {
    ($name:ident, $make:expr) => {
        mod $name {
            use super::*;
            use $crate::journal::tests::conformance as suite;
            $crate::journal::tests::conformance::conformance!(@ $make,
                records_come_back_in_order_from_any_place,
                a_commit_is_made_whole_or_not_at_all,
                a_body_is_mended_in_its_place_only,
                a_superseded_end_is_kept_beside_the_log,
                a_record_is_kept_aside_once,
                tips_are_remembered_without_records,
                values_of_spaces_are_apart,
                a_draft_becomes_its_record_in_one_commit,
            );
        }
    };
    (@ $make:expr, $($claim:ident,)*) => {
        $(#[test]
        fn $claim() {
            let (mut store, _kept) = $make;
            suite::$claim(&mut store);
        })*
    };
}
pub(crate) use conformance;

conformance!(memory, (MemoryStore::new(), ()));
