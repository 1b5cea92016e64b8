//! The wasm-bindgen interface: one object for the page's Worker, with calls and replies in JSON.

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
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a float holds seconds exactly for 285 million years"
    )]
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

/// A clinician's session, owned by the page's Worker.
#[wasm_bindgen]
pub struct ClinicianSession {
    page: Clinician<Browser>,
    on_event: Function,
}

/// Scores one form, as the command `interlude score` does: takes and returns a line of JSON.
#[wasm_bindgen]
#[must_use]
pub fn score_line(line: &str) -> String {
    interlude_clinical::line::score_line(line.as_bytes())
}

#[wasm_bindgen]
impl ClinicianSession {
    /// Creates a session with the server at `origin`.
    ///
    /// `store` is the last result of [`ClinicianSession::store`], `ratings` a JSON object of the stored
    /// ratings of [`ClinicianSession::ratings_to_keep`]. `on_event` is called with an [`Event`] in JSON.
    #[wasm_bindgen(constructor)]
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "wasm-bindgen passes values")]
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

    /// Returns the text that the browser must store; `None` if it did not change since the last call.
    #[must_use]
    pub fn store(&self) -> Option<String> {
        self.page.memory()
    }

    /// Returns the ratings to store, by id, or to delete (`null`); `None` if there are no changes.
    #[must_use]
    pub fn ratings_to_keep(&self) -> Option<String> {
        self.page.ratings_to_keep()
    }

    /// Runs a [`Call`](crate::web::call::Call) in JSON and returns a [`CallResult`](crate::web::reply::CallResult) in JSON.
    pub async fn call(&self, call: String) -> String {
        let report = |progress: Progress| {
            if let Ok(event) = serde_json::to_string(&Event::Progress(progress)) {
                // A closed page needs no progress.
                self.on_event.call1(&JsValue::NULL, &JsValue::from_str(&event)).ok();
            }
        };
        answer_json(&self.page, &call, report).await
    }
}
