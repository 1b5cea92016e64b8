//! Tests of the program `interlude`: every scoring vector, a long stream, tables compared with lines.

#![expect(clippy::unwrap_used, reason = "a panic shows where a test fails")]

#[path = "../../clinical/tests/vectors/line.rs"]
mod line;
#[path = "../../clinical/tests/vectors/mod.rs"]
mod vectors;

use std::io::Write as _;
use std::process::{Command, Stdio};

use line::line;
use serde_json::{Map, Value};
use vectors::{read, vectors};

/// Runs the program on `input` and returns what it prints.
fn interlude(arguments: &[&str], input: &[u8]) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_interlude"));
    program.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut running = program.spawn().unwrap();
    let (mut stdin, input) = (running.stdin.take().unwrap(), input.to_vec());
    // Writing everything before reading would fill the pipe and wait forever.
    let writing = std::thread::spawn(move || stdin.write_all(&input).unwrap());
    let output = running.wait_with_output().unwrap();
    writing.join().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

const KEYS: [&str; 11] = [
    "instrument",
    "version",
    "status",
    "total",
    "band",
    "missing",
    "scores",
    "findings",
    "safety",
    "safety_unanswered",
    "error",
];

#[test]
fn every_scoring_vector_has_its_expected_score() {
    let vectors = vectors();
    let mut input = String::new();
    for (instrument, _, case) in &vectors {
        input.push_str(&line(instrument, case));
        input.push('\n');
    }
    let output = interlude(&["score"], input.as_bytes());
    assert_eq!(output.lines().count(), vectors.len());
    for ((instrument, name, case), line) in vectors.iter().zip(output.lines()) {
        let scored: Map<String, Value> = serde_json::from_str(line).unwrap();
        assert_eq!(scored.len(), KEYS.len(), "{name}");
        let places: Vec<_> = KEYS.map(|key| line.find(&format!("\"{key}\":")).unwrap()).into();
        assert!(places.is_sorted(), "{name}: {line}");
        assert_eq!(scored["instrument"], *instrument, "{name}");
        assert!(scored["version"].is_string(), "{name}");
        assert_eq!(scored["error"], Value::Null, "{name}");
        for key in ["status", "total", "band"] {
            assert_eq!(scored[key], case[key], "{name}: {key}");
        }
        for key in ["missing", "scores", "findings", "safety", "safety_unanswered"] {
            if let Some(expected) = case.get(key) {
                assert_eq!(scored[key], *expected, "{name}: {key}");
            }
        }
    }
}

#[test]
fn the_program_writes_the_same_bytes_as_every_host() {
    let input = read("lines/in.ndjson");
    // Other hosts see one line at a time, so their line number is always 1.
    let expected = read("lines/out.ndjson");
    let numbered = expected.lines().enumerate().map(|(place, line)| {
        let number = place + 1;
        format!(
            "{}\n",
            line.replace("\"item\":null,\"line\":1,", &format!("\"item\":null,\"line\":{number},"))
        )
    });
    assert_eq!(interlude(&["score"], input.as_bytes()), numbered.collect::<String>());
}

#[test]
fn a_long_stream_stays_in_order() {
    let mut input = String::new();
    for number in 0..100_000_u32 {
        let (first, second) = (number % 4, number / 4 % 4);
        let line = match number % 97 {
            96 => format!("line {number} is nonsense"),
            _ => format!(r#"{{"instrument":"n{number}","answers":{{"a":{first},"b":{second}}}}}"#),
        };
        input.push_str(&line);
        input.push('\n');
    }
    let output = interlude(&["score"], input.as_bytes());
    assert_eq!(output.lines().count(), 100_000);
    for (number, line) in output.lines().enumerate() {
        let expected = match number % 97 {
            96 => "{\"instrument\":null,".to_owned(),
            _ => format!("{{\"instrument\":\"n{number}\","),
        };
        assert!(line.starts_with(&expected), "{number}: {line}");
    }
}

#[test]
fn a_table_has_the_same_scores_as_lines() {
    let vectors = vectors();
    let mut instruments: Vec<&String> =
        vectors.iter().map(|(instrument, _, _)| instrument).collect();
    instruments.dedup();
    for instrument in instruments {
        let cases: Vec<&Value> =
            vectors.iter().filter(|(it, _, _)| it == instrument).map(|(_, _, case)| case).collect();
        let mut items: Vec<&String> =
            cases.iter().flat_map(|case| case["answers"].as_object().unwrap().keys()).collect();
        items.sort();
        items.dedup();
        let mut table = format!(
            "number,sex,{}\n",
            items.iter().map(|it| it.as_str()).collect::<Vec<_>>().join(",")
        );
        let mut lines = String::new();
        for (number, case) in cases.iter().enumerate() {
            let text = |value: Option<&Value>| match value {
                None | Some(Value::Null) => String::new(),
                Some(Value::String(text)) => format!("\"{text}\""),
                Some(value) => value.to_string(),
            };
            let sex = text(case.get("context").and_then(|it| it.get("sex")));
            let cells = items.iter().map(|item| text(case["answers"].get(item.as_str())));
            table.push_str(&format!("{number},{sex},{}\n", cells.collect::<Vec<_>>().join(",")));
            lines.push_str(&line(instrument, case));
            lines.push('\n');
        }
        let lines = interlude(&["score"], lines.as_bytes());
        let rows = interlude(&["score", "--csv", "--instrument", instrument], table.as_bytes());
        assert_eq!(lines.lines().count() + 1, rows.lines().count());
        let mut rows = csv::Reader::from_reader(rows.as_bytes());
        let head = rows.headers().unwrap().clone();
        assert!(head.iter().any(|name| name == "version"));
        for (number, (line, row)) in lines.lines().zip(rows.records()).enumerate() {
            let (line, row): (Value, _) = (serde_json::from_str(line).unwrap(), row.unwrap());
            assert_eq!(row[0], number.to_string());
            for (name, cell) in head.iter().zip(&row).skip(1) {
                let value = [&line, &line["scores"], &line["findings"]]
                    .into_iter()
                    .find_map(|it| it.get(name))
                    .unwrap_or(&Value::Null);
                assert_eq!(cell, flat(value), "{instrument} {number} {name}");
            }
        }
    }
}

/// A value of a line as a cell of a table.
fn flat(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(flat).collect::<Vec<_>>().join(";"),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => value.to_string(),
    }
}

#[test]
fn a_line_is_answered_before_the_next_is_sent() {
    use std::io::{BufRead as _, BufReader};
    let mut program = Command::new(env!("CARGO_BIN_EXE_interlude"));
    let mut running =
        program.arg("score").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = running.stdin.take().unwrap();
    let mut stdout = BufReader::new(running.stdout.take().unwrap());
    for total in 0..=3 {
        let line = format!(r#"{{"instrument":"gad2","answers":{{"gad2.1":{total},"gad2.2":0}}}}"#);
        writeln!(stdin, "{line}").unwrap();
        let mut answer = String::new();
        stdout.read_line(&mut answer).unwrap();
        assert!(answer.contains(&format!("\"total\":{total},")), "{answer}");
    }
    drop(stdin);
    assert!(running.wait().unwrap().success());
}

#[test]
fn a_wrong_command_has_exit_code_two() {
    let output = Command::new(env!("CARGO_BIN_EXE_interlude")).arg("sore").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    assert!(String::from_utf8_lossy(&output.stderr).contains("unknown command: sore"));
}
