//! Single answers in a chart: their texts, their steps, and items that were not assessed.

use super::*;
use crate::instrument::item::ItemKind;

/// A clinic's own form of two items with the same options. The second item is reversed, and is a safety item by
/// points.
fn own_form(direction: &str) -> Library {
    let often = ["Quite often", "Sometimes", "Hardly ever", "Never"];
    let options: Vec<_> =
        (0..4).zip(often).map(|(v, l)| serde_json::json!({"value": v, "label": l})).collect();
    let text = serde_json::json!({
        "id": "own_form", "version": "1", "title": "Own", "short": "Own", "language": "en",
        "content_kind": "forms", "respondent": "patient", "duration_text": "1 minute", "conditions": [],
        "recall_days": 7, "recall_text": "past 7 days", "citation": null, "direction": direction,
        "minimum_interval_days": {"value": 1, "verified": false, "source": "own"},
        "licence": {"class": "own", "notice": "own", "verified": true, "sources": []},
        "loinc": {"panel": null, "total": null}, "option_sets": {"often": options},
        "items": [
            {"id": "own_form.1", "number": 1, "text": "Felt well?", "kind": "choice", "options": "often"},
            {"id": "own_form.2", "number": 2, "text": "Harming yourself?", "kind": "choice", "options": "often",
             "reverse": true, "safety": {"at_least": 1, "of": "points"}}
        ],
        "scoring": {"method": "sum", "items": ["own_form.1", "own_form.2"], "max_missing": 0, "on_missing": "no-score"},
        "bands": [], "cut_points": [], "change": {}, "sources": ["own"]
    });
    let mut clinic = Journal::default();
    let (at, text) = (at("2026-05-01T09:00:00Z"), text.to_string());
    let file =
        crate::entry::InstrumentFile { at, zone: zone(), replaces: None, text, statement: None };
    clinic.file(Side::Clinic, Entry::InstrumentFile(file));
    let library = Library::of(&clinic.filed());
    assert!(library.refused().is_empty(), "{}", library.refused()[0].reason(Words::en_us()));
    library
}

/// The chart of forms of the instrument `id` with these answers, one form per day; `None` is a skipped item.
fn answered(library: &Library, id: &str, forms: &[&[Option<i32>]]) -> Chart {
    let (mut journal, instrument) = (Journal::default(), library.instrument(id).unwrap());
    for (day, values) in forms.iter().enumerate() {
        let time = format!("2026-05-0{}T09:00:00-04:00", day + 1);
        let mut draft = Draft::open(instrument, at(&time), HelpContext::default());
        for (item, value) in instrument.items.iter().zip(*values) {
            let answer = |value: i32| {
                let is_number = matches!(item.kind, ItemKind::Number { .. });
                if is_number { Answer::Number(value.into()) } else { Answer::Choice(value) }
            };
            drop(draft.answer(&item.id, value.map_or(Answer::Skip, answer)).unwrap());
        }
        let side = if id == "hamd17" { Side::Clinic } else { Side::Patient };
        journal.file(side, Entry::Response(draft.submit(at(&time), zone()).unwrap()));
    }
    let (patient, counts) = (SpaceId([7; 16]), journal.counts);
    let facts = Facts {
        patient,
        entries: &journal.filed(),
        library,
        rules: Rules::usual(),
        team: Team::UNKNOWN,
        counts,
        words: Words::en_us(),
    };
    chart(&facts, Some(id), &at(NOW)).unwrap()
}

#[test]
fn a_numeric_answer_is_written_once() {
    let sidas = answered(&CATALOGUE, "sidas", &[&[Some(5), Some(3), Some(7), Some(0), Some(0)]]);
    let texts: Vec<_> = sidas.points[0].safety.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(texts, ["item 1: 5", "item 3: 7"]);
    let told = sidas.safety_text.unwrap();
    assert!(told.contains("\"5\"") && !told.contains("(5)"), "{told}");
}

#[test]
fn a_total_is_drawn_even_if_no_direction_is_better() {
    let has_total = |id: &str| {
        let chart = answered(&CATALOGUE, id, &[]);
        (chart.instrument.has_total, !chart.instrument.direction_text.is_empty())
    };
    assert_eq!(has_total("meq30"), (true, false), "no direction was published as better");
    assert_eq!(has_total("phq9"), (true, true));
    assert_eq!(has_total("daily_checkin"), (false, false));
    assert!(!has_total("promis_anxiety_8a").0, "its T-scores have no table yet");
    let meq30 = answered(&CATALOGUE, "meq30", &[&[Some(5); 30]]);
    assert_eq!(meq30.points[0].total, Some(Points::whole(150)));
    assert!(meq30.points[0].items.iter().all(|it| it.step.is_none()), "no direction, no step");
}

#[test]
fn safety_answers_of_a_reversed_item_are_quoted() {
    let library = own_form("lower-is-better");
    let forms: [&[Option<i32>]; 3] =
        [&[Some(0), Some(3)], &[Some(0), Some(2)], &[Some(0), Some(0)]];
    let chart = answered(&library, "own_form", &forms);
    let marked: Vec<_> =
        chart.points.iter().map(|it| it.safety.first().map(|it| it.highest)).collect();
    assert_eq!(marked, [None, Some(2), Some(0)], "0 is the worst answer here");
    assert_eq!(chart.points[2].safety[0].text, "item 2: Quite often (0)");
    assert_eq!(
        chart.safety_text.as_deref(),
        Some(
            "Own item 2 answered \"Quite often\" (0) or \"Hardly ever\" (2) in 2 of 3 forms, last on 3 May 2026: \
             \"Quite often\" (0). Zero does not mean that there are no such thoughts.",
        ),
    );
    let mut epds = [Some(0); 10];
    for reversed in [2, 4, 5, 6, 7, 8] {
        epds[reversed] = Some(3);
    }
    let chart = answered(&CATALOGUE, "epds", &[&epds]);
    assert_eq!(
        (chart.points[0].total, chart.points[0].safety[0].highest),
        (Some(Points::whole(3)), 0)
    );
    assert!(!chart.safety_text.unwrap().contains("above zero"));
}

#[test]
fn the_step_of_an_answer_rises_with_severity_in_either_direction() {
    let steps = |chart: &Chart| -> Vec<Option<u8>> {
        chart.points[0].items.iter().map(|item| item.step).collect()
    };
    let lower = own_form("lower-is-better");
    for (values, expected) in [
        ([Some(0), Some(0)], [Some(0), Some(4)]),
        ([Some(1), Some(1)], [Some(1), Some(3)]),
        ([Some(3), Some(3)], [Some(4), Some(0)]),
        ([Some(2), None], [Some(3), None]),
    ] {
        assert_eq!(steps(&answered(&lower, "own_form", &[&values])), expected, "{values:?}");
    }
    let higher = answered(&own_form("higher-is-better"), "own_form", &[&[Some(0), Some(0)]]);
    assert_eq!(steps(&higher), [Some(4), Some(0)]);
    assert_eq!(
        steps(&answered(&CATALOGUE, "who5", &[&[Some(5), Some(0), Some(0), Some(0), Some(0)]]))
            [..2],
        [Some(0), Some(4)]
    );
    let mut journal = Journal::default();
    let form = journal.phq9("2026-05-01T09:00:00-04:00", 3, Some(1));
    let nine = |chart: &Chart| (chart.points[0].items[0].step, chart.points[0].items[8].step);
    assert_eq!(nine(&journal.chart(Some("phq9"))), (Some(4), Some(1)));
    journal.of_version(form, "2099");
    assert_eq!(nine(&journal.chart(Some("phq9"))), (None, None));
    journal.check_in("2026-05-02T09:00:00-04:00", 4.0, None);
    assert_eq!(steps(&journal.chart(Some("daily_checkin")))[0], None, "nothing is summed");
    let hamd = CATALOGUE.instrument("hamd17").unwrap();
    let place = hamd.items.iter().position(|item| item.id == "hamd17.16b").unwrap();
    let mut values = vec![Some(0); hamd.items.len()];
    values[place] = Some(3);
    assert_eq!(steps(&answered(&CATALOGUE, "hamd17", &[&values]))[place], None, "not assessed");
}

#[test]
fn bands_are_numbered_from_the_least_severe_in_either_direction() {
    let steps = |id: &str| -> Vec<usize> {
        let chart = answered(&CATALOGUE, id, &[]);
        let known = CATALOGUE.instrument(id).unwrap();
        let about = crate::library::about::about(&CATALOGUE, known, false, Words::en_us());
        let steps: Vec<_> = chart.instrument.bands.iter().map(|it| it.step).collect();
        assert_eq!(about.bands.iter().map(|it| it.step).collect::<Vec<_>>(), steps);
        steps
    };
    assert_eq!(steps("who5"), [2, 1, 0], "below 29 is the worst of well-being");
    assert_eq!(steps("phq9"), [0, 1, 2, 3, 4]);
}

#[test]
fn items_not_assessed_have_no_value_and_a_note_if_they_count_as_zero() {
    let hamd = CATALOGUE.instrument("hamd17").unwrap();
    let told = |first: i32, second: i32| {
        let value = |id: &str| match id {
            "hamd17.16a" => Some(first),
            "hamd17.16b" => Some(second),
            _ => Some(1),
        };
        let values: Vec<_> = hamd.items.iter().map(|item| value(&item.id)).collect();
        let point = answered(&CATALOGUE, "hamd17", &[&values]).points.remove(0);
        let shown = point.items.iter().filter(|it| it.item.starts_with("hamd17.16"));
        (point.total, shown.map(|it| it.value).collect::<Vec<_>>(), point.notes)
    };
    let note = "16B and 16A: not assessed, counted as 0".to_owned();
    assert_eq!(told(3, 3), (Some(Points::whole(16)), vec![None, None], vec![note]));
    assert_eq!(told(3, 2), (Some(Points::whole(18)), vec![None, Some(2.0)], Vec::new()));
}

#[test]
fn a_form_sooner_than_the_shortest_interval_is_told_as_shortened() {
    let mut journal = Journal::default();
    for time in ["2026-04-01", "2026-04-08", "2026-04-14", "2026-04-21"] {
        journal.phq9(&format!("{time}T08:00:00-04:00"), 12, Some(0));
    }
    // A stopped form answers nothing; it is in sight for its item 9.
    journal.stopped("2026-04-26T08:00:00-04:00", &[1]);
    journal.phq9("2026-04-28T08:00:00-04:00", 12, Some(0));
    let chart = journal.chart(Some("phq9"));
    let points = chart.points.iter().filter(|it| it.total.is_some());
    let shortened: Vec<bool> = points.map(|it| it.shortened_text.is_some()).collect();
    assert_eq!(shortened, [false, false, true, false, false], "6 days after the 8th alone");
}
