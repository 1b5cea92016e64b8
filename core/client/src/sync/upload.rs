//! The uploads of a sync.

use super::error::SyncError;
use super::run::{HeldBack, Report, Syncing};
use super::server::Appended;
use super::transport::{Clock, Transport};
use crate::crypto::random::Random;
use crate::journal::Store;
use interlude_protocol::id::{SeriesId, SpaceId};
use interlude_protocol::record::codec::Bodies;
use interlude_protocol::wire::error::code;

impl<S, T, C, R> Syncing<'_, S, T, C, R>
where
    S: Store,
    T: Transport,
    C: Clock,
    R: Random + ?Sized,
{
    /// Uploads own records that the server has not acknowledged, without asking for heads. Ignores conflicts and gaps:
    /// the comparison of heads finds both.
    pub(super) async fn push_own(
        &self,
        space: SpaceId,
        report: &mut Report,
    ) -> Result<(), SyncError> {
        for (series, sent) in self.waiting(space)? {
            match self.push(space, series, sent).await {
                Ok(sent) => report.pushed = report.pushed.saturating_add(sent),
                Err(SyncError::Conflict(_)) => {}
                Err(SyncError::Refused { code, .. }) if code == code::GAP => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Own series with records that the server has not acknowledged, and how many it has.
    pub(super) fn waiting(&self, space: SpaceId) -> Result<Vec<(SeriesId, u64)>, SyncError> {
        self.look(space, |journal| {
            let me = journal.me().fingerprint();
            let tips = journal.tips().into_iter();
            let mine = tips.filter(|(series, _)| journal.author(*series) == Some(me));
            let sent = mine.map(|(series, tip)| (series, journal.sent(series), tip.count));
            let waiting = sent.filter(|(_, sent, count)| sent < count);
            waiting.map(|(series, sent, _)| (series, sent)).collect()
        })
    }

    /// Records of a series from `from` on, to upload; empty if there is nothing that this client may upload.
    pub(super) fn page(
        &self,
        space: SpaceId,
        series: SeriesId,
        from: u64,
    ) -> Result<Vec<u8>, SyncError> {
        self.with(space, |journal, store| {
            // A newer program writes in this space, or this client fetches no sealed bodies.
            if journal.is_newer() || journal.bodies() == Bodies::Open {
                return Ok(Vec::new());
            }
            journal.page(store, series, from)
        })?
        .map_err(SyncError::from)
    }

    /// Uploads the records of a series that the server lacks, by any author.
    pub(super) async fn heal(
        &self,
        space: SpaceId,
        series: SeriesId,
        from: u64,
        report: &mut Report,
    ) -> Result<(), SyncError> {
        let (mine, sent) = self.look(space, |journal| {
            let mine = journal.author(series) == Some(journal.me().fingerprint());
            (mine, journal.sent(series))
        })?;
        match self.push(space, series, from).await {
            Ok(taken) => {
                let again = if mine { sent.saturating_sub(from).min(taken) } else { taken };
                report.healed = report.healed.saturating_add(again);
                report.pushed = report.pushed.saturating_add(taken.saturating_sub(again));
            }
            // A member without write access cannot restore records either.
            Err(SyncError::Refused { .. } | SyncError::Conflict(_) | SyncError::NotFound) => {
                report.held_back.push((series, HeldBack::Refused));
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// Uploads a series page by page and returns the number of records that the server accepted. A receipt counts only if
    /// it names a local head, which a captive portal cannot know.
    async fn push(
        &self,
        space: SpaceId,
        series: SeriesId,
        mut from: u64,
    ) -> Result<u64, SyncError> {
        let me = self.me(space)?;
        let first = from;
        loop {
            let page = self.page(space, series, from)?;
            if page.is_empty() {
                return Ok(from.saturating_sub(first));
            }
            let sent = self.server.append(self.caller(&me), space, series, from, page).await?;
            let Appended::Stored(receipt) = sent else {
                return Err(SyncError::Conflict(Vec::new()));
            };
            let held = self.with(space, |journal, store| {
                if journal.author(series) == Some(me.fingerprint()) {
                    journal.acknowledge(store, series, receipt)
                } else {
                    Ok(journal.tip_at(series, receipt.count) == Some(receipt))
                }
            })??;
            if !held || receipt.count <= from {
                return Err(SyncError::Answer);
            }
            from = receipt.count;
        }
    }
}
