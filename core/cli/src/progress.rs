//! Reports progress on long input.

use std::io::Write;
use std::time::Duration;

/// Time before the first report.
const FIRST: Duration = Duration::from_secs(2);

/// Time between reports.
const EVERY: Duration = Duration::from_secs(1);

/// Lines between two readings of the clock.
const LINES: u64 = 256;

/// Counts lines and reports their number.
pub(super) struct Progress<'a, M, C> {
    messages: &'a mut M,
    elapsed: &'a C,
    wanted: bool,
    lines: u64,
    next: Duration,
}

impl<'a, M: Write, C: Fn() -> Duration> Progress<'a, M, C> {
    pub(super) fn new(messages: &'a mut M, elapsed: &'a C, wanted: bool) -> Self {
        Self { messages, elapsed, wanted, lines: 0, next: FIRST }
    }

    pub(super) fn line(&mut self) {
        self.lines += 1;
        if !self.wanted || !self.lines.is_multiple_of(LINES) {
            return;
        }
        let now = (self.elapsed)();
        if now >= self.next {
            self.next = now + EVERY;
            self.report(now);
        }
    }

    /// Reports the final number, if there was a report before.
    pub(super) fn end(&mut self) {
        if self.next > FIRST {
            self.report((self.elapsed)());
        }
    }

    fn report(&mut self, now: Duration) {
        let text = format!("{} lines, {} s\n", self.lines, now.as_secs());
        // A failure to report progress must not end the run.
        drop(self.messages.write_all(text.as_bytes()));
    }
}
