//! Delays between attempts. The core computes a delay; the host sleeps.

/// Longest computed delay, in milliseconds.
const LONGEST_MS: u64 = 15 * 60 * 1_000;
/// Longest delay that a server can ask for, in seconds.
const LONGEST_ASKED_SECONDS: u64 = 3_600;

/// Exponential backoff: from 1 second, doubling up to 15 minutes, with full jitter and no limit on
/// the number of attempts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Backoff {
    failures: u32,
}

impl Backoff {
    /// Creates a backoff without failures.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Forgets all failures: after a success, in the foreground or on another network.
    pub fn reset(&mut self) {
        self.failures = 0;
    }

    /// Counts one more failure and returns the milliseconds to wait.
    ///
    /// `random` is any 32 random bits; they spread the retries of clients that failed at the same
    /// time. `retry_after` is the number of seconds that the server asked for; at most one hour of
    /// it counts.
    ///
    /// # Example
    /// ```
    /// use interlude_client::sync::backoff::Backoff;
    /// let mut backoff = Backoff::new();
    /// assert!(backoff.failed(u32::MAX, None) <= 1_000);
    /// assert_eq!(backoff.failed(0, Some(7)), 7_000);
    /// ```
    #[must_use]
    pub fn failed(&mut self, random: u32, retry_after: Option<u64>) -> u64 {
        let cap =
            1_000_u64.checked_shl(self.failures).map_or(LONGEST_MS, |cap| cap.min(LONGEST_MS));
        self.failures = self.failures.saturating_add(1).min(20);
        let jittered = cap.saturating_mul(u64::from(random)) >> 32;
        let asked = retry_after.unwrap_or(0).min(LONGEST_ASKED_SECONDS).saturating_mul(1_000);
        jittered.max(asked)
    }
}
