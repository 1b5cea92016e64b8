//! The index of a journal: every entry with its state, and the number of records in each state.

use std::collections::BTreeSet;

use super::chain::{Held, Opening};
use super::{Aside, Journal};
use interlude_clinical::entry::{Counts, Entry, Filed, Side};
use interlude_protocol::access::fold::AccessState;
use interlude_protocol::access::rule::Audience;
use interlude_protocol::id::{Fingerprint, RecordHash, RecordId, SeriesId};
use interlude_protocol::record::open::{Open, Role};

/// The state of a record (protocol.md 3.4). The journal counts every record and skips none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordState {
    /// Opened, allowed and fully known to this version.
    Counted,
    /// The hash, padding or JSON is wrong. The record is fetched again.
    Damaged,
    /// The content key is missing. A mark asks for it.
    Unopened,
    /// Written after its author was removed.
    Late,
    /// Written by somebody who was never a member.
    UnknownAuthor,
    /// The author's role does not permit it.
    NotAllowed,
    /// The series has two versions here. Both are shown.
    Contested,
    /// Has a kind or field of a newer version. The record is kept whole.
    Newer,
    /// Replaced in an own series by the version of another copy, and not written again yet.
    Superseded,
}

/// A record of an entry, with its state.
#[derive(Clone, Copy)]
pub struct Opened<'a> {
    /// The record's id.
    pub record: RecordId,
    /// The record's hash.
    pub hash: RecordHash,
    /// Its series.
    pub series: SeriesId,
    /// Its sequence number.
    pub seq: u64,
    /// Its author.
    pub author: Fingerprint,
    /// The author's role; `None` for somebody who was never a member.
    pub role: Option<Role>,
    /// Its state.
    pub state: RecordState,
    /// The entry, as far as this version knows its fields. To be shown only in the states
    /// [`RecordState::Counted`], [`RecordState::Contested`] and [`RecordState::Newer`].
    pub entry: Option<&'a Entry>,
}

impl<'a> Opened<'a> {
    /// The entry for charts and panels; `None` in a state that is not shown, or without a role.
    #[must_use]
    pub fn filed(&self) -> Option<Filed<'a>> {
        let shown = matches!(
            self.state,
            RecordState::Counted | RecordState::Contested | RecordState::Newer
        );
        let by = side(self.role?);
        let entry = self.entry.filter(|_| shown)?;
        Some(Filed { record: self.record, by, entry })
    }
}

/// The side that a role belongs to.
#[must_use]
pub fn side(role: Role) -> Side {
    match role {
        Role::Device | Role::Recovery => Side::Patient,
        Role::Root | Role::Lead | Role::Clinician => Side::Clinic,
    }
}

/// A record of the index: its location, its state and its author's role.
pub(super) struct Shown {
    at: HeldAt,
    role: Option<Role>,
    state: RecordState,
}

/// The location of a record in memory.
enum HeldAt {
    /// In the log: series and position.
    Log(SeriesId, usize),
    /// Among the records kept aside: position.
    Aside(usize),
}

impl Journal {
    /// Every entry of the space with its state, by series and sequence number. Forks and superseded
    /// entries follow. Records with the same author and id appear once.
    #[must_use]
    pub fn entries(&self) -> Vec<Opened<'_>> {
        self.shown(self.index()).collect()
    }

    /// Those of [`Journal::entries`] whose content satisfies `wanted`.
    ///
    /// After a change it folds only records of these names, because a phone reads a few entries for each one it writes.
    pub fn entries_of(&self, wanted: impl Fn(&Entry) -> bool) -> Vec<Opened<'_>> {
        let is_wanted = |opened: &Opened<'_>| opened.entry.is_some_and(&wanted);
        if let Some(index) = self.index.get() {
            return self.shown(index).filter(is_wanted).collect();
        }
        let log = self.chains.values().flat_map(|chain| &chain.held);
        let all = log.chain(self.aside.iter().map(|(_, held)| held));
        let of_kind = all.filter(|held| held.entry().is_some_and(&wanted));
        let names: BTreeSet<_> = of_kind.map(Held::name).collect();
        let index = self.fold_index(|held| names.contains(&held.name()));
        self.shown(&index).filter(is_wanted).collect()
    }

    fn shown<'a>(&'a self, index: &[Shown]) -> impl Iterator<Item = Opened<'a>> {
        index.iter().filter_map(|shown| {
            let held = match shown.at {
                HeldAt::Log(series, place) => self.chains.get(&series)?.held.get(place)?,
                HeldAt::Aside(place) => self.aside.get(place).map(|(_, held)| held)?,
            };
            Some(opened(held, shown.role, shown.state))
        })
    }

    /// The index. Computed once after each change, because a page reads it many times between
    /// changes.
    pub(super) fn index(&self) -> &[Shown] {
        self.index.get_or_init(|| self.fold_index(|_| true))
    }

    /// Folds the records that are `wanted`, which must be all or none of those with one author and id.
    fn fold_index(&self, wanted: impl Fn(&Held) -> bool) -> Vec<Shown> {
        let log = self.chains.iter().flat_map(|(series, chain)| {
            let places = chain.held.iter().enumerate();
            places.map(|(place, held)| (HeldAt::Log(*series, place), held))
        });
        let aside = |wanted: Aside| {
            let places = self.aside.iter().enumerate().filter(move |(_, (why, _))| *why == wanted);
            places.map(|(place, (_, held))| (HeldAt::Aside(place), held))
        };
        let judged = |(at, held)| {
            let (role, state) = self.judge(held)?;
            Some((at, opened(held, role, state)))
        };
        let mut known = BTreeSet::new();
        let mut all: Vec<(HeldAt, Opened<'_>)> = log
            .chain(aside(Aside::Fork))
            .filter(|(_, held)| wanted(held))
            .filter_map(judged)
            .filter(|(_, opened)| known.insert((opened.author, opened.record, opened.hash)))
            .collect();
        let twice = doubles(all.iter().map(|(_, opened)| opened));
        all.retain(|(_, opened)| !twice.contains(&(opened.series, opened.seq, opened.hash)));
        let written: BTreeSet<_> = all.iter().map(|(_, it)| (it.author, it.record)).collect();
        let superseded = aside(Aside::Superseded).filter(|(_, held)| wanted(held));
        let superseded = superseded.filter_map(judged);
        all.extend(superseded.filter_map(|(at, opened)| {
            let again = written.contains(&(opened.author, opened.record));
            (!again).then_some((at, Opened { state: RecordState::Superseded, ..opened }))
        }));
        all.into_iter().map(|(at, it)| Shown { at, role: it.role, state: it.state }).collect()
    }

    /// The number of records in each state, which every chart and panel shows.
    ///
    /// Includes open records that are damaged or do not count, because their content is missing.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        let add = |n: &mut u32| *n = n.saturating_add(1);
        for shown in self.index() {
            match shown.state {
                RecordState::Counted => add(&mut counts.counted),
                RecordState::Damaged => add(&mut counts.damaged),
                RecordState::Unopened => add(&mut counts.unopened),
                RecordState::Late => add(&mut counts.late),
                RecordState::UnknownAuthor => add(&mut counts.unknown_author),
                RecordState::NotAllowed => add(&mut counts.not_allowed),
                RecordState::Contested => add(&mut counts.contested),
                RecordState::Newer => add(&mut counts.newer),
                RecordState::Superseded => {}
            }
        }
        for held in self.chains.values().flat_map(|chain| &chain.held) {
            let header = &held.checked.record.header;
            match (&held.opening, &held.checked.open) {
                (Opening::Damaged, _) if self.is_open(held) => add(&mut counts.damaged),
                (Opening::Open, Some(_)) => {
                    match self.fold.state(header.series, header.seq, held.checked.hash) {
                        AccessState::NotAllowed => add(&mut counts.not_allowed),
                        AccessState::UnknownAuthor => add(&mut counts.unknown_author),
                        AccessState::Late => add(&mut counts.late),
                        AccessState::Contested => add(&mut counts.contested),
                        AccessState::Counted | AccessState::Pending => {}
                    }
                }
                _ => {}
            }
        }
        let unreachable: u64 =
            self.chains.values().map(|chain| chain.stored.saturating_sub(chain.count())).sum();
        counts.damaged = counts.damaged.saturating_add(unreachable.try_into().unwrap_or(u32::MAX));
        counts
    }

    /// The time at which the clinic first marked a record as opened, in seconds of Unix time by
    /// the clinician's clock; `None` if no mark covers it.
    ///
    /// A mark means that a computer of the clinic opened the record, not that a person read it.
    #[must_use]
    pub fn opened_by_clinic(&self, series: SeriesId, seq: u64) -> Option<u64> {
        let covering = self.chains.values().flat_map(|chain| &chain.held).filter_map(|held| {
            let Some(Open::Mark(mark)) = &held.checked.open else { return None };
            let header = &held.checked.record.header;
            let role = self.fold.role_of(&header.author)?;
            let counted = self.fold.state(header.series, header.seq, held.checked.hash);
            let covers = |head: &interlude_protocol::record::open::Head| {
                head.space.is_none() && head.series == series && head.count > seq
            };
            (side(role) == Side::Clinic
                && counted == AccessState::Counted
                && mark.heads.iter().any(covers))
            .then_some(mark.at)
        });
        covering.min()
    }

    fn is_open(&self, held: &Held) -> bool {
        held.checked.record.header.class == interlude_protocol::record::header::Class::Open
    }

    /// The author's role and the state of a sealed record; `None` for an open one and if sealed
    /// bodies are not requested.
    fn judge(&self, held: &Held) -> Option<(Option<Role>, RecordState)> {
        if self.is_open(held) || held.opening == Opening::Absent {
            return None;
        }
        let header = &held.checked.record.header;
        let role = self.fold.role_of(&header.author);
        let access = self.fold.entry_state(&header.author, &header.series, header.seq);
        let allowed = |entry: &Entry| {
            let decides = self.fold.audience() != Audience::Clinic
                || !entry.is_a_leads()
                || self.fold.has_had_role(&header.author, Role::Lead);
            decides && role.is_some_and(|role| entry.may_be_written_by(side(role)))
        };
        Some((role, state(access, &held.opening, allowed)))
    }
}

fn opened(held: &Held, role: Option<Role>, state: RecordState) -> Opened<'_> {
    let header = &held.checked.record.header;
    Opened {
        record: header.record,
        hash: held.checked.hash,
        series: header.series,
        seq: header.seq,
        author: header.author,
        role,
        state,
        entry: held.entry(),
    }
}

fn state(access: AccessState, opening: &Opening, allowed: impl Fn(&Entry) -> bool) -> RecordState {
    match (access, opening) {
        (AccessState::Late, _) => RecordState::Late,
        (AccessState::UnknownAuthor, _) => RecordState::UnknownAuthor,
        (AccessState::NotAllowed | AccessState::Pending, _) => RecordState::NotAllowed,
        (_, Opening::Damaged) => RecordState::Damaged,
        (_, Opening::Sealed | Opening::Absent | Opening::Open) => RecordState::Unopened,
        (_, Opening::Read(reading)) if reading.entry.as_ref().is_some_and(|it| !allowed(it)) => {
            RecordState::NotAllowed
        }
        (AccessState::Contested, Opening::Read(_)) => RecordState::Contested,
        (AccessState::Counted, Opening::Read(reading)) if reading.newer => RecordState::Newer,
        (AccessState::Counted, Opening::Read(_)) => RecordState::Counted,
    }
}

/// Records that repeat author and id of another one. Readers keep one of them, preferably a counted
/// one. Contested versions are not repetitions.
fn doubles<'a>(all: impl Iterator<Item = &'a Opened<'a>>) -> BTreeSet<(SeriesId, u64, RecordHash)> {
    let mut order: Vec<&Opened<'_>> =
        all.filter(|opened| opened.state != RecordState::Contested).collect();
    order.sort_by_key(|o| (o.author, o.record, o.state, o.series, o.seq, o.hash));
    let mut last = None;
    let mut twice = BTreeSet::new();
    for opened in order {
        let name = (opened.author, opened.record);
        if last == Some(name) {
            twice.insert((opened.series, opened.seq, opened.hash));
        }
        last = Some(name);
    }
    twice
}
