//! The notice about forms that cannot be scored.

use std::collections::BTreeMap;

use crate::moment::Moment;
use crate::timeline::{Timeline, named};

/// Maximum number of instruments that the notice names, because records can contain any number of invented ids.
const MOST_NAMED: usize = 5;

/// The notice about forms that cannot be scored; `None` if there are none.
pub(super) fn unknown_text(timeline: &Timeline<'_>) -> Option<String> {
    let mut asked: BTreeMap<(&str, &str), (u32, &Moment)> = BTreeMap::new();
    for form in timeline.unknown() {
        let response = form.response;
        let key = (response.instrument.as_str(), response.version.as_str());
        let seen = asked.entry(key).or_insert((0, &response.at));
        *seen = (seen.0.saturating_add(1), &response.at);
    }
    let sentences = asked.into_iter().map(|((id, version), (forms, last))| {
        let (name, version) = (timeline.short(id), named(version));
        timeline.words.unknown_version(name, version, forms, timeline.words.long_date(last.date()))
    });
    let mut sentences: Vec<String> = sentences.collect();
    let more = sentences.len().saturating_sub(MOST_NAMED);
    sentences.truncate(MOST_NAMED);
    if more > 0 {
        sentences.push(timeline.words.unknown_version_more(more));
    }
    if sentences.is_empty() {
        return None;
    }
    sentences.push(timeline.words.unknown_version_kept());
    Some(sentences.join(" "))
}
