//! Sessions of staff.
//!
//! Sessions are kept in memory under the hash of their cookie: a copied database opens no session,
//! and a restart ends all of them.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use interlude_protocol::id::{Fingerprint, SpaceId};

/// Seconds without user action after which a session ends.
pub(crate) const IDLE: i64 = 15 * 60;

/// Longest duration of a session, in seconds.
pub(crate) const ABSOLUTE: i64 = 12 * 3_600;

/// SHA-256 of a cookie's value.
pub(crate) type Token = [u8; 32];

/// A signed-in member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Session {
    pub(crate) clinic: SpaceId,
    pub(crate) login: String,
    pub(crate) fp: Fingerprint,
}

struct Live {
    session: Session,
    begun: i64,
    used: i64,
}

impl Live {
    fn lives(&self, now: i64) -> bool {
        now < self.used + IDLE && now < self.begun + ABSOLUTE
    }
}

/// All live sessions.
#[derive(Default)]
pub(crate) struct Sessions(Mutex<HashMap<Token, Live>>);

impl Sessions {
    /// Begins a session; returns its latest end, in Unix seconds.
    pub(crate) fn begin(&self, token: Token, session: Session, now: i64) -> i64 {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, live| live.lives(now));
        all.insert(token, Live { session, begun: now, used: now });
        now + ABSOLUTE
    }

    /// The live session of a cookie. `extend` restarts the idle time after a user's action.
    pub(crate) fn find(&self, token: &Token, now: i64, extend: bool) -> Option<Session> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let live = all.get_mut(token).filter(|live| live.lives(now))?;
        if extend {
            live.used = now;
        }
        Some(live.session.clone())
    }

    /// Ends one session.
    pub(crate) fn end(&self, token: &Token) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(token);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begun() -> Sessions {
        let sessions = Sessions::default();
        let session =
            Session { clinic: SpaceId([1; 16]), login: "a".to_owned(), fp: Fingerprint([2; 32]) };
        assert_eq!(sessions.begin([3; 32], session, 0), ABSOLUTE);
        sessions
    }

    #[test]
    fn a_session_ends_a_quarter_of_an_hour_after_the_last_act_of_a_person() {
        let sessions = begun();
        assert!(sessions.find(&[3; 32], IDLE - 1, false).is_some());
        assert!(sessions.find(&[3; 32], IDLE, false).is_none(), "polling extends nothing");
        assert!(sessions.find(&[3; 32], IDLE - 1, true).is_some());
        assert!(sessions.find(&[3; 32], 2 * IDLE - 2, true).is_some());
        assert!(sessions.find(&[4; 32], 1, true).is_none());
    }

    #[test]
    fn a_session_ends_after_half_a_day_whatever_is_done_in_it() {
        let sessions = begun();
        for now in (0..ABSOLUTE).step_by(600) {
            assert!(sessions.find(&[3; 32], now, true).is_some());
        }
        assert!(sessions.find(&[3; 32], ABSOLUTE, true).is_none());
    }

    #[test]
    fn an_ended_session_stays_ended() {
        let sessions = begun();
        sessions.end(&[3; 32]);
        assert!(sessions.find(&[3; 32], 1, true).is_none());
    }
}
