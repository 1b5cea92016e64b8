//! What the scores and the daily questions did from one infusion to the next.

use serde::{Deserialize, Serialize};

use crate::instrument::item::{Item, ItemKind};
use crate::instrument::scoring::Method;
use crate::moment::Moment;
use crate::outcome::History;
use crate::outcome::{Interval, intervals, number};
use crate::timeline::{Timeline, TimelineInfusion};
use crate::words::Words;

/// The scores of one instrument around one infusion, and the daily questions around it. Description only.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Between {
    /// Number of its series.
    pub series: u32,
    /// Days to the next infusion; `None` for the last.
    pub days_to_next: Option<i32>,
    /// Last total at or before the infusion, near enough to it; `None` if there is none.
    pub before_text: Option<String>,
    /// Best total up to the next infusion.
    pub best_text: Option<String>,
    /// Last total up to the next infusion.
    pub last_text: Option<String>,
    /// Points better from before to best: `+9` is better, whichever direction the instrument has.
    pub change_text: Option<String>,
    /// Number of scores up to the next infusion.
    pub scores: u32,
    /// Daily questions that were answered around the infusion.
    pub daily: Vec<DailyAround>,
}

/// One daily question around an infusion.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct DailyAround {
    /// Id of the item.
    pub item: String,
    /// Its label, such as `mood`.
    pub label: String,
    /// Mean of the three days before, with n; `no answer` without any.
    pub before_text: String,
    /// Mean of the days 0 to 3 after, with n; `no answer` without any.
    pub after_text: String,
    /// Mean of each of the days 0 to 3; `None` if it was not answered.
    pub after: Vec<Option<f64>>,
}

redacted!(Between, DailyAround);

/// Days before an infusion, and after the day on which it was given, whose daily answers are compared.
const DAYS: i32 = 3;

/// One element for each infusion of the timeline, in order.
pub(super) fn between(timeline: &Timeline<'_>, history: &History<'_>) -> Vec<Between> {
    let words = timeline.words;
    let intervals = intervals(&history.course, &history.scale, history.rules);
    let rows = timeline.infusions.iter().zip(intervals);
    rows.map(|(given, interval)| {
        let daily = daily(timeline, given);
        let day = |at: Option<i64>| at.and_then(|it| i32::try_from(it - interval.day).ok());
        let text = |points: Option<_>| points.map(|it| number(it, words));
        let Interval { before, best, last, change, .. } = interval;
        Between {
            series: u32::try_from(interval.series).unwrap_or(u32::MAX),
            days_to_next: day(interval.next_day),
            before_text: text(before),
            best_text: text(best),
            last_text: text(last),
            change_text: change.map(|it| words.signed_tenths(it.tenths())),
            scores: u32::try_from(interval.n).unwrap_or(u32::MAX),
            daily,
        }
    })
    .collect()
}

fn daily(timeline: &Timeline<'_>, given: &TimelineInfusion<'_>) -> Vec<DailyAround> {
    let single =
        timeline.library.instruments().filter(|it| it.scoring.method == Method::SingleItems);
    let items = single.flat_map(|it| it.items.iter().map(move |item| (it, item)));
    let numbers = items.filter(|(_, item)| matches!(item.kind, ItemKind::Number { .. }));
    numbers
        .filter_map(|(instrument, item)| {
            let forms = timeline.forms_of(instrument);
            let known = forms.filter(|it| it.is_current() && it.instrument.is_some());
            let answers = known.filter_map(|form| {
                Some((&form.response.at, form.response.answers.get(&item.id)?.number()?))
            });
            around(answers, &given.infusion.at, item, timeline.words)
        })
        .collect()
}

fn around<'a>(
    answers: impl Iterator<Item = (&'a Moment, f64)>,
    infusion: &Moment,
    item: &Item,
    words: &Words,
) -> Option<DailyAround> {
    let (mut before, mut after) = (Vec::new(), vec![Vec::new(); 4]);
    for (at, value) in answers {
        let days = at.days_since(infusion);
        let later = usize::try_from(days).ok().filter(|_| at.time() > infusion.time());
        if (-DAYS..0).contains(&days) {
            before.push(value);
        } else if let Some(day) = later.and_then(|day| after.get_mut(day)) {
            day.push(value);
        }
    }
    let all: Vec<f64> = after.concat();
    if before.is_empty() && all.is_empty() {
        return None;
    }
    let text = |values: &[f64]| match mean(values) {
        Some(mean) => words.around_mean(words.one_decimal(mean), values.len()),
        None => words.around_none(),
    };
    Some(DailyAround {
        item: item.id.clone(),
        label: item.label.clone().unwrap_or_else(|| item.name(words)),
        before_text: text(&before),
        after_text: text(&all),
        after: after.iter().map(|day| mean(day)).collect(),
    })
}

fn mean(values: &[f64]) -> Option<f64> {
    let n = u32::try_from(values.len()).ok().filter(|n| *n > 0)?;
    Some(values.iter().sum::<f64>() / f64::from(n))
}
