//! The order of the rows, their reasons, and that no patient is omitted.

use super::*;
use crate::catalogue::instrument;
use crate::chart::tests::words::{data_of, talkative};
use crate::chart::tests::{Journal, NOW, at, reyes};
use crate::entry::care_plan::{Anchor, PlanRow, Repeat};
use crate::entry::{Entry, Filed, SharingChoice, Side};
use crate::library::CATALOGUE;
use crate::moment::Zone;
use crate::outcome::Rules;
use crate::response::draft::{Answer, Draft};
use crate::safety::HelpContext;
use crate::timeline::Team;
use crate::words::tests::{assert_from_messages, pseudo};
use interlude_protocol::id::SpaceId;

fn panel_of(journals: &[&Journal]) -> Panel {
    panel_in(journals, Words::en_us())
}

fn panel_in(journals: &[&Journal], words: &'static Words) -> Panel {
    let filed: Vec<Vec<Filed<'_>>> = journals.iter().map(|journal| journal.filed()).collect();
    let facts: Vec<Facts<'_>> = (1..)
        .zip(journals)
        .zip(&filed)
        .map(|((id, journal), entries)| Facts {
            patient: SpaceId([id; 16]),
            entries,
            library: &CATALOGUE,
            rules: Rules::usual(),
            team: Team::UNKNOWN,
            words,
            counts: journal.counts,
        })
        .collect();
    panel(&facts, &at(NOW), words)
}

fn row_of(journal: &Journal) -> PanelRow {
    panel_of(&[journal]).rows.remove(0)
}

/// A patient who answered today and gives no reason for attention.
fn quiet(name: &str) -> Journal {
    let mut journal = Journal::default();
    journal.profile(name);
    journal.share(SharingChoice::Shared);
    journal.phq9("2026-05-05T08:00:00-04:00", 8, Some(0));
    journal.phq9("2026-05-12T08:00:00-04:00", 9, Some(0));
    journal
}

fn worse(name: &str, by: i32) -> Journal {
    let mut journal = Journal::default();
    journal.profile(name);
    journal.phq9("2026-04-28T08:00:00-04:00", 8, Some(0));
    journal.phq9("2026-05-11T08:00:00-04:00", 8 + by, Some(0));
    journal
}

fn silent(name: &str, last: &str) -> Journal {
    let mut journal = Journal::default();
    journal.profile(name);
    journal.phq9(last, 8, Some(0));
    journal
}

fn unreadable(name: &str) -> Journal {
    let mut journal = quiet(name);
    journal.counts.unopened = 2;
    journal
}

fn codes(row: &PanelRow) -> Vec<ReasonCode> {
    row.reasons.iter().map(|reason| reason.code).collect()
}

#[test]
fn the_row_of_the_design_drawings() {
    let row = row_of(&reyes());
    let expected = [ReasonCode::SafetyItem, ReasonCode::Worse, ReasonCode::LostResponse];
    assert_eq!(codes(&row), expected);
    assert_eq!(row.reasons[2].text, "PHQ-9: response lost since 12 May");
    assert_eq!(row.reasons[2].detail.as_deref(), Some("21 → 17 · −19\u{a0}%"));
    assert_eq!(row.outcome.as_ref().unwrap().label, "Lost response");
    assert_eq!(row.reasons[0].text, "PHQ-9 item 9: \"Several days\" (1)");
    assert_eq!(
        row.reasons[0].detail.as_deref(),
        Some("today 09:12, was \"Not at all\" (0) on 5 May")
    );
    assert_eq!(row.reasons[1].text, "PHQ-9 worse by 5 or more");
    assert_eq!(row.reasons[1].detail.as_deref(), Some("+8 since 5 May"));
    let score = row.score.unwrap();
    assert_eq!((score.text.as_str(), score.change_text.as_deref()), ("17", Some("+8")));
    assert_eq!(score.band_label.as_deref(), Some("Moderately severe"));
    assert_eq!(row.last_infusion.unwrap().text, "day 24 · #6");
    assert_eq!(row.last_answer.unwrap().text, "today 09:12");
    assert_eq!(
        (row.spark.days, row.spark.min, row.spark.max),
        (84, Points::default(), Points::whole(27))
    );
    let points: Vec<_> = row.spark.points.iter().map(|point| (point.day, point.value)).collect();
    assert_eq!(
        points,
        [(38, 21), (63, 8), (77, 9), (84, 17)]
            .map(|(day, total)| (day, Some(Points::whole(total))))
    );
    assert_eq!(row.spark.infusions, [39, 42, 45, 49, 53, 60]);
    assert_eq!(row.spark.text, "PHQ-9 from 21 to 17 in 46 days, 6 infusions");
}

#[test]
fn rows_are_ordered_by_reason_and_none_is_omitted() {
    let mut older = quiet("AAA");
    older.phq9("2026-04-01T08:00:00-04:00", 8, Some(3));
    let all = [
        &quiet("NOVAK, Jo"),
        &quiet("bell, Kim"),
        &unreadable("HALE, Io"),
        &silent("HAYES, Robin", "2026-04-26T08:00:00-04:00"),
        &silent("LONG, Ago", "2026-04-16T08:00:00-04:00"),
        &worse("OKAFOR, Sam", 5),
        &worse("WORST, Una", 7),
        &older,
        &reyes(),
        &Journal::default(),
    ];
    let panel = panel_of(&all);
    let names: Vec<_> = panel.rows.iter().map(|row| row.name.as_deref().unwrap_or("?")).collect();
    assert_eq!(
        names,
        [
            "REYES, Dana",
            "AAA",
            "WORST, Una",
            "OKAFOR, Sam",
            "LONG, Ago",
            "HAYES, Robin",
            "HALE, Io",
            "bell, Kim",
            "NOVAK, Jo",
            "?",
        ],
    );
    assert_eq!((panel.patients, panel.as_of.as_str()), (10, NOW));
    assert!(panel.rows.iter().all(|row| !row.reasons.is_empty()));
    assert_eq!((panel.unreadable_records, panel.unreadable_patients), (2, 1));
    assert_eq!(
        panel.unreadable_text.as_deref(),
        Some("2 records in this list could not be opened (1 patient). Kept, nothing deleted."),
    );
}

#[test]
fn a_safety_item_above_zero_stays_the_first_reason() {
    let mut journal = quiet("REYES, Dana");
    let old = journal.phq9("2025-11-01T08:00:00-04:00", 8, Some(1));
    assert_eq!(codes(&row_of(&journal)), [ReasonCode::SafetyItem]);
    assert_eq!(row_of(&journal).reasons[0].detail.as_deref(), Some("1 Nov 2025"));
    journal.retract(Side::Patient, old);
    assert_eq!(codes(&row_of(&journal)), [ReasonCode::SafetyItem], "taken back");
    let mut stopped = quiet("REYES, Dana");
    stopped.stopped("2026-05-11T08:00:00-04:00", &[1, 0]);
    assert_eq!(
        row_of(&stopped).reasons[0].text,
        "PHQ-9 item 9: \"Several days\" (1), then changed to \"Not at all\" (0)",
    );
    let mut daily = quiet("REYES, Dana");
    daily.check_in("2026-05-11T08:00:00-04:00", 3.0, Some(true));
    assert_eq!(row_of(&daily).reasons[0].text, "Check-in thoughts: \"Yes\"");
    assert_eq!(row_of(&daily).reasons[0].detail.as_deref(), Some("yesterday 08:00"));
}

#[test]
fn a_rating_reports_its_safety_item_but_is_not_an_answer_of_the_patient() {
    let mut journal = Journal::default();
    journal.profile("SILENT, Ola");
    journal.share(SharingChoice::Shared);
    journal.phq9("2026-04-20T08:00:00-04:00", 9, Some(0));
    let before = row_of(&journal);
    assert_eq!(codes(&before), [ReasonCode::Silent]);
    journal.hamd17(Side::Clinic, "2026-05-11T10:00:00-04:00", 0);
    let rated = row_of(&journal);
    assert_eq!(codes(&rated), [ReasonCode::Silent], "a rating does not end the silence");
    assert_eq!(rated.last_answer.unwrap().at, before.last_answer.unwrap().at);
    assert_eq!(rated.score.unwrap().instrument, "phq9");
    journal.hamd17(Side::Clinic, "2026-05-12T08:00:00-04:00", 1);
    let reason = row_of(&journal).reasons.remove(0);
    assert_eq!(reason.text, "HAM-D17 item 3: \"Feels life is not worth living.\" (1)");
    let detail = "today 08:00, rated by clinician, was \"Absent.\" (0) on 11 May";
    assert_eq!(reason.detail.as_deref(), Some(detail));
}

#[test]
fn a_retracted_rating_is_reported_only_without_a_current_one() {
    let mut journal = Journal::default();
    let wrong = journal.hamd17(Side::Clinic, "2026-05-11T10:00:00-04:00", 2);
    journal.retract(Side::Clinic, wrong);
    let only = row_of(&journal).reasons.remove(0);
    let words = "HAM-D17 item 3: \"Wishes he/she were dead or any thoughts of possible death to self.\" (2)";
    assert_eq!(only.text, format!("{words}, taken back later (\"entered in error\")"));
    journal.hamd17(Side::Clinic, "2026-05-09T10:00:00-04:00", 1);
    let standing = row_of(&journal).reasons.remove(0);
    assert_eq!(standing.text, "HAM-D17 item 3: \"Feels life is not worth living.\" (1)");
    journal.hamd17(Side::Clinic, "2026-05-12T08:00:00-04:00", 4);
    let detail = row_of(&journal).reasons.remove(0).detail.unwrap();
    assert!(detail.ends_with("was \"Feels life is not worth living.\" (1) on 9 May"), "{detail}");
}

#[test]
fn worse_begins_at_the_published_change_and_ends_with_the_next_form() {
    assert_eq!(codes(&row_of(&worse("A", 4))), [ReasonCode::None]);
    assert_eq!(codes(&row_of(&worse("A", 5))), [ReasonCode::Worse]);
    let mut journal = worse("A", 5);
    journal.phq9("2026-05-12T08:00:00-04:00", 13, Some(0));
    assert_eq!(codes(&row_of(&journal)), [ReasonCode::None]);
    let mut better = worse("A", 0);
    better.phq9("2026-05-12T08:00:00-04:00", 1, Some(0));
    assert_eq!(codes(&row_of(&better)), [ReasonCode::None]);
    assert_eq!(row_of(&better).score.unwrap().change_text.as_deref(), Some("−7"));
}

#[test]
fn silence_begins_on_the_fifteenth_day() {
    let days = |last: &str| codes(&row_of(&silent("A", last)));
    assert_eq!(days("2026-04-28T08:00:00-04:00"), [ReasonCode::None]);
    assert_eq!(days("2026-04-27T08:00:00-04:00"), [ReasonCode::Silent]);
    let row = row_of(&silent("A", "2026-04-26T08:00:00-04:00"));
    assert_eq!(row.reasons[0].text, "Silent 16 days");
    assert_eq!(row.reasons[0].detail.as_deref(), Some("last answer 26 Apr"));
    let mut never = Journal::default();
    never.profile("A");
    let row = row_of(&never);
    assert_eq!(row.reasons[0].text, "Silent 53 days");
    assert_eq!(row.reasons[0].detail.as_deref(), Some("no answer yet"));
    assert!(row.score.is_none() && row.last_answer.is_none());
    never.share(SharingChoice::Own);
    assert_eq!(codes(&row_of(&never)), [ReasonCode::None], "all answers are kept private");
}

#[test]
fn a_wrong_clock_does_not_hide_silence() {
    let mut journal = silent("A", "2026-04-01T08:00:00-04:00");
    journal.phq9("2036-05-12T08:00:00-04:00", 8, Some(0));
    let row = row_of(&journal);
    assert_eq!(codes(&row), [ReasonCode::Silent]);
    assert_eq!(row.last_answer.unwrap().text, "1 Apr");
}

#[test]
fn a_form_without_a_total_is_a_gap_without_a_change() {
    let mut journal = quiet("A");
    journal.phq9("2026-05-12T09:00:00-04:00", 16, None);
    let row = row_of(&journal);
    let score = row.score.unwrap();
    assert_eq!((score.status, score.total), (ScoreStatus::Prorated, Some(Points::whole(18))));
    let mut journal = quiet("A");
    journal.unscored("2026-05-12T09:00:00-04:00");
    let row = row_of(&journal);
    let score = row.score.unwrap();
    assert_eq!((score.text.as_str(), score.change, score.band), ("not scored", None, None));
    assert_eq!(row.spark.points.last().unwrap().value, None);
    assert_eq!(row.spark.text, "PHQ-9 from 8 to 9 in 7 days, 0 infusions, 1 not scored");
}

#[test]
fn a_last_form_of_an_unknown_version_replaces_the_previous_total() {
    let mut journal = quiet("A");
    let record = journal.phq9("2026-05-12T09:00:00-04:00", 16, Some(0));
    journal.of_version(record, "2099");
    let row = row_of(&journal);
    assert_eq!(codes(&row), [ReasonCode::UnknownVersion]);
    assert_eq!(row.reasons[0].text, "1 form not scored: unknown version");
    let score = row.score.unwrap();
    assert_eq!((score.text.as_str(), score.total), ("not scored: unknown version", None));
    assert_eq!((score.change, score.band, score.status), (None, None, ScoreStatus::NotScorable));
    assert_eq!(row.spark.points.last().unwrap().value, None);
    assert_eq!(row.unreadable, 0);
    let mut journal = quiet("A");
    let record = journal.phq9("2026-05-12T09:00:00-04:00", 16, Some(2));
    journal.of_instrument(record, "own_sleep_diary");
    let row = row_of(&journal);
    assert_eq!(codes(&row), [ReasonCode::SafetyItem, ReasonCode::UnknownVersion]);
}

#[test]
fn the_json_of_a_row_has_the_expected_fields() {
    let json = serde_json::to_value(row_of(&reyes())).unwrap();
    assert_eq!(json["reasons"][0]["code"], "safety-item");
    assert_eq!(json["score"]["status"], "complete");
    let keys: Vec<_> = json.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        [
            "born",
            "born_text",
            "clinic_number",
            "counts",
            "last_answer",
            "last_infusion",
            "late_text",
            "name",
            "outcome",
            "owner",
            "patient",
            "planned_text",
            "reasons",
            "safety_unanswered_text",
            "score",
            "spark",
            "telephone",
            "unreadable",
        ],
    );
}

#[test]
fn a_row_reports_unanswered_safety_items_of_the_latest_form() {
    let mut journal = quiet("A");
    assert_eq!(row_of(&journal).safety_unanswered_text, None);
    journal.phq9("2026-05-12T10:30:00-04:00", 4, None);
    let text = row_of(&journal).safety_unanswered_text;
    assert_eq!(text.as_deref(), Some("PHQ-9 item 9 not answered on 12 May 2026."));
}

#[test]
fn no_sentence_of_a_panel_bypasses_the_message_files() {
    let talkative = talkative();
    let data = data_of();
    let mut silent = Journal::default();
    silent.profile("REYES, Dana");
    silent.infusion("2026-01-01T10:00:00-05:00", 41.0, None);
    let mut panel = panel_in(&[&talkative, &silent], pseudo());
    panel.mark_late(|_| Some(String::new()), pseudo());
    let mut texts: Vec<String> =
        [panel.unreadable_text, panel.late_text].into_iter().flatten().collect();
    for row in panel.rows {
        texts.extend(row.reasons.into_iter().flat_map(|it| [Some(it.text), it.detail]).flatten());
        texts.extend(row.score.map(|it| it.text));
        texts.extend(row.last_infusion.map(|it| it.text));
        texts.extend(row.last_answer.map(|it| it.text));
        texts.push(row.spark.text);
        texts.extend(row.safety_unanswered_text);
    }
    assert!(texts.len() > 12, "{texts:?}");
    for text in texts {
        assert_from_messages(&text, &data);
    }
}

/// A patient with these infusions and PHQ-9 totals, by days before [`NOW`].
fn treated(infusions: &[i64], scores: &[(i64, i32)]) -> Journal {
    let day =
        |days: &i64| (at(NOW).time() - chrono::Duration::days(*days)).format("%F").to_string();
    let mut journal = Journal::default();
    journal.profile("TREATED, Ada");
    for days in infusions {
        journal.infusion(&format!("{}T10:00:00-04:00", day(days)), 41.0, None);
    }
    for (days, total) in scores {
        journal.phq9(&format!("{}T08:00:00-04:00", day(days)), *total, Some(0));
    }
    journal
}

#[test]
fn in_the_range_of_earlier_losses_needs_two_losses_and_a_response_now() {
    let infusions = [121, 91, 61, 21];
    let scores =
        [(122, 20), (112, 9), (102, 15), (85, 9), (65, 16), (55, 9), (35, 18), (14, 9), (1, 9)];
    let row = row_of(&treated(&infusions, &scores));
    assert_eq!(codes(&row), [ReasonCode::EarlierLosses]);
    assert_eq!(row.reasons[0].text, "Day 21 after the last infusion");
    assert_eq!(
        row.reasons[0].detail.as_deref(),
        Some("response was lost on days 19–26 after 3 earlier series")
    );
    let one_loss = [(22, 20), (14, 9), (1, 9)];
    assert_eq!(codes(&row_of(&treated(&[21], &one_loss))), [ReasonCode::None]);
    let not_yet = [(122, 20), (112, 9), (102, 15), (85, 9), (65, 16), (55, 9), (35, 18), (2, 9)];
    assert_eq!(codes(&row_of(&treated(&[121, 91, 61, 3], &not_yet))), [ReasonCode::None]);
}

#[test]
fn not_responded_needs_a_score_after_the_third_infusion() {
    let infusions = [9, 6, 3];
    let row = row_of(&treated(&infusions, &[(10, 20), (5, 19), (1, 18)]));
    assert_eq!(codes(&row), [ReasonCode::NotResponded]);
    assert_eq!(row.reasons[0].text, "PHQ-9: no response after 3 infusions");
    assert_eq!(row.reasons[0].detail.as_deref(), Some("20 → 18 · −10\u{a0}%"));
    let before_third = row_of(&treated(&infusions, &[(10, 20), (5, 19)]));
    assert_eq!(codes(&before_third), [ReasonCode::None]);
    let responded_before = row_of(&treated(&infusions, &[(10, 20), (5, 9), (1, 8)]));
    assert_eq!(codes(&responded_before), [ReasonCode::None]);
}

#[test]
fn the_newest_loss_comes_first() {
    let early = treated(&[40], &[(41, 20), (30, 9), (12, 15), (1, 15)]);
    let late = treated(&[40], &[(41, 20), (30, 9), (12, 9), (1, 14)]);
    let panel = panel_of(&[&early, &late]);
    let order: Vec<_> = panel.rows.iter().map(|row| row.patient.as_str()).collect();
    assert_eq!(order, [SpaceId([2; 16]).to_hex(), SpaceId([1; 16]).to_hex()]);
    assert!(panel.rows[1].reasons[0].text.ends_with("since 30 Apr"), "the first that was none");
}

#[test]
fn a_planned_infusion_without_a_recent_form_is_a_reason() {
    let mut journal = treated(&[20], &[(21, 20), (8, 9)]);
    journal.plan("2026-05-15", Some(41.0));
    let row = row_of(&journal);
    assert_eq!(codes(&row), [ReasonCode::InfusionPlanned]);
    assert_eq!(row.reasons[0].text, "Infusion planned in 3 days");
    assert_eq!(row.reasons[0].detail.as_deref(), Some("no PHQ-9 in the last 7 days"));
    assert_eq!(row.planned_text.as_deref(), Some("planned 15 May"));
    let mut answered = treated(&[20], &[(21, 20), (7, 9)]);
    answered.plan("2026-05-15", Some(41.0));
    assert_eq!(codes(&row_of(&answered)), [ReasonCode::None]);
    let mut later = treated(&[20], &[(21, 20), (8, 9)]);
    later.plan("2026-05-20", Some(41.0));
    assert_eq!(codes(&row_of(&later)), [ReasonCode::None]);
}

#[test]
fn windows_of_the_plan_that_closed_without_an_answer_are_a_reason() {
    let row = |instrument: &str, every_days| PlanRow {
        instrument: instrument.to_owned(),
        anchor: Anchor::Start,
        offset_days: 0,
        window_days: 0,
        repeat: Some(Repeat { every_days, times: None }),
    };
    let planned = |rows: Vec<PlanRow>| {
        let mut journal = treated(&[], &[(20, 9), (6, 9)]);
        journal.care_plan("2026-04-22T10:00:00-04:00", rows);
        journal
    };
    let row_of_plan = row_of(&planned(vec![row("phq9", 7), row("daily_checkin", 1)]));
    assert_eq!(codes(&row_of_plan), [ReasonCode::NotAnswered]);
    assert_eq!(row_of_plan.reasons[0].text, "1 form of the plan not answered");
    assert_eq!(row_of_plan.reasons[0].detail.as_deref(), Some("last PHQ-9, until 29 Apr"));
    assert_eq!(codes(&row_of(&planned(vec![row("daily_checkin", 1)]))), [ReasonCode::None]);
}

#[test]
fn what_a_patient_keeps_private_is_no_reason() {
    let once = PlanRow {
        instrument: "phq9".to_owned(),
        anchor: Anchor::Start,
        offset_days: 0,
        window_days: 2,
        repeat: None,
    };
    let mut journal = treated(&[20], &[(21, 20), (8, 9)]);
    journal.care_plan("2026-05-06T10:00:00-04:00", vec![once]);
    journal.plan("2026-05-15", Some(41.0));
    let reasons = [ReasonCode::InfusionPlanned, ReasonCode::NotAnswered];
    assert_eq!(codes(&row_of(&journal)), reasons);
    journal.share(SharingChoice::Own);
    assert_eq!(codes(&row_of(&journal)), [ReasonCode::None]);
}

#[test]
fn a_response_that_was_regained_is_not_lost() {
    let regained = row_of(&treated(&[40], &[(41, 20), (30, 9), (20, 12), (10, 9), (1, 9)]));
    assert_eq!(codes(&regained), [ReasonCode::None]);
    let during = row_of(&treated(&[40, 30], &[(41, 20), (36, 9), (31, 12), (10, 12), (1, 12)]));
    assert_eq!(codes(&during), [ReasonCode::LostResponse]);
    assert!(during.reasons[0].text.contains("11 Apr"), "{}", during.reasons[0].text);
}

#[test]
fn earlier_losses_need_two_and_count_their_longest_day_until_this_response_is_lost() {
    let first = [(122, 20), (112, 9), (102, 15)];
    let second = [(55, 9), (40, 16)];
    let with = |now: &[(i64, i32)]| {
        let scores = [&first[..], &second, now].concat();
        codes(&row_of(&treated(&[121, 61, 21], &scores)))
    };
    assert_eq!(with(&[(14, 9), (1, 9)]), [ReasonCode::EarlierLosses], "lost on days 19 and 21");
    assert_eq!(with(&[(14, 9), (5, 15), (1, 15)]), [ReasonCode::LostResponse]);
    assert_eq!(with(&[(14, 9), (7, 15), (1, 9)]), [ReasonCode::None], "lost and regained");
    let once = [&[(62, 20)], &second[..], &[(14, 9), (1, 9)]].concat();
    assert_eq!(codes(&row_of(&treated(&[61, 21], &once))), [ReasonCode::None]);
}

#[test]
fn where_more_is_better_fewer_points_are_worse() {
    let who5 = |first: i32, then: i32| {
        let mut journal = quiet("A");
        for (day, value) in [("2026-05-05", first), ("2026-05-12", then)] {
            let time = at(&format!("{day}T08:00:00-04:00"));
            let who5 = instrument("who5").unwrap();
            let mut draft = Draft::open(who5, time.clone(), HelpContext::default());
            for item in &who5.items {
                drop(draft.answer(&item.id, Answer::Choice(value)).unwrap());
            }
            let zone = Zone::parse("America/New_York").unwrap();
            let response = draft.submit(time, zone).unwrap();
            journal.file(Side::Patient, Entry::Response(response));
        }
        codes(&row_of(&journal))
    };
    assert_eq!(who5(4, 3), [ReasonCode::Worse]);
    assert_eq!(who5(3, 4), [ReasonCode::None]);
}

#[test]
fn a_form_of_the_plan_is_a_reason_for_14_days_unless_it_was_answered_late() {
    let planned = |instrument: &str, signed: &str| {
        let row = PlanRow {
            instrument: instrument.to_owned(),
            anchor: Anchor::Start,
            offset_days: 0,
            window_days: 2,
            repeat: None,
        };
        let mut journal = treated(&[], &[(20, 9), (4, 9)]);
        journal.care_plan(&format!("{signed}T10:00:00-04:00"), vec![row]);
        codes(&row_of(&journal))
    };
    assert_eq!(planned("gad7", "2026-04-26"), [ReasonCode::NotAnswered], "closed 14 days ago");
    assert_eq!(planned("gad7", "2026-04-25"), [ReasonCode::None]);
    assert_eq!(planned("phq9", "2026-05-04"), [ReasonCode::None], "answered on 8 May");
}

#[test]
fn one_unreadable_record_is_a_reason() {
    let mut journal = quiet("A");
    journal.counts.unopened = 1;
    assert_eq!(codes(&row_of(&journal)), [ReasonCode::Unreadable]);
}
