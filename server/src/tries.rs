//! Limits on guessing: counts failed attempts.
//!
//! An attempt is counted before it is made, and uncounted if it succeeds, so concurrent attempts
//! cannot exceed the limit. The window slides: no hour holds more failures than the limit.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

/// The window, in seconds.
const HOUR: i64 = 3_600;

/// Most keys watched at once. Further keys are refused until old attempts expire.
const WATCHED: usize = 20_000;

/// Failed attempts of the last hour, by target or by origin.
pub(crate) struct Tries<K> {
    most: usize,
    times: Mutex<HashMap<K, VecDeque<i64>>>,
}

impl<K: Hash + Eq> Tries<K> {
    pub(crate) fn new(most: usize) -> Self {
        Self { most, times: Mutex::new(HashMap::new()) }
    }

    /// Counts an attempt at `now`; the error holds the seconds until the next one is allowed.
    pub(crate) fn begin(&self, key: K, now: i64) -> Result<(), u64> {
        let mut all = self.times.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= WATCHED {
            all.retain(|_, times| times.back().is_some_and(|last| *last > now - HOUR));
        }
        if all.len() >= WATCHED && !all.contains_key(&key) {
            return Err(HOUR.unsigned_abs());
        }
        let times = all.entry(key).or_default();
        while times.front().is_some_and(|first| *first <= now - HOUR) {
            times.pop_front();
        }
        match times.front() {
            Some(first) if times.len() >= self.most => {
                Err(u64::try_from(first + HOUR - now).unwrap_or(1).max(1))
            }
            _ => {
                times.push_back(now);
                Ok(())
            }
        }
    }

    /// Uncounts the newest attempt, because it succeeded.
    pub(crate) fn succeeded(&self, key: &K) {
        let mut all = self.times.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(times) = all.get_mut(key) {
            times.pop_back();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_hour_holds_more_failures_than_allowed() {
        let tries = Tries::new(3);
        for now in [0, 10, 20] {
            assert_eq!(tries.begin("a", now), Ok(()));
        }
        assert_eq!(tries.begin("a", 30), Err(3_570));
        assert_eq!(tries.begin("b", 30), Ok(()), "others are not locked out");
        assert_eq!(tries.begin("a", 3_600), Ok(()), "the first one is an hour old");
        assert_eq!(tries.begin("a", 3_601), Err(9));
    }

    #[test]
    fn a_success_does_not_count() {
        let tries = Tries::new(1);
        for now in 0..5 {
            assert_eq!(tries.begin("a", now), Ok(()));
            tries.succeeded(&"a");
        }
    }
}
