//! A killed phone loses nothing that it reported as saved.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use interlude_client::clinician::InviteState;
use interlude_client::error::ClientError;
use interlude_client::sqlite::SqliteStore;
use interlude_protocol::id::SpaceId;
use interlude_tests::world as shared;
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

use crate::world::{World, person};

const ROUNDS: u32 = 20;

struct Killable {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Killable {
    fn start(file: &Path, command: &str, last: &str) -> Self {
        let mut start = Command::new(env!("CARGO_BIN_EXE_phone"));
        start.arg(file).args([command, last]).stdout(Stdio::piped()).kill_on_drop(true);
        let mut child = start.spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, lines }
    }

    /// The rest of the next line, which must begin with `word`.
    async fn next(&mut self, word: &str) -> Option<String> {
        let line = self.lines.next_line().await.unwrap()?;
        let rest = line.strip_prefix(word).unwrap_or_else(|| panic!("{line:?}, not {word}"));
        Some(rest.trim().to_owned())
    }
}

/// Pairs a phone of another process; the patient's space in hex.
pub(crate) async fn join(world: &World, file: &Path) -> String {
    let invited = world.page.invite(person("Killed Often")).await.unwrap();
    let mut phone = Killable::start(file, "join", &invited.text);
    let mut digits = None;
    for _ in 0..500 {
        world.page.pairing_state().await.unwrap();
        let wait = tokio::time::timeout(Duration::from_millis(20), phone.next("digits"));
        if let Ok(line) = wait.await {
            digits = line;
            break;
        }
    }
    world.page.confirm(&digits.unwrap()).await.unwrap();
    phone.next("enrolled").await.unwrap();
    assert!(phone.child.wait().await.unwrap().success());
    while world.page.pairing_state().await.unwrap().state != InviteState::Enrolled {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    world.page.patients().unwrap().patients[0].patient.clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_killed_after_saved_keeps_every_entry_and_sends_each_once() {
    let world = World::start().await;
    let file = world.folder.path().join("killed.db");
    let patient = SpaceId::from_hex(&join(&world, &file).await).unwrap();
    let (mut acknowledged, mut next) = (BTreeSet::new(), 0);
    for round in 0..ROUNDS {
        let mut phone = Killable::start(&file, "write", &next.to_string());
        let random = u64::from_le_bytes(random());
        for _ in 0..=random % 6 {
            acknowledged.insert(phone.next("saved").await.unwrap().parse::<u32>().unwrap());
        }
        // Half of the kills come at once, the others within the next entries.
        if round % 2 == 1 {
            tokio::time::sleep(Duration::from_micros(random / 6 % 30_000)).await;
        }
        phone.child.start_kill().unwrap();
        assert!(!phone.child.wait().await.unwrap().success());
        // Lines printed before the kill count too.
        while let Some(line) = phone.lines.next_line().await.unwrap() {
            let n = line.strip_prefix("saved ").and_then(|n| n.parse::<u32>().ok());
            acknowledged.extend(n);
        }
        next = acknowledged.last().unwrap() + 2;

        let app = shared::phone(SqliteStore::open(&file).unwrap()).unwrap();
        let now = shared::minute(next).unwrap();
        let kept = app.trend(Some("phq9"), &now).unwrap();
        assert_eq!(kept.unreadable_text, None, "round {round}: nothing is half there");
        let times: Vec<String> = kept.points.iter().map(|point| point.at.clone()).collect();
        for n in &acknowledged {
            let at = shared::minute(*n).unwrap().as_str().to_owned();
            let found = times.iter().filter(|time| **time == at).count();
            assert_eq!(found, 1, "round {round}: entry {n} was acknowledged");
        }
        let most = acknowledged.len() + usize::try_from(round).unwrap() + 1;
        assert!(times.len() <= most, "round {round}: at most one entry each was on its way");
        if round % 4 == 3 {
            assert!(app.sync().await.unwrap().up_to_date, "round {round}");
            assert!(world.page.watch().await.unwrap().changed, "round {round}");
            world.page.sync(|_| {}).await.unwrap();
            let read = world.page.chart(patient, Some("phq9"), &now).unwrap();
            assert_eq!(read.unreadable, 0);
            let seen: Vec<String> = read.points.iter().map(|point| point.at.clone()).collect();
            assert_eq!(seen, times, "round {round}: the clinician sees each entry once");
        }
    }
    assert!(acknowledged.len() >= ROUNDS.try_into().unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_refuses_one_form_keeps_the_others_and_takes_it_once_there_is_room() {
    let world = World::start().await;
    let file = world.folder.path().join("starved.db");
    join(&world, &file).await;
    let small = world.folder.path().join("small");
    std::fs::create_dir(&small).unwrap();
    // The mount belongs to this process and ends with it.
    let script = "mount -t tmpfs -o size=2m tmpfs \"$2\" || exit 77; cp \"$1\" \"$2/a.db\" && \
        head -c 512K /dev/zero > \"$2/ballast\" && exec \"$3\" \"$2/a.db\" starve \"$2/ballast\"";
    let run = |flags: &'static str| {
        let mut start = std::process::Command::new("unshare");
        start.args([flags, "sh", "-c", script, "sh"]);
        start.arg(&file).arg(&small).arg(env!("CARGO_BIN_EXE_phone")).output()
    };
    let mut output = run("-m").unwrap();
    if !output.status.success() && output.stdout.is_empty() {
        output = run("-Urm").unwrap();
    }
    let said = String::from_utf8(output.stdout).unwrap();
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    let lines: Vec<&str> = said.lines().collect();
    let [refused, kept, again] = lines.as_slice() else { panic!("{said}{error}") };
    let saved = refused.strip_prefix("refused disk-full after ").unwrap();
    let saved: usize = saved.parse().unwrap();
    assert!(saved > 0, "{said}");
    assert_eq!(*kept, format!("kept {saved}"), "the refused form is not half there");
    assert_eq!(*again, format!("kept {}", saved + 1), "the same form is saved once, with room");
    assert!(ClientError::DiskFull.text().contains("full"));
}

fn random() -> [u8; 8] {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).unwrap();
    bytes
}
