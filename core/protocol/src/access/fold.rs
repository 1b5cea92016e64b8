//! The result of the fold and its queries.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::facts::At;
use super::rule::{Audience, Roles};
use crate::id::{Fingerprint, KeyId, Pin, RecordHash, SeriesId};
use crate::record::identity::PublicIdentity;
use crate::record::open::{Genesis, Grant, Head, Open, Role, Wrapped};

/// The state of a record in the fold. Records in any state but the first are reported, not skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AccessState {
    /// The record counts.
    Counted,
    /// Written after the cut of its author's removal.
    Late,
    /// Its author was never validly a member.
    UnknownAuthor,
    /// Its author's role may not write such a record.
    NotAllowed,
    /// At or after a place with two signed records; shown, but without effect.
    Contested,
    /// Adds a clinician who is not in the clinic's directory.
    Pending,
}

/// For each clinician that the directory removed: how many records of each series the client held
/// when it learned of the removal.
///
/// For a clinician not listed here, all records held count. This is the fold's only local input; a
/// `remove` in the space replaces it.
pub type Learned = BTreeMap<Fingerprint, BTreeMap<SeriesId, u64>>;

/// The members of a space, and the state of each of its records.
#[derive(Debug, Clone)]
pub struct Fold {
    pub(super) pin: Pin,
    pub(super) audience: Audience,
    pub(super) genesis: Option<Arc<Open>>,
    /// E, ever members: the closure of adds.
    pub(super) ever: BTreeMap<Fingerprint, Roles>,
    /// A, valid members: as E, without adds after the low cuts of removed authors.
    pub(super) valid: BTreeMap<Fingerprint, Roles>,
    pub(super) gone: BTreeSet<Fingerprint>,
    /// Clinicians removed by the directory, with the heads of their series at that time.
    pub(super) from_directory: BTreeMap<Fingerprint, BTreeMap<SeriesId, Head>>,
    pub(super) directory_valid: BTreeMap<Fingerprint, Roles>,
    pub(super) directory_gone: BTreeSet<Fingerprint>,
    /// R: the removals that count.
    pub(super) removals: Vec<Removal>,
    pub(super) contested: BTreeMap<SeriesId, u64>,
    pub(super) states: BTreeMap<At, AccessState>,
    pub(super) pending: BTreeSet<Fingerprint>,
    pub(super) grants: Vec<(Fingerprint, Arc<Open>)>,
    /// Authors of counted or contested entries under each key.
    pub(super) writers: BTreeMap<KeyId, BTreeSet<Fingerprint>>,
    /// The last counted mark of each series, with its author.
    pub(super) marks: BTreeMap<SeriesId, (Fingerprint, Arc<Open>)>,
    /// The highest heads that each author's counted marks name.
    pub(super) opened: BTreeMap<Fingerprint, BTreeMap<SeriesId, Head>>,
    pub(super) people: BTreeMap<Fingerprint, Arc<Presented>>,
}

/// A removal that counts.
#[derive(Debug, Clone)]
pub(super) struct Removal {
    pub(super) subject: Fingerprint,
    pub(super) author: Fingerprint,
    pub(super) series: SeriesId,
    pub(super) seq: u64,
    pub(super) cuts: BTreeMap<SeriesId, u64>,
    /// Whether the author is a valid member other than the subject, below its own low cut.
    pub(super) good: bool,
}

impl Removal {
    pub(super) fn cut(&self, series: &SeriesId) -> u64 {
        self.cuts.get(series).copied().unwrap_or(0)
    }
}

#[derive(Debug)]
pub(super) struct Presented {
    pub(super) identity: PublicIdentity,
    pub(super) name: Option<String>,
}

impl Fold {
    /// The space's pin.
    #[must_use]
    pub fn pin(&self) -> Pin {
        self.pin
    }

    /// Who the space is for; [`Audience::Own`] while its genesis is missing.
    #[must_use]
    pub fn audience(&self) -> Audience {
        self.audience
    }

    /// The genesis; `None` while it is missing.
    #[must_use]
    pub fn genesis(&self) -> Option<&Genesis> {
        let Some(Open::Genesis(genesis)) = self.genesis.as_deref() else { return None };
        Some(genesis)
    }

    /// Pin of the clinic that shares this journal; `None` for a clinic and an own journal.
    #[must_use]
    pub fn clinic(&self) -> Option<Pin> {
        self.genesis()?.clinic
    }

    /// The current members, each with the role to show.
    pub fn members(&self) -> impl Iterator<Item = (Fingerprint, Role)> {
        self.valid
            .iter()
            .filter(|(fp, _)| !self.gone.contains(fp))
            .filter_map(|(fp, roles)| Some((*fp, *roles.first()?)))
    }

    /// Whether `fp` is a current member.
    #[must_use]
    pub fn is_member(&self, fp: &Fingerprint) -> bool {
        self.valid.contains_key(fp) && !self.gone.contains(fp)
    }

    /// Whether `fp` is or was a member. The server stores records of such authors only.
    #[must_use]
    pub fn was_ever_member(&self, fp: &Fingerprint) -> bool {
        self.ever.contains_key(fp)
    }

    /// The members removed here or by the directory.
    pub fn removed(&self) -> impl Iterator<Item = Fingerprint> {
        self.gone.iter().copied()
    }

    /// The role to show for a present or past member: the first it has of root, lead, clinician,
    /// device and recovery. `None` for anyone else.
    #[must_use]
    pub fn role_of(&self, fp: &Fingerprint) -> Option<Role> {
        self.valid.get(fp)?.first().copied()
    }

    /// Whether `fp` is a current member and has `role`.
    #[must_use]
    pub fn has_role(&self, fp: &Fingerprint, role: Role) -> bool {
        self.is_member(fp) && self.has_had_role(fp, role)
    }

    /// Whether a present or past member validly has `role`.
    #[must_use]
    pub fn has_had_role(&self, fp: &Fingerprint, role: Role) -> bool {
        self.valid.get(fp).is_some_and(|roles| roles.contains(&role))
    }

    /// Clinicians who were validly added but are not in the directory.
    pub fn pending(&self) -> impl Iterator<Item = Fingerprint> {
        self.pending.iter().copied()
    }

    /// The keys of an identity that this space or its directory ever presented.
    ///
    /// A presented identity need not be a member; see [`Fold::is_member`].
    #[must_use]
    pub fn identity(&self, fp: &Fingerprint) -> Option<&PublicIdentity> {
        self.people.get(fp).map(|person| &person.identity)
    }

    /// The Ed25519 key of an identity that this space or its directory ever presented, for record
    /// checks.
    #[must_use]
    pub fn signer(&self, fp: &Fingerprint) -> Option<[u8; 32]> {
        self.identity(fp).map(|identity| identity.sign)
    }

    /// The name of an identity that this space or its directory ever presented.
    #[must_use]
    pub fn name_of(&self, fp: &Fingerprint) -> Option<&str> {
        self.people.get(fp)?.name.as_deref()
    }

    /// The state of an open record that was folded; [`AccessState::UnknownAuthor`] if it was not.
    #[must_use]
    pub fn state(&self, series: SeriesId, seq: u64, hash: RecordHash) -> AccessState {
        self.states.get(&(series, seq, hash)).copied().unwrap_or(AccessState::UnknownAuthor)
    }

    /// Every counted wrap for `me`, with the key's name and the grantor.
    ///
    /// `me` holds a key only if one of these opens and the key has its name.
    pub fn wraps_for(
        &self,
        me: Fingerprint,
    ) -> impl Iterator<Item = (KeyId, Fingerprint, &Wrapped)> {
        self.counted_grants().flat_map(move |(author, grant)| {
            let mine = grant.wraps.iter().filter(move |wrapped| wrapped.to == me);
            mine.map(move |wrapped| (grant.key, author, wrapped))
        })
    }

    pub(super) fn counted_grants(&self) -> impl Iterator<Item = (Fingerprint, &Grant)> {
        self.grants.iter().filter_map(|(author, open)| {
            let Open::Grant(grant) = &**open else { return None };
            Some((*author, grant))
        })
    }

    /// How many records of `series` were opened according to the counted marks of `author`.
    #[must_use]
    pub fn opened_by(&self, author: &Fingerprint, series: &SeriesId) -> u64 {
        let heads = self.opened.get(author);
        heads.and_then(|heads| heads.get(series)).map_or(0, |head| head.count)
    }

    /// How many records of `series` a lead or clinician has opened: the receipt shown to patients.
    #[must_use]
    pub fn opened_by_clinic(&self, series: &SeriesId) -> u64 {
        let staff = self.opened.keys().filter(|author| {
            self.has_had_role(author, Role::Lead) || self.has_had_role(author, Role::Clinician)
        });
        staff.map(|author| self.opened_by(author, series)).max().unwrap_or(0)
    }
}
