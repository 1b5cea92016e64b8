//! What a clinic records of the treatment: corrected infusions, the episode, planned infusions, definitions of outcomes.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;

use interlude_client::clinician::{
    CarePlanForm, EpisodeForm, InfusionForm, OutcomeRulesForm, OwnerForm, PlannedInfusionForm,
    TakeBackForm,
};
use interlude_client::error::ClientError;
use interlude_clinical::entry::care_plan::{Anchor, PlanRow};
use interlude_clinical::entry::treatment::TreatedCondition;
use interlude_protocol::id::SpaceId;
use interlude_tests::world::confirmed;

use crate::rating::{AWAY, WHOLE, answered, infusion, page, patient};
use crate::world::{World, at, fill, zone};

#[tokio::test(flavor = "multi_thread")]
async fn an_infusion_is_corrected_once_and_the_first_version_is_kept() {
    let world = World::start().await;
    drop(answered(&world).await);
    let (page, how) = page(&world).await;
    let patient = patient(&page);
    let space = SpaceId::from_hex(&patient).unwrap();
    let given = confirmed(&page, &infusion(&patient)).unwrap();
    let given = page.record_infusion(&given).await.unwrap().to_hex();
    let own = page.chart(space, Some("phq9"), &at("20:00")).unwrap().points[0].record.clone();
    let corrected = |dose_mg, record: &str| InfusionForm {
        dose_mg,
        replaces: Some(record.to_owned()),
        ..infusion(&patient)
    };
    for (form, code) in [
        (InfusionForm { year_of_birth: 1985, ..corrected(50.0, &given) }, "wrong-year"),
        (corrected(-1.0, &given), "invalid-dose"),
        (corrected(50.0, &"0".repeat(32)), "unknown-record"),
        (corrected(50.0, "Reyes"), "unknown-record"),
        (corrected(50.0, &own), "not-allowed"),
    ] {
        assert_eq!(page.record_infusion(&form).await.unwrap_err().code(), code);
    }
    let before = page.chart(space, None, &at("20:00")).unwrap();
    assert_eq!((before.infusions.len(), before.infusions[0].dose_mg), (1, 41.0), "unchanged");

    let fifty = confirmed(&page, &corrected(50.0, &given)).unwrap();
    how.store(AWAY, Ordering::SeqCst);
    assert_eq!(page.record_infusion(&fifty).await.unwrap_err().code(), "offline");
    how.store(WHOLE, Ordering::SeqCst);
    let by = page.record_infusion(&fifty).await.unwrap();
    assert_eq!(page.record_infusion(&fifty).await, Ok(by), "a retry");
    let late = page.record_infusion(&InfusionForm { dose_mg: 60.0, ..fifty }).await;
    assert_eq!(late.unwrap_err().code(), "unknown-record", "another correction came first");

    let (other, _) = self::page(&world).await;
    let chart = other.chart(space, None, &at("20:00")).unwrap();
    assert_eq!((chart.infusions.len(), chart.infusions[0].dose_mg), (1, 50.0));
    let original = before.infusions[0].label.as_str();
    assert_eq!(chart.infusions[0].original_text.as_deref(), Some(original));
    assert_eq!(chart.counts.counted, before.counts.counted + 1, "both are kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unusual_infusion_is_signed_only_with_what_was_asked_and_a_reason() {
    let world = World::start().await;
    drop(answered(&world).await);
    let (page, how) = page(&world).await;
    let patient = patient(&page);
    let space = SpaceId::from_hex(&patient).unwrap();
    let usual = InfusionForm { weight: Some(82.0), ..infusion(&patient) };
    let usual = confirmed(&page, &usual).unwrap();
    page.record_infusion(&usual).await.unwrap();
    let before = page.chart(space, None, &at("20:00")).unwrap();
    // Ten minutes later, with the weight in the wrong unit.
    let slip = InfusionForm {
        at: at("10:10").as_str().to_owned(),
        weight: Some(180.0),
        confirmed: Vec::new(),
        reason: String::new(),
        ..usual
    };
    let asked: Vec<String> =
        page.check_infusion(&slip).unwrap().asked.into_iter().map(|it| it.text).collect();
    let has = |text: &str| asked.iter().any(|it| it.contains(text));
    assert!(has("10\u{a0}min before this one") && has("120\u{a0}% more"), "{asked:?}");
    let with = |confirmed: &[String], reason: &str| InfusionForm {
        confirmed: confirmed.to_vec(),
        reason: reason.to_owned(),
        ..slip.clone()
    };
    let other = asked.iter().map(|it| it.replace("120", "20")).collect::<Vec<_>>();
    for (form, code) in [
        (slip.clone(), "infusion-not-confirmed"),
        (with(&[], "Weighed twice"), "infusion-not-confirmed"),
        (with(&asked[1..], "Weighed twice"), "infusion-not-confirmed"),
        (with(&other, "Weighed twice"), "infusion-not-confirmed"),
        (with(&asked, " \u{a0}\u{202e} "), "invalid-reason"),
        (with(&asked, &"x".repeat(501)), "invalid-reason"),
        (
            InfusionForm { at: "1984-03-13T10:00:00-07:00".to_owned(), ..with(&asked, "So") },
            "invalid-time",
        ),
        (
            InfusionForm { at: "2126-03-13T10:00:00-07:00".to_owned(), ..with(&asked, "So") },
            "invalid-time",
        ),
        (InfusionForm { weight: Some(260.0), ..with(&asked, "So") }, "infusion-not-confirmed"),
        (InfusionForm { weight: Some(1e6), ..with(&asked, "So") }, "invalid-weight"),
    ] {
        assert_eq!(page.record_infusion(&form).await.unwrap_err().code(), code);
    }
    assert_eq!(page.chart(space, None, &at("20:00")).unwrap(), before, "nothing was written");

    let right = with(&asked, " Weighed twice ");
    how.store(AWAY, Ordering::SeqCst);
    assert_eq!(page.record_infusion(&right).await.unwrap_err().code(), "offline");
    how.store(WHOLE, Ordering::SeqCst);
    let texts = page.check_infusion(&right).unwrap().asked;
    assert_eq!(texts.len(), asked.len(), "a failed try is no other infusion");
    let record = page.record_infusion(&right).await.unwrap().to_hex();
    let (other, _) = self::page(&world).await;
    let chart = other.chart(space, None, &at("20:00")).unwrap();
    assert_eq!(chart.infusions.len(), 2);
    let unusual = chart.infusions.iter().find(|it| it.record == record).unwrap();
    assert_eq!(unusual.reason.as_deref(), Some("Weighed twice"));
}

fn episode(patient: &str) -> EpisodeForm {
    EpisodeForm {
        patient: patient.to_owned(),
        year_of_birth: 1984,
        condition: TreatedCondition::Trd,
        goals: " Back to work ".to_owned(),
        primary_instrument: "phq9".to_owned(),
        start: "2026-03-14".to_owned(),
        end_day: None,
        end_reason: String::new(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_episode_is_written_changed_and_ended_and_wrong_ones_change_nothing() {
    let world = World::start().await;
    drop(answered(&world).await);
    let (page, how) = page(&world).await;
    let patient = patient(&page);
    let space = SpaceId::from_hex(&patient).unwrap();
    let form = || episode(&patient);
    let ended = |day: &str, why: &str| EpisodeForm {
        end_day: Some(day.to_owned()),
        end_reason: why.to_owned(),
        ..form()
    };
    for (wrong, code) in [
        (EpisodeForm { year_of_birth: 1985, ..form() }, "wrong-year"),
        (EpisodeForm { primary_instrument: "phq99".to_owned(), ..form() }, "unknown-instrument"),
        (
            EpisodeForm { primary_instrument: "daily_checkin".to_owned(), ..form() },
            "unknown-instrument",
        ),
        (EpisodeForm { start: "2026-02-30".to_owned(), ..form() }, "invalid"),
        (EpisodeForm { goals: "x".repeat(2_001), ..form() }, "too-long"),
        (ended("2026-03-13", "Moved away"), "invalid"),
        (ended("2026-06-01", " "), "invalid-reason"),
    ] {
        assert_eq!(page.save_episode(&wrong).await.unwrap_err().code(), code);
    }
    let before = page.chart(space, None, &at("20:00")).unwrap();
    assert_eq!(before.episode, None);

    how.store(AWAY, Ordering::SeqCst);
    assert_eq!(page.save_episode(&form()).await.unwrap_err().code(), "offline");
    how.store(WHOLE, Ordering::SeqCst);
    page.save_episode(&form()).await.unwrap();
    page.save_episode(&form()).await.unwrap();
    page.save_episode(&ended("2026-06-01", "Moved away")).await.unwrap();
    let (other, _) = crate::rating::page(&world).await;
    let chart = other.chart(space, None, &at("20:00")).unwrap();
    let episode = chart.episode.unwrap();
    assert_eq!(
        episode.text,
        "Treated for treatment-resistant depression from 14 Mar 2026 to 1 Jun 2026: Moved away."
    );
    assert_eq!(episode.goals, "Back to work");
    assert_eq!(chart.counts.counted, before.counts.counted + 2, "each version once");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_infusion_is_planned_once_and_taken_back() {
    let world = World::start().await;
    let phone = answered(&world).await;
    let (page, how) = page(&world).await;
    let patient = patient(&page);
    let space = SpaceId::from_hex(&patient).unwrap();
    let today = interlude_tests::world::now().date_naive();
    let in_days = |days: i64| (today + chrono::Duration::days(days)).to_string();
    let form = || PlannedInfusionForm {
        patient: patient.clone(),
        year_of_birth: 1984,
        day: in_days(3),
        route: "iv".to_owned(),
        dose_mg: Some(41.0),
    };
    for (wrong, code) in [
        (PlannedInfusionForm { year_of_birth: 1985, ..form() }, "wrong-year"),
        (PlannedInfusionForm { day: in_days(-2), ..form() }, "invalid"),
        (PlannedInfusionForm { day: in_days(400), ..form() }, "invalid"),
        (PlannedInfusionForm { route: "oral".to_owned(), ..form() }, "invalid-route"),
        (PlannedInfusionForm { dose_mg: Some(-41.0), ..form() }, "invalid-dose"),
        (PlannedInfusionForm { dose_mg: Some(f64::NAN), ..form() }, "invalid-dose"),
    ] {
        assert_eq!(page.plan_infusion(&wrong).await.unwrap_err().code(), code);
    }
    how.store(AWAY, Ordering::SeqCst);
    assert_eq!(page.plan_infusion(&form()).await.unwrap_err().code(), "offline");
    how.store(WHOLE, Ordering::SeqCst);
    let record = page.plan_infusion(&form()).await.unwrap();
    assert_eq!(page.plan_infusion(&form()).await, Ok(record), "a retry");
    let now =
        interlude_clinical::moment::Moment::parse(&format!("{today}T12:00:00+00:00")).unwrap();
    let planned = |page: &crate::rating::Page| page.chart(space, None, &now).unwrap().planned;
    assert_eq!(planned(&page).len(), 1);
    phone.app.sync().await.unwrap();
    let next = || phone.app.today(&now, &zone()).unwrap().next_text;
    assert!(next().unwrap().starts_with("Next infusion: "));
    let take_back = TakeBackForm {
        patient: patient.clone(),
        year_of_birth: 1984,
        record: record.to_hex(),
        why: "Another day".to_owned(),
        at: now.as_str().to_owned(),
        zone: "America/New_York".to_owned(),
    };
    let yesterday = format!("{}T12:00:00+00:00", in_days(-1));
    page.take_back(&TakeBackForm { at: yesterday, ..take_back }).await.unwrap();
    phone.app.sync().await.unwrap();
    assert_eq!(next(), None);
    let (other, _) = crate::rating::page(&world).await;
    assert!(planned(&other).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lead_defines_outcomes_for_page_and_phone() {
    let world = World::start().await;
    let phone = answered(&world).await;
    let (page, _) = page(&world).await;
    let patient = patient(&page);
    let space = SpaceId::from_hex(&patient).unwrap();
    let rules = || page.outcome_rules().unwrap();
    assert_eq!(rules().versions, 0);
    let form = |remission: &str| OutcomeRulesForm {
        remission: BTreeMap::from([("phq9".to_owned(), remission.to_owned())]),
        ..rules().form
    };
    for wrong in [
        form(">5"),
        OutcomeRulesForm { confirm: 9, ..rules().form },
        OutcomeRulesForm { loss: "worse".to_owned(), ..rules().form },
    ] {
        assert_eq!(
            page.set_outcome_rules(wrong).await,
            Err(ClientError::Invalid { what: "rules" })
        );
    }
    let unknown = BTreeMap::from([("phq99".to_owned(), "<5".to_owned())]);
    let unknown = OutcomeRulesForm { remission: unknown, ..rules().form };
    assert_eq!(page.set_outcome_rules(unknown).await, Err(ClientError::UnknownInstrument));
    assert_eq!(rules().versions, 0, "nothing was written");

    page.set_outcome_rules(form("<=5")).await.unwrap();
    page.set_outcome_rules(form("<=6")).await.unwrap();
    page.set_outcome_rules(form("<=6")).await.unwrap();
    assert_eq!((rules().versions, rules().form), (2, form("<=6")));
    let says = "Remission: PHQ-9 6 or less, whatever the baseline.";
    assert!(rules().texts.iter().any(|text| text == says), "{:?}", rules().texts);
    let chart = page.chart(space, Some("phq9"), &at("20:00")).unwrap();
    assert!(chart.outcome.unwrap().definitions.iter().any(|text| text == says));
    phone.app.sync().await.unwrap();
    let told = phone.app.host().shelf.look_at_all(|journal| {
        let entries = journal.entries_of(interlude_clinical::outcome::Rules::is_told_by);
        let filed: Vec<_> =
            entries.iter().filter_map(interlude_client::journal::Opened::filed).collect();
        interlude_clinical::outcome::Rules::told_by(&filed)
    });
    assert!(told.iter().any(|rules| rules.remission_of.contains_key("phq9")), "the phone has them");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_plan_decides_what_the_phone_asks_and_a_wrong_one_changes_nothing() {
    let world = World::start().await;
    let phone = answered(&world).await;
    let (page, how) = page(&world).await;
    let patient = patient(&page);
    let space = SpaceId::from_hex(&patient).unwrap();
    let row = |window_days| PlanRow {
        instrument: "phq9".to_owned(),
        anchor: Anchor::Start,
        offset_days: 0,
        window_days,
        repeat: None,
    };
    let today = interlude_tests::world::now().date_naive();
    let now =
        interlude_clinical::moment::Moment::parse(&format!("{today}T12:00:00+00:00")).unwrap();
    let form = |rows: &[PlanRow]| CarePlanForm {
        patient: patient.clone(),
        year_of_birth: 1984,
        // Shortly after midnight in the east, where the date in UTC is still the day before.
        at: format!("{today}T00:00:01+14:00"),
        rows: rows.to_vec(),
        confirmed: Vec::new(),
    };
    let unknown = PlanRow { instrument: "phq99".to_owned(), ..row(3) };
    for (wrong, code) in [
        (CarePlanForm { year_of_birth: 1985, ..form(&[row(3)]) }, "wrong-year"),
        (form(&[unknown]), "unknown-instrument"),
        (form(&[row(61)]), "invalid"),
        (form(&[row(3), row(3)]), "invalid"),
    ] {
        assert_eq!(page.sign_plan(&wrong).await.unwrap_err().code(), code);
    }
    let chart = |page: &crate::rating::Page| page.chart(space, None, &now).unwrap();
    assert_eq!(chart(&page).schedule, None, "nothing was written");

    how.store(AWAY, Ordering::SeqCst);
    assert_eq!(page.sign_plan(&form(&[row(3)])).await.unwrap_err().code(), "offline");
    how.store(WHOLE, Ordering::SeqCst);
    page.sign_plan(&form(&[row(3)])).await.unwrap();
    page.sign_plan(&form(&[row(3)])).await.unwrap();
    phone.app.sync().await.unwrap();
    let shown = || phone.app.today(&now, &zone()).unwrap();
    let due = shown().due;
    assert_eq!(due.iter().map(|it| it.instrument.as_str()).collect::<Vec<_>>(), ["phq9"]);
    assert!(due[0].minutes_text.contains(", until "), "{}", due[0].minutes_text);
    assert_eq!(shown().plan_text, None, "the first plan is no change");

    let check_in = phone.app.open_form("phq9", &now, &zone()).unwrap();
    fill(&check_in, 1);
    phone.app.submit(&check_in, &now, &zone()).unwrap();
    assert!(shown().due.is_empty(), "not asked again in its window");
    page.sign_plan(&form(&[row(2)])).await.unwrap();
    phone.app.sync().await.unwrap();
    assert!(shown().plan_text.unwrap().starts_with("Your clinic changed what it asks you on "));
    let (other, _) = crate::rating::page(&world).await;
    let schedule = chart(&other).schedule.unwrap();
    assert_eq!(schedule.items[0].state, "answered");
    assert_eq!(schedule.items[0].opens, today.to_string(), "the date where it was signed");
    assert_eq!(schedule.adherence_text, "Of 1 due: 1 answered in time, 0 late, 0 not answered.");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_patient_belongs_to_whoever_admitted_them_and_is_handed_on_once() {
    let world = World::start().await;
    drop(answered(&world).await);
    let (page, how) = page(&world).await;
    let patient = patient(&page);
    let space = SpaceId::from_hex(&patient).unwrap();
    let chart = |page: &crate::rating::Page| page.chart(space, None, &at("20:00")).unwrap();
    let before = chart(&page);
    let admitted = before.owner.clone().unwrap();
    assert!(admitted.is_me, "the lead admitted the patient");
    assert_eq!(page.panel(&at("20:00")).unwrap().rows[0].owner, before.owner);
    let team = page.team_view().unwrap().people;
    assert_eq!(team, std::slice::from_ref(&admitted), "one person so far");

    let form = || OwnerForm {
        patient: patient.clone(),
        year_of_birth: 1984,
        clinician: admitted.id.clone(),
        at: at("09:00").as_str().to_owned(),
        zone: "America/Phoenix".to_owned(),
    };
    let future = "2099-01-01T00:00:00Z".to_owned();
    for (wrong, code) in [
        (OwnerForm { year_of_birth: 1985, ..form() }, "wrong-year"),
        (OwnerForm { clinician: "0".repeat(64), ..form() }, "invalid"),
        (OwnerForm { clinician: "Dr Lee".to_owned(), ..form() }, "invalid"),
        (OwnerForm { at: future, ..form() }, "invalid-time"),
        (OwnerForm { patient: world.set_up.clinic.clone(), ..form() }, "unknown-patient"),
    ] {
        assert_eq!(page.set_owner(&wrong).await.unwrap_err().code(), code);
    }
    assert_eq!(chart(&page).counts, before.counts, "nothing was written");

    how.store(AWAY, Ordering::SeqCst);
    assert_eq!(page.set_owner(&form()).await.unwrap_err().code(), "offline");
    how.store(WHOLE, Ordering::SeqCst);
    page.set_owner(&form()).await.unwrap();
    page.set_owner(&form()).await.unwrap();
    // A second page of the clinic finds the entry and writes no other.
    let (other, _) = crate::rating::page(&world).await;
    other.set_owner(&form()).await.unwrap();
    let chart = chart(&other);
    assert_eq!(chart.owner, Some(admitted));
    assert_eq!(chart.counts.counted, before.counts.counted + 1, "one entry");
}

/// The time of the machine, in whole seconds.
fn utc_now() -> String {
    interlude_tests::world::now().format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_that_asks_a_form_too_often_is_signed_only_once_that_is_confirmed() {
    let world = World::start().await;
    drop(answered(&world).await);
    let (page, _) = page(&world).await;
    let patient = patient(&page);
    let space = SpaceId::from_hex(&patient).unwrap();
    let row = |offset_days, window_days| PlanRow {
        instrument: "phq9".to_owned(),
        anchor: Anchor::Start,
        offset_days,
        window_days,
        repeat: None,
    };
    let rows = [row(0, 1), row(3, 1)];
    let form = |confirmed: &[String]| CarePlanForm {
        patient: patient.clone(),
        year_of_birth: 1984,
        rows: rows.to_vec(),
        confirmed: confirmed.to_vec(),
        at: utc_now(),
    };
    let now = interlude_clinical::moment::Moment::parse(&utc_now()).unwrap();
    let clashes = page.preview_plan(&patient, &rows, &now).unwrap().clashes;
    assert_eq!(clashes.len(), 1);
    let says = ": asked again after 3 days, sooner than its shortest interval of 7 days.";
    assert!(clashes[0].ends_with(says), "{}", clashes[0]);
    for confirmed in [vec![], vec!["PHQ-9".to_owned()]] {
        assert_eq!(page.sign_plan(&form(&confirmed)).await, Err(ClientError::PlanNotConfirmed));
    }
    assert_eq!(page.chart(space, None, &now).unwrap().schedule, None, "nothing was written");
    page.sign_plan(&form(&clashes)).await.unwrap();
    assert_eq!(page.chart(space, None, &now).unwrap().schedule.unwrap().rows.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_begins_on_the_local_date_on_which_it_was_signed() {
    let world = World::start().await;
    let phone = answered(&world).await;
    let (page, _) = page(&world).await;
    let patient = patient(&page);
    let row = PlanRow {
        instrument: "phq9".to_owned(),
        anchor: Anchor::Start,
        offset_days: 0,
        window_days: 0,
        repeat: None,
    };
    // In UTC it is the next day.
    let at = "2026-05-13T19:30:00-07:00";
    let form = CarePlanForm {
        patient: patient.clone(),
        year_of_birth: 1984,
        rows: vec![row],
        confirmed: Vec::new(),
        at: at.to_owned(),
    };
    page.sign_plan(&form).await.unwrap();
    phone.app.sync().await.unwrap();
    let now = interlude_clinical::moment::Moment::parse("2026-05-13T20:00:00-07:00").unwrap();
    let space = SpaceId::from_hex(&patient).unwrap();
    let schedule = page.chart(space, None, &now).unwrap().schedule.unwrap();
    assert_eq!(schedule.since_text, "In force since 13 May 2026.");
    assert_eq!(schedule.items[0].opens, "2026-05-13");
    assert_eq!(phone.app.today(&now, &zone()).unwrap().due.len(), 1, "asked on that evening");
}
