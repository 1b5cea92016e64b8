//! The episode of care and planned infusions in a chart.

use super::*;

#[test]
fn an_episode_is_shown_and_chooses_the_instrument() {
    let mut journal = reyes();
    journal.episode(TreatedCondition::Trd, "hamd17");
    assert_eq!(journal.chart(None).instrument.id, "phq9", "the primary instrument has no form");
    journal.hamd17(Side::Clinic, "2026-05-11T10:00:00-04:00", 0);
    let chart = journal.chart(None);
    assert_eq!(chart.instrument.id, "hamd17");
    let episode = chart.episode.unwrap();
    assert_eq!(episode.text, "Treated for treatment-resistant depression since 14 Mar 2026.");
    assert_eq!(episode.goals, "Back to work");
    let mut unknown = reyes();
    unknown.episode(TreatedCondition::Other, "no_such_form");
    assert_eq!(unknown.chart(None).instrument.id, "phq9");
}

#[test]
fn planned_infusions_are_shown_until_they_are_given() {
    let mut journal = reyes();
    journal.plan("2026-05-20", None);
    let soon = journal.plan("2026-05-15", Some(41.0));
    journal.plan("2026-05-01", Some(41.0));
    let labels = |journal: &Journal| -> Vec<String> {
        journal.chart(None).planned.into_iter().map(|it| it.label).collect()
    };
    assert_eq!(
        labels(&journal),
        [
            "15 May 2026, in 3 days: 41\u{a0}mg IV",
            "20 May 2026, in 8 days: dose not yet decided IV"
        ]
    );
    let mut given = journal.clone();
    given.infusion("2026-05-15T10:00:00-04:00", 41.0, None);
    assert_eq!(labels(&given).len(), 1);
    journal.retract(Side::Clinic, soon);
    assert_eq!(labels(&journal).len(), 1);
    let chart = journal.chart(None);
    assert_eq!(chart.taken_back[0].what, "15 May 2026, in 3 days: 41\u{a0}mg IV");
}

#[test]
fn every_condition_proposes_an_instrument_with_a_total() {
    let words = Words::en_us();
    for condition in TreatedCondition::ALL {
        let proposed = instrument(condition.proposed_instrument()).unwrap();
        assert!(proposed.has_total(), "{}", condition.code());
        let named = condition.text(words);
        assert!(
            condition == TreatedCondition::Other || named != TreatedCondition::Other.text(words)
        );
    }
}
