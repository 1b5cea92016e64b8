//! Forms that a clinic chooses or uploads reach its patients' phones sealed, and answers return as
//! scores.

use interlude_client::clinician::{
    FormsForm, NewPatient, ProfileForm, TakeFileBackForm, UploadForm,
};
use interlude_client::error::ClientError;
use interlude_client::form::FormItemKind;
use interlude_clinical::chart::Point;
use interlude_clinical::instrument::rule::Sex;
use interlude_clinical::library::about::About;
use interlude_clinical::response::draft::Answer;
use interlude_protocol::id::SpaceId;
use interlude_tests::world;
use serde_json::{Value, json};

use crate::search::Haystack;
use crate::world::{World, at, person, zone};

fn forms(ids: &[&str]) -> FormsForm {
    FormsForm { ids: ids.iter().map(|id| (*id).to_owned()).collect(), confirmed: Vec::new() }
}

/// An invented wording of the EPDS, with a canary in every text.
fn wording(canary: &str) -> Value {
    let items: serde_json::Map<String, Value> = (1..=10)
        .map(|n| (format!("epds.{n}"), json!({"text": format!("{canary} question {n}")})))
        .collect();
    let set = interlude_clinical::catalogue::instrument("epds").unwrap();
    let mut option_sets = serde_json::Map::new();
    for item in &set.items {
        if let interlude_clinical::instrument::item::ItemKind::Choice { set, options } = &item.kind
        {
            let labels: Vec<String> =
                (0..options.len()).map(|n| format!("{canary} statement {n}")).collect();
            option_sets.insert(set.clone(), json!(labels));
        }
    }
    json!({"instrument": "epds", "version": set.version, "language": "en", "state": "verified",
           "source": "the clinic's licensed copy", "permission": "licence 17",
           "option_sets": option_sets, "items": items})
}

/// An upload by a lead.
fn upload(file: &impl ToString) -> UploadForm {
    UploadForm { text: file.to_string(), statement: "licence 17 of the publisher".to_owned() }
}

/// The only point of the chart of the patient who answered.
fn point(world: &World, instrument: &str) -> Point {
    let patients = world.page.patients().unwrap().patients;
    let charts = patients.iter().map(|it| {
        let patient = SpaceId::from_hex(&it.patient).unwrap();
        world.page.chart(patient, Some(instrument), &at("20:00")).unwrap()
    });
    let mut points = charts.flat_map(|chart| chart.points);
    let point = points.next().unwrap();
    assert!(points.next().is_none());
    point
}

#[tokio::test(flavor = "multi_thread")]
async fn a_licensed_wording_travels_sealed_to_a_phone_and_its_answers_come_back_scored() {
    let world = World::start().await;
    let early = world.patient("a").await;
    let secret = "Brindlewick";
    let uploaded = world.page.upload_instrument(upload(&wording(secret))).await.unwrap();
    assert_eq!(uploaded.id, "epds");
    world.page.set_forms(forms(&["epds", "sidas", "daily_checkin"])).await.unwrap();
    let late = world.patient("b").await;
    world.page.sync(|_| {}).await.unwrap();

    for phone in [&early, &late] {
        phone.app.sync().await.unwrap();
        let today = phone.app.today(&at("09:00"), &zone()).unwrap();
        let due: Vec<_> = today.due.iter().map(|it| it.instrument.clone()).collect();
        assert_eq!(due, ["epds", "sidas", "daily_checkin"]);
    }
    let form = early.app.open_form("epds", &at("09:01"), &zone()).unwrap();
    let items = form.items();
    assert_eq!(items[9].text, format!("{secret} question 10"));
    assert_eq!(items[0].options[3].label, format!("{secret} statement 3"));
    // The first statement of item 10 is the worst; the last one triggers nothing.
    assert!(form.answer("epds.10", Answer::Choice(3)).unwrap().crisis.is_none());
    assert!(form.answer("epds.10", Answer::Choice(0)).unwrap().crisis.is_some());
    for item in &items[..9] {
        drop(form.answer(&item.id, Answer::Choice(0)).unwrap());
    }
    early.app.submit(&form, &at("09:03"), &zone()).unwrap();
    early.app.sync().await.unwrap();
    assert!(world.page.watch().await.unwrap().changed);
    world.page.sync(|_| {}).await.unwrap();
    let point = point(&world, "epds");
    // Items 1, 2 and 4 score the position; the seven others score three minus the position.
    assert_eq!((point.text.as_str(), point.safety.len()), ("21 of 30: probable depression", 1));
    assert_eq!(point.items[9].text, format!("{secret} question 10"));
    let findings: Vec<_> = point.findings.iter().map(|it| (&*it.name, &*it.text)).collect();
    assert_eq!(findings, [("cut10", "yes"), ("cut13", "yes")]);
    let files = Haystack::files(world.folder.path());
    assert!(files.iter().any(|file| !file.is_empty()));
    for file in files {
        assert!(file.find(secret.as_bytes()).is_empty(), "the wording lies in {}", file.name());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn skipped_questions_are_not_asked_and_their_form_is_complete() {
    let world = World::start().await;
    let phone = world.patient("a").await;
    world.page.set_forms(forms(&["sidas"])).await.unwrap();
    phone.app.sync().await.unwrap();
    let form = phone.app.open_form("sidas", &at("09:00"), &zone()).unwrap();
    assert_eq!((form.items().len(), form.items()[0].kind), (5, FormItemKind::Number));
    assert!(form.answer("sidas.1", Answer::Number(1.0)).unwrap().crisis.is_some());
    assert!(form.answer("sidas.1", Answer::Number(0.0)).unwrap().crisis.is_none());
    assert_eq!(form.items().len(), 1, "nothing else is asked");
    phone.app.submit(&form, &at("09:01"), &zone()).unwrap();
    phone.app.sync().await.unwrap();
    assert!(world.page.watch().await.unwrap().changed);
    world.page.sync(|_| {}).await.unwrap();
    let point = point(&world, "sidas");
    assert_eq!(point.text, "0 of 50: no thoughts reported on this form");
    assert_eq!(point.safety.len(), 1, "the answer above zero stays in sight");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_asked_is_refused_and_changes_nothing() {
    let world = World::start().await;
    let phone = world.patient("a").await;
    let page = &world.page;
    let on = || {
        let rows = page.library().unwrap().rows.into_iter();
        rows.filter(|it| it.on).map(|it| it.id).collect::<Vec<_>>()
    };
    let before = on();
    for (ids, expected) in [
        (["phq9", "phq99"], ClientError::UnknownInstrument),
        (["phq9", "hamd17"], ClientError::ClinicianRated),
        (["phq9", "epds"], ClientError::NoWording),
        (["phq9", "who5"], ClientError::NotConfirmed),
    ] {
        assert_eq!(page.set_forms(forms(&ids)).await, Err(expected));
    }
    for text in ["{", "{}", r#"{"id":"phq9"}"#, r#"{"instrument":"epds"}"#] {
        let refused = page.upload_instrument(upload(&text)).await.unwrap_err();
        assert_eq!(refused.code(), "refused-file");
        assert_eq!(page.check_upload(text).unwrap_err(), refused);
    }
    for statement in [String::new(), " ".to_owned(), "x".repeat(201)] {
        let form = UploadForm { statement, ..upload(&wording("w")) };
        let unstated = page.upload_instrument(form).await;
        assert_eq!(unstated.err(), Some(ClientError::Invalid { what: "statement" }));
    }
    assert_eq!(on(), before);
    let mut confirmed = forms(&["phq9", "who5"]);
    confirmed.confirmed.push("who5".to_owned());
    page.set_forms(confirmed).await.unwrap();
    page.set_forms(forms(&["who5", "phq9"])).await.unwrap();
    assert_eq!(on(), ["phq9", "who5"], "confirmed once, it stays on");
    phone.app.sync().await.unwrap();
    assert!(matches!(
        phone.app.open_form("epds", &at("09:00"), &zone()),
        Err(ClientError::UnknownInstrument)
    ));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_ended_in_the_middle_is_made_up_for_by_the_next_and_nothing_is_written_twice() {
    let world = World::start().await;
    let phone = world.patient("a").await;
    world.page.set_forms(forms(&["gad7"])).await.unwrap();
    let records = || async { world.page.sync(|_| {}).await.unwrap().records };
    let first = records().await;
    assert_eq!(records().await, first, "a sync without news writes nothing");
    let other = world::page(&world.server.origin, None).unwrap();
    let clinic = SpaceId::from_hex(&world.set_up.clinic).unwrap();
    other.sign_in(clinic, "lee", &world.set_up.passphrase).await.unwrap();
    assert_eq!(other.sync(|_| {}).await.unwrap().records, first, "another page has nothing to add");
    phone.app.sync().await.unwrap();
    let today = phone.app.today(&at("09:00"), &zone()).unwrap();
    assert_eq!(today.due.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sex_that_the_clinic_states_decides_what_is_asked_and_found_and_can_be_corrected() {
    let world = World::start().await;
    let male = NewPatient { sex_for_scoring: Some(Sex::Male), ..person("a") };
    let phone = world.patient_as(male, "a").await;
    let mut on = forms(&["phq15", "auditc"]);
    on.confirmed.push("auditc".to_owned());
    world.page.set_forms(on).await.unwrap();
    phone.app.sync().await.unwrap();
    let asks_item_4 = || {
        let form = phone.app.open_form("phq15", &at("09:00"), &zone()).unwrap();
        form.items().iter().any(|item| item.id == "phq15.4")
    };
    assert!(!asks_item_4(), "the clinic said male before the first sync");

    let form = phone.app.open_form("auditc", &at("09:05"), &zone()).unwrap();
    for item in form.items() {
        drop(form.answer(&item.id, Answer::Choice(1)).unwrap());
    }
    phone.app.submit(&form, &at("09:06"), &zone()).unwrap();
    phone.app.sync().await.unwrap();
    let positive = || {
        let findings = point(&world, "auditc").findings;
        findings.into_iter().find(|it| it.name == "positive").unwrap().text
    };
    world.page.sync(|_| {}).await.unwrap();
    world.page.watch().await.unwrap();
    world.page.sync(|_| {}).await.unwrap();
    assert_eq!(positive(), "no", "3 is below the cut-off for men");

    let patient = world.page.patients().unwrap().patients[0].patient.clone();
    let form = |year_of_birth, sex| ProfileForm {
        patient: patient.clone(),
        year_of_birth,
        person: NewPatient { sex_for_scoring: sex, ..person("a") },
    };
    let wrong = world.page.correct_profile(&form(1985, Some(Sex::Female))).await;
    assert_eq!(wrong, Err(ClientError::WrongYear));
    assert_eq!(positive(), "no", "nothing was changed");
    let mut nameless = form(1984, None);
    nameless.person.name = " ".to_owned();
    let refused = world.page.correct_profile(&nameless).await;
    assert_eq!(refused, Err(ClientError::Invalid { what: "name" }));
    for sex in [Some(Sex::Female), None] {
        world.page.correct_profile(&form(1984, sex)).await.unwrap();
        assert_eq!(positive(), "yes", "an answer of before is scored anew: {sex:?}");
    }
    let records = world.page.sync(|_| {}).await.unwrap().records;
    world.page.correct_profile(&form(1984, None)).await.unwrap();
    assert_eq!(world.page.sync(|_| {}).await.unwrap().records, records, "nothing was changed");
    phone.app.sync().await.unwrap();
    assert!(asks_item_4(), "the phone hears of the correction");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_shown_before_it_is_taken_over_and_kept_with_the_licence_that_was_stated() {
    let world = World::start().await;
    let page = &world.page;
    let epds = || page.library().unwrap().rows.into_iter().find(|it| it.id == "epds").unwrap();
    let mut file = wording("w");
    file.as_object_mut().unwrap().remove("permission");
    file["state"] = json!("unverified");
    let before = epds();
    let checked = page.check_upload(&file.to_string()).unwrap();
    assert_eq!(checked.text, "EPDS: a wording, version 1987, in en, 10 questions.");
    assert_eq!(checked.preview.items[9].text, "w question 10");
    assert_eq!((checked.replaces, checked.permission, checked.warnings.len()), (None, None, 1));
    assert_eq!(epds(), before, "nothing is written by looking");
    page.upload_instrument(upload(&file)).await.unwrap();
    let licence =
        |row: About| row.marks.iter().any(|it| it.contains("licence 17 of the publisher"));
    assert!(licence(epds()), "what was stated stands where the file says nothing");
    let again = page.check_upload(&file.to_string()).unwrap();
    assert_eq!(
        again.replaces.as_deref(),
        Some("What is here now: version 1987 in en. Answers given to it stay with it."),
    );
    let late = world.patient("a").await;
    late.app.sync().await.unwrap();
    page.set_forms(forms(&["epds"])).await.unwrap();
    late.app.sync().await.unwrap();
    assert!(late.app.open_form("epds", &at("09:00"), &zone()).is_ok(), "it reaches phones with it");
    let asked = page.check_upload(&file.to_string()).unwrap();
    assert!(asked.warnings.iter().any(|it| it.starts_with("Patients are asked it now")));
}

/// An instrument of the clinic's own with one question.
fn own() -> Value {
    json!({
        "id": "own_nights", "version": "1", "title": "Nights", "short": "Nights", "language": "en",
        "content_kind": "forms", "respondent": "patient", "duration_text": "1 minute", "conditions": [],
        "recall_days": 1, "recall_text": "last night", "citation": null, "direction": "lower-is-better",
        "minimum_interval_days": {"value": 1, "verified": false, "source": "own"},
        "licence": {"class": "own", "notice": "own", "verified": true, "sources": []},
        "loinc": {"panel": null, "total": null},
        "option_sets": {"yn": [{"value": 0, "label": "No"}, {"value": 5, "label": "Yes"}]},
        "items": [{"id": "own_nights.1", "number": 1, "text": "Woke up?", "kind": "choice", "options": "yn"}],
        "scoring": {"method": "sum", "items": ["own_nights.1"], "max_missing": 0, "on_missing": "no-score"},
        "bands": [], "cut_points": [], "change": {}, "sources": ["own"]
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_taken_back_is_asked_nowhere_and_its_answers_are_kept_as_a_gap() {
    let world = World::start().await;
    let phone = world.patient("a").await;
    let page = &world.page;
    page.upload_instrument(upload(&own())).await.unwrap();
    page.set_forms(forms(&["own_nights"])).await.unwrap();
    phone.app.sync().await.unwrap();
    let form = phone.app.open_form("own_nights", &at("09:00"), &zone()).unwrap();
    drop(form.answer("own_nights.1", Answer::Choice(5)).unwrap());
    phone.app.submit(&form, &at("09:01"), &zone()).unwrap();
    phone.app.sync().await.unwrap();
    assert!(page.watch().await.unwrap().changed);
    page.sync(|_| {}).await.unwrap();
    assert_eq!(point(&world, "own_nights").text, "5 of 5");

    let files = page.brought_files("own_nights").unwrap().files;
    assert_eq!((files.len(), files[0].patients), (1, 1));
    assert!(files[0].text.ends_with("Licence: licence 17 of the publisher"), "{}", files[0].text);
    let form = |record: &str, why: &str| TakeFileBackForm {
        record: record.to_owned(),
        why: why.to_owned(),
    };
    for (record, why, expected) in [
        (files[0].record.as_str(), " ", ClientError::Invalid { what: "reason" }),
        (&"0".repeat(32), "ended", ClientError::UnknownRecord),
    ] {
        assert_eq!(page.take_file_back(&form(record, why)).await, Err(expected));
    }
    let taken = form(&files[0].record, "the licence ended");
    page.take_file_back(&taken).await.unwrap();
    page.take_file_back(&taken).await.unwrap();
    assert!(page.brought_files("own_nights").unwrap().files.is_empty());
    assert!(page.library().unwrap().rows.iter().all(|it| it.id != "own_nights"));

    let late = world.patient("b").await;
    for phone in [&phone, &late] {
        phone.app.sync().await.unwrap();
        assert!(phone.app.today(&at("12:00"), &zone()).unwrap().due.is_empty());
        let opened = phone.app.open_form("own_nights", &at("12:00"), &zone());
        assert!(matches!(opened, Err(ClientError::UnknownInstrument)));
    }
    page.sync(|_| {}).await.unwrap();
    let patients = page.patients().unwrap().patients;
    let unknown = patients.iter().filter_map(|it| {
        let patient = SpaceId::from_hex(&it.patient).unwrap();
        page.chart(patient, None, &at("20:00")).unwrap().unknown_text
    });
    let unknown: Vec<_> = unknown.collect();
    assert_eq!(unknown.len(), 1);
    assert!(unknown[0].contains("1 form not scored: unknown version"), "{}", unknown[0]);

    page.upload_instrument(upload(&own())).await.unwrap();
    assert_eq!(point(&world, "own_nights").text, "5 of 5", "brought again, it is scored again");
    let on = |id: &str| page.library().unwrap().rows.iter().any(|it| it.id == id && it.on);
    assert!(!on("own_nights"), "and asked again only when somebody switches it on");

    page.upload_instrument(upload(&wording("Question"))).await.unwrap();
    page.set_forms(forms(&["epds", "gad7"])).await.unwrap();
    let record = page.brought_files("epds").unwrap().files[0].record.clone();
    page.take_file_back(&form(&record, "the licence ended")).await.unwrap();
    assert!(!on("epds") && on("gad7"), "a form without wording is asked of nobody");

    let mut second = own();
    (second["version"], second["title"]) = (json!("2"), json!("More nights"));
    page.upload_instrument(upload(&second)).await.unwrap();
    page.set_forms(forms(&["own_nights", "gad7"])).await.unwrap();
    let record = page.brought_files("own_nights").unwrap().files[1].record.clone();
    page.take_file_back(&form(&record, "the first was better")).await.unwrap();
    assert!(on("own_nights") && on("gad7"), "what another file still brings stays on");
}
