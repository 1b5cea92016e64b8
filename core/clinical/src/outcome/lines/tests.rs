//! A text is read as a stream of lines is; the command line's tests read the lines themselves.

use super::{What, each_line, outcome_lines, survival_lines};
use crate::line::MOST_LINE_BYTES;
use crate::outcome::Rules;

const INFUSION: &str = r#"{"patient":"a","kind":"infusion","day":0}"#;
const SCORE: &str = r#"{"patient":"a","kind":"score","instrument":"phq9","total":9,"day":0}"#;

#[test]
fn marks_ends_of_lines_and_empty_lines_are_no_mistakes() {
    let plain = outcome_lines(&format!("{INFUSION}\n{SCORE}"), What::Outcomes, Rules::usual());
    assert!(plain.refused.is_empty() && plain.lines.ends_with("}\n"));
    let odd = format!("\u{feff}{INFUSION}\r\n\r\n  \n{SCORE}\r\n");
    assert!(outcome_lines(&odd, What::Outcomes, Rules::usual()) == plain, "{odd:?}");
}

#[test]
fn each_wrong_line_is_named_by_its_number_among_all_lines() {
    let long = "x".repeat(MOST_LINE_BYTES + 1);
    let fits = format!("{SCORE}{}", " ".repeat(MOST_LINE_BYTES - SCORE.len()));
    let text = format!("\nx\n{long}\n{fits}\r\n{{}}");
    let told = outcome_lines(&text, What::Outcomes, Rules::usual());
    let expected = [
        "line 2: this is not a JSON object",
        "line 3: this is longer than 1 MiB",
        "line 5: patient must be a text or a whole number",
    ];
    assert_eq!(told.refused, expected);
    assert_eq!(told.lines.lines().count(), 1);
}

#[test]
fn nothing_usable_gives_no_line() {
    for text in ["", "\n", "x"] {
        for what in [What::Outcomes, What::Between, What::Cohort] {
            assert_eq!(outcome_lines(text, what, Rules::usual()).lines, "", "{text:?}");
        }
        assert_eq!(survival_lines(text).lines, "", "{text:?}");
    }
    assert!(survival_lines(r#"{"t":2,"event":false}"#).lines.starts_with(r#"{"median":null"#));
    assert!(!each_line("x", |_| Err("wrong")).1);
}

#[test]
fn no_debug_text_holds_a_patient_or_a_figure() {
    let told = outcome_lines(&format!("{INFUSION}\n{SCORE}"), What::Outcomes, Rules::usual());
    assert_eq!(format!("{told:?}"), "Told(..)");
}
