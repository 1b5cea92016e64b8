//! How far a long input has come.

use std::io::Write;
use std::time::Duration;

/// Nothing is told before that.
const FIRST: Duration = Duration::from_secs(2);

/// How often it is told.
const EVERY: Duration = Duration::from_secs(1);

/// The clock is asked once in so many lines.
const LINES: u64 = 256;

/// Counts lines and tells of them.
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

    /// Counts one line.
    pub(super) fn line(&mut self) {
        self.lines += 1;
        if !self.wanted || !self.lines.is_multiple_of(LINES) {
            return;
        }
        let now = (self.elapsed)();
        if now >= self.next {
            self.next = now + EVERY;
            self.tell(now);
        }
    }

    /// Tells how much it was, if anything was told before.
    pub(super) fn end(&mut self) {
        if self.next > FIRST {
            self.tell((self.elapsed)());
        }
    }

    fn tell(&mut self, now: Duration) {
        let text = format!("{} lines, {} s\n", self.lines, now.as_secs());
        // Progress that nobody can read stops nothing.
        drop(self.messages.write_all(text.as_bytes()));
    }
}
