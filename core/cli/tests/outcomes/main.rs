//! `interlude outcomes`, `km` and `rci` as a person runs them.

#![expect(clippy::unwrap_used, reason = "a test says where it fails")]

mod invariant;
mod published;

use std::time::Duration;

use interlude_cli::{Host, run};
use serde_json::{Value, json};

/// Exit code, output and messages.
fn interlude(arguments: &[&str], input: &str) -> (u8, String, String) {
    let mut host = Host {
        input: input.as_bytes(),
        output: Vec::new(),
        messages: Vec::new(),
        elapsed: || Duration::ZERO,
        watched: false,
    };
    let arguments: Vec<String> = arguments.iter().map(ToString::to_string).collect();
    let code = run(&arguments, &mut host);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (code, text(host.output), text(host.messages))
}

const COURSE: &str = r#"{"patient":"b","kind":"score","instrument":"phq9","total":20,"day":0}
{"patient":"b","kind":"infusion","day":0,"dose_mg":40.5,"route":"iv"}
{"patient":"b","kind":"infusion","day":3}
{"patient":"b","kind":"score","instrument":"phq9","total":10,"day":3}
{"patient":"b","kind":"score","instrument":"phq9","total":null,"day":5}
{"patient":"b","kind":"score","instrument":"phq9","total":11,"day":22}
{"patient":"a","kind":"score","instrument":"gad7","total":9,"at":"2026-05-12T09:00:00-04:00"}
"#;

#[test]
fn a_line_for_each_patient_and_instrument_has_every_key() {
    let (code, output, messages) = interlude(&["outcomes"], COURSE);
    assert_eq!((code, messages.as_str()), (0, ""));
    let lines: Vec<&str> = output.lines().collect();
    assert_eq!(
        lines,
        [
            r#"{"patient":"a","instrument":"gad7","baseline":null,"follow_up":null,"follow_up_day":null,"latest":null,"reduction":null,"change":null,"outcome":"no-infusion","response":null,"partial":null,"remission":null,"worse":null,"deterioration":null,"onset_day":null,"sustained_from_day":null,"loss_day":null,"durability":[],"n":0,"missing":0}"#,
            r#"{"patient":"b","instrument":"phq9","baseline":20,"follow_up":11,"follow_up_day":22,"latest":11,"reduction":0.45,"change":9,"outcome":"partial-response","response":false,"partial":true,"remission":false,"worse":false,"deterioration":false,"onset_day":3,"sustained_from_day":null,"loss_day":22,"durability":[{"series":1,"days":19,"event":true}],"n":2,"missing":1}"#,
        ]
    );
}

#[test]
fn between_infusions_and_tables() {
    let (_, output, _) = interlude(&["outcomes", "--between"], COURSE);
    let second: Value = serde_json::from_str(output.lines().nth(1).unwrap()).unwrap();
    let expected = json!({
        "patient": "b", "instrument": "phq9", "infusion": 2, "series": 1, "day": 3, "dose_mg": null, "route": null,
        "next_day": null, "before": 10, "before_day": 3, "best": 11, "best_day": 22, "last": 11, "last_day": 22,
        "change": -1, "n": 1,
    });
    assert_eq!(second, expected);
    let first: Value = serde_json::from_str(output.lines().next().unwrap()).unwrap();
    assert_eq!((&first["dose_mg"], &first["route"]), (&json!(40.5), &json!("iv")));

    let (_, output, _) = interlude(&["outcomes", "--csv"], COURSE);
    assert_eq!(
        output,
        "patient,instrument,baseline,follow_up,follow_up_day,latest,reduction,change,outcome,response,partial,remission,\
         worse,deterioration,onset_day,sustained_from_day,loss_day,durability,n,missing\n\
         a,gad7,,,,,,,no-infusion,,,,,,,,,,0,0\n\
         b,phq9,20,11,22,11,0.45,9,partial-response,false,true,false,false,false,3,,22,1:19:true,2,1\n"
    );
}

#[test]
fn wrong_lines_are_named_and_never_stop_the_others() {
    let wrong = [
        "not json",
        r#"{"kind":"infusion","day":0}"#,
        r#"{"patient":"b","kind":"dose","day":0}"#,
        r#"{"patient":"b","kind":"score","instrument":"phq99","total":1,"day":1}"#,
        r#"{"patient":"b","kind":"score","instrument":"phq9","total":28,"day":1}"#,
        r#"{"patient":"b","kind":"score","instrument":"phq9","total":"20","day":1}"#,
        r#"{"patient":"b","kind":"infusion","day":1,"route":"oral"}"#,
        r#"{"patient":"b","kind":"infusion","day":1,"dose_mg":-40}"#,
        r#"{"patient":"b","kind":"infusion","day":1.5}"#,
        r#"{"patient":"b","kind":"infusion","at":"2026-05-12T09:00:00-04:00"}"#,
        r#"{"patient":"b","kind":"infusion","at":"2026-05-12"}"#,
        r#"{"patient":"b","kind":"infusion","day":1,"at":"2026-05-12T09:00:00Z"}"#,
    ];
    let input = format!("{COURSE}\n{}\n", wrong.join("\n"));
    let (code, output, messages) = interlude(&["outcomes"], &input);
    assert_eq!((code, output), (0, interlude(&["outcomes"], COURSE).1));
    assert_eq!(messages.lines().count(), wrong.len());
    assert!(messages.starts_with("line 9: this is not a JSON object\n"), "{messages}");
    assert!(messages.contains("line 13: total lies outside 0 to 27\n"), "{messages}");

    let (code, output, messages) = interlude(&["outcomes"], "x\n");
    assert_eq!((code, output.as_str()), (1, ""));
    assert!(messages.ends_with("interlude: no line could be used\n"), "{messages}");
}

#[test]
fn options_change_the_definitions_and_wrong_ones_are_refused() {
    let outcome = |options: &[&str]| {
        let arguments = [&["outcomes"], options].concat();
        let (code, output, messages) = interlude(&arguments, COURSE);
        assert_eq!((code, messages.as_str()), (0, ""), "{options:?}");
        serde_json::from_str::<Value>(output.lines().last().unwrap()).unwrap()
    };
    assert_eq!(outcome(&["--remission-at-most", "phq9=11"])["outcome"], "remission");
    assert_eq!(outcome(&["--remission-below", "11"])["remission"], false);
    assert_eq!(outcome(&["--window", "0..18"])["outcome"], "no-follow-up");
    assert_eq!(
        outcome(&["--confirm", "2"])["durability"],
        json!([{"series":1,"days":19,"event":false}])
    );
    assert_eq!(outcome(&["--loss", "total>=12"])["loss_day"], Value::Null);
    for wrong in [
        &["--window", "31..14"][..],
        &["--loss", "worse"],
        &["--confirm", "0"],
        &["--remission-below", "phq99=5"],
        &["--remission-below"],
        &["--between", "--cohort"],
        &["--cohort", "--csv"],
        &["--days"],
    ] {
        let (code, output, _) = interlude(&[&["outcomes"], wrong].concat(), COURSE);
        assert_eq!((code, output.as_str()), (2, ""), "{wrong:?}");
    }
}

#[test]
fn a_cohort_has_rates_with_their_n_and_what_was_left_out() {
    let (code, output, _) = interlude(&["outcomes", "--cohort"], COURSE);
    assert_eq!(code, 0);
    let lines: Vec<Value> = output.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    assert_eq!(lines[0]["excluded"], json!({"no-infusion":1,"no-baseline":0,"no-follow-up":0}));
    assert_eq!((&lines[0]["n"], &lines[0]["response"]), (&json!(0), &Value::Null));
    assert_eq!((&lines[1]["n"], &lines[1]["response"]["count"]), (&json!(1), &json!(0)));
    assert_eq!(
        lines[1]["durability"],
        json!({"median":19,"steps":[{"t":19,"at_risk":1,"events":1,"survival":0.0}]})
    );
}

#[test]
fn survival_and_reliable_change() {
    let (code, output, messages) = interlude(
        &["km"],
        "{\"t\":2,\"event\":true}\n{\"t\":2,\"event\":0}\n{\"t\":-1,\"event\":1}\n",
    );
    assert_eq!((code, messages.as_str()), (0, "line 3: t must be a number, at least 0\n"));
    assert_eq!(
        output,
        "{\"median\":2,\"steps\":[{\"t\":2,\"at_risk\":2,\"events\":1,\"survival\":0.5}]}\n"
    );
    assert_eq!(interlude(&["km"], "").0, 1);
    let (code, output, _) = interlude(&["rci", "--sd", "6", "--reliability", "0.84"], "");
    let told: Value = serde_json::from_str(&output).unwrap();
    assert_eq!(code, 0);
    for (key, value) in
        [("sem", 2.4), ("s_diff", 3.394_112_549_7), ("threshold_95", 6.652_460_597_4)]
    {
        assert!((told[key].as_f64().unwrap() - value).abs() < 1e-9, "{key}");
    }
    for wrong in [
        &["rci"][..],
        &["rci", "--sd", "0", "--reliability", "0.8"],
        &["rci", "--sd", "6", "--reliability", "2"],
    ] {
        assert_eq!(interlude(wrong, "").0, 2, "{wrong:?}");
    }
}
