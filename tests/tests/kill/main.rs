//! What the core called saved outlives the death of its process at any moment.

#[cfg(test)]
mod diary;

use diary::{found, write_and_die};

#[test]
fn what_was_said_to_be_saved_is_there_after_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("diary.db");
    let mut there = 0;
    for round in 0..30 {
        let saved = write_and_die(&file, 1 + round % 7).unwrap();
        assert!(saved >= there, "it went on where it was");
        let now = found(&file);
        // One more may have been kept without anybody being told.
        assert!(now == saved + 1 || now == saved + 2, "saved {saved}, found {now}");
        there = now;
    }
    assert!(there > 60, "{there}");
}

#[test]
fn a_kill_while_the_journal_is_founded_leaves_one_that_can_be_founded() {
    let folder = tempfile::tempdir().unwrap();
    for round in 0..10 {
        let file = folder.path().join(format!("diary{round}.db"));
        write_and_die(&file, 0);
        assert!(found(&file) <= 1_000);
        write_and_die(&file, 1).unwrap();
        assert!(found(&file) > 0);
    }
}
