//! Writes the replies that page checks use: JSON files about fictional patients in `server/dashboard/e2e/fixture`.
//!
//! To update them: `INTERLUDE_UPDATE=1 cargo test --workspace page_checks`.

mod acts;
mod charts;
mod layout;
mod patient;
mod people;
mod rating;
mod replies;
mod uploads;

use chrono::{Days, NaiveDate};
use interlude_clinical::moment::{Moment, Zone};
use serde::Serialize;

/// The time at which page checks open the page.
fn now() -> Moment {
    before(0, "09:30")
}

/// A time of day, `days` days before [`now`].
fn before(days: u64, time: &str) -> Moment {
    let today = NaiveDate::from_ymd_opt(2026, 5, 12).unwrap();
    let day = today - Days::new(days);
    Moment::parse(&format!("{day}T{time}:00-04:00")).unwrap()
}

fn zone() -> Zone {
    Zone::parse("America/New_York").unwrap()
}

/// Compares the file `name` with `reply`. With `INTERLUDE_UPDATE=1` it writes the file first.
#[track_caller]
fn compare(name: &str, reply: &impl Serialize) {
    let mut json = String::new();
    layout::lay_out(&serde_json::to_value(reply).unwrap(), 0, &mut json);
    json.push('\n');
    let folder = env!("CARGO_MANIFEST_DIR");
    let path = format!("{folder}/../../server/dashboard/e2e/fixture/{name}.json");
    if std::env::var_os("INTERLUDE_UPDATE").is_some() {
        std::fs::write(&path, &json).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = json.lines().zip(committed.lines()).find(|(ours, theirs)| ours != theirs);
    assert!(
        committed == json,
        "{name}.json differs, first in {differs:?}: run with INTERLUDE_UPDATE=1 and read the diff"
    );
}
