//! Reports the claims of a journey and counts how many hold.

use std::fmt::Debug;

/// The claims of a journey, printed as they are checked.
#[derive(Debug)]
pub struct Seen {
    say: fn(&str),
    passed: usize,
    failed: usize,
}

impl Seen {
    /// No claims yet; `say` prints every line.
    #[must_use]
    pub const fn new(say: fn(&str)) -> Self {
        Self { say, passed: 0, failed: 0 }
    }

    /// Prints a line without a claim.
    pub fn tell(&self, line: &str) {
        (self.say)(&format!("       {line}"));
    }

    /// Checks a claim.
    pub fn claim(&mut self, claim: &str, holds: bool) {
        if holds {
            self.passed += 1;
        } else {
            self.failed += 1;
        }
        (self.say)(&format!("{} {claim}", if holds { "passed" } else { "FAILED" }));
    }

    /// Checks that `is` equals `want`; prints both otherwise.
    pub fn same<T: PartialEq<W> + Debug, W: Debug>(&mut self, claim: &str, is: &T, want: &W) {
        let holds = is == want;
        self.claim(claim, holds);
        if !holds {
            self.tell(&format!("seen {is:?}, not {want:?}"));
        }
    }

    /// How many claims hold, and how many do not.
    #[must_use]
    pub const fn totals(&self) -> (usize, usize) {
        (self.passed, self.failed)
    }
}
