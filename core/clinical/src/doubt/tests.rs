//! Each doubt at its edge, and its sentence.

use super::DoubtKind::{BeforeBirth, Close, Dose, Future, Old, Weight};
use super::*;
use crate::chart::tests::{Journal, at};
use crate::entry::infusion::Route;
use crate::entry::{Entry, Side};
use crate::library::CATALOGUE;
use crate::moment::Zone;
use crate::outcome::Rules;
use crate::timeline::Team;
use crate::words::Words;
use crate::words::tests::{assert_from_messages, pseudo};
use interlude_protocol::id::SpaceId;

const NOW: &str = "2026-05-12T09:30:00-04:00";
const RANGE: Option<(f64, f64)> = Some((0.25, 2.0));

fn infusion(time: &str, weight_kg: Option<f64>) -> Infusion {
    Infusion {
        at: at(time),
        zone: Zone::parse("America/New_York").unwrap(),
        replaces: None,
        route: Route::Iv,
        dose_mg: 41.0,
        weight_kg,
        duration_minutes: 40,
        reason: None,
    }
}

fn doubts_in(
    journal: &Journal,
    typed: &Infusion,
    own: &[RecordId],
    words: &'static Words,
) -> InfusionDoubts {
    let entries = &journal.filed();
    let facts = Facts {
        patient: SpaceId([7; 16]),
        entries,
        library: &CATALOGUE,
        rules: Rules::usual(),
        team: Team::UNKNOWN,
        words,
        counts: journal.counts,
    };
    infusion_doubts(&facts, typed, own, RANGE, &at(NOW))
}

fn asked(journal: &Journal, typed: &Infusion) -> Vec<(DoubtKind, String)> {
    let doubts = doubts_in(journal, typed, &[], Words::en_us());
    assert!(doubts.refused.is_none());
    let plain = |it: Doubt| (it.kind, it.text.replace('\u{a0}', " "));
    doubts.asked.into_iter().map(plain).collect()
}

fn kinds(journal: &Journal, typed: &Infusion) -> Vec<DoubtKind> {
    asked(journal, typed).into_iter().map(|(kind, _)| kind).collect()
}

/// A patient born on 14 March 1984.
fn nobody_infused() -> Journal {
    let mut journal = Journal::default();
    journal.profile("REYES, Dana");
    journal
}

fn given(time: &str, weight_kg: Option<f64>) -> Journal {
    let mut journal = nobody_infused();
    journal.file(Side::Clinic, Entry::Infusion(infusion(time, weight_kg)));
    journal
}

#[test]
fn a_usual_infusion_raises_no_doubt() {
    let journal = given("2026-05-05T09:05:00-04:00", Some(82.0));
    assert_eq!(asked(&journal, &infusion("2026-05-12T09:05:00-04:00", Some(81.0))), []);
    assert_eq!(asked(&Journal::default(), &infusion(NOW, None)), []);
}

#[test]
fn a_time_to_come_and_a_time_before_birth_are_refused() {
    let journal = nobody_infused();
    let refused = |time| {
        let doubts = doubts_in(&journal, &infusion(time, None), &[], Words::en_us());
        assert!(doubts.refused.is_none() || doubts.asked.is_empty());
        doubts.refused.map(|it| it.kind)
    };
    assert_eq!(refused("2026-05-12T09:30:01-04:00"), Some(Future));
    assert_eq!(refused(NOW), None);
    assert_eq!(refused("2026-05-12T15:30:00+02:00"), None, "the same instant elsewhere");
    assert_eq!(refused("1984-03-13T23:59:59-05:00"), Some(BeforeBirth));
    assert_eq!(refused("1984-03-14T00:00:00-05:00"), None, "the day of birth");
    assert_eq!(refused("0001-01-01T00:00:00Z"), Some(BeforeBirth));
    assert_eq!(kinds(&Journal::default(), &infusion("1900-01-01T00:00:00Z", None)), [Old]);
}

#[test]
fn more_than_thirty_days_are_asked_about() {
    let journal = nobody_infused();
    assert_eq!(asked(&journal, &infusion("2026-04-12T09:30:00-04:00", None)), []);
    let long_ago = asked(&journal, &infusion("2026-04-12T09:29:59-04:00", None));
    assert_eq!(long_ago, [(Old, "The infusion was on 12 Apr 2026, 30 days ago.".to_owned())]);
}

#[test]
fn two_hours_before_and_after_another_infusion_are_asked_about() {
    let journal = given("2026-05-10T12:00:00-04:00", None);
    for (time, side) in [
        ("2026-05-10T14:00:00-04:00", Some("120 min before this one")),
        ("2026-05-10T14:00:01-04:00", None),
        ("2026-05-10T10:00:00-04:00", Some("120 min after this one")),
        ("2026-05-10T09:59:59-04:00", None),
        ("2026-05-10T18:35:00+02:00", Some("35 min before this one")),
        ("2026-05-10T12:00:00-04:00", Some("at the same time")),
    ] {
        let said = asked(&journal, &infusion(time, None));
        let text = |side| {
            let end = "Sun 10 May, 12:00: 41 mg IV over 40 min.";
            vec![(Close, format!("Another infusion began {side}, {end}"))]
        };
        assert_eq!(said, side.map_or(Vec::new(), text), "{time}");
    }
}

#[test]
fn the_infusion_that_is_corrected_or_was_tried_is_no_other_one() {
    let mut journal = nobody_infused();
    let own = journal.infusion("2026-05-10T12:00:00-04:00", 41.0, None);
    let typed = infusion("2026-05-10T12:10:00-04:00", Some(120.0));
    assert_eq!(kinds(&journal, &typed), [Close, Weight]);
    let doubts = doubts_in(&journal, &typed, &[own], Words::en_us());
    assert!(doubts.asked.is_empty());
    journal.retract(Side::Clinic, own);
    assert_eq!(kinds(&journal, &typed), [], "what was taken back does not count");
}

#[test]
fn a_fifth_of_the_last_weight_is_asked_about() {
    let journal = given("2026-05-05T09:05:00-04:00", Some(82.0));
    for (kg, is_asked) in
        [(98.4, true), (98.39, false), (65.6, true), (65.61, false), (180.0, true), (82.0, false)]
    {
        let said = kinds(&journal, &infusion(NOW, Some(kg)));
        assert_eq!(said.contains(&Weight), is_asked, "{kg}");
    }
    for step in 0..2_000_u32 {
        // Every tenth of a kilogram from 20 to 220: neither side of the edge is lost to rounding.
        let last = f64::from(200 + step) / 10.0;
        let edge = f64::from((200 + step) * 12) / 100.0;
        let journal = given("2026-05-05T09:05:00-04:00", Some(last));
        assert!(kinds(&journal, &infusion(NOW, Some(edge))).contains(&Weight), "{last}");
        let under = edge - 0.01;
        assert!(!kinds(&journal, &infusion(NOW, Some(under))).contains(&Weight), "{last}");
    }
}

#[test]
fn the_last_weight_is_that_before_the_infusion_else_the_first_after_it() {
    let mut journal = given("2026-05-05T09:05:00-04:00", Some(82.0));
    journal.file(Side::Clinic, Entry::Infusion(infusion("2026-05-07T09:05:00-04:00", None)));
    journal.file(Side::Clinic, Entry::Infusion(infusion("2026-05-11T09:05:00-04:00", Some(60.0))));
    let text = |typed| asked(&journal, &typed).into_iter().map(|(_, text)| text).next_back();
    assert_eq!(
        text(infusion("2026-05-08T09:05:00-04:00", Some(60.0))).unwrap(),
        "60 kg is 27 % less than the weight on 5 May 2026, 82 kg."
    );
    assert_eq!(
        text(infusion("2026-05-02T09:05:00-04:00", Some(102.5))).unwrap(),
        "102.5 kg is 25 % more than the weight on 5 May 2026, 82 kg."
    );
    assert_eq!(text(infusion(NOW, None)), None);
}

#[test]
fn a_dose_outside_the_clinics_range_is_asked_about() {
    let dose = |dose_mg| {
        let typed = Infusion { dose_mg, ..infusion(NOW, Some(80.0)) };
        kinds(&nobody_infused(), &typed)
    };
    assert_eq!([dose(20.0), dose(160.0)], [[], []]);
    assert_eq!([dose(19.9), dose(160.5)], [[Dose], [Dose]]);
}

#[test]
fn every_sentence_is_a_message() {
    let mut journal = given("2026-04-01T12:00:00-04:00", Some(82.0));
    let mut data = std::collections::BTreeSet::new();
    data.insert("REYES, Dana".to_owned());
    let mut texts = Vec::new();
    for time in
        ["2026-04-01T12:00:00-04:00", "2026-04-01T13:00:00-04:00", "2026-04-01T11:00:00-04:00"]
    {
        for kg in [40.0, 200.0] {
            let typed = Infusion { dose_mg: 900.0, ..infusion(time, Some(kg)) };
            let doubts = doubts_in(&journal, &typed, &[], pseudo());
            assert_eq!(doubts.asked.len(), 4);
            texts.extend(doubts.asked);
        }
    }
    journal.profile("REYES, Dana");
    for time in ["2026-05-13T09:30:00-04:00", "1983-05-13T09:30:00-04:00"] {
        texts.extend(doubts_in(&journal, &infusion(time, None), &[], pseudo()).refused);
    }
    for text in texts {
        assert_from_messages(&text.text, &data);
    }
}
