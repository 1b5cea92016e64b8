//! Every sentence of a chart comes from the message files.

use std::collections::BTreeSet;

use super::*;
use crate::words::tests::{assert_from_messages, pseudo};

/// Strings that sentences may take from definitions and stored entries.
pub(crate) fn data_of() -> BTreeSet<String> {
    let mut data: BTreeSet<String> = ["REYES, Dana", "entered in error"].map(str::to_owned).into();
    for known in crate::catalogue::instruments() {
        data.extend([known.id.clone(), known.short.clone()]);
        data.extend(known.bands_mark.iter().map(|it| it.source.clone()));
        data.extend(known.scoring.findings.iter().map(|it| it.label.clone()));
        let bands = known.bands.iter().map(|it| it.label.clone());
        data.extend(bands.flat_map(|label| [label.to_lowercase(), label]));
        for item in &known.items {
            data.extend(item.label.clone());
            data.extend(
                item.values().filter_map(|value| item.option_label(value)).map(str::to_owned),
            );
        }
    }
    data
}

/// A patient whose chart has as many kinds of sentences as one journal can have.
pub(crate) fn talkative() -> Journal {
    let mut journal = reyes();
    let wrong = journal.phq9("2026-05-08T08:00:00-04:00", 9, Some(3));
    journal.retract(Side::Patient, wrong);
    journal.phq9("2026-05-09T08:00:00-04:00", 9, None);
    journal.counts = Counts {
        damaged: 1,
        unopened: 2,
        newer: 3,
        late: 4,
        unknown_author: 5,
        not_allowed: 6,
        contested: 7,
        ..journal.counts
    };
    journal
}

#[test]
fn no_sentence_of_a_chart_bypasses_the_message_files() {
    let journal = talkative();
    let data = data_of();
    let facts = Facts {
        patient: SpaceId([7; 16]),
        entries: &journal.filed(),
        library: &CATALOGUE,
        rules: Rules::usual(),
        team: Team::UNKNOWN,
        words: pseudo(),
        counts: journal.counts,
    };
    let mut seen = 0;
    for form in ["phq9", "daily_checkin", "phq9"] {
        let chart = chart(&facts, Some(form), &at(NOW)).unwrap();
        let points = chart.points.into_iter().flat_map(|it| {
            let texts = [it.shortened_text, it.withdrawn_text, it.rated_text, it.original_text];
            let named = it.scores.into_iter().chain(it.findings).map(|it| it.text);
            texts
                .into_iter()
                .flatten()
                .chain([it.text, it.cursor])
                .chain(named)
                .chain(it.notes)
                .chain(it.safety.into_iter().map(|it| it.text))
                .chain(it.safety_not_answered.into_iter().map(|it| it.text))
        });
        let whole = [
            chart.unreadable_text,
            chart.unknown_text,
            chart.safety_text,
            chart.safety_unanswered_text,
            chart.instrument.sex_text,
            chart.person.born_text,
        ];
        let texts = whole.into_iter().flatten().chain(points);
        let texts = texts.chain([chart.summary, chart.sharing.text]);
        let texts =
            texts.chain([chart.instrument.direction_text]).chain(chart.instrument.bands_text);
        let texts = texts.chain(chart.sharing.shared).chain(chart.sharing.private);
        let texts = texts.chain(chart.infusions.into_iter().flat_map(|it| {
            let always = [it.route_text, it.dose_text, it.label].into_iter();
            always.chain(it.per_kg_text).chain(it.original_text)
        }));
        let texts = texts.chain(chart.taken_back.into_iter().map(|it| it.what));
        for text in texts.chain(chart.checkins.into_iter().map(|it| it.text)) {
            assert_from_messages(&text, &data);
            seen += 1;
        }
    }
    assert!(seen > 30, "{seen}");
}
