//! Phone, page and command line state the same facts for the same history, over all demo patients.

#![expect(clippy::unwrap_used, reason = "a test says where it fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use interlude_cli::{Host, run};
use interlude_clinical::chart::{Chart, ReferenceKind};
use interlude_clinical::outcome::State;
use interlude_clinical::panel::ReasonCode;
use interlude_protocol::id::SpaceId;
use interlude_server::Server;
use interlude_server::config::{Config, Data};
use interlude_tests::demo::course::{Course, course};
use interlude_tests::demo::days::DaysAgo;
use interlude_tests::demo::people::PEOPLE;
use interlude_tests::demo::seed;
use interlude_tests::world;
use serde_json::{Value, json};

/// The PHQ-9 forms and infusions of all courses as lines of the command line, by the generator's own totals.
fn events(courses: &[(&str, Course)], days: &DaysAgo) -> String {
    let mut lines = Vec::new();
    for (patient, course) in courses {
        for infusion in &course.infusions {
            let at = days.at(infusion.day, 10, 5).unwrap().as_str().to_owned();
            lines.push(json!({"patient": patient, "kind": "infusion", "at": at, "route": "iv"}));
        }
        for form in course.forms.iter().filter(|it| it.instrument == "phq9") {
            let at = days.at(form.day, 9, 12).unwrap().as_str().to_owned();
            let answered: Vec<i32> =
                form.answers.iter().flatten().map(|it| i32::from(*it)).collect();
            let (sum, n) = (answered.iter().sum::<i32>(), i32::try_from(answered.len()).unwrap());
            // One of nine may be missing; the total is prorated and rounded half up.
            let total = (2 * sum * 9 + n) / (2 * n);
            lines.push(json!({"patient": patient, "kind": "score", "instrument": "phq9",
                "total": total, "at": at}));
        }
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// The command line's outcomes, by patient.
fn told(events: &str) -> BTreeMap<String, Value> {
    let mut host = Host {
        input: events.as_bytes(),
        output: Vec::new(),
        messages: Vec::new(),
        elapsed: || Duration::ZERO,
        watched: false,
    };
    assert_eq!(run(&["outcomes".to_owned()], &mut host), 0);
    assert_eq!(String::from_utf8(host.messages).unwrap(), "");
    let lines = String::from_utf8(host.output).unwrap();
    let lines = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let patient = |line: &Value| line.get("patient").unwrap().as_str().unwrap().to_owned();
    lines.map(|line| (patient(&line), line)).collect()
}

/// The state that the command line's line amounts to.
fn state(line: &Value) -> &str {
    let outcome = line["outcome"].as_str().unwrap();
    let was_response = !line["onset_day"].is_null();
    if was_response && ["partial-response", "no-response"].contains(&outcome) {
        return "lost-response";
    }
    outcome
}

fn compare(chart: &Chart, line: &Value) {
    let outcome = chart.outcome.as_ref().unwrap();
    assert_eq!(serde_json::to_value(outcome.state).unwrap(), state(line), "{line}");
    let baseline = outcome.lines.iter().find(|it| it.kind == ReferenceKind::Baseline);
    assert_eq!(json!(baseline.map(|it| it.total)), line["baseline"], "{line}");
    let latest = chart.points.iter().rev().find_map(|it| it.total);
    if !line["latest"].is_null() {
        assert_eq!(json!(latest), line["latest"], "{line}");
    }
    let lasted = outcome.series.iter().filter_map(|it| {
        Some(json!({"series": it.number, "days": it.response_days?, "event": it.lost}))
    });
    assert_eq!(json!(lasted.collect::<Vec<_>>()), line["durability"], "{line}");
    let onset = outcome.texts.iter().find_map(|it| {
        it.strip_prefix("First response on day ")?.split(' ').next()?.parse::<i64>().ok()
    });
    assert_eq!(json!(onset), line["onset_day"], "{line}");
    let scores = format!("{} score", line["n"]);
    if line["outcome"] == "no-follow-up" {
        let none = "No PHQ-9 scored since the first infusion.";
        assert!(line["n"] == 0 && outcome.texts.last().unwrap().ends_with(none), "{line}");
    } else if line["outcome"] != "no-infusion" {
        assert!(
            outcome.texts.last().unwrap().starts_with(&scores),
            "{scores}: {:?}",
            outcome.texts
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn phone_page_and_command_line_state_the_same_facts_of_every_demo_patient() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(Config::new(Data::Directory(folder.path().join("server"))));
    let server = server.await.unwrap();
    let page = world::page(&server.origin, None).unwrap();
    drop(world::found(&page, server.setup_token.as_deref().unwrap()).await.unwrap());
    let days = DaysAgo::before(world::now()).unwrap();
    let courses: Vec<(&str, Course)> =
        PEOPLE.iter().zip(0..).map(|(it, place)| (it.number, course(it, place))).collect();
    let lines = told(&events(&courses, &days));
    let now = days.now().unwrap();
    let (mut states, mut plans, mut changed, mut compared) =
        (BTreeSet::new(), BTreeSet::new(), 0, 0);
    for (person, (number, course)) in PEOPLE.iter().zip(&courses) {
        let phone = seed::patient(&page, &days, person, course).await.unwrap();
        let listed = page.patients().unwrap().patients;
        let found = listed.iter().find(|it| it.clinic_number.as_deref() == Some(*number)).unwrap();
        let space = SpaceId::from_hex(&found.patient).unwrap();
        page.sync(|_| {}).await.unwrap();
        let chart = page.chart(space, Some("phq9"), &now).unwrap();
        compare(&chart, &lines[*number]);
        let outcome = chart.outcome.unwrap();
        assert!(chart.owner.unwrap().is_me);
        phone.sync().await.unwrap();
        assert_eq!(phone.trend(Some("phq9"), &now).unwrap().own_texts, outcome.own_texts);
        let items = chart.schedule.iter().flat_map(|it| &it.items);
        plans.insert(items.map(|it| it.state.clone()).collect::<BTreeSet<String>>());
        changed +=
            usize::from(phone.today(&now, &DaysAgo::zone().unwrap()).unwrap().plan_text.is_some());
        states.insert(format!("{:?}", outcome.state));
        compared += 1;
    }
    assert_eq!(compared, 24);
    for state in [
        State::NoInfusion,
        State::NoBaseline,
        State::NoFollowUp,
        State::Remission,
        State::Response,
        State::LostResponse,
        State::PartialResponse,
        State::NoResponse,
        State::Deterioration,
    ] {
        assert!(
            states.contains(&format!("{state:?}")),
            "no demo patient shows {state:?}: {states:?}"
        );
    }
    let every = ["answered", "late", "not-answered", "open", "upcoming"];
    assert!(
        plans.iter().any(|plan| every.iter().all(|state| plan.contains(*state))),
        "no demo patient's plan has windows in every state: {plans:?}"
    );
    assert_eq!(changed, 1, "one patient reads that the plan changed");
    let panel = page.panel(&now).unwrap();
    let reasons: Vec<ReasonCode> =
        panel.rows.iter().flat_map(|row| row.reasons.iter().map(|it| it.code)).collect();
    for reason in [
        ReasonCode::SafetyItem,
        ReasonCode::Worse,
        ReasonCode::LostResponse,
        ReasonCode::EarlierLosses,
        ReasonCode::NotResponded,
        ReasonCode::Silent,
        ReasonCode::InfusionPlanned,
        ReasonCode::NotAnswered,
    ] {
        assert!(reasons.contains(&reason), "no demo patient shows {reason:?}");
    }
}
