use super::people::{World, note};
use crate::journal::*;
use interlude_clinical::chart::chart;
use interlude_clinical::entry::Filed;
use interlude_clinical::library::CATALOGUE;
use interlude_clinical::moment::Moment;
use interlude_clinical::outcome::Rules;
use interlude_clinical::panel::panel;
use interlude_clinical::timeline::{Facts, Team};
use interlude_clinical::words::Words;

/// Computes panel and chart of a patient, as the page does after each sync, and returns the count.
fn drawn(journal: &Journal) -> u32 {
    let now = Moment::parse("2026-05-13T09:00:00-04:00").unwrap();
    let (patient, words, library) = (journal.pin().space(), Words::en_us(), &CATALOGUE);
    let entries = || journal.entries().iter().filter_map(Opened::filed).collect::<Vec<Filed<'_>>>();
    let counts = || journal.counts();
    let facts = [Facts {
        patient,
        entries: &entries(),
        library,
        rules: Rules::usual(),
        team: Team::UNKNOWN,
        words,
        counts: counts(),
    }];
    let row = panel(&facts, &now, words).rows.remove(0);
    let facts = Facts {
        patient,
        entries: &entries(),
        library,
        rules: Rules::usual(),
        team: Team::UNKNOWN,
        words,
        counts: counts(),
    };
    let chart = chart(&facts, None, &now).unwrap();
    assert_eq!(row.counts, chart.counts);
    chart.counts.counted
}

#[test]
fn panel_and_chart_share_one_index_between_changes() {
    let world = World::new(1);
    let mut phone = world.phone(MemoryStore::new());
    for name in 1..=3 {
        phone.write(&world, name, "a word");
        assert!(phone.journal.index.get().is_none(), "a change drops the index");
        assert_eq!(drawn(&phone.journal), u32::from(name));
        let folded = phone.journal.index().as_ptr();
        assert_eq!(drawn(&phone.journal), u32::from(name));
        assert_eq!(
            phone.journal.entries_of(|entry| *entry == note("a word")).len(),
            usize::from(name)
        );
        assert!(std::ptr::eq(folded, phone.journal.index().as_ptr()));
    }
}
