//! Every text of a score comes from the message files.

use std::collections::BTreeSet;

use super::*;
use crate::instrument::scoring::FindingRule;
use crate::words::tests::{assert_from_messages, pseudo};

/// The texts that a score takes from the definition.
fn data_of(instrument: &Instrument) -> BTreeSet<String> {
    let bands = instrument.bands.iter().map(|band| band.label.clone());
    let bands = bands.flat_map(|label| [label.to_lowercase(), label]);
    let findings = instrument.scoring.findings.iter().map(|it| it.label.clone());
    let mut data: BTreeSet<String> = bands.chain(findings).collect();
    for item in &instrument.items {
        data.extend(item.label.clone());
        let labels = item.values().filter_map(|value| item.option_label(value));
        data.extend(labels.map(str::to_owned));
    }
    data
}

/// Forms with the least value of each item, with the greatest, and with blanks.
fn forms(instrument: &Instrument) -> Vec<Vec<Option<i32>>> {
    let form = |value: fn(&Item) -> i32, left_out: usize| -> Vec<Option<i32>> {
        let items = instrument.items.iter().enumerate();
        items.map(|(place, item)| (place >= left_out).then(|| value(item))).collect()
    };
    let least: fn(&Item) -> i32 = |it| it.range().0;
    let most: fn(&Item) -> i32 = |it| it.range().1;
    let all = instrument.items.len();
    vec![form(least, 0), form(most, 0), form(most, 1), form(least, 2), form(least, all)]
}

#[test]
fn score_texts_come_from_the_message_files() {
    let mut seen = BTreeSet::new();
    for instrument in instruments() {
        let data = data_of(instrument);
        for values in forms(instrument) {
            let score = score_values(instrument, values, Context::default());
            let mut texts = vec![score.text(pseudo())];
            texts.extend([false, true].map(|finished| score.rating_text(finished, pseudo())));
            // Codes that would name a risk are never shown.
            let shown = score.findings.iter().filter(|found| {
                let decides = matches!(found.finding.rule, FindingRule::Decision { .. });
                !(decides && score.is_about_safety())
            });
            texts.extend(shown.map(|found| found.text(instrument, pseudo())));
            for text in texts {
                assert_from_messages(&text, &data);
                seen.insert(text);
            }
        }
    }
    assert!(seen.len() > 200, "{}", seen.len());
}

#[test]
fn every_code_that_is_shown_has_words() {
    let mut seen = 0;
    for instrument in instruments() {
        let unanswered = vec![None; instrument.items.len()];
        let about_safety =
            score_values(instrument, unanswered, Context::default()).is_about_safety();
        for finding in instrument.scoring.findings.iter().filter(|_| !about_safety) {
            let FindingRule::Decision { cases, otherwise, .. } = &finding.rule else { continue };
            for code in cases.iter().map(|(code, _)| code).chain(otherwise) {
                let text = pseudo().finding_code(code, code.replace('-', " "));
                assert_from_messages(&text, &BTreeSet::new());
                seen += 1;
            }
        }
    }
    assert!(seen > 2, "{seen}");
}
