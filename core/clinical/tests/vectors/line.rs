//! A scoring vector as a line of JSON.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its vectors stops and says where")]

use std::collections::BTreeMap;

use serde_json::Value;

/// A vector as a line, its answers sorted by item.
pub(crate) fn line(instrument: &str, case: &Value) -> String {
    let answers: BTreeMap<&String, &Value> = case["answers"].as_object().unwrap().iter().collect();
    let answers = serde_json::to_string(&answers).unwrap();
    let context = case.get("context").map(|it| format!(",\"context\":{it}")).unwrap_or_default();
    format!("{{\"instrument\":\"{instrument}\",\"answers\":{answers}{context}}}")
}
