//! A patient's entries put in order: who, what is shared, forms, infusions, safety items.

use std::collections::BTreeMap;

use super::safety::quoted;
use super::text::long_date;
use super::{Facts, Person, SharingView, text};
use crate::entry::current::Standing;
use crate::entry::infusion::Infusion;
use crate::entry::{Counts, Entry, Filed, Profile, Retraction, Sharing, SharingChoice, Side};
use crate::instrument::item::Item;
use crate::instrument::rule::Context;
use crate::instrument::{ContentKind, Instrument};
use crate::library::Library;
use crate::library::refused::shortened;
use crate::moment::Moment;
use crate::response::{FormStatus, QuestionnaireResponse, SafetyEvent};
use crate::score::{Score, score_of};
use interlude_protocol::id::RecordId;

/// A patient's entries in order.
pub(crate) struct Course<'a> {
    pub(crate) library: &'a Library,
    pub(crate) counts: Counts,
    pub(crate) forms: Vec<Form<'a>>,
    pub(crate) infusions: Vec<Given<'a>>,
    /// What was taken back, each with the entry that did so.
    pub(crate) taken_back: Vec<(Filed<'a>, &'a Retraction)>,
    /// When the first entry of any kind was written.
    pub(crate) since: Option<&'a Moment>,
    profile: Option<&'a Profile>,
    sharing: Option<&'a Sharing>,
}

/// One form. Those that were corrected or taken back are here only if a safety item was answered.
pub(crate) struct Form<'a> {
    pub(crate) record: RecordId,
    /// Who filled it in.
    pub(crate) by: Side,
    pub(crate) response: &'a QuestionnaireResponse,
    /// `None` if this version does not know the instrument or its version.
    pub(crate) instrument: Option<&'a Instrument>,
    pub(crate) safety: Vec<SafetyEvent>,
    pub(crate) withdrawn: Option<Withdrawal<'a>>,
    /// What this form replaced.
    pub(crate) original: Option<&'a QuestionnaireResponse>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Withdrawal<'a> {
    Corrected,
    /// With the reason that was given.
    TakenBack(&'a str),
}

/// One infusion with its number.
pub(crate) struct Given<'a> {
    pub(crate) record: RecordId,
    pub(crate) number: u32,
    pub(crate) infusion: &'a Infusion,
    pub(crate) original: Option<&'a Infusion>,
}

impl<'a> Course<'a> {
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
        let mut course = Self {
            library: facts.library,
            counts,
            forms: Vec::new(),
            infusions: Vec::new(),
            taken_back: Vec::new(),
            since: current.first().map(|filed| filed.entry.at()),
            profile: None,
            sharing: None,
        };
        for filed in &current {
            match filed.entry {
                Entry::Response(response) => {
                    let original = match original_of(filed) {
                        Some(Entry::Response(original)) => Some(original),
                        _ => None,
                    };
                    course.add_form(filed, response, None, original);
                }
                Entry::Infusion(infusion) => {
                    let original = match original_of(filed) {
                        Some(Entry::Infusion(original)) => Some(original),
                        _ => None,
                    };
                    let number = text::number_of(&course.infusions).saturating_add(1);
                    course.infusions.push(Given {
                        record: filed.record,
                        number,
                        infusion,
                        original,
                    });
                }
                Entry::Profile(profile) => course.profile = Some(profile),
                Entry::Sharing(sharing) => course.sharing = Some(sharing),
                Entry::ClinicInfo(_)
                | Entry::Note(_)
                | Entry::Retraction(_)
                | Entry::Policy(_)
                | Entry::Admit(_)
                | Entry::Forms(_)
                | Entry::InstrumentFile(_) => {}
            }
        }
        for gone in &withdrawn {
            course.taken_back.extend(gone.taken_back.map(|it| (gone.original, it)));
            if let Entry::Response(response) = gone.original.entry {
                let how = match gone.taken_back {
                    Some(retraction) if gone.by.is_none() => Withdrawal::TakenBack(&retraction.why),
                    Some(_) | None => Withdrawal::Corrected,
                };
                course.add_form(&gone.original, response, Some(how), None);
            }
        }
        course
            .forms
            .sort_by(|a, b| a.response.at.cmp(&b.response.at).then(a.record.cmp(&b.record)));
        course
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
            let form = Form { record, by, response, instrument, safety, withdrawn, original };
            self.forms.push(form);
        }
    }

    /// Name of an instrument in tables; its id if this version does not know it.
    pub(crate) fn short(&self, id: &str) -> String {
        self.library.instrument(id).map_or_else(|| named(id), |it| it.short.clone())
    }

    /// The forms of one instrument, by time, also those answered to a version that nobody here knows.
    pub(crate) fn forms_of(&self, instrument: &Instrument) -> impl Iterator<Item = &Form<'a>> {
        let id = instrument.id.clone();
        self.forms.iter().filter(move |form| form.response.instrument == id)
    }

    /// The forms that stand and cannot be scored, because nobody here knows what was asked.
    pub(crate) fn unknown(&self) -> impl Iterator<Item = &Form<'a>> {
        self.forms.iter().filter(|form| form.is_current() && form.instrument.is_none())
    }

    /// The instrument drawn if none is asked for: one that the patient answered before one that was only rated.
    pub(crate) fn main_instrument(&self) -> Option<&'a Instrument> {
        let with_total = || self.library.instruments().filter(|it| it.has_total());
        let answered = with_total().find(|it| self.forms_of(it).any(Form::is_own));
        let filled_in = || with_total().find(|it| self.forms_of(it).next().is_some());
        answered.or_else(filled_in).or_else(|| with_total().next())
    }

    /// The last infusion at or before a moment.
    pub(crate) fn infusion_before(&self, at: &Moment) -> Option<&Given<'a>> {
        self.infusions.iter().rev().find(|given| given.infusion.at.time() <= at.time())
    }

    /// The patient keeps check-ins and forms private, so no answer is to be expected.
    pub(crate) fn keeps_answers_private(&self) -> bool {
        let own = |kind| self.choice(kind) == Some(SharingChoice::Own);
        own(ContentKind::CheckIns) && own(ContentKind::Forms)
    }

    fn choice(&self, kind: ContentKind) -> Option<SharingChoice> {
        self.sharing.and_then(|sharing| sharing.choices.get(&kind).copied())
    }

    /// What scoring may know of the patient, as the profile that stands has it: a correction changes every score
    /// at once, since none is stored.
    pub(crate) fn context(&self) -> Context {
        self.profile.map(Profile::context).unwrap_or_default()
    }

    pub(crate) fn person(&self, now: &Moment) -> Person {
        let Some(profile) = self.profile else { return Person::default() };
        Person {
            name: Some(profile.name.clone()),
            born: profile.born.map(|date| date.to_string()),
            born_text: profile.born.map(|date| text::born(date, now)),
            clinic_number: profile.clinic_number.clone(),
            telephone: profile.telephone.clone(),
            pronouns: profile.pronouns.clone(),
            sex_for_scoring: profile.sex_for_scoring,
        }
    }

    pub(crate) fn sharing(&self) -> SharingView {
        let of = |choice: SharingChoice| -> Vec<String> {
            let kinds = ContentKind::ALL.into_iter();
            let chosen = kinds.filter(|kind| self.choice(*kind) == Some(choice));
            chosen.map(|kind| kind.label().to_lowercase()).collect()
        };
        let (shared, private) = (of(SharingChoice::Shared), of(SharingChoice::Own));
        let part = |name: &str, kinds: &[String]| {
            (!kinds.is_empty()).then(|| format!("{name}: {}", kinds.join(", ")))
        };
        let parts = [part("Shares", &shared), part("Private", &private)];
        let text = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        SharingView { shared, private, text }
    }
}

impl<'a> Form<'a> {
    /// Whether the patient filled it in, not a clinician.
    pub(crate) fn is_own(&self) -> bool {
        self.by == Side::Patient
    }

    /// Says who filled it in, if it was not the patient.
    pub(crate) fn rated_text(&self) -> Option<&'static str> {
        (!self.is_own()).then_some("rated by clinician")
    }

    /// Whether the patient gave an answer with it.
    pub(crate) fn answers_something(&self) -> bool {
        let says_something =
            self.response.status == FormStatus::Submitted || !self.safety.is_empty();
        self.is_own() && says_something
    }

    pub(crate) fn is_current(&self) -> bool {
        self.withdrawn.is_none()
    }

    /// Its score by the version that was answered; `None` if nobody here knows that, or the form no longer stands.
    pub(crate) fn score(&self, context: Context) -> Option<Score<'a>> {
        let known = self.instrument.filter(|_| self.is_current())?;
        Some(score_of(known, self.response, context))
    }

    /// Says that it was corrected, or taken back and why; `None` while it stands.
    pub(crate) fn withdrawn_text(&self) -> Option<String> {
        self.withdrawn.map(|how| match how {
            Withdrawal::Corrected => "corrected later".to_owned(),
            Withdrawal::TakenBack(why) => {
                format!("taken back later (\"{}\")", shortened(why, MOST_WHY))
            }
        })
    }

    /// A safety event in words: `item 9: "Nearly every day" (3), then changed to "Not at all" (0)`.
    pub(crate) fn safety_words(&self, event: &SafetyEvent) -> String {
        let name = self.item(&event.item).map_or_else(|| named(&event.item), Item::name);
        format!("{name}: {}", self.event_words(event))
    }

    /// The same without the item's name.
    pub(super) fn event_words(&self, event: &SafetyEvent) -> String {
        let item = self.item(&event.item);
        let highest = quoted(item, event.highest);
        let words = match event.last {
            Some(last) if last == event.highest => highest,
            Some(last) => format!("{highest}, then changed to {}", quoted(item, last)),
            None => format!("{highest}, then not answered"),
        };
        match self.withdrawn_text() {
            Some(text) => format!("{words}, {text}"),
            None => words,
        }
    }

    /// Name of the instrument in tables; its id if this version does not know it.
    pub(crate) fn short(&self) -> String {
        let known = self.instrument.map(|instrument| instrument.short.clone());
        known.unwrap_or_else(|| named(&self.response.instrument))
    }

    pub(crate) fn item(&self, id: &str) -> Option<&'a Item> {
        self.instrument.and_then(|instrument| instrument.item(id))
    }
}

/// A name that came in a record and is not known here, bounded.
pub(crate) fn named(id: &str) -> String {
    shortened(id, 40)
}

/// Longest reason for taking a form back that is said in a sentence, in characters; the table has it whole.
const MOST_WHY: usize = 80;

/// What stands in place of a score where nobody here knows what was asked.
pub(crate) const UNKNOWN_VERSION: &str = "not scored: unknown version";

/// Most instruments that the notice names: whoever writes a record chooses its names.
const MOST_NAMED: usize = 5;

/// The notice about forms that cannot be scored; `None` if there are none.
pub(crate) fn unknown_text(course: &Course<'_>) -> Option<String> {
    let mut asked: BTreeMap<(&str, &str), (u32, &Moment)> = BTreeMap::new();
    for form in course.unknown() {
        let response = form.response;
        let key = (response.instrument.as_str(), response.version.as_str());
        let seen = asked.entry(key).or_insert((0, &response.at));
        *seen = (seen.0.saturating_add(1), &response.at);
    }
    let sentences = asked.into_iter().map(|((id, version), (forms, last))| {
        let (name, version) = (course.short(id), named(version));
        let (forms, last) = (text::count(forms, "form"), long_date(last.date()));
        format!("{name}, version {version}: {forms} {UNKNOWN_VERSION}, last on {last}.")
    });
    let mut sentences: Vec<String> = sentences.collect();
    let more = sentences.len().saturating_sub(MOST_NAMED);
    sentences.truncate(MOST_NAMED);
    if more > 0 {
        sentences.push(format!("And forms of {more} more."));
    }
    (!sentences.is_empty()).then(|| format!("{} Kept, nothing deleted.", sentences.join(" ")))
}
