//! Clinics, accounts, browsers.

use super::*;

pub(super) async fn a_clinic_is_founded_once(storage: &dyn Storage) {
    let chain = with_chain(storage, 2).await;
    assert_eq!(storage.founded_by(PIN.0).await.unwrap(), Some(PIN.space()));
    assert_eq!(storage.founded_by([0; 32]).await.unwrap(), None);
    let again = clinic(PIN, vec![upload(SERIES, AUTHOR, &chain, 0)]);
    assert!(matches!(storage.found(again).await, Err(StorageError::Taken)));
    assert_eq!(count(storage).await, 2);
}

pub(super) async fn slots_change_only_at_the_version_named(storage: &dyn Storage) {
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

pub(super) async fn the_newest_browsers_of_an_account_are_known(storage: &dyn Storage) {
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
