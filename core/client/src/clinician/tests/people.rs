//! A clinic of 24 fictional patients and their answers.

use super::patient::{MORENO, PARK, Patient, answered};
use super::{before, now, zone};
use interlude_clinical::entry::care_plan::CarePlan;
use interlude_clinical::entry::infusion::Route;
use interlude_clinical::entry::treatment::{Episode, Owner, PlannedInfusion, TreatedCondition};
use interlude_clinical::entry::{Entry, Filed, InstrumentFile, Side};
use interlude_clinical::library::Library;
use interlude_clinical::response::draft::Answer;
use interlude_protocol::id::{Fingerprint, RecordId};
use serde_json::json;

/// Name, date of birth and patient number at the clinic.
const PEOPLE: [(&str, &str, &str); 24] = [
    ("REYES, Dana", "1984-03-14", "4821-K"),
    ("LIM, Ari", "1990-07-30", "5530-P"),
    ("OKAFOR, Sam", "1971-11-02", "1177-C"),
    ("HAYES, Robin", "1996-01-22", "6402-D"),
    ("NOVAK, Jo", "1966-01-09", "2093-T"),
    ("BELL, Kim", "1988-09-17", "3318-H"),
    ("ABARA, Chidi", "1979-05-05", "7120-M"),
    ("ANDERSSON-VILLANUEVA, Maximiliane", "1993-12-30", "9004-W"),
    ("BAKER, Lou", "1958-02-11", "1250-A"),
    ("CASTILLO, Inés", "2001-08-19", "8841-B"),
    ("DUBOIS, Marc", "1975-06-26", "2277-E"),
    ("ERIKSEN, Tove", "1982-10-08", "4409-F"),
    ("FERRARI, Gio", "1999-04-03", "5512-G"),
    ("GREEN, Taylor", "1987-11-21", "6633-J"),
    ("HUANG, Wei", "1969-03-29", "7754-L"),
    ("IVANOVA, Mila", "1994-02-02", "8875-N"),
    ("JONES, Alex", "1980-12-12", "9996-Q"),
    ("KOWALSKI, Ewa", "1973-07-07", "1113-R"),
    ("MARTIN, Chris", "1991-01-15", "2224-S"),
    ("OYELARAN, Tobi", "1985-05-25", "3335-U"),
    ("PATEL, Nisha", "1998-09-09", "4446-V"),
    ("QUINN, Casey", "1964-04-18", "5557-X"),
    ("ROSSI, Paola", "1977-08-28", "6668-Y"),
    ("SATO, Ren", "2003-10-31", "7779-Z"),
];

/// Days before today, and the PHQ-9 total of that day.
const DANA: [(u64, i32); 15] = [
    (150, 20),
    (136, 22),
    (122, 21),
    (108, 20),
    (94, 22),
    (80, 21),
    (66, 21),
    (59, 21),
    (46, 15),
    (39, 12),
    (32, 9),
    (21, 8),
    (16, 9),
    (7, 12),
    (0, 17),
];

/// Answers to check-ins, one every second evening until yesterday; `-` skips an item.
const MOOD: &str = "3344-566776677-5544334";
const ENERGY: &str = "234455-6677766655-4433";
const ANXIETY: &str = "8776-55443334-45566778";
const SLEEP: &str = "45-4566778778766-54434";
const WIRED: &str = "nnnnnnnnnnnyn-nnnnnnnn";
const THOUGHTS: &str = "nnynnnnnnnnnn-nnnnnnnn";

/// The catalogue and the clinic's own definition, whose last item is reversed.
pub(super) fn library() -> Library {
    let often = ["Quite often", "Sometimes", "Hardly ever", "Never"];
    let often = (0..).zip(often).map(|(value, label)| json!({"value": value, "label": label}));
    let item = |number: i32, text: &str| json!({"id": format!("own_week.{number}"), "number": number, "text": text, "kind": "choice", "options": "often"});
    let mut items = [
        item(1, "I was worn out, and everything I had planned for the week fell through"),
        item(2, "I slept through the night"),
        item(3, "I thought of harming myself"),
    ];
    items[2]["reverse"] = json!(true);
    items[2]["safety"] = json!({"at_least": 1, "of": "points"});
    let text = json!({
        "id": "own_week", "version": "1", "title": "The clinic's own week", "short": "Own", "language": "en",
        "content_kind": "forms", "respondent": "patient", "duration_text": "1 minute", "conditions": [],
        "recall_days": 7, "recall_text": "past 7 days", "citation": null, "direction": "lower-is-better",
        "minimum_interval_days": {"value": 7, "verified": false, "source": "own"},
        "licence": {"class": "own", "notice": "Written by the clinic.", "verified": true, "sources": []},
        "loinc": {"panel": null, "total": null}, "option_sets": {"often": often.collect::<Vec<_>>()},
        "items": items, "bands": [], "cut_points": [], "change": {}, "sources": ["own"],
        "scoring": {"method": "sum", "items": ["own_week.1", "own_week.2", "own_week.3"], "max_missing": 0,
            "on_missing": "no-score"},
    });
    let (at, text) = (before(170, "09:00"), text.to_string());
    let file = InstrumentFile { at, zone: zone(), replaces: None, text, statement: None };
    let entry = Entry::InstrumentFile(file);
    let library =
        Library::of(&[Filed { record: RecordId([1; 16]), by: Side::Clinic, entry: &entry }]);
    assert!(library.refused().is_empty());
    library
}

/// All patients; the first is Dana.
pub(super) fn people(library: &Library) -> Vec<Patient> {
    let others = (0..).zip(PEOPLE).skip(1).map(|(place, who)| other(library, place, who));
    std::iter::once(dana(library)).chain(others).collect()
}

/// A patient with unreadable records and forms of six instruments; one is prorated, one stopped and one shortened.
pub(super) fn dana(library: &Library) -> Patient {
    let mut dana = Patient::new(0x1000, PEOPLE[0]);
    for (days, dose) in [(56, 41.0), (53, 41.0), (50, 41.0), (47, 61.5), (24, 61.5)] {
        dana.infusion(before(days, "10:05"), dose);
    }
    for (days, total) in DANA {
        let (ninth, at) = (i32::from([66, 0].contains(&days)), before(days, "09:12"));
        let ninth = (days != 108).then_some(ninth);
        dana.form((library, "phq9"), &at, phq9(total, ninth));
        if days < 60 {
            let values = spread((total * 7 + 5) / 10, 7, 3);
            dana.form((library, "gad7"), &before(days, "09:08"), choices(values));
        }
    }
    // A chart shows a stopped form only if it tripped a safety rule.
    let left = before(25, "09:12");
    let nothing = [const { Answer::Skip }; 8].into_iter();
    let draft = answered((library, "phq9"), &left, nothing.chain([Answer::Choice(1)]));
    dana.file(Side::Patient, Entry::Response(draft.stop(left, zone())));
    for (days, total) in [(150, 40), (94, 44), (39, 28), (21, 26), (0, 34)] {
        let mut values = spread(total, 20, 4);
        if total >= 20 {
            // Answers of 2 or more to item 16 show clinicians a note.
            values[14] -= 1;
            values[15] += 1;
        }
        dana.form((library, "pcl5"), &before(days, "09:05"), choices(values));
    }
    for (days, value) in [(46, 6), (32, 3), (21, 3), (16, 3), (7, 4), (0, 6)] {
        let values = [value, value + 1, value].map(|it| Answer::Number(it.into()));
        dana.form((library, "peg"), &before(days, "09:01"), values);
    }
    let at = before(12, "09:18");
    let mut draft = answered((library, "own_week"), &at, choices(vec![1, 3, 2]));
    drop(draft.answer("own_week.3", Answer::Choice(0)).unwrap());
    dana.file(Side::Patient, Entry::Response(draft.submit(at, zone()).unwrap()));
    check_ins(&mut dana, library);
    treated(&mut dana);
    (dana.counts.damaged, dana.counts.unopened) = (1, 1);
    dana
}

/// An episode of care, and an infusion planned for three days from now.
fn treated(patient: &mut Patient) {
    let (at, zone, replaces) = (before(60, "10:00"), zone(), None);
    let episode = Episode {
        at: at.clone(),
        zone: zone.clone(),
        replaces,
        condition: TreatedCondition::Trd,
        goals: "Work two days a week; sleep through".to_owned(),
        primary_instrument: "phq9".to_owned(),
        start: before(60, "10:00").date(),
        end: None,
    };
    patient.file(Side::Clinic, Entry::Episode(episode));
    let rows = interlude_clinical::schedule::usual_rows(TreatedCondition::Trd);
    let signed = before(30, "10:00");
    let plan = CarePlan { at: signed, zone: zone.clone(), replaces, rows };
    patient.file(Side::Clinic, Entry::CarePlan(plan));
    let day = now().date() + chrono::Duration::days(3);
    let (route, dose_mg) = (Route::Iv, Some(61.5));
    let planned = PlannedInfusion { at, zone, replaces, day, route, dose_mg };
    patient.file(Side::Clinic, Entry::PlannedInfusion(planned));
}

fn check_ins(patient: &mut Patient, library: &Library) {
    let days = (1..44).rev().step_by(2);
    let numbers = [MOOD, ENERGY, ANXIETY, SLEEP].map(str::as_bytes);
    for (place, days) in days.enumerate() {
        let number = |row: &[u8]| match row[place] {
            b'-' => Answer::Skip,
            digit => Answer::Number((digit - b'0').into()),
        };
        let yes_no = |row: &str| match row.as_bytes()[place] {
            b'-' => Answer::Skip,
            letter => Answer::Boolean(letter == b'y'),
        };
        let core = numbers.map(number).into_iter().chain([yes_no(WIRED), yes_no(THOUGHTS)]);
        let more =
            [Answer::Skip, Answer::Number(6.5), Answer::Text("Slept badly, long day".to_owned())];
        let more = more.into_iter().filter(|_| days == 1);
        patient.form((library, "daily_checkin"), &before(days, "19:00"), core.chain(more));
    }
}

/// A patient with a PHQ-9 every second week. Some patients have a reason to rank high on the panel.
fn other(library: &Library, place: u64, who: (&str, &str, &str)) -> Patient {
    let mut patient = Patient::new(0x1000 + u128::from(place), who);
    for n in 0..4 + place % 4 {
        let dose = if n < 3 { 41.0 } else { 61.5 };
        patient.infusion(before(56 - n * (3 + place % 2), "10:05"), dose);
    }
    let number = i32::try_from(place).unwrap();
    let start = 16 + (number * 5) % 9;
    let total = |week: i32| {
        let fall = (12 - week).max(0) * (12 + 5 * ((number * 3) % 5));
        ((start + (week * number) % 3) * 30 - fall + 15).div_euclid(30).clamp(1, 24)
    };
    let last = match who.0 {
        "HAYES, Robin" => 16,
        "NOVAK, Jo" => 31,
        _ => 0,
    };
    let form = |patient: &mut Patient, days: u64, total: i32, ninth: Option<i32>| {
        patient.form((library, "phq9"), &before(days, "09:12"), phq9(total, ninth));
    };
    for week in (2..=14).rev().step_by(2) {
        let days = u64::try_from(week * 7).unwrap();
        if days > last {
            form(&mut patient, days, total(week), Some(0));
        }
    }
    match who.0 {
        "LIM, Ari" => {
            let item = |number: i32| match number {
                1..=3 | 9 => Answer::Choice(1),
                _ => Answer::Skip,
            };
            patient.form((library, "phq9"), &before(0, "08:40"), (1..=10).map(item));
        }
        "OKAFOR, Sam" => form(&mut patient, 0, total(2) + 7, Some(0)),
        "NOVAK, Jo" => {
            form(&mut patient, last, total(4), None);
            (patient.counts.damaged, patient.counts.unopened) = (1, 1);
        }
        _ => form(&mut patient, last, total(0), Some(0)),
    }
    let owner = match place {
        7 => Some(PARK),
        place if place % 4 == 1 => Some(MORENO),
        _ => None,
    };
    if let Some(owner) = owner {
        let (at, zone, clinician) = (before(50, "10:00"), zone(), Fingerprint([owner; 32]));
        patient.file(Side::Clinic, Entry::Owner(Owner { at, zone, replaces: None, clinician }));
    }
    patient
}

/// PHQ-9 answers with this total, which is prorated if `ninth` is `None`.
fn phq9(total: i32, ninth: Option<i32>) -> Vec<Answer> {
    let eight = match ninth {
        Some(ninth) => total - ninth,
        None => (total * 8 + 4) / 9,
    };
    let difficulty = Answer::Choice((total / 5).min(3));
    let mut answers = choices(spread(eight, 8, 3));
    answers.push(ninth.map_or(Answer::Skip, Answer::Choice));
    answers.push(difficulty);
    answers
}

/// Distributes `total` evenly over `items` items of at most `most` points.
fn spread(total: i32, items: i32, most: i32) -> Vec<i32> {
    assert!((0..=items * most).contains(&total));
    (0..items).map(|place| total / items + i32::from(place < total % items)).collect()
}

fn choices(values: Vec<i32>) -> Vec<Answer> {
    values.into_iter().map(Answer::Choice).collect()
}
