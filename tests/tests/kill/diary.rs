//! The program that is killed.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

/// Lets the diary write and kills it once it has said `saved` that often; the last number saved.
pub(crate) fn write_and_die(file: &Path, after: usize) -> Option<u32> {
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
pub(crate) fn found(file: &Path) -> u32 {
    let diary = Command::new(env!("CARGO_BIN_EXE_diary")).arg(file).arg("0").output().unwrap();
    let said = String::from_utf8(diary.stdout).unwrap();
    assert!(diary.status.success(), "{said}");
    number(said.trim())
}
