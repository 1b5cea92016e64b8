//! Syncing the phone's journals with the server.

use std::sync::PoisonError;

use super::Phone;
use super::view::SyncReport;
use crate::crypto::random::generate;
use crate::error::ClientError;
use crate::host::Platform;
use crate::language::words;
use crate::sync::error::SyncError;
use interlude_protocol::wire::error::code;

impl<P: Platform> Phone<P> {
    /// Sends waiting records, then fetches the own journal, the directory and the shared journal.
    ///
    /// Repeat it after any error; nothing is sent twice. The report covers failures of a single space.
    ///
    /// # Errors
    /// An error that concerns all spaces, such as [`ClientError::Offline`]; [`ClientError::retry_after`] returns the wait.
    /// [`ClientError::WrongStage`] before enrolment.
    pub async fn sync(&self) -> Result<SyncReport, ClientError> {
        let enrolled = self.enrolled()?;
        let reports = match self.host.syncing(&enrolled.server, false).all().await {
            Ok(reports) => reports,
            Err(error) => return Err(self.failed(error)),
        };
        self.refresh_help();
        let done = reports.values().flatten();
        let (pushed, pulled) = done.clone().fold((0_u64, 0_u64), |(pushed, pulled), report| {
            (pushed.saturating_add(report.pushed), pulled.saturating_add(report.pulled))
        });
        let failed = reports.values().any(Result::is_err);
        let up_to_date = !failed && done.clone().all(crate::sync::run::Report::is_complete);
        let retry = (!up_to_date).then(|| self.wait(None));
        if up_to_date {
            self.backoff.lock().unwrap_or_else(PoisonError::into_inner).reset();
        }
        let number = |n: u64| i32::try_from(n).unwrap_or(i32::MAX);
        Ok(SyncReport {
            pushed: number(pushed),
            pulled: number(pulled),
            up_to_date,
            status_text: if up_to_date {
                words().phone_synced()
            } else {
                words().phone_synced_in_part()
            },
            retry_after_seconds: retry.map(number),
        })
    }

    /// Converts an error that concerns all spaces, and adds the wait.
    fn failed(&self, error: SyncError) -> ClientError {
        let retry_after = Some(self.wait(error.retry_after()));
        let error = ClientError::from(error);
        if matches!(error, ClientError::Offline { .. }) {
            ClientError::Offline { retry_after }
        } else if matches!(error, ClientError::Busy { .. }) {
            ClientError::Busy { retry_after }
        } else if error == ClientError::SessionEnded {
            // A phone has no session: the server does not know the phone, or no longer does.
            ClientError::ServerRefused { code: code::UNAUTHORIZED.to_owned() }
        } else {
            error
        }
    }

    /// Resets the wait. Call it when the network or the app is back.
    pub fn network_is_back(&self) {
        self.backoff.lock().unwrap_or_else(PoisonError::into_inner).reset();
    }

    /// Returns the seconds to wait before the next attempt.
    fn wait(&self, asked: Option<u64>) -> u64 {
        let random = u32::from_be_bytes(generate(&self.host.random));
        let mut backoff = self.backoff.lock().unwrap_or_else(PoisonError::into_inner);
        backoff.failed(random, asked).div_ceil(1_000).max(1)
    }
}
