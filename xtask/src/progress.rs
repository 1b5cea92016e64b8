//! Reports the steps of a command, and that a long step still runs.

use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use crate::error::Error;
use crate::workspace::{Workspace, create_folder, say};

/// Lines of a failed step's log to show.
const TAIL: usize = 60;

/// Time between reports of a running step.
const INTERVAL: Duration = Duration::from_secs(30);

/// The steps of one command, counted and timed.
pub(crate) struct Progress {
    started: Instant,
    total: usize,
    begun: usize,
}

impl Progress {
    /// Starts the clock of a command with `total` steps.
    pub(crate) fn new(total: usize) -> Self {
        Self { started: Instant::now(), total, begun: 0 }
    }

    /// Minutes since the command started.
    pub(crate) fn minutes(&self) -> f64 {
        self.started.elapsed().as_secs_f64() / 60.0
    }

    /// Reports the step that begins.
    pub(crate) fn begin(&mut self, name: &str) {
        self.begun += 1;
        let (step, total, minutes) = (self.begun, self.total, self.minutes());
        say(&format!("step {step} of {total}: {name}, {minutes:.1} minutes so far"));
    }

    /// Runs a step with its output in a log, and shows the end of the log if it fails.
    ///
    /// # Errors
    /// The error of `work`.
    pub(crate) fn step(
        &mut self,
        workspace: &Workspace,
        log: &Path,
        name: &str,
        work: impl FnOnce(&Workspace) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.begin(name);
        if let Some(folder) = log.parent() {
            create_folder(folder)?;
        }
        let logged = workspace.logging_to(log)?;
        reporting(log, || work(&logged)).inspect_err(|_| show_tail(log))
    }
}

/// Runs `work` and reports the last line of `log` every half minute.
pub(crate) fn reporting<T>(log: &Path, work: impl FnOnce() -> T) -> T {
    let (done, finished) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let started = Instant::now();
            while finished.recv_timeout(INTERVAL) == Err(RecvTimeoutError::Timeout) {
                let minutes = started.elapsed().as_secs_f64() / 60.0;
                say(&format!("  … {minutes:.1} minutes: {}", last_line(log)));
            }
        });
        let outcome = work();
        drop(done);
        outcome
    })
}

/// Shows the last lines of `log`.
pub(crate) fn show_tail(log: &Path) {
    let text = read(log);
    let lines: Vec<&str> = text.lines().collect();
    for line in lines.iter().skip(lines.len().saturating_sub(TAIL)) {
        say(&format!("  | {line}"));
    }
}

/// The text of a log; empty if it cannot be read, because reports do not depend on it.
pub(crate) fn read(log: &Path) -> String {
    std::fs::read(log)
        .map_or_else(|_| String::new(), |it| String::from_utf8_lossy(&it).into_owned())
}

fn last_line(log: &Path) -> String {
    let text = read(log);
    let line = text.lines().rev().find(|it| !it.trim().is_empty()).unwrap_or_default();
    line.trim().chars().take(100).collect()
}
