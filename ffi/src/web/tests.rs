//! Tests of the page's interface, without a browser.

use std::collections::BTreeMap;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use interlude_client::clinician::Clinician;
use interlude_client::crypto::random::System;
use interlude_client::error::ClientError;
use interlude_client::host::Platform;
use interlude_client::journal::MemoryStore;
use interlude_client::sync::http::Http;
use interlude_client::sync::transport::Clock;
use serde::Serialize;
use serde_json::{Value, json};

use super::answer::answer_json;
use super::reply::{Failure, Invite, Qr};

struct Noon;

impl Clock for Noon {
    fn unix_seconds(&self) -> i64 {
        1_778_601_600
    }
}

struct Offline;

impl Platform for Offline {
    type Store = MemoryStore;
    type Transport = Http;
    type Random = System;
    type Clock = Noon;
}

/// Runs a call that needs no network.
fn ask(call: &str) -> Value {
    let http = Http::new(client());
    let page = Clinician::<Offline>::new(http, System, Noon, "http://127.0.0.1:9", None);
    let mut answer = pin!(answer_json(&page, call, |_| {}));
    match answer.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(text) => serde_json::from_str(&text).unwrap(),
        Poll::Pending => panic!("{call} waits for the network"),
    }
}

fn client() -> reqwest::Client {
    drop(rustls::crypto::ring::default_provider().install_default());
    reqwest::Client::new()
}

#[test]
fn a_reply_has_the_name_of_its_call() {
    let started = ask(r#"{"call":"start","args":{"clinic":null}}"#);
    let ok = json!({"state": "set-up", "clinic": null, "clinic_key": null, "build": env!("CARGO_PKG_VERSION")});
    assert_eq!(started, json!({"ok": {"reply": "start", "ok": ok}}));
    assert_eq!(ask(r#"{"call":"lock"}"#), json!({"ok": {"reply": "lock"}}));
    let dose = ask(r#"{"args":{"weight":82,"weight_unit":"kg","dose_mg":41},"call":"dose_text"}"#);
    assert_eq!(dose["ok"]["ok"]["per_kg_text"], "0.5\u{a0}mg/kg");
}

#[test]
fn a_failure_has_code_text_and_retry_after() {
    let ended = ask(r#"{"call":"panel","args":{"now":"2026-05-12T09:30:00-04:00"}}"#);
    let text = ClientError::SessionEnded.text();
    let failure = json!({"code": "session-ended", "text": text, "retry_after": null});
    assert_eq!(ended, json!({ "error": failure }));
}

#[test]
fn the_failure_of_a_malformed_call_does_not_repeat_it() {
    for call in [
        "secret",
        r#"{"call":"secret"}"#,
        r#"{"call":"chart"}"#,
        r#"{"call":"sign_in","args":{"login":"secret"}}"#,
        r#"{"call":"dose_text","args":{"dose_mg":"secret","weight_kg":null}}"#,
    ] {
        let answer = ask(call);
        assert_eq!(answer["error"]["code"], "malformed", "{call}");
        assert!(!answer.to_string().contains("secret"), "{call}");
    }
}

/// Compares a file of `server/dashboard/e2e/fixture` with a reply. With `INTERLUDE_UPDATE=1` it writes the file first.
///
/// To update the files: `INTERLUDE_UPDATE=1 cargo test --workspace page_checks`.
#[track_caller]
fn compare(name: &str, told: &impl Serialize) {
    let json = serde_json::to_string_pretty(told).unwrap() + "\n";
    let folder = env!("CARGO_MANIFEST_DIR");
    let path = format!("{folder}/../server/dashboard/e2e/fixture/{name}.json");
    if std::env::var_os("INTERLUDE_UPDATE").is_some() {
        std::fs::write(&path, &json).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        committed, json,
        "{name}.json differs: run with INTERLUDE_UPDATE=1 and read the diff"
    );
}

#[test]
fn page_checks_use_the_current_invite() {
    let text = "JFGFCMIBAAAQEAYEAUDAOCAJBIFQYDIOB4IBCEQTCQKRMFYYDENBWHA5DYPSAIJCEMSCKJRHFAUSUKZMFUXC6MBRGIZTINJWG44DSOR3";
    let text = text.repeat(2);
    let qr = Qr::of(&text).unwrap();
    compare("invite", &Invite { text, expires_at: "2026-05-12T13:39:30Z".to_owned(), qr });
}

#[test]
fn page_checks_use_the_current_failures() {
    let failures = [
        ClientError::Offline { retry_after: None },
        ClientError::CannotUnlock,
        ClientError::ChangedClinicKey,
        ClientError::WrongGroups,
        ClientError::WrongYear,
        ClientError::WrongDigits,
        ClientError::UnknownPatient,
        ClientError::UnknownInstrument,
        ClientError::NotOffered,
        ClientError::AlreadyClosed,
        ClientError::NotConfirmed,
        ClientError::PlanNotConfirmed,
        ClientError::InfusionNotConfirmed,
        ClientError::RefusedFile { text: "{text}".to_owned() },
        ClientError::Invalid { what: "statement" },
        ClientError::Invalid { what: "dose" },
        ClientError::Invalid { what: "weight" },
        ClientError::Invalid { what: "token" },
        ClientError::Invalid { what: "time" },
        ClientError::Invalid { what: "reason" },
    ];
    let by_code: BTreeMap<&str, Failure> =
        failures.map(|error| (error.code(), Failure::from(error))).into();
    compare("failures", &by_code);
}
