//! A chart shows exactly what the entries contain, in whatever order they arrive.

mod answers;
mod outcome;
mod owner;
mod plan;
mod safety_item;
mod schedule;
pub(crate) mod words;

use proptest::prelude::*;

use super::*;
use crate::catalogue::instrument;
use crate::entry::Filed;
use crate::entry::care_plan::{CarePlan, PlanRow};
use crate::entry::infusion::Infusion;
use crate::entry::treatment::{Episode, PlannedInfusion, TreatedCondition};
use crate::entry::{Entry, Profile, Retraction, Sharing, SharingChoice, Side};
use crate::instrument::ContentKind;
use crate::instrument::rule::Sex;
use crate::library::CATALOGUE;
use crate::library::Library;
use crate::moment::Zone;
use crate::outcome::Rules;
use crate::response::AnswerValue;
use crate::response::draft::{Answer, Draft};
use crate::safety::HelpContext;
use crate::timeline::Team;
use crate::words::Words;
use interlude_protocol::id::RecordId;
use interlude_protocol::id::SpaceId;
use std::collections::BTreeMap;

/// Entries of one patient; their record ids are numbered from 1.
#[derive(Default, Clone)]
pub(crate) struct Journal {
    entries: Vec<(RecordId, Side, Entry)>,
    pub(crate) counts: Counts,
}

pub(crate) fn at(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

fn zone() -> Zone {
    Zone::parse("America/New_York").unwrap()
}

impl Journal {
    pub(crate) fn file(&mut self, by: Side, entry: Entry) -> RecordId {
        let record = RecordId([u8::try_from(self.entries.len() + 1).unwrap(); 16]);
        self.entries.push((record, by, entry));
        self.counts.counted += 1;
        record
    }

    pub(crate) fn profile(&mut self, name: &str) -> RecordId {
        self.file(
            Side::Clinic,
            Entry::Profile(Profile {
                at: at("2026-03-20T10:00:00-04:00"),
                zone: zone(),
                replaces: None,
                name: name.to_owned(),
                born: chrono::NaiveDate::from_ymd_opt(1984, 3, 14),
                clinic_number: Some("4821-K".to_owned()),
                telephone: None,
                pronouns: None,
                sex_for_scoring: None,
            }),
        )
    }

    /// Corrects the profile in `record`: the sex used for scoring is now `sex`.
    pub(crate) fn correct(&mut self, record: RecordId, sex: Option<Sex>) -> RecordId {
        let entry = self.entries.iter().find(|(it, _, _)| *it == record);
        let Some((_, _, Entry::Profile(before))) = entry.cloned() else { panic!("no profile") };
        let next = Profile { replaces: Some(record), sex_for_scoring: sex, ..before };
        self.file(Side::Clinic, Entry::Profile(next))
    }

    pub(crate) fn share(&mut self, choice: SharingChoice) {
        let choices = ContentKind::ALL.into_iter().map(|kind| (kind, choice)).collect();
        let at = at("2026-03-20T10:05:00-04:00");
        let sharing = Sharing { at, zone: zone(), replaces: None, choices };
        self.file(Side::Patient, Entry::Sharing(sharing));
    }

    pub(crate) fn infusion(
        &mut self,
        time: &str,
        dose_mg: f64,
        replaces: Option<RecordId>,
    ) -> RecordId {
        let infusion = Infusion {
            at: at(time),
            zone: zone(),
            replaces,
            route: Route::Iv,
            dose_mg,
            weight_kg: Some(82.0),
            duration_minutes: 40,
            reason: None,
        };
        self.file(Side::Clinic, Entry::Infusion(infusion))
    }

    /// Files a PHQ-9 whose items 1 to 8 add up to `sum`, with `ninth` on item 9 (`None` is skipped).
    pub(crate) fn phq9(&mut self, time: &str, sum: i32, ninth: Option<i32>) -> RecordId {
        self.phq9_replacing(time, sum, ninth, None)
    }

    pub(crate) fn phq9_replacing(
        &mut self,
        time: &str,
        sum: i32,
        ninth: Option<i32>,
        replaces: Option<RecordId>,
    ) -> RecordId {
        let mut draft = Draft::open(instrument("phq9").unwrap(), at(time), HelpContext::default());
        let mut left = sum;
        for number in 1..=8 {
            let value = left.min(3);
            left -= value;
            drop(draft.answer(&format!("phq9.{number}"), Answer::Choice(value)).unwrap());
        }
        drop(draft.answer("phq9.9", ninth.map_or(Answer::Skip, Answer::Choice)).unwrap());
        drop(draft.answer("phq9.10", Answer::Choice(1)));
        let mut response = draft.submit(at(time), zone()).unwrap();
        response.replaces = replaces;
        self.file(Side::Patient, Entry::Response(response))
    }

    /// Files a PHQ-9 with three answers, which are too few for a score.
    pub(crate) fn unscored(&mut self, time: &str) {
        let mut draft = Draft::open(instrument("phq9").unwrap(), at(time), HelpContext::default());
        for number in 1..=9 {
            let answer = if number <= 3 { Answer::Choice(0) } else { Answer::Skip };
            drop(draft.answer(&format!("phq9.{number}"), answer).unwrap());
        }
        self.file(Side::Patient, Entry::Response(draft.submit(at(time), zone()).unwrap()));
    }

    /// Files a check-in with `mood` and the answer on thoughts (`None` is skipped).
    pub(crate) fn check_in(&mut self, time: &str, mood: f64, thoughts: Option<bool>) -> RecordId {
        let daily = instrument("daily_checkin").unwrap();
        let mut draft = Draft::open(daily, at(time), HelpContext::default());
        drop(draft.answer("daily.mood", Answer::Number(mood)).unwrap());
        for item in ["daily.energy", "daily.anxiety", "daily.sleep_quality", "daily.activation"] {
            drop(draft.answer(item, Answer::Skip).unwrap());
        }
        drop(draft.answer("daily.safety", thoughts.map_or(Answer::Skip, Answer::Boolean)).unwrap());
        self.file(Side::Patient, Entry::Response(draft.submit(at(time), zone()).unwrap()))
    }

    pub(crate) fn stopped(&mut self, time: &str, ninth: &[i32]) -> RecordId {
        let mut draft = Draft::open(instrument("phq9").unwrap(), at(time), HelpContext::default());
        for value in ninth {
            drop(draft.answer("phq9.9", Answer::Choice(*value)).unwrap());
        }
        self.file(Side::Patient, Entry::Response(draft.stop(at(time), zone())))
    }

    /// Changes the version of the form in `record`.
    pub(crate) fn of_version(&mut self, record: RecordId, version: &str) {
        self.response(record).version = version.to_owned();
    }

    /// Changes the instrument of the form in `record`.
    pub(crate) fn of_instrument(&mut self, record: RecordId, instrument: &str) {
        self.response(record).instrument = instrument.to_owned();
    }

    fn response(&mut self, record: RecordId) -> &mut crate::response::QuestionnaireResponse {
        let entry = self.entries.iter_mut().find(|(it, _, _)| *it == record);
        let Some((_, _, Entry::Response(response))) = entry else { panic!("no form") };
        response
    }

    /// Files a HAM-D17 by the side `by`, with `third` on item 3 and 1 on nine other items.
    pub(crate) fn hamd17(&mut self, by: Side, time: &str, third: i32) -> RecordId {
        let hamd = instrument("hamd17").unwrap();
        let mut draft = Draft::open(hamd, at(time), HelpContext::default());
        for (place, item) in hamd.items.iter().enumerate() {
            let value = if item.id == "hamd17.3" { third } else { i32::from(place < 10) };
            drop(draft.answer(&item.id, Answer::Choice(value)).unwrap());
        }
        self.file(by, Entry::Response(draft.submit(at(time), zone()).unwrap()))
    }

    pub(crate) fn episode(&mut self, condition: TreatedCondition, primary: &str) -> RecordId {
        let at = at("2026-03-20T10:00:00-04:00");
        self.file(
            Side::Clinic,
            Entry::Episode(Episode {
                at,
                zone: zone(),
                replaces: None,
                condition,
                goals: "Back to work".to_owned(),
                primary_instrument: primary.to_owned(),
                start: chrono::NaiveDate::from_ymd_opt(2026, 3, 14).unwrap(),
                end: None,
            }),
        )
    }

    pub(crate) fn plan(&mut self, day: &str, dose_mg: Option<f64>) -> RecordId {
        let (at, day) = (at("2026-04-20T10:00:00-04:00"), day.parse().unwrap());
        let planned =
            PlannedInfusion { at, zone: zone(), replaces: None, day, route: Route::Iv, dose_mg };
        self.file(Side::Clinic, Entry::PlannedInfusion(planned))
    }

    pub(crate) fn care_plan(&mut self, signed: &str, rows: Vec<PlanRow>) -> RecordId {
        let plan = CarePlan { at: at(signed), zone: zone(), replaces: None, rows };
        self.file(Side::Clinic, Entry::CarePlan(plan))
    }

    pub(crate) fn retract(&mut self, by: Side, of: RecordId) -> RecordId {
        let at = at("2026-05-12T12:00:00-04:00");
        let why = "entered in error".to_owned();
        self.file(by, Entry::Retraction(Retraction { at, zone: zone(), of, why }))
    }

    pub(crate) fn filed(&self) -> Vec<Filed<'_>> {
        let filed = |(record, by, entry)| Filed { record, by, entry };
        self.entries.iter().map(|(record, by, entry)| filed((*record, *by, entry))).collect()
    }

    pub(crate) fn chart(&self, instrument: Option<&str>) -> Chart {
        let facts = Facts {
            patient: SpaceId([7; 16]),
            entries: &self.filed(),
            library: &CATALOGUE,
            rules: Rules::usual(),
            team: Team::UNKNOWN,
            words: Words::en_us(),
            counts: self.counts,
        };
        chart(&facts, instrument, &at(NOW)).unwrap()
    }
}

pub(crate) const NOW: &str = "2026-05-12T09:30:00-04:00";

/// The patient of the design drawings: totals from 21 to 8 and back to 17, six infusions.
pub(crate) fn reyes() -> Journal {
    let mut journal = Journal::default();
    journal.profile("REYES, Dana");
    journal.share(SharingChoice::Shared);
    journal.phq9("2026-03-27T08:00:00-04:00", 20, Some(1));
    for day in ["2026-03-28", "2026-03-31", "2026-04-03", "2026-04-07", "2026-04-11", "2026-04-18"]
    {
        journal.infusion(&format!("{day}T10:00:00-04:00"), 41.0, None);
    }
    journal.phq9("2026-04-21T08:00:00-04:00", 8, Some(0));
    journal.phq9("2026-05-05T08:00:00-04:00", 9, Some(0));
    journal.phq9("2026-05-12T09:12:00-04:00", 16, Some(1));
    journal.check_in("2026-05-11T19:00:00-04:00", 4.0, Some(false));
    journal.check_in("2026-05-10T19:00:00-04:00", 7.0, None);
    journal
}

#[test]
fn a_chart_shows_the_course_over_time() {
    let chart = reyes().chart(None);
    assert_eq!((chart.instrument.id.as_str(), chart.instrument.max), ("phq9", Points::whole(27)));
    assert_eq!(chart.instrument.bands[3].to, Points::whole(19));
    assert_eq!(chart.instrument.direction_text, "↓ lower is better");
    let totals: Vec<_> = chart.points.iter().map(|point| point.total).collect();
    assert_eq!(totals, [21, 8, 9, 17].map(|total| Some(Points::whole(total))));
    let changes: Vec<_> =
        chart.points.iter().map(|point| point.change_text.as_deref().unwrap_or("")).collect();
    assert_eq!(changes, ["", "−13", "+1", "+8"]);
    let last = chart.points.last().unwrap();
    assert_eq!((last.days_since_infusion, last.infusion_number), (Some(24), Some(6)));
    assert_eq!(
        (last.band.as_deref(), last.text.as_str()),
        (Some("moderately-severe"), "17 of 27: moderately severe")
    );
    assert_eq!(
        last.cursor,
        "12 May 2026 · PHQ-9 17 of 27: moderately severe · +8 since 5 May · day 24 after infusion 6 · item 9: \"Several days\" (1)",
    );
    assert_eq!(last.items.len(), 10);
    assert_eq!(last.items[8].label.as_deref(), Some("Several days"));
    assert_eq!(chart.points[0].days_since_infusion, None, "the form is before the first infusion");
    assert_eq!(
        chart.summary,
        "PHQ-9 from 21 on 27 Mar 2026 to 17 on 12 May 2026: 4 forms, 6 infusions."
    );
    assert_eq!(chart.person.born_text.as_deref(), Some("14 Mar 1984 (42)"));
    assert_eq!(chart.sharing.text, "Shares: check-ins, forms, notes, safety plan");
    assert_eq!(
        (chart.first_day.as_deref(), chart.last_day.as_deref()),
        (Some("2026-03-27"), Some("2026-05-12"))
    );
    let available: Vec<_> =
        chart.available.iter().map(|it| (it.id.as_str(), it.responses)).collect();
    assert_eq!(available, [("phq9", 4), ("daily_checkin", 2)]);
}

#[test]
fn single_questions_are_charted_separately_and_never_summed() {
    let chart = reyes().chart(None);
    let mood = &chart.checkins[0];
    assert_eq!((mood.label.as_str(), mood.min, mood.max), ("mood", 0, 10));
    assert_eq!(
        mood.points.iter().map(|point| point.value).collect::<Vec<_>>(),
        [Some(7.0), Some(4.0)]
    );
    assert_eq!(mood.text, "mood: 4 on 11 May 2026, lowest 4, highest 7");
    let thoughts = chart.checkins.iter().find(|it| it.item == "daily.safety").unwrap();
    assert_eq!(thoughts.kind, ItemTrendKind::Boolean);
    assert_eq!(thoughts.text, "thoughts: 0 yes, 1 no, 1 not answered");
    assert!(chart.checkins.iter().all(|it| it.item != "daily.note" && it.item != "daily.pain"));
    let daily = reyes().chart(Some("daily_checkin"));
    assert!(daily.points.iter().all(|point| point.total.is_none()));
    let said: Vec<_> = daily.points.iter().map(|point| point.text.as_str()).collect();
    assert_eq!(said, ["answered, 5 not answered", "answered, 4 not answered"]);
    assert_eq!(
        (daily.instrument.min, daily.instrument.max),
        (Points::default(), Points::default())
    );
}

#[test]
fn safety_items_are_reported_over_all_forms_and_no_risk_is_judged() {
    let mut journal = reyes();
    journal.check_in("2026-05-12T07:00:00-04:00", 3.0, Some(true));
    journal.phq9("2026-05-12T09:20:00-04:00", 3, None);
    let said = journal.chart(None).safety_text.unwrap();
    assert_eq!(
        said,
        "PHQ-9 item 9 answered above zero in 2 of 5 forms (not answered in 1), last on 12 May 2026: \"Several days\" (1). \
         Check-in thoughts answered \"Yes\" in 1 of 3 forms (not answered in 1), last on 12 May 2026: \"Yes\". \
         Zero does not mean that there are no such thoughts.",
    );
    let mut quiet = Journal::default();
    quiet.phq9("2026-05-12T09:12:00-04:00", 16, Some(0));
    assert_eq!(quiet.chart(None).safety_text, None);
    for chart in [journal.chart(None), quiet.chart(None)] {
        let text = serde_json::to_string(&chart).unwrap().to_lowercase();
        for word in ["low risk", "no risk", "high risk", "at risk", "\"safe\""] {
            assert!(!text.contains(word), "{word}");
        }
    }
}

#[test]
fn a_missing_safety_item_is_reported_beside_a_prorated_total() {
    let mut journal = Journal::default();
    journal.phq9("2026-05-12T09:12:00-04:00", 16, None);
    let chart = journal.chart(None);
    let point = &chart.points[0];
    assert_eq!(
        (point.status, point.missing, point.safety_unanswered),
        (PointStatus::Prorated, 1, 1)
    );
    assert!(point.cursor.ends_with("· item 9 not answered"), "{}", point.cursor);
    let gaps: Vec<_> = point.safety_not_answered.iter().map(|it| it.text.as_str()).collect();
    assert_eq!((gaps, point.safety.len()), (vec!["item 9: not answered"], 0));
    assert_eq!(
        chart.safety_unanswered_text.as_deref(),
        Some("PHQ-9 item 9 not answered on 12 May 2026.")
    );
    assert_eq!((point.items[8].value, point.items[8].label.as_deref()), (None, None));
}

#[test]
fn an_unreadable_safety_answer_counts_as_unanswered_until_the_next_form() {
    for answer in [None, Some(AnswerValue::Text("?".to_owned())), Some(AnswerValue::Integer(7))] {
        let mut journal = Journal::default();
        journal.phq9("2026-05-11T09:12:00-04:00", 16, Some(0));
        let Some((_, _, Entry::Response(response))) = journal.entries.last_mut() else {
            panic!("a form")
        };
        response.answers.remove("phq9.9");
        response.answers.extend(answer.map(|it| ("phq9.9".to_owned(), it)));
        let open = journal.chart(None);
        assert_eq!(
            open.safety_unanswered_text.as_deref(),
            Some("PHQ-9 item 9 not answered on 11 May 2026.")
        );
        assert_eq!(open.points[0].safety_unanswered, 1);
        journal.phq9("2026-05-12T09:12:00-04:00", 16, Some(0));
        let closed = journal.chart(None);
        assert_eq!((closed.safety_unanswered_text, closed.points[0].safety_unanswered), (None, 1));
    }
}

#[test]
fn a_suicide_screen_shows_its_answers_and_never_the_name_of_its_result() {
    let told = |values: [Option<i32>; 5]| {
        let mut journal = Journal::default();
        let asq = instrument("asq").unwrap();
        let time = at("2026-05-12T08:00:00-04:00");
        let mut draft = Draft::open(asq, time.clone(), HelpContext::default());
        let numbered = asq.items.iter().filter(|item| item.number.is_some());
        for (item, value) in numbered.zip(values) {
            let answer = value.map_or(Answer::Skip, Answer::Choice);
            if draft.items().any(|asked| asked.id == item.id) {
                drop(draft.answer(&item.id, answer).unwrap());
            }
        }
        let texts: Vec<String> = draft.unseen().iter().map(|item| item.id.clone()).collect();
        for text in texts {
            drop(draft.answer(&text, Answer::Skip).unwrap());
        }
        journal.file(Side::Patient, Entry::Response(draft.submit(time, zone()).unwrap()));
        let mut point = journal.chart(Some("asq")).points.remove(0);
        let told = format!("{} {} {:?}", point.text, point.cursor, point.band_label);
        for word in ["positive", "negative", "acute", "risk"] {
            assert!(!told.to_lowercase().contains(word), "{told}");
        }
        let finding = point.findings.remove(0);
        assert_eq!((finding.name.as_str(), finding.label.as_str()), ("result", "Answers"));
        finding.text
    };
    let (no, yes, refused) = (Some(0), Some(1), Some(9));
    assert_eq!(told([no, no, yes, no, yes]), "question 3: Yes; question 5: Yes");
    assert_eq!(told([no, yes, no, no, no]), "question 2: Yes");
    assert_eq!(
        told([no, no, refused, no, None]),
        "question 3: Refused / no answer; 1 not answered"
    );
    assert_eq!(told([None, no, no, no, no]), "not scored; 1 not answered");
    assert_eq!(told([no, no, no, no, no]), "No to every question asked");
    let mut journal = Journal::default();
    journal.phq9("2026-05-12T09:12:00-04:00", 16, Some(1));
    let phq9 = &journal.chart(None).points[0].findings[0];
    assert_eq!(phq9.label, "PHQ-9 algorithm (not a diagnosis)", "not about safety items alone");
}

#[test]
fn scores_use_the_sex_in_the_current_profile() {
    let mut journal = Journal::default();
    let first = journal.profile("REYES, Dana");
    let (auditc, phq15) = (instrument("auditc").unwrap(), instrument("phq15").unwrap());
    let time = at("2026-05-12T08:00:00-04:00");
    for (it, value) in [(auditc, 1), (phq15, 2)] {
        let mut draft = Draft::open(it, time.clone(), HelpContext::default());
        for item in &it.items {
            drop(draft.answer(&item.id, Answer::Choice(value)).unwrap());
        }
        journal.file(Side::Patient, Entry::Response(draft.submit(time.clone(), zone()).unwrap()));
    }
    let told = |journal: &Journal| {
        let (audit, phq) = (journal.chart(Some("auditc")), journal.chart(Some("phq15")));
        let positive = audit.points[0].findings.iter().find(|it| it.name == "positive").unwrap();
        let text = phq.points[0].text.clone();
        (positive.text.clone(), text, audit.instrument.sex_text.unwrap())
    };
    let (positive, phq, said) = told(&journal);
    assert_eq!((positive.as_str(), phq.as_str()), ("yes", "30 of 30: high"));
    assert!(said.starts_with("Sex used for scoring: not stated. Until it is,"), "{said}");
    let second = journal.correct(first, Some(Sex::Male));
    let (positive, phq, said) = told(&journal);
    assert_eq!(
        (positive.as_str(), phq.as_str()),
        ("no", "28 of 30: high"),
        "item 4 does not count"
    );
    assert_eq!(said, "Sex used for scoring: male.");
    let third = journal.correct(second, Some(Sex::Female));
    assert_eq!(told(&journal).0, "yes");
    journal.correct(third, None);
    assert_eq!(told(&journal).2, said_of_nobody());
    assert_eq!(journal.chart(Some("phq9")).instrument.sex_text, None, "the PHQ-9 has no such rule");
    assert_eq!(journal.chart(None).person.name.as_deref(), Some("REYES, Dana"));
}

fn said_of_nobody() -> String {
    Journal::default().chart(Some("phq15")).instrument.sex_text.unwrap()
}

#[test]
fn a_note_for_clinicians_quotes_the_answer_without_crisis_help() {
    let notes = |sixteenth: Option<i32>| {
        let pcl5 = instrument("pcl5").unwrap();
        let mut draft = Draft::open(pcl5, at("2026-05-12T08:00:00-04:00"), HelpContext::default());
        for number in 1..=20 {
            let value = if number == 16 { sixteenth } else { Some(0) };
            let answer = value.map_or(Answer::Skip, Answer::Choice);
            assert!(draft.answer(&format!("pcl5.{number}"), answer).unwrap().crisis.is_none());
        }
        let mut journal = Journal::default();
        let response = draft.submit(at("2026-05-12T08:02:00-04:00"), zone()).unwrap();
        journal.file(Side::Patient, Entry::Response(response));
        let chart = journal.chart(Some("pcl5"));
        assert_eq!(chart.safety_text, None);
        (chart.points[0].notes.clone(), chart.points[0].cursor.clone())
    };
    let (said, cursor) = notes(Some(2));
    assert_eq!(said, ["item 16: \"Moderately\" (2)"]);
    assert!(cursor.ends_with("note: item 16: \"Moderately\" (2)"), "{cursor}");
    for quiet in [None, Some(0), Some(1)] {
        assert!(notes(quiet).0.is_empty());
    }
}

#[test]
fn a_stopped_form_appears_only_with_a_safety_event() {
    let mut journal = Journal::default();
    journal.stopped("2026-05-10T09:00:00-04:00", &[]);
    journal.stopped("2026-05-11T09:00:00-04:00", &[1, 3, 0]);
    let chart = journal.chart(None);
    let [point] = &chart.points[..] else { panic!("one point") };
    assert_eq!(
        (point.status, point.total, point.text.as_str()),
        (PointStatus::Stopped, None, "stopped, not scored")
    );
    let safety = &point.safety[0];
    assert_eq!((safety.first, safety.highest, safety.last, safety.changed), (1, 3, Some(0), true));
    assert_eq!(safety.text, "item 9: Nearly every day (3)");
    assert!(point.cursor.contains("\"Nearly every day\" (3), then changed to \"Not at all\" (0)"));
    assert!(point.items.is_empty());
}

#[test]
fn infusions_are_numbered_by_time_and_keep_their_originals() {
    let mut journal = Journal::default();
    journal.infusion("2026-05-08T10:00:00-04:00", 41.0, None);
    let slip = journal.infusion("2026-05-01T10:00:00-04:00", 410.0, None);
    journal.infusion("2026-05-01T10:00:00-04:00", 41.0, Some(slip));
    let chart = journal.chart(None);
    let given: Vec<_> =
        chart.infusions.iter().map(|it| (it.number, it.day.as_str(), it.dose_mg)).collect();
    assert_eq!(given, [(1, "2026-05-01", 41.0), (2, "2026-05-08", 41.0)]);
    assert_eq!(
        chart.infusions[0].original_text.as_deref(),
        Some("410\u{a0}mg IV over 40\u{a0}min")
    );
    assert_eq!(chart.infusions[0].per_kg_text.as_deref(), Some("0.5\u{a0}mg/kg"));
    assert_eq!(chart.infusions[1].original_text, None);
    assert_eq!(chart.summary, "No PHQ-9 yet, 2 infusions.");
}

#[test]
fn a_form_before_an_infusion_of_the_same_day_counts_from_the_previous_one() {
    let mut journal = Journal::default();
    journal.infusion("2026-05-01T10:00:00-04:00", 41.0, None);
    journal.infusion("2026-05-08T10:00:00-04:00", 41.0, None);
    journal.phq9("2026-05-08T09:00:00-04:00", 8, Some(0));
    journal.phq9("2026-05-08T18:00:00-04:00", 8, Some(0));
    let chart = journal.chart(None);
    let days: Vec<_> =
        chart.points.iter().map(|it| (it.infusion_number, it.days_since_infusion)).collect();
    assert_eq!(days, [(Some(1), Some(7)), (Some(2), Some(0))]);
}

#[test]
fn a_corrected_or_retracted_answer_above_zero_stays_visible() {
    let mut journal = Journal::default();
    let first = journal.phq9("2026-05-10T09:00:00-04:00", 9, Some(2));
    journal.phq9_replacing("2026-05-11T09:00:00-04:00", 9, Some(0), Some(first));
    let chart = journal.chart(None);
    assert_eq!(
        chart.points.iter().map(|point| point.total).collect::<Vec<_>>(),
        [None, Some(Points::whole(9))]
    );
    assert_eq!(chart.points[0].withdrawn_text.as_deref(), Some("corrected later"));
    assert_eq!(chart.points[0].safety[0].highest, 2);
    assert_eq!(chart.points[1].original_text.as_deref(), Some("11 of 27: moderate"));
    assert_eq!(chart.points[1].change, None, "corrected totals are not compared");
    let mut journal = Journal::default();
    let only = journal.phq9("2026-05-10T09:00:00-04:00", 9, Some(2));
    journal.retract(Side::Patient, only);
    let chart = journal.chart(None);
    assert_eq!(chart.points[0].text, "taken back later (\"entered in error\")");
    assert!(chart.safety_text.is_some());
    let mut journal = Journal::default();
    let quiet = journal.phq9("2026-05-10T09:00:00-04:00", 9, Some(0));
    journal.retract(Side::Patient, quiet);
    assert!(journal.chart(None).points.is_empty());
}

#[test]
fn retracted_entries_do_not_count_and_are_listed_with_their_reason() {
    let mut journal = Journal::default();
    journal.infusion("2026-05-08T10:00:00-04:00", 41.0, None);
    let wrong = journal.infusion("2026-05-01T10:00:00-04:00", 60.0, None);
    let rated = journal.hamd17(Side::Clinic, "2026-05-09T10:00:00-04:00", 1);
    let stands = journal.chart(None);
    assert_eq!((stands.infusions.len(), stands.taken_back.len()), (2, 0));
    for record in [wrong, rated] {
        journal.retract(Side::Patient, record);
    }
    assert!(
        journal.chart(None).taken_back.is_empty(),
        "patients cannot retract the clinic's entries"
    );
    let undone = journal.retract(Side::Clinic, wrong);
    journal.retract(Side::Clinic, rated);
    journal.retract(Side::Clinic, undone);
    let chart = journal.chart(Some("hamd17"));
    assert_eq!((chart.infusions.len(), chart.infusions[0].number), (1, 1));
    let told: Vec<_> =
        chart.taken_back.iter().map(|it| (it.what.as_str(), it.at.as_str())).collect();
    let infusion = ("60\u{a0}mg IV over 40\u{a0}min", "2026-05-01T10:00:00-04:00");
    assert_eq!(told, [infusion, ("HAM-D17", "2026-05-09T10:00:00-04:00")]);
    assert!(chart.taken_back.iter().all(|it| it.why == "entered in error"));
    assert_eq!(chart.taken_back[0].taken_back_at, "2026-05-12T12:00:00-04:00");
    assert_eq!((chart.points[0].total, chart.points[0].safety[0].highest), (None, 1));
    let safety = chart.safety_text.unwrap();
    assert!(
        safety.contains(
            "\"Feels life is not worth living.\" (1), taken back later (\"entered in error\")."
        ),
        "{safety}"
    );
}

#[test]
fn unreadable_records_are_counted_and_reported() {
    let mut journal = reyes();
    journal.counts = Counts { damaged: 1, unopened: 1, newer: 1, late: 2, ..journal.counts };
    let chart = journal.chart(None);
    assert_eq!(chart.unreadable, 3);
    assert_eq!(
        chart.unreadable_text.as_deref(),
        Some(
            "2 records could not be opened. They may hold answers. Kept, nothing deleted. \
             1 record written by a newer version could not be read in full. Kept; an update will show them. \
             Kept but not counted: 2 written after removal.",
        ),
    );
    assert_eq!(reyes().chart(None).unreadable_text, None);
}

#[test]
fn a_form_of_an_unknown_version_is_a_gap_with_its_stored_answers() {
    let mut journal = reyes();
    let record = journal.phq9("2026-05-12T09:20:00-04:00", 10, Some(2));
    journal.of_version(record, "2099");
    let chart = journal.chart(None);
    let point = chart.points.last().unwrap();
    assert_eq!((point.text.as_str(), point.total), ("not scored: unknown version", None));
    assert_eq!((point.status, point.change), (PointStatus::NotScorable, None));
    assert!(point.unknown_version && !chart.points[0].unknown_version);
    let (answer, ninth) = (&point.items[0], &point.safety[0]);
    assert_eq!((answer.text.as_str(), answer.label.as_deref()), ("phq9.1", Some("3")));
    assert_eq!((answer.value, point.items.len()), (Some(3.0), 10));
    assert_eq!(ninth.text, "phq9.9: 2", "another version may have other wording");
    assert!(point.cursor.contains("PHQ-9 not scored: unknown version"), "{}", point.cursor);
    assert_eq!(
        chart.unknown_text.as_deref(),
        Some(
            "PHQ-9, version 2099: 1 form not scored: unknown version, last on 12 May 2026. \
             Kept, nothing deleted.",
        ),
    );
    assert!(chart.summary.ends_with("5 forms, 1 not scored, 6 infusions."), "{}", chart.summary);
    assert_eq!((chart.unreadable, chart.unreadable_text), (0, None), "the record is readable");
    assert_eq!(chart.available[0].responses, 5);
    assert_eq!(reyes().chart(None).unknown_text, None);
}

#[test]
fn a_form_of_an_unknown_instrument_is_reported_with_its_safety_event() {
    let mut journal = Journal::default();
    let record = journal.stopped("2026-05-11T09:00:00-04:00", &[2]);
    journal.of_instrument(record, &format!("phq99{}", "9".repeat(50)));
    let chart = journal.chart(None);
    assert!(chart.points.is_empty());
    assert_eq!((chart.counts.counted, chart.unreadable), (1, 0));
    let unknown = chart.unknown_text.unwrap();
    assert!(unknown.starts_with("phq999"), "{unknown}");
    assert!(unknown.contains("…, version 2001: 1 form not scored: unknown version"), "{unknown}");
    let safety = chart.safety_text.unwrap();
    assert!(safety.contains("… phq9.9 answered above zero in 1 of 1 form"), "{safety}");
    for number in 0..9 {
        let record = journal.phq9("2026-05-12T09:00:00-04:00", 3, Some(0));
        journal.of_instrument(record, &format!("own_{number}"));
    }
    let unknown = journal.chart(None).unknown_text.unwrap();
    assert!(unknown.ends_with("And forms of 5 more. Kept, nothing deleted."), "{unknown}");
}

#[test]
fn each_form_is_scored_by_the_version_that_was_answered() {
    let text = |version: &str, five: i32| {
        let mut sleep = serde_json::json!({
            "id": "own_sleep", "version": version, "title": "Sleep", "short": "Sleep", "language": "en",
            "content_kind": "forms", "respondent": "patient", "duration_text": "1 minute", "conditions": [],
            "recall_days": 1, "recall_text": "last night", "citation": null, "direction": "lower-is-better",
            "minimum_interval_days": {"value": 1, "verified": false, "source": "own"},
            "licence": {"class": "own", "notice": "own", "verified": true, "sources": []},
            "loinc": {"panel": null, "total": null},
            "option_sets": {"yn": [{"value": 0, "label": "No"}, {"value": five, "label": "Yes"}]},
            "items": [{"id": "own_sleep.1", "number": 1, "text": "Woke up?", "kind": "choice", "options": "yn"}],
            "scoring": {"method": "sum", "items": ["own_sleep.1"], "max_missing": 0, "on_missing": "no-score"},
            "bands": [], "cut_points": [], "change": {}, "sources": ["own"]
        });
        sleep["title"] = serde_json::json!(format!("Sleep {version}"));
        sleep.to_string()
    };
    let mut clinic = Journal::default();
    for (text, time) in
        [(text("1", 5), "2026-05-01T09:00:00Z"), (text("2", 9), "2026-05-02T09:00:00Z")]
    {
        let file = crate::entry::InstrumentFile {
            at: at(time),
            zone: zone(),
            replaces: None,
            text,
            statement: None,
        };
        clinic.file(Side::Clinic, Entry::InstrumentFile(file));
    }
    let library = Library::of(&clinic.filed());
    assert!(library.refused().is_empty(), "{}", library.refused()[0].reason(Words::en_us()));
    let mut journal = Journal::default();
    for (version, value, day) in [("1", 5, 3), ("1", 0, 4), ("2", 9, 5), ("3", 9, 6)] {
        let time = format!("2026-05-0{day}T09:00:00-04:00");
        let known =
            library.version("own_sleep", if version == "3" { "2" } else { version }).unwrap();
        let mut draft = Draft::open(known, at(&time), HelpContext::default());
        drop(draft.answer("own_sleep.1", Answer::Choice(value)).unwrap());
        let mut response = draft.submit(at(&time), zone()).unwrap();
        response.version = version.to_owned();
        journal.file(Side::Patient, Entry::Response(response));
    }
    let facts = Facts {
        patient: SpaceId([7; 16]),
        entries: &journal.filed(),
        library: &library,
        rules: Rules::usual(),
        team: Team::UNKNOWN,
        words: Words::en_us(),
        counts: journal.counts,
    };
    let chart = chart(&facts, Some("own_sleep"), &at(NOW)).unwrap();
    let totals: Vec<_> = chart.points.iter().map(|it| it.total.map(|it| it.to_string())).collect();
    assert_eq!(totals, [Some("5"), Some("0"), Some("9"), None].map(|it| it.map(str::to_owned)));
    let changes: Vec<_> = chart.points.iter().map(|it| it.change_text.as_deref()).collect();
    assert_eq!(changes, [None, Some("−5"), None, None], "totals of two versions are not compared");
}

#[test]
fn entries_by_the_wrong_side_are_omitted_and_counted() {
    let mut journal = reyes();
    let before = journal.chart(None).points.len();
    let (_, _, form) = journal
        .entries
        .iter()
        .find(|(_, _, it)| matches!(it, Entry::Response(_)))
        .cloned()
        .unwrap();
    journal.file(Side::Clinic, form);
    let chart = journal.chart(None);
    assert_eq!((chart.points.len(), chart.counts.not_allowed), (before, 1));
    assert!(chart.unreadable_text.unwrap().contains("1 by someone who may not write it"));
}

#[test]
fn a_rating_by_a_clinician_is_marked() {
    let mut journal = reyes();
    journal.hamd17(Side::Clinic, "2026-04-18T10:30:00-04:00", 0);
    journal.hamd17(Side::Clinic, "2026-05-11T10:30:00-04:00", 2);
    assert_eq!(journal.chart(None).instrument.id, "phq9", "the patient's own answers come first");
    let chart = journal.chart(Some("hamd17"));
    let totals: Vec<_> = chart.points.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(totals, ["9 of 52: mild", "11 of 52: mild"]);
    assert_eq!(
        chart.summary,
        "HAM-D17 from 9 on 18 Apr 2026 to 11 on 11 May 2026: 2 clinician ratings, 6 infusions.",
    );
    assert_eq!(chart.points[0].rated_text.as_deref(), Some("rated by clinician"));
    assert!(chart.points[0].cursor.ends_with("day 0 after infusion 6 · rated by clinician"));
    assert_eq!(chart.points[1].items.len(), 18);
    assert_eq!(chart.points[1].safety[0].highest, 2);
    assert!(
        chart.safety_text.unwrap().contains("HAM-D17 item 3 rated above zero in 1 of 2 ratings")
    );
    assert!(journal.chart(None).points.iter().all(|it| it.rated_text.is_none()));
    assert_eq!(chart.counts.not_allowed, 0);
}

#[test]
fn neither_side_can_fill_in_the_forms_of_the_other() {
    let mut journal = reyes();
    let before = journal.chart(None);
    let own = journal.hamd17(Side::Clinic, "2026-05-10T10:00:00-04:00", 0);
    journal.hamd17(Side::Patient, "2026-05-11T10:00:00-04:00", 4);
    let chart = journal.chart(Some("hamd17"));
    assert_eq!((chart.points.len(), chart.counts.not_allowed), (1, 1));
    assert_eq!(chart.points[0].rated_text.as_deref(), Some("rated by clinician"));
    assert_eq!(chart.safety_text, before.safety_text, "a patient cannot rate a HAM-D");
    // A clinician's PHQ-9 neither counts nor replaces anything, the clinic's own rating included.
    for replaced in [own, journal.phq9("2026-05-09T09:00:00-04:00", 5, Some(0))] {
        journal.phq9_replacing("2026-05-12T09:20:00-04:00", 20, Some(3), Some(replaced));
        journal.entries.last_mut().unwrap().1 = Side::Clinic;
    }
    assert_eq!(journal.chart(Some("hamd17")).points.len(), 1);
    let phq9 = journal.chart(Some("phq9"));
    assert_eq!(phq9.points.len(), before.points.len() + 1);
    assert!(phq9.points.iter().all(|it| it.withdrawn_text.is_none()));
    let said = before.safety_text.map(|text| text.replace("of 4 forms", "of 5 forms"));
    assert_eq!((phq9.safety_text, phq9.counts.not_allowed), (said, 3));
}

#[test]
fn an_unknown_instrument_is_an_error_and_an_empty_journal_is_not() {
    let facts = Facts {
        patient: SpaceId([7; 16]),
        entries: &[],
        library: &CATALOGUE,
        rules: Rules::usual(),
        team: Team::UNKNOWN,
        words: Words::en_us(),
        counts: Counts::default(),
    };
    assert!(matches!(
        chart(&facts, Some("phq99"), &at(NOW)),
        Err(CatalogueError::UnknownInstrument(_)),
    ));
    let empty = chart(&facts, None, &at(NOW)).unwrap();
    assert_eq!((empty.summary.as_str(), empty.first_day), ("No PHQ-9 yet.", None));
    assert_eq!(empty.sharing.text, "");
}

#[test]
fn the_json_of_a_chart_has_the_expected_fields() {
    let json = serde_json::to_value(reyes().chart(None)).unwrap();
    let keys = |value: &serde_json::Value| {
        value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(json["points"][0]["status"], "complete");
    assert_eq!(json["infusions"][0]["route"], "iv");
    assert_eq!(json["instrument"]["has_total"], true);
    assert_eq!(
        keys(&json),
        "available checkins counts episode first_day infusions instrument last_day late_text outcome owner patient person planned points \
         safety_items safety_text safety_unanswered_text schedule sharing summary taken_back unknown_text unreadable unreadable_text",
    );
    assert_eq!(
        keys(&json["points"][0]),
        "at band band_label change change_text cursor day days_since_infusion findings \
         infusion_number items missing notes original_text rated_text record safety safety_not_answered safety_unanswered scores \
         shortened_text status text total unknown_version withdrawn_text",
    );
}

proptest! {
    /// Records merge by union, so the order in which they arrive does not matter.
    #[test]
    fn the_order_of_entries_does_not_matter(order in Just((0..15_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let journal = reyes();
        let filed = journal.filed();
        prop_assert_eq!(filed.len(), 14);
        let shuffled: Vec<_> = order.iter().filter_map(|place| filed.get(*place).copied()).collect();
        let facts = Facts { patient: SpaceId([7; 16]), entries: &shuffled, library: &CATALOGUE, rules: Rules::usual(), team: Team::UNKNOWN, words: Words::en_us(), counts: journal.counts };
        prop_assert!(chart(&facts, None, &at(NOW)).unwrap() == journal.chart(None));
    }
}

#[test]
fn sharing_choices_are_written_in_words() {
    let mut journal = Journal::default();
    let choices = BTreeMap::from([
        (ContentKind::CheckIns, SharingChoice::Shared),
        (ContentKind::Notes, SharingChoice::Own),
    ]);
    let when = at("2026-05-01T09:00:00-04:00");
    journal.file(
        Side::Patient,
        Entry::Sharing(Sharing { at: when, zone: zone(), replaces: None, choices }),
    );
    assert_eq!(journal.chart(None).sharing.text, "Shares: check-ins · Private: notes");
}
