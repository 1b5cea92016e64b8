//! A cohort's tables as CSV. Small counts are hidden, so that an exported table points to nobody.

use super::curve::Curve;
use super::{CohortFilter, GroupView, RateView};
use crate::words::Words;

/// Counts from 1 to this are hidden.
const MOST_HIDDEN: u32 = 4;

/// Writes one line for each choice of the filter, each rate, each group that is not counted, and each row below the curve.
pub(super) fn csv(
    filter: &CohortFilter,
    rates: &[RateView],
    groups: &[GroupView],
    curve: &Curve,
    words: &Words,
) -> String {
    let mut lines = vec!["table,row,count,n,fraction,ci95_low,ci95_high".to_owned()];
    let number = |it: u16| it.to_string();
    let chosen = [
        ("instrument", Some(filter.instrument.clone())),
        ("condition", filter.condition.map(|it| it.code().to_owned())),
        ("route", filter.route.map(|it| it.code().to_owned())),
        ("least infusions", filter.least_infusions.map(number)),
        ("most infusions", filter.most_infusions.map(number)),
        ("follow-up days", filter.window_days.map(|(from, to)| format!("{from}-{to}"))),
    ];
    for (name, value) in chosen {
        lines.extend(value.map(|value| format!("filter,{name}: {value},,,,,")));
    }
    for rate in rates {
        let hidden = is_small(rate.count) || is_small(rate.n - rate.count);
        let part = |value: Option<f64>| match value {
            Some(value) if !hidden => format!("{value:.4}"),
            _ => String::new(),
        };
        let count = shown(rate.count, hidden, words);
        let (fraction, low) = (part(rate.fraction), part(rate.ci95.map(|it| it.0)));
        let high = part(rate.ci95.map(|it| it.1));
        lines.push(format!("rate,{},{count},{},{fraction},{low},{high}", rate.code, rate.n));
    }
    for group in groups {
        lines.push(format!(
            "not counted,{},{},,,,",
            group.group.code(),
            shown(group.count, false, words)
        ));
    }
    for row in &curve.rows {
        let week = row.week;
        let counts = [("at risk", row.at_risk), ("lost", row.lost), ("censored", row.censored)];
        // The three add up to n, so that two would tell the third.
        let hidden = counts.iter().any(|(_, count)| is_small(*count));
        for (name, count) in counts {
            let count = shown(count, hidden, words);
            lines.push(format!("{name},week {week},{count},{},,,", curve.n));
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

/// A count as it may be exported; `hidden` if it would tell a small one.
fn shown(count: u32, hidden: bool, words: &Words) -> String {
    match (is_small(count), hidden) {
        (true, _) => words.hidden_count(MOST_HIDDEN + 1),
        (false, true) => words.hidden_other(),
        (false, false) => count.to_string(),
    }
}

fn is_small(count: u32) -> bool {
    (1..=MOST_HIDDEN).contains(&count)
}
