//! `cargo verify`: runs all checks as steps.

mod count;
mod steps;

use std::process::ExitCode;
use std::time::Instant;

use crate::error::Error;
use crate::progress::{self, Progress};
use crate::setup::{self, Extent};
use crate::workspace::{Workspace, say};
use count::tests_in;
use steps::{STEPS, Step, Tests};

/// The result of a step.
struct Outcome {
    name: &'static str,
    seconds: f64,
    /// Number of passed tests; 1 for a step without tests, `None` for a failed step.
    passed: Option<u32>,
}

/// Runs every step, even after a failure, and ends with the line `N passed, N failed`.
///
/// The line counts passed tests and failed steps. If setup fails, no other step runs.
///
/// # Errors
/// [`Error::File`] if a log cannot be written.
pub(crate) fn run(workspace: &Workspace, extent: Extent) -> Result<ExitCode, Error> {
    let (wanted, left_out): (Vec<&Step>, Vec<&Step>) =
        STEPS.iter().partition(|step| extent == Extent::All || step.quick);
    let mut progress = Progress::new(wanted.len() + 1);
    let set_up = |it: &Workspace| setup::run(it, extent);
    let mut outcomes = vec![perform(workspace, &mut progress, "setup", Tests::None, set_up)];
    if outcomes.iter().all(|it| it.passed.is_some()) {
        for step in wanted {
            outcomes.push(perform(workspace, &mut progress, step.name, step.tests, step.run));
        }
    }
    say(
        "\nnot run: the advisories of cargo-deny, which need a network: cargo deny check advisories",
    );
    if !left_out.is_empty() {
        let names: Vec<&str> = left_out.iter().map(|step| step.name).collect();
        say(&format!("not run with --quick: {}", names.join(", ")));
    }
    say(&table(&mut outcomes, progress.minutes()));
    say(&format!("logs in {}", workspace.target.join("verify").display()));
    let passed: u32 = outcomes.iter().filter_map(|it| it.passed).sum();
    let failed = outcomes.iter().filter(|it| it.passed.is_none()).count();
    say(&format!("{passed} passed, {failed} failed"));
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Runs a step and reports its result.
fn perform(
    workspace: &Workspace,
    progress: &mut Progress,
    name: &'static str,
    tests: Tests,
    work: impl FnOnce(&Workspace) -> Result<(), Error>,
) -> Outcome {
    let started = Instant::now();
    let log = workspace.target.join("verify").join(format!("{name}.log"));
    let done = progress.step(workspace, &log, name, work);
    let seconds = started.elapsed().as_secs_f64();
    let passed = match (done, tests) {
        (Err(error), _) => Err(error.to_string()),
        (Ok(()), Tests::None) => Ok(1),
        (Ok(()), Tests::Some) => match tests_in(&progress::read(&log)) {
            0 => Err("no test ran".to_owned()),
            passed => Ok(passed),
        },
    };
    match &passed {
        Ok(passed) if tests == Tests::Some => say(&format!("  ok {seconds:.1} s, {passed} tests")),
        Ok(_) => say(&format!("  ok {seconds:.1} s")),
        Err(error) => say(&format!("  FAILED {seconds:.1} s: {error}")),
    }
    Outcome { name, seconds, passed: passed.ok() }
}

/// A table of the steps and their times, the longest first.
fn table(outcomes: &mut [Outcome], minutes: f64) -> String {
    outcomes.sort_by(|a, b| b.seconds.total_cmp(&a.seconds));
    let mut table = String::from("\nminutes  step\n");
    for Outcome { name, seconds, passed } in outcomes {
        let failed = if passed.is_none() { "  FAILED" } else { "" };
        table.push_str(&format!("{:>7.1}  {name}{failed}\n", *seconds / 60.0));
    }
    table.push_str(&format!("{minutes:>7.1}  total"));
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_step_is_first_and_failed_steps_are_marked() {
        let step = |name, seconds, passed| Outcome { name, seconds, passed };
        let mut outcomes = [step("fmt", 6.0, Some(1)), step("build", 120.0, None)];
        let expected = "\nminutes  step\n    2.0  build  FAILED\n    0.1  fmt\n    2.1  total";
        assert_eq!(table(&mut outcomes, 2.1), expected);
    }
}
