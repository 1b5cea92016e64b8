//! What the journal shows: every record with its state, and the counts that go with them.

use std::collections::BTreeSet;

use super::chain::{Held, Opening};
use super::{Aside, Journal};
use interlude_clinical::entry::{Counts, Entry, Filed, Side};
use interlude_protocol::access::fold::AccessState;
use interlude_protocol::access::rule::Audience;
use interlude_protocol::id::{Fingerprint, RecordHash, RecordId, SeriesId};
use interlude_protocol::record::open::{Open, Role};

/// The state of a record (protocol.md 3.4). None is ever skipped; all are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Opened, allowed and understood.
    Counted,
    /// Hash, padding or JSON is wrong: it is fetched again.
    Damaged,
    /// The key is not here yet; it is asked for.
    Unopened,
    /// Written after its author was removed.
    Late,
    /// Written by nobody who ever was a member.
    UnknownAuthor,
    /// Written by somebody whose role may not write it.
    NotAllowed,
    /// Two versions of its place exist; both are shown.
    Contested,
    /// Of a kind or with a field that only a newer version knows: kept whole.
    Newer,
    /// The end of an own series that was written again elsewhere.
    Superseded,
}

/// An entry's record as the journal knows it.
#[derive(Clone, Copy)]
pub struct Opened<'a> {
    /// The record's name.
    pub record: RecordId,
    /// The record's hash.
    pub hash: RecordHash,
    /// Its series.
    pub series: SeriesId,
    /// Its place there.
    pub seq: u64,
    /// Its author.
    pub author: Fingerprint,
    /// The author's role; `None` for somebody who never was a member.
    pub role: Option<Role>,
    /// Its state.
    pub state: State,
    /// What it holds, as far as this version understands it; shown only in the states
    /// `counted`, `contested` and `newer`.
    pub entry: Option<&'a Entry>,
}

impl<'a> Opened<'a> {
    /// The entry for charts and panels: what counts, what is contested, and what is partly newer.
    #[must_use]
    pub fn filed(&self) -> Option<Filed<'a>> {
        let shown = matches!(self.state, State::Counted | State::Contested | State::Newer);
        let by = side(self.role?);
        let entry = self.entry.filter(|_| shown)?;
        Some(Filed { record: self.record, by, entry })
    }
}

/// On whose side a role stands.
#[must_use]
pub fn side(role: Role) -> Side {
    match role {
        Role::Device | Role::Recovery => Side::Patient,
        Role::Root | Role::Lead | Role::Clinician => Side::Clinic,
    }
}

/// A record that is shown: where it is held, and what the fold says of it.
pub(super) struct Shown {
    at: HeldAt,
    role: Option<Role>,
    state: State,
}

/// Where a record is held.
enum HeldAt {
    /// At a place of a series.
    Log(SeriesId, usize),
    /// At a place among those kept aside.
    Aside(usize),
}

impl Journal {
    /// Every entry of the space with its state, by series and place; forks and superseded ones
    /// follow. Of records with the same author and name one is given.
    #[must_use]
    pub fn entries(&self) -> Vec<Opened<'_>> {
        self.entries_where(|_| true)
    }

    /// Those of [`Journal::entries`] whose content is wanted.
    pub fn entries_of(&self, wanted: impl Fn(&Entry) -> bool) -> Vec<Opened<'_>> {
        self.entries_where(|opened| opened.entry.is_some_and(&wanted))
    }

    fn entries_where(&self, wanted: impl Fn(&Opened<'_>) -> bool) -> Vec<Opened<'_>> {
        let opened = self.index().iter().filter_map(|shown| {
            let held = match shown.at {
                HeldAt::Log(series, place) => self.chains.get(&series)?.held.get(place)?,
                HeldAt::Aside(place) => self.aside.get(place).map(|(_, held)| held)?,
            };
            Some(opened(held, shown.role, shown.state))
        });
        opened.filter(wanted).collect()
    }

    /// What is shown. It is drawn from the records once after every change: a page asks for it
    /// many times in between.
    pub(super) fn index(&self) -> &[Shown] {
        self.index.get_or_init(|| self.fold_index())
    }

    fn fold_index(&self) -> Vec<Shown> {
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
            .filter_map(judged)
            .filter(|(_, opened)| known.insert((opened.author, opened.record, opened.hash)))
            .collect();
        let twice = doubles(all.iter().map(|(_, opened)| opened));
        all.retain(|(_, opened)| !twice.contains(&(opened.series, opened.seq, opened.hash)));
        let written: BTreeSet<_> = all.iter().map(|(_, it)| (it.author, it.record)).collect();
        let superseded = aside(Aside::Superseded).filter_map(judged);
        all.extend(superseded.filter_map(|(at, opened)| {
            let again = written.contains(&(opened.author, opened.record));
            (!again).then_some((at, Opened { state: State::Superseded, ..opened }))
        }));
        all.into_iter().map(|(at, it)| Shown { at, role: it.role, state: it.state }).collect()
    }

    /// How many records are in which state; every chart and panel carries these.
    ///
    /// Damaged and not allowed open records are counted too, since what they said is missing.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        let add = |n: &mut u32| *n = n.saturating_add(1);
        for shown in self.index() {
            match shown.state {
                State::Counted => add(&mut counts.counted),
                State::Damaged => add(&mut counts.damaged),
                State::Unopened => add(&mut counts.unopened),
                State::Late => add(&mut counts.late),
                State::UnknownAuthor => add(&mut counts.unknown_author),
                State::NotAllowed => add(&mut counts.not_allowed),
                State::Contested => add(&mut counts.contested),
                State::Newer => add(&mut counts.newer),
                State::Superseded => {}
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

    /// When a clinician's mark first covered a record, in seconds of Unix time as the clinician
    /// claims; `None` if none does.
    ///
    /// It says that a computer of the clinic opened the record, not that a person read it.
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

    /// The author's role and the state of a sealed record; `None` for an open one and where no
    /// body is wanted.
    fn judge(&self, held: &Held) -> Option<(Option<Role>, State)> {
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

fn opened(held: &Held, role: Option<Role>, state: State) -> Opened<'_> {
    let header = &held.checked.record.header;
    Opened {
        record: header.record,
        hash: held.checked.hash,
        series: header.series,
        seq: header.seq,
        author: header.author,
        role,
        state,
        entry: match &held.opening {
            Opening::Read(reading) => reading.entry.as_ref(),
            Opening::Open | Opening::Absent | Opening::Sealed | Opening::Damaged => None,
        },
    }
}

fn state(access: AccessState, opening: &Opening, allowed: impl Fn(&Entry) -> bool) -> State {
    match (access, opening) {
        (AccessState::Late, _) => State::Late,
        (AccessState::UnknownAuthor, _) => State::UnknownAuthor,
        (AccessState::NotAllowed | AccessState::Pending, _) => State::NotAllowed,
        (_, Opening::Damaged) => State::Damaged,
        (_, Opening::Sealed | Opening::Absent | Opening::Open) => State::Unopened,
        (_, Opening::Read(reading)) if reading.entry.as_ref().is_some_and(|it| !allowed(it)) => {
            State::NotAllowed
        }
        (AccessState::Contested, Opening::Read(_)) => State::Contested,
        (AccessState::Counted, Opening::Read(reading)) if reading.newer => State::Newer,
        (AccessState::Counted, Opening::Read(_)) => State::Counted,
    }
}

/// The records that repeat another one's author and name: readers keep one of them, and rather
/// one that counts. Contested versions are no repetitions.
fn doubles<'a>(all: impl Iterator<Item = &'a Opened<'a>>) -> BTreeSet<(SeriesId, u64, RecordHash)> {
    let mut order: Vec<&Opened<'_>> =
        all.filter(|opened| opened.state != State::Contested).collect();
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
