//! Reads the scoring vectors.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot read its vectors stops and says where"
)]

use serde_json::Value;

/// The path of a file in `tests/vectors`.
pub(crate) fn path(name: &str) -> String {
    format!("{}/../../tests/vectors/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// The text of a file in `tests/vectors`.
#[track_caller]
pub(crate) fn read(name: &str) -> String {
    std::fs::read_to_string(path(name)).unwrap_or_else(|cause| panic!("{name}: {cause}"))
}

/// Every scoring vector: instrument, name and case.
pub(crate) fn vectors() -> Vec<(String, String, Value)> {
    let entries = std::fs::read_dir(path("scoring")).unwrap();
    let names = entries.map(|it| it.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|it| it.ends_with(".json")).collect();
    names.sort();
    let mut all = Vec::new();
    for name in names {
        let vectors: Value = serde_json::from_str(&read(&format!("scoring/{name}"))).unwrap();
        let instrument = vectors["instrument"].as_str().unwrap();
        for case in vectors["cases"].as_array().unwrap() {
            let name = format!("{instrument}: {}", case["name"].as_str().unwrap());
            all.push((instrument.to_owned(), name, case.clone()));
        }
    }
    assert!(all.len() > 600, "{} vectors", all.len());
    all
}
