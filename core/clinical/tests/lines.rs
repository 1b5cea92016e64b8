//! Compares `tests/vectors/lines`, input lines and their output, which is the same bytes on every host.
//!
//! To update it after a scoring vector changed: `INTERLUDE_UPDATE=1 cargo test -p interlude-clinical --test lines`.

#[path = "vectors/line.rs"]
mod line;
mod vectors;

use interlude_clinical::line::score_line;
use line::line;
use serde_json::Value;
use vectors::{path, read, vectors};

/// Invalid and unusual lines. All are UTF-8; other tests cover lines that are not.
const UNUSUAL: &[&str] = &[
    "",
    " ",
    "nonsense",
    "null",
    "[]",
    "{}",
    r#"{"instrument":"phq9""#,
    r#"["phq9",{"phq9.1":1}]"#,
    r#"{"instrument":"phq9","answers":{}} {}"#,
    r#"{"instrument":9,"answers":{}}"#,
    r#"{"instrument":"phq9"}"#,
    r#"{"instrument":"phq9","answers":null}"#,
    r#"{"instrument":"phq9","answers":[0,1,2]}"#,
    r#"{"instrument":"phq9","answers":{"phq9.9":1},"context":{"sex":"F"}}"#,
    r#"{"instrument":"phq9","answers":{"phq9.9":0,"phq9.9":2}}"#,
    r#"{"instrument":"phq9","answers":{"phq9.9":2},"answers":{}}"#,
    r#"{"instrument":"phq99","answers":{"phq9.9":3}}"#,
    r#"{"instrument":"PHQ9","answers":{}}"#,
    r#"{"instrument":"Frage \"ü\" \u2028 \ud83d\ude00\n","answers":{}}"#,
    r#"{"instrument":"phq9","answers":{"phq9.1":4}}"#,
    r#"{"instrument":"phq9","answers":{"phq9.1":-1,"phq9.9":3}}"#,
    r#"{"instrument":"phq9","answers":{"phq9.9":"3"}}"#,
    r#"{"instrument":"phq9","answers":{"phq9.9":true}}"#,
    r#"{"instrument":"phq9","answers":{"phq9.2":1.5,"phq9.1":{}}}"#,
    r#"{"instrument":"phq9","answers":{"phq9.11":1,"ä":2,"phq9.9":1}}"#,
    r#"{"instrument":"phq9","answers":{"phq9.1":2.0,"phq9.2":2e0,"phq9.3":20e-1,"phq9.4":-0.0,"phq9.5":1,"phq9.6":1,"phq9.7":1,"phq9.8":1,"phq9.9":0}}"#,
    r#"{"instrument":"phq9","answers":{"phq9.1":123456789012345678901234567890}}"#,
    r#"{"instrument":"phq9","answers":{"phq9.1":1e999}}"#,
    r#"{"instrument":"phq9","answers":{"phq9.1":0.9999999999999999}}"#,
    r#"{"instrument":"phq9","answers":{"phq9.1":NaN,"phq9.9":2}}"#,
    r#"{"instrument":"daily_checkin","answers":{"daily.safety":true,"daily.note":"\ud83d"}}"#,
    r#"{"instrument":"gad2","visit":{"a":[{"b":null}]},"answers":{"gad2.2":1,"gad\u0032.1":3},"id":7}"#,
    r#"  { "instrument" : "peg" , "answers" : { "peg.1" : 5 , "peg.2" : 5 , "peg.3" : 4 } }  "#,
    r#"{"instrument":"auditc","answers":{"auditc.1":1,"auditc.2":1,"auditc.3":1},"context":{"sex":"other"}}"#,
    r#"{"instrument":"auditc","answers":{"auditc.1":1,"auditc.2":1,"auditc.3":1},"context":{"sex":null}}"#,
    r#"{"instrument":"sidas","answers":{"sidas.1":0,"sidas.3":10}}"#,
    r#"{"instrument":"vitals","answers":{"vit.temp":36.65,"vit.sbp":301}}"#,
    r#"{"instrument":"daily_checkin","answers":{"daily.safety":1,"daily.note":""}}"#,
    r#"{"instrument":"daily_checkin","answers":{"daily.safety":2}}"#,
    r#"{"instrument":"cgi","answers":{"cgi.s":0,"cgi.i":2}}"#,
    r#"{"instrument":"cgi","answers":{"cgi.s":-1,"cgi.i":2}}"#,
];

#[test]
fn every_line_has_the_committed_output() {
    let vectors = vectors();
    let mut input = String::new();
    for (instrument, _, case) in &vectors {
        input.push_str(&line(instrument, case));
        input.push('\n');
    }
    for line in UNUSUAL {
        input.push_str(line);
        input.push('\n');
    }
    let output: String =
        input.split_terminator('\n').map(|it| score_line(it.as_bytes()) + "\n").collect();
    if std::env::var_os("INTERLUDE_UPDATE").is_some() {
        std::fs::write(path("lines/in.ndjson"), &input).unwrap();
        std::fs::write(path("lines/out.ndjson"), &output).unwrap();
    }
    let advice = "run this test with INTERLUDE_UPDATE=1 and read what changed";
    assert!(
        read("lines/in.ndjson") == input,
        "the committed lines differ from the vectors: {advice}"
    );
    let committed = read("lines/out.ndjson");
    assert_eq!(committed.lines().count(), output.lines().count());
    for ((committed, ours), line) in committed.lines().zip(output.lines()).zip(input.lines()) {
        assert_eq!(ours, committed, "{line}\n{advice}");
    }
}

/// The vectors were written by hand from the publications, so they verify the committed output.
#[test]
fn the_committed_output_agrees_with_the_vectors() {
    let committed = read("lines/out.ndjson");
    let vectors = vectors();
    assert_eq!(committed.lines().count(), vectors.len() + UNUSUAL.len());
    for ((_, name, case), line) in vectors.iter().zip(committed.lines()) {
        let told: Value = serde_json::from_str(line).unwrap();
        assert_eq!(told["error"], Value::Null, "{name}");
        for (key, expected) in case.as_object().unwrap() {
            if !["name", "answers", "context", "text"].contains(&key.as_str()) {
                assert_eq!(told[key], *expected, "{name}: {key}");
            }
        }
    }
}
