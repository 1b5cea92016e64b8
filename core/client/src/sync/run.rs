//! The requests of a sync. It holds no lock while it waits for an answer.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::error::SyncError;
use super::plan::{Kept, Local, Step, plan, search_back};
use super::server::{Caller, Server};
use super::transport::{Clock, Transport};
use crate::crypto::identity::Identity;
use crate::crypto::random::Random;
use crate::journal::{Accepted, Journal, JournalError, Shelf, Store, Tip};
use interlude_protocol::access::rule::Audience;
use interlude_protocol::id::{SeriesId, SpaceId};
use interlude_protocol::record::RecordError;
use interlude_protocol::record::codec::split;

/// Most damaged records that one sync of a space fetches again.
const MENDS: usize = 8;

/// The outcome of one sync of one space.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Number of own records that the server accepted for the first time.
    pub pushed: u64,
    /// Number of records restored to a server that had lost them.
    pub healed: u64,
    /// Number of records received.
    pub pulled: u64,
    /// Number of series whose server version differs from the local one.
    pub forks: u64,
    /// Series that could not be exchanged in full; the next sync tries them again.
    pub held_back: Vec<(SeriesId, HeldBack)>,
    /// Whether this client wrote marks or keys.
    pub wrote: bool,
}

/// Why a series could not be exchanged in full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeldBack {
    /// The server sent no records although its head names them.
    Missing,
    /// The server sent an invalid record.
    Bad(RecordError),
    /// The server refused records that it lacks.
    Refused,
}

impl Report {
    /// Whether both sides have every record.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.held_back.is_empty()
    }
}

/// For each space of a sync, its outcome or its error.
pub type Reports = BTreeMap<SpaceId, Result<Report, SyncError>>;

/// Syncs the journals of a shelf with one server.
pub struct Syncing<'a, S, T, C, R: ?Sized> {
    /// The journals and their store.
    pub shelf: &'a Shelf<S>,
    /// The server.
    pub server: &'a Server<T, C>,
    /// Randomness for keys and identifiers.
    pub random: &'a R,
    /// Whether requests use a clinician's session; otherwise each journal's identity signs them.
    pub staff: bool,
}

impl<S, T, C, R> Syncing<'_, S, T, C, R>
where
    S: Store,
    T: Transport,
    C: Clock,
    R: Random + ?Sized,
{
    /// Syncs all spaces of the shelf: first uploads the own records of every space, then syncs own journals, the clinic's
    /// directory and shared journals. Repeat it after any error: nothing is sent or stored twice.
    ///
    /// # Errors
    /// Only errors for which [`SyncError::concerns_all`] is true; others are part of the reports and stop no other space.
    pub async fn all(&self) -> Result<Reports, SyncError> {
        let mut spaces: Vec<(u8, SpaceId)> = self.shelf.look_at_all(|journal| {
            let rank = match journal.fold().audience() {
                Audience::Own => 0,
                Audience::Clinic => 1,
                Audience::Shared => 2,
            };
            (rank, journal.pin().space())
        });
        spaces.sort_unstable();
        let mut reports = BTreeMap::new();
        for (_, space) in spaces.iter().rev() {
            let mut report = Report::default();
            if let Err(error) = self.push_own(*space, &mut report).await
                && error.concerns_all()
            {
                return Err(error);
            }
        }
        for (_, space) in spaces {
            match self.space(space).await {
                Err(error) if error.concerns_all() => return Err(error),
                done => drop(reports.insert(space, done)),
            }
        }
        Ok(reports)
    }

    /// Syncs one space: uploads own records, compares heads, fetches and restores records, then
    /// writes the keys and the mark that are due and uploads them.
    ///
    /// # Errors
    /// [`SyncError::NoJournal`] if the shelf lacks the space, [`SyncError::Journal`] if the journal
    /// fails, otherwise the errors of [`Server::call`].
    pub async fn space(&self, space: SpaceId) -> Result<Report, SyncError> {
        let mut report = Report::default();
        self.push_own(space, &mut report).await?;
        let me = self.me(space)?;
        let heads = self.server.heads(self.caller(&me), space).await?;
        let tips = heads.into_iter().map(|(series, remote)| (series, remote.tip));
        let mut report = self.finish(space, tips.collect(), report).await?;
        if report.wrote {
            self.push_own(space, &mut report).await?;
        }
        Ok(report)
    }

    /// Fetches and restores what differs from the server's heads, then writes the keys and the mark that are due.
    pub(super) async fn finish(
        &self,
        space: SpaceId,
        remote: BTreeMap<SeriesId, Tip>,
        mut report: Report,
    ) -> Result<Report, SyncError> {
        self.follow(space, &remote, &mut report).await?;
        self.with(space, |journal, store| journal.acknowledge_all(store, &remote))??;
        self.mend(space).await?;
        let at = u64::try_from(self.server.clock().unix_seconds()).unwrap_or(0);
        report.wrote =
            self.with(space, |journal, store| journal.catch_up(store, self.random, at))??;
        Ok(report)
    }

    /// Carries out the plan (steps 3 and 4), again while an author is unknown and records arrive, because another series
    /// may introduce the author. The longest series comes first: usually the patient's own, which begins with the genesis.
    async fn follow(
        &self,
        space: SpaceId,
        remote: &BTreeMap<SeriesId, Tip>,
        report: &mut Report,
    ) -> Result<(), SyncError> {
        loop {
            let pulled = report.pulled;
            report.held_back.clear();
            let mut steps = self.look(space, |journal| plan_of(journal, remote))?;
            steps.sort_by_key(|step| std::cmp::Reverse(step.reach()));
            for step in steps {
                self.step(space, step, report).await?;
            }
            let unknown =
                |(_, why): &(SeriesId, HeldBack)| *why == HeldBack::Bad(RecordError::UnknownAuthor);
            if report.pulled == pulled || !report.held_back.iter().any(unknown) {
                return Ok(());
            }
        }
    }

    async fn step(&self, space: SpaceId, step: Step, report: &mut Report) -> Result<(), SyncError> {
        match step {
            Step::Push { series, from } => self.heal(space, series, from, report).await,
            Step::Pull { series, from, to } => self.pull(space, series, from, to, report).await,
            Step::Fork { series, from, to } => self.trace(space, series, from, to, report).await,
        }
    }

    /// Fetches a series page by page and stores each page before it requests the next.
    async fn pull(
        &self,
        space: SpaceId,
        series: SeriesId,
        mut from: u64,
        to: u64,
        report: &mut Report,
    ) -> Result<(), SyncError> {
        let mut tries = 0;
        while from < to {
            let page = self.fetch(space, series, from).await?;
            if page.is_empty() {
                report.held_back.push((series, HeldBack::Missing));
                return Ok(());
            }
            let accepted = self.accept(space, series, from, &page, report)?;
            from = accepted.tip.count;
            match accepted.error {
                None if accepted.taken > 0 => tries = 0,
                Some(RecordError::BrokenChain) if from > 0 && accepted.taken == 0 => {
                    return self.trace(space, series, from.saturating_sub(1), to, report).await;
                }
                // The page is requested once more; after that, the series ends at its good part.
                Some(error) if error == RecordError::UnknownAuthor || tries > 0 => {
                    report.held_back.push((series, HeldBack::Bad(error)));
                    return Ok(());
                }
                None => {
                    report.held_back.push((series, HeldBack::Missing));
                    return Ok(());
                }
                Some(_) => tries += 1,
            }
        }
        Ok(())
    }

    /// Finds where the server's version of a series starts to differ, and keeps that version from there to its end. If
    /// this client writes the series, the journal continues in a new one.
    async fn trace(
        &self,
        space: SpaceId,
        series: SeriesId,
        from: u64,
        to: u64,
        report: &mut Report,
    ) -> Result<(), SyncError> {
        let mut found = false;
        for place in search_back(from) {
            let mut at = place;
            while at < to {
                let page = self.fetch(space, series, at).await?;
                let accepted = self.accept(space, series, at, &page, report)?;
                if accepted.forked && !found {
                    found = true;
                    report.forks = report.forks.saturating_add(1);
                }
                let bodies = self.look(space, Journal::bodies)?;
                let read = split(&page, bodies).map_or(0, |records| records.len());
                if accepted.error.is_some() || read == 0 {
                    break;
                }
                at = at.saturating_add(u64::try_from(read).unwrap_or(0));
            }
            if found || at >= to {
                return Ok(());
            }
        }
        report.held_back.push((series, HeldBack::Bad(RecordError::BrokenChain)));
        Ok(())
    }

    /// Fetches up to [`MENDS`] damaged records again.
    async fn mend(&self, space: SpaceId) -> Result<(), SyncError> {
        let damaged = self.look(space, Journal::damaged)?;
        for (series, seq) in damaged.into_iter().take(MENDS) {
            let page = self.fetch(space, series, seq).await?;
            self.accept(space, series, seq, &page, &mut Report::default())?;
        }
        Ok(())
    }

    async fn fetch(
        &self,
        space: SpaceId,
        series: SeriesId,
        from: u64,
    ) -> Result<Vec<u8>, SyncError> {
        let me = self.me(space)?;
        let bodies = self.look(space, Journal::bodies)?;
        self.server.records(self.caller(&me), space, series, from, bodies).await
    }

    pub(super) fn accept(
        &self,
        space: SpaceId,
        series: SeriesId,
        from: u64,
        page: &[u8],
        report: &mut Report,
    ) -> Result<Accepted, SyncError> {
        let accepted =
            self.with(space, |journal, store| journal.accept_page(store, series, from, page))??;
        report.pulled = report.pulled.saturating_add(accepted.taken);
        Ok(accepted)
    }

    pub(super) fn caller<'b>(&self, me: &'b Identity) -> Caller<'b> {
        if self.staff { Caller::Staff } else { Caller::Signed(me) }
    }

    pub(super) fn me(&self, space: SpaceId) -> Result<Arc<Identity>, SyncError> {
        self.look(space, |journal| Arc::clone(journal.me()))
    }

    pub(super) fn look<A>(
        &self,
        space: SpaceId,
        look: impl FnOnce(&Journal) -> A,
    ) -> Result<A, SyncError> {
        self.shelf.look(space, look).ok_or(SyncError::NoJournal)
    }

    pub(super) fn with<A>(
        &self,
        space: SpaceId,
        work: impl FnOnce(&mut Journal, &mut S) -> Result<A, JournalError>,
    ) -> Result<Result<A, JournalError>, SyncError> {
        self.shelf.with(space, work).ok_or(SyncError::NoJournal)
    }
}

fn plan_of(journal: &Journal, remote: &BTreeMap<SeriesId, Tip>) -> Vec<Step> {
    let facts = journal.facts();
    let local = journal
        .tips()
        .into_iter()
        .map(|(series, tip)| (series, Local { tip, contested: facts.contested_from(&series) }));
    plan(&local.collect(), remote, |series, tip| {
        let last = tip.count.checked_sub(1)?;
        if journal.tip_at(series, tip.count) == Some(tip) {
            Some(Kept::Log)
        } else {
            facts.holds(&series, last, &tip.hash).then_some(Kept::Beside)
        }
    })
}
