//! Records, heads, changes, quotas.

use super::*;

pub(super) async fn records_come_back_in_order_and_in_whole_pages(storage: &dyn Storage) {
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

pub(super) async fn the_same_records_again_change_nothing(storage: &dyn Storage) {
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

pub(super) async fn of_an_overlapping_upload_only_the_rest_is_stored(storage: &dyn Storage) {
    let chain = with_chain(storage, 10).await;
    let (receipt, commit) = append(storage, upload(SERIES, AUTHOR, &chain, 5)).await.unwrap();
    assert_eq!(receipt.count, 20);
    assert_eq!(commit, Some(*storage.commits().borrow()));
    let page = storage.page(PIN.space(), SERIES, 0, Bodies::All, usize::MAX).await.unwrap();
    assert_eq!(page.len(), 20 * SEALED);
}

pub(super) async fn other_records_at_a_place_conflict_and_change_nothing(storage: &dyn Storage) {
    let held = with_chain(storage, 10).await;
    let other = chain(PIN, SERIES, AUTHOR, 1, 20);
    let present = Receipt { count: 10, hash: held[9].hash };
    // In the middle, at the last place, and after the end with another previous hash.
    for from in [0, 9, 10] {
        let result = append(storage, upload(SERIES, AUTHOR, &other, from)).await;
        assert!(matches!(result, Err(StorageError::Conflict(r)) if r == present), "{from}");
    }
    let mut mixed = upload(SERIES, AUTHOR, &held[..10], 8);
    mixed.records[1] = other[9].clone();
    assert!(matches!(append(storage, mixed).await, Err(StorageError::Conflict(_))));
    assert_eq!(count(storage).await, 10);
}

pub(super) async fn records_behind_the_end_are_a_gap(storage: &dyn Storage) {
    let held = with_chain(storage, 10).await;
    let result = append(storage, upload(SERIES, AUTHOR, &held, 11)).await;
    assert!(matches!(result, Err(StorageError::Gap)));
    let new = SeriesId([5; 16]);
    let other = chain(PIN, new, AUTHOR, 0, 3);
    let result = append(storage, upload(new, AUTHOR, &other, 1)).await;
    assert!(matches!(result, Err(StorageError::Gap)));
    assert_eq!(storage.head(PIN.space(), new).await.unwrap(), None, "nothing is left of it");
}

pub(super) async fn a_series_keeps_its_author(storage: &dyn Storage) {
    with_chain(storage, 10).await;
    let other = Fingerprint([8; 32]);
    let theirs = chain(PIN, SERIES, other, 0, 12);
    let result = append(storage, upload(SERIES, other, &theirs, 10)).await;
    assert!(matches!(result, Err(StorageError::OtherAuthor)));
    assert_eq!(count(storage).await, 10);
}

pub(super) async fn a_days_quota_stops_whole_uploads_and_ends_with_the_day(storage: &dyn Storage) {
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

pub(super) async fn heads_come_in_pages_by_series(storage: &dyn Storage) {
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

pub(super) async fn changed_spaces_are_listed_once_by_their_last_commit(storage: &dyn Storage) {
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

pub(super) async fn membership_records_are_told_apart(storage: &dyn Storage) {
    let mut chain = with_chain(storage, 1).await;
    chain[2].membership = true;
    chain[3].membership = true;
    append(storage, upload(SERIES, AUTHOR, &chain, 1)).await.unwrap();
    let kept = storage.membership(PIN.space()).await.unwrap();
    assert_eq!(kept, [chain[2].bytes.clone(), chain[3].bytes.clone()]);
    assert_eq!(storage.changed(0).await.unwrap()[0].membership, 2);
}

pub(super) async fn nothing_is_stored_in_a_space_that_is_not_there(storage: &dyn Storage) {
    let chain = chain(PIN, SERIES, AUTHOR, 0, 1);
    for founds in [None, Some(0)] {
        let result =
            storage.append(PIN.space(), upload(SERIES, AUTHOR, &chain, 0), AMPLE, founds).await;
        assert!(matches!(result, Err(StorageError::Missing)));
    }
    assert_eq!(storage.changed(0).await.unwrap(), []);
}

pub(super) async fn writes_side_by_side_are_all_kept(storage: &dyn Storage) {
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

/// Runs all futures concurrently to completion.
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
