//! Tests of the command line, on streams in memory.

use std::cell::Cell;

use super::*;
use interlude_clinical::library::CATALOGUE;
use interlude_clinical::library::about::about;
use interlude_clinical::words::Words;

/// Runs a command and returns exit code, standard output and standard error.
fn cli(arguments: &[&str], input: &str) -> (u8, String, String) {
    let mut host = Host {
        input: input.as_bytes(),
        output: Vec::new(),
        messages: Vec::new(),
        elapsed: || Duration::ZERO,
        watched: false,
    };
    let arguments: Vec<String> = arguments.iter().map(|it| (*it).to_owned()).collect();
    let code = run(&arguments, &mut host);
    (code, String::from_utf8(host.output).unwrap(), String::from_utf8(host.messages).unwrap())
}

#[track_caller]
fn table(instrument: &str, input: &str, expected: &str) {
    let result = cli(&["score", "--csv", "--instrument", instrument], input);
    assert_eq!(result, (0, expected.to_owned(), String::new()));
}

#[test]
fn a_wrong_command_says_what_is_wrong_and_what_is_right() {
    for (arguments, problem) in [
        (&[][..], "a command is missing"),
        (&["scor"], "unknown command: scor"),
        (&["score", "--fast"], "unknown option: --fast"),
        (&["score", "--csv"], "--csv needs --instrument"),
        (&["score", "--instrument"], "--instrument needs an id"),
        (&["score", "--instrument", "phq9"], "--instrument needs --csv"),
        (&["score", "--csv", "--instrument", "x"], "unknown instrument \"x\""),
        (&["score", "--totals"], "--totals needs --csv"),
        (&["instruments", "--xml"], "unknown option: --xml"),
        (&["instruments", "--json", "all"], "unexpected argument: all"),
        (&["--version", "2"], "unexpected argument: 2"),
    ] {
        let (code, output, messages) = cli(arguments, "");
        assert_eq!((code, output.as_str()), (2, ""), "{arguments:?}");
        assert!(messages.starts_with(&format!("interlude: {problem}")), "{messages}");
        assert!(messages.contains("usage: interlude score"), "{messages}");
    }
}

#[test]
fn help_and_version_succeed() {
    for arguments in
        [&["--help"][..], &["-h"], &["help"], &["score", "--help"], &["instruments", "-h"]]
    {
        assert_eq!(cli(arguments, ""), (0, [SYNOPSIS, HELP].concat(), String::new()));
    }
    assert_eq!(cli(&["--version"], "").1, concat!("interlude ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn every_line_gets_one_answer_even_a_malformed_one() {
    let good = r#"{"instrument":"gad2","answers":{"gad2.1":3,"gad2.2":1}}"#;
    let long = format!(r#"{{"instrument":"gad2","answers":{{}},"x":"{}"}}"#, "x".repeat(3 << 20));
    let input = format!("{good}\n\nnonsense\n{long}\n{good}\r\n   \n{good}");
    let (code, output, messages) = cli(&["score"], &input);
    assert_eq!((code, messages.as_str()), (0, ""));
    let status = |line: &str| {
        let answer: serde_json::Value = serde_json::from_str(line).unwrap();
        answer["error"]["kind"].as_str().unwrap_or("none").to_owned()
    };
    let kinds: Vec<String> = output.lines().map(status).collect();
    let bad = "malformed";
    assert_eq!(kinds, ["none", bad, bad, bad, "none", bad, "none"]);
    assert!(output.ends_with('\n'));
    assert_eq!(cli(&["score"], "").1, "");
    assert_eq!(cli(&["score"], "\n").1.lines().count(), 1);
}

#[test]
fn a_line_of_maximum_length_is_read_and_one_byte_more_is_not() {
    let fill = |length: usize| {
        let line = r#"{"instrument":"gad2","answers":{}}"#;
        format!("{line}{}", " ".repeat(length - line.len()))
    };
    let most = interlude_clinical::line::MOST_LINE_BYTES;
    for end in ["", "\n"] {
        let (read, malformed) = (fill(most) + end, fill(most + 1) + end);
        assert!(cli(&["score"], &read).1.contains("not-scorable"));
        assert!(cli(&["score"], &malformed).1.contains("malformed"));
    }
}

#[test]
fn a_table_keeps_its_other_columns_and_gets_every_score() {
    table(
        "phq4",
        "id,phq4.1,phq4.2,phq4.4,phq4.3,site\n\
         p1,1,2,0,3,north\n\
         p2,,2,0,3,\"a, b\"\n\
         p3,1,2.0, 0 ,x,\n\
         p4,1,2\n",
        "id,site,version,status,total,band,missing,anxiety,depression,safety,safety_unanswered,error,error_item\n\
         p1,north,2009,complete,6,moderate,0,3,3,false,0,,\n\
         p2,\"a, b\",2009,not-scorable,,,1,,3,false,0,,\n\
         p3,,2009,invalid,,,0,,,false,0,invalid-value,phq4.3\n\
         p4,,2009,invalid,,,0,,,false,0,malformed,\n",
    );
}

#[test]
fn findings_of_a_table_are_words_numbers_and_lists() {
    table(
        "qids_sr16",
        "qids_sr16.1\n3\n",
        "version,status,total,band,missing,domains,item12,safety,safety_unanswered,error,error_item\n\
         2003,not-scorable,,,13,;;;;;;;;,,,1,,\n",
    );
    table(
        "phq2",
        "sex,phq2.1,phq2.2\nfemale,2,2\n,0,0\nF,3,3\n",
        "version,status,total,band,missing,positive,safety,safety_unanswered,error,error_item\n\
         2003,complete,4,positive,0,true,false,0,,\n\
         2003,complete,0,negative,0,false,false,0,,\n\
         2003,invalid,,,0,,false,0,malformed,\n",
    );
}

#[test]
fn no_copied_cell_becomes_a_formula() {
    table(
        "gad2",
        "=id,gad2.1,gad2.2,note\n+1-1,0,0,\"=HYPERLINK(\"\"x\"\")\"\n-inf,0,0,@a\n a,0,0,b-c\n-1.5,0,0,+2e1\n",
        "'=id,note,version,status,total,band,missing,positive,safety,safety_unanswered,error,error_item\n\
         '+1-1,\"'=HYPERLINK(\"\"x\"\")\",2007,complete,0,negative,0,false,false,0,,\n\
         '-inf,'@a,2007,complete,0,negative,0,false,false,0,,\n\
         \u{20}a,b-c,2007,complete,0,negative,0,false,false,0,,\n\
         -1.5,+2e1,2007,complete,0,negative,0,false,false,0,,\n",
    );
}

#[test]
fn booleans_texts_and_decimals_of_a_table_are_read_by_their_item() {
    let input = "daily.safety,daily.note,daily.sleep_hours\nTRUE,7,6.5\nFalse,,\nyes,,\n,,99\n";
    let (code, output, _) = cli(&["score", "--csv", "--instrument", "daily_checkin"], input);
    assert_eq!(code, 0);
    let error = |line: &str| line.split(',').rev().take(2).map(str::to_owned).collect::<Vec<_>>();
    let errors: Vec<Vec<String>> = output.lines().skip(1).map(error).collect();
    let wrong = |item: &str| vec![item.to_owned(), "invalid-value".to_owned()];
    let none = vec![String::new(), String::new()];
    assert_eq!(errors, [none.clone(), none, wrong("daily.safety"), wrong("daily.sleep_hours")]);
    let safety: Vec<bool> = output.lines().skip(1).map(|line| line.contains(",true,")).collect();
    assert_eq!(safety, [true, false, false, false]);
}

#[test]
fn a_header_that_is_wrong_for_every_row_is_refused_before_the_first() {
    for (header, problem) in [
        ("id,phq9.1,phq9.99\n", "phq9 has no item phq9.99"),
        ("phq9.1,phq9.1\n", "two columns are named phq9.1"),
        ("phq9.1,PHQ9.2\n", "phq9 has no item PHQ9.2"),
        ("phq9.1,SEX\n", "rename the column SEX to sex"),
        ("phq9.1,total\n", "rename the column total: the score has a column of that name"),
        ("id,name\n", "no column is named like an item of phq9"),
        ("", "no column is named like an item of phq9"),
    ] {
        let (code, output, messages) = cli(&["score", "--csv", "--instrument", "phq9"], header);
        assert_eq!((code, output.as_str()), (2, ""), "{header:?}");
        assert!(messages.contains(problem), "{messages}");
    }
    let marked = "\u{feff}gad2.1,gad2.2\n1,1\n";
    assert!(cli(&["score", "--csv", "--instrument", "gad2"], marked).1.contains("complete,2"));
}

#[test]
fn every_instrument_is_written_as_a_questionnaire_that_computes_its_total() {
    let (code, output, _) = cli(&["instruments", "--fhir"], "");
    assert_eq!((code, output.lines().count()), (0, interlude_clinical::catalogue::FILES.len()));
    for (line, instrument) in output.lines().zip(interlude_clinical::catalogue::instruments()) {
        let json: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(json["resourceType"], "Questionnaire");
        assert_eq!(json["url"], interlude_clinical::fhir::canonical(instrument));
        let total = line.contains("sdc-questionnaire-calculatedExpression");
        assert!(total || !instrument.has_total(), "{}", instrument.id);
    }
}

#[test]
fn the_list_names_every_instrument() {
    let (code, output, _) = cli(&["instruments"], "");
    assert_eq!(code, 0);
    let json: serde_json::Value =
        serde_json::from_str(&cli(&["instruments", "--json"], "").1).unwrap();
    let rows = json.as_array().unwrap();
    assert_eq!(rows.len(), interlude_clinical::catalogue::FILES.len());
    for row in rows {
        let id = row["id"].as_str().unwrap();
        let line = output.lines().find(|line| line.split(' ').next() == Some(id)).unwrap();
        let wording = row["wording"].as_bool().unwrap();
        assert_eq!(row["licence"] != "bring-your-own", wording, "{line}");
        assert!(line.contains(row["name"].as_str().unwrap()), "{line}");
    }
    let phq9 = output.lines().find(|line| line.starts_with("phq9 ")).unwrap();
    assert!(phq9.contains("0–27") && phq9.contains("depression") && phq9.contains("en "), "{phq9}");
}

/// The languages of a row that are offered, or those that are not.
fn languages(row: &serde_json::Value, offered: bool) -> Vec<&str> {
    let languages = row["languages"].as_array().unwrap().iter();
    let fitting = languages.filter(|it| it["offered"] == offered);
    fitting.map(|it| it["language"].as_str().unwrap()).collect()
}

#[test]
fn the_list_offers_the_languages_in_which_patients_are_asked() {
    let table = cli(&["instruments"], "").1;
    let json: serde_json::Value =
        serde_json::from_str(&cli(&["instruments", "--json"], "").1).unwrap();
    let rows = json.as_array().unwrap();
    let row = |id: &str| rows.iter().find(|it| it["id"] == id).unwrap();
    assert_eq!(languages(row("phq9"), true), ["en"]);
    assert_eq!(languages(row("phq9"), false), ["de", "es-AR", "fr", "it", "pt-BR"]);
    assert_eq!(languages(row("gad7"), true), ["en", "es-US"]);
    assert_eq!(languages(row("gad7"), false), ["de", "es-ES", "fr", "it", "pt-BR"]);
    assert_eq!(languages(row("phq8"), false), ["es-ES"]);
    for row in rows {
        let id = row["id"].as_str().unwrap();
        let line = table.lines().find(|line| line.split(' ').next() == Some(id)).unwrap();
        let asked_in = |language: &str| CATALOGUE.in_language(id, language).unwrap();
        let of_library = interlude_clinical::catalogue::instrument(id).unwrap();
        let about = about(&CATALOGUE, of_library, false, Words::en_us()).languages.into_iter();
        let offered: Vec<String> = about.filter(|it| it.offered).map(|it| it.language).collect();
        assert_eq!(languages(row, true), offered, "{id}: as in the dashboard's library");
        for language in languages(row, true) {
            assert_eq!(asked_in(language).language, language, "{id}");
            assert!(!line.contains(&format!("({language}")), "{line}");
        }
        for language in languages(row, false) {
            assert_ne!(asked_in(language).language, language, "{id}");
            assert!(line.contains(&format!("({language}")), "{line}");
        }
    }
}

/// A stream that fails.
struct Broken(io::ErrorKind);

impl Write for Broken {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(self.0.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Err(self.0.into())
    }
}

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(self.0.into())
    }
}

#[test]
fn a_closed_pipe_is_no_error_and_a_full_disk_is_one() {
    let input = format!("gad2.1\n{}", "1\n".repeat(20_000));
    for (kind, code) in [(io::ErrorKind::BrokenPipe, 0), (io::ErrorKind::StorageFull, 1)] {
        for arguments in
            [&["score"][..], &["instruments"], &["score", "--csv", "--instrument", "gad2"]]
        {
            // The output exceeds every buffer, so that writing a table fails too.
            let mut host = Host {
                input: input.as_bytes(),
                output: Broken(kind),
                messages: Vec::new(),
                elapsed: || Duration::ZERO,
                watched: false,
            };
            let arguments: Vec<String> = arguments.iter().map(|it| (*it).to_owned()).collect();
            assert_eq!(run(&arguments, &mut host), code, "{arguments:?} {kind}");
            assert_eq!(host.messages.is_empty(), code == 0);
        }
    }
    let mut host = Host {
        input: Broken(io::ErrorKind::PermissionDenied),
        output: Vec::new(),
        messages: Vec::new(),
        elapsed: || Duration::ZERO,
        watched: false,
    };
    assert_eq!(run(&["score".to_owned()], &mut host), 1);
    assert!(host.messages.starts_with(b"interlude: cannot read"));
}

#[test]
fn long_input_reports_progress_on_a_terminal_or_on_request() {
    let lines = "{}\n".repeat(256 * 8);
    for (option, watched, expected) in [(false, false, 0), (false, true, 4), (true, false, 4)] {
        let readings = Cell::new(0);
        let mut host = Host {
            input: lines.as_bytes(),
            output: Vec::new(),
            messages: Vec::new(),
            // The clock advances half a second per reading.
            elapsed: || {
                readings.set(readings.get() + 1);
                Duration::from_millis(500 * readings.get())
            },
            watched,
        };
        let arguments = if option { &["score", "--progress"][..] } else { &["score"] };
        let arguments: Vec<String> = arguments.iter().map(|it| (*it).to_owned()).collect();
        assert_eq!(run(&arguments, &mut host), 0);
        let messages = String::from_utf8(host.messages).unwrap();
        assert_eq!(messages.lines().count(), expected, "{messages}");
        assert!(expected == 0 || messages.starts_with("1024 lines, 2 s\n"), "{messages}");
        assert!(expected == 0 || messages.ends_with("2048 lines, 4 s\n"), "{messages}");
    }
}

/// Status, total, missing, safety and the wrong item of a table, by rows and by columns.
#[test]
fn totals_by_columns_are_those_by_rows() {
    for instrument in interlude_clinical::catalogue::instruments().filter(|it| !it.items.is_empty())
    {
        let ids: Vec<&str> = instrument.items.iter().map(|item| item.id.as_str()).collect();
        let mut input = format!("who,{}\n", ids.join(","));
        for row in 0..40_usize {
            let cells = instrument.items.iter().enumerate().map(|(place, item)| {
                let values: Vec<i32> = item.values().collect();
                match (row * 7 + place * 3) % 11 {
                    _ if row == 0 => String::new(),
                    0 => String::new(),
                    1 if row % 5 == 0 => "99.5".to_owned(),
                    turn => values
                        .get(turn % values.len().max(1))
                        .map_or_else(|| "30".to_owned(), ToString::to_string),
                }
            });
            input.push_str(&format!("=p{row},{}\n", cells.collect::<Vec<_>>().join(",")));
        }
        let by_row = cli(&["score", "--csv", "--instrument", &instrument.id], &input).1;
        let by_column = ["score", "--csv", "--totals", "--instrument", &instrument.id];
        let by_column = cli(&by_column, &input).1;
        let pick = |text: &str, names: [&str; 8]| -> Vec<Vec<String>> {
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            let head = reader.headers().unwrap().clone();
            let places = names.map(|name| head.iter().position(|it| it == name).unwrap());
            let rows = reader.records().map(Result::unwrap);
            rows.map(|row| places.iter().map(|it| row[*it].to_owned()).collect()).collect()
        };
        let names = [
            "who",
            "version",
            "status",
            "total",
            "missing",
            "safety",
            "safety_unanswered",
            "error_item",
        ];
        assert_eq!(pick(&by_row, names), pick(&by_column, names), "{}", instrument.id);
    }
    let result =
        cli(&["score", "--csv", "--totals", "--instrument", "auditc"], "auditc.1,sex\n1,male\n");
    assert!(result.0 == 2 && result.2.contains("--totals applies one rule"), "{}", result.2);
}

#[test]
fn a_row_of_wrong_length_or_type_is_invalid_by_rows_and_by_columns() {
    let input = "who,phq9.1,phq9.9\na,1,1\nb,1\nc,1,3,5\nd,+1,+1\ne,01,1.\nf,1e0,2.0\ng,TRUE,0\n";
    let score = |more: &[&str]| {
        let mut arguments = vec!["score", "--csv", "--instrument", "phq9"];
        arguments.extend(more);
        let (code, output, messages) = cli(&arguments, input);
        assert_eq!((code, messages.as_str()), (0, ""));
        let mut reader = csv::Reader::from_reader(output.as_bytes());
        let head = reader.headers().unwrap().clone();
        let names = ["who", "status", "missing", "safety", "safety_unanswered", "error_item"];
        let places = names.map(|name| head.iter().position(|it| it == name).unwrap());
        let rows = reader.records().map(Result::unwrap);
        rows.map(|row| places.map(|it| row[it].to_owned()).join(" ")).collect::<Vec<_>>()
    };
    let rows = score(&[]);
    assert_eq!(rows, score(&["--totals"]));
    assert_eq!(
        rows,
        [
            "a not-scorable 7 true 0 ",
            "b invalid 0  1 ",
            "c invalid 0 true 0 ",
            "d invalid 0  1 phq9.1",
            "e invalid 0  1 phq9.1",
            "f not-scorable 7 true 0 ",
            "g invalid 0 false 0 phq9.1",
        ]
    );
}

#[test]
fn an_unclosed_quote_in_a_long_table_ends_the_run_with_an_error() {
    let input = format!("who,phq9.1\na,1\n\"b,{}", "1,\n".repeat(1 << 20));
    for more in [&[][..], &["--totals"]] {
        let mut arguments = vec!["score", "--csv", "--instrument", "phq9"];
        arguments.extend(more);
        let (code, output, messages) = cli(&arguments, &input);
        assert_eq!(code, 1);
        assert!(
            messages.contains("a row is longer than 1 MiB; a quote may be unclosed"),
            "{messages}"
        );
        assert!(output.lines().count() <= 2, "text inside a quote is not scored");
    }
}

#[test]
fn an_unclosed_quote_in_a_short_table_is_reported_with_its_line() {
    let input = "who,gad2.1,gad2.2\na,1,1\n\"b,1,2\nc,1,2\n";
    for more in [&[][..], &["--totals"]] {
        let mut arguments = vec!["score", "--csv", "--instrument", "gad2"];
        arguments.extend(more);
        let (code, output, messages) = cli(&arguments, input);
        assert_eq!(code, 1);
        let advice = "the row on line 3 extends to the end; a quote may be unclosed";
        assert!(messages.contains(advice), "{messages}");
        assert!(output.ends_with(",malformed,\n"), "{output}");
        // The rest of the table may be in the last cell of a row of the right length.
        let last = "gad2.1,gad2.2,note\n1,1,\"b\n3,3,x\n";
        let (code, _, messages) = cli(&arguments, last);
        assert!(code == 1 && messages.contains("row on line 2"), "{messages}");
        // Cells may contain line breaks, and short rows are rows.
        for fine in [
            "who,gad2.1,gad2.2\n\"a\nb\",1,1\n",
            "gad2.1,gad2.2,who\n1,1,\"a\nb\"\n",
            "gad2.1,gad2.2\n1\n",
            "gad2.1,gad2.2,who,note\n1,9,x,\"a\nb\"\n",
            "gad2.1,gad2.2,who\n1,1,5\" wide\n",
            "gad2.1,gad2.2,who\n1,1,2,\"a\n\"\"b\"\n",
        ] {
            assert_eq!(cli(&arguments, fine).0, 0, "{fine}");
        }
    }
}

#[test]
fn na_is_unanswered_in_an_answer_and_a_text_elsewhere() {
    table(
        "asq",
        "who,asq.1,asq.2,asq.3,asq.4,asq.4a,sex\nNA,NA,1,0,0,NA,NA\nx,na,0,0,0,,\n",
        "who,version,status,total,band,missing,result,safety,safety_unanswered,error,error_item\n\
         NA,NIMH toolkit 2017-2020,complete,,,2,positive-acuity-unknown,true,2,,\n\
         x,NIMH toolkit 2017-2020,invalid,,,0,,,1,invalid-value,asq.1\n",
    );
}

#[test]
fn totals_report_the_error_of_a_row() {
    let input = "gad2.1,gad2.2\n1,1\n1,9\n1\nNA,1\n";
    let (code, output, _) = cli(&["score", "--csv", "--instrument", "gad2", "--totals"], input);
    assert_eq!(code, 0);
    assert_eq!(
        output,
        "version,status,total,missing,safety,safety_unanswered,error,error_item\n\
         2007,complete,2,0,false,0,,\n\
         2007,invalid,,0,false,0,invalid-value,gad2.2\n\
         2007,invalid,,0,false,0,malformed,\n\
         2007,not-scorable,,1,false,0,,\n"
    );
}

/// Four rows of half a MiB each.
#[test]
fn a_table_may_exceed_the_maximum_length_of_a_row() {
    let row = format!("{},1\n", "w".repeat(1 << 19));
    let input = format!("who,phq9.1\n{}", row.repeat(4));
    for more in [&[][..], &["--totals"]] {
        let mut arguments = vec!["score", "--csv", "--instrument", "phq9"];
        arguments.extend(more);
        let (code, output, messages) = cli(&arguments, &input);
        assert_eq!((code, messages.as_str()), (0, ""));
        let rows: Vec<&str> = output.lines().skip(1).collect();
        assert_eq!(rows.len(), 4);
        assert!(rows.iter().all(|row| row.contains("w,") && row.contains("not-scorable")));
    }
}

#[test]
fn a_byte_order_mark_before_the_first_line_is_ignored() {
    let line = r#"{"instrument":"gad2","answers":{"gad2.1":3,"gad2.2":1}}"#;
    let output = cli(&["score"], &format!("\u{feff}{line}\n\u{feff}{line}\n")).1;
    let kinds: Vec<bool> = output.lines().map(|it| it.contains("malformed")).collect();
    assert_eq!(kinds, [false, true]);
}

#[test]
fn the_list_holds_every_definition_whole() {
    let json: serde_json::Value =
        serde_json::from_str(&cli(&["instruments", "--json"], "").1).unwrap();
    let phq9 = &json.as_array().unwrap()[0];
    assert_eq!(phq9["definition"]["loinc"]["total"], "44261-6");
    assert_eq!(phq9["definition"]["items"][8]["safety"]["at_least"], 1);
    assert!(json.as_array().unwrap().iter().all(|it| it["definition"]["id"] == it["id"]));
}
