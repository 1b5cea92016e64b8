//! Syncs against correct, faulty and dishonest servers.

use super::*;
use crate::sync::run::HeldBack;
use interlude_protocol::record::RecordError;

#[test]
fn a_bare_phone_reads_everything_that_a_phone_sent() {
    let (world, double) = (World::new(), Double::default());
    let phone = world.phone(2);
    for name in 0..5 {
        phone.write(name, &format!("entry {name}"));
    }
    let report = phone.sync(&double);
    assert_eq!(report.pushed, phone.records());
    assert!(phone.agrees_with(&double) && phone.look(|journal| journal.waiting()) == 0);
    let bare = world.bare(3);
    let report = bare.sync(&double);
    assert_eq!((bare.texts(), bare.texts().len()), (phone.texts(), 5));
    assert!(report.is_complete() && report.wrote, "the bare phone writes a mark");
}

#[test]
fn nothing_is_sent_or_fetched_twice() {
    let (world, double) = (World::new(), Double::default());
    let phone = world.phone(2);
    phone.write(1, "one");
    phone.sync(&double);
    let before = double.requests();
    assert_eq!(phone.sync(&double), Report::default());
    assert_eq!(double.requests() - before, 1, "only heads are requested");
    let held = phone.records();
    phone.write(2, "two");
    phone.sync(&double);
    let log = double.log.borrow();
    let sent = log.iter().rfind(|line| line.starts_with("POST")).unwrap();
    assert!(sent.ends_with(&format!("?from={held}")), "{sent}");
}

#[test]
fn two_clients_write_one_mark_and_then_stop() {
    let (world, double) = (World::new(), Double::default());
    let (phone, bare) = (world.phone(2), world.bare(3));
    phone.write(1, "one");
    let mut wrote = Vec::new();
    for _ in 0..4 {
        wrote.push(phone.sync(&double).wrote);
        wrote.push(bare.sync(&double).wrote);
    }
    assert_eq!(wrote.iter().filter(|wrote| **wrote).count(), 1, "{wrote:?}");
    assert_eq!(phone.look(|j| j.tips()), bare.look(|j| j.tips()));
    assert!(phone.agrees_with(&double));
}

#[test]
fn a_sync_interrupted_at_any_request_resumes_without_duplicates() {
    let world = World::new();
    let start = || {
        let double = Double::default();
        let (phone, bare) = (world.phone(2), world.bare(3));
        phone.write(1, "one");
        phone.write(2, "two");
        phone.sync(&double);
        bare.sync(&double);
        phone.write(3, "three");
        (double, phone, bare)
    };
    let (double, phone, bare) = start();
    let before = double.requests();
    phone.sync(&double);
    bare.sync(&double);
    let (end, total) = (double.requests(), double.tips(phone.space));
    for at in before..end {
        for fault in [Fault::Lost, Fault::AnswerLost] {
            let (double, phone, bare) = start();
            double.fault.set(Some((at, fault)));
            let first = phone.try_sync(&double).and_then(|_| bare.try_sync(&double));
            assert_eq!(first, Err(SyncError::Offline), "request {at}");
            phone.sync(&double);
            bare.sync(&double);
            assert_eq!(phone.texts(), ["one", "three", "two"]);
            assert_eq!(bare.texts(), phone.texts());
            let counts = |tips: &std::collections::BTreeMap<_, crate::journal::Tip>| {
                tips.values().map(|tip| tip.count).collect::<Vec<_>>()
            };
            assert_eq!(counts(&double.tips(phone.space)), counts(&total), "{fault:?} at {at}");
        }
    }
}

#[test]
fn a_restored_server_regains_records_of_any_author() {
    let (world, double) = (World::new(), Double::default());
    let (phone, bare) = (world.phone(2), world.bare(3));
    phone.write(1, "one");
    phone.sync(&double);
    bare.sync(&double);
    phone.sync(&double);
    let whole = double.tips(phone.space);
    double.lose(1);
    let report = phone.sync(&double);
    assert_eq!((report.healed, report.pushed), (2, 0), "the last record of each series");
    assert_eq!(double.tips(phone.space), whole);
    assert_eq!(report.held_back, []);
}

#[test]
fn a_copied_phone_starts_a_new_series_and_loses_nothing() {
    let (world, double) = (World::new(), Double::default());
    let phone = world.phone(2);
    phone.sync(&double);
    let copy = phone.copied(&world, 9);
    phone.write(1, "by the phone");
    copy.write(2, "by the copy");
    phone.sync(&double);
    let report = copy.sync(&double);
    assert_eq!(report.forks, 1);
    phone.sync(&double);
    assert_eq!(phone.texts(), ["by the copy", "by the phone"]);
    assert_eq!(copy.texts(), phone.texts());
    assert_eq!(double.tips(phone.space).len(), 2, "each phone has its own series");
    copy.sync(&double);
    assert!(copy.agrees_with(&double) && phone.agrees_with(&double));
}

#[test]
fn a_fork_is_fetched_and_kept_once() {
    let (world, double) = (World::new(), Double::default());
    let phone = world.phone(2);
    phone.sync(&double);
    let copy = phone.copied(&world, 9);
    phone.write(1, "told to one");
    for name in 2..7 {
        copy.write(name, "told to the other");
    }
    phone.sync(&double);
    let bare = world.bare(3);
    bare.sync(&double);
    // The second server has another version of the same series.
    let other = Double::default();
    let mine = copy.look(|journal| journal.own_series().unwrap());
    copy.sync(&other);
    assert_eq!(bare.look(|journal| journal.facts().contested_from(&mine)), None);
    let report = bare.sync(&other);
    assert_eq!(report.forks, 1);
    assert!(bare.look(|journal| journal.facts().contested_from(&mine)).is_some());
    assert_eq!(bare.texts().len(), 6, "entries of both versions are read: {:?}", bare.texts());
    let before = other.requests();
    assert_eq!(bare.sync(&other).forks, 0);
    let fetched =
        other.log.borrow()[before..].iter().filter(|line| line.contains("bodies")).count();
    assert_eq!(fetched, 0, "the other version is already stored");
}

#[test]
fn a_false_receipt_acknowledges_nothing() {
    let (world, double) = (World::new(), Double::default());
    let phone = world.phone(2);
    phone.write(1, "one");
    let waiting = phone.look(|journal| journal.waiting());
    let tip = |count, hash| crate::journal::Tip { count, hash };
    let (mine, own) = phone.look(|journal| {
        let own = journal.own_series().unwrap();
        (journal.tips()[&own], own)
    });
    assert_eq!(mine.count, waiting);
    let wrong = interlude_protocol::id::RecordHash([7; 32]);
    for false_one in [tip(mine.count, wrong), tip(mine.count + 1, mine.hash), tip(0, wrong)] {
        double.receipt.set(Some(false_one));
        assert_eq!(phone.try_sync(&double), Err(SyncError::Answer));
        assert_eq!(phone.look(|journal| journal.sent(own)), 0);
    }
}

#[test]
fn records_acknowledged_but_lost_are_sent_again() {
    let (world, double) = (World::new(), Double::default());
    let phone = world.phone(2);
    double.forgetful.set(true);
    phone.write(1, "one");
    phone.sync(&double);
    assert!(double.tips(phone.space).is_empty());
    double.forgetful.set(false);
    let report = phone.sync(&double);
    assert_eq!(report.healed, phone.records());
    assert!(phone.agrees_with(&double));
}

#[test]
fn an_empty_page_before_the_end_is_reported() {
    let (world, double) = (World::new(), Double::default());
    let phone = world.phone(2);
    phone.sync(&double);
    double.silent.set(true);
    let bare = world.bare(3);
    let report = bare.sync(&double);
    let series = phone.look(|journal| journal.own_series().unwrap());
    assert_eq!(report.held_back, [(series, HeldBack::Missing)]);
    assert!(!report.is_complete());
}

#[test]
fn a_page_with_a_bad_record_is_fetched_twice_and_its_good_part_kept() {
    let (world, double) = (World::new(), Double::default());
    let phone = world.phone(2);
    for name in 0..4 {
        phone.write(name, "x");
    }
    phone.sync(&double);
    let series = phone.look(|journal| journal.own_series().unwrap());
    let at = (phone.space, series);
    double.series.borrow_mut().get_mut(&at).unwrap().last_mut().unwrap().signature[5] ^= 1;
    let count = phone.records();
    let bare = world.bare(3);
    let report = bare.sync(&double);
    assert_eq!(report.held_back, [(series, HeldBack::Bad(RecordError::BadSignature))]);
    assert_eq!(bare.look(|journal| journal.tips()[&series].count), count - 1);
    // A page has at most two records: the bad one is alone or follows a good one.
    let asked = |from: u64| {
        let log = double.log.borrow();
        log.iter().filter(|line| line.contains(&format!("from={from}&"))).count()
    };
    assert_eq!(asked(count - 1) + asked(count - 2), 2);
}

#[test]
fn a_series_is_retried_once_its_author_is_known() {
    // In some of these worlds the recovery code's series sorts before the one with the genesis.
    let world = World::new();
    let mut both_orders = std::collections::BTreeSet::new();
    for seed in 3..12 {
        let double = Double::default();
        let (phone, bare) = (world.phone(seed), world.bare(seed + 100));
        phone.write(1, "one");
        phone.sync(&double);
        bare.sync(&double);
        let own = |program: &Program| program.look(|journal| journal.own_series().unwrap());
        both_orders.insert(own(&bare) < own(&phone));
        let other = world.bare(seed + 200);
        let report = other.sync(&double);
        assert!(report.is_complete());
        // Both bare phones have the identity of the recovery code, so both can read everything.
        assert_eq!(other.texts(), ["one"]);
    }
    assert_eq!(both_orders.len(), 2, "both orders are tested");
}

#[test]
fn a_wrong_clock_is_corrected_once_by_the_servers_time() {
    let (world, double) = (World::new(), Double::default());
    let phone = world.phone(2);
    double.clock.set(Some(NOW + 4_000));
    phone.sync(&double);
    assert!(phone.agrees_with(&double));
    let refused = double.log.borrow().iter().filter(|line| line.starts_with("POST")).count();
    assert_eq!(refused, 2, "one upload refused, one accepted");
}

#[test]
fn each_status_becomes_its_own_error() {
    let (world, double) = (World::new(), Double::default());
    let phone = world.phone(2);
    let with = |status, header: Option<&str>, body: &str| {
        *double.status.borrow_mut() = Some((status, header.map(str::to_owned), body.to_owned()));
        phone.try_sync(&double).unwrap_err()
    };
    let busy = with(503, Some("17"), r#"{"error":"busy"}"#);
    assert_eq!((busy.retry_after(), busy.is_temporary()), (Some(17), true));
    assert_eq!(with(429, None, ""), SyncError::Busy { retry_after: None });
    assert_eq!(with(401, None, r#"{"error":"unauthorized"}"#), SyncError::SignedOut);
    assert_eq!(with(401, None, r#"{"error":"clock"}"#), SyncError::Clock);
    assert_eq!(with(404, None, ""), SyncError::NotFound);
    assert_eq!(with(410, None, ""), SyncError::Gone);
    assert_eq!(with(426, None, ""), SyncError::Newer);
    assert_eq!(with(200, None, "<html>welcome to our wifi</html>"), SyncError::Answer);
    assert_eq!(with(302, None, ""), SyncError::Answer);
    let refused = with(422, None, r#"{"error":"BadSignature","index":3}"#);
    assert_eq!(refused, SyncError::Refused { code: "BadSignature".to_owned(), index: Some(3) });
    assert!(phone.look(|journal| journal.waiting()) > 0, "no record counts as sent");
}
