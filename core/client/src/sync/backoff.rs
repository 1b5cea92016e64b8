//! How long to wait before the next try. Core never sleeps: hosts do.

/// Longest wait by itself, in milliseconds.
const LONGEST_MS: u64 = 15 * 60 * 1_000;
/// Longest wait that a server can ask for, in seconds.
const LONGEST_ASKED_SECONDS: u64 = 3_600;

/// Counts failures in a row: 1 second doubling to 15 minutes, with full jitter, never giving up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Backoff {
    failures: u32,
}

impl Backoff {
    /// No failures yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Begins anew: after a success, in the foreground, on another network.
    pub fn reset(&mut self) {
        self.failures = 0;
    }

    /// Milliseconds to wait after one more failure.
    ///
    /// `random` is any 32 random bits: clients that failed together do not come back together.
    /// `retry_after` are the seconds that the server asked for, obeyed up to an hour.
    ///
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
