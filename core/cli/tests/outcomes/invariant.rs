//! What changes nothing: another order, another zone, another first day, and a mistake with its correction.

use std::fmt::Write as _;

use super::interlude;

/// Two patients, each line at a time of its own.
const COURSE: [&str; 8] = [
    r#"{"patient":1,"kind":"score","instrument":"phq9","total":20,"day":-2}"#,
    r#"{"patient":2,"kind":"score","instrument":"madrs","total":31,"day":-1}"#,
    r#"{"patient":1,"kind":"infusion","day":0}"#,
    r#"{"patient":2,"kind":"infusion","day":1,"dose_mg":35,"route":"im"}"#,
    r#"{"patient":1,"kind":"infusion","day":4}"#,
    r#"{"patient":1,"kind":"score","instrument":"phq9","total":8,"day":5}"#,
    r#"{"patient":2,"kind":"score","instrument":"madrs","total":12,"day":9}"#,
    r#"{"patient":1,"kind":"score","instrument":"phq9","total":14,"day":20}"#,
];

/// What each of the three shapes of output says.
fn told(lines: &str) -> [String; 3] {
    [&["outcomes"][..], &["outcomes", "--between"], &["outcomes", "--cohort"]].map(|arguments| {
        let (code, output, messages) = interlude(arguments, lines);
        assert_eq!((code, messages.as_str()), (0, ""), "{lines}");
        output
    })
}

/// A line per event of one patient: local day and hour of 2026, offset, and the total of a PHQ-9 or an infusion.
fn at(events: &[(&str, &str, Option<u8>)]) -> String {
    let mut lines = String::new();
    for (local, offset, total) in events {
        let at = format!("2026-{local}:00{offset}");
        match total {
            Some(total) => writeln!(
                lines,
                r#"{{"patient":1,"kind":"score","instrument":"phq9","total":{total},"at":"{at}"}}"#
            ),
            None => writeln!(lines, r#"{{"patient":1,"kind":"infusion","at":"{at}"}}"#),
        }
        .unwrap();
    }
    lines
}

#[test]
fn the_order_of_lines_changes_no_byte() {
    let expected = told(&COURSE.join("\n"));
    for turn in 0..COURSE.len() {
        let mut turned = COURSE;
        turned.rotate_left(turn);
        assert_eq!(told(&turned.join("\n")), expected, "{turn}");
        turned.reverse();
        assert_eq!(told(&turned.join("\n")), expected, "{turn}, backwards");
    }
}

#[test]
fn a_shift_of_all_days_changes_no_byte() {
    let expected = told(&COURSE.join("\n"));
    for shift in [-1_000, -1, 7, 20_000] {
        let moved = COURSE.map(|line| {
            let mut event: serde_json::Value = serde_json::from_str(line).unwrap();
            event["day"] = (event["day"].as_i64().unwrap() + shift).into();
            event.to_string()
        });
        assert_eq!(told(&moved.join("\n")), expected, "{shift}");
    }
}

#[test]
fn a_later_line_of_the_same_time_and_instrument_corrects_the_earlier_one() {
    let right = COURSE.join("\n");
    for total in ["27", "null", "5"] {
        let mistake = COURSE[5].replace("\"total\":8", &format!("\"total\":{total}"));
        assert_eq!(told(&format!("{mistake}\n{right}")), told(&right), "{total}");
        assert_ne!(told(&format!("{right}\n{mistake}")), told(&right), "{total}");
    }
    // Another instrument or patient at the same time is no correction.
    for (from, to) in [("phq9", "phq8"), ("\"patient\":1", "\"patient\":3")] {
        let other = told(&format!("{right}\n{}", COURSE[5].replace(from, to)));
        assert!(told(&right)[0].lines().all(|line| other[0].contains(line)), "{to}");
    }
}

#[test]
fn the_clocks_go_forward_between_two_scores_and_no_day_is_lost() {
    let days = [("02-21T00:10", "-05:00"), ("03-07T23:30", "-05:00"), ("03-10T00:30", "-04:00")];
    let [before, infusion, after] = days;
    let moved = at(&[
        (before.0, before.1, Some(20)),
        (infusion.0, infusion.1, None),
        (after.0, after.1, Some(9)),
    ]);
    let bare = r#"{"patient":1,"kind":"score","instrument":"phq9","total":20,"day":52}
{"patient":1,"kind":"infusion","day":66}
{"patient":1,"kind":"score","instrument":"phq9","total":9,"day":69}"#;
    // By hours, the baseline would be older than 14 days, and the last score exactly two days after the infusion.
    assert!(told(&moved)[0].contains(r#""baseline":20,"follow_up":9,"follow_up_day":3"#));
    assert_eq!(told(&moved), told(bare));
}

#[test]
fn another_offset_for_all_lines_changes_no_byte() {
    let events = [
        ("03-01T00:10", Some(20)),
        ("03-01T23:50", None),
        ("03-04T23:50", None),
        ("03-05T00:10", Some(9)),
        ("03-31T12:00", Some(12)),
    ];
    let with = |offset| told(&at(&events.map(|(local, total)| (local, offset, total))));
    let expected = with("+00:00");
    for day in [r#""onset_day":4"#, r#""follow_up_day":30"#, r#""days":27"#] {
        assert!(expected[0].contains(day), "{day}: {}", expected[0]);
    }
    for offset in ["-12:00", "-09:30", "+05:45", "+14:00", "Z"] {
        assert_eq!(with(offset), expected, "{offset}");
    }
}

#[test]
fn the_local_date_counts_and_the_instant_orders() {
    // The same instant as the infusion, written in Tokyo, where it is the next day: still the baseline, at or before it.
    let lines = at(&[
        ("03-02T08:00", "+09:00", Some(20)),
        ("03-01T18:00", "-05:00", None),
        // Later by the clock on the wall, earlier in fact; the one that follows is the latest.
        ("03-09T20:00", "+09:00", Some(5)),
        ("03-09T18:00", "-05:00", Some(9)),
    ]);
    let [outcomes, between, _] = told(&lines);
    assert!(outcomes.contains(r#""baseline":20,"follow_up":9,"follow_up_day":8"#), "{outcomes}");
    assert!(between.contains(r#""before":20,"before_day":1,"best":5"#), "{between}");
}

#[test]
fn two_infusions_on_a_day_are_two_infusions_of_one_series() {
    let lines = at(&[
        ("03-01T08:00", "-05:00", Some(20)),
        ("03-01T09:00", "-05:00", None),
        ("03-01T12:00", "-05:00", Some(8)),
        ("03-01T15:00", "-05:00", None),
        ("03-01T20:00", "-05:00", Some(14)),
    ]);
    let [outcomes, between, _] = told(&lines);
    for figures in [r#""follow_up":14,"follow_up_day":0"#, r#""onset_day":0"#, r#""n":2"#] {
        assert!(outcomes.contains(figures), "{outcomes}");
    }
    assert!(outcomes.contains(r#""durability":[{"series":1,"days":0,"event":true}]"#));
    let between: Vec<&str> = between.lines().collect();
    assert_eq!(between.len(), 2);
    assert!(between[0].contains(r#""infusion":1,"series":1,"day":0,"#), "{}", between[0]);
    assert!(between[0].contains(r#""before":20,"before_day":0,"best":8"#), "{}", between[0]);
    assert!(between[1].contains(r#""infusion":2,"series":1,"day":0,"#), "{}", between[1]);
    assert!(between[1].contains(r#""before":8,"before_day":0,"best":14"#), "{}", between[1]);
    // By bare days both are at one time, and every score of that day is before them.
    let bare = r#"{"patient":1,"kind":"score","instrument":"phq9","total":20,"day":0}
{"patient":1,"kind":"infusion","day":0}
{"patient":1,"kind":"infusion","day":0}
{"patient":1,"kind":"score","instrument":"phq9","total":9,"day":1}"#;
    let [outcomes, between, _] = told(bare);
    assert!(outcomes.contains(r#""baseline":20"#) && outcomes.contains(r#""onset_day":1"#));
    let between: Vec<&str> = between.lines().collect();
    assert!(between[0].contains(r#""best":null"#) && between[1].contains(r#""best":9"#));
}
