//! The binding for the browser: one object in a Worker, which takes and gives JSON.

use interlude_client::clinician::{Clinician, Progress};
use interlude_client::crypto::random::System;
use interlude_client::host::Platform;
use interlude_client::journal::MemoryStore;
use interlude_client::sync::http::Http;
use interlude_client::sync::transport::Clock;
use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::web::answer::answer_json;
use crate::web::reply::Event;

/// The browser's clock.
struct BrowserClock;

impl Clock for BrowserClock {
    #[expect(clippy::cast_possible_truncation, reason = "seconds fit for ages to come")]
    fn unix_seconds(&self) -> i64 {
        (js_sys::Date::now() / 1000.0).floor() as i64
    }
}

struct Browser;

impl Platform for Browser {
    type Store = MemoryStore;
    type Transport = Http;
    type Random = System;
    type Clock = BrowserClock;
}

/// A clinician's session, as the Worker holds it.
#[wasm_bindgen]
pub struct ClinicianSession {
    page: Clinician<Browser>,
    on_event: Function,
}

/// Scores one form: a line of JSON in, a line of JSON out, as the program `interlude score` does.
#[wasm_bindgen]
#[must_use]
pub fn score_line(line: &str) -> String {
    interlude_clinical::line::score_line(line.as_bytes())
}

#[wasm_bindgen]
impl ClinicianSession {
    /// Makes a session at `origin`.
    ///
    /// `store` is the last text of [`ClinicianSession::store`] that the browser kept, `ratings` a JSON object of the
    /// ratings from [`ClinicianSession::ratings_to_keep`] that it still keeps. `on_event` gets an [`Event`] in JSON.
    #[wasm_bindgen(constructor)]
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "JavaScript hands values over")]
    pub fn new(
        origin: String,
        store: Option<String>,
        ratings: Option<String>,
        on_event: Function,
    ) -> Self {
        let http = Http::new(reqwest::Client::new());
        let page = Clinician::new(http, System, BrowserClock, &origin, store.as_deref());
        if let Some(ratings) = ratings {
            page.remember_ratings(&ratings);
        }
        Self { page, on_event }
    }

    /// Returns what the browser should keep, if it changed since the last call.
    #[must_use]
    pub fn store(&self) -> Option<String> {
        self.page.memory()
    }

    /// Returns the ratings that the browser should keep, each by itself, or forget (`null`), if there are any.
    #[must_use]
    pub fn ratings_to_keep(&self) -> Option<String> {
        self.page.ratings_to_keep()
    }

    /// Answers a call in JSON with an outcome in JSON.
    pub async fn call(&self, call: String) -> String {
        let tell = |progress: Progress| {
            if let Ok(event) = serde_json::to_string(&Event::Progress(progress)) {
                // A page that went away needs no news.
                self.on_event.call1(&JsValue::NULL, &JsValue::from_str(&event)).ok();
            }
        };
        answer_json(&self.page, &call, tell).await
    }
}
