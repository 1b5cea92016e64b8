//! A sync of many spaces in few requests, for a clinician's page.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;

use super::error::SyncError;
use super::run::{Report, Syncing};
use super::server::Caller;
use super::transport::{Clock, Transport};
use crate::crypto::random::Random;
use crate::journal::{Journal, Store, Tip};
use interlude_protocol::id::{SeriesId, SpaceId};
use interlude_protocol::record::limit;
use interlude_protocol::wire::batch::{Frame, PULL_SPACES, PUSH_SERIES, Pull, PullSpace};

/// Requests at the same time. A browser opens six connections to a server, and the long poll needs one.
const AT_ONCE: usize = 4;

/// Bytes of a push that are not records: the heads of its frames.
const PUSH_FRAMES: usize = 64 * PUSH_SERIES;

/// The outcome of one pull.
struct Round {
    done: Vec<(SpaceId, Result<Report, SyncError>)>,
    /// Spaces to ask for again: the answer was full before them.
    rest: Vec<SpaceId>,
}

impl<S, T, C, R> Syncing<'_, S, T, C, R>
where
    S: Store,
    T: Transport,
    C: Clock,
    R: Random + ?Sized,
{
    /// Syncs many spaces with a session, and calls `done` with each report. What one request cannot carry for many spaces
    /// is exchanged space by space, by the rules of [`Syncing::space`].
    ///
    /// # Errors
    /// Errors for which [`SyncError::concerns_all`] is true, and those of `done`.
    pub async fn many(
        &self,
        spaces: Vec<SpaceId>,
        mut done: impl FnMut(SpaceId, Result<Report, SyncError>) -> Result<(), SyncError>,
    ) -> Result<(), SyncError> {
        self.push_many(&spaces).await?;
        let size = spaces.len().div_ceil(AT_ONCE).clamp(1, PULL_SPACES);
        let lanes = spaces.chunks(size).map(<[_]>::to_vec);
        let mut waiting: Vec<Vec<SpaceId>> = lanes.collect();
        let mut rounds = FuturesUnordered::new();
        let mut wrote = Vec::new();
        loop {
            while rounds.len() < AT_ONCE
                && let Some(lane) = waiting.pop()
            {
                rounds.push(self.round(lane));
            }
            let Some(round) = rounds.next().await else { break };
            let Round { done: reports, rest } = round?;
            for (space, report) in reports {
                if report.as_ref().is_ok_and(|report| report.wrote) {
                    wrote.push(space);
                }
                done(space, report)?;
            }
            if !rest.is_empty() {
                waiting.push(rest);
            }
        }
        self.push_many(&wrote).await
    }

    /// Syncs one space with a session, in one request if it fits one answer.
    ///
    /// # Errors
    /// The errors of [`Syncing::space`].
    pub async fn one(&self, space: SpaceId) -> Result<Report, SyncError> {
        let mut report = Err(SyncError::NoJournal);
        self.many(vec![space], |_, made| {
            report = made;
            Ok(())
        })
        .await?;
        report
    }

    /// Sends one pull for the spaces of `lane`, and finishes those that arrived in full.
    async fn round(&self, lane: Vec<SpaceId>) -> Result<Round, SyncError> {
        let spaces = lane.iter().map(|space| self.asked(*space)).collect::<Result<_, _>>()?;
        let mut heads = BTreeMap::new();
        let (mut ended, mut alone) = (BTreeSet::new(), BTreeSet::new());
        let (mut moved, mut received) = (false, BTreeMap::<SpaceId, Report>::new());
        for frame in self.server.pull(Caller::Staff, &Pull { spaces }).await? {
            // A frame about another space than those asked for is worth nothing.
            match frame {
                Frame::Heads(space, lines) => {
                    let tips = lines.into_iter();
                    let tip = |count, hash| Tip { count, hash };
                    let tips = tips.map(|it| (it.series, tip(it.count, it.hash)));
                    heads.insert(space, tips.collect::<BTreeMap<SeriesId, Tip>>());
                }
                Frame::Page { space, series, from, records } if lane.contains(&space) => {
                    let report = received.entry(space).or_default();
                    // A page that fails a check is asked for again below, and judged there.
                    moved |= self.accept(space, series, from, &records, report)?.taken > 0;
                }
                Frame::End(space) if lane.contains(&space) => drop(ended.insert(space)),
                Frame::Alone(space) if lane.contains(&space) => drop(alone.insert(space)),
                Frame::Page { .. } | Frame::End(_) | Frame::Alone(_) => {}
            }
        }
        // Without any progress, the first space is asked for by itself, so that no answer can keep a sync going forever.
        if !moved && ended.is_empty() && alone.is_empty() {
            alone.extend(lane.first().copied());
        }
        let mut done = Vec::new();
        for space in &ended {
            let report = received.remove(space).unwrap_or_default();
            let heads = heads.remove(space).unwrap_or_default();
            done.push((*space, self.finish(*space, heads, report).await));
        }
        for space in alone.difference(&ended) {
            done.push((*space, self.space(*space).await));
        }
        let over: BTreeSet<SpaceId> = done.iter().map(|(space, _)| *space).collect();
        let rest = lane.into_iter().filter(|space| !over.contains(space)).collect();
        Ok(Round { done, rest })
    }

    fn asked(&self, space: SpaceId) -> Result<PullSpace, SyncError> {
        let tips = self.look(space, Journal::tips)?.into_iter();
        let have = tips.filter(|(_, tip)| tip.count > 0).map(|(series, tip)| (series, tip.count));
        Ok(PullSpace { space, have: have.collect() })
    }

    /// Uploads own records of many spaces together. What the server refuses is uploaded alone, as in [`Syncing::space`].
    async fn push_many(&self, spaces: &[SpaceId]) -> Result<(), SyncError> {
        let mut left: Vec<(SpaceId, SeriesId, u64)> = Vec::new();
        for space in spaces {
            let waiting = self.waiting(*space)?.into_iter();
            left.extend(waiting.map(|(series, sent)| (*space, series, sent)));
        }
        let mut alone: BTreeSet<SpaceId> = BTreeSet::new();
        while !left.is_empty() {
            let (mut frames, mut bytes) = (Vec::new(), PUSH_FRAMES);
            while let Some((space, series, from)) = left.last().copied() {
                let records = self.page(space, series, from)?;
                if records.is_empty() {
                    left.pop();
                    continue;
                }
                bytes = bytes.saturating_add(records.len());
                if bytes > limit::PAGE || frames.len() == PUSH_SERIES {
                    break;
                }
                left.pop();
                frames.push(Frame::Page { space, series, from, records });
            }
            if frames.is_empty() {
                // One page alone fills a request.
                alone.extend(left.pop().map(|(space, _, _)| space));
                continue;
            }
            let pushed = self.server.push(Caller::Staff, &frames).await?;
            for (frame, pushed) in frames.iter().zip(pushed) {
                let Frame::Page { space, series, .. } = frame else { continue };
                let receipt = pushed.receipt.map(|it| Tip { count: it.count, hash: it.hash });
                let held = match receipt {
                    Some(tip) => {
                        self.with(*space, |it, store| it.acknowledge(store, *series, tip))??
                    }
                    None => false,
                };
                let waits = self.waiting(*space)?.iter().any(|(waiting, _)| waiting == series);
                if !held || waits {
                    alone.insert(*space);
                }
            }
        }
        for space in alone {
            match self.push_own(space, &mut Report::default()).await {
                Err(error) if error.concerns_all() => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }
}
