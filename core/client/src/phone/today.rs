//! The data for the phone's screens: today, the status of the answers, the trend, sharing, crisis help.

use std::collections::BTreeMap;
use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use super::due::{Known, due, plan_text, planned, without_ratings};
use super::trend::Trend;
use super::view::{ContentChoice, Saved, StatusKind, StatusLine, Today};
use super::{Enrolled, Life, Phone};
use crate::crypto::random::generate;
use crate::error::ClientError;
use crate::host::Platform;
use crate::journal::{Journal, Opened, RecordState};
use crate::language::words;
use interlude_clinical::chart::{chart, own_schedule};
use interlude_clinical::entry::current::profile;
use interlude_clinical::entry::{ClinicInfo, Counts, Entry, Filed, Note, SharingChoice, Side};
use interlude_clinical::instrument::ContentKind;
use interlude_clinical::instrument::rule::Context;
use interlude_clinical::library::Library;
use interlude_clinical::moment::{Moment, Zone};
use interlude_clinical::outcome::Rules;
use interlude_clinical::safety::{CrisisDirective, HelpContext, directive, help_now};
use interlude_clinical::timeline::{Facts, Team};
use interlude_protocol::id::RecordId;

impl<P: Platform> Phone<P> {
    /// Returns the first screen. Forms that the last run of the app left open are closed first.
    ///
    /// # Errors
    /// [`ClientError::WrongStage`] before enrolment; a storage error.
    pub fn today(&self, now: &Moment, zone: &Zone) -> Result<Today, ClientError> {
        let enrolled = self.enrolled()?;
        self.try_to_close_left_forms(&enrolled, now, zone)?;
        self.refresh_help();
        let damaged = self.damaged_drafts(&enrolled)?;
        let library = self.library(&enrolled);
        let look = |facts: &Facts<'_>| {
            (Known::of(facts.library, facts.entries), own_schedule(facts, now), facts.counts)
        };
        let (known, schedule, counts) = self.with_facts(&enrolled, &library, look);
        let unreadable = usize::try_from(counts.unreadable()).unwrap_or(usize::MAX);
        let unreadable = unreadable.saturating_add(damaged);
        let days = known.infusion.as_ref().map(|at| at.days_ago(now));
        let words = words();
        Ok(Today {
            date_text: words.day_in_full(now.date()),
            infusion_text: days.filter(|days| *days >= 0).map(|days| words.phone_infusion(days)),
            next_text: known.next(now).map(|day| words.phone_next(words.day_in_full(day))),
            plan_text: schedule.as_ref().and_then(|it| plan_text(it, now)),
            due: match &schedule {
                Some(schedule) => planned(&library, schedule, now),
                None => due(&library, &known, now),
            },
            status: self.status(&enrolled, now),
            unreadable: i32::try_from(unreadable).unwrap_or(i32::MAX),
            unreadable_text: (unreadable > 0).then(|| words.phone_unreadable(unreadable)),
        })
    }

    /// Returns the patient's trend from both journals, without clinicians' ratings. With `None` it shows the first
    /// instrument that the patient answered.
    ///
    /// # Errors
    /// [`ClientError::WrongStage`] before enrolment, [`ClientError::UnknownInstrument`] for an unknown id.
    pub fn trend(&self, instrument: Option<&str>, now: &Moment) -> Result<Trend, ClientError> {
        let enrolled = self.enrolled()?;
        let made = self.with_facts(&enrolled, &self.library(&enrolled), |facts| {
            chart(&Facts { entries: &without_ratings(facts.entries), ..*facts }, instrument, now)
        });
        Ok(Trend::of(made?))
    }

    /// Returns the clinic's instruments, from the shared journal.
    pub(super) fn library(&self, enrolled: &Enrolled<P>) -> Library {
        let library = self.host.shelf.look(enrolled.shared.space(), |journal| {
            let entries = journal.entries_of(Library::is_told_by);
            Library::of(&entries.iter().filter_map(Opened::filed).collect::<Vec<_>>())
        });
        library.unwrap_or_default()
    }

    /// Returns the patient's data for scoring, from the shared journal.
    pub(super) fn context(&self, enrolled: &Enrolled<P>) -> Context {
        let known = self.host.shelf.look(enrolled.shared.space(), |journal| {
            let told = |entry: &Entry| matches!(entry, Entry::Profile(_) | Entry::Retraction(_));
            let entries = journal.entries_of(told);
            let entries: Vec<_> = entries.iter().filter_map(Opened::filed).collect();
            profile(&entries).map(|(_, profile)| profile.context())
        });
        known.flatten().unwrap_or_default()
    }

    /// Returns what the patient shares.
    ///
    /// # Errors
    /// [`ClientError::WrongStage`] before enrolment.
    pub fn sharing(&self) -> Result<Vec<ContentChoice>, ClientError> {
        let choices = self.choices(&*self.enrolled()?);
        let view = |kind: ContentKind| ContentChoice {
            kind: kind.code().to_owned(),
            shared: choices.get(&kind) == Some(&SharingChoice::Shared),
        };
        Ok(ContentKind::ALL.into_iter().map(view).collect())
    }

    /// Saves a note in the shared or the own journal, by the patient's choice for notes.
    ///
    /// # Errors
    /// [`ClientError::Invalid`] if the text is empty; [`ClientError::TooLong`]; [`ClientError::WrongStage`] before enrolment;
    /// a storage error.
    pub fn note(&self, text: &str, at: &Moment, zone: &Zone) -> Result<Saved, ClientError> {
        let enrolled = self.enrolled()?;
        if text.trim().is_empty() {
            return Err(ClientError::Invalid { what: "text" });
        }
        let entry = Entry::Note(Note {
            at: at.clone(),
            zone: zone.clone(),
            replaces: None,
            text: text.to_owned(),
        });
        let shared = self.is_shared(&enrolled, ContentKind::Notes);
        let record = RecordId(generate(&self.host.random));
        self.write(&enrolled, shared, record, entry, Vec::new())
    }

    /// Returns crisis help. It uses neither the journals nor the key store, and works before enrolment.
    ///
    /// `country` overrides the clinic's country. `from_form` selects the help after an answer; otherwise it is the help of
    /// "Help now".
    pub fn crisis(&self, country: Option<&str>, from_form: bool) -> CrisisDirective {
        let mut context = self.help_context();
        if let Some(country) = country {
            context.country = Some(country.to_owned());
        }
        if from_form { directive(&context) } else { help_now(&context) }
    }

    /// Returns the data for crisis help, as of the last change.
    pub(super) fn help_context(&self) -> HelpContext {
        self.help.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Updates the data for crisis help from the clinic's newest information.
    pub(super) fn refresh_help(&self) {
        let info = match self.life() {
            Life::New => None,
            Life::Joining(joining) => joining.replied.as_ref().map(|replied| replied.info.clone()),
            Life::Enrolled(enrolled) => Some(self.info(&enrolled)),
        };
        let context = info.map(|info| HelpContext {
            country: info.country,
            hours: Some(info.hours),
            telephone: info.telephone,
            private_form: false,
            hand_on: false,
        });
        *self.help.lock().unwrap_or_else(PoisonError::into_inner) = context.unwrap_or_default();
    }

    /// Returns the clinic's newest information, or else that from the pairing.
    pub(super) fn info(&self, enrolled: &Enrolled<P>) -> ClinicInfo {
        let newest = self.host.shelf.look(enrolled.shared.space(), |journal| {
            let entries = journal.entries_of(|entry| matches!(entry, Entry::ClinicInfo(_)));
            let words = entries.iter().filter_map(|opened| {
                let Entry::ClinicInfo(entry) = opened.filed()?.entry else { return None };
                Some(entry)
            });
            words.max_by(|a, b| a.at.cmp(&b.at)).map(|entry| entry.info.clone())
        });
        newest.flatten().unwrap_or_else(|| enrolled.info.clone())
    }

    /// Returns whether the patient shares this kind of content.
    pub(super) fn is_shared(&self, enrolled: &Enrolled<P>, kind: ContentKind) -> bool {
        self.choices(enrolled).get(&kind) == Some(&SharingChoice::Shared)
    }

    /// Returns the newest choices. It reads the own journal, which only the patient can write.
    fn choices(&self, enrolled: &Enrolled<P>) -> BTreeMap<ContentKind, SharingChoice> {
        let newest = self.host.shelf.look(enrolled.own.space(), |journal| {
            let entries = journal.entries_of(|entry| matches!(entry, Entry::Sharing(_)));
            let choices = entries.iter().filter_map(|opened| {
                let Entry::Sharing(sharing) = opened.filed()?.entry else { return None };
                Some(sharing)
            });
            choices.max_by(|a, b| a.at.cmp(&b.at)).map(|sharing| sharing.choices.clone())
        });
        newest.flatten().unwrap_or_default()
    }

    /// Calls `read` with the facts of both journals. The phone does not know the clinic's team.
    pub(super) fn with_facts<A>(
        &self,
        enrolled: &Enrolled<P>,
        library: &Library,
        read: impl FnOnce(&Facts<'_>) -> A,
    ) -> A {
        let mut entries: Vec<(RecordId, Side, Entry)> = Vec::new();
        let mut counts = Counts::default();
        for pin in [enrolled.shared, enrolled.own] {
            self.host.shelf.look(pin.space(), |journal| {
                counts = counts.plus(journal.counts());
                let filed = journal.entries().iter().filter_map(Opened::filed).collect::<Vec<_>>();
                entries.extend(filed.iter().map(|it| (it.record, it.by, it.entry.clone())));
            });
        }
        let entries: Vec<Filed<'_>> = entries
            .iter()
            .map(|(record, by, entry)| Filed { record: *record, by: *by, entry })
            .collect();
        read(&Facts {
            patient: enrolled.shared.space(),
            entries: &entries,
            library,
            rules: &Rules::told_by(&entries),
            team: Team::UNKNOWN,
            words: words(),
            counts,
        })
    }

    fn status(&self, enrolled: &Enrolled<P>, now: &Moment) -> StatusLine {
        let line = |kind, text: String| StatusLine { kind, text };
        if self.unsaved.load(Ordering::Relaxed) {
            return line(StatusKind::NotSaved, words().phone_status_not_saved());
        }
        let newest = |journal: &Journal| Newest::of(journal);
        let shared = self.host.shelf.look(enrolled.shared.space(), newest).unwrap_or_default();
        let own = self.host.shelf.look(enrolled.own.space(), newest).unwrap_or_default();
        let waiting = shared.waiting.saturating_add(own.waiting);
        if waiting > 0 {
            return line(StatusKind::Waiting, words().phone_status_waiting(waiting));
        }
        match (shared.at, own.at) {
            (None, None) => line(StatusKind::None, String::new()),
            (shared_at, Some(own)) if shared_at.as_ref().is_none_or(|at| *at < own) => {
                line(StatusKind::Private, words().phone_status_private())
            }
            _ => match shared.opened {
                None => line(StatusKind::Sent, words().phone_status_sent()),
                Some(at) => {
                    let at = i64::try_from(at).ok().and_then(|at| words().clock(at, now));
                    let text = words().phone_status_opened(at.unwrap_or_default());
                    line(StatusKind::SentOpened, text)
                }
            },
        }
    }
}

/// The newest answer that the phone wrote in a journal.
#[derive(Default)]
struct Newest {
    at: Option<Moment>,
    opened: Option<u64>,
    waiting: u64,
}

impl Newest {
    fn of(journal: &Journal) -> Self {
        let me = journal.me().fingerprint();
        let mut newest = Self::default();
        for opened in journal.entries() {
            let answer = opened.state == RecordState::Counted
                && opened.author == me
                && matches!(opened.entry, Some(Entry::Response(_) | Entry::Note(_)));
            let Some(entry) = opened.entry.filter(|_| answer) else { continue };
            if opened.seq >= journal.sent(opened.series) {
                newest.waiting = newest.waiting.saturating_add(1);
            }
            if newest.at.as_ref().is_none_or(|at| at <= entry.at()) {
                newest.at = Some(entry.at().clone());
                newest.opened = journal.opened_by_clinic(opened.series, opened.seq);
            }
        }
        newest
    }
}
