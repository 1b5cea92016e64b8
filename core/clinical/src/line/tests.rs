//! Every rule about lines, tested on the output bytes.

use serde_json::Value;

use super::*;

#[track_caller]
fn check(line: &str, expected: &str) {
    assert_eq!(score_line(line.as_bytes()), expected, "{line}");
}

/// Checks the answer to an invalid line: its instrument, and the end from `"safety"` on.
#[track_caller]
fn wrong(line: &str, named: &str, end: &str) {
    let invalid =
        r#""status":"invalid","total":null,"band":null,"missing":0,"scores":{},"findings":{}"#;
    check(line, &format!("{{{named},{invalid},{end}}}"));
}

const GAD2: &str = r#""instrument":"gad2","version":"2007""#;
const PHQ9: &str = r#""instrument":"phq9","version":"2001""#;

fn problem(line: &str) -> (String, Option<String>) {
    let answer: Value = serde_json::from_str(&score_line(line.as_bytes())).unwrap();
    let error = &answer["error"];
    (error["kind"].as_str().unwrap_or("none").to_owned(), error["item"].as_str().map(str::to_owned))
}

/// The kind of problem with one answer to one item.
fn answer(instrument: &str, item: &str, value: &str) -> String {
    let line = format!(r#"{{"instrument":"{instrument}","answers":{{"{item}":{value}}}}}"#);
    problem(&line).0
}

#[test]
fn a_line_has_every_key_in_order() {
    check(
        r#"{"instrument":"phq4","answers":{"phq4.1":1,"phq4.2":2,"phq4.3":3,"phq4.4":0}}"#,
        r#"{"instrument":"phq4","version":"2009","status":"complete","total":6,"band":"moderate","missing":0,"scores":{"anxiety":3,"depression":3},"findings":{},"safety":false,"safety_unanswered":0,"error":null}"#,
    );
    check(
        r#"{"instrument":"peg","answers":{"peg.1":5,"peg.2":5,"peg.3":4}}"#,
        r#"{"instrument":"peg","version":"2009","status":"complete","total":4.7,"band":null,"missing":0,"scores":{},"findings":{},"safety":false,"safety_unanswered":0,"error":null}"#,
    );
}

#[test]
fn null_and_absent_are_unanswered() {
    let left_out = score_line(br#"{"instrument":"phq9","answers":{"phq9.1":1}}"#);
    let null = score_line(br#"{"instrument":"phq9","answers":{"phq9.1":1,"phq9.2":null}}"#);
    assert_eq!(left_out, null);
    assert!(left_out.contains(r#""status":"not-scorable","total":null,"band":null,"missing":8"#));
    assert!(left_out.contains(r#""safety_unanswered":1"#));
}

#[test]
fn a_number_equal_to_an_option_is_that_option() {
    for value in ["2", "2.0", "2e0", "20e-1"] {
        assert_eq!(answer("gad2", "gad2.1", value), "none", "{value}");
    }
    assert_eq!(answer("gad2", "gad2.1", "-0.0"), "none");
    for value in [
        "4",
        "-1",
        "1.5",
        "\"2\"",
        "\"\"",
        "true",
        "false",
        "[2]",
        "{}",
        "1e300",
        "99999999999999999999",
    ] {
        assert_eq!(answer("gad2", "gad2.1", value), "invalid-value", "{value}");
    }
}

#[test]
fn each_kind_of_item_takes_its_own_values() {
    for (value, problem) in [
        ("true", "none"),
        ("false", "none"),
        ("1", "none"),
        ("0.0", "none"),
        ("2", "invalid-value"),
        ("\"true\"", "invalid-value"),
    ] {
        assert_eq!(answer("daily_checkin", "daily.safety", value), problem, "{value}");
    }
    for (value, problem) in [
        ("36.6", "none"),
        ("30", "none"),
        ("29.9", "invalid-value"),
        ("43.1", "invalid-value"),
        ("true", "invalid-value"),
        ("\"36.6\"", "invalid-value"),
    ] {
        assert_eq!(answer("vitals", "vit.temp", value), problem, "{value}");
    }
    for (value, problem) in [("\"pills\"", "none"), ("1", "invalid-value"), ("[]", "invalid-value")]
    {
        assert_eq!(answer("asq", "asq.4a", value), problem, "{value}");
    }
    for (value, problem) in
        [("0", "none"), ("10", "none"), ("11", "invalid-value"), ("false", "invalid-value")]
    {
        assert_eq!(answer("peg", "peg.1", value), problem, "{value}");
    }
}

#[test]
fn invalid_values_are_reported_before_unknown_items() {
    let named = |kind: &str, item: &str| (kind.to_owned(), Some(item.to_owned()));
    let line = r#"{"instrument":"gad2","answers":{"x.2":1,"gad2.2":7,"x.1":1,"gad2.1":"1"}}"#;
    assert_eq!(problem(line), named("invalid-value", "gad2.1"));
    let line = r#"{"instrument":"gad2","answers":{"x.2":1,"gad2.2":1,"x.1":1}}"#;
    assert_eq!(problem(line), named("unknown-item", "x.2"));
    wrong(
        r#"{"instrument":"gad2","answers":{"gad2.1":3,"gad2.3":3}}"#,
        GAD2,
        r#""safety":false,"safety_unanswered":0,"error":{"kind":"unknown-item","item":"gad2.3"}"#,
    );
}

#[test]
fn an_unknown_instrument_has_no_version() {
    wrong(
        r#"{"instrument":"phq99","answers":{"phq9.9":3}}"#,
        r#""instrument":"phq99","version":null"#,
        r#""safety":null,"safety_unanswered":0,"error":{"kind":"unknown-instrument","item":null}"#,
    );
}

#[test]
fn json_of_another_shape_is_malformed() {
    let nothing = r#""instrument":null,"version":null"#;
    let end = |column: &str| {
        let error = format!(r#"{{"kind":"malformed","item":null,"line":1,"column":{column}}}"#);
        format!(r#""safety":null,"safety_unanswered":0,"error":{error}"#)
    };
    for (line, column) in [
        ("", "1"),
        (" ", "1"),
        ("null", "null"),
        ("[]", "null"),
        ("7", "null"),
        ("\"phq9\"", "null"),
        ("{", "1"),
        ("{}", "null"),
        ("{\"instrument\":\"phq9\"", "20"),
        ("nonsense", "2"),
        (r#"["phq9",{"phq9.1":1}]"#, "null"),
        (r#"{"instrument":9,"answers":{}}"#, "null"),
        (r#"{"answers":{"phq9.1":1}}"#, "null"),
        (r#"{"instrument":"phq9","answers":{}} {}"#, "36"),
        (r#"{"instrument":"phq9","answers":{"phq9.1":01}}"#, "43"),
        (r#"{"instrument":"phq9","answers":{"phq9.1":NaNs}}"#, "45"),
    ] {
        wrong(line, nothing, &end(column));
    }
    wrong(&"[".repeat(100_000), nothing, &end("100000"));
    let mut not_utf8 = br#"{"instrument":"phq9","answers":{"phq9.1":1},"x":"?"}"#.to_vec();
    let at = not_utf8.iter().position(|byte| *byte == b'?').unwrap();
    not_utf8[at] = 0xff;
    assert!(score_line(&not_utf8).contains("malformed"));
    assert!(score_line(&vec![b' '; MOST_LINE_BYTES + 1]).contains("malformed"));
}

#[test]
fn a_malformed_line_names_its_instrument_if_known() {
    let end = r#""safety":null,"safety_unanswered":1,"error":{"kind":"malformed","item":null,"line":1,"column":null}"#;
    for line in [
        r#"{"instrument":"phq9"}"#,
        r#"{"instrument":"phq9","answers":null}"#,
        r#"{"instrument":"phq9","answers":[1,2,3]}"#,
        r#"{"instrument":"phq9","answers":{"phq9.1":1,"phq9.1":1}}"#,
        r#"{"instrument":"phq9","answers":{"x":1,"x":1}}"#,
        r#"{"instrument":"phq9","answers":{},"answers":{}}"#,
        r#"{"instrument":"phq9","answers":{},"instrument":"phq9"}"#,
        r#"{"instrument":"phq9","answers":{},"context":{"sex":"F"}}"#,
        r#"{"instrument":"phq9","answers":{},"context":{"sex":1}}"#,
        r#"{"instrument":"phq9","answers":{},"context":{"sex":"male","sex":"male"}}"#,
        r#"{"instrument":"phq9","answers":{},"context":"male"}"#,
    ] {
        wrong(line, PHQ9, end);
    }
}

#[test]
fn sex_is_one_of_four_words_or_absent() {
    for context in [
        "{}",
        "null",
        r#"{"sex":null}"#,
        r#"{"sex":"other"}"#,
        r#"{"sex":"unknown"}"#,
        r#"{"age":7}"#,
    ] {
        let line = format!(r#"{{"instrument":"auditc","answers":{{}},"context":{context}}}"#);
        assert_eq!(problem(&line).0, "none", "{context}");
    }
    let positive = |sex: &str| {
        let answers = r#"{"auditc.1":1,"auditc.2":1,"auditc.3":1}"#;
        let line =
            format!(r#"{{"instrument":"auditc","context":{{"sex":"{sex}"}},"answers":{answers}}}"#);
        score_line(line.as_bytes()).contains(r#""positive":true"#)
    };
    assert_eq!(["male", "female", "other", "unknown"].map(positive), [false, true, true, true]);
}

#[test]
fn a_valid_answer_always_counts_for_safety() {
    /// The rest of the error object for valid JSON of another shape.
    const MALFORMED: &str = r#"null,"line":1,"column":null"#;
    let end = |kind: &str, item: &str| {
        format!(r#""safety":true,"safety_unanswered":0,"error":{{"kind":"{kind}","item":{item}}}"#)
    };
    let line = r#"{"instrument":"phq9","answers":{"phq9.1":9,"phq9.9":1}}"#;
    wrong(line, PHQ9, &end("invalid-value", "\"phq9.1\""));
    let line = r#"{"instrument":"phq9","answers":{"phq9.11":0,"phq9.9":3}}"#;
    wrong(line, PHQ9, &end("unknown-item", "\"phq9.11\""));
    let line = r#"{"instrument":"phq9","answers":{"phq9.9":1},"context":{"sex":"?"}}"#;
    wrong(line, PHQ9, &end("malformed", MALFORMED));
    for answers in [r#""phq9.9":0,"phq9.9":2"#, r#""phq9.9":2,"phq9.9":0"#] {
        let line = format!(r#"{{"instrument":"phq9","answers":{{{answers}}}}}"#);
        wrong(&line, PHQ9, &end("malformed", MALFORMED));
    }
    let line = r#"{"instrument":"phq9","answers":{"phq9.9":"3"}}"#;
    let unanswered =
        r#""safety":null,"safety_unanswered":1,"error":{"kind":"invalid-value","item":"phq9.9"}"#;
    wrong(line, PHQ9, unanswered);
    // Close to an attempt, on a form that ends after "never": the item is skipped, but its answer
    // counts for safety.
    let skipped = score_line(br#"{"instrument":"sidas","answers":{"sidas.1":0,"sidas.3":10}}"#);
    assert!(skipped.contains(r#""total":0,"#), "{skipped}");
    assert!(skipped.contains(r#""safety":true"#), "{skipped}");
}

#[test]
fn escapes_and_other_keys_change_nothing() {
    let plain = score_line(br#"{"instrument":"gad2","answers":{"gad2.1":3,"gad2.2":1}}"#);
    let other = score_line(
        br#"  { "id": 7, "answers": {"gad\u0032.1": 3, "gad2.2":1 }, "instrument": "g\u0061d2", "visit": {"a":[{}]} }  "#,
    );
    assert_eq!(plain, other);
}

#[test]
fn echoed_names_are_escaped() {
    let line = r#"{"instrument":"a\"\n\\b","answers":{}}"#;
    let answer = score_line(line.as_bytes());
    assert!(!answer.contains('\n'));
    let answer: Value = serde_json::from_str(&answer).unwrap();
    assert_eq!(answer["instrument"], "a\"\n\\b");
}

proptest::proptest! {
    /// Every input gives one line of JSON with a status.
    #[test]
    fn every_line_has_an_answer(line in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
        let answer = score_line(&line);
        let answer: Value = serde_json::from_str(&answer).unwrap();
        assert_eq!(answer["status"], "invalid");
    }
}

#[test]
fn safety_is_true_false_or_unknown() {
    let safety = |instrument: &str, answers: &str| {
        let line = format!(r#"{{"instrument":"{instrument}","answers":{answers}}}"#);
        let scored: Value = serde_json::from_str(&score_line(line.as_bytes())).unwrap();
        (scored["safety"].as_bool(), scored["safety_unanswered"].as_u64().unwrap())
    };
    assert_eq!(safety("phq9", r#"{"phq9.9":0}"#), (Some(false), 0));
    assert_eq!(safety("phq9", r#"{"phq9.9":1}"#), (Some(true), 0));
    assert_eq!(safety("phq9", r#"{"phq9.9":null}"#), (None, 1));
    assert_eq!(safety("phq9", r#"{"phq9.1":3}"#), (None, 1));
    assert_eq!(safety("phq9", r#"{"phq9.9":7}"#), (None, 1));
    assert_eq!(safety("phq9", r#"{"phq9.1":7,"phq9.9":0}"#), (Some(false), 0));
    // Other safety items may still meet their rule after one "No".
    assert_eq!(safety("asq", r#"{"asq.1":0}"#).0, None);
    assert_eq!(safety("asq", r#"{"asq.1":1}"#).0, Some(true));
    // Without safety items, safety is never unknown.
    assert_eq!(safety("gad2", "{}"), (Some(false), 0));
}

/// Python and pandas write `NaN` for a missing number.
#[test]
fn a_bare_nan_is_unanswered() {
    let with = |value: &str| {
        let answers = format!(r#"{{"phq9.1":{value},"phq9.9":{value},"phq9.2":1}}"#);
        score_line(format!(r#"{{"instrument":"phq9","answers":{answers}}}"#).as_bytes())
    };
    assert_eq!(with("NaN"), with("null"));
    let text = r#"{"instrument":"phq2","answers":{"phq2.1":1,"phq2.2":1},"note":"a \"NaN"}"#;
    assert!(score_line(text.as_bytes()).contains(r#""total":2"#), "in a text it is a text");
    // The column refers to the original line.
    let line = r#"{"instrument":"phq2","answers":{"phq2.1":NaN,"phq2.2":?}}"#;
    let column = line.find('?').unwrap() + 1;
    assert!(score_line(line.as_bytes()).contains(&format!(r#""column":{column}}}"#)));
}

#[test]
fn invalid_json_has_a_position_and_unknown_safety() {
    let tab = "{\"instrument\":\"phq9\",\"answers\":{\"phq9.9\":1},\"note\":\"a\tb\"}";
    let mut latin = br#"{"instrument":"phq9","answers":{"phq9.9":1},"note":"?"}"#.to_vec();
    let at = latin.iter().position(|byte| *byte == b'?').unwrap();
    latin[at] = 0xe9;
    let half = br#"{"instrument":"phq9","answers":{"phq9.9":1},"note":"ok \ud83d"}"#;
    let large = br#"{"instrument":"phq9","answers":{"phq9.9":1},"n":1e400}"#;
    let infinite = br#"{"instrument":"phq9","answers":{"phq9.9":1},"n":Infinity}"#;
    for line in [tab.as_bytes(), &latin, half, large, infinite] {
        let scored: Value = serde_json::from_str(&score_line(line)).unwrap();
        assert_eq!(scored["error"]["kind"], "malformed");
        assert!(scored["error"]["column"].as_u64().unwrap() > 44, "{scored}");
        assert_eq!((&scored["safety"], &scored["instrument"]), (&Value::Null, &Value::Null));
    }
}

/// The float next to a whole number is not that number.
#[test]
fn numbers_are_parsed_exactly() {
    for number in ["0.9999999999999999", "1.0000000000000002", "2.9999999999999996"] {
        assert_eq!(answer("phq9", "phq9.9", number), "invalid-value", "{number}");
    }
    assert_eq!(answer("phq9", "phq9.9", "1.00000000000000000000000001"), "none", "it is 1");
}

#[test]
fn a_cgi_of_0_is_unanswered() {
    let scored = |answers: &str| {
        score_line(format!(r#"{{"instrument":"cgi","answers":{answers}}}"#).as_bytes())
    };
    assert_eq!(scored(r#"{"cgi.s":0,"cgi.i":2}"#), scored(r#"{"cgi.i":2}"#));
    assert_eq!(scored(r#"{"cgi.s":0.0,"cgi.i":0}"#), scored("{}"));
    assert_eq!(answer("cgi", "cgi.s", "0"), "none");
    assert_eq!(answer("cgi", "cgi.s", "-1"), "invalid-value");
    assert_eq!(answer("hamd17", "hamd17.1", "9"), "invalid-value", "only where it is said");
}
