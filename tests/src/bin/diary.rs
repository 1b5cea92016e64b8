//! A phone's journal alone, for tests that kill it or fill its disk. It writes numbered notes to a
//! file and prints `saved N` once core reports a note as saved.
//!
//! `diary FILE COUNT` writes notes until COUNT are there. A note that was not saved is tried once
//! more, as a patient would, and `not saved N` is printed for each failed try.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use interlude_client::crypto::identity::Identity;
use interlude_client::crypto::random::{Random, System};
use interlude_client::journal::{Founding, Journal, JournalError, Store as _, Writing};
use interlude_client::pairing::genesis::patient_body;
use interlude_client::sqlite::SqliteStore;
use interlude_clinical::entry::{Entry, Note};
use interlude_clinical::moment::{Moment, Zone};
use interlude_protocol::id::RecordId;
use interlude_protocol::record::codec::Bodies;
use interlude_protocol::record::genesis;

/// The same bytes at every start, so that the diary finds its space again.
struct Same;

impl Random for Same {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(5);
    }
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(file), Some(count)) = (arguments.next(), arguments.next()) else {
        return ExitCode::from(64);
    };
    match count.parse().map_err(|_| ()).and_then(|count| run(Path::new(&file), count)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(()) => ExitCode::FAILURE,
    }
}

fn run(file: &Path, count: u32) -> Result<(), ()> {
    let mut store = SqliteStore::open(file).map_err(|error| say(&format!("closed: {error}")))?;
    let mut journal = open(&mut store).map_err(|error| say(&format!("closed: {error}")))?;
    let there = u32::try_from(journal.entries().len()).map_err(drop)?;
    say(&format!("found {there}"));
    for number in there..count {
        let mut tries = 0;
        while let Err(error) = write(&mut journal, &mut store, number) {
            say(&format!("not saved {number}: {error}"));
            tries += 1;
            if tries > 1 {
                return Err(());
            }
        }
        say(&format!("saved {number}"));
    }
    Ok(())
}

fn open(store: &mut SqliteStore) -> Result<Journal, JournalError> {
    let me = Arc::new(Identity::from_seed(&[7; 32]));
    let body = patient_body(None, &me, &Identity::from_seed(&[8; 32]), &Same)?;
    let pin = genesis::pin(&body);
    if store.series(pin.space())?.is_empty() {
        let founding = Founding { body, directory: None, writings: Vec::new(), beside: Vec::new() };
        return Journal::found(store, &System, me, founding, 0);
    }
    Journal::open(store, pin, me, Bodies::All, None)
}

fn write(journal: &mut Journal, store: &mut SqliteStore, number: u32) -> Result<(), JournalError> {
    let (Ok(at), Ok(zone)) = (Moment::parse("2026-05-12T09:12:00Z"), Zone::parse("UTC")) else {
        return Err(JournalError::NotAllowed);
    };
    let mut name = [0; 16];
    for (to, from) in name.iter_mut().zip(number.to_be_bytes()) {
        *to = from;
    }
    let note = Note { at, zone, replaces: None, text: number.to_string() };
    let entry = Box::new(Entry::Note(note));
    let writing = Writing::Entry { record: RecordId(name), entry };
    journal.append(store, &System, vec![writing], Vec::new(), 0)
}

fn say(line: &str) {
    // The reader may have closed its end.
    writeln!(std::io::stdout().lock(), "{line}").ok();
}
