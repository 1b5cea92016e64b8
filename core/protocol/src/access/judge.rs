//! The state of a single record: roles, cuts of removed members, contested places.

use super::fold::{AccessState, Fold, Removal};
use super::rule::{self, Audience, Roles};
use crate::id::{Fingerprint, SeriesId};
use crate::record::header::{Class, Header};
use crate::record::open::{Member, Open, Role};

impl Fold {
    /// The state of a sealed record of `author` at a place.
    #[must_use]
    pub fn entry_state(&self, author: &Fingerprint, series: &SeriesId, seq: u64) -> AccessState {
        let Some(roles) = self.valid.get(author) else { return AccessState::UnknownAuthor };
        if rule::may_write_entries(self.audience, roles) {
            self.state_by_high(author, series, seq)
        } else {
            AccessState::NotAllowed
        }
    }

    /// The state that a record would have if it were added. Writers and the server use it to
    /// refuse records without effect.
    #[must_use]
    pub fn state_if_written(&self, header: &Header, open: Option<&Open>) -> AccessState {
        match (header.class, open) {
            (Class::Sealed, _) => self.entry_state(&header.author, &header.series, header.seq),
            (Class::Open, Some(open)) => {
                self.open_state(&header.author, &header.series, header.seq, open)
            }
            (Class::Open, None) => AccessState::NotAllowed,
        }
    }

    /// The cuts of a removed member's series: how many records count for adds, and how many for
    /// everything else. `None` if the member was not removed.
    #[must_use]
    pub fn cut(&self, fp: &Fingerprint, series: &SeriesId) -> Option<(u64, u64)> {
        self.gone.contains(fp).then(|| {
            let low = self.low(fp, series).unwrap_or(u64::MAX);
            (low, self.high(fp, series).unwrap_or(u64::MAX))
        })
    }

    pub(super) fn is_contested(&self, series: &SeriesId, seq: u64) -> bool {
        self.contested.get(series).is_some_and(|first| seq >= *first)
    }

    /// Whether `member` is a clinician of a journal whom the directory never validly listed.
    pub(super) fn is_pending(&self, member: &Member) -> bool {
        let listed = self.directory_valid.get(&member.fingerprint()).is_some_and(|roles| {
            roles.iter().any(|role| matches!(role, Role::Lead | Role::Clinician))
        });
        self.audience == Audience::Shared && member.role == Role::Clinician && !listed
    }

    /// Whether a removal of `subject` by `author` belongs to R.
    pub(super) fn removal_counts(&self, author: &Fingerprint, subject: &Fingerprint) -> bool {
        let nobody = Roles::new();
        self.ever.get(author).is_some_and(|roles| {
            rule::may_remove(
                self.audience,
                roles,
                self.ever.get(subject).unwrap_or(&nobody),
                author == subject,
                self.directory_gone.contains(subject),
            )
        })
    }

    /// The cut for adds; `None` without a cut.
    pub(super) fn low(&self, fp: &Fingerprint, series: &SeriesId) -> Option<u64> {
        let of_subject = self.removals.iter().filter(|removal| removal.subject == *fp);
        of_subject.map(|removal| removal.cut(series)).min().or_else(|| self.learned(fp, series))
    }

    /// The cut for everything but adds; `None` without a cut.
    pub(super) fn high(&self, fp: &Fingerprint, series: &SeriesId) -> Option<u64> {
        if !self.gone.contains(fp) {
            return None;
        }
        let of_subject = || self.removals.iter().filter(|removal| removal.subject == *fp);
        if of_subject().next().is_none() {
            return self.learned(fp, series);
        }
        let largest = |by: &dyn Fn(&Removal) -> bool| {
            of_subject().filter(|removal| by(removal)).map(|removal| removal.cut(series)).max()
        };
        largest(&|removal| removal.good)
            .or_else(|| largest(&|removal| removal.author == *fp))
            .or_else(|| self.low(fp, series))
    }

    fn learned(&self, fp: &Fingerprint, series: &SeriesId) -> Option<u64> {
        let heads = self.from_directory.get(fp)?;
        Some(heads.get(series).map_or(0, |head| head.count))
    }

    pub(super) fn is_behind_low(&self, fp: &Fingerprint, series: &SeriesId, seq: u64) -> bool {
        self.low(fp, series).is_some_and(|low| seq >= low)
    }

    /// The state of an open record other than the space's genesis.
    pub(super) fn open_state(
        &self,
        author: &Fingerprint,
        series: &SeriesId,
        seq: u64,
        open: &Open,
    ) -> AccessState {
        if matches!(open, Open::Genesis(_)) {
            return AccessState::NotAllowed;
        }
        if !self.ever.contains_key(author) {
            return AccessState::UnknownAuthor;
        }
        if let Open::Remove(remove) = open {
            let counts = self.removal_counts(author, &remove.subject);
            return if counts { AccessState::Counted } else { AccessState::NotAllowed };
        }
        let Some(roles) = self.valid.get(author) else { return AccessState::UnknownAuthor };
        if !rule::may_write_open(self.audience, roles, open) {
            return AccessState::NotAllowed;
        }
        if let Open::Add(add) = open {
            if self.is_behind_low(author, series, seq) {
                return AccessState::Late;
            }
            if self.is_contested(series, seq) {
                return AccessState::Contested;
            }
            let pending = self.is_pending(&add.member);
            return if pending { AccessState::Pending } else { AccessState::Counted };
        }
        self.state_by_high(author, series, seq)
    }

    pub(super) fn state_by_high(
        &self,
        author: &Fingerprint,
        series: &SeriesId,
        seq: u64,
    ) -> AccessState {
        if self.high(author, series).is_some_and(|high| seq >= high) {
            AccessState::Late
        } else if self.is_contested(series, seq) {
            AccessState::Contested
        } else {
            AccessState::Counted
        }
    }
}
