//! The byte vectors of `tests/vectors/protocol`, written by an independent implementation.
//!
//! They pin the formats. The same functions run natively (`tests/tests/vectors.rs`) and in
//! the browser's build under Node (`cargo xtask vectors`), which shows that ring and
//! RustCrypto produce the same bytes. Failures are values, because a panic ends a WebAssembly module.

pub mod case;
mod account;
mod edge;
mod genesis;
mod identity;
mod keys;
mod mutation;
mod pairing;
mod record;
mod wrap;

use case::{Case, Failure};
use serde_json::Value;

/// One vector file and what its cases must satisfy.
struct File {
    name: &'static str,
    json: &'static str,
    check: fn(Case<'_>) -> Result<(), Failure>,
}

macro_rules! files {
    ($($name:literal => $check:path),+ $(,)?) => {
        &[$(File {
            name: $name,
            json: include_str!(concat!("../../vectors/protocol/", $name, ".json")),
            check: $check,
        }),+]
    };
}

const FILES: &[File] = files![
    "code" => account::code,
    "ed25519-edge" => edge::check,
    "genesis" => genesis::check,
    "identity" => identity::check,
    "keys" => keys::check,
    "login" => account::login,
    "mutations" => mutation::check,
    "pairing" => pairing::check,
    "record" => record::check,
    "request" => account::request,
    "slot" => account::slot,
    "wrap" => wrap::check,
];

/// The outcome of one case.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Outcome {
    /// File and case.
    pub name: String,
    /// The failure; `None` if the case passes.
    pub error: Option<Failure>,
}

/// Checks every case of every file. A file without cases counts as a failure.
#[must_use]
pub fn run() -> Vec<Outcome> {
    FILES.iter().flat_map(File::run).collect()
}

impl File {
    fn run(&self) -> Vec<Outcome> {
        let file = serde_json::from_str::<Value>(self.json).unwrap_or_default();
        let cases = file.get("cases").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        if cases.is_empty() {
            let error = Some("the file holds no cases".to_owned());
            return vec![Outcome { name: self.name.to_owned(), error }];
        }
        let outcome = |value| {
            let case = Case(value);
            let name = format!("{}: {}", self.name, case.text("name").unwrap_or("without a name"));
            Outcome { name, error: (self.check)(case).err() }
        };
        cases.iter().map(outcome).collect()
    }
}
