//! `cargo xtask proof`: comparisons that are too large for `cargo verify`.

use std::time::Instant;

use crate::error::Error;
use crate::fhirpath::{self, Forms};
use crate::progress::{self, Progress};
use crate::workspace::{Workspace, say};

/// Compares every complete form, and prints the rows for `docs/proof.md`.
///
/// # Errors
/// A comparison that found a difference.
pub(crate) fn run(workspace: &Workspace) -> Result<(), Error> {
    let log = workspace.target.join("proof").join("fhirpath.log");
    let started = Instant::now();
    let mut progress = Progress::new(1);
    progress.step(workspace, &log, "totals of every complete form by fhirpath.js", |it| {
        fhirpath::build_and_compare(it, Forms::All)
    })?;
    let minutes = started.elapsed().as_secs_f64() / 60.0;
    let word = |program: &str, arguments: &[&str]| {
        let text = workspace.output(workspace.program(program).args(arguments))?;
        Ok::<_, Error>(text.trim().to_owned())
    };
    let date = word("date", &["-u", "+%F"])?;
    let commit = word("git", &["describe", "--always", "--dirty"])?;
    say("| date | commit | compared | differences | minutes |\n|---|---|---|---|---|");
    for compared in progress::read(&log).lines().filter_map(compared) {
        say(&format!("| {date} | {commit} | {compared} | 0 | {minutes:.1} |"));
    }
    Ok(())
}

/// The number and kind of forms that a line of the log reports as compared.
fn compared(line: &str) -> Option<&str> {
    let (what, _) = line.split_once(" compared")?;
    what.starts_with(|it: char| it.is_ascii_digit()).then_some(what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_the_number_of_compared_forms() {
        let line = "262144 of 262144 complete forms of phq9 compared in 401.5 s";
        assert_eq!(compared(line), Some("262144 of 262144 complete forms of phq9"));
        assert_eq!(compared("33 passed, 0 failed"), None);
        assert_eq!(compared("$ node compared"), None);
    }
}
