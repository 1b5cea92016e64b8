//! `cargo verify`: everything that must pass, step by step, timed and counted.

mod count;
mod steps;

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use crate::error::Error;
use crate::setup::{self, Extent};
use crate::workspace::{Workspace, begin, create_folder, say};
use count::{Count, tests_in};
use steps::{STEPS, Step};

/// How many lines of a failed step's log are shown.
const TAIL: usize = 60;

/// Runs every step, also after one failed, and ends with the line `N passed, N failed`.
///
/// A step without tests of its own counts as one. Nothing else runs where setting up failed.
pub(crate) fn run(workspace: &Workspace, extent: Extent) -> Result<ExitCode, Error> {
    let logs = workspace.target.join("verify");
    create_folder(&logs)?;
    let started = Instant::now();
    let set_up: fn(&Workspace) -> Result<(), Error> = match extent {
        Extent::All => |it| setup::run(it, Extent::All),
        Extent::Quick => |it| setup::run(it, Extent::Quick),
    };
    let first = Step { name: "setup", quick: true, run: set_up };
    let mut total = perform(workspace, &logs, &first)?;
    if total.failed == 0 {
        for step in STEPS.iter().filter(|step| extent == Extent::All || step.quick) {
            total.add(perform(workspace, &logs, step)?);
        }
    }
    say("\nleft out: cargo-deny's advisories, whose database has to be downloaded; \
         where there is a network: cargo deny check advisories");
    if extent == Extent::Quick {
        let left_out = STEPS.iter().filter(|step| !step.quick).map(|step| step.name);
        say(&format!("left out by --quick: {}", left_out.collect::<Vec<_>>().join(", ")));
    }
    say(&format!(
        "{:.1} minutes; logs in {}",
        started.elapsed().as_secs_f64() / 60.0,
        logs.display()
    ));
    say(&format!("{} passed, {} failed", total.passed, total.failed));
    Ok(if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Runs one step with its output going to a log of its own, and says how it went.
fn perform(workspace: &Workspace, logs: &Path, step: &Step) -> Result<Count, Error> {
    let path = logs.join(format!("{}.log", step.name));
    let started = Instant::now();
    begin(&format!("step {} … ", step.name))?;
    let outcome = (step.run)(&workspace.logging_to(&path)?);
    let seconds = started.elapsed().as_secs_f64();
    let log =
        String::from_utf8_lossy(&std::fs::read(&path).map_err(Error::file(&path))?).into_owned();
    let tests = tests_in(&log);
    let mut count = tests.unwrap_or_default();
    match &outcome {
        Ok(()) if tests.is_none() => count.passed = 1,
        // A runner that reports failures and still ends well is not believed.
        Ok(()) => {}
        Err(_) => count.failed = count.failed.max(1),
    }
    let verdict = if count.failed == 0 { "ok" } else { "FAILED" };
    say(&format!("{verdict} {seconds:.1} s{}", tests.map_or_else(String::new, |_| told(count))));
    if count.failed > 0 {
        show_tail(&log);
        if let Err(error) = outcome {
            say(&format!("  | {error}"));
        }
    }
    Ok(count)
}

fn told(count: Count) -> String {
    let part = |number, word| (number > 0).then(|| format!("{number} {word}"));
    let parts = [
        Some(format!("{} passed", count.passed)),
        part(count.failed, "failed"),
        part(count.skipped, "left to another step"),
    ];
    format!(" ({})", parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

fn show_tail(log: &str) {
    let lines: Vec<&str> = log.lines().collect();
    for line in lines.iter().skip(lines.len().saturating_sub(TAIL)) {
        say(&format!("  | {line}"));
    }
}
