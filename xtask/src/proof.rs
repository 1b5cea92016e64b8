//! `cargo xtask proof`: comparisons that are too large for `cargo verify`.

use std::path::PathBuf;
use std::time::Instant;

use crate::bindings::FEATURES;
use crate::error::Error;
use crate::fhirpath::{self, Forms};
use crate::progress::{self, Progress};
use crate::workspace::{Workspace, say};

/// The test that walks every time zone.
const ZONES: &str = "no_change_of_offset_of_any_zone_loses_doubles_or_moves_a_window";

/// Compares every complete form and every change of offset of each time zone, and prints the rows for `docs/proof.md`.
///
/// # Errors
/// A comparison that found a difference.
pub(crate) fn run(workspace: &Workspace) -> Result<(), Error> {
    let log = |name: &str| workspace.target.join("proof").join(name);
    let mut progress = Progress::new(2);
    let mut rows = Vec::new();
    let mut step = |log: PathBuf, name, work: fn(&Workspace) -> Result<(), Error>| {
        let started = Instant::now();
        progress.step(workspace, &log, name, work)?;
        let minutes = started.elapsed().as_secs_f64() / 60.0;
        let text = progress::read(&log);
        rows.extend(text.lines().filter_map(compared).map(|it| (it.to_owned(), minutes)));
        Ok::<_, Error>(())
    };
    step(log("zones.log"), "windows of a care plan in every time zone", zones)?;
    step(log("fhirpath.log"), "totals of every complete form by fhirpath.js", |it| {
        fhirpath::build_and_compare(it, Forms::All)
    })?;
    let word = |program: &str, arguments: &[&str]| {
        let text = workspace.output(workspace.program(program).args(arguments))?;
        Ok::<_, Error>(text.trim().to_owned())
    };
    let date = word("date", &["-u", "+%F"])?;
    let commit = word("git", &["describe", "--always", "--dirty"])?;
    say("| date | commit | compared | differences | minutes |\n|---|---|---|---|---|");
    for (compared, minutes) in rows {
        say(&format!("| {date} | {commit} | {compared} | 0 | {minutes:.1} |"));
    }
    Ok(())
}

fn zones(workspace: &Workspace) -> Result<(), Error> {
    let mut test = workspace.cargo();
    test.env("INTERLUDE_PROOF", "1").args(["test", "--lib", "--workspace"]).args(FEATURES);
    workspace.run(test.args([ZONES, "--", "--nocapture"]))
}

/// The number and kind of what a line of the log reports as compared.
fn compared(line: &str) -> Option<&str> {
    let (what, _) = line.split_once(" compared")?;
    what.starts_with(|it: char| it.is_ascii_digit()).then_some(what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_the_number_of_what_was_compared() {
        let line = "262144 of 262144 complete forms of phq9 compared in 401.5 s";
        assert_eq!(compared(line), Some("262144 of 262144 complete forms of phq9"));
        assert_eq!(compared("33 passed, 0 failed"), None);
        assert_eq!(compared("$ node compared"), None);
    }
}
