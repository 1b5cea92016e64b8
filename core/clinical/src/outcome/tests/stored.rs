//! A clinic's definitions as entries.

use std::collections::BTreeMap;

use super::*;
use crate::entry::{Entry, Filed, OutcomeRules, Retraction, Side};
use crate::moment::{Moment, Zone};
use crate::outcome::{Kind, Remission, RulesError};
use interlude_protocol::id::RecordId;

fn stored() -> OutcomeRules {
    OutcomeRules {
        at: Moment::parse("2026-05-12T13:14:00Z").unwrap(),
        zone: Zone::parse("America/New_York").unwrap(),
        replaces: None,
        baseline_days: 14,
        series_gap_days: 14,
        loss: "improvement<0.5".to_owned(),
        confirm: 1,
        remission: BTreeMap::new(),
    }
}

fn told(entries: &[(u8, Side, Entry)]) -> Rules {
    let filed = |(id, by, entry): &'_ (u8, Side, Entry)| (RecordId([*id; 16]), *by, entry.clone());
    let owned: Vec<_> = entries.iter().map(filed).collect();
    let filed: Vec<Filed<'_>> =
        owned.iter().map(|(record, by, entry)| Filed { record: *record, by: *by, entry }).collect();
    Rules::told_by(&filed)
}

#[test]
fn the_usual_definitions_as_an_entry_are_the_usual_rules() {
    assert_eq!(Rules::from_entry(&stored()), Ok(Rules::default()));
}

#[test]
fn at_most_five_is_remission_where_a_clinic_says_so() {
    let remission = BTreeMap::from([("phq9".to_owned(), "<= 5".to_owned())]);
    let rules = Rules::from_entry(&OutcomeRules { remission, ..stored() }).unwrap();
    assert_eq!(rules.remission_of.get("phq9"), Some(&Remission::AtMost(points(5))));
    let at_five = by("phq9", &rules, &[0], &[(0, 20), (7, 5)]);
    assert_eq!(at_five.outcome, Some(Kind::Remission));
    assert_eq!(of("phq9", &[0], &[(0, 20), (7, 5)]).outcome, Some(Kind::Response));
}

#[test]
fn definitions_out_of_range_are_refused() {
    let remission = |text: &str| BTreeMap::from([("phq9".to_owned(), text.to_owned())]);
    for (wrong, error) in [
        (OutcomeRules { baseline_days: 91, ..stored() }, RulesError::Range),
        (OutcomeRules { series_gap_days: 0, ..stored() }, RulesError::Range),
        (OutcomeRules { confirm: 0, ..stored() }, RulesError::Range),
        (OutcomeRules { loss: "worse".to_owned(), ..stored() }, RulesError::Loss),
        (OutcomeRules { remission: remission(">5"), ..stored() }, RulesError::RemissionRange),
    ] {
        assert_eq!(Rules::from_entry(&wrong), Err(error));
    }
}

#[test]
fn the_newest_definitions_that_can_be_read_count() {
    let later = Moment::parse("2026-05-13T13:14:00Z").unwrap();
    let first = Entry::OutcomeRules(OutcomeRules { confirm: 2, ..stored() });
    let second = Entry::OutcomeRules(OutcomeRules { confirm: 3, at: later.clone(), ..stored() });
    let unreadable = OutcomeRules { loss: "?".to_owned(), at: later.clone(), ..stored() };
    let confirm = |entries: &[(u8, Side, Entry)]| told(entries).confirm;
    assert_eq!(confirm(&[]), 1);
    assert_eq!(confirm(&[(2, Side::Clinic, second.clone()), (1, Side::Clinic, first.clone())]), 3);
    assert_eq!(
        confirm(&[
            (1, Side::Clinic, first.clone()),
            (2, Side::Clinic, Entry::OutcomeRules(unreadable))
        ]),
        2
    );
    assert_eq!(
        confirm(&[(1, Side::Patient, first.clone())]),
        1,
        "a patient cannot define outcomes"
    );
    let of = RecordId([2; 16]);
    let (zone, why) = (stored().zone, "too strict".to_owned());
    let gone = Entry::Retraction(Retraction { at: later, zone, of, why });
    let all = [(1, Side::Clinic, first), (2, Side::Clinic, second), (3, Side::Clinic, gone)];
    assert_eq!(confirm(&all), 2);
}
