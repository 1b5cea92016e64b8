//! A patient's entries in order: assessments, infusions, retractions and the profile.
//!
//! Charts and panels are computed from it.

mod answer;
mod assessment;
mod course;
mod plan;
mod team;

use crate::entry::care_plan::CarePlan;
use crate::entry::current::Standing;
use crate::entry::infusion::Infusion;
use crate::entry::treatment::{Episode, Owner, PlannedInfusion};
use crate::entry::{Counts, Entry, Filed, Profile, Retraction, Sharing, SharingChoice};
use crate::instrument::rule::Context;
use crate::instrument::{ContentKind, Instrument};
use crate::library::Library;
use crate::moment::Moment;
use crate::outcome::Rules;
use crate::response::{FormStatus, QuestionnaireResponse};
use crate::words::{Words, number_of};
use interlude_protocol::id::{RecordId, SpaceId};

pub(crate) use answer::{named, quoted, unquoted};
pub(crate) use assessment::{Assessment, Withdrawal};
pub use team::{Colleague, OwnerView, Team};

/// The input for a patient's chart and panel row: the opened entries of a journal and the states of its records.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The patient's shared space.
    pub patient: SpaceId,
    /// Every opened entry, in any order.
    pub entries: &'a [Filed<'a>],
    /// The instruments of the patient's clinic.
    pub library: &'a Library,
    /// The clinic's definitions of outcomes.
    pub rules: &'a Rules,
    /// The people of the clinic.
    pub team: &'a Team,
    /// The language of every sentence.
    pub words: &'static Words,
    /// States of all records, opened or not. Charts and panels move entries that their author's side may
    /// not write from `counted` to `not_allowed`.
    pub counts: Counts,
}

redacted!(Facts<'_>);

/// A patient's entries in order.
pub(crate) struct Timeline<'a> {
    patient: SpaceId,
    team: &'a Team,
    pub(crate) library: &'a Library,
    pub(crate) rules: &'a Rules,
    pub(crate) words: &'static Words,
    pub(crate) counts: Counts,
    pub(crate) assessments: Vec<Assessment<'a>>,
    pub(crate) infusions: Vec<TimelineInfusion<'a>>,
    /// Planned infusions that are current, by day.
    pub(crate) planned: Vec<(RecordId, &'a PlannedInfusion)>,
    /// The newest episode of care and its record.
    pub(crate) episode: Option<(RecordId, &'a Episode)>,
    /// The newest care plan and its record.
    pub(crate) plan: Option<(RecordId, &'a CarePlan)>,
    /// Retracted entries, each with its retraction.
    pub(crate) taken_back: Vec<(Filed<'a>, &'a Retraction)>,
    /// When the first entry of any kind was written.
    pub(crate) since: Option<&'a Moment>,
    /// The current profile.
    pub(crate) profile: Option<&'a Profile>,
    sharing: Option<&'a Sharing>,
    owner: Option<&'a Owner>,
}

/// One infusion with its number.
pub(crate) struct TimelineInfusion<'a> {
    pub(crate) record: RecordId,
    pub(crate) number: u32,
    pub(crate) infusion: &'a Infusion,
    pub(crate) original: Option<&'a Infusion>,
}

impl<'a> Timeline<'a> {
    /// Puts the entries of one patient in order.
    pub(crate) fn of(facts: &Facts<'a>) -> Self {
        let Standing { current, withdrawn, not_allowed } = facts.library.standing(facts.entries);
        let mut counts = facts.counts;
        counts.counted = counts.counted.saturating_sub(not_allowed);
        counts.not_allowed = counts.not_allowed.saturating_add(not_allowed);
        let original_of = |filed: &Filed<'a>| {
            let replaced = filed.entry.replaces()?;
            withdrawn.iter().find(|w| w.original.record == replaced).map(|w| w.original.entry)
        };
        let mut timeline = Self {
            patient: facts.patient,
            team: facts.team,
            library: facts.library,
            rules: facts.rules,
            words: facts.words,
            counts,
            assessments: Vec::new(),
            infusions: Vec::new(),
            planned: Vec::new(),
            episode: None,
            plan: None,
            taken_back: Vec::new(),
            since: current.first().map(|filed| filed.entry.at()),
            profile: None,
            sharing: None,
            owner: None,
        };
        for filed in &current {
            match filed.entry {
                Entry::Response(response) => {
                    let original = match original_of(filed) {
                        Some(Entry::Response(original)) => Some(original),
                        _ => None,
                    };
                    timeline.add_form(filed, response, None, original);
                }
                Entry::Infusion(infusion) => {
                    let original = match original_of(filed) {
                        Some(Entry::Infusion(original)) => Some(original),
                        _ => None,
                    };
                    let number = number_of(&timeline.infusions).saturating_add(1);
                    timeline.infusions.push(TimelineInfusion {
                        record: filed.record,
                        number,
                        infusion,
                        original,
                    });
                }
                Entry::Profile(profile) => timeline.profile = Some(profile),
                Entry::Sharing(sharing) => timeline.sharing = Some(sharing),
                Entry::Episode(episode) => timeline.episode = Some((filed.record, episode)),
                Entry::Owner(owner) => timeline.owner = Some(owner),
                Entry::CarePlan(plan) => timeline.plan = Some((filed.record, plan)),
                Entry::PlannedInfusion(planned) => timeline.planned.push((filed.record, planned)),
                Entry::ClinicInfo(_)
                | Entry::Note(_)
                | Entry::Retraction(_)
                | Entry::Policy(_)
                | Entry::Admit(_)
                | Entry::Forms(_)
                | Entry::InstrumentFile(_)
                | Entry::OutcomeRules(_) => {}
            }
        }
        for gone in &withdrawn {
            timeline.taken_back.extend(gone.taken_back.map(|it| (gone.original, it)));
            if let Entry::Response(response) = gone.original.entry {
                let how = match gone.taken_back {
                    Some(retraction) if gone.by.is_none() => Withdrawal::TakenBack(&retraction.why),
                    Some(_) | None => Withdrawal::Corrected,
                };
                timeline.add_form(&gone.original, response, Some(how), None);
            }
        }
        timeline.planned.sort_by_key(|(record, it)| (it.day, *record));
        timeline
            .assessments
            .sort_by(|a, b| a.response.at.cmp(&b.response.at).then(a.record.cmp(&b.record)));
        timeline
    }

    fn add_form(
        &mut self,
        filed: &Filed<'a>,
        response: &'a QuestionnaireResponse,
        withdrawn: Option<Withdrawal<'a>>,
        original: Option<&'a QuestionnaireResponse>,
    ) {
        let instrument = self.library.version(&response.instrument, &response.version);
        let safety = match instrument {
            Some(instrument) => response.safety_events(instrument),
            None => response.safety.clone(),
        };
        let says_nothing = withdrawn.is_some() || response.status == FormStatus::Stopped;
        if !(says_nothing && safety.is_empty()) {
            let (record, by) = (filed.record, filed.by);
            let form = Assessment { record, by, response, instrument, safety, withdrawn, original };
            self.assessments.push(form);
        }
    }

    /// Short name of an instrument; its id if it is unknown.
    pub(crate) fn short(&self, id: &str) -> String {
        self.library.instrument(id).map_or_else(|| named(id), |it| it.short.clone())
    }

    /// The forms of one instrument by time, including those of an unknown version.
    pub(crate) fn forms_of(
        &self,
        instrument: &Instrument,
    ) -> impl DoubleEndedIterator<Item = &Assessment<'a>> {
        let id = instrument.id.clone();
        self.assessments.iter().filter(move |form| form.response.instrument == id)
    }

    /// Current forms that cannot be scored, because their instrument or version is unknown.
    pub(crate) fn unknown(&self) -> impl Iterator<Item = &Assessment<'a>> {
        self.assessments.iter().filter(|form| form.is_current() && form.instrument.is_none())
    }

    /// The default instrument of a chart: the episode's primary instrument if it has a form, else the first with a total
    /// that the patient answered, else that has any form, else the first with a total.
    pub(crate) fn main_instrument(&self) -> Option<&'a Instrument> {
        let with_total = || self.library.instruments().filter(|it| it.has_total());
        let has_form = |it: &&Instrument| self.forms_of(it).next().is_some();
        let primary = self.episode.map(|(_, it)| it.primary_instrument.as_str());
        let primary = with_total().filter(|it| primary == Some(it.id.as_str())).find(has_form);
        let answered = || with_total().find(|it| self.forms_of(it).any(Assessment::is_own));
        let filled_in = || with_total().find(has_form);
        primary.or_else(answered).or_else(filled_in).or_else(|| with_total().next())
    }

    /// Sentences about unanswered safety items in the latest form of each instrument; `None` if there are none.
    pub(crate) fn safety_unanswered_text(&self) -> Option<String> {
        let mut latest: Vec<&Assessment<'a>> = Vec::new();
        let submitted = |form: &&Assessment<'a>| {
            form.is_current() && form.response.status == FormStatus::Submitted
        };
        for form in self.assessments.iter().filter(submitted) {
            latest.retain(|it| it.response.instrument != form.response.instrument);
            latest.push(form);
        }
        let sentences = latest.into_iter().flat_map(|form| {
            let date = self.words.long_date(form.response.at.date());
            let items = form.unanswered_safety_items(self.context()).into_iter();
            items.map(move |item| {
                self.words.safety_unanswered(form.short(), item.name(self.words), date.as_str())
            })
        });
        let sentences: Vec<String> = sentences.collect();
        (!sentences.is_empty()).then(|| sentences.join(" "))
    }

    /// The last infusion before a moment. A form of the same moment was filled in before the infusion.
    pub(crate) fn infusion_before(&self, at: &Moment) -> Option<&TimelineInfusion<'a>> {
        self.infusions.iter().rev().find(|given| given.infusion.at.time() < at.time())
    }

    /// Planned infusions from the day of `now` on, without those that were given on their day.
    pub(crate) fn still_planned(
        &self,
        now: &Moment,
    ) -> impl Iterator<Item = &(RecordId, &'a PlannedInfusion)> {
        let today = now.date();
        let given = |day| self.infusions.iter().any(|it| it.infusion.at.date() == day);
        self.planned.iter().filter(move |(_, it)| it.day >= today && !given(it.day))
    }

    /// Whether the patient keeps check-ins and forms private, so that no answers are expected.
    pub(crate) fn keeps_answers_private(&self) -> bool {
        let own = |kind| self.choice(kind) == Some(SharingChoice::Own);
        own(ContentKind::CheckIns) && own(ContentKind::Forms)
    }

    /// Whether the patient keeps the answers to an instrument private, so that its windows look unanswered here.
    pub(crate) fn keeps_private(&self, instrument: &str) -> bool {
        let kind = self.library.instrument(instrument).map(|it| it.content_kind);
        kind.and_then(|kind| self.choice(kind)) == Some(SharingChoice::Own)
    }

    pub(crate) fn choice(&self, kind: ContentKind) -> Option<SharingChoice> {
        self.sharing.and_then(|sharing| sharing.choices.get(&kind).copied())
    }

    /// The data that scoring uses, from the current profile. Scores are not stored, so a correction of the profile
    /// changes all of them.
    pub(crate) fn context(&self) -> Context {
        self.profile.map(Profile::context).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
