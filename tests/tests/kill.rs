//! What the core called saved outlives the death of its process at any moment.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

/// Lets the diary write and kills it once it has said `saved` that often; the last number saved.
fn write_and_die(file: &Path, after: usize) -> Option<u32> {
    let mut diary = Command::new(env!("CARGO_BIN_EXE_diary"))
        .arg(file)
        .arg("1000000")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(diary.stdout.take().unwrap()).lines();
    let mut saved = None;
    for _ in 0..after {
        let line = lines.by_ref().map(Result::unwrap).find(|line| line.starts_with("saved "));
        saved = line.map(|line| number(&line));
    }
    diary.kill().unwrap();
    diary.wait().unwrap();
    // It may have said more before it died.
    let rest = lines.map_while(Result::ok).filter(|line| line.starts_with("saved "));
    rest.last().map(|line| number(&line)).or(saved)
}

fn number(line: &str) -> u32 {
    line.rsplit(' ').next().unwrap().parse().unwrap()
}

/// How many notes the diary finds when it is opened and writes nothing.
fn found(file: &Path) -> u32 {
    let diary = Command::new(env!("CARGO_BIN_EXE_diary")).arg(file).arg("0").output().unwrap();
    let said = String::from_utf8(diary.stdout).unwrap();
    assert!(diary.status.success(), "{said}");
    number(said.trim())
}

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
